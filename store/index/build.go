package index

import (
	"cmp"
	"runtime"
	"slices"
	"sync"
)

// Entry is an article for Build. Time is in Unix seconds; Undated says that
// it is only when the article was taken in, so that nothing follows from
// being near it in time.
type Entry struct {
	Num     uint32
	Time    int64
	Undated bool
	Doc     *Doc
}

// Build makes a segment of articles with different numbers. The norms need
// to know in how many of the store's total articles a term occurs; df may be
// nil, and the articles at hand are then taken as a sample of all: good from
// some hundred on.
func Build(entries []Entry, df func(term []byte) uint32, total uint32) []byte {
	b := builders.Get().(*builder)
	defer builders.Put(b)
	b.reset(entries)
	for ord := range b.entries {
		b.number(b.entries[ord].Doc)
	}
	b.sort()
	b.place()
	out := b.write(df, total)
	clear(b.entries) // let go of the articles
	return out
}

// builder turns articles into lists of postings by counting: one pass numbers
// the terms and counts their articles, a second one puts the postings where
// they belong. Its memory is used again. What a pass touches at random is
// kept small and together: most of the time goes into waiting for memory.
type builder struct {
	entries []Entry
	table   []slot
	bytes   []byte
	terms   []built
	ids     []uint32 // the number of each article's each term
	ends    []uint32 // by term: of its postings so far
	order   []keyed
	spare   []keyed
	sorted  []built
	list    []posting
}

// slot is a place of the hash table. It holds short terms itself, so that
// looking one up seldom touches other memory.
type slot struct {
	hash uint32
	id   uint32 // 1 + the term's number, or 0
	df   uint32
	size uint8
	text [19]byte
}

type built struct {
	start, end uint32 // in bytes
	df         uint32
	stops      uint32 // articles in which it is a function word
}

var builders = sync.Pool{New: func() any { return new(builder) }}

func (b *builder) reset(entries []Entry) {
	b.entries = append(b.entries[:0], entries...)
	slices.SortFunc(b.entries, func(x, y Entry) int {
		return cmp.Or(cmp.Compare(x.Time, y.Time), cmp.Compare(y.Num, x.Num))
	})
	postings := 0
	for i := range entries {
		postings += len(entries[i].Doc.terms)
	}
	b.ids = slices.Grow(b.ids[:0], postings)
	b.list = slices.Grow(b.list[:0], postings)[:postings]

	// Large batches repeat most of their terms.
	size := 1 << 8
	for size < 2*postings && size < postings/8+4096 {
		size *= 2
	}
	b.bytes, b.terms = slices.Grow(b.bytes[:0], 4*size), slices.Grow(b.terms[:0], size/2)
	if size != len(b.table) {
		b.table = make([]slot, size)
	} else {
		clear(b.table)
	}
}

// number notes which terms an article has, giving new ones a number.
func (b *builder) number(d *Doc) {
	b.warm(d)
	rest := d.bytes
	for i := range d.terms {
		t := &d.terms[i]
		id := b.id(t.hash, rest[:t.size])
		rest = rest[t.size:]
		b.ids = append(b.ids, id)
		if t.stop {
			b.terms[id].stops++
		}
	}
}

// warm touches the slots that an article's terms will be looked for in. Nothing
// waits for the answers, so that the processor asks for many at once: that
// halves the time of number.
func (b *builder) warm(d *Doc) {
	mask := uint32(len(b.table) - 1)
	sum := uint32(0)
	for i := range d.terms {
		sum += b.table[d.terms[i].hash&mask].df
	}
	runtime.KeepAlive(byte(sum))
}

// id counts an article for a term and returns the term's number.
func (b *builder) id(hash uint32, term []byte) uint32 {
	mask := uint32(len(b.table) - 1)
	at := hash & mask
	for ; b.table[at].id != 0; at = (at + 1) & mask {
		if s := &b.table[at]; s.hash == hash && b.holds(s, term) {
			s.df++
			return s.id - 1
		}
	}
	id := uint32(len(b.terms))
	start := uint32(len(b.bytes))
	b.bytes = append(b.bytes, term...)
	b.terms = append(b.terms, built{start: start, end: uint32(len(b.bytes))})
	s := slot{hash: hash, id: id + 1, df: 1, size: uint8(len(term))}
	copy(s.text[:], term)
	b.table[at] = s
	if 4*len(b.terms) > 3*len(b.table) {
		b.grow()
	}
	return id
}

// holds tells terms with the same hash apart.
func (b *builder) holds(s *slot, term []byte) bool {
	if int(s.size) != len(term) {
		return false
	}
	if len(term) <= len(s.text) {
		return string(s.text[:len(term)]) == string(term)
	}
	return string(b.term(s.id-1)) == string(term)
}

func (b *builder) grow() {
	old := b.table
	b.table = make([]slot, 2*len(old))
	mask := uint32(len(b.table) - 1)
	for i := range old {
		if old[i].id == 0 {
			continue
		}
		at := old[i].hash & mask
		for b.table[at].id != 0 {
			at = (at + 1) & mask
		}
		b.table[at] = old[i]
	}
}

// place sorts the postings by term, the lists in the order of the terms. The
// articles come in the order of their ordinals, so each list is in order too.
func (b *builder) place() {
	b.sorted = slices.Grow(b.sorted[:0], len(b.terms))
	b.ends = slices.Grow(b.ends[:0], len(b.terms))[:len(b.terms)]
	at := uint32(0)
	for _, k := range b.order {
		t := b.terms[k.id]
		b.sorted = append(b.sorted, t)
		b.ends[k.id] = at
		at += t.df
	}
	ids := b.ids
	for ord := range b.entries {
		terms := b.entries[ord].Doc.terms
		for i, id := range ids[:len(terms)] {
			b.list[b.ends[id]] = newPosting(uint32(ord), terms[i].class)
			b.ends[id]++
		}
		ids = ids[len(terms):]
	}
}

func (b *builder) term(id uint32) []byte { return b.bytes[b.terms[id].start:b.terms[id].end] }

func (b *builder) write(df func([]byte) uint32, total uint32) []byte {
	w := newWriter(len(b.entries), 2*len(b.ids)+16*len(b.terms))
	w.df, w.total = df, total
	rest := b.list
	for _, t := range b.sorted {
		w.term(b.bytes[t.start:t.end], 2*t.stops > t.df, rest[:t.df])
		rest = rest[t.df:]
	}
	list := make([]article, len(b.entries))
	for i, e := range b.entries {
		list[i] = article{e.Num, e.Time, e.Undated, lengthCode(e.Doc.words)}
	}
	return w.finish(list)
}
