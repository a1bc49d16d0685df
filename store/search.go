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

	// Enough is how many articles are wanted at once, 0 for all. Texts must be
	// read to know whether words stand together: once as many are found, or
	// lookAtOnce texts were read, the result is left open; while typing, also
	// when lookFor is over, because texts that aren't in memory take long, or
	// a quarter of it, if the search took the rest.
	Enough int
}

// Result is what a search found, in its order. It stays as it was found:
// later changes of state don't take articles out of it.
type Result struct {
	nums []uint32

	// Of a search: how well each fits, those that may fit but weren't read yet,
	// nil if none are left, and what was asked.
	hits  *index.Hits
	open  *index.Hits
	query *query.Query
}

// Open tells whether more articles may be found behind those of the result:
// Store.More looks for them.
func (r *Result) Open() bool { return r != nil && r.open != nil }

// Counted tells whether Len is how many articles there are. It is less if the
// result is open, and may be if the only letter of a word was typed.
func (r *Result) Counted() bool { return !r.Open() && (r == nil || r.hits == nil || !r.hits.Rough) }

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
	soon, cancel := context.WithTimeout(ctx, lookFor-lookLeast)
	defer cancel()
	parsed, err := query.Parse(q.Text, query.Options{Now: now, Location: q.Location, Typing: q.Typing})
	if err != nil {
		return nil, err
	}
	if v.Within, err = s.AtLeast(ctx, v.Within, 0); err != nil {
		return nil, err
	}
	err = s.read(ctx, func(tx *bbolt.Tx) error {
		t, err := newTranslator(tx)
		if err != nil {
			return err
		}
		root, err := t.node(parsed.Root)
		if err != nil {
			return err
		}
		if members := t.members(v); members != nil {
			root = index.And{root, index.Bits(members)}
		}
		hits, err := t.searcher.Search(ctx, index.Request{Root: root, Order: indexOrder(v.Order), Now: now.Unix()})
		if err != nil {
			return err
		}
		r = &Result{nums: hits.Nums, hits: hits, query: parsed}
		if hits.Open {
			over := ctx
			if q.Typing && q.Enough > 0 {
				var end context.CancelFunc
				over, end = context.WithCancel(ctx)
				defer end()
				defer context.AfterFunc(soon, func() { time.AfterFunc(lookLeast, end) })()
			}
			r, err = t.settle(ctx, root, &Result{hits: new(index.Hits), open: hits, query: parsed}, q.Enough, over.Done())
		}
		return err
	})
	if err == nil && q.Enough == 0 {
		return s.AtLeast(ctx, r, 0)
	}
	return r, err
}

// lookAtOnce is how many texts a search reads in one transaction to see
// whether a phrase is really there: it takes some 10 ms.
const lookAtOnce = 800

// lookFor is how long a search that is being typed takes before it shows what
// it found in texts. It looks into texts for lookLeast at least.
const (
	lookFor   = 16 * time.Millisecond
	lookLeast = lookFor / 4
)

// More goes on with a search that left its result open, until so many further
// articles are found, or many texts were read; 0 is as many as there are among
// those. The result returned begins with the articles of the other one, which
// stays as it is.
func (s *Store) More(ctx context.Context, r *Result, enough int) (more *Result, err error) {
	if !r.Open() {
		return r, nil
	}
	err = s.read(ctx, func(tx *bbolt.Tx) error {
		t, err := newTranslator(tx)
		if err != nil {
			return err
		}
		root, err := t.node(r.query.Root)
		if err != nil {
			return err
		}
		more, err = t.settle(ctx, root, r, enough, nil)
		return err
	})
	return more, err
}

// AtLeast goes on with a result until it has so many articles, 0 for all, or
// there are no more.
func (s *Store) AtLeast(ctx context.Context, r *Result, n int) (*Result, error) {
	for r.Open() && (n == 0 || r.Len() < n) {
		var err error
		if r, err = s.More(ctx, r, max(n-r.Len(), 0)); err != nil {
			return nil, err
		}
	}
	return r, nil
}

// settle looks at the next articles of a result that is open.
func (t *translator) settle(ctx context.Context, root index.Node, r *Result, enough int, over <-chan struct{}) (*Result, error) {
	found, left, err := t.searcher.Settle(ctx, root, r.open, enough, lookAtOnce, over)
	if err != nil {
		return nil, err
	}
	hits := r.hits.Join(found)
	more := &Result{nums: hits.Nums, hits: hits, query: r.query}
	if left.Open {
		more.open = left
	}
	return more, nil
}

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
	head      head
	searcher  *index.Searcher
	languages []string
	rows      *bbolt.Bucket
	texts     *bbolt.Bucket
}

func newTranslator(tx *bbolt.Tx) (*translator, error) {
	h, err := getHead(tx)
	if err != nil {
		return nil, err
	}
	segments, err := openSegments(tx)
	if err != nil {
		return nil, err
	}
	return translatorOf(tx, h, segments), nil
}

// translatorOf returns one for some of the segments.
func translatorOf(tx *bbolt.Tx, h head, segments []*segment) *translator {
	return &translator{tx: tx, head: h, searcher: searcher(segments), languages: languages(segments),
		rows: tx.Bucket(bucketRows), texts: tx.Bucket(bucketTexts)}
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
		return t.period(n), nil
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
		n = index.Or{t.terms(w.Text, w.Field), t.begun(w), index.Typed(namespaces[w.Field] + w.Text)}
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
		return index.Bits(readBits(t.tx, bucketStarred, t.head.next).words())
	case query.Read:
		return index.Not{Of: t.state(query.Unread)}
	}
	return index.Bits(readBits(t.tx, bucketUnread, t.head.next).words())
}
