package ui

import (
	"context"
	"time"

	"newsreader/store"
)

// Store is what the application needs of a store. *store.Store has it.
type Store interface {
	Window(ctx context.Context, v store.View, at store.At, n int) (store.Window, error)
	Next(ctx context.Context, v store.View, from store.ID, step int, unread bool) (store.Article, int, bool, error)
	Article(ctx context.Context, id store.ID) (store.Article, store.Text, error)
	Revised(ctx context.Context, id store.ID) (markdown string, changed bool, err error)
	Related(ctx context.Context, id store.ID) ([]store.Related, error)
	Search(ctx context.Context, v store.View, q store.Query) (*store.Result, error)
	More(ctx context.Context, r *store.Result, enough int) (*store.Result, error)
	AtLeast(ctx context.Context, r *store.Result, n int) (*store.Result, error)
	Snippets(ctx context.Context, r *store.Result, ids []store.ID) ([]store.Snippet, error)
	Mark(ctx context.Context, a store.Action, ids ...store.ID) (store.Change, error)
	MarkView(ctx context.Context, a store.Action, v store.View) (store.Change, error)
	MarkBeside(ctx context.Context, a store.Action, v store.View, id store.ID, below bool) (store.Change, error)
	Undo(ctx context.Context) (store.Change, error)
	Redo(ctx context.Context) (store.Change, error)
	Changes(ctx context.Context, since uint64) (*store.Set, uint64, error)
	Feeds(ctx context.Context) ([]store.Subscription, error)
	ChangeFeed(ctx context.Context, id store.FeedID, fn func(*store.Subscription)) (store.Change, error)
	RemoveFeeds(ctx context.Context, ids ...store.FeedID) (store.Change, error)
	Tagged(ctx context.Context, v store.View, tag string) (*store.Result, error)
	CatchUp(ctx context.Context, since time.Time) (*store.Result, error)
	LastVisit(ctx context.Context) (time.Time, error)
	Visited(ctx context.Context) error
	Searches(ctx context.Context) ([]store.SavedSearch, error)
	SaveSearch(ctx context.Context, s store.SavedSearch) error
	DropSearch(ctx context.Context, name string) error
	MuteSearch(ctx context.Context, name string, on bool) error
	Story(ctx context.Context, id store.StoryID) (store.Story, []store.StoryArticle, error)
	MarkStories(ctx context.Context, a store.Action, ids ...store.StoryID) (store.Change, error)
	JoinStories(ctx context.Context, into store.StoryID, others ...store.StoryID) (store.Change, error)
	SplitStory(ctx context.Context, ids ...store.ID) (store.Change, error)
	SetFollowed(ctx context.Context, id store.StoryID, on bool) (store.Change, error)
	SetMuted(ctx context.Context, id store.StoryID, on bool) (store.Change, error)
	ReadBefore(ctx context.Context, id store.ID) ([]store.Span, error)
	SetPosition(ctx context.Context, id store.ID, paragraph int) error
	Watch(ctx context.Context, every time.Duration, changed func())
}

// Theme chooses the colours.
type Theme string

// The themes. ThemeAuto asks the terminal for its background, and takes dark
// until it answers.
const (
	ThemeAuto  Theme = "auto"
	ThemeDark  Theme = "dark"
	ThemeLight Theme = "light"
)

// MarkOn tells when an article counts as read.
type MarkOn string

// The moments at which an article is marked read.
const (
	MarkOnOpen MarkOn = "open"  // when it is opened
	MarkAtEnd  MarkOn = "end"   // when its last line was on the screen
	MarkNever  MarkOn = "never" // by hand only
)

// StartView names the list that the application opens with.
type StartView string

// The lists to start in. StartAuto is unread, or all when nothing is unread.
const (
	StartAuto    StartView = "auto"
	StartAll     StartView = "all"
	StartUnread  StartView = "unread"
	StartStarred StartView = "starred"
)

// Options is everything the application takes from outside.
type Options struct {
	Store    Store
	Now      func() time.Time
	Location *time.Location // the reader's time zone

	Theme     Theme
	NoColor   bool // weights only
	ASCII     bool // the locale is not UTF-8
	NoMouse   bool // leave the mouse to the terminal
	MarkOn    MarkOn
	StartView StartView

	// Stories has lists show a row for each story, not for each article;
	// SaveStories keeps it for the next time when the person chose otherwise.
	Stories     bool
	SaveStories func(bool)

	// Keys remaps actions: an action's name to its keys, divided by spaces.
	// See [CheckKeys].
	Keys map[string]string

	// Open shows a URL in the person's browser. Nil when there is no browser.
	// It gets the URL as a value and must never pass it through a shell.
	Open func(ctx context.Context, url string) error

	// Refresh fetches feeds: all that are due, or the given ones even if they
	// are not due. It may call report from any goroutine; when it is cancelled
	// it returns how far it came, with the context's error. Nil when there is
	// no network.
	Refresh func(ctx context.Context, only []store.FeedID, report func(RefreshProgress)) (RefreshProgress, error)

	// AddFeed subscribes to what a person typed: the address of a feed or of a
	// site. When a site offers several feeds it returns them as choices, of
	// which one's URL is then given here, and no error. The error may be
	// store.ErrAlreadyAdded, with the subscription that is there. Nil when
	// there is no network.
	AddFeed func(ctx context.Context, typed string) (added store.Subscription, choices []FeedChoice, err error)

	Version string
}

// RefreshProgress tells how far a refresh is.
type RefreshProgress struct {
	Total   int // feeds to fetch in this refresh
	Done    int // of them, whether they failed or not
	Failed  int // of those done
	Waiting int // feeds beside them that are not due yet
	Added   int // articles that are new
}

// FeedChoice is one of several feeds that a site offers.
type FeedChoice struct{ Title, URL string }

// withDefaults fills what was left out.
func (o Options) withDefaults() Options {
	if o.Now == nil {
		o.Now = time.Now
	}
	if o.Location == nil {
		o.Location = time.UTC
	}
	if o.Theme == "" {
		o.Theme = ThemeAuto
	}
	if o.MarkOn == "" {
		o.MarkOn = MarkOnOpen
	}
	if o.StartView == "" {
		o.StartView = StartAuto
	}
	return o
}
