package related

import (
	"math"

	"newsreader/store/token"
)

// Word is a term of an article, and how it is used there.
type Word struct {
	Term    string // as it is indexed
	Hash    uint32 // of Term; see hashOf
	Written string // as it is first written
	Times   int    // in title and body
	InTitle bool
	Name    bool // written like a name, at least once
}

// Text is what an article says, as far as comparing needs it: its different
// words in the order in which they first occur, without function words.
type Text struct {
	Words []Word
}

// maxWords bounds the different words of a text. A novel has 20,000; the
// first thousands tell what it is about.
const maxWords = 4096

// Reader analyses articles. It keeps buffers, so one goroutine at a time.
type Reader struct {
	tokens *token.Analyzer
	at     map[string]int
}

// NewReader returns a Reader.
func NewReader() *Reader {
	return &Reader{tokens: token.New(), at: make(map[string]int)}
}

// Read analyses an article. The body is plain text; the language is a BCP 47
// tag or empty. The Text refers to the strings.
func (r *Reader) Read(title, body, language string) *Text {
	return r.read(title, body, language, nil)
}

// read is Read, of the words in only, if it is given.
func (r *Reader) read(title, body, language string, only map[string]Weighted) *Text {
	t := new(Text)
	clear(r.at)
	r.part(t, title, language, true, only)
	r.part(t, body, language, false, only)
	return t
}

func (r *Reader) part(t *Text, text, language string, title bool, only map[string]Weighted) {
	r.tokens.Each(text, language, func(w token.Token) {
		if w.Stop {
			return
		}
		if only != nil {
			if _, asked := only[string(w.Term)]; !asked {
				return
			}
		}
		i, known := r.at[string(w.Term)]
		if !known {
			if len(t.Words) == maxWords {
				return
			}
			i = len(t.Words)
			term := string(w.Term)
			r.at[term] = i
			t.Words = append(t.Words, Word{
				Term: term, Hash: hashOf(w.Term), Written: text[w.From:w.To], InTitle: title,
			})
		}
		word := &t.Words[i]
		word.Times++
		if w.Name && !word.Name {
			word.Name, word.Written = true, text[w.From:w.To]
		}
	})
}

// hashOf is FNV-1a in 32 bits, with its bits mixed once more. Centroids keep
// it on disk: it never changes.
func hashOf[T string | []byte](term T) uint32 {
	h := uint32(2166136261)
	for i := range len(term) {
		h = (h ^ uint32(term[i])) * 16777619
	}
	h ^= h >> 15
	return h * 0x85ebca6b
}

// damped is how much a word counts that stands in a text so many times. It
// knows the same four classes as the index, so that both agree.
func damped(times int) float64 {
	switch {
	case times <= 1:
		return 1
	case times == 2:
		return damped2
	case times <= 4:
		return damped3
	}
	return damped5
}

// One plus the logarithms of 2, 3.4 and 7.
var (
	damped2 = 1 + math.Log(2)
	damped3 = 1 + math.Log(3.4)
	damped5 = 1 + math.Log(7)
)

// idf is how much a term tells that df of n articles hold: the logarithm of
// the odds against meeting it (Robertson & Zaragoza 2009), never negative.
func idf(df, n uint32) float64 {
	d, all := float64(df), float64(max(n, df))
	return math.Log(1 + (all-d+0.5)/(d+0.5))
}
