package index

import (
	"bytes"
	"slices"
	"testing"

	"newsreader/store/token"
)

// TestGolden compares a segment of two articles with bytes written by hand.
// What changes them changes the format: raise version.
func TestGolden(t *testing.T) {
	a := token.New()
	got := Build([]Entry{
		{Num: 9, Time: 1100, Undated: true, Doc: Analyze(a, Text{Body: "Rain fell. Rain!"})},
		{Num: 7, Time: 1000, Doc: Analyze(a, Text{Title: "Rain"})},
	}, nil, 0)
	want := slices.Concat(
		// The header.
		[]byte("nrindex\n"),
		[]byte{1, 0, 0, 0},                // version
		got[12:16],                        // checksum; see below
		[]byte{2, 0, 0, 0},                // articles
		[]byte{3, 0, 0, 0},                // terms
		[]byte{0xe8, 3, 0, 0, 0, 0, 0, 0}, // the earliest time: 1000
		[]byte{4, 0, 0, 0, 0, 0, 0, 0},    // words
		[]byte{99, 0, 0, 0, 0, 0, 0, 0},   // the dictionary begins
		[]byte{122, 0, 0, 0, 0, 0, 0, 0},  // the table of blocks
		[]byte{138, 0, 0, 0, 0, 0, 0, 0},  // the table of articles
		[]byte{206, 0, 0, 0, 0, 0, 0, 0},  // the end
		[]byte{7, 0, 0, 0, 9, 0, 0, 0},    // lowest and highest number
		[]byte{0, 0, 0x80, 0x3f},          // the largest inverse norm: 1
		[]byte{1, 0, 0, 0},                // undated articles
		make([]byte, 8),

		// The postings of "rain", the only term of several articles: a short
		// block whose gaps need 0 bits and whose highest class is 1. Article 7
		// has it once at 0; article 9 twice, at 1 and 3 (the body begins
		// behind the title and a gap).
		[]byte{1 << 5}, []byte{0, 1<<6 | 1<<1 | 1<<3},

		// The dictionary: nothing shared and so many bytes, the term, twice
		// the articles, then ordinal and class, or the length of the list.
		[]byte{0<<4 | 5}, []byte("\x01rain"), []byte{2, 0},
		[]byte{0<<4 | 4}, []byte("fell"), []byte{2, 1, 0<<6 | 2},
		[]byte{0<<4 | 4}, []byte("rain"), []byte{4, 3},

		// The table of blocks: "\x01rain", its place, that of the postings.
		[]byte("\x00\x00\x00niar\x01"), []byte{0, 0, 0, 0}, []byte{0, 0, 0, 0},

		// The articles: numbers, times, inverse norms (1; 0.907), lengths
		// (1 and 3 words), ordinals by number.
		[]byte{7, 0, 0, 0, 9, 0, 0, 0},
		[]byte{0, 0, 0, 0, 0}, []byte{100, 0, 0, 0, 0x80},
		[]byte{0x00, 0x7f}, []byte{0xd0, 0x7e},
		[]byte{8, 16},
		[]byte{0, 0, 1, 0},
		make([]byte, 40),
	)
	if !bytes.Equal(got, want) {
		t.Errorf("got  %x\nwant %x", got, want)
	}
	s := mustOpen(t, got)
	if n := s.InverseNorm(1); n < 0.906 || n > 0.908 {
		t.Errorf("inverse norm %v", n)
	}
}

// TestListForms looks at lists of each form, with full and short blocks and
// gaps of every width.
func TestListForms(t *testing.T) {
	for _, docs := range []int{5000, 70_000} {
		for _, every := range []int{1, 2, 3, 9, 11, 100, 1000, docs / 3} {
			for _, term := range []string{"\x01a", "a"} {
				w := newWriter(docs, 0)
				var list []posting
				for ord := uint32(every - 1); int(ord) < docs; ord += uint32(every) {
					list = append(list, newPosting(ord, byte(ord*7)))
				}
				w.term([]byte(term), false, list)
				articles := make([]article, docs)
				for i := range articles {
					articles[i] = article{num: uint32(docs - i), time: int64(i)}
				}
				s := mustOpen(t, w.finish(articles))
				p, ok := s.Find([]byte(term))
				if !ok || int(p.DF) != len(list) {
					t.Fatalf("%d of %d: found %v", len(list), docs, p.DF)
				}
				checkList(t, p, list)
				checkSeek(t, p, list)
			}
		}
	}
}

func checkList(t *testing.T, p Postings, list []posting) {
	t.Helper()
	i := 0
	for ord, class := range p.All() {
		want := list[i]
		switch p.form {
		case bare:
			want = newPosting(want.ord(), somewhere)
		case coarse:
			want = newPosting(want.ord(), fromCoarse(want.class()>>6))
		}
		if newPosting(ord, class) != want {
			t.Fatalf("posting %d: %d %x, should be %d %x", i, ord, class, want.ord(), want.class())
		}
		i++
	}
	if i != len(list) {
		t.Fatalf("%d postings, should be %d", i, len(list))
	}
}

func checkSeek(t *testing.T, p Postings, list []posting) {
	t.Helper()
	var d decoder
	for i := 0; i < len(list); i += 1 + len(list)/50 {
		d.reset(p)
		d.seek(list[i].ord())
		if !d.next() || !slices.Contains(d.block(), list[i].ord()) {
			t.Fatalf("article %d isn't where it is sought", list[i].ord())
		}
	}
}
