package related

import (
	"cmp"
	"encoding/binary"
	"math"
	"slices"
	"sort"
)

// Centroid is the mean of the vectors of a story's articles, cut to its
// heaviest terms and packed, for keeping beside the story; of one article it
// is its vector. It also keeps the mean of their times: where a story has its
// middle says more about who belongs to it than when it began and ended. nil
// is the centroid of no articles.
//
// The bytes, little-endian: the mean time in Unix seconds as a float of 64
// bits, not a number if no article has a time; the heaviest weight as a float
// of 32 bits; then for each term, in the order of their hashes, the 32 bits of
// its hash and a byte with its weight in 255ths of the heaviest.
type Centroid []byte

const (
	centroidTerms = 40
	centroidHead  = 8 + 4
	centroidEntry = 4 + 1
)

type entry struct {
	hash   uint32
	weight float64
}

// NewCentroid is the Centroid of one article, whose time is in Unix seconds.
func NewCentroid(v Vector, at int64, undated bool) Centroid {
	list := make([]entry, 0, centroidTerms)
	squares := 0.0
	for _, w := range v[:min(len(v), centroidTerms)] {
		if w.Weight <= 0 || w.IDF <= 0 {
			continue
		}
		// With the root of the IDF, as on the other side of a likeness, stories
		// come out better than with the IDF or without.
		weight := w.Weight / math.Sqrt(w.IDF)
		squares += weight * weight
		list = append(list, entry{w.Word.Hash, weight})
	}
	for i := range list {
		list[i].weight /= math.Sqrt(squares)
	}
	when := float64(at)
	if undated {
		when = math.NaN()
	}
	return pack(list, when)
}

// Join returns the centroid of two groups of articles, of which the first has
// n articles and the second m.
func Join(a Centroid, n int, b Centroid, m int) Centroid {
	if n+m <= 0 {
		return nil
	}
	share := float64(n) / float64(n+m)
	list := make([]entry, 0, a.len()+b.len())
	both(a, b, func(hash uint32, x, y float64) {
		list = append(list, entry{hash, share*x + (1-share)*y})
	})
	at, bt := a.time(), b.time()
	when := share*at + (1-share)*bt
	switch {
	case math.IsNaN(at):
		when = bt
	case math.IsNaN(bt):
		when = at
	}
	return pack(list, when)
}

// Leave returns the centroid of a group of n articles without one of them. It
// takes back what Join did, but for terms that the one pushed out.
func Leave(group Centroid, n int, one Centroid) Centroid {
	if n < 2 {
		return nil
	}
	list := make([]entry, 0, group.len())
	both(group, one, func(hash uint32, x, y float64) {
		if rest := (float64(n)*x - y) / float64(n-1); x > 0 && rest > 0 {
			list = append(list, entry{hash, rest})
		}
	})
	when := group.time()
	if at := one.time(); !math.IsNaN(at) && !math.IsNaN(when) {
		when = (float64(n)*when - at) / float64(n-1)
	}
	return pack(list, when)
}

// Cosine is how alike two centroids are, from 0 to 1.
func Cosine(a, b Centroid) float64 {
	n, m := a.len(), b.len()
	dot := 0.0
	for i, j := 0, 0; i < n && j < m; {
		switch x, y := a.hash(i), b.hash(j); {
		case x < y:
			i++
		case x > y:
			j++
		default:
			dot += a.weight(i) * b.weight(j)
			i, j = i+1, j+1
		}
	}
	if dot == 0 {
		return 0
	}
	return min(1, dot/math.Sqrt(a.squares()*b.squares()))
}

// squares is the sum of the squares of the weights, in steps.
func (c Centroid) squares() (sum float64) {
	for i := range c.len() {
		sum += c.weight(i) * c.weight(i)
	}
	return sum
}

// nearness is the Decay of what is alike between two groups of articles.
func nearness(a, b Centroid) float64 {
	seconds := a.time() - b.time()
	if math.IsNaN(seconds) {
		return Dateless
	}
	return Decay(seconds / (24 * 60 * 60))
}

// both calls fn for each term of two centroids, with its weights in them.
func both(a, b Centroid, fn func(hash uint32, x, y float64)) {
	n, m := a.len(), b.len()
	as, bs := a.step(), b.step()
	for i, j := 0, 0; i < n || j < m; {
		switch {
		case j == m || i < n && a.hash(i) < b.hash(j):
			fn(a.hash(i), as*a.weight(i), 0)
			i++
		case i == n || b.hash(j) < a.hash(i):
			fn(b.hash(j), 0, bs*b.weight(j))
			j++
		default:
			fn(a.hash(i), as*a.weight(i), bs*b.weight(j))
			i, j = i+1, j+1
		}
	}
}

func (c Centroid) len() int { return max(0, len(c)-centroidHead) / centroidEntry }

// time is the mean time, or not a number.
func (c Centroid) time() float64 {
	if len(c) < centroidHead {
		return math.NaN()
	}
	return math.Float64frombits(binary.LittleEndian.Uint64(c))
}

// step is the weight of a 255th.
func (c Centroid) step() float64 {
	if len(c) < centroidHead {
		return 0
	}
	return float64(math.Float32frombits(binary.LittleEndian.Uint32(c[8:]))) / 255
}

func (c Centroid) hash(i int) uint32 {
	return binary.LittleEndian.Uint32(c[centroidHead+i*centroidEntry:])
}

// has reports whether a term is among those of the centroid.
func (c Centroid) has(hash uint32) bool {
	i := sort.Search(c.len(), func(i int) bool { return c.hash(i) >= hash })
	return i < c.len() && c.hash(i) == hash
}

func (c Centroid) weight(i int) float64 { return float64(c[centroidHead+i*centroidEntry+4]) }

// pack keeps the heaviest of the terms. It changes the order of the list.
func pack(list []entry, when float64) Centroid {
	byHash := func(a, b entry) int { return cmp.Compare(a.hash, b.hash) }
	if !slices.IsSortedFunc(list, byHash) {
		slices.SortFunc(list, byHash)
	}
	list = heaviest(list, centroidTerms)
	top := 0.0
	for _, e := range list {
		top = max(top, e.weight)
	}
	c := make(Centroid, centroidHead, centroidHead+len(list)*centroidEntry)
	binary.LittleEndian.PutUint64(c, math.Float64bits(when))
	binary.LittleEndian.PutUint32(c[8:], math.Float32bits(float32(top)))
	for _, e := range list {
		if w := math.Round(255 * e.weight / top); w > 0 {
			c = append(binary.LittleEndian.AppendUint32(c, e.hash), byte(w))
		}
	}
	return c
}

// heaviest leaves the n heaviest of terms, and of equally heavy ones the first,
// in the order in which they are.
func heaviest(list []entry, n int) []entry {
	if len(list) <= n {
		return list
	}
	var buffer [2 * centroidTerms]float64
	weights := buffer[:0]
	for _, e := range list {
		weights = append(weights, e.weight)
	}
	slices.Sort(weights)
	least := weights[len(weights)-n]
	alike := 0 // how many of the least heavy are among them
	for alike < n && weights[len(weights)-n+alike] == least {
		alike++
	}
	out := list[:0]
	for _, e := range list {
		if e.weight == least {
			if alike == 0 {
				continue
			}
			alike--
		}
		if e.weight >= least {
			out = append(out, e)
		}
	}
	return out
}
