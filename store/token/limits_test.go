package token

import (
	"fmt"
	"runtime"
	"strings"
	"testing"
	"time"

	"golang.org/x/text/unicode/norm"
)

// TestHostile cuts texts that are large or made to be slow. None takes long.
func TestHostile(t *testing.T) {
	million := new(strings.Builder)
	for i := range 1_000_000 {
		fmt.Fprintf(million, "w%xq ", i)
	}
	for _, c := range []struct {
		name, text string
		words      int
	}{
		{"one word", strings.Repeat("a", 10<<20), 1},
		{"one word with accents", strings.Repeat("é", 5<<20), 1},
		{"one number", strings.Repeat("1,", 5<<20) + "1", 1},
		{"apostrophes", strings.Repeat("a'", 5<<20), 1},
		{"marks", "a" + strings.Repeat("\u0301", 5<<20), 1},
		{"marks on Chinese", "北" + strings.Repeat("\u0301", 5<<20) + "京", 1},
		{"acronym", strings.Repeat("U.", 5<<20), 1},
		{"Chinese", strings.Repeat("北", 3<<20), 3<<20 - 1},
		{"emoji", strings.Repeat("👩‍👩‍👧", 1<<19), 0},
		{"no text", strings.Repeat("\xff\x00", 5<<20), 0},
		{"words", million.String(), 1_000_000},
		{"URL", "http://" + strings.Repeat("a", 10<<20), 1},
		{"schemes", strings.Repeat("http://", 1<<20), 1},
	} {
		begin := time.Now()
		words := 0
		New().Each(c.text, "en", func(Token) { words++ })
		if words != c.words {
			t.Errorf("%s: %d words, want %d", c.name, words, c.words)
		}
		if took := time.Since(begin); took > time.Minute {
			t.Errorf("%s: took %v", c.name, took)
		}
	}
}

// TestCache meets more words than the cache of stems holds.
func TestCache(t *testing.T) {
	a := New()
	grow := func(from int) uint64 {
		var text strings.Builder
		for i := from; i < from+300_000; i++ {
			for n := i; n > 0; n /= 20 {
				text.WriteByte(byte('b' + n%20))
			}
			text.WriteByte(' ')
		}
		a.Each(text.String(), "en", func(Token) {})
		runtime.GC()
		var m runtime.MemStats
		runtime.ReadMemStats(&m)
		return m.HeapAlloc
	}
	first := grow(1 << 20)
	if second := grow(2 << 20); second > first+1<<20 {
		t.Errorf("memory grew from %d to %d bytes", first, second)
	}
	if n := len(a.stems.sets); n != largestCache {
		t.Errorf("the cache has %d sets", n)
	}
}

// TestNoAllocations meets words again. Only those that aren't in normal form,
// or whose vowels might combine into it, cost allocations then.
func TestNoAllocations(t *testing.T) {
	a := New()
	for _, text := range prose {
		if !norm.NFKC.IsNormalString(text) {
			continue
		}
		cut := func() { a.Each(text, "en", func(Token) {}) }
		cut()
		if n := testing.AllocsPerRun(10, cut); n > 2 {
			t.Errorf("%v allocations for %q", n, text)
		}
	}
}

func TestNames(t *testing.T) {
	for _, c := range []struct{ language, text, want string }{
		{"en", "Officials met Keir Starmer. Ministers said Mr. Smith of the UN and St. Mary left.", "Keir Starmer Mr Smith UN St Mary"},
		{"en", "Ukraine Says Russia Fired Missiles at the Capital", "Ukraine Russia Fired Missiles Capital"},
		{"en", "UKRAINE SAYS RUSSIA FIRED", ""},
		{"en", "The US told us, and WHO said who", "US WHO"},
		{"en", "an iPhone by Apple", "iPhone Apple"},
		{"en", "\"Peace now,\" said Putin\nTalks go on", "Putin"},
		{"de", "Die Regierung von Angela Merkel und die EU haben Häuser", "Merkel EU"},
		{"fr", "Le président a vu l'Élysée et d'Artagnan", "Élysée Artagnan"},
		{"ru", "Глава МИД Лавров заявил", "МИД Лавров"},
	} {
		var names []string
		New().Each(c.text, c.language, func(k Token) {
			if k.Name {
				names = append(names, c.text[k.From:k.To])
			}
		})
		if got := strings.Join(names, " "); got != c.want {
			t.Errorf("%s:\n got %s\nwant %s", c.text, got, c.want)
		}
	}
}
