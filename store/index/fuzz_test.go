package index

import (
	"bytes"
	"context"
	"encoding/binary"
	"math/rand/v2"
	"testing"
)

// FuzzDamaged changes bytes of a good segment, four bytes of edits telling
// where and to what, and uses the segment for everything.
func FuzzDamaged(f *testing.F) {
	r := rand.New(rand.NewPCG(5, 5))
	good := randomModel(f, r, 60, false, 280).Segments[0].data
	f.Add([]byte{})
	// One edit for each part, and some that say "many".
	for at := 0; at < len(good); at += len(good) / 40 {
		f.Add([]byte{byte(at), byte(at >> 8), byte(at >> 16), 0xff})
	}
	for at := 8; at < headerLen; at++ {
		f.Add([]byte{byte(at), 0, 0, 0xff})
	}
	f.Fuzz(func(t *testing.T, edits []byte) {
		data := append([]byte(nil), good...)
		for len(edits) >= 4 {
			at := int(binary.LittleEndian.Uint32(edits)&0xffffff) % len(data)
			data[at] = edits[3]
			edits = edits[4:]
		}
		useAll(data)
	})
}

// FuzzOpen takes any bytes for a segment.
func FuzzOpen(f *testing.F) {
	r := rand.New(rand.NewPCG(5, 6))
	f.Add(randomModel(f, r, 10, false, 2).Segments[0].data)
	f.Add(Build(nil, nil, 0))
	f.Fuzz(func(t *testing.T, data []byte) { useAll(data) })
}

// useAll calls everything that reads a segment.
func useAll(data []byte) {
	s, err := Open(data)
	if err != nil || s.Len() > 10_000 {
		return
	}
	s.Check()
	s.First()
	s.Last()
	s.Languages(func(string, uint32) {})
	for ord := range uint32(s.Len()) {
		if got, ok := s.Ord(s.Num(ord)); ok {
			s.Time(got)
			s.Length(got)
		}
	}
	terms := []string{"", "w1x", "w2x", "w250x", InTitle + "w3x"}
	steps := 0
	s.Prefix(nil, func(term []byte, p Postings) bool {
		for range p.All() {
			steps++
		}
		terms = append(terms[:5], string(term))
		return steps < 1_000_000
	})
	searcher := &Searcher{Segments: []*Segment{s, s}, Dead: []Bitmap{NewBitmap(s.Len(), 1), {}}}
	for _, term := range terms {
		n := Or{Terms{term}, And{Prefix(term), Not{Period{0, 500}}}, Phrase{Words: []Terms{{term}, {"w1x"}}}}
		for order := range Order(3) {
			searcher.Search(context.Background(), Request{Root: n, Order: order, Now: 1000})
		}
		searcher.Similar(context.Background(), Likeness{Terms: []Weighted{{term, 1}, {"w2x", 1}},
			At: 100, Best: 5, Scale: 3})
	}
	searcher.Frequencies(terms, 0)
	count, total := searcher.Counter(1)
	if steps < 100_000 {
		Merge(searcher.Segments, searcher.Dead, count, total)
	}
}

// TestDamaged does what FuzzDamaged does, with edits at random.
func TestDamaged(t *testing.T) {
	r := rand.New(rand.NewPCG(5, 7))
	good := randomModel(t, r, 60, false, 280).Segments[0].data
	for range 300 {
		data := append([]byte(nil), good...)
		for range 1 + r.IntN(20) {
			data[headerLen+r.IntN(len(data)-headerLen)] = byte(r.IntN(256)) >> r.IntN(8)
		}
		useAll(data)
		if s, err := Open(data); err == nil && s.Check() == nil && !bytes.Equal(data, good) {
			t.Fatal("Check finds nothing wrong")
		}
	}
	for n := range len(good) {
		if _, err := Open(good[:n]); err == nil {
			t.Fatalf("the first %d bytes of %d are a segment", n, len(good))
		}
	}
}
