package prose

import (
	"strings"
	"unicode"
)

// Language guesses the language of a plain text: by its script, or by the
// small words that only one language has so often. It returns a BCP 47 tag,
// "" if it is not sure. It looks at the first 4 KB.
func Language(s string) string {
	s = s[:min(len(s), 4096)]
	if tag := byScript(s); tag != "" {
		return tag
	}
	votes := map[string]int{}
	n := 0
	for w := range strings.FieldsFuncSeq(s, func(r rune) bool { return !unicode.IsLetter(r) && r != '\'' && r != '’' }) {
		n++
		for _, tag := range smallWords[strings.ToLower(w)] {
			votes[tag]++
		}
	}
	best, second, tag := 0, 0, ""
	for t, v := range votes {
		if v > best || v == best && t < tag {
			best, second, tag = v, max(best, second), t
		} else {
			second = max(second, v)
		}
	}
	if best < 3 || best*10 < n || best*3 < second*4 {
		return ""
	}
	return tag
}

// byScript tells the languages that their letters give away. Cyrillic and
// Arabic letters beyond Russian and Arabic ones tell Ukrainian and Persian.
func byScript(s string) string {
	count := map[string]int{}
	letters := 0
	for _, r := range s {
		if r < 0x370 || !unicode.IsLetter(r) {
			if unicode.IsLetter(r) {
				letters++
			}
			continue
		}
		letters++
		for _, sc := range scripts {
			if unicode.Is(sc.table, r) {
				count[sc.tag]++
				break
			}
		}
		switch {
		case strings.ContainsRune("іїєґ", r):
			count["uk"]++
		case strings.ContainsRune("پچژگ", r):
			count["fa"]++
		}
	}
	switch {
	case count["ja"]*20 > letters: // kana stand among Han
		return "ja"
	case count["uk"]*50 > count["ru"] && count["ru"]*2 > letters:
		return "uk"
	case count["fa"]*50 > count["ar"] && count["ar"]*2 > letters:
		return "fa"
	}
	for _, sc := range scripts {
		if count[sc.tag]*2 > letters {
			return sc.tag
		}
	}
	return ""
}

var scripts = []struct {
	tag   string
	table *unicode.RangeTable
}{
	{"zh", unicode.Han}, {"ja", unicode.Hiragana}, {"ja", unicode.Katakana}, {"ko", unicode.Hangul}, {"ru", unicode.Cyrillic},
	{"ar", unicode.Arabic}, {"he", unicode.Hebrew}, {"el", unicode.Greek}, {"th", unicode.Thai}, {"hi", unicode.Devanagari},
}

// smallWords are frequent words and the languages in which they are.
var smallWords = func() map[string][]string {
	words := map[string][]string{}
	for tag, list := range map[string]string{
		"en": "the of and to in a is that for it as was with on by from said has he his",
		"de": "der die und das den von zu mit ist des im dem nicht ein eine auf für sich auch",
		"fr": "le la les de des et un une du en que dans est pour qui sur par au pas avec",
		"es": "el la los las de que y en un una por con del para se al su es como",
		"it": "il la di che e un una per in con del della non si le dei gli nel sono",
		"pt": "o a os as de que e do da em um uma para com não por dos no na",
		"nl": "de het een van en in dat is op te met voor niet zijn aan die er",
		"pl": "w i na się z do że nie to jest od przez po o jak dla był",
		"id": "yang dan di ini dengan untuk dari dalam pada itu tidak akan oleh ke",
		"sv": "och att i det som en på är av för med den till har inte om ett",
		"tr": "ve bir bu için de da ile olarak olan çok daha gibi sonra",
	} {
		for _, w := range strings.Fields(list) {
			words[w] = append(words[w], tag)
		}
	}
	return words
}()
