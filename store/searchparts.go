package store

import (
	"errors"
	"math"
	"slices"
	"strconv"
	"strings"

	"newsreader/store/index"
	"newsreader/store/query"
	"newsreader/store/token"
)

// feeds is fulfilled by the articles of the subscriptions that a query names.
func (t *translator) feeds(words []string) (index.Node, error) {
	return t.feedsWith(func(f *Subscription) bool {
		if len(words) == 1 && words[0] == strconv.Itoa(int(f.ID)) {
			return true
		}
		return holdsAll([]string{f.Name, f.Fetch.Feed.Title, f.URL}, words)
	})
}

// holdsAll tells whether one of some texts holds all words, folded ones.
func holdsAll(texts, words []string) bool {
	return slices.ContainsFunc(texts, func(text string) bool {
		text = token.Fold(text)
		return text != "" && !slices.ContainsFunc(words, func(w string) bool { return !strings.Contains(text, w) })
	})
}

// feedsWith is fulfilled by the articles of the subscriptions that pass.
func (t *translator) feedsWith(pass func(*Subscription) bool) (index.Node, error) {
	var members stateWords
	feeds := t.tx.Bucket(bucketFeeds)
	err := feeds.ForEach(func(k, v []byte) error {
		id := FeedID(numOf(k))
		f, err := decodeFeed(id, v)
		if err != nil {
			return err
		}
		if f.Fetch, err = decodeFetch(t.tx.Bucket(bucketFetches).Get(k)); err != nil {
			return err
		}
		if !pass(&f) {
			return nil
		}
		if members == nil {
			members = make(stateWords, t.head.next/64+1)
		}
		for i, w := range laneWords(t.tx, lane(id), len(members)) {
			members[i] |= w
		}
		return nil
	})
	if members == nil {
		return index.Or{}, err
	}
	return index.Bits(members), err
}

// unstemmed is a language tag (ISO 639-2: no linguistic content) for texts
// whose words are wanted as they are written.
const unstemmed = "zxx"

// verifier returns what looks for a phrase in an article itself. It is called
// from several goroutines, so it only gets values from buckets.
func (t *translator) verifier(p query.Phrase) func(num uint32) bool {
	sought := newSoughtPhrase(p)
	return func(num uint32) (found bool) {
		phraseFinders.with(func(f *phraseFinder) { found = f.in(t, num, sought) })
		return found
	}
}

// period is fulfilled by the articles of a time. Those of which only the day is
// known stand at its midnight in UTC, but that day begins when the reader's
// does: at one midnight at most they are on the other side of the border.
func (t *translator) period(n query.Time) index.Node {
	const day = 24 * 60 * 60
	in, border, later := index.Period{After: n.After, Before: n.Before}, n.After, true
	if n.Before != math.MaxInt64 {
		border, later = n.Before, false
	}
	from, to := min(border, border+n.Ahead), max(border, border+n.Ahead)
	midnight := to - 1 - ((to-1)%day+day)%day
	if midnight < from {
		return in
	}
	moved := index.And{index.Period{After: midnight, Before: midnight + 1}, index.Set{Has: t.dated}}
	if later == (n.Ahead < 0) {
		return index.Or{in, moved}
	}
	return index.And{in, index.Not{Of: moved}}
}

// dated tells whether only the day of an article is known.
func (t *translator) dated(num uint32) bool {
	record := t.rows.Get(numKey(num))
	return len(record) > 0 && Precision(record[0]&rowPrecision) == Day
}

// story is fulfilled by the articles of a story.
func (t *translator) story(name string) (index.Node, error) {
	id, err := ParseStoryID(name)
	if err != nil {
		return index.Or{}, nil
	}
	nums, err := storyMembers(t.tx, resolveStory(t.tx, id))
	if errors.Is(err, ErrNoStory) {
		return index.Or{}, nil
	}
	return index.Set{Has: func(num uint32) bool { _, in := slices.BinarySearch(nums, num); return in }}, err
}
