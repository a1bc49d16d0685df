// Package query reads the one query language of the program: search, filters
// of lists and commands that choose articles all understand the same words.
//
//	word word        both
//	"some words"     one after the other, exactly so written
//	-word            not; also before "…", ( ) and fields
//	this OR that     either; binds closer than a space: a b OR c is a and one of b, c
//	( )              groups
//	wor*             words that begin so
//	title:word       in the title; likewise source: author: tag:
//	feed:name        of the subscriptions whose title, name or URL has it; feed:12 by number
//	is:unread        read, unread or starred
//	before:2025-06   also 2025, 2025-06-10 and RFC 3339; the time itself counts as after
//	newer:2d         not older than 30m, 12h, 2d, 3w or 1y
//	lang:en          in a language
//	story:s12        of a story
//
// Parse makes a tree of it, for the store to evaluate. Words are cut and
// folded by store/token, as those of the texts are: a word that is cut into
// several, such as "well-known" or any of Chinese, becomes a phrase. What can
// be understood in some way is; an *Error says what can't, and where.
//
// Marks finds what a query asks for in a text, and Snippet the part of the
// text that shows it best.
//
// The package is pure: the time comes in as Options.Now. It knows nothing of
// articles; store gives the tree its meaning.
package query

// Query is a query that was understood.
type Query struct {
	Root Node
	Text string // as it was written
}

// Node is a part of a query: And, Or, Not, Word, Phrase, Is, Time, Lang, Feed
// or Story.
type Node interface{ node() }

// And asks for everything in it. An empty one asks for nothing in particular:
// all articles.
type And struct{ Of []Node }

// Or asks for any of what is in it. An empty one, which is made of a query
// that has signs but no words, finds nothing.
type Or struct{ Of []Node }

// Not asks for the contrary.
type Not struct{ Of Node }

// Word asks for a word in any of its forms. Text is folded, not stemmed:
// token.Stems tells the terms that it stands for.
type Word struct {
	Field    Field
	Text     string
	Prefix   bool // any word that begins so
	Typed    bool // the last word of a query that is being typed: itself in any form, or as a prefix
	From, To int  // its place in the query, in bytes
}

// Phrase asks for words one after the other. They are folded, not stemmed.
type Phrase struct {
	Field    Field
	Words    []string
	From, To int
}

// Is asks for a state.
type Is struct{ State State }

// Time asks for a time: from After on, before Before, in Unix seconds. An open
// end is math.MinInt64 or math.MaxInt64. Ahead is how many seconds the reader's
// clocks are ahead of UTC then: where only the day of an article is known, it
// begins when theirs does. String doesn't write it.
type Time struct{ After, Before, Ahead int64 }

// Lang asks for a language. Tag is in lower case, such as "pt-br".
type Lang struct{ Tag string }

// Feed asks for articles of subscriptions whose title, name or URL holds all
// the words, which are folded. A single one may be a subscription's number.
type Feed struct{ Words []string }

// Story asks for a story, whose ID is such as "s12".
type Story struct{ ID string }

func (And) node()    {}
func (Or) node()     {}
func (Not) node()    {}
func (Word) node()   {}
func (Phrase) node() {}
func (Is) node()     {}
func (Time) node()   {}
func (Lang) node()   {}
func (Feed) node()   {}
func (Story) node()  {}

// Field is the part of an article in which a word is wanted.
type Field int

// The fields.
const (
	Any Field = iota
	Title
	Source
	Author
	Tag
)

// State is a state of an article.
type State int

// The states.
const (
	Unread State = iota
	Read
	Starred
)

// Words returns the words that the query asks for, but not those that must
// not be.
func (q *Query) Words() []Word {
	var words []Word
	wanted(q.Root, func(n Node) {
		if w, ok := n.(Word); ok {
			words = append(words, w)
		}
	})
	return words
}

// Phrases returns the phrases that the query asks for, but not those that must
// not be.
func (q *Query) Phrases() []Phrase {
	var phrases []Phrase
	wanted(q.Root, func(n Node) {
		if p, ok := n.(Phrase); ok {
			phrases = append(phrases, p)
		}
	})
	return phrases
}

// wanted calls fn for the leaves of a tree that aren't under a Not.
func wanted(n Node, fn func(Node)) {
	switch n := n.(type) {
	case And:
		for _, c := range n.Of {
			wanted(c, fn)
		}
	case Or:
		for _, c := range n.Of {
			wanted(c, fn)
		}
	case Not:
	default:
		fn(n)
	}
}

// and returns what asks for all of the nodes, nil if there is none.
func and(nodes []Node) Node {
	var all []Node
	for _, n := range nodes {
		if a, ok := n.(And); ok {
			all = append(all, a.Of...)
		} else {
			all = append(all, n)
		}
	}
	switch len(all) {
	case 0:
		return nil
	case 1:
		return all[0]
	}
	return And{Of: all}
}

// or returns what asks for one of two nodes.
func or(a, b Node) Node {
	var all []Node
	for _, n := range []Node{a, b} {
		if o, ok := n.(Or); ok {
			all = append(all, o.Of...)
		} else {
			all = append(all, n)
		}
	}
	return Or{Of: all}
}

// not returns the contrary of a node, nil of none.
func not(n Node) Node {
	switch n := n.(type) {
	case nil:
		return nil
	case Not:
		return n.Of
	}
	return Not{Of: n}
}
