package ui

import (
	"charm.land/bubbles/v2/key"
	"charm.land/bubbles/v2/textinput"
	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"newsreader/store/query"
	"newsreader/ui/render"
)

// promptKind tells what is being typed.
type promptKind uint8

const (
	promptSearch promptKind = iota // words in a list's titles
	promptFind                     // words in an article's text
	promptFilter                   // words of feeds
	promptLine                     // a line of its own, for whoever asked
)

// prompt is a line being typed at the foot of the window.
type prompt struct {
	kind   promptKind
	input  textinput.Model
	before string  // what was asked before, to return to
	found  finding // the same in an article
	top    int     // and where it was

	hint   string               // what to type, for promptLine
	accept func(string) tea.Cmd // what to do with it
}

// newInput is a line to type in, without colours, blinking or a clipboard of
// its own: pasting is the terminal's business.
func newInput(lead string) textinput.Model {
	in := textinput.New()
	in.Prompt = lead
	in.CharLimit = 200
	in.SetVirtualCursor(false)
	in.SetStyles(textinput.Styles{})
	in.KeyMap.Paste = key.NewBinding()
	in.Focus()
	return in
}

func (a *app) openPrompt(kind promptKind, words string) tea.Cmd {
	p := &prompt{kind: kind, input: newInput(" / "), before: words}
	if art, ok := a.focused().(*articlePlace); ok {
		p.top, p.found = art.top, art.finding
	}
	a.quieten()
	p.input.CharLimit = longestLine
	p.input.SetValue(words)
	p.input.CursorEnd()
	a.prompt = p
	a.fitPrompt()
	return nil
}

// longestLine bounds what is typed for the store or the network.
const longestLine = 2000

// openLine asks for a line.
func (a *app) openLine(lead, value, hint string, accept func(string) tea.Cmd) tea.Cmd {
	p := &prompt{kind: promptLine, input: newInput(" " + lead), hint: hint, accept: accept}
	a.quieten()
	p.input.CharLimit = longestLine
	p.input.SetValue(value)
	p.input.CursorEnd()
	a.prompt = p
	a.fitPrompt()
	return nil
}

// fitPrompt gives a line the window's width, less what stands beside it: one
// that is longer scrolls.
func (a *app) fitPrompt() {
	p := a.prompt
	if p == nil {
		return
	}
	beside := 2
	if p.kind != promptLine {
		beside = min(len(" 10,000 found "), a.w/3)
	}
	p.input.SetWidth(max(a.w-ansi.StringWidth(p.input.Prompt)-beside, 1))
}

// promptLine is the line being typed. What is wrong with a query stands out.
func (a *app) promptLine() string {
	in := &a.prompt.input
	line, wrong := in.View(), a.wrong()
	if wrong == nil {
		return line
	}
	text, at := in.Value(), in.Cursor().X // the line scrolls: cells are counted from the cursor
	before := ansi.StringWidth(string([]rune(text)[:in.Position()]))
	cell := func(i int) int {
		x := at + ansi.StringWidth(text[:max(min(i, len(text)), 0)]) - before
		return max(x, ansi.StringWidth(in.Prompt))
	}
	from, to := cell(wrong.From), cell(wrong.To)
	if from >= to { // something is missing there
		to = from + 1
	}
	return render.Highlight(a.st.fill(line, max(ansi.StringWidth(line), to)), from, to, a.st.wrong)
}

// wrong is what is wrong with the search being typed, nil if nothing is.
func (a *app) wrong() *query.Error {
	if l, ok := a.focused().(*listPlace); ok && a.prompt.kind == promptSearch && l.search != nil {
		return l.search.wrong
	}
	return nil
}

// promptHint says what to type.
func (a *app) promptHint() string {
	p := a.prompt
	if p.kind == promptSearch && p.input.Value() == "" {
		return `words  "a phrase"  -not  title:word  newer:2d   ` + a.keys.key(actHelp) + ` explains`
	}
	return p.hint
}

func (a *app) promptKey(m tea.KeyPressMsg) tea.Cmd {
	switch m.String() {
	case "esc", "ctrl+g":
		return a.cancelPrompt()
	case "ctrl+c":
		return a.quit()
	case "enter":
		return a.acceptPrompt()
	case "down", "up":
		// The list can be walked while it is searched.
		if a.prompt.kind == promptSearch || a.prompt.kind == promptFilter {
			return a.do(a.keys.match(m.String()), 1)
		}
		return nil
	case "ctrl+s":
		if a.prompt.kind == promptSearch {
			return a.saveSearch()
		}
	case "backspace":
		if a.prompt.input.Value() == "" && a.prompt.kind != promptLine {
			return a.cancelPrompt()
		}
	}
	if a.prompt.kind == promptSearch && a.prompt.input.Value() == "" && a.keys.match(m.String()) == actHelp {
		return a.explainSearch()
	}
	return a.typed(m)
}

// typed gives the line a key or pasted text and acts on what it says now.
func (a *app) typed(m tea.Msg) tea.Cmd {
	was := a.prompt.input.Value()
	var cmd tea.Cmd
	a.prompt.input, cmd = a.prompt.input.Update(m)
	words := a.prompt.input.Value()
	if words == was || a.prompt.kind == promptLine {
		return cmd
	}
	switch p := a.focused().(type) {
	case *listPlace:
		return tea.Batch(cmd, a.seek(p, words, 0))
	case *articlePlace:
		p.scrollTo(a.prompt.top)
		p.findText(words)
	case *feedsPlace:
		p.filter(words)
	}
	return cmd
}

func (a *app) paste(m tea.PasteMsg) tea.Cmd {
	m.Content = safe(m.Content)
	switch {
	case a.overlay != nil:
		return a.overlay.typed(a, m)
	case a.prompt != nil:
		return a.typed(m)
	}
	return a.say("Pasted text is not taken for keys.")
}

// acceptPrompt keeps what was found: the list to walk, or the matches to step
// through.
func (a *app) acceptPrompt() tea.Cmd {
	if a.prompt.kind == promptLine {
		p := a.prompt
		a.prompt = nil
		return p.accept(p.input.Value())
	}
	if a.prompt.input.Value() == "" {
		return a.cancelPrompt()
	}
	if a.wrong() != nil {
		return nil // the line above says what is wrong
	}
	kind := a.prompt.kind
	a.prompt = nil
	if p, ok := a.focused().(*articlePlace); ok && kind == promptFind {
		if len(p.finding.starts) == 0 {
			words := safe(p.finding.text())
			p.finding = finding{}
			return a.say(a.st.open + words + a.st.close + " is not in this article.")
		}
		return a.say(a.keys.key(actNextUnread) + " next match, " + a.keys.key(actPrevUnread) +
			" previous, " + a.keys.key(actBack) + " ends finding")
	}
	return nil
}

// cancelPrompt puts everything back as it was before the first letter.
func (a *app) cancelPrompt() tea.Cmd {
	was := a.prompt
	a.prompt = nil
	if was.kind == promptLine {
		return nil
	}
	switch p := a.focused().(type) {
	case *articlePlace:
		p.finding = was.found.in(p.page, p.text.Language) // it may have been set anew meanwhile
		p.scrollTo(was.top)
	case *feedsPlace:
		p.filter(was.before)
	case *listPlace:
		if p.search.cancel != nil {
			p.search.cancel()
		}
		if was.before != "" {
			return a.seek(p, was.before, 0)
		}
		if a.trail.back() {
			a.trail.ahead = a.trail.ahead[:len(a.trail.ahead)-1]
		}
	}
	return nil
}
