package token

import (
	"slices"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"
)

func TestFold(t *testing.T) {
	for _, c := range [][2]string{
		{"", ""}, {"Éclair ÀÇÑÖ", "eclair acno"}, {"e\u0301", "e"}, {"Straße ẞ", "strasse ss"}, {"ﬁ ﬄ", "fi ffl"}, {"ＦＵＬＬ　１", "full 1"},
		{"Æ œ Ø Đ Ł ħ þ İ ı ſ", "ae oe o d l h th i i s"}, {"Việt Đức", "viet duc"}, {"Ελλάς Ἀθῆναι", "ελλασ αθηναι"},
		{"Йод ёлка Її", "йод елка її"}, {"и\u0306", "й"}, {"אֱלֹהִים", "אלהים"}, {"أَحْمَد إلى آخر ٱلله مـصـر", "احمد الي اخر الله مصر"},
		{"کتاب می\u200cخواهد", "كتاب ميخواهد"}, {"٣٫۴ २०", "3٫4 20"}, {"क़लम कि", "क़लम कि"}, {"ﾊﾟ ｶﾞ ガ", "パ ガ ガ"},
		{"한글 \u1112\u1161\u11ab ㅋ", "한글 한 ㅋ"}, {"น้ำ ໝ ヿ", "น้ำ ໝ ヿ"}, {"北京", "北京"}, {"a\u00adb\u200bc", "abc"}, {"\xff", "\ufffd"}, {"👩\u200d👧", "👩👧"},
	} {
		if got := Fold(c[0]); got != c[1] {
			t.Errorf("%q: got %q, want %q", c[0], got, c[1])
		}
	}
}

// FuzzFold proves that what is folded stays as it is.
func FuzzFold(f *testing.F) {
	for _, text := range slices.Concat(texts, prose) {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		once := Fold(text)
		if twice := Fold(once); twice != once {
			t.Errorf("%q folds to %q, and that to %q", text, once, twice)
		}
		if !utf8.ValidString(once) {
			t.Errorf("%q folds to %q", text, once)
		}
	})
}

// FuzzFolded proves that a text and the text folded have the same words.
func FuzzFolded(f *testing.F) {
	for _, text := range prose {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		text = strings.Map(onlyWords, text)
		if got, want := folds(Fold(text)), folds(text); !slices.Equal(got, want) {
			t.Errorf("%q has the words %q, folded %q", text, want, got)
		}
	})
}

// onlyWords keeps letters of the common scripts, digits and spaces. Capitals,
// ligatures and such may make other signs when folded, which part words
// elsewhere; accents alone don't.
func onlyWords(r rune) rune {
	if r < 0x530 && r != 'ŉ' && r != 'ʼ' && (unicode.IsLetter(r) || unicode.Is(unicode.Nd, r)) && !unicode.Is(unicode.Lm, r) || r == ' ' {
		return r
	}
	return -1
}

func folds(text string) []string {
	var all []string
	New().Each(text, "zxx", func(k Token) { all = append(all, string(k.Folded)) })
	return all
}
