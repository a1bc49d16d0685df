package store

import (
	"context"
	"slices"
	"time"

	"go.etcd.io/bbolt"

	"newsreader/store/index"
	"newsreader/store/query"
	"newsreader/store/token"
)

// Query is a search as a person wrote it; see package query for its language.
type Query struct {
	Text     string
	Typing   bool           // the last word may go on
	Location *time.Location // where days begin; nil is UTC
}

// Result is what a search found, in its order. It stays as it was found:
// later changes of state don't take articles out of it.
type Result struct {
	nums []uint32

	// Of a search: how well each fits, what was asked, and in how many
	// languages.
	hits  *index.Hits
	query *query.Query
}

// Len returns the number of articles found.
func (r *Result) Len() int {
	if r == nil {
		return 0
	}
	return len(r.nums)
}

// Search returns the articles of a view that match a query: best first if the
// view's order says so, else in the order of time. The error of a query that
// can't be understood is a *query.Error.
func (s *Store) Search(ctx context.Context, v View, q Query) (r *Result, err error) {
	now := s.options.Now()
	parsed, err := query.Parse(q.Text, query.Options{Now: now, Location: q.Location, Typing: q.Typing})
	if err != nil {
		return nil, err
	}
	err = s.read(ctx, func(tx *bbolt.Tx) error {
		t, err := newTranslator(tx, s)
		if err != nil {
			return err
		}
		root, err := t.node(parsed.Root)
		if err != nil {
			return err
		}
		if members := t.members(v); members != nil {
			root = index.And{root, index.Set{Has: members.has}}
		}
		hits, err := t.searcher.Search(ctx, index.Request{Root: root, Order: indexOrder(v.Order), Now: now.Unix(), Verify: maxVerified})
		if err != nil {
			return err
		}
		r = &Result{nums: hits.Nums, hits: hits, query: parsed}
		return nil
	})
	return r, err
}

// maxVerified is how many texts a search reads to see whether a phrase is
// really there; beyond, the index's word is taken for it, which is wrong for
// a few in a hundred of very common words. It bounds the time: reading a text
// takes some 20 µs.
const maxVerified = 1500

func indexOrder(o Order) index.Order {
	switch o {
	case BestFirst:
		return index.BestFirst
	case OldestFirst:
		return index.OldestFirst
	}
	return index.NewestFirst
}

// translator gives the parts of a query their meaning in a store at a moment.
type translator struct {
	tx        *bbolt.Tx
	store     *Store
	head      head
	searcher  *index.Searcher
	languages []string
	rows      *bbolt.Bucket
	texts     *bbolt.Bucket
}

func newTranslator(tx *bbolt.Tx, s *Store) (*translator, error) {
	h, err := getHead(tx)
	if err != nil {
		return nil, err
	}
	segments, err := openSegments(tx)
	if err != nil {
		return nil, err
	}
	t := &translator{tx: tx, store: s, head: h, searcher: searcher(segments), rows: tx.Bucket(bucketRows), texts: tx.Bucket(bucketTexts)}
	t.languages = languages(segments)
	return t, nil
}

// languages returns those that articles are in: a word of a query may stand
// for another term in each. "" stands for articles that don't say.
func languages(list []*segment) []string {
	out := []string{""}
	for _, s := range list {
		s.Languages(func(tag string, _ uint32) {
			if !slices.Contains(out, tag) {
				out = append(out, tag)
			}
		})
	}
	return out
}

// members returns the articles of a view, nil if it holds all.
func (t *translator) members(v View) stateWords {
	if v.Filter == All && v.Feed == 0 && v.Within == nil {
		return nil
	}
	words := viewWords(t.tx, v, t.head.next)
	if v.Feed != 0 && v.Within == nil {
		in := laneWords(t.tx, lane(v.Feed), len(words))
		for i := range words {
			words[i] &= in[i]
		}
	}
	return words
}

func (t *translator) node(n query.Node) (index.Node, error) {
	switch n := n.(type) {
	case query.And:
		list, err := t.nodes(n.Of)
		return index.And(list), err
	case query.Or:
		list, err := t.nodes(n.Of)
		return index.Or(list), err
	case query.Not:
		of, err := t.node(n.Of)
		return index.Not{Of: of}, err
	case query.Word:
		return t.word(n)
	case query.Phrase:
		return t.phrase(n)
	case query.Time:
		return index.Period{After: n.After, Before: n.Before}, nil
	case query.Lang:
		return index.Terms{index.InLanguage + n.Tag}, nil
	case query.Is:
		return t.state(n.State), nil
	case query.Feed:
		return t.feeds(n.Words)
	case query.Story:
		return t.story(n.ID)
	}
	return index.And{}, nil
}

func (t *translator) nodes(list []query.Node) ([]index.Node, error) {
	out := make([]index.Node, len(list))
	for i, n := range list {
		var err error
		if out[i], err = t.node(n); err != nil {
			return nil, err
		}
	}
	return out, nil
}

// namespaces of the fields of a query.
var namespaces = [...]string{
	query.Any: "", query.Title: index.InTitle, query.Source: index.InSource, query.Author: index.InAuthor, query.Tag: index.InTag,
}

// terms returns what a word may be indexed as.
func (t *translator) terms(word string, f query.Field) index.Terms {
	return inField(f, token.Stems(word, t.languages))
}

// begun returns what a word may be indexed as, by its stem, that is shorter
// than what is known of it.
func (t *translator) begun(w query.Word) index.Terms {
	return inField(w.Field, token.Begun(w.Text, t.languages))
}

// inField puts terms into the namespace of a field.
func inField(f query.Field, terms []string) index.Terms {
	for i := range terms {
		terms[i] = namespaces[f] + terms[i]
	}
	return terms
}

func (t *translator) word(w query.Word) (index.Node, error) {
	var n index.Node
	switch {
	case w.Prefix:
		n = index.Or{t.begun(w), index.Prefix(namespaces[w.Field] + w.Text)}
	case w.Typed:
		n = index.Or{t.terms(w.Text, w.Field), t.begun(w), index.Prefix(namespaces[w.Field] + w.Text)}
	default:
		n = t.terms(w.Text, w.Field)
	}
	if w.Field != query.Tag {
		return n, nil
	}
	tagged, err := t.feedsWith(func(f *Subscription) bool { return holdsAll(f.Tags, []string{w.Text}) })
	return index.Or{n, tagged}, err
}

func (t *translator) phrase(p query.Phrase) (index.Node, error) {
	n := index.Phrase{Verify: t.verifier(p)}
	for _, word := range p.Words {
		n.Words = append(n.Words, t.terms(word, p.Field))
	}
	if p.Field != query.Tag {
		return n, nil
	}
	tagged, err := t.feedsWith(func(f *Subscription) bool { return holdsAll(f.Tags, p.Words) })
	return index.Or{n, tagged}, err
}

func (t *translator) state(s query.State) index.Node {
	switch s {
	case query.Starred:
		return index.Set{Has: readBits(t.tx, bucketStarred, t.head.next).has}
	case query.Read:
		return index.Not{Of: t.state(query.Unread)}
	}
	return index.Set{Has: readBits(t.tx, bucketUnread, t.head.next).has}
}
