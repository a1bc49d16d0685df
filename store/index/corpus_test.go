package index

import (
	"fmt"
	"hash/maphash"
	"math/rand/v2"
	"slices"
	"sync"
	"testing"
)

// corpus returns analysed articles of the shape that news has: 335 words each,
// some 250 different ones, 11 in the title, one of them never seen before,
// words and their frequencies by Zipf's law.
func corpus(n int) []Entry {
	made.Lock()
	defer made.Unlock()
	if made.ranks == nil {
		made.r = rand.New(rand.NewPCG(1, 2))
		// Drawing from a table is ten times as quick as from the law.
		zipf := rand.NewZipf(made.r, 1.02, 3, 70000)
		for range 1 << 20 {
			made.ranks = append(made.ranks, uint32(zipf.Uint64()))
		}
	}
	for i := len(made.entries); i < n; i++ {
		made.entries = append(made.entries, Entry{Num: uint32(i), Time: int64(i) * 64, Doc: made.doc(i)})
	}
	return slices.Clone(made.entries[:n])
}

var made struct {
	sync.Mutex
	corpusMaker
	entries []Entry
}

type corpusMaker struct {
	collector
	r     *rand.Rand
	ranks []uint32
}

func (c *corpusMaker) doc(i int) *Doc {
	c.reset()
	for pos := range uint32(335) {
		w := c.word()
		t := c.add(0, w)
		if t.tf == 0 {
			t.first = pos
		}
		t.tf++
		t.places |= 1 << (pos % 6)
		t.stop = w[0] == 's'
		if pos < 11 {
			c.add(InTitle[0], w)
		}
	}
	unique := fmt.Appendf(nil, "n%d", i)
	c.add(0, unique)
	c.add(InTitle[0], unique)
	c.add(InSource[0], []byte{'s', 'o', byte('a' + i%26)})
	c.add(InLanguage[0], []byte("en"))
	c.words = 366
	return c.collector.doc()
}

// word returns a word of 3 to 10 letters, the commonest beginning with s.
func (c *corpusMaker) word() []byte {
	rank := uint64(c.ranks[c.r.IntN(len(c.ranks))])
	h := maphash.Comparable(seed, rank)
	if rank < 150 {
		h = rank
	}
	w := make([]byte, 0, 10)
	if w = append(w, 's'); rank >= 150 {
		w[0] = byte('a' + rank%18)
	}
	for range 2 + rank%8 {
		w = append(w, byte('a'+h%26))
		h = h/26 + rank
	}
	return w
}

func TestSize(t *testing.T) {
	s := mustOpen(t, Build(corpus(2048), nil, 0))
	n, postings := s.Len(), 0
	s.Prefix(nil, func(_ []byte, p Postings) bool { postings += int(p.DF); return true })
	t.Logf("%d bytes an article: postings %d, dictionary %d, blocks %d, articles %d; %d terms; %d postings an article", s.Size()/n,
		int(s.dict)/n, int(s.table-s.dict)/n, int(s.info-s.table)/n, int(s.size-s.info)/n, s.Terms(), postings/n)
	if s.Size()/n > 840 {
		t.Error("that is too much")
	}
}
