package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"

	"github.com/spf13/cobra"

	"newsreader/store"
	"newsreader/store/exchange"
)

func syncCommand(p *program) *cobra.Command {
	c := &cobra.Command{
		Use:   "sync [FOLDER]",
		Short: "Exchange what was read and starred with your other computers, through a folder",
		Long: "Writes what you read and starred here to a file of its own in FOLDER, and takes over what the\n" +
			"files of other computers there say. Something else keeps the folder the same on all of them:\n" +
			"Syncthing, a cloud's folder, a repository, a memory stick. Without FOLDER it is the setting\n" +
			"sync; with that the reader and fetch do the same by themselves. Of two changes to an article the\n" +
			"newer counts, so clocks have to be right. Articles and feeds aren't exchanged: each computer\n" +
			"fetches its own (`newsreader opml` takes lists of feeds along).",
		Example: "newsreader sync ~/Sync/newsreader",
		Args:    cobra.MaximumNArgs(1),
	}
	p.does(c, p.withStore(func(ctx context.Context, s *store.Store, args []string) error {
		folder, err := p.syncFolder(args)
		if err != nil {
			return err
		}
		if folder == "" {
			return misused(c, "sync needs a folder, here or as the setting sync")
		}
		report, err := p.exchange(ctx, s, folder)
		p.tellProblems(report)
		if err != nil {
			return err
		}
		return p.printExchanged(report)
	}))
	return c
}

// syncFolder returns the folder to exchange states through: the one that was
// named, else that of the configuration, "" if there is none.
func (p *program) syncFolder(args []string) (string, error) {
	if len(args) > 0 {
		return args[0], nil
	}
	settings, err := p.config()
	if err != nil {
		return "", err
	}
	return p.expandHome(settings.Sync)
}

// exchange exchanges states through a folder.
func (p *program) exchange(ctx context.Context, s *store.Store, folder string) (exchange.Report, error) {
	root, err := os.OpenRoot(folder)
	if errors.Is(err, fs.ErrNotExist) {
		return exchange.Report{}, fmt.Errorf("there is no folder %s", fileName(folder))
	}
	if err != nil {
		return exchange.Report{}, err
	}
	defer root.Close()
	return exchange.Exchange(ctx, s, rootFolder{root.FS().(fs.ReadDirFS), root}, p.now())
}

// exchangeAlong exchanges states beside other work, where the configuration
// says through which folder. What goes wrong ends nothing; it is told unless
// somebody looks at a screen.
func (p *program) exchangeAlong(ctx context.Context, s *store.Store, onScreen bool) {
	folder, err := p.syncFolder(nil)
	if folder == "" && err == nil || s.ReadOnly() {
		return
	}
	var report exchange.Report
	if err == nil {
		report, err = p.exchange(ctx, s, folder)
	}
	if onScreen || ctx.Err() != nil {
		return
	}
	p.tellProblems(report)
	if err != nil {
		fmt.Fprintf(p.stderr, "sync: %s\n", p.explain(err))
	}
}

// tellProblems says what of the folder couldn't be used.
func (p *program) tellProblems(r exchange.Report) {
	for _, problem := range r.Problems {
		fmt.Fprintf(p.stderr, "%s: %s\n", fileName(problem.File), oneLine(problem.Reason))
	}
}

// rootFolder is a folder of the disk; nothing in it leads out of it.
type rootFolder struct {
	fs.ReadDirFS
	root *os.Root
}

func (f rootFolder) Append(name string, b []byte) (err error) {
	file, err := f.root.OpenFile(name, os.O_APPEND|os.O_CREATE|os.O_WRONLY, 0o600)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, file.Close()) }()
	if _, err := file.Write(b); err != nil {
		return err
	}
	return file.Sync()
}

// exchangedJSON is what `sync --json` prints.
type exchangedJSON struct {
	Stores   int           `json:"stores"`  // other ones
	Sent     int           `json:"sent"`    // changes
	Adopted  int           `json:"adopted"` // states of articles
	Problems []failureJSON `json:"problems"`
}

func (p *program) printExchanged(r exchange.Report) (err error) {
	if p.flags.json {
		out := exchangedJSON{r.Stores, r.Sent, r.Adopted, []failureJSON{}}
		for _, problem := range r.Problems {
			out.Problems = append(out.Problems, failureJSON{File: problem.File, Reason: oneLine(problem.Reason)})
		}
		err = printJSON(p.stdout, out)
	} else {
		_, err = fmt.Fprintf(p.stdout, "%s sent, %s adopted from %s\n",
			plural(r.Sent, "change"), plural(r.Adopted, "change"), plural(r.Stores, "other store"))
	}
	if err == nil && len(r.Problems) > 0 {
		return errReported
	}
	return err
}
