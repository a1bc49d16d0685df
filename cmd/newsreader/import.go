package main

import (
	"context"
	"fmt"
	"runtime/debug"

	"github.com/spf13/cobra"

	"newsreader/store"
	"newsreader/store/refresh"
)

func importCommand(p *program) *cobra.Command {
	c := &cobra.Command{
		Use:   "import PATH…",
		Short: "Take documents into the store",
		Long: "Takes in the articles of documents: files, all files of folders, and with - the standard\n" +
			"input. It reads text dumps of news pages, web pages, feeds (RSS, Atom, JSON Feed), and the\n" +
			"JSON lines that list --json and parse --json print.\n" +
			"An article that is known already is brought up to date; it keeps its marks.",
		Example: "newsreader import ~/news\nnewsreader list --json | ssh laptop newsreader import -",
		Args:    needs("files, folders or -", true),
	}
	p.does(c, p.withStore(func(ctx context.Context, s *store.Store, args []string) error {
		return p.importDocuments(ctx, s, args)
	}))
	return c
}

// importMemory is what the garbage of an import may add to. Up to 130 MiB are
// in use while a batch is written, and without a limit as much again would be
// garbage.
const importMemory = 150 << 20

func (p *program) importDocuments(ctx context.Context, s *store.Store, args []string) error {
	defer debug.SetMemoryLimit(debug.SetMemoryLimit(importMemory))
	progress := p.newProgress()
	report, err := refresh.Import(ctx, s, p.documents(args), refresh.Options{
		Now: p.now(),
		Progress: func(r refresh.Report) {
			progress.show(importLine(r))
		},
	})
	progress.clear()
	for _, f := range report.Failures {
		fmt.Fprintf(p.stderr, "%s: %s\n", fileName(f.File), oneLine(f.Reason))
	}
	if hidden := report.Failed - len(report.Failures); hidden > 0 {
		fmt.Fprintf(p.stderr, "… and %d more\n", hidden)
	}
	printed := p.printReport(report)
	switch {
	case err != nil:
		return err
	case report.Stopped:
		fmt.Fprintln(p.stderr, "newsreader: stopped before the end; run it again to take in the rest")
		return errReported
	case report.Failed > 0 && printed == nil:
		return errReported
	}
	return printed
}

// importLine says how far an import is.
func importLine(r refresh.Report) string {
	line := plural(r.Documents, "document") + ", " + plural(r.Articles(), "article")
	if r.Ahead.Size > 0 {
		line += fmt.Sprintf(", looking through %s of %s", size(r.Ahead.Done), size(r.Ahead.Size))
	}
	return line
}

// importJSON is what `import --json` prints.
type importJSON struct {
	Documents int           `json:"documents"`
	Added     int           `json:"added"`
	Updated   int           `json:"updated"`
	Unchanged int           `json:"unchanged"`
	Failed    int           `json:"failed"`
	Failures  []failureJSON `json:"failures"`
	Stopped   bool          `json:"stopped"`
}

type failureJSON struct {
	File   string `json:"file"`
	Reason string `json:"reason"`
}

func (p *program) printReport(r refresh.Report) error {
	if !p.flags.json {
		_, err := fmt.Fprintf(p.stdout, "%s added, %s updated, %s unchanged, %s failed\n",
			number(r.Added), number(r.Updated), number(r.Unchanged), number(r.Failed))
		return err
	}
	out := importJSON{
		Documents: r.Documents, Added: r.Added, Updated: r.Updated, Unchanged: r.Unchanged,
		Failed: r.Failed, Failures: []failureJSON{}, Stopped: r.Stopped,
	}
	for _, f := range r.Failures {
		out.Failures = append(out.Failures, failureJSON{File: f.File, Reason: oneLine(f.Reason)})
	}
	return printJSON(p.stdout, out)
}
