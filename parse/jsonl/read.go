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
	if o.Workers <= 0 {
		o.Workers = runtime.GOMAXPROCS(0)
	}
	if o.MaxLine <= 0 {
		o.MaxLine = defaultMaxLine
	}
	d := reading{
		doc:   news.Document{File: o.File, Format: "jsonl"},
		lines: lineReader{r: bufio.NewReaderSize(charset.NewReader(bufio.NewReader(r)), 64<<10), max: o.MaxLine},
		links: newLinker(),
		yield: yield,
	}
	err := d.run(o.Workers)
	if err == nil && d.doc.Articles == 0 && d.doc.Lost > 0 {
		first := d.doc.Problems[0]
		err = fmt.Errorf("%w: %s: %s", news.ErrNoArticle, first.Where, first.Reason)
	}
	return d.doc, err
}

// reading is a run of Read. Lines are cut and articles are yielded on the
// caller's goroutine, and decoded on others.
type reading struct {
	doc   news.Document
	lines lineReader
	links *linker
	yield func(*news.Article) error
	queue []*batch // being decoded, in the order of the file
}

func (d *reading) run(workers int) error {
	jobs := make(chan *batch, workers+1)
	var wg sync.WaitGroup
	for range workers {
		wg.Go(func() {
			for b := range jobs {
				b.decode()
				b.done <- struct{}{}
			}
		})
	}
	defer wg.Wait()
	defer close(jobs)
	var spare *batch
	for {
		b := spare
		if b == nil {
			b = &batch{done: make(chan struct{}, 1)}
		}
		spare = nil
		more := d.lines.fill(b)
		jobs <- b
		d.queue = append(d.queue, b)
		for len(d.queue) > workers || !more && len(d.queue) > 0 {
			oldest := d.queue[0]
			d.queue = d.queue[1:]
			<-oldest.done
			if err := d.deliver(oldest); err != nil {
				return err
			}
			spare = oldest
		}
		if !more {
			return d.finish()
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

func (d *reading) finish() error {
	if err := d.links.flush(d.yield); err != nil {
		return err
	}
	if d.lines.err != io.EOF {
		return fmt.Errorf("reading it failed: %w", d.lines.err)
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
	item       Item
	err        error
}

func (b *batch) decode() {
	for i := range b.lines {
		l := &b.lines[i]
		if line := bytes.TrimSpace(b.text[l.begin:l.end]); l.err == nil && len(line) > 0 {
			l.item, l.err = Decode(line)
		}
	}
}

// lineReader cuts a stream into lines of bounded length.
type lineReader struct {
	r      *bufio.Reader
	max    int
	number int
	err    error // why it ended
}

var errLongLine = errors.New("the line is too long")

// fill takes the next lines into b. It reports whether there may be more.
func (lr *lineReader) fill(b *batch) (more bool) {
	if cap(b.text) > 4*batchSize {
		b.text = nil // it held a very long line
	}
	clear(b.lines)
	b.text, b.lines = b.text[:0], b.lines[:0]
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
		if l.err == nil {
			b.text = append(b.text, part...)
		}
		if len(b.text)-l.begin > lr.max {
			l.err = fmt.Errorf("%w: over %d bytes", errLongLine, lr.max)
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
