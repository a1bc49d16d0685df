package ui

import (
	"strings"
	"testing"
)

func TestKeysOfTheDesign(t *testing.T) {
	k, err := newKeymap(nil)
	if err != nil {
		t.Fatal(err)
	}
	// The contract: what a person's hands know.
	for keys, want := range map[string]action{
		"j down": actDown, "k up": actUp, "g home": actTop, "G end": actBottom,
		"ctrl+d": actHalfDown, "ctrl+u": actHalfUp, "pgdown": actPageDown, "pgup": actPageUp,
		"enter l right": actOpen, "h left esc backspace": actBack, "L alt+right": actForward,
		"space": actRead, "b": actReadBack, "n": actNextUnread, "N": actPrevUnread, "J": actNext, "K": actPrev,
		"r": actRelated, "m": actToggleRead, "s": actStar, "A": actMarkAll, "[": actMarkAbove, "]": actMarkBelow, "u": actUndo, "ctrl+r": actRedo,
		"/": actSearch, "1": actAll, "2": actUnread, "3": actStarred, "4 5 6 7 8 9": actSaved, "W ctrl+s": actSave, "o": actBrowser, "O": actLinks, "y": actCopyURL, "Y": actCopyTitle,
		"R": actRefresh, "f": actFeeds, "a": actAdd, "e": actRename, "t": actTags, "p": actPause, "F": actFullText, "d": actRemove,
		"T": actTagged, "alt+r": actRefreshAll, "tab": actNextPane, "shift+tab": actPrevPane, "z": actZen, "v": actStories, "w": actFollow, "M": actMute, "-": actSplit, "+": actJoin, "c": actCopies, "C": actCatchUp, "i": actKnown, "S": actSort,
		"?": actHelp, ":": actPalette, "q": actClose, "Q ctrl+c": actQuit, "ctrl+z": actSuspend, "ctrl+l": actRedraw,
	} {
		for _, key := range strings.Fields(keys) {
			if got := k.match(key); got != want {
				t.Errorf("%s does %q, want %q", key, got, want)
			}
		}
	}
	for _, b := range k.bindings {
		if b.short == "" || b.help == "" || b.group == "" || len(b.keys) == 0 {
			t.Errorf("%s lacks keys or words: %+v", b.action, b)
		}
		if !strings.Contains(KeyTable(), "| "+b.help+" |") {
			t.Errorf("%s is not in the documentation's table", b.action)
		}
	}
}

func TestCheckKeys(t *testing.T) {
	for _, c := range []struct {
		name string
		own  map[string]string
		want []string // parts of the error, none for no error
	}{
		{"none", nil, nil},
		{"own", map[string]string{"down": "X Down", "open": "Return ctrl+o", "related": "x"}, nil},
		{"swap", map[string]string{"down": "k", "up": "j"}, nil},
		{"no key", map[string]string{"zen": ""}, nil},
		{"function keys", map[string]string{"help": "F1 ?", "palette": "alt+x"}, nil},
		{"plus", map[string]string{"zen": "ctrl++", "join-stories": "+ x"}, nil},
		{"unknown action", map[string]string{"dwon": "j"}, []string{`there is no action "dwon"`, "down"}},
		{"conflict", map[string]string{"zen": "j"}, []string{`the key j is bound to both "down" and "zen"`}},
		{"no such key", map[string]string{"zen": "jj"}, []string{`zen: "jj" is not a key`}},
		{"no such modifier", map[string]string{"zen": "hyper+x"}, []string{`"hyper" is not ctrl, alt or shift`}},
		{"shift and letter", map[string]string{"zen": "shift+x"}, []string{"write the character that shift gives"}},
		{"digit", map[string]string{"zen": "0"}, []string{"begins a count"}},
		{"no way out", map[string]string{"quit": "", "close": ""}, []string{`neither "quit" nor "close" has a key`}},
		{"all at once", map[string]string{"foo": "x", "zen": "jj"}, []string{"foo", "jj"}},
	} {
		err := CheckKeys(c.own)
		if (err != nil) != (len(c.want) > 0) {
			t.Errorf("%s: %v, want %q", c.name, err, c.want)
			continue
		}
		for _, part := range c.want {
			if !strings.Contains(err.Error(), part) {
				t.Errorf("%s: %v lacks %q", c.name, err, part)
			}
		}
	}
}
