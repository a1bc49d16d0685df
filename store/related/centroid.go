package related

import (
	"cmp"
	"encoding/binary"
	"math"
	"slices"
)

// Centroid is the mean of the vectors of a story's articles, cut to its
// heaviest terms and packed, for keeping beside the story. nil is that of no
// articles.
//
// The bytes: the heaviest weight as a float of 32 bits, little-endian; then
// for each term, in the order of their hashes, the 32 bits of its hash and a
// byte with its weight in 255ths of the heaviest.
type Centroid []byte

const (
	centroidTerms = 40
	centroidHead  = 4
	centroidEntry = 4 + 1
)

type entry struct {
	hash   uint32
	weight float64
}

// NewCentroid is the Centroid of one article.
func NewCentroid(v Vector) Centroid {
	list := make([]entry, 0, centroidTerms)
	for _, w := range v[:min(len(v), centroidTerms)] {
		if w.Weight > 0 {
			list = append(list, entry{w.Word.Hash, w.Weight / math.Sqrt(max(w.IDF, 1e-9))})
		}
	}
	// Here the IDF counts on both sides as much as in a likeness in all.
	squares := 0.0
	for i := range list {
		list[i].weight *= 1
		squares += list[i].weight * list[i].weight
	}
	if squares > 0 {
		for i := range list {
			list[i].weight /= math.Sqrt(squares)
		}
	}
	return pack(list)
}

// Join returns the centroid of two groups of articles, of which the first has
// n articles and the second m.
func Join(a Centroid, n int, b Centroid, m int) Centroid {
	if n+m <= 0 {
		return nil
	}
	share := float64(n) / float64(n+m)
	var list []entry
	both(a, b, func(hash uint32, x, y float64) {
		list = append(list, entry{hash, share*x + (1-share)*y})
	})
	return pack(list)
}

// Cosine is how alike two centroids are, from 0 to 1.
func Cosine(a, b Centroid) float64 {
	var dot, as, bs float64
	both(a, b, func(_ uint32, x, y float64) {
		dot, as, bs = dot+x*y, as+x*x, bs+y*y
	})
	if dot == 0 {
		return 0
	}
	return min(1, dot/math.Sqrt(as*bs))
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

// step is the weight of a 255th.
func (c Centroid) step() float64 {
	if len(c) < centroidHead {
		return 0
	}
	return float64(math.Float32frombits(binary.LittleEndian.Uint32(c))) / 255
}

func (c Centroid) hash(i int) uint32 {
	return binary.LittleEndian.Uint32(c[centroidHead+i*centroidEntry:])
}

func (c Centroid) weight(i int) float64 { return float64(c[centroidHead+i*centroidEntry+4]) }

// pack keeps the heaviest of the terms. It changes the order of the list.
func pack(list []entry) Centroid {
	if len(list) > centroidTerms {
		slices.SortFunc(list, func(a, b entry) int {
			return cmp.Or(cmp.Compare(b.weight, a.weight), cmp.Compare(a.hash, b.hash))
		})
		list = list[:centroidTerms]
	}
	slices.SortFunc(list, func(a, b entry) int { return cmp.Compare(a.hash, b.hash) })
	top := 0.0
	for _, e := range list {
		top = max(top, e.weight)
	}
	if top == 0 {
		return nil
	}
	c := make(Centroid, centroidHead, centroidHead+len(list)*centroidEntry)
	binary.LittleEndian.PutUint32(c, math.Float32bits(float32(top)))
	for _, e := range list {
		if w := math.Round(255 * e.weight / top); w > 0 {
			c = append(binary.LittleEndian.AppendUint32(c, e.hash), byte(w))
		}
	}
	return c
}
