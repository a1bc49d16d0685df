package ui

import (
	"context"
	"time"

	tea "charm.land/bubbletea/v2"

	"newsreader/store"
)

// app is the whole application's state, touched by the update loop only.
type app struct {
	opt  Options
	ctx  context.Context // ends with the program
	keys *keymap
	st   *styles

	w, h  int // the window; 0 until the terminal told
	frame frame

	trail trail
	other bool // the pane beside the current place has the focus
	zen   bool // one pane only, whatever the width

	overlay  *chooser // help or palette, over everything
	prompt   *prompt  // a line being typed
	status   status
	task     *task // long work that the reader waits for
	writes   writes
	pages    pages
	stepping stepping

	refreshing *refresh // feeds are being fetched
	adding     *adding  // a feed is being added
	mistyped   string   // what was typed to add one, and failed
	following  int      // how many feeds there are, -1 if not known
	saved      []saved
	stories    bool           // lists show stories
	undimmed   bool           // passages that were read elsewhere look as all others
	joining    joining        // a story that another one is looked for to be joined with
	visit      time.Time      // when the reader was last here, zero if never
	dropped    func() tea.Cmd // brings back a search that was dropped or replaced, as long as nothing was changed since
	background *background

	counts   store.Counts
	countOf  int  // the number typed before a key: 5 in 5j
	counting bool // such a number is being typed
	lastJob  uint64
	offering uint64 // the job whose choices are waited for: tags, stories
	linking  uint64 // the job whose links are waited for
	resizing bool   // the size may change again in a moment
	light    bool
	asked    bool // the terminal was asked for its background
	restGen  int  // tells the newest rest timer from older ones
	sizeGen  int  // tells the newest size from older ones
	quitting bool // once everything is saved
	hurried  bool // whether it is or not
}

func newApp(ctx context.Context, o Options) (*app, error) {
	o = o.withDefaults()
	keys, err := newKeymap(o.Keys)
	if err != nil {
		return nil, err
	}
	a := &app{opt: o, ctx: ctx, keys: keys, light: o.Theme == ThemeLight, background: newBackground(), following: -1, stories: o.Stories}
	a.st = newStyles(a.light, o.NoColor, o.ASCII)
	a.trail.reset(a.newList(startFilter(o.StartView)))
	return a, nil
}

func startFilter(v StartView) store.Filter {
	switch v {
	case StartAll:
		return store.All
	case StartStarred:
		return store.Starred
	}
	return store.Unread
}

func (a *app) newList(f store.Filter) *listPlace {
	return &listPlace{title: filterName(f), list: list{view: store.View{Filter: f, Stories: a.stories}, clock: a.clock()}}
}

func filterName(f store.Filter) string {
	switch f {
	case store.Unread:
		return "Unread"
	case store.Starred:
		return "Starred"
	}
	return "All"
}

func (a *app) clock() clock { return clock{now: a.opt.Now(), loc: a.opt.Location} }

// job returns the number for a new question to the store.
func (a *app) job() uint64 {
	a.lastJob++
	return a.lastJob
}

// init is the first command: read the first rows. Nothing is asked of the
// terminal before they are on the screen.
func (a *app) init() tea.Cmd {
	return tea.Batch(a.loadFirst(), after(time.Minute, minuteMsg{}))
}

// Waiting is shown after slowAfter, and minutes pass for the ages in lists.
const slowAfter = 150 * time.Millisecond

type minuteMsg struct{}

// after is a message that comes in a while.
func after(d time.Duration, msg tea.Msg) tea.Cmd {
	return tea.Tick(d, func(time.Time) tea.Msg { return msg })
}

// panes tells which places stand on the screen, left to right; right is nil
// when there is one only. current is which of them the trail ends with.
func (a *app) panes() (left, right place, currentRight bool) {
	top := a.trail.top()
	if a.zen || a.w < wideFrom {
		return top, nil, false
	}
	switch p := top.(type) {
	case *storyPlace:
		if below, ok := a.trail.below().(*listPlace); ok {
			return below, p, true
		}
	case *articlePlace:
		switch below := a.trail.below().(type) {
		case *listPlace, *storyPlace:
			return below, p, true
		case *relatedPlace:
			if p.side != nil {
				return p, p.side, false
			}
		}
	case *relatedPlace:
		if below, ok := a.trail.below().(*articlePlace); ok {
			return below, p, true
		}
	}
	return top, nil, false
}

// focused is the place that keys go to.
func (a *app) focused() place {
	left, right, currentRight := a.panes()
	if right == nil || currentRight == a.other {
		return left
	}
	return right
}

// arrange gives every place on the screen its room. It is called after each
// message that may have changed what is shown.
func (a *app) arrange() {
	if a.w == 0 {
		return
	}
	a.frame = newFrame(a.w, a.h)
	left, right, _ := a.panes()
	if right == nil {
		a.other = false
		left.resize(a, a.w, a.frame.body())
		return
	}
	lw, rw := split(a.w, leads(left))
	left.resize(a, lw, a.frame.body())
	right.resize(a, rw, a.frame.body())
}

// leads tells whether a pane is there to choose what is shown beside it.
func leads(p place) bool {
	switch p.(type) {
	case *listPlace, *storyPlace:
		return true
	}
	return false
}

// lists calls f for every list on the way, back and ahead.
func (a *app) lists(f func(*listPlace)) {
	for _, p := range a.trail.all() {
		if l, ok := p.(*listPlace); ok {
			f(l)
		}
	}
}

// patch changes an article wherever it is held, so that the screen answers a
// key before the store has.
func (a *app) patch(id store.ID, change func(*store.Article)) {
	a.patchAll(func(art *store.Article) bool { return art.ID == id }, change)
}

func (a *app) patchAll(which func(*store.Article) bool, change func(*store.Article)) {
	for _, p := range a.trail.all() {
		switch p := p.(type) {
		case *listPlace:
			p.patch(which, change)
		case *storyPlace:
			p.patch(which, change)
		case *articlePlace:
			if which(&p.head) {
				change(&p.head)
				p.compose(a)
			}
			if p.side != nil {
				p.side.patch(which, change)
			}
		case *relatedPlace:
			p.patch(which, change)
		}
	}
}
