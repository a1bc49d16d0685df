package index

import (
	"bytes"
	"cmp"
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
	b.place()
	b.sort()
	out := b.write(df, total)
	clear(b.entries) // let go of the articles
	return out
}

// builder turns articles into lists of postings by counting: one pass numbers
// the terms and counts their articles, a second one puts the postings where
// they belong. Its memory is used again.
type builder struct {
	entries []Entry
	table   []slot
	bytes   []byte
	terms   []built
	ids     []uint32 // the number of each article's each term
	order   []keyed
	ords    []uint32
	classes []byte
	squares []float32
}

type slot struct {
	tag uint32 // the hash's upper half
	id  uint32 // 1 + the term's number, or 0
}

type built struct {
	hash  uint64
	start uint32 // in bytes
	end   uint32
	df    uint32
	stops uint32 // articles in which it is a function word
	at    uint32 // the end of its postings so far
}

type keyed struct {
	key uint64
	id  uint32
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
	b.bytes, b.terms, b.order = b.bytes[:0], b.terms[:0], b.order[:0]
	b.ids = slices.Grow(b.ids[:0], postings)
	b.ords = slices.Grow(b.ords[:0], postings)[:postings]
	b.classes = slices.Grow(b.classes[:0], postings)[:postings]
	b.squares = append(b.squares[:0], make([]float32, len(entries))...)

	// Large batches repeat most of their terms.
	size := 1 << 8
	for size < postings/4 {
		size *= 2
	}
	if size != len(b.table) {
		b.table = make([]slot, size)
	} else {
		clear(b.table)
	}
}

// number notes which terms an article has, giving new ones a number.
func (b *builder) number(d *Doc) {
	start := uint32(0)
	for i := range d.terms {
		t := &d.terms[i]
		id := b.id(t.hash, d.bytes[start:t.end])
		start = t.end
		b.ids = append(b.ids, id)
		b.terms[id].df++
		if t.stop {
			b.terms[id].stops++
		}
	}
}

func (b *builder) id(hash uint64, term []byte) uint32 {
	mask := uint64(len(b.table) - 1)
	at := hash & mask
	for ; b.table[at].id != 0; at = (at + 1) & mask {
		if b.table[at].tag != uint32(hash>>32) {
			continue
		}
		id := b.table[at].id - 1
		if t := &b.terms[id]; t.hash == hash && bytes.Equal(b.bytes[t.start:t.end], term) {
			return id
		}
	}
	id := uint32(len(b.terms))
	start := uint32(len(b.bytes))
	b.bytes = append(b.bytes, term...)
	b.terms = append(b.terms, built{hash: hash, start: start, end: uint32(len(b.bytes))})
	b.table[at] = slot{uint32(hash >> 32), id + 1}
	if 2*len(b.terms) > len(b.table) {
		b.grow()
	}
	return id
}

func (b *builder) grow() {
	b.table = make([]slot, 2*len(b.table))
	mask := uint64(len(b.table) - 1)
	for i := range b.terms {
		hash := b.terms[i].hash
		at := hash & mask
		for b.table[at].id != 0 {
			at = (at + 1) & mask
		}
		b.table[at] = slot{uint32(hash >> 32), uint32(i + 1)}
	}
}

// place sorts the postings by term. The articles come in the order of their
// ordinals, so each list is in order too.
func (b *builder) place() {
	at := uint32(0)
	for i := range b.terms {
		b.terms[i].at = at
		at += b.terms[i].df
	}
	ids := b.ids
	for ord := range b.entries {
		terms := b.entries[ord].Doc.terms
		for i, id := range ids[:len(terms)] {
			to := b.terms[id].at
			b.terms[id].at++
			b.ords[to], b.classes[to] = uint32(ord), terms[i].class
		}
		ids = ids[len(terms):]
	}
}

func (b *builder) sort() {
	for i := range b.terms {
		b.order = append(b.order, keyed{termKey(b.term(uint32(i))), uint32(i)})
	}
	slices.SortFunc(b.order, func(x, y keyed) int {
		if x.key != y.key {
			return cmp.Compare(x.key, y.key)
		}
		return bytes.Compare(b.term(x.id), b.term(y.id))
	})
}

func (b *builder) term(id uint32) []byte { return b.bytes[b.terms[id].start:b.terms[id].end] }

func (b *builder) write(df func([]byte) uint32, total uint32) []byte {
	w := newWriter(headerLen + 2*len(b.ids) + 16*len(b.terms) + 32*len(b.entries))
	n := uint32(len(b.entries))
	for _, k := range b.order {
		t := &b.terms[k.id]
		term := b.term(k.id)
		ords, classes := b.ords[t.at-t.df:t.at], b.classes[t.at-t.df:t.at]
		stop := 2*t.stops > t.df
		if term[0] < 0x20 {
			w.term(term, false, ords, nil)
			continue
		}
		w.term(term, stop, ords, classes)
		if !stop {
			addSquares(b.squares, ords, classes, idfOf(term, t.df, n, df, total))
		}
	}
	return w.finish(b.articles())
}

// idfOf is a term's IDF in the store, or by the articles at hand.
func idfOf(term []byte, here, n uint32, df func([]byte) uint32, total uint32) float64 {
	if df == nil {
		return IDF(here, n)
	}
	return IDF(df(term)+here, total+n)
}

// addSquares adds the squares of a term's weights to the sums of its articles.
func addSquares(sums []float32, ords []uint32, classes []byte, idf float64) {
	var of [4]float32
	for i := range of {
		weight := Weight(byte(i<<6), idf)
		of[i] = float32(weight * weight)
	}
	for i, ord := range ords {
		if c := classes[i]; c != noText {
			sums[ord] += of[c>>6]
		}
	}
}

func (b *builder) articles() []article {
	list := make([]article, len(b.entries))
	for i, e := range b.entries {
		list[i] = article{e.Num, e.Time, e.Undated, lengthCode(e.Doc.words), b.squares[i]}
	}
	return list
}
