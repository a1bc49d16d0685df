package token

import (
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/blevesearch/snowballstem"
	"github.com/blevesearch/snowballstem/arabic"
	"github.com/blevesearch/snowballstem/danish"
	"github.com/blevesearch/snowballstem/dutch"
	"github.com/blevesearch/snowballstem/english"
	"github.com/blevesearch/snowballstem/finnish"
	"github.com/blevesearch/snowballstem/french"
	"github.com/blevesearch/snowballstem/german"
	"github.com/blevesearch/snowballstem/hungarian"
	"github.com/blevesearch/snowballstem/irish"
	"github.com/blevesearch/snowballstem/italian"
	"github.com/blevesearch/snowballstem/norwegian"
	"github.com/blevesearch/snowballstem/portuguese"
	"github.com/blevesearch/snowballstem/romanian"
	"github.com/blevesearch/snowballstem/russian"
	"github.com/blevesearch/snowballstem/spanish"
	"github.com/blevesearch/snowballstem/swedish"
	"github.com/blevesearch/snowballstem/tamil"
	"github.com/blevesearch/snowballstem/turkish"
)

// A language is a place in the table of languages.
type language uint8

// The languages that the code names. The others are found by their tags.
const (
	unknown language = iota // stemmed by script
	foreign                 // known, but neither stemmed nor with function words
	en
	ru
	ar
	ta
)

// A script is a system of letters that stemmers are for.
type script uint8

const (
	otherScript script = iota
	latin
	cyrillic
	arabicScript
	tamilScript
)

// A dialect is what is known of a language.
type dialect struct {
	tag    string
	script script
	stem   func(*snowballstem.Env) bool // nil: none
	stops  string                       // function words, folded
	// accents holds pairs of endings: one without accents, and the one that
	// the stemmer knows.
	accents []string
}

var dialects = [...]dialect{
	unknown: {},
	foreign: {tag: "?"},
	en:      {tag: "en", script: latin, stem: english.Stem, stops: stopsEN},
	ru:      {tag: "ru", script: cyrillic, stem: russian.Stem, stops: stopsRU},
	ar:      {tag: "ar", script: arabicScript, stem: arabic.Stem, stops: stopsAR},
	ta:      {tag: "ta", script: tamilScript, stem: tamil.Stem},
	6:       {tag: "da", script: latin, stem: danish.Stem, stops: stopsDA},
	7:       {tag: "nl", script: latin, stem: dutch.Stem, stops: stopsNL},
	8:       {tag: "fi", script: latin, stem: finnish.Stem, stops: stopsFI},
	9: {tag: "fr", script: latin, stem: french.Stem, stops: stopsFR,
		accents: []string{"ee", "ée", "ees", "ées", "ite", "ité", "ites", "ités", "ere", "ère", "eres", "ères"}},
	10: {tag: "de", script: latin, stem: german.Stem, stops: stopsDE},
	11: {tag: "hu", script: latin, stem: hungarian.Stem, stops: stopsHU},
	12: {tag: "ga", script: latin, stem: irish.Stem},
	13: {tag: "it", script: latin, stem: italian.Stem, stops: stopsIT},
	14: {tag: "no", script: latin, stem: norwegian.Stem, stops: stopsNO},
	15: {tag: "pt", script: latin, stem: portuguese.Stem, stops: stopsPT,
		accents: []string{"cao", "ção", "oes", "ão", "ancia", "ância", "ancias", "âncias", "encia", "ência", "encias", "ências",
			"avel", "ável", "ivel", "ível"}},
	16: {tag: "ro", script: latin, stem: romanian.Stem, stops: stopsRO},
	17: {tag: "es", script: latin, stem: spanish.Stem, stops: stopsES,
		accents: []string{"cion", "ción", "logia", "logía", "logias", "logías"}},
	18: {tag: "sv", script: latin, stem: swedish.Stem, stops: stopsSV},
	19: {tag: "tr", script: latin, stem: turkish.Stem, stops: stopsTR},
	20: {tag: "pl", script: latin, stops: stopsPL},
	21: {tag: "id", script: latin, stops: stopsID},
	22: {tag: "cs", script: latin, stops: stopsCS},
	23: {tag: "uk", script: cyrillic, stops: stopsUK},
	24: {tag: "el", stops: stopsEL},
	25: {tag: "fa", script: arabicScript, stops: stopsFA},
	26: {tag: "he", stops: stopsHE},
	27: {tag: "hi", stops: stopsHI},
}

// aliases are other tags of languages in the table.
const aliases = " nb=no nn=no eng=en deu=de ger=de fra=fr fre=fr spa=es ita=it por=pt rus=ru nld=nl dut=nl swe=sv dan=da fin=fi" +
	" nor=no tur=tr hun=hu ron=ro rum=ro mo=ro ara=ar pol=pl ces=cs cze=cs ukr=uk ell=el gre=el fas=fa per=fa heb=he iw=he" +
	" hin=hi ind=id in=id gle=ga tam=ta gl=pt ms=id "

// splitTag returns the language of a tag such as "pt-BR" in lower case, and
// whether there is one.
func splitTag(tag string) (string, bool) {
	tag = strings.TrimSpace(tag)
	if i := strings.IndexAny(tag, "-_"); i >= 0 {
		tag = tag[:i]
	}
	switch tag = strings.ToLower(tag); tag {
	case "", "und", "mul", "mis":
		return "", false
	}
	return tag, true
}

// languageOf finds the language of a tag.
func languageOf(tag string) language {
	tag, ok := splitTag(tag)
	if !ok {
		return unknown
	}
	if len(tag) <= 3 {
		if i := strings.Index(aliases, " "+tag+"="); i >= 0 {
			i += len(tag) + 2
			tag = aliases[i : i+2]
		}
	}
	for l := int(en); l < len(dialects); l++ {
		if dialects[l].tag == tag {
			return language(l)
		}
	}
	return foreign
}

// scriptOf tells the script of a folded word by its first character.
func scriptOf(word []byte) script {
	if word[0] < utf8.RuneSelf {
		return latin
	}
	r, _ := utf8.DecodeRune(word)
	switch {
	case r < 0x370, r >= 0x1e00 && r < 0x1f00:
		return latin
	case r >= 0x400 && r < 0x530:
		return cyrillic
	case r >= 0x600 && r < 0x780:
		return arabicScript
	case r >= 0xb80 && r < 0xc00:
		return tamilScript
	}
	return otherScript
}

// forScript returns the language by which a word of a script is stemmed in a
// text of language l: l if it is written so, else the commonest.
func (l language) forScript(s script) language {
	if l != unknown && (dialects[l].script == s || dialects[l].stem == nil) {
		return l
	}
	switch s {
	case latin:
		return en
	case cyrillic:
		return ru
	case arabicScript:
		return ar
	case tamilScript:
		return ta
	}
	return foreign
}

// maxStem is the length above which words aren't stemmed: no language has
// them, and stemmers take long for them.
const maxStem = 48

// stemWord returns the stem of a folded word, folded.
func (d *dialect) stemWord(word string) string {
	if d.stem == nil || len(word) < 2 || len(word) > maxStem {
		return word
	}
	full := word
	for i := 0; i < len(d.accents); i += 2 {
		if w, ok := strings.CutSuffix(word, d.accents[i]); ok && len(w) > 1 {
			full = w + d.accents[i+1]
			break
		}
	}
	env := snowballstem.NewEnv(full)
	d.stem(env)
	stem := Fold(env.Current())
	if stem == "" || !utf8.ValidString(stem) {
		return word
	}
	return cut(stem, MaxTerm)
}

// Stems returns all terms that a word of a query may stand for in texts of the
// languages: the word folded, and its stem in each language. There is at least
// one, unless the word has nothing to fold.
func Stems(word string, languages []string) []string {
	f := cut(Fold(word), MaxTerm)
	if f == "" {
		return nil
	}
	terms := []string{f}
	script := scriptOf([]byte(f))
	for _, tag := range languages {
		t := dialects[languageOf(tag).forScript(script)].stemWord(f)
		if !hasDigit(f) && !slices.Contains(terms, t) {
			terms = append(terms, t)
		}
	}
	return terms
}

// hasDigit reports whether a folded word is a number or has one in it: such
// words aren't stemmed.
func hasDigit(s string) bool { return strings.ContainsAny(s, "0123456789") }
