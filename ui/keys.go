package ui

import (
	"strings"
)

// action is something a key, the palette or the mouse can ask for. Its text
// is the name that a configuration file uses.
type action string

const (
	actDown       action = "down"
	actUp         action = "up"
	actTop        action = "top"
	actBottom     action = "bottom"
	actHalfDown   action = "half-page-down"
	actHalfUp     action = "half-page-up"
	actPageDown   action = "page-down"
	actPageUp     action = "page-up"
	actOpen       action = "open"
	actBack       action = "back"
	actForward    action = "forward"
	actRead       action = "read-on"
	actReadBack   action = "read-back"
	actNextUnread action = "next-unread"
	actPrevUnread action = "previous-unread"
	actNext       action = "next"
	actPrev       action = "previous"
	actRelated    action = "related"
	actToggleRead action = "toggle-read"
	actStar       action = "star"
	actMarkAll    action = "mark-all-read"
	actMarkAbove  action = "mark-above-read"
	actMarkBelow  action = "mark-below-read"
	actUndo       action = "undo"
	actRedo       action = "redo"
	actSearch     action = "search"
	actAll        action = "view-all"
	actUnread     action = "view-unread"
	actStarred    action = "view-starred"
	actBrowser    action = "browser"
	actLinks      action = "links"
	actCopyURL    action = "copy-url"
	actCopyTitle  action = "copy-title"
	actRefresh    action = "refresh"
	actRefreshAll action = "refresh-all"
	actFeeds      action = "feeds"
	actAdd        action = "add-feed"
	actRename     action = "rename-feed"
	actTags       action = "tag-feed"
	actPause      action = "pause-feed"
	actFullText   action = "full-text"
	actRemove     action = "remove-feed"
	actTagged     action = "view-tag"
	actSaved      action = "view-saved"
	actSave       action = "save-search"
	actStories    action = "stories"
	actFollow     action = "follow"
	actMute       action = "mute"
	actSplit      action = "split-story"
	actJoin       action = "join-stories"
	actCopies     action = "copies"
	actKnown      action = "read-before"
	actRevised    action = "what-changed"
	actCatchUp    action = "catch-up"
	actNextPane   action = "next-pane"
	actPrevPane   action = "previous-pane"
	actZen        action = "zen"
	actSort       action = "sort"
	actHelp       action = "help"
	actPalette    action = "palette"
	actClose      action = "close"
	actQuit       action = "quit"
	actSuspend    action = "suspend"
	actRedraw     action = "redraw"
)

// binding is a row of the one table that matching, help, the palette, the
// footer and the documentation come from.
type binding struct {
	action action
	keys   []string // as Bubble Tea spells them
	group  string   // of the help screen
	short  string   // a word or two for the footer
	help   string   // a phrase for help, palette and documentation
}

// The groups of the help screen, in its order.
const (
	groupMove  = "Moving"
	groupRead  = "Reading"
	groupState = "Keeping track"
	groupStory = "Stories"
	groupFind  = "Finding"
	groupFeeds = "Feeds"
	groupProg  = "Program"
)

// defaultBindings is the table as it comes.
func defaultBindings() []binding {
	return []binding{
		{actDown, []string{"j", "down"}, groupMove, "down", "move or scroll down"},
		{actUp, []string{"k", "up"}, groupMove, "up", "move or scroll up"},
		{actTop, []string{"g", "home"}, groupMove, "top", "go to the beginning"},
		{actBottom, []string{"G", "end"}, groupMove, "end", "go to the end"},
		{actHalfDown, []string{"ctrl+d"}, groupMove, "half page", "half a page down"},
		{actHalfUp, []string{"ctrl+u"}, groupMove, "half page up", "half a page up"},
		{actPageDown, []string{"pgdown", "ctrl+f"}, groupMove, "page", "a page down"},
		{actPageUp, []string{"pgup", "ctrl+b"}, groupMove, "page up", "a page up"},
		{actOpen, []string{"enter", "l", "right"}, groupMove, "read", "open what is selected; from an article its story"},
		{actBack, []string{"esc", "h", "left", "backspace"}, groupMove, "back", "go back to where you were"},
		{actForward, []string{"L", "alt+right"}, groupMove, "forward", "go forward again"},
		{actNextPane, []string{"tab"}, groupMove, "pane", "go to the next pane"},
		{actPrevPane, []string{"shift+tab"}, groupMove, "pane", "go to the previous pane"},

		{actRead, []string{"space"}, groupRead, "page", "page down; at the end of an article the next unread one"},
		{actReadBack, []string{"b"}, groupRead, "page up", "page up"},
		{actNextUnread, []string{"n"}, groupRead, "next unread", "next unread article; next match while finding"},
		{actPrevUnread, []string{"N"}, groupRead, "previous unread", "previous unread article; previous match while finding"},
		{actNext, []string{"J"}, groupRead, "next", "next article"},
		{actPrev, []string{"K"}, groupRead, "previous", "previous article"},
		{actRelated, []string{"r"}, groupRead, "related", "articles related to this one"},
		{actBrowser, []string{"o"}, groupRead, "browser", "open the article in the browser"},
		{actLinks, []string{"O"}, groupRead, "links", "list the links and files of the article, to open one"},
		{actCopyURL, []string{"y"}, groupRead, "copy URL", "copy the article's URL"},
		{actCopyTitle, []string{"Y"}, groupRead, "copy title", "copy the article's title and URL"},
		{actKnown, []string{"i"}, groupRead, "read before", "dim what you read before in other articles of the story, or not"},
		{actRevised, []string{"D"}, groupRead, "what changed", "what the publisher changed in the article, or its text again"},
		{actZen, []string{"z"}, groupRead, "zen", "the article alone, or beside its list again"},

		{actToggleRead, []string{"m"}, groupState, "mark", "mark read or unread"},
		{actStar, []string{"s"}, groupState, "star", "star, or take the star away"},
		{actMarkAll, []string{"A"}, groupState, "mark all", "mark all in this list read"},
		{actMarkAbove, []string{"["}, groupState, "mark above", "mark read what stands above in the list"},
		{actMarkBelow, []string{"]"}, groupState, "mark below", "mark read what stands below in the list"},
		{actUndo, []string{"u"}, groupState, "undo", "undo the last change, also of earlier days"},
		{actRedo, []string{"ctrl+r"}, groupState, "redo", "redo what was undone"},

		{actStories, []string{"v"}, groupStory, "stories", "a row for each story, or for each article"},
		{actFollow, []string{"w"}, groupStory, "follow", "follow the story, which puts what is new of it first, or no longer"},
		{actMute, []string{"M"}, groupStory, "mute", "mute the story or saved search, so that what is new of it comes in read, or no longer"},
		{actCatchUp, []string{"C"}, groupStory, "catch up", "what came since you were last here, the stories of most sources first"},
		{actCopies, []string{"c"}, groupStory, "copies", "show who has the same text, or fold them again"},
		{actSplit, []string{"-"}, groupStory, "split", "take the article out of its story"},
		{actJoin, []string{"+"}, groupStory, "join", "join another story to this one"},

		{actSearch, []string{"/"}, groupFind, "search", "search this list, titles and texts; in an article find in its text"},
		{actAll, []string{"1"}, groupFind, "all", "all articles"},
		{actUnread, []string{"2"}, groupFind, "unread", "unread articles"},
		{actStarred, []string{"3"}, groupFind, "starred", "starred articles"},
		{actSaved, []string{"4", "5", "6", "7", "8", "9"}, groupFind, "saved", "the saved searches in their order; again, what they find unread or all of it"},
		{actSave, []string{"W", "ctrl+s"}, groupFind, "save", "save the search that is shown, under a name"},
		{actTagged, []string{"T"}, groupFind, "tag", "articles with a tag, of this article or of your feeds"},
		{actSort, []string{"S"}, groupFind, "sort", "sort newest first, oldest first, or to catch up; a search best or newest first"},

		{actFeeds, []string{"f"}, groupFeeds, "feeds", "your feeds: open, add, rename, tag, pause, remove"},
		{actAdd, []string{"a"}, groupFeeds, "add", "add a feed, by its address or its site's"},
		{actRefresh, []string{"R"}, groupFeeds, "refresh", "refresh the feeds that are due; among the feeds, the selected one"},
		{actRefreshAll, []string{"alt+r"}, groupFeeds, "refresh all", "refresh all feeds that are due, also from among the feeds"},
		{actRename, []string{"e"}, groupFeeds, "rename", "rename the selected feed"},
		{actTags, []string{"t"}, groupFeeds, "tags", "set the tags of the selected feed"},
		{actPause, []string{"p"}, groupFeeds, "pause", "pause the selected feed, or go on fetching it"},
		{actFullText, []string{"F"}, groupFeeds, "full text", "fetch the full text of the selected feed's articles, or not"},
		{actRemove, []string{"d"}, groupFeeds, "remove", "remove the selected feed; its articles stay"},

		{actHelp, []string{"?"}, groupProg, "help", "what the keys do"},
		{actPalette, []string{":"}, groupProg, "commands", "all commands, by name"},
		{actClose, []string{"q"}, groupProg, "quit", "go back, or quit from the first list"},
		{actQuit, []string{"Q", "ctrl+c"}, groupProg, "quit", "quit"},
		{actSuspend, []string{"ctrl+z"}, groupProg, "suspend", "suspend; fg in the shell comes back"},
		{actRedraw, []string{"ctrl+l"}, groupProg, "redraw", "draw the screen again"},
	}
}

// keymap is the table with a person's own keys in it.
type keymap struct {
	bindings []binding
	byKey    map[string]action
	byAction map[action]*binding
}

// match returns what the key asks for, "" for nothing.
func (k *keymap) match(key string) action { return k.byKey[key] }

// key returns how to show the action's first key, "" if it has none.
func (k *keymap) key(a action) string {
	b := k.byAction[a]
	if len(b.keys) == 0 {
		return ""
	}
	return showKey(b.keys[0])
}

// all returns how to show all the action's keys.
func (b *binding) all() string {
	shown := make([]string, len(b.keys))
	for i, k := range b.keys {
		shown[i] = showKey(k)
	}
	return strings.Join(shown, " ")
}

// showKey is how people write a key.
func showKey(k string) string {
	switch k {
	case "pgdown":
		return "PgDn"
	case "pgup":
		return "PgUp"
	case "home":
		return "Home"
	case "end":
		return "End"
	}
	return k
}
