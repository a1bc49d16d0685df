package store

import (
	"context"
	"slices"
	"strings"

	"go.etcd.io/bbolt"

	"newsreader/store/index"
	"newsreader/store/token"
)

// Tagged returns the articles of a view, in its order, whose feeds, or which
// themselves, have a tag; case doesn't matter.
func (s *Store) Tagged(ctx context.Context, v View, tag string) (r *Result, err error) {
	has := func(tags []string) bool {
		return slices.ContainsFunc(tags, func(t string) bool { return strings.EqualFold(t, tag) })
	}
	err = s.read(ctx, func(tx *bbolt.Tx) error {
		t, err := newTranslator(tx)
		if err != nil {
			return err
		}
		byFeed, err := t.feedsWith(func(f *Subscription) bool { return has(f.Tags) })
		if err != nil {
			return err
		}
		own := t.words(tag, index.InTag)
		own = append(own, index.Set{Has: func(num uint32) bool {
			r, err := decodeRow(t.rows.Get(numKey(num)))
			return err == nil && has(r.tags)
		}})
		root := index.And{index.Or{own, byFeed}}
		if members := t.members(v); members != nil {
			root = append(root, index.Bits(members))
		}
		hits, err := t.searcher.Search(ctx, index.Request{Root: root, Order: indexOrder(v.Order)})
		if err == nil {
			r = &Result{nums: hits.Nums}
		}
		return err
	})
	return r, err
}

// words is fulfilled by the articles that hold all words of a text in a
// field.
func (t *translator) words(text, field string) (all index.And) {
	analyzers.with(func(a *token.Analyzer) {
		a.Each(text, "", func(w token.Token) {
			terms := index.Terms(token.Stems(string(w.Folded), t.languages))
			for i := range terms {
				terms[i] = field + terms[i]
			}
			all = append(all, terms)
		})
	})
	return all
}
