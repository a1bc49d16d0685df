package store

import (
	"context"
	"slices"

	"github.com/RoaringBitmap/roaring/v2"

	"newsreader/store/index"
	"newsreader/store/query"
)

// quieten marks the new articles read that a muted search finds. It is no step
// that Undo takes back: they were never unread.
func (p *putter) quieten(ctx context.Context) error {
	muted := map[string]SavedSearch{} // by key
	err := eachSearch(p.tx, func(key []byte, saved SavedSearch) {
		if saved.Muted {
			muted[string(key)] = saved
		}
	})
	if err != nil || len(muted) == 0 || len(p.arrived) == 0 {
		return err
	}
	first := p.arrived[0].num
	segments, err := openSegments(p.tx)
	if err != nil {
		return err
	}
	// One holds all new articles, beside changed ones. It is the newest unless
	// this write has merged others after it was added.
	segments = slices.DeleteFunc(segments, func(s *segment) bool {
		_, has := s.Ord(first)
		return !has
	})
	newest := translatorOf(p.tx, p.head, segments)
	quiet := roaring.New()
	for key, saved := range muted {
		nums, err := newest.all(ctx, saved.Query, p)
		if err != nil {
			return err
		}
		n := 0
		for _, num := range nums {
			if num >= first && p.unread.has(num) {
				quiet.Add(num)
				n++
			}
		}
		if n == 0 {
			continue
		}
		saved.MutedNew += n
		if err := p.tx.Bucket(bucketSearches).Put([]byte(key), saved.encode()); err != nil {
			return err
		}
	}
	if quiet.IsEmpty() {
		return nil
	}
	return applyState(p.tx, &p.head, quiet, MarkRead.effect())
}

// all returns all articles that a query finds; none if it can't be understood.
func (t *translator) all(ctx context.Context, text string, p *putter) ([]uint32, error) {
	parsed, err := query.Parse(text, query.Options{Now: p.now, Location: p.now.Location()})
	if err != nil {
		return nil, nil // such a search is shown as wrong where it stands
	}
	root, err := t.node(parsed.Root)
	if err != nil {
		return nil, err
	}
	hits, err := t.searcher.Search(ctx, index.Request{Root: root, Order: index.NewestFirst, Now: p.now.Unix()})
	if err != nil {
		return nil, err
	}
	if !hits.Open {
		return hits.Nums, nil
	}
	var nums []uint32
	for hits.Open { // they may fit, as long as nobody looked
		found, left, err := t.searcher.Settle(ctx, root, hits, 0, lookAtOnce, nil)
		if err != nil {
			return nil, err
		}
		nums, hits = append(nums, found.Nums...), left
	}
	return nums, nil
}
