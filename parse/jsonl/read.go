package jsonl

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"runtime"
	"sync"

	"newsreader/parse/charset"
	"newsreader/parse/news"
)

// Options bound the work of Read. Zero values mean the defaults.
type Options struct {
	File    string
	Workers int // goroutines that decode; by default one for each CPU
	MaxLine int // bytes; by default 16 MiB

	// Ahead is told how many of a file's bytes ReadByTime has gone through for
	// its order, again and again; nil if nobody looks.
	Ahead func(done, size int64)
}

const (
	defaultMaxLine = 16 << 20
	batchSize      = 256 << 10 // bytes of lines that one worker takes at once
	maxProblems    = 20        // that a document keeps
)

// Read reads JSON lines and yields their articles, in order except for ones
// that list related articles which come later. An article is the receiver's
// to keep. Memory is bounded by a few batches and the longest line, whatever
// the size of the input. An error of yield ends it and is returned.
func Read(r io.Reader, o Options, yield func(*news.Article) error) (news.Document, error) {
	d := newReading(o, yield)
	lines := &lineReader{r: bufio.NewReaderSize(charset.NewReader(bufio.NewReader(r)), 64<<10), max: d.MaxLine}
	return d.end(d.read(lines), lines)
}

// reading is a run of Read. Lines are cut and articles are yielded on the
// caller's goroutine, and decoded on others.
type reading struct {
	Options
	doc   news.Document
	links *linker
	yield func(*news.Article) error
}

func newReading(o Options, yield func(*news.Article) error) *reading {
	if o.Workers <= 0 {
		o.Workers = runtime.GOMAXPROCS(0)
	}
	if o.MaxLine <= 0 {
		o.MaxLine = defaultMaxLine
	}
	return &reading{Options: o, doc: news.Document{File: o.File, Format: "jsonl"}, links: newLinker(), yield: yield}
}

// read yields the articles of lines. The error is that of yield.
func (d *reading) read(from lines) error {
	return inBatches(from, d.Workers, (*batch).decode, d.deliver)
}

// end yields what still waits, unless yield has failed, and returns what Read
// does.
func (d *reading) end(err error, from lines) (news.Document, error) {
	if err == nil {
		err = d.links.flush(d.yield)
	}
	if ended := from.failed(); err == nil && ended != io.EOF {
		err = fmt.Errorf("reading it failed: %w", ended)
	}
	if err == nil && d.doc.Articles == 0 && d.doc.Lost > 0 {
		first := d.doc.Problems[0]
		err = fmt.Errorf("%w: %s: %s", news.ErrNoArticle, first.Where, first.Reason)
	}
	return d.doc, err
}

// lines is where lines come from.
type lines interface {
	// fill takes the next ones into a batch. It reports whether there may be
	// more.
	fill(*batch) (more bool)
	// failed says why they ended: io.EOF if they were all.
	failed() error
}

// inBatches has workers do something with batches of lines, and then delivers
// these, in order.
func inBatches(from lines, workers int, work func(*batch), deliver func(*batch) error) error {
	jobs := make(chan *batch, workers+1)
	var wg sync.WaitGroup
	for range workers {
		wg.Go(func() {
			for b := range jobs {
				work(b)
				b.done <- struct{}{}
			}
		})
	}
	defer wg.Wait()
	defer close(jobs)
	var spare *batch
	var queue []*batch // being worked on, in order
	for {
		b := spare
		if b == nil {
			b = &batch{done: make(chan struct{}, 1)}
		}
		spare = nil
		more := from.fill(b)
		jobs <- b
		queue = append(queue, b)
		for len(queue) > workers || !more && len(queue) > 0 {
			oldest := queue[0]
			queue = queue[1:]
			<-oldest.done
			if err := deliver(oldest); err != nil {
				return err
			}
			spare = oldest
		}
		if !more {
			return nil
		}
	}
}

// deliver yields the articles of a decoded batch.
func (d *reading) deliver(b *batch) error {
	for i := range b.lines {
		l := &b.lines[i]
		if l.err != nil {
			d.lose(l)
			continue
		}
		if l.item.Article == nil {
			continue
		}
		d.doc.Articles++
		if d.links.add(l.item) {
			if err := d.yield(l.item.Article); err != nil {
				return err
			}
		} else if d.links.full() {
			if err := d.links.flush(d.yield); err != nil {
				return err
			}
		}
	}
	return nil
}

func (d *reading) lose(l *batchLine) {
	if d.doc.Lost++; len(d.doc.Problems) < maxProblems {
		d.doc.Problems = append(d.doc.Problems, news.Problem{Where: fmt.Sprintf("line %d", l.number), Reason: l.err.Error()})
	}
}

// batch is a run of lines on their way through a worker.
type batch struct {
	text  []byte
	lines []batchLine
	done  chan struct{}
}

type batchLine struct {
	number     int
	begin, end int // in text
	size       int // bytes that it takes in the file
	item       Item
	outline    outline // instead, if the lines are being ordered
	err        error
}

func (b *batch) decode() {
	b.each(func(l *batchLine, text []byte) { l.item, l.err = Decode(text) })
}

// each calls fn for the lines that hold anything.
func (b *batch) each(fn func(l *batchLine, text []byte)) {
	for i := range b.lines {
		l := &b.lines[i]
		if text := bytes.TrimSpace(b.text[l.begin:l.end]); l.err == nil && len(text) > 0 {
			fn(l, text)
		}
	}
}

// empty makes the batch ready to take other lines.
func (b *batch) empty() {
	if cap(b.text) > 4*batchSize {
		b.text = nil // it held a very long line
	}
	clear(b.lines)
	b.text, b.lines = b.text[:0], b.lines[:0]
}

// lineReader cuts a stream into lines of bounded length.
type lineReader struct {
	r      *bufio.Reader
	max    int
	number int
	err    error // why it ended
}

var errLongLine = errors.New("the line is too long")

func longLine(most int) error { return fmt.Errorf("%w: over %d bytes", errLongLine, most) }

func (lr *lineReader) failed() error { return lr.err }

func (lr *lineReader) fill(b *batch) (more bool) {
	b.empty()
	for len(b.text) < batchSize && lr.err == nil {
		lr.line(b)
	}
	return lr.err == nil
}

// line appends one line to b.
func (lr *lineReader) line(b *batch) {
	lr.number++
	l := batchLine{number: lr.number, begin: len(b.text)}
	for {
		part, err := lr.r.ReadSlice('\n')
		l.size += len(part)
		if l.err == nil {
			b.text = append(b.text, part...)
		}
		if len(b.text)-l.begin > lr.max {
			l.err = longLine(lr.max)
			b.text = b.text[:l.begin]
		}
		if err == bufio.ErrBufferFull {
			continue
		}
		lr.err = err
		break
	}
	l.end = len(b.text)
	b.lines = append(b.lines, l)
}
