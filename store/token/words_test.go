package token

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"github.com/clipperhouse/uax29/v2/words"
)

// prose is text of many languages as they are written.
var prose = []string{
	"The quick (“brown”) fox can’t jump 32.3 feet, right? 1,234.5 isn't it — well-known e-mail.",
	"L’homme qu'il a vu à l'État, c'est-à-dire « hier », n'était-ce pas ?",
	"Die Straßen der Häuser — „Übermut“ tut selten gut; 3,5 Mio. Menschen.",
	"El niño comió 1.000 piñas. ¿Qué pasó? ¡Nada!",
	"Il s'agit dell'articolo d’apertura: un po' di tutto.",
	"Rzeczpospolita Polska: Łódź, Kraków i Gdańsk.",
	"Российские власти сообщили: «объём» вырос на 3,5 процента — это много.",
	"Це м'ята, об’єкт і її ґанок.",
	"Η κυβέρνηση ανακοίνωσε νέα μέτρα· «τι άλλο;»",
	"قال الرئيس المِصرِيّ في ٢٠٢٥، إن الحكومة ستدعم الاقتصاد.",
	"دولت می\u200cخواهد کتاب\u200cها را بخرد.",
	"הממשלה אמרה שצה\"ל ורמטכ״ל יפעלו, שָׁלוֹם וג'ירפה.",
	"भारत के प्रधानमंत्री ने कहा कि क़लम महत्वपूर्ण है।",
	"தமிழ் மொழி மிகவும் பழமையானது.",
	"Հայաստանի Հանրապետություն։ საქართველო. Việt Nam độc lập.",
	"ʻOkina ǆ ﬁne ｆｕｌｌ １２３ 𝐁old",
}

// TestUnicode compares words with those of UAX #29: each of ours lies in one
// of theirs, and together they have all letters and digits.
func TestUnicode(t *testing.T) {
	for _, text := range prose {
		covered := make([]bool, len(text))
		New().Each(text, "", func(k Token) {
			for i := k.From; i < k.To; i++ {
				covered[i] = true
			}
			it := words.FromString(text)
			for it.Next() {
				if it.Start() <= k.From && k.From < it.End() && k.To > it.End() {
					t.Errorf("%q goes on behind %q", text[k.From:k.To], it.Value())
				}
			}
		})
		for i, r := range text {
			after := strings.TrimRight(text[:i], "'’")
			if unicode.In(r, unicode.L, unicode.Nd) && !covered[i] && (r != 's' || after == text[:i]) {
				t.Errorf("%q: nothing has the %q at %d", text, r, i)
			}
		}
	}
}

// TestWhole tells the places where words are parted that are one by UAX #29.
func TestWhole(t *testing.T) {
	for _, text := range prose {
		var ours []string
		New().Each(text, "", func(k Token) { ours = append(ours, text[k.From:k.To]) })
		it := words.FromString(text)
		for it.Next() {
			w := it.Value()
			if r, _ := utf8.DecodeRuneInString(w); unicode.IsLetter(r) && !strings.ContainsAny(w, "'’:·") && !slices.Contains(ours, w) {
				t.Errorf("%q: no word %q among %q", text, w, ours)
			}
		}
	}
}

func TestStems(t *testing.T) {
	for _, c := range []struct{ languages, a, b string }{
		{"en", "missiles", "missile"}, {"", "ships", "ship"}, {"de", "Häuser", "Haus"}, {"de", "Straßen", "Strasse"},
		{"fr", "nationalités", "nationalité"}, {"fr", "publiée", "publier"}, {"es", "informaciones", "informacion"},
		{"es", "elecciones", "elección"}, {"it", "elezioni", "elezione"}, {"pt", "eleições", "eleição"}, {"pt", "acções", "accao"}, {"pt", "leões", "leão"},
		{"nl", "huizen", "huizen"}, {"sv", "bilarna", "bilar"}, {"da", "husene", "huset"}, {"nb", "husene", "huset"},
		{"fi", "talossa", "talon"}, {"hu", "házban", "ház"}, {"ro", "copiilor", "copii"}, {"tr", "evler", "evlerde"},
		{"ru", "власти", "властью"}, {"ar", "الحكومة", "حكومة"},
		{"en-GB", "WARS", "war"}, {"pt_BR", "casas", "casa"}, {"eng", "wars", "war"}, {"EN", "wars", "war"},
	} {
		tags := []string{c.languages}
		a, b := Stems(c.a, tags), Stems(c.b, tags)
		if a[len(a)-1] != b[len(b)-1] {
			t.Errorf("%s: %s has the stem %s, %s has %s", c.languages, c.a, a[len(a)-1], c.b, b[len(b)-1])
		}
	}
	if got := Stems("Häuser", []string{"en", "de", "xx", "ru", ""}); !slices.Equal(got, []string{"hauser", "haus"}) {
		t.Errorf("got %q", got)
	}
	if got := Stems("\u0301", []string{"en"}); got != nil {
		t.Errorf("got %q of nothing", got)
	}
	if got := Stems("1990s", []string{"en"}); !slices.Equal(got, []string{"1990s"}) {
		t.Errorf("got %q of a number", got)
	}
}

// TestStemsAgree compares what queries look for with what is indexed.
func TestStemsAgree(t *testing.T) {
	for _, language := range []string{"", "en", "de", "fr", "xx", "zxx", "uk"} {
		for _, text := range prose {
			New().Each(text, language, func(k Token) {
				if !slices.Contains(Stems(string(k.Folded), []string{language}), string(k.Term)) {
					t.Errorf("%q: %s: %s is indexed as %s, which no query looks for", language, text, k.Folded, k.Term)
				}
			})
		}
	}
}

func TestBegun(t *testing.T) {
	for _, c := range []struct{ language, typed, word string }{
		{"en", "governm", "government"}, {"en", "governme", "government"}, {"en", "runn", "running"}, {"en", "runni", "running"},
		{"en", "nationali", "nationalities"}, {"de", "regierunge", "regierungen"}, {"fr", "gouvernemen", "gouvernement"},
		{"es", "eleccione", "elecciones"}, {"ru", "властя", "властями"},
	} {
		stems := Stems(c.word, []string{c.language})
		stem := stems[len(stems)-1]
		if got := Begun(c.typed, []string{c.language}); !slices.Contains(got, stem) && !strings.HasPrefix(stem, c.typed) {
			t.Errorf("%s: %s may become %s, but not in %q", c.typed, c.word, stem, got)
		}
	}
	if got := Begun("12", []string{"en"}); got != nil {
		t.Errorf("got %q of a number", got)
	}
}

func BenchmarkBegun(b *testing.B) {
	languages := []string{"", "en", "de", "fr", "es", "it", "pt", "nl", "sv", "ru"}
	for b.Loop() {
		Begun("governme", languages)
	}
}

// The cache says of any word what its stemmer says, whatever it has met and
// however often it has grown or been emptied.
func TestStemCache(t *testing.T) {
	var c stemCache
	check := func(i int) {
		word := fmt.Sprintf("%cword%x%s", 'a'+i%26, i, []string{"ing", "y", "ies", "ational", ""}[i%5])
		want, wantStop := dialects[en].stemWord(word), isStop(en, word)
		for range 2 {
			if term, stop := c.get(append([]byte{byte(en)}, word...)); string(term) != want || stop != wantStop {
				t.Fatalf("%s: %q, %v, want %q, %v", word, term, stop, want, wantStop)
			}
		}
	}
	for i := range 3 * stemWays * largestCache {
		check(i)
		if i%3 == 0 {
			check(i / 7)
		}
	}
}
