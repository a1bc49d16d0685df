package refresh

import (
	"context"
	"fmt"
	"iter"

	"newsreader/parse"
	"newsreader/parse/news"
	"newsreader/store"
)

// A document is parsed in parts of this size at most, so that a large one
// can be written while it is still being read.
const (
	partArticles = 128
	partBytes    = 1 << 20
)

// partsAhead is how many parts of a document wait while a batch is written:
// with the one that no room is left for, as many as the next batch needs. With
// fewer both processors would wait for each other in turn.
const partsAhead = defaultBatch / partArticles

// job is a document on its way: its parts come through a channel of its own,
// so that the writer can take the documents in order.
type job struct {
	source Source
	parts  chan part
}

// part is some of a document's articles; the last one says how it ended.
type part struct {
	ahead     Ahead                 // no articles yet, but how far a first look at the document is
	converted chan []store.Incoming // yields once
	bytes     int                   // about what the articles keep in memory
	last      bool
	document  news.Document // of the last part
	err       error         // likewise
}

// parseAll parses the sources on several goroutines and returns them in
// order. When ctx is done, the channel closes early, and a reader that waits
// for input is left behind.
//
// It can't deadlock: jobs reach the workers in the order of the channel that
// is returned, so the one that the writer waits for is always being parsed.
func parseAll(ctx context.Context, sources iter.Seq[Source], o Options) <-chan *job {
	ordered := make(chan *job, 2*o.Workers)
	work := make(chan *job)
	for range o.Workers {
		go func() {
			for j := range work {
				j.parse(ctx, o)
			}
		}()
	}
	go func() {
		defer close(ordered)
		defer close(work)
		for source := range sources {
			j := &job{source, make(chan part, partsAhead)}
			if !send(ctx, ordered, j) || !send(ctx, work, j) {
				return
			}
		}
	}()
	return ordered
}

// send hands v over; false if ctx was done before anyone took it.
func send[T any](ctx context.Context, c chan<- T, v T) bool {
	select {
	case c <- v:
		return true
	case <-ctx.Done():
		return false
	}
}

// parse reads the document and sends its parts, the last one always unless
// ctx is done. Each part is converted on a goroutine of its own, so that a
// single document keeps all CPUs at work: of the time that JSON lines take,
// parsing is a third and converting half. The channel bounds how many.
func (j *job) parse(ctx context.Context, o Options) {
	defer close(j.parts)
	var articles []news.Article
	var now part
	hand := func() bool {
		now.converted = make(chan []store.Incoming, 1)
		go func(articles []news.Article, to chan<- []store.Incoming) { to <- convertAll(articles) }(articles, now.converted)
		sent := send(ctx, j.parts, now)
		articles, now = nil, part{}
		return sent
	}
	document, err := j.read(ctx, o, func(a *news.Article) error {
		articles = append(articles, *a)
		now.bytes += weight(a)
		if (len(articles) >= partArticles || now.bytes >= partBytes) && !hand() {
			return ctx.Err()
		}
		return nil
	})
	now.last, now.document, now.err = true, document, err
	hand()
}

// read parses the document. A document that crashes its parser is one that
// can't be read: the others still go in.
func (j *job) read(ctx context.Context, o Options, yield func(*news.Article) error) (document news.Document, err error) {
	defer func() {
		if crash := recover(); crash != nil {
			err = fmt.Errorf("reading it failed through a fault in newsreader: %v", crash)
		}
	}()
	if err := ctx.Err(); err != nil {
		return news.Document{}, err
	}
	r, err := j.source.Open()
	if err != nil {
		return news.Document{}, err
	}
	defer r.Close()
	return parse.Read(r, parse.Options{
		File: j.source.Name, ModTime: j.source.Modified, Now: o.Now, ByTime: true, Ahead: j.ahead,
	}, yield)
}

// ahead passes on how far a first look is, unless the writer hasn't taken yet
// what came before: then it will be told a later time.
func (j *job) ahead(done, size int64) {
	if len(j.parts) == 0 {
		j.parts <- part{ahead: Ahead{done, size}}
	}
}
