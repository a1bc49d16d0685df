package index

import "math"

// A posting's class byte tells how often the word stands in the article's
// text and, roughly, where:
//
//	bits 7-6  the frequency class: 0 once, 1 twice, 2 three or four times,
//	          3 five times or more
//	bits 5-0  class 0: the word's position modulo 60; 62 if that isn't
//	          known; 63 if title and body don't hold the word (source,
//	          author or tags do); else a mask, bit p standing for positions that are p modulo 6
//
// 60 is a multiple of 6, so the two forms can be compared.
const (
	positions = 60
	somewhere = 62 // once, anywhere
	noText    = 63 // not in title and body
)

// A list's form is how much of the class bytes it keeps.
type form uint8

const (
	exact  form = iota
	coarse      // the frequency class alone, in 2 bits
	bare        // nothing
)

// formOf tells the form of a term's list. The terms of namespaces are bare.
// Those that more than a tenth of a large segment's articles hold are coarse:
// they are a third of all postings, and their positions exclude little.
func formOf(lead byte, df, docs uint32) form {
	switch {
	case lead < 0x20:
		return bare
	case docs >= 4096 && df > docs/10:
		return coarse
	}
	return exact
}

// fromCoarse turns the frequency class of a coarse list into a class byte.
func fromCoarse(class byte) byte {
	if class == 0 {
		return somewhere
	}
	return class<<6 | 0x3f
}

// coarseBytes is fromCoarse of each of the four classes in a byte.
var coarseBytes = func() (t [256][4]byte) {
	for i := range t {
		for j := range t[i] {
			t[i][j] = fromCoarse(byte(i >> (2 * j) & 3))
		}
	}
	return t
}()

// representative is the frequency that a class stands for.
var representative = [4]float64{1, 2, 3.4, 7}

// classOf makes the class byte of a word that stands tf times in a text, first
// at position first, and at positions whose remainders modulo 6 are in mask.
func classOf(tf uint32, first uint32, mask byte) byte {
	switch {
	case tf == 0:
		return noText
	case tf == 1:
		return byte(first % positions)
	case tf == 2:
		return 1<<6 | mask
	case tf <= 4:
		return 2<<6 | mask
	}
	return 3<<6 | mask
}

// allPlaces has a bit for each position modulo 60.
const allPlaces = 1<<positions - 1

// places returns the positions modulo 60 that a class byte allows, as bits.
func places(class byte) uint64 {
	if class < positions {
		return 1 << class
	}
	if class <= noText {
		return allPlaces
	}
	mask := uint64(class & 0x3f)
	mask |= mask<<6 | mask<<12 | mask<<18 | mask<<24
	return mask | mask<<30
}

// placesTable is places for every byte.
var placesTable = func() (t [256]uint64) {
	for i := range t {
		t[i] = places(byte(i))
	}
	return t
}()

// back turns the positions of a phrase's word number by into those where the
// phrase would begin.
func back(p uint64, by int) uint64 {
	by %= positions
	return (p>>by | p<<(positions-by)) & allPlaces
}

// IDF is how much a term tells that df of n articles hold: the logarithm of
// the odds against meeting it (Robertson & Zaragoza 2009), never negative.
func IDF(df, n uint32) float64 {
	d, all := float64(df), float64(max(n, df))
	return math.Log(1 + (all-d+0.5)/(d+0.5))
}

// Weight is what a term adds to the length of an article's vector: a class
// byte's frequency, damped, times the root of its IDF. Relatedness is a sum
// of such weights, divided by the norm that Build and Merge make of them.
func Weight(class byte, idf float64) float64 {
	if class == noText {
		return 0
	}
	return Damped(class) * math.Sqrt(idf)
}

// Damped is one plus the logarithm of the frequency that a class byte tells.
func Damped(class byte) float64 { return damped[class>>6] }

var damped = func() (t [4]float64) {
	for i, tf := range representative {
		t[i] = 1 + math.Log(tf)
	}
	return t
}()

// lengthCode squeezes a count of words into a byte, an eighth of a doubling
// (4 % to either side) at a step.
func lengthCode(words uint32) byte {
	return byte(min(255, math.Round(8*math.Log2(1+float64(words)))))
}

// lengthOf is the count of words that a byte of lengthCode stands for.
func lengthOf(code byte) float64 { return math.Exp2(float64(code)/8) - 1 }

// normCode squeezes a number that isn't negative into 16 bits: those of a
// float32 less its sign and its 15 lowest bits, so that it is right to 0.2 %.
func normCode(x float32) uint16 {
	bits := math.Float32bits(x)
	return uint16(min((uint64(bits)+1<<14)>>15, 0xfeff))
}

func normOf(code uint16) float32 { return math.Float32frombits(uint32(code) << 15) }
