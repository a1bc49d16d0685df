package token

import (
	"slices"
	"strings"
)

// endings are common endings of each language, folded. Words that have them
// may have stems that are shorter than what was typed of the word.
func endings(tag string) string {
	switch tag {
	case "en":
		return "ment ments ation ations ational ing ings ed er ly ally ness ity ities es ism ists ize izing able ably ful fully ive ively ance ence"
	case "de":
		return "ungen en ern em es er end isch ischen lich lichen keit heit"
	case "fr":
		return "ements ement ations ation ions ees er erent aient iques istes euses ites"
	case "es":
		return "ciones amente mente ando iendo ados adas idades aron ieron istas"
	case "it":
		return "zioni zione mente ando ato ati are isti ista ita"
	case "pt":
		return "coes mente ando endo ados idades idade istas"
	case "nl":
		return "en heid heden ingen lijk lijke"
	case "sv", "da", "no":
		return "arna erna ande ningen ing heten ene erne else"
	case "ru":
		return "ами ями ого его ому ему ыми ими ость ости ение ения ание ания ться ются овать ский ского ская ские"
	}
	return ""
}

// Begun returns terms that a word of which only the beginning is known may
// stand for in texts of the languages, though they are shorter than that
// beginning: "governme" may become "government", which is indexed as "govern".
// Terms that begin as the word does are found without it.
func Begun(word string, languages []string) []string {
	f := cut(Fold(word), MaxTerm)
	if f == "" || len(f) > maxStem || hasDigit(f) {
		return nil
	}
	var terms []string
	for _, tag := range languages {
		l := languageOf(tag).forScript(scriptOf([]byte(f)))
		for ending := range strings.FieldsSeq(endings(dialects[l].tag)) {
			term := dialects[l].stemWord(complete(f, ending))
			if len(term) < len(f) && !slices.Contains(terms, term) {
				terms = append(terms, term)
			}
		}
	}
	return terms
}

// complete returns the word with the ending, of which it may have a part.
func complete(word, ending string) string {
	for i := len(ending) - 1; i > 0; i-- {
		if w, ok := strings.CutSuffix(word, ending[:i]); ok && w != "" {
			return w + ending
		}
	}
	return word + ending
}
