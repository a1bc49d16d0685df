package token

import (
	"strings"
	"testing"
	"unicode/utf8"
)

// each returns what the text is cut into, written "term" or "folded>term" if
// they differ, with a "." behind function words and "!" behind names.
func each(text, language string) string {
	var words []string
	New().Each(text, language, func(t Token) {
		w := string(t.Folded)
		if string(t.Term) != w {
			w += ">" + string(t.Term)
		}
		if t.Stop {
			w += "."
		}
		if t.Name {
			w += "!"
		}
		words = append(words, w)
	})
	return strings.Join(words, " ")
}

func TestEach(t *testing.T) {
	for _, c := range []struct{ name, language, text, want string }{
		{"nothing", "en", "", ""},
		{"symbols", "en", " \x00 — … \xff 😀👩‍👩‍👧🇩🇪 #!", ""},
		{"one word", "en", "Ships", "ships>ship"},
		{"possessive", "en", "Russia's Russia’s it's", "russia! russia! it."},
		{"apostrophe", "en", "don't O'Brien rock’n’roll 'quoted'", "dont. obrien! rocknroll>rocknrol quoted>quot"},
		{"elision", "fr", "l'homme d’Artagnan aujourd'hui", "l. homme>homm d. artagnan! aujourdhui."},
		{"numbers", "en", "1,000 3.5 1,234,567.89 3,5 10:30 2025-06-10 4G ٢٠٢٥", "1000 3.5 1234567.89 3.5 10 30 2025 06 10 4g 2025"},
		{"hyphens", "en", "COVID-19 well-known snake_case", "covid! 19 well. known snake case"},
		{"dots", "en", "U.S. e.g. example.com. End", "us! eg example>exampl com end"},
		{"url", "en", "at https://www.bbc.co.uk/news/x?y=1#z now http:// x", "at. bbc co uk now. x"},
		{"case", "en", "NATO Said THE US iPhone", "nato! said. the. us! iphone>iphon!"},
		{"width", "", "ｆｕｌｌ ﬁne Straße", "full fine strasse>strass!"},
		{"german", "de", "Die Häuser der Kanzlerin Angela Merkel", "die. hauser>haus der. kanzlerin angela! merkel!"},
		{"chinese", "zh", "北京大学 2025年", "北京 京大 大学 2025 年"},
		{"japanese", "ja", "東京へ行く。ﾊﾟﾋﾟ", "東京 京へ へ行 行く パピ"},
		{"korean", "ko", "서울에서 집 \u1109\u1165\u110b\u116e\u11af", "서울 울에 에서 집 서울"},
		{"thai", "th", "ที่นี่", "ที่นี่"},
		{"hebrew", "he", "צה\"ל שָׁלוֹם", "צהל שלום"},
		{"mixed", "en", "iPhone手机 ok", "iphone>iphon! 手机 ok"},
	} {
		if got := each(c.text, c.language); got != c.want {
			t.Errorf("%s: %q\n got %s\nwant %s", c.name, c.text, got, c.want)
		}
	}
}

// texts are texts of many kinds, for the properties.
var texts = []string{
	"", " ", "a", "The U.S. said Russia's 1,000 ships, 3.5% more, didn't sail. See https://www.bbc.co.uk/news?a=b now",
	"L’homme qu'il a vu aujourd'hui à l'État", "Die Straßen der Häuser — Übermut tut selten gut",
	"北京大学的學生，東京タワー。ﾊﾟﾋﾟ ２０２５年", "서울에서 열린 회의", "ประเทศไทยและที่นี่", "ကြေညာ ភាសាខ្មែរ",
	"Российские власти сообщили, что объём", "قال الرئيس المِصرِيّ ٢٠٢٥", "צה\"ל אמר שָׁלוֹם", "भारत के प्रधानमंत्री ने क़लम",
	"😀👩‍👩‍👧🇩🇪", "é", strings.Repeat("é", 200), strings.Repeat("x", 200), "a" + strings.Repeat("\u0301", 300) + "b",
	"\xff\xfeabc\x00def", "ǅ ﬁ ﷺ Ⅷ ½ m² ŉ ẞ İstanbul ILIK", "1.2.3,4,567'8", "e.g. i.e. a.com U.S.A", "'' ’s 's d' x'",
}

func check(t *testing.T, text, language string) {
	t.Helper()
	from, pos := 0, 0
	New().Each(text, language, func(k Token) {
		for _, term := range [][]byte{k.Term, k.Folded} {
			if len(term) == 0 || len(term) > MaxTerm || !utf8.Valid(term) {
				t.Fatalf("%q: term %q", text, term)
			}
			for _, c := range term {
				if c <= ' ' {
					t.Fatalf("%q: term %q", text, term)
				}
			}
		}
		if k.From < from || k.To <= k.From || k.To > len(text) || k.Pos != pos {
			t.Fatalf("%q: token %+v after byte %d, word %d", text, k, from, pos)
		}
		from, pos = k.From, pos+1
	})
}

func TestProperties(t *testing.T) {
	for _, text := range texts {
		for _, language := range []string{"", "en", "fr", "xx"} {
			check(t, text, language)
		}
	}
}

func FuzzEach(f *testing.F) {
	for _, text := range texts {
		f.Add(text, "en")
	}
	f.Fuzz(check)
}

func bench(b *testing.B, language, text string) {
	a := New()
	words := 0
	text = strings.Repeat(text+" ", 1+2000/len(text))
	a.Each(text, language, func(Token) { words++ })
	b.SetBytes(int64(len(text)))
	b.ReportAllocs()
	for b.Loop() {
		a.Each(text, language, func(Token) {})
	}
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N*words), "ns/word")
}

func BenchmarkEach(b *testing.B) {
	b.Run("english", func(b *testing.B) {
		bench(b, "en", "The government of Ukraine said on Tuesday that Russia's forces had fired more than 100 missiles, killing at least 12 people and wounding dozens in the capital. \"It was the worst night,\" officials told reporters.")
	})
	b.Run("german", func(b *testing.B) {
		bench(b, "de", "Die Bundesregierung hat am Dienstag erklärt, dass die Maßnahmen für Häuser und Wohnungen über den Winter hinaus verlängert würden. Die Opposition übte scharfe Kritik.")
	})
	b.Run("chinese", func(b *testing.B) {
		bench(b, "zh", "中国外交部发言人周二在北京举行的例行记者会上表示，中方愿同各方一道，推动问题得到妥善解决。")
	})
	b.Run("russian", func(b *testing.B) {
		bench(b, "ru", "Российские власти сообщили во вторник, что в результате взрыва на заводе погибли не менее двенадцати человек.")
	})
	b.Run("arabic", func(b *testing.B) {
		bench(b, "ar", "قال الرئيس المصري يوم الثلاثاء إن الحكومة ستتخذ إجراءات جديدة لدعم الاقتصاد الوطني")
	})
}
