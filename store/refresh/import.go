package refresh

import (
	"context"
	"io"
	"iter"
	"runtime"
	"time"

	"newsreader/store"
)

// Source is a document to import.
type Source struct {
	Name     string    // for messages
	Modified time.Time // the document's age when it tells none itself; zero if unknown

	// Open returns the document's bytes, or the reason why there are none.
	Open func() (io.ReadCloser, error)
}

// Store is what an import writes to.
type Store interface {
	Put(context.Context, []store.Incoming) (store.PutResult, error)
}

// Options are what an import needs from outside.
type Options struct {
	// Now is the time of the import.
	Now time.Time
	// Workers is how many documents are parsed at once; 0 is one a CPU.
	Workers int
	// Batch is how many articles are written at once at most; 0 is 2,000. A
	// batch that grows beyond 14 MiB is written before that.
	Batch int
	// Progress is called after each document and each write, and while a
	// document is looked through, from one goroutine; nil if nobody looks.
	Progress func(Report)
}

// Larger batches would be compared with the articles before them at less cost
// each, but in a store of a million articles what they weigh costs more: at
// 4,000 the garbage collector takes a tenth of the time more.
const (
	defaultBatch = 2000
	batchBytes   = 14 << 20
)

// Report says what became of the documents so far.
type Report struct {
	Documents                 int // taken in, whole or in part
	Added, Updated, Unchanged int // articles
	Failed                    int // documents, and parts of documents, that could not be read
	Failures                  []Failure
	Stopped                   bool  // before the end, because the context was done
	Ahead                     Ahead // of the document at hand, while that goes on
}

// Ahead is how much of a document was looked through for the times of its
// articles, before any of them is read; zero if it isn't, or is done.
type Ahead struct{ Done, Size int64 } // bytes

// Articles returns how many articles went in or were there already.
func (r Report) Articles() int { return r.Added + r.Updated + r.Unchanged }

// Failure is a document, or a part of one, that could not be read.
type Failure struct {
	File   string
	Reason string
}

// Import takes documents into the store. A document that can't be read is
// told in the report, and the others still go in; so do the articles of its
// own that came before the fault. The error is the store's: then nothing more
// could be written. When ctx is done, Import ends after the write at hand.
func Import(ctx context.Context, s Store, sources iter.Seq[Source], o Options) (Report, error) {
	if o.Workers <= 0 {
		o.Workers = runtime.GOMAXPROCS(0)
	}
	if o.Batch <= 0 {
		o.Batch = defaultBatch
	}
	reading, stop := context.WithCancel(ctx)
	w := &writer{store: s, options: o}
	ordered := parseAll(reading, sources, o)
	err := w.writeAll(ctx, ordered)
	stop()
	for range ordered { // the readers let go of what they hold
	}
	w.report.Stopped = ctx.Err() != nil
	return w.report, err
}
