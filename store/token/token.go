// Package token turns text of any language into the terms that are indexed
// and searched.
//
// Words are cut by the rules of Unicode (UAX #29) with these changes, which
// make words easier to find: full stops, underscores and colons part words
// (but "U.S." is "us"), elided articles are words of their own ("l'homme" is
// "l" and "homme"), a possessive 's is dropped, other apostrophes vanish
// ("don't" is "dont"), commas vanish from 1,000. Chinese, Japanese, Korean,
// Thai, Lao, Khmer and Burmese are cut into overlapping pairs of characters,
// because their words aren't parted by spaces, or carry their particles.
// Emoji and other symbols are not words. Of a URL only the words of its host
// are.
//
// Words are folded: case, accents and width don't matter. Then they are
// stemmed by the rules of Snowball for the text's language. Stemming starts
// from the folded word, so that who types without accents finds the same.
//
// A query must be cut by the same rules as the text: store/query does so.
// The package is pure and never fails: any bytes are a text, perhaps one
// without words. It is for the packages of the store; it knows nothing of
// Markdown or HTML, which its callers take away first.
package token

// MaxTerm is the length in bytes at which terms are cut.
const MaxTerm = 64

// Token is a word of a text.
type Token struct {
	// Term is what is indexed: the word folded and stemmed. Term and Folded
	// are good until the next token only.
	Term []byte
	// Folded is the word folded, but not stemmed.
	Folded []byte
	// From and To are the place of the word in the text, in bytes.
	From, To int
	// Pos counts the words of the text from 0.
	Pos int
	// Chars is 0 for a word. In scripts that are cut into pairs of characters
	// it is 2, or 1 for a character that stands alone.
	Chars int
	// Stop tells a function word, such as "the" and "of". It can be searched
	// for, but says nothing about what a text is about.
	Stop bool
	// Name tells a word that is written like a name: with a capital inside a
	// sentence, or in capitals. It is a guess.
	Name bool
}

// Analyzer cuts texts into tokens. It keeps buffers and a cache of stems, and
// must be used by one goroutine at a time.
type Analyzer struct {
	fold  foldTable
	stems stemCache
	// word is the folded word, after one byte for its stemmer: together they
	// are the key in the cache of stems.
	word []byte
	pair []byte // the two characters of a bigram
	norm []byte // a word in normal form
}

// New returns an Analyzer.
func New() *Analyzer {
	return &Analyzer{fold: newFoldTable(), word: make([]byte, 0, 2*MaxTerm), pair: make([]byte, 0, 2*MaxTerm)}
}

// Each calls fn for each word of the text in order. The language is a BCP 47
// tag such as "en" or "pt-BR"; if it is "", words are stemmed as the commonest
// language of their script: Latin letters as English, Cyrillic as Russian. If it is
// "zxx", which stands for no language, words are not stemmed.
func (a *Analyzer) Each(text, language string, fn func(t Token)) {
	s := scan{
		a: a, text: text, fn: fn,
		language: languageOf(language),
		names:    namesOf(text, language),
		fresh:    true,
	}
	s.run()
}
