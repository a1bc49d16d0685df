package jsonl

import (
	"bufio"
	"cmp"
	"io"
	"math"
	"slices"

	"github.com/go-json-experiment/json"

	"newsreader/parse/clean"
	"newsreader/parse/news"
)

// maxOrdered is how many lines are brought into order at once. Each takes 12
// bytes while the articles are read, and some 60 before.
const (
	lineBits   = 20 // that tell a line
	maxOrdered = 1 << lineBits
)

// ReadByTime is Read for a file, whose articles it yields in the order of
// their times, those without one last: a store compares what is new with what
// came at about the same time, and is several times as quick if that is what
// came just before. The file is gone through twice.
//
// Lines of the same article stay in the order of the file, at the time of the
// first of them, so that the last one still counts. Of a file of more than a
// million lines, each million is brought into order for itself. Lines that
// mention others by names which only the file knows stay as they are.
func ReadByTime(file io.ReaderAt, size int64, o Options, yield func(*news.Article) error) (news.Document, error) {
	return readByTime(file, size, o, maxOrdered, yield)
}

func readByTime(file io.ReaderAt, size int64, o Options, most int, yield func(*news.Article) error) (news.Document, error) {
	d := newReading(o, yield)
	from := &lineReader{r: bufio.NewReaderSize(io.NewSectionReader(file, 0, size), 64<<10), max: d.MaxLine}
	ahead := func(done int64) {
		if o.Ahead != nil {
			o.Ahead(done, size)
		}
	}
	for at := int64(0); from.err == nil; {
		order := orderOf(from, at, most, d.Workers, ahead)
		at = order.starts[len(order.starts)-1]
		d.links.unnamed = order.before == 0 && from.err == io.EOF && !order.named
		ordered := &orderedLines{ordering: order, file: file, max: d.MaxLine}
		if err := d.read(ordered); err != nil || ordered.err != io.EOF {
			return d.end(err, ordered)
		}
	}
	return d.end(nil, from)
}

// ordering is the order of some of a file's lines.
type ordering struct {
	before int     // lines of the file that come before them
	starts []int64 // where in the file each begins, and where the last one ends
	order  []uint32
	named  bool // some line mentions others by names that only the file knows

	times []int64
	keys  []uint64 // the upper bits of a key, and in the lower ones the line that has it
}

// orderOf reads lines, the first of which begins at a place, and returns their
// order. It tells ahead how far it has come.
func orderOf(from *lineReader, at int64, most, workers int, ahead func(int64)) *ordering {
	o := &ordering{before: from.number, starts: []int64{at}}
	_ = inBatches(&firstLines{from, most}, workers, (*batch).outline, func(b *batch) error {
		for i := range b.lines {
			o.add(&b.lines[i])
		}
		ahead(o.starts[len(o.starts)-1])
		return nil
	})
	o.sort()
	return o
}

// firstLines are a number of lines at most.
type firstLines struct {
	*lineReader
	left int
}

func (f *firstLines) fill(b *batch) (more bool) {
	b.empty()
	for ; len(b.text) < batchSize && f.left > 0 && f.err == nil; f.left-- {
		f.line(b)
	}
	return f.left > 0 && f.err == nil
}

// outline is what the place of a line depends on.
type outline struct {
	at    int64
	keys  []news.ID
	named bool
}

func (b *batch) outline() {
	b.each(func(l *batchLine, text []byte) { l.outline = outlineOf(text) })
}

// outlineOf reads as much of a line as its place depends on. Of one that isn't
// an article Decode tells why.
func outlineOf(line []byte) (o outline) {
	var in struct {
		Feed           Feed     `json:"feed"`
		ID             string   `json:"id"`
		URL            string   `json:"url"`
		Title          string   `json:"title"`
		Source         string   `json:"source"`
		Published      string   `json:"published"`
		PublishedBasis string   `json:"published_basis"`
		Related        []string `json:"related"`
		foreignPlace
	}
	o.at = math.MaxInt64
	if json.Unmarshal(line, &in, lenient) != nil {
		return o
	}
	if t := in.time(in.Published, in.PublishedBasis); !t.At.IsZero() {
		o.at = t.At.Unix()
	}
	a := news.Article{Title: clean.Line(in.Title), Source: clean.Line(in.Source), Feed: feedOf(in.Feed), URL: address(cmp.Or(in.URL, stringOf(in.Link)))}
	identify(&a, in.ID)
	o.keys = news.Keys(&a)
	if a.GUID == "" && a.URL == "" && a.Title == "" {
		o.keys = append(o.keys, 0) // it may be known by its text, which isn't looked at here
	}
	o.named = slices.ContainsFunc(in.Related, func(name string) bool {
		_, own := ownID(name)
		return !own
	})
	return o
}

func (o *ordering) add(l *batchLine) {
	line := uint32(len(o.times))
	o.times = append(o.times, l.outline.at)
	o.starts = append(o.starts, o.starts[line]+int64(l.size))
	o.named = o.named || l.outline.named
	for _, k := range l.outline.keys {
		// The lower bits can be spared: that lines only seem to be of the same
		// article happens to one pair in a million lines, and then one is read
		// at the other's time.
		o.keys = append(o.keys, uint64(k)>>lineBits<<lineBits|uint64(line))
	}
}

// sort settles the order, and lets go of what it follows from.
func (o *ordering) sort() {
	o.order = make([]uint32, len(o.times))
	for i := range o.order {
		o.order[i] = uint32(i)
	}
	if !o.named {
		o.unite()
		slices.SortFunc(o.order, func(a, b uint32) int {
			return cmp.Or(cmp.Compare(o.times[a], o.times[b]), cmp.Compare(a, b))
		})
	}
	o.times, o.keys = nil, nil
}

func lineOf(key uint64) uint32 { return uint32(key & (maxOrdered - 1)) }

// unite gives lines of the same article the time of the first of them.
func (o *ordering) unite() {
	slices.Sort(o.keys)
	first := make([]uint32, len(o.times)) // by line: an earlier one of the same article, or itself
	for i := range first {
		first[i] = uint32(i)
	}
	firstOf := func(line uint32) uint32 {
		for first[line] != line {
			first[line] = first[first[line]]
			line = first[line]
		}
		return line
	}
	for i := 1; i < len(o.keys); i++ {
		if o.keys[i-1]>>lineBits == o.keys[i]>>lineBits {
			a, b := firstOf(lineOf(o.keys[i-1])), firstOf(lineOf(o.keys[i]))
			first[max(a, b)] = min(a, b)
		}
	}
	for i := range o.times {
		o.times[i] = o.times[firstOf(uint32(i))]
	}
}

// orderedLines reads lines in their order.
type orderedLines struct {
	*ordering
	file io.ReaderAt
	max  int
	next int // in order
	err  error
}

func (l *orderedLines) failed() error { return l.err }

func (l *orderedLines) fill(b *batch) (more bool) {
	b.empty()
	for len(b.text) < batchSize && l.err == nil {
		l.take(b)
	}
	return l.err == nil
}

// take reads the next line, and those that also come next in the file.
func (l *orderedLines) take(b *batch) {
	if l.next == len(l.order) {
		l.err = io.EOF
		return
	}
	first, begin, before := int(l.order[l.next]), len(b.text), len(b.lines)
	place := func(line int) int { return begin + int(l.starts[line]-l.starts[first]) }
	end := first
	for l.next < len(l.order) && int(l.order[l.next]) == end && place(end) < batchSize {
		if place(end+1)-place(end) > l.max {
			break
		}
		b.lines = append(b.lines, batchLine{number: l.before + end + 1, begin: place(end), end: place(end + 1)})
		l.next, end = l.next+1, end+1
	}
	if end == first {
		b.lines = append(b.lines, batchLine{number: l.before + end + 1, err: longLine(l.max)})
		l.next++
		return
	}
	size := place(end) - begin
	b.text = slices.Grow(b.text, size)[:place(end)]
	if n, err := l.file.ReadAt(b.text[begin:], l.starts[first]); n < size {
		l.err = cmp.Or(err, io.ErrUnexpectedEOF)
		b.lines = b.lines[:before]
	}
}
