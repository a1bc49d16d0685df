package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"

	"github.com/spf13/cobra"

	"newsreader/parse"
	"newsreader/parse/jsonl"
	"newsreader/parse/news"
	"newsreader/store"
	"newsreader/store/refresh"
)

func parseCommand(p *program) *cobra.Command {
	c := &cobra.Command{
		Use:   "parse PATH…",
		Short: "Print the articles of documents, storing nothing",
		Long: "Prints what import would take in: from files, all files of folders, and with - from the\n" +
			"standard input.",
		Example: "newsreader parse page.txt\ncurl -s https://example.org/page | newsreader parse --json -",
		Args:    needs("files, folders or -", true),
	}
	p.does(c, func(ctx context.Context, args []string) error {
		out := p.out()
		return finish(out, p.parseDocuments(ctx, out, args))
	})
	return c
}

// parseDocuments prints the documents' articles one after another. What
// can't be read is told, and the rest goes on.
func (p *program) parseDocuments(ctx context.Context, out *output, args []string) error {
	failed := false
	printer := &parsePrinter{p: p, out: out}
	for source := range p.documents(args) {
		document, err := printer.print(ctx, source)
		switch {
		case printer.failure != nil:
			return printer.failure
		case ctx.Err() != nil:
			return ctx.Err()
		case err != nil:
			failed = true
			fmt.Fprintf(p.stderr, "%s: %s\n", fileName(source.Name), oneLine(err.Error()))
		}
		for _, lost := range document.Problems {
			failed = true
			fmt.Fprintf(p.stderr, "%s: %s\n", fileName(source.Name), oneLine(told(lost)))
		}
	}
	if failed {
		return errReported
	}
	return nil
}

// told says what a document lost and where.
func told(lost news.Problem) string {
	if lost.Where == "" {
		return lost.Reason
	}
	return lost.Where + ": " + lost.Reason
}

// parsePrinter prints articles as they are parsed.
type parsePrinter struct {
	p       *program
	out     *output
	printed int
	failure error // of printing
}

func (r *parsePrinter) print(ctx context.Context, source refresh.Source) (news.Document, error) {
	content, err := source.Open()
	if err != nil {
		return news.Document{}, err
	}
	defer content.Close()
	options := parse.Options{File: source.Name, ModTime: source.Modified, Now: r.p.now()}
	format, document := peekFormat(content, options)
	header := news.Document{File: source.Name, Format: format}
	return parse.Read(document, options, func(a *news.Article) error {
		if err := ctx.Err(); err != nil {
			return err
		}
		r.failure = r.article(ctx, &header, a)
		return r.failure
	})
}

// peekFormat returns what kind of document r is, which parse tells only when
// it is done, and the same document from its beginning again. It parses as
// far as the first article and keeps no more than that takes.
func peekFormat(r io.Reader, o parse.Options) (format string, again io.Reader) {
	enough := errors.New("enough")
	var read bytes.Buffer
	document, _ := parse.Read(io.TeeReader(r, &read), o, func(*news.Article) error { return enough })
	return document.Format, io.MultiReader(&read, r)
}

// article prints one article, as show prints it.
func (r *parsePrinter) article(ctx context.Context, header *news.Document, a *news.Article) error {
	if r.p.flags.json {
		return printJSON(r.out, jsonl.FromParsed(header, a))
	}
	if r.printed++; r.printed > 1 {
		fmt.Fprint(r.out, betweenArticles)
	}
	return r.p.showArticle(ctx, r.out, store.Article{
		Title: a.Title, Source: a.Source, Tags: a.Tags,
		Published: store.Time{At: a.Published.At, Precision: store.Precision(a.Published.Precision), Basis: store.Basis(a.Published.Basis)},
	}, store.Text{URL: a.URL, Author: a.Author, Content: a.Content})
}
