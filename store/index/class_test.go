package index

import (
	"math"
	"testing"
)

// A phrase whose words stand one behind the other is never excluded by their
// class bytes, wherever they stand and however often elsewhere.
func TestPlacesExcludeNoPhrase(t *testing.T) {
	for at := range uint32(200) {
		for _, others := range [][]uint32{nil, {5}, {5, 100}, {1, 2, 3, 4, 5, 6, 7}} {
			allowed := uint64(allPlaces)
			for i := range uint32(70) {
				pos := at + i
				mask := byte(1) << (pos % 6)
				for _, o := range others {
					mask |= 1 << (o % 6)
				}
				class := classOf(uint32(1+len(others)), pos, mask)
				allowed &= back(placesTable[class], int(i))
			}
			if allowed>>(at%positions)&1 == 0 {
				t.Fatalf("a phrase at %d is excluded", at)
			}
		}
	}
	if back(placesTable[classOf(1, 8, 0)], 1)&placesTable[classOf(1, 8, 0)] != 0 {
		t.Error("two words at one place are no phrase")
	}
	for _, class := range []byte{noText, somewhere, fromCoarse(0), fromCoarse(3)} {
		if placesTable[class] != allPlaces {
			t.Errorf("class %x excludes places", class)
		}
	}
}

func TestCodes(t *testing.T) {
	for n := uint32(0); n < 5_000_000; n += 1 + n/50 {
		if got := lengthOf(lengthCode(n)); math.Abs(got-float64(n)) > 0.045*float64(n)+0.1 {
			t.Errorf("%d words become %v", n, got)
		}
		x := 1 / float32(n+1)
		if got := normOf(normCode(x)); math.Abs(float64(got/x)-1) > 0.002 {
			t.Errorf("%v becomes %v", x, got)
		}
	}
	if normOf(normCode(0)) != 0 || normOf(normCode(math.MaxFloat32)) > math.MaxFloat32 {
		t.Error("the ends don't hold")
	}
	for df := uint32(1); df < 1000; df++ {
		if IDF(df, 1000) <= IDF(df+1, 1000) || IDF(df, 1000) < 0 {
			t.Errorf("IDF of %d", df)
		}
	}
}
