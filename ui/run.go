package ui

import (
	"context"
	"errors"
	"fmt"
	"sync"

	tea "charm.land/bubbletea/v2"

	"newsreader/ui/render"
)

// framesPerSecond is how often the screen may change: a key is answered
// within a frame.
const framesPerSecond = 120

// Program is the application, ready to run.
type Program struct {
	tea   *tea.Program
	app   *app
	store Store
	ctx   context.Context
	stop  context.CancelFunc
}

// New builds the application. The program options bring input, output,
// environment and size; without any it takes the process's terminal. It fails
// if Options.Keys can't be used.
func New(ctx context.Context, o Options, with ...tea.ProgramOption) (*Program, error) {
	ctx, stop := context.WithCancel(ctx)
	a, err := newApp(ctx, o)
	if err != nil {
		stop()
		return nil, fmt.Errorf("the keys can't be used: %w", err)
	}
	with = append([]tea.ProgramOption{tea.WithContext(ctx), tea.WithFPS(framesPerSecond)}, with...)
	return &Program{tea: tea.NewProgram(model{a}, with...), app: a, store: o.Store, ctx: ctx, stop: stop}, nil
}

// Send gives the running program a message, as a terminal would: a
// tea.WindowSizeMsg where no terminal tells its size.
func (p *Program) Send(m tea.Msg) { p.tea.Send(m) }

// Run shows the application until the reader quits or the context ends.
func (p *Program) Run() error {
	var watching sync.WaitGroup
	watching.Go(func() { watch(p.ctx, p.store, p.tea.Send) })
	_, err := p.tea.Run()
	p.app.flush()
	p.app.visited()
	p.stop()
	p.app.background.close(flushFor)
	watching.Wait()
	if errors.Is(err, tea.ErrInterrupted) {
		return nil // ctrl+c from outside is a way to quit
	}
	return err
}

// Run builds the application and runs it.
func Run(ctx context.Context, o Options, with ...tea.ProgramOption) error {
	p, err := New(ctx, o, with...)
	if err != nil {
		return err
	}
	return p.Run()
}

// model hands Bubble Tea's messages to the app, which is a pointer; the value
// around it is all that Bubble Tea copies.
type model struct{ app *app }

func (m model) Init() tea.Cmd { return m.app.init() }

func (m model) Update(msg tea.Msg) (tea.Model, tea.Cmd) { return m, m.app.update(msg) }

func (m model) View() tea.View { return m.app.view() }

// pageOptions say how to set the text of an article for its pane.
func (a *app) pageOptions(p *articlePlace) render.Options {
	return render.Options{Width: max(p.want, 1), Palette: a.st.palette, ASCII: a.opt.ASCII, Known: a.dimmed(p)}
}
