package store

import (
	"strings"
	"testing"
)

func TestMayHold(t *testing.T) {
	for _, c := range []struct {
		text, phrase string
		want         bool
	}{
		{"The Prime Minister said", "prime minister", true},
		{"the prime\nminister", "prime minister", true},
		{"Russia’s troops left", "russia troops", true},
		{"prime and other numbers, minister of nothing", "prime minister", false},
		{"a minister, prime", "prime minister", false},
		{"prime … and so on. Primeval. prime “minister”", "prime minister", true},
		{"Le café est ouvert", "cafe est", true}, // can't be judged
		{"nothing", "prime minister", false},
		{"", "prime minister", false},
		{"x", "prime", true},
	} {
		if got := mayHold(c.text, strings.Fields(c.phrase)); got != c.want {
			t.Errorf("mayHold(%q, %q) = %v", c.text, c.phrase, got)
		}
	}
}

func BenchmarkMayHold(b *testing.B) {
	text := strings.Repeat("It was said on Monday that a prime and quite large number of ministers would not come back at all. ", 25)
	for b.Loop() {
		if mayHold(text, []string{"prime", "minister"}) {
			b.Fatal()
		}
	}
}
