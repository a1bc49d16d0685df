package ui

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"charm.land/bubbles/v2/textinput"
	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"
)

// chooser is a screen over everything: a line to type in and the choices that
// fit it. Help and the command palette are choosers of actions; links, feeds
// that a site offers and tags are numbered choices of their own.
type chooser struct {
	title    string
	help     bool     // show the keys of everything, in groups
	numbered bool     // a number typed goes to that choice
	end      []string // paragraphs after all keys
	input    textinput.Model
	all      []choice
	fits     []choice
	cursor   int
	top      int
	h        int
}

// choice is something to choose.
type choice struct {
	binding // of an action; else empty

	text   string // what it is
	note   string // at the right
	detail string // in the status line while the cursor is on it
	number int    // from 1, if they are numbered
	run    func() tea.Cmd
}

// actions are the choices for all actions.
func (a *app) actions() []choice {
	all := make([]choice, len(a.keys.bindings))
	for i, b := range a.keys.bindings {
		all[i] = choice{binding: b, text: b.help, note: b.all(), run: func() tea.Cmd { return a.do(b.action, 1) }}
	}
	return all
}

func (a *app) openHelp() tea.Cmd {
	a.overlay = &chooser{
		title: "Help", help: true, input: newInput(" / "), all: append(a.actions(), explained()...),
		end: []string{
			"A number first repeats. It begins with 0, because 1 to 9 choose a list: 05j moves five down.",
			strings.TrimSpace("newsreader " + safe(a.opt.Version)),
		},
	}
	a.overlay.filter()
	return nil
}

func (a *app) openPalette() tea.Cmd {
	all := slices.DeleteFunc(a.actions(), func(c choice) bool { return c.action == actPalette })
	a.overlay = &chooser{title: "Commands", input: newInput(" : "), all: all}
	a.overlay.filter()
	return nil
}

// choose shows choices of the moment, numbered.
func (a *app) choose(title string, all []choice) {
	for i := range all {
		all[i].number = i + 1
	}
	a.overlay = &chooser{title: title, numbered: true, input: newInput(" / "), all: all}
	a.overlay.filter()
}

// filter keeps the choices that hold every word typed, as a part of a word or
// as its first letters in order; those whose name begins with it come first.
func (c *chooser) filter() {
	words := strings.Fields(strings.ToLower(c.input.Value()))
	c.cursor, c.top = 0, 0
	if n, err := strconv.Atoi(c.input.Value()); err == nil && c.numbered && n > 0 && n <= len(c.all) {
		c.fits, c.cursor = c.all, n-1
		return
	}
	c.fits = c.fits[:0:0]
	for _, x := range c.all {
		if x.matches(words) {
			c.fits = append(c.fits, x)
		}
	}
	if len(words) > 0 && !c.help && !c.numbered {
		slices.SortStableFunc(c.fits, func(x, y choice) int { return score(x.binding, words[0]) - score(y.binding, words[0]) })
	}
}

func (x *choice) matches(words []string) bool {
	text := strings.ToLower(string(x.action) + " " + x.text + " " + x.group + " " + x.detail)
	for _, w := range words {
		if !strings.Contains(text, w) && !subsequence(string(x.action), w) && !slices.Contains(x.keys, w) {
			return false
		}
	}
	return true
}

// selected is the choice under the cursor, nil if none fits.
func (c *chooser) selected() *choice {
	if c.help || c.cursor >= len(c.fits) {
		return nil
	}
	return &c.fits[c.cursor]
}

// subsequence tells whether the letters of w come in s in that order.
func subsequence(s, w string) bool {
	for _, r := range w {
		i := strings.IndexRune(s, r)
		if i < 0 {
			return false
		}
		s = s[i+1:]
	}
	return true
}

func score(b binding, word string) int {
	switch name := string(b.action); {
	case strings.HasPrefix(name, word):
		return 0
	case strings.Contains(name, word):
		return 1
	case strings.Contains(b.help, word):
		return 2
	}
	return 3
}

func (a *app) overlayKey(m tea.KeyPressMsg) tea.Cmd {
	c := a.overlay
	key, page := m.String(), max(c.h-2, 1)
	switch key {
	case "esc", "ctrl+g":
		a.overlay = nil
		return nil
	case "ctrl+c":
		return a.quit()
	case "up", "ctrl+p":
		return c.move(-1)
	case "down", "ctrl+n":
		return c.move(1)
	case "pgup", "ctrl+u":
		return c.move(-page)
	case "pgdown", "ctrl+d":
		return c.move(page)
	case "enter":
		x := c.selected()
		if x == nil && !c.help {
			return nil // nothing fits what was typed, which may be typed anew
		}
		a.overlay = nil
		if x != nil {
			return x.run()
		}
		return nil
	}
	empty := c.input.Value() == ""
	switch act := a.keys.match(key); {
	case empty && c.help && (act == actHelp || act == actClose), empty && key == "backspace":
		a.overlay = nil
		return nil
	case empty && c.help && act == actSearch: // the line to type in is open already
		return nil
	case act == actSuspend:
		return tea.Suspend
	}
	return c.typed(a, m)
}

func (c *chooser) move(by int) tea.Cmd {
	if c.help {
		c.top = max(c.top+by, 0)
		return nil
	}
	c.cursor = max(min(c.cursor+by, len(c.fits)-1), 0)
	return nil
}

func (c *chooser) typed(_ *app, m tea.Msg) tea.Cmd {
	was := c.input.Value()
	var cmd tea.Cmd
	c.input, cmd = c.input.Update(m)
	if c.input.Value() != was {
		c.filter()
	}
	return cmd
}

// lines draws the actions in h lines.
func (c *chooser) lines(a *app, w, h int) []string {
	c.h = h
	var set []string
	if c.help {
		set = c.helpLines(a, w)
		c.top = max(min(c.top, len(set)-h), 0)
	} else {
		set = c.choiceLines(a, w)
		if c.cursor < c.top {
			c.top = c.cursor
		}
		c.top = max(c.top, c.cursor-h+1, 0)
	}
	out := make([]string, h)
	if len(c.fits) == 0 && h > 0 {
		out[0] = ansi.Truncate(" "+a.st.chrome.Render("Nothing here fits these words."), w, "")
		return out
	}
	for y := range out {
		if n := c.top + y; n < len(set) {
			out[y] = a.st.method.Truncate(set[n], w, "")
		}
	}
	return out
}

// keyColumn is the room for keys: less where every cell counts.
func keyColumn(w int) int { return min(26, max(w/3, 8)) }

func (c *chooser) helpLines(a *app, w int) []string {
	var set []string
	group, kw := "", keyColumn(w)
	for _, b := range c.fits {
		if b.group != group {
			if group != "" {
				set = append(set, "")
			}
			group = b.group
			set = append(set, " "+a.st.strong.Render(group))
		}
		keys := b.all()
		if keys == "" {
			keys = "no key"
		}
		for i, l := range a.st.wrap(b.help, w-kw-3, 0) {
			lead := strings.Repeat(" ", kw+2)
			if i == 0 {
				lead = "  " + a.st.accent.Render(a.st.fill(a.st.cut(keys, kw-2), kw))
			}
			set = append(set, lead+l)
		}
	}
	if c.input.Value() == "" {
		for _, text := range c.end {
			set = append(set, "")
			for _, l := range a.st.wrap(text, w-2, 0) {
				set = append(set, " "+a.st.chrome.Render(l))
			}
		}
	}
	return set
}

func (c *chooser) choiceLines(a *app, w int) []string {
	set := make([]string, 0, len(c.fits))
	nw, kw := 0, keyColumn(w)
	if c.numbered {
		nw = len(strconv.Itoa(len(c.all))) + 2
	}
	room := max(w-nw-kw-4, 1)
	for i, x := range c.fits {
		bar, style, number := " ", a.st.plain, ""
		if i == c.cursor {
			bar, style = a.st.accent.Render(a.st.bar), a.st.picked
		}
		if c.numbered {
			number = a.st.chrome.Render(fmt.Sprintf("%*d  ", nw-2, x.number))
		}
		set = append(set, bar+" "+number+style.Render(a.st.fill(a.st.cut(x.text, room), room))+"  "+a.st.chrome.Render(a.st.cut(x.note, kw)))
	}
	return set
}
