package ui

import (
	"slices"
	"time"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"
)

// storeChanged comes from the watch: some process wrote to the store.
type storeChanged struct{}

// Timers: a new size settles, a resting cursor tells more.
const (
	settleAfter = 100 * time.Millisecond
	restAfter   = 150 * time.Millisecond
)

type (
	sizeSettled struct{ gen int }
	rested      struct{ gen int }
)

// update takes a message in. It never waits for anything.
func (a *app) update(msg tea.Msg) tea.Cmd {
	cmd := a.handle(msg)
	a.dropHint()
	return tea.Batch(cmd, a.tidy())
}

func (a *app) handle(msg tea.Msg) tea.Cmd {
	switch m := msg.(type) {
	case tea.KeyPressMsg:
		return a.press(m)
	case tea.PasteMsg:
		return a.paste(m)
	case tea.MouseClickMsg:
		return a.clicked(m.Mouse())
	case tea.MouseWheelMsg:
		return a.wheel(m.Mouse())
	case tea.WindowSizeMsg:
		return a.resized(m)
	case sizeSettled:
		if m.gen == a.sizeGen {
			a.resizing = false
		}
	case tea.BackgroundColorMsg:
		if light := !m.IsDark(); a.opt.Theme == ThemeAuto && light != a.light {
			a.light = light
			method := a.st.method
			a.st = newStyles(light, a.opt.NoColor, a.opt.ASCII)
			a.st.method = method
		}
	case tea.ModeReportMsg:
		a.counted(m)
	case written:
		return a.written(m)
	case browserOpened:
		if m.err != nil {
			return a.fail(m.err)
		}
	case rested:
		return a.rested(m)
	case storeChanged:
		return a.storeChanged()
	default:
		return a.answer(msg)
	}
	return nil
}

// answer takes the answers to what the store and the feeds were asked.
func (a *app) answer(msg tea.Msg) tea.Cmd {
	switch m := msg.(type) {
	case windowLoaded:
		return a.windowLoaded(m)
	case articleLoaded:
		return a.articleLoaded(m)
	case pageSet:
		return a.pageSet(m)
	case feedsLoaded:
		return a.feedsLoaded(m)
	case tagsLoaded:
		return a.tagsLoaded(m)
	case feedAdded:
		return a.feedAdded(m)
	case relatedLoaded:
		return a.relatedLoaded(m)
	case knownLoaded:
		return a.knownLoaded(m)
	case revisedLoaded:
		return a.revisedLoaded(m)
	case storyOfLoaded:
		return a.storyOfLoaded(m)
	case storyLoaded:
		return a.storyLoaded(m)
	case joinsLoaded:
		return a.joinsLoaded(m)
	case nextFound:
		return a.nextFound(m)
	case found:
		return a.found(m)
	case visitLoaded:
		return a.visitLoaded(m)
	case savedLoaded:
		return a.savedLoaded(m)
	case grown:
		return a.grown(m)
	case snippetsLoaded:
		return a.snippetsLoaded(m)
	case textFetched:
		if m.err != nil {
			return a.fail(m.err)
		}
		return m.then(m.head, m.text)
	case linksLoaded:
		return a.linksLoaded(m)
	case refreshOver:
		return a.refreshOver(m)
	}
	return a.timer(msg)
}

// timer takes the messages that only time sends.
func (a *app) timer(msg tea.Msg) tea.Cmd {
	switch m := msg.(type) {
	case minuteMsg:
		return after(time.Minute, m) // drawing again is all it takes
	case slowLoad:
		a.markSlow(m.job)
	case taskSlow:
		m.t.shown = a.task == m.t
	case refreshTick:
		return a.refreshTick(m)
	case statusOver:
		a.statusOver(m)
	}
	return nil
}

// slowLoad says that a job has been out for a while: it is time to say so.
type slowLoad struct{ job uint64 }

func (a *app) markSlow(job uint64) {
	if job == 0 {
		return
	}
	a.lists(func(p *listPlace) { p.slow = p.slow || p.job == job })
	a.feedPlaces(func(p *feedsPlace) { p.slow = p.slow || p.job == job })
	a.storyPlaces(func(p *storyPlace) {
		if p.job == job {
			p.slow, p.set = true, nil
		}
	})
	if p := a.articleWaiting(job); p != nil {
		p.slow = true
	}
	if p := a.relatedWaiting(job); p != nil {
		p.slow = true
		p.set = nil
	}
}

// counted hears how the terminal counts cells: by runes, unless it knows
// Unicode core (mode 2027). An emoji family then takes two cells, not eight.
// Bubble Tea's renderer draws by the same answer. The styles are others then,
// so that whatever was set with the old ones is set anew.
func (a *app) counted(m tea.ModeReportMsg) {
	if m.Mode != ansi.ModeUnicodeCore || a.st.method == ansi.GraphemeWidth {
		return
	}
	if m.Value == ansi.ModeReset || m.Value == ansi.ModeSet || m.Value == ansi.ModePermanentlySet {
		st := *a.st
		st.method = ansi.GraphemeWidth
		a.st = &st
	}
}

// resized takes a new size at once; setting text to it waits until the window
// has stopped changing.
func (a *app) resized(m tea.WindowSizeMsg) tea.Cmd {
	first := a.w == 0
	a.w, a.h = m.Width, m.Height
	if first {
		return nil
	}
	a.fitPrompt()
	a.sizeGen++
	a.resizing = true
	return after(settleAfter, sizeSettled{a.sizeGen})
}

// tidy runs after each message: it gives the places their room and asks for
// whatever they show and don't have.
func (a *app) tidy() tea.Cmd {
	if a.w == 0 {
		return nil
	}
	a.arrange()
	var cmds []tea.Cmd
	left, right, _ := a.panes()
	for _, at := range []place{left, right} {
		switch p := at.(type) {
		case *listPlace:
			if p.job == 0 && p.err == nil && (p.stale || p.need()) {
				cmds = append(cmds, a.load(p))
			}
			cmds = append(cmds, a.grow(p))
			if p.search != nil {
				p.calm()
				cmds = append(cmds, a.askSnippets(p))
			}
		case *articlePlace:
			if p.loaded && p.job == 0 && !a.resizing && (p.width != p.want || p.st != a.st || p.from != p.content() || !slices.Equal(p.shown, a.dimmed(p))) {
				cmds = append(cmds, a.typeset(p))
			}
		case *relatedPlace:
			if !p.loaded && p.job == 0 && p.err == nil {
				cmds = append(cmds, a.loadRelated(p))
			}
		case *storyPlace:
			if p.job == 0 && p.err == nil && (p.stale || !p.loaded) {
				cmds = append(cmds, a.loadStory(p))
			}
		case *feedsPlace:
			if p.job == 0 && p.err == nil && (p.stale || !p.loaded) {
				cmds = append(cmds, a.loadFeeds(p))
			}
		}
	}
	return tea.Batch(cmds...)
}

func (a *app) windowLoaded(m windowLoaded) tea.Cmd {
	var cmds []tea.Cmd
	a.lists(func(p *listPlace) {
		if p.job != m.job || m.job == 0 {
			return
		}
		p.job, p.slow = 0, false
		if m.err != nil {
			if !p.loaded {
				p.err = m.err
			} else {
				cmds = append(cmds, a.fail(m.err))
			}
			return
		}
		if p.stale { // and perhaps its rows are another kind since
			m.view.Stories, m.from.Stories = p.view.Stories, p.from.Stories
		}
		if p.scope.sought() {
			p.from, p.title = m.from, p.scope.title(a.st, m.from)
		} else if !p.scope.narrow() && p.view.Filter != m.view.Filter {
			p.title = filterName(m.view.Filter) // nothing unread, so all
		}
		p.view, p.since, a.counts = m.view, m.since, m.win.Counts
		if at := m.win.Row - m.win.First; p.newest && m.asked.Newest && m.win.Found {
			p.anchor = m.win.Rows[at].ID
		}
		p.newest = false
		above := p.accept(m.win, m.asked, p.askedRow)
		if p.left(p.gone.story) {
			cmds = append(cmds, a.rest()) // beside the list is what the cursor was on
		}
		if p.watched && above > 0 && a.refreshing == nil && a.status.text == "" { // a refresh tells itself what it brought
			cmds = append(cmds, a.say(newArticles(above)+" above"))
		}
		p.watched = false
	})
	if !a.asked {
		// Now that the first rows are on their way to the screen.
		a.asked = true
		if a.opt.Theme == ThemeAuto && !a.opt.NoColor {
			cmds = append(cmds, tea.RequestBackgroundColor)
		}
		cmds = append(cmds, a.rest(), a.loadSaved(false), a.loadVisit())
		if a.counts.Unread == a.counts.Articles { // nothing read yet: perhaps no feeds either
			cmds = append(cmds, a.loadFeeds(nil))
		}
	}
	return tea.Batch(cmds...)
}

func (a *app) relatedLoaded(m relatedLoaded) tea.Cmd {
	p := a.relatedWaiting(m.job)
	if p == nil {
		return nil
	}
	p.job, p.slow = 0, false
	switch {
	case m.err == nil:
		p.accept(m.items)
	case p.loaded:
		return a.fail(m.err)
	default:
		p.err = m.err
		p.set = nil
	}
	return nil
}

// relatedWaiting finds the related articles that wait for a job's answer: on
// the way, or beside an article.
func (a *app) relatedWaiting(job uint64) *relatedPlace {
	for _, at := range a.trail.all() {
		p, _ := at.(*relatedPlace)
		if art, ok := at.(*articlePlace); ok {
			p = art.side
		}
		if p != nil && p.job == job && job != 0 {
			return p
		}
	}
	return nil
}

// storeChanged reads again what is on the screen.
func (a *app) storeChanged() tea.Cmd {
	a.outdate()
	a.lists(func(l *listPlace) { l.watched, l.err = true, nil })
	a.feedPlaces(func(p *feedsPlace) { p.err = nil })
	a.storyPlaces(func(p *storyPlace) { p.err = nil })
	return tea.Batch(a.recheck(), a.loadSaved(false))
}

// rest starts the wait for the cursor to rest; each move starts it anew.
func (a *app) rest() tea.Cmd {
	a.restGen++
	return after(restAfter, rested{a.restGen})
}

// moved takes note that a list's cursor moved.
func (a *app) moved(l *listPlace) tea.Cmd {
	if l.search != nil {
		l.search.snippets.hurried = !l.peek
	}
	l.peek, l.anchor, l.newest, l.gone = false, 0, false, gone{}
	return a.rest()
}

// rested tells more about the article that the cursor rests on, and shows it
// in the pane beside the list.
func (a *app) rested(m rested) tea.Cmd {
	if m.gen != a.restGen {
		return nil
	}
	if p, ok := a.focused().(*storyPlace); ok {
		shown, reading := a.trail.top().(*articlePlace)
		if sel := p.selected(); reading && sel != nil && sel.ID != shown.head.ID {
			return a.turnTo(*sel, true)
		}
		return nil
	}
	l, ok := a.focused().(*listPlace)
	if !ok {
		return nil
	}
	l.peek = true
	sel := l.selected()
	if !a.other || sel == nil {
		return nil
	}
	switch shown := a.trail.top().(type) {
	case *articlePlace:
		if sel.ID == shown.head.ID && !several(sel) {
			return nil
		}
	case *storyPlace:
		if sel.Story == shown.id && several(sel) {
			return nil
		}
	}
	return a.turnToRow(*sel, true)
}
