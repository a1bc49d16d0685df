package refresh

import (
	"context"
	"strings"

	"newsreader/parse/news"
	"newsreader/store"
)

// writer gathers parts to batches, writes them and keeps the report.
type writer struct {
	store   Store
	options Options
	batch   []store.Incoming
	bytes   int
	report  Report
}

// writeAll writes what the jobs yield, in order, until they end, ctx is done
// or the store fails.
func (w *writer) writeAll(ctx context.Context, jobs <-chan *job) error {
	for j := range jobs {
		if err := w.write(ctx, j); err != nil {
			return err
		}
	}
	if ctx.Err() != nil {
		return nil
	}
	return w.flush(ctx)
}

// write takes in the parts of one document. It doesn't rely on the reader to
// notice the end of ctx: that one may wait for input that never comes.
func (w *writer) write(ctx context.Context, j *job) error {
	for ctx.Err() == nil {
		select {
		case p, more := <-j.parts:
			if !more {
				return nil
			}
			if err := w.add(ctx, j, p); err != nil {
				return err
			}
		case <-ctx.Done():
		}
	}
	return nil
}

func (w *writer) add(ctx context.Context, j *job, p part) error {
	if w.report.Ahead = p.ahead; p.ahead.Size > 0 {
		w.progress()
		return nil
	}
	w.batch = append(w.batch, <-p.converted...)
	w.bytes += p.bytes
	if p.last {
		w.finished(j, p)
	}
	if len(w.batch) >= w.options.Batch || w.bytes >= batchBytes {
		return w.flush(ctx)
	}
	return nil
}

// finished notes how a document ended. Of one that could not be read at all,
// the reason is told once; its parts are not.
func (w *writer) finished(j *job, p part) {
	if p.err != nil {
		w.fail(j.source.Name, p.err.Error())
	} else {
		w.report.Documents++
		w.lost(j.source.Name, p.document)
	}
	w.progress()
}

// lost notes the parts of a document that could not be read.
func (w *writer) lost(file string, d news.Document) {
	for _, problem := range d.Problems {
		w.fail(file, strings.TrimPrefix(problem.Where+": "+problem.Reason, ": "))
	}
	w.report.Failed += d.Lost - len(d.Problems)
}

// keptFailures bounds the report when a folder of a million pictures is
// taken for news.
const keptFailures = 1000

func (w *writer) fail(file, reason string) {
	w.report.Failed++
	if len(w.report.Failures) < keptFailures {
		w.report.Failures = append(w.report.Failures, Failure{file, reason})
	}
}

// flush writes the batch. The write is not cut short when ctx is done: it
// takes part of a second, and its articles are parsed already.
func (w *writer) flush(ctx context.Context) error {
	if len(w.batch) == 0 {
		return nil
	}
	result, err := w.store.Put(context.WithoutCancel(ctx), w.batch)
	if err != nil {
		return err
	}
	w.report.Added += result.Added
	w.report.Updated += result.Updated
	w.report.Unchanged += result.Unchanged
	clear(w.batch) // or it holds on to the texts until the next is as long
	w.batch, w.bytes = w.batch[:0], 0
	w.progress()
	return nil
}

func (w *writer) progress() {
	if w.options.Progress != nil {
		w.options.Progress(w.report)
	}
}
