package index

import (
	"bytes"
	"hash/maphash"
	"iter"
	"strings"
	"sync"

	"newsreader/store/token"
)

// Text is what is indexed of an article. Body is plain text; Language is a
// BCP 47 tag, or empty.
type Text struct {
	Title, Body, Source, Author, Language string
	Tags                                  []string
}

// The namespaces: a term with this byte in front means the word in that field
// alone. A term without one means the word in any field but the language.
const (
	InTitle    = "\x01"
	InSource   = "\x02"
	InAuthor   = "\x03"
	InTag      = "\x04"
	InLanguage = "\x05"
)

const (
	// maxTerm is the length of the longest term, its namespace included.
	maxTerm = 65
	// maxTerms bounds the different terms of one article. Words that come
	// after so many different ones aren't found. A novel has 20,000.
	maxTerms = 100_000
)

// Doc is an analysed article, ready for Build. It doesn't change.
type Doc struct {
	terms []docTerm
	bytes []byte // the terms, one behind the other
	words uint32 // in title and body
}

// Words yields the different words of title and body, those of the title
// first, in the order in which they are first used. Function words are left
// out. They are good until the next one.
func (d *Doc) Words() iter.Seq[[]byte] {
	return func(yield func([]byte) bool) {
		rest := d.bytes
		for i := range d.terms {
			t := &d.terms[i]
			term := rest[:t.size]
			rest = rest[t.size:]
			if term[0] >= 0x20 && t.class != noText && !t.stop && !yield(term) {
				return
			}
		}
	}
}

type docTerm struct {
	hash  uint32
	size  uint8 // in bytes
	class byte
	stop  bool
}

// seed makes the hashes differ from run to run, so that nobody can write an
// article whose words all collide. No hash is ever stored.
var seed = maphash.MakeSeed()

// Analyze prepares an article for Build. It may be called by several
// goroutines at once, each with its own Analyzer.
func Analyze(a *token.Analyzer, t Text) *Doc {
	c := collectors.Get().(*collector)
	defer collectors.Put(c)
	c.reset()

	next := c.text(a, t.Title, t.Language, 0, InTitle[0])
	// The gap keeps phrases from reaching over from the title into the body.
	c.text(a, t.Body, t.Language, next+1, 0)
	c.field(a, t.Source, InSource[0])
	c.field(a, t.Author, InAuthor[0])
	for _, tag := range t.Tags {
		a.Each(tag, t.Language, func(w token.Token) {
			c.add(0, w.Term)
			c.add(InTag[0], w.Term)
		})
	}
	for tag := strings.ToLower(t.Language); tag != ""; {
		c.add(InLanguage[0], []byte(tag))
		tag = tag[:max(0, strings.LastIndexByte(tag, '-'))]
	}
	return c.doc()
}

// collector gathers the different terms of one article.
type collector struct {
	terms []collected
	bytes []byte
	table []uint32 // open addressing: 1 + index in terms, or 0
	words uint32
	key   [maxTerm]byte
}

type collected struct {
	hash   uint64
	end    uint32
	tf     uint32
	first  uint32
	places byte
	stop   bool
}

var collectors = sync.Pool{New: func() any { return new(collector) }}

func (c *collector) reset() {
	c.terms, c.bytes, c.words = c.terms[:0], c.bytes[:0], 0
	if len(c.table) == 0 || len(c.table) > 1<<14 {
		c.table = make([]uint32, 1<<10)
		return
	}
	clear(c.table)
}

// text adds the words of the title (whose namespace is given) or the body,
// the first of them at position at, and returns the position behind them.
func (c *collector) text(a *token.Analyzer, text, language string, at uint32, space byte) uint32 {
	end := at
	a.Each(text, language, func(w token.Token) {
		pos := at + uint32(w.Pos)
		end = pos + 1
		c.words++
		if t := c.add(0, w.Term); t != nil {
			if t.tf == 0 {
				t.first = pos
			}
			t.tf++
			t.places |= 1 << (pos % 6)
			t.stop = w.Stop
		}
		if space != 0 {
			c.add(space, w.Term)
		}
	})
	return end
}

// field adds the words of a field of names: they aren't stemmed.
func (c *collector) field(a *token.Analyzer, text string, space byte) {
	a.Each(text, "", func(w token.Token) {
		c.add(0, w.Folded)
		c.add(space, w.Folded)
	})
}

// add returns the entry of a term, made if need be, or nil if the term can't
// be one or there are too many.
func (c *collector) add(space byte, term []byte) *collected {
	if len(term) == 0 || len(term) >= maxTerm || term[0] < 0x20 {
		return nil
	}
	if space != 0 {
		c.key[0] = space
		term = c.key[:1+copy(c.key[1:], term)]
	}
	hash := maphash.Bytes(seed, term)
	mask := uint64(len(c.table) - 1)
	slot := hash & mask
	for ; c.table[slot] != 0; slot = (slot + 1) & mask {
		// Two of an article's hundred thousand terms have the same 64 bits once
		// in some 10^9 articles of that many.
		if t := &c.terms[c.table[slot]-1]; t.hash == hash {
			return t
		}
	}
	if len(c.terms) == maxTerms {
		return nil
	}
	c.bytes = append(c.bytes, term...)
	c.terms = append(c.terms, collected{hash: hash, end: uint32(len(c.bytes))})
	c.table[slot] = uint32(len(c.terms))
	if len(c.terms)*2 > len(c.table) {
		c.grow()
	}
	return &c.terms[len(c.terms)-1]
}

func (c *collector) grow() {
	c.table = make([]uint32, 2*len(c.table))
	mask := uint64(len(c.table) - 1)
	for i := range c.terms {
		slot := c.terms[i].hash & mask
		for c.table[slot] != 0 {
			slot = (slot + 1) & mask
		}
		c.table[slot] = uint32(i + 1)
	}
}

func (c *collector) doc() *Doc {
	d := &Doc{terms: make([]docTerm, len(c.terms)), bytes: bytes.Clone(c.bytes), words: c.words}
	start := uint32(0)
	for i := range c.terms {
		t := &c.terms[i]
		d.terms[i] = docTerm{uint32(t.hash), uint8(t.end - start), classOf(t.tf, t.first, t.places), t.stop}
		start = t.end
	}
	return d
}
