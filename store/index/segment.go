package index

import (
	"encoding/binary"
	"math"
	"sort"
)

// Segment reads articles' postings from the bytes that Build or Merge made.
// It keeps the bytes, which must not change; any number of goroutines may
// read. Damaged bytes give wrong answers, but never a panic.
type Segment struct {
	header
	data []byte

	// Parts of data, each a column of the tables.
	words                 []byte // the dictionary
	keys, blocksAt        []byte
	nums, times           []byte
	norms, lengths, byNum []byte
}

// Open looks at the header alone: it takes the same time whatever the size.
func Open(data []byte) (*Segment, error) {
	h, err := readHeader(data)
	if err != nil {
		return nil, err
	}
	s := &Segment{header: h, data: data, words: data[h.dict:h.table]}
	rest := data[h.table:]
	cut := func(n int) []byte {
		part := rest[:n]
		rest = rest[n:]
		return part
	}
	blocks, docs := h.blocks(), int(h.docs)
	s.keys, s.blocksAt = cut(8*blocks), cut(8*blocks)
	s.nums = cut(4 * docs)
	// The times are read eight bytes at a time, three more than they have.
	s.times = rest[:timeLen*docs+3]
	cut(timeLen * docs)
	s.norms, s.lengths, s.byNum = cut(2*docs), cut(docs), cut(docs*ordLen(h.docs))
	return s, nil
}

// Len returns the number of articles, dead ones included.
func (s *Segment) Len() int { return int(s.docs) }

// Size returns the number of bytes.
func (s *Segment) Size() int { return len(s.data) }

// Terms returns the number of different terms.
func (s *Segment) Terms() int { return int(s.terms) }

// Words returns how many words all articles' titles and bodies have.
func (s *Segment) Words() uint64 { return s.header.words }

// Num returns an article's number; ord must be below Len.
func (s *Segment) Num(ord uint32) uint32 { return binary.LittleEndian.Uint32(s.nums[4*ord:]) }

// Time returns an article's time in Unix seconds.
func (s *Segment) Time(ord uint32) int64 { return s.base + int64(s.since(ord)&maxSpan) }

// Undated says that an article's time is only when it was taken in.
func (s *Segment) Undated(ord uint32) bool { return s.since(ord)&noDate != 0 }

func (s *Segment) since(ord uint32) uint64 {
	return binary.LittleEndian.Uint64(s.times[timeLen*int(ord):]) & (1<<(8*timeLen) - 1)
}

// First and Last return the earliest and the latest time, 0 if Len is 0.
func (s *Segment) First() int64 { return s.base }

// Last returns the latest time.
func (s *Segment) Last() int64 {
	if s.docs == 0 {
		return s.base
	}
	return s.Time(s.docs - 1)
}

// InverseNorm returns one through the length of an article's vector, 0 if it
// has no words that tell anything.
func (s *Segment) InverseNorm(ord uint32) float32 {
	return normOf(binary.LittleEndian.Uint16(s.norms[2*ord:]))
}

// Length returns how many words an article's title and body have, to 4 %.
func (s *Segment) Length(ord uint32) int { return int(math.Round(lengthOf(s.lengths[ord]))) }

// Ord finds an article by its number.
func (s *Segment) Ord(num uint32) (uint32, bool) {
	if s.docs == 0 || num < s.minNum || num > s.maxNum {
		return 0, false
	}
	i := sort.Search(int(s.docs), func(i int) bool { return s.numAt(i) >= num })
	if i == int(s.docs) || s.numAt(i) != num {
		return 0, false
	}
	return s.ordAt(i), true
}

// ordAt returns the ordinal that comes i-th by number.
func (s *Segment) ordAt(i int) uint32 {
	var ord uint32
	if ordLen(s.docs) == 2 {
		ord = uint32(binary.LittleEndian.Uint16(s.byNum[2*i:]))
	} else {
		ord = binary.LittleEndian.Uint32(s.byNum[4*i:])
	}
	return min(ord, s.docs-1)
}

func (s *Segment) numAt(i int) uint32 { return s.Num(s.ordAt(i)) }

// Range returns the ordinals of the articles from after on and before before,
// in Unix seconds: those from first on and below end.
func (s *Segment) Range(after, before int64) (first, end uint32) {
	at := func(t int64) uint32 {
		return uint32(sort.Search(int(s.docs), func(i int) bool { return s.Time(uint32(i)) >= t }))
	}
	first = at(after)
	return first, max(first, at(before))
}

// Languages calls fn for each language tag that articles have, and how many.
func (s *Segment) Languages(fn func(tag string, articles uint32)) {
	s.Prefix([]byte(InLanguage), func(term []byte, p Postings) bool {
		fn(string(term[1:]), p.DF)
		return true
	})
}
