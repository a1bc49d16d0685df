package main

import (
	"context"
	"errors"
	"fmt"

	"github.com/spf13/cobra"

	"newsreader/store"
)

func doctorCommand(p *program) *cobra.Command {
	repair := false
	c := &cobra.Command{
		Use:   "doctor",
		Short: "Check the store, and repair what can be derived again",
		Long: "Reads the whole store and checks that its parts agree. It changes nothing unless it is\n" +
			"called with --repair: then what can be derived from the articles is built anew, and what\n" +
			"can't be read is taken out, such as a change that undo would stop at. If that can't be\n" +
			"done, what can be read is put into a new store, and the damaged one stays beside it.",
		Example: "newsreader doctor\nnewsreader doctor --repair",
		Args:    alone,
	}
	c.Flags().BoolVar(&repair, "repair", false, "repair what was found")
	p.does(c, func(ctx context.Context, _ []string) error {
		report, err := p.check(ctx, repair)
		switch {
		case errors.Is(err, store.ErrDamaged):
			if report.Found == 0 { // it couldn't even be looked at
				report = store.Report{Problems: []string{err.Error()}, Found: 1, Lost: 1}
			}
			report.Beyond = true
			if repair {
				return p.salvage(ctx, report)
			}
		case err != nil:
			return err
		}
		return p.printCheck(report, repair)
	})
	return c
}

// salvage makes a new store of what can be read of one that can't be repaired.
func (p *program) salvage(ctx context.Context, found store.Report) error {
	p.close()
	path, err := p.storeFile()
	if err != nil {
		return err
	}
	progress := p.newProgress()
	report, err := store.Salvage(ctx, store.Options{Path: path, Now: p.now}, func(done, total int) {
		progress.show(fmt.Sprintf("saving %s of %s", number(done), number(total)))
	})
	progress.clear()
	switch {
	case errors.Is(err, store.ErrDamaged):
		return p.printCheck(found, true)
	case err != nil:
		return err
	}
	report.Problems, report.Found = append(found.Problems, report.Problems...), found.Found+report.Found
	report.Lost += found.Lost
	return p.printCheck(report, true)
}

// check checks the store, and then indexes what waits for it: in a damaged file
// nothing may go astray before its pages were looked at.
func (p *program) check(ctx context.Context, repair bool) (report store.Report, err error) {
	s, err := p.store()
	if err != nil {
		return report, err
	}
	progress := p.newProgress()
	defer progress.clear()
	report, err = s.Check(ctx, repair, func(done, total int) {
		progress.show(fmt.Sprintf("checking %s of %s", number(done), number(total)))
	})
	if err != nil || report.Found > 0 {
		return report, err
	}
	return report, s.IndexBacklog(ctx, func(done, total int) {
		progress.show(fmt.Sprintf("indexing %s of %s", number(done), number(total)))
	})
}

// checkJSON is what `doctor --json` prints.
type checkJSON struct {
	Articles int      `json:"articles"`
	Stories  int      `json:"stories"`
	Segments int      `json:"segments"`
	Found    int      `json:"found"`
	Problems []string `json:"problems"`
	Lost     int      `json:"lost"`
	Repaired bool     `json:"repaired"`
	Kept     string   `json:"kept,omitempty"` // where the damaged file is, if a new one was made
}

// printCheck prints what was found, after a try to repair it or not. The status
// says whether the store is well now.
func (p *program) printCheck(r store.Report, tried bool) error {
	var failure error
	if r.Lost > 0 || r.Found > 0 && !r.Repaired {
		failure = errReported
	}
	if p.flags.json {
		out := checkJSON{Articles: r.Articles, Stories: r.Stories, Segments: r.Segments,
			Found: r.Found, Problems: []string{}, Lost: r.Lost, Repaired: r.Repaired, Kept: r.Kept}
		for _, problem := range r.Problems {
			out.Problems = append(out.Problems, oneLine(problem))
		}
		return errors.Join(failure, printJSON(p.stdout, out))
	}
	for _, problem := range r.Problems {
		fmt.Fprintln(p.stdout, oneLine(problem))
	}
	if hidden := r.Found - len(r.Problems); hidden > 0 {
		fmt.Fprintf(p.stdout, "... and %s more\n", number(hidden))
	}
	_, err := fmt.Fprintln(p.stdout, verdict(r, tried))
	return errors.Join(failure, err)
}

func verdict(r store.Report, tried bool) string {
	checked := fmt.Sprintf("%s in %s and %s of the index checked: ",
		plural(r.Articles, "article"), plural(r.Stories, "story"), plural(r.Segments, "segment"))
	if r.Found == 0 {
		return checked + "all is well."
	}
	checked += plural(r.Found, "problem") + " found"
	switch {
	case r.Repaired && r.Kept != "":
		return checked + ". A new store was made of what could be read; the damaged one is " + fileName(r.Kept) + ". A backup may hold more."
	case r.Repaired && r.Lost > 0:
		return checked + " and repaired; what couldn't be read was taken out."
	case r.Repaired:
		return checked + " and repaired."
	case r.Beyond && !tried:
		return checked + ". `newsreader doctor --repair` makes a new store of what can still be read, and keeps the damaged one beside it. A backup may hold more."
	case r.Beyond:
		return checked + ", which nothing here can repair. Import the articles again, or go back to a backup."
	case r.Lost > 0:
		return checked + ". `newsreader doctor --repair` builds anew what can be derived and takes out what can't be read. Copy the store away first."
	}
	return checked + ". `newsreader doctor --repair` repairs what can be derived again."
}
