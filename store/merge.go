package store

import (
	"errors"
	"slices"
	"strings"
)

// maxTags bounds the tags that merging may pile up on one article.
const maxTags = 64

// merge joins an incoming article into the stored one.
func (p *putter) merge(num uint32, in *Incoming) error {
	if err := in.unshed(); err != nil {
		return err
	}
	r, err := getRow(p.tx, num)
	if err != nil {
		return err
	}
	old, err := getText(p.tx, bucketTexts, num)
	if err != nil {
		return err
	}
	before, text, was := r.encode(), old, r
	verdict := compareTexts(r.title, &old, in)
	if verdict == rewritten {
		r.changed = true
		if err := p.keepOlder(num, was.title, &old); err != nil {
			return err
		}
	}
	if verdict != keepStored {
		r.title, r.words = in.Title, in.Words
		text.Summary, text.Content = in.Text.Summary, in.Text.Content
	}
	mergeRow(&r, in)
	mergeText(&text, in)
	p.addAliases(&r, num, newKeys(&r, in.Keys))
	if err := p.link(&r, num, in); err != nil {
		return err
	}
	if r.sortKey(num) != was.sortKey(num) || len(r.feeds) != len(was.feeds) {
		p.timeline.remove(&was, num)
		p.timeline.add(&r, num)
	}
	if r.sortKey(num) != was.sortKey(num) || r.source != was.source {
		if err := p.stories.moved(num); err != nil {
			return err
		}
	}
	if indexedAlike(&was, &r, &old, &text) {
		return p.putMerged(num, &r, before, &old, &text)
	}
	return errors.Join(p.index.again(num, &r, &text), p.putMerged(num, &r, before, &old, &text))
}

// indexedAlike tells whether the index has nothing to learn from a change.
func indexedAlike(was, r *row, old, text *Text) bool {
	return was.title == r.title && was.source == r.source && was.published == r.published && slices.Equal(was.tags, r.tags) &&
		old.Content == text.Content && old.Summary == text.Summary && old.Author == text.Author && old.Language == text.Language
}

// putMerged writes what merging changed, and counts the article accordingly.
func (p *putter) putMerged(num uint32, r *row, before []byte, old, text *Text) error {
	changed := false
	if record := r.encode(); string(record) != string(before) {
		changed = true
		if err := p.rows.Put(numKey(num), record); err != nil {
			return err
		}
	}
	if record := packText(text); string(record) != string(packText(old)) || text.Feed != old.Feed {
		changed = true
		if err := p.putText(num, text.Feed, record); err != nil {
			return err
		}
	}
	if changed {
		p.result.Updated++
	} else {
		p.result.Unchanged++
	}
	return nil
}

// keepOlder saves the stored text, for a comparison with what replaces it.
func (p *putter) keepOlder(num uint32, title string, t *Text) error {
	record := packOlder(t, title)
	copy(record[:originRoom], p.texts.Get(numKey(num)))
	return p.tx.Bucket(bucketOlder).Put(numKey(num), record)
}

// The verdicts of compareTexts.
const (
	keepStored = iota // the stored text is the same, or fuller
	fuller            // the incoming one has more: a stub became an article
	rewritten         // the publisher changed the text
)

// compareTexts decides between a stored text and an incoming one. What is
// less than four fifths as long is taken for a stub of the same text, not
// for a new version of it.
func compareTexts(title string, old *Text, in *Incoming) int {
	was, is := len(old.Content), len(in.Text.Content)
	switch {
	case in.Text.Content == old.Content && in.Title == title:
		return keepStored
	case is*5 < was*4:
		return keepStored
	case was*5 < is*4, was == 0:
		return fuller
	}
	return rewritten
}

// mergeRow joins what is known of time, source, feeds and tags.
func mergeRow(r *row, in *Incoming) {
	for _, f := range in.Feeds {
		if !slices.Contains(r.feeds, f) {
			r.feeds = append(slices.Clip(r.feeds), f)
		}
	}
	if better(in.Published, r.published) {
		r.published = in.Published
	}
	if r.source == "" {
		r.source = in.Source
	}
	for _, tag := range in.Tags {
		same := func(t string) bool { return strings.EqualFold(t, tag) }
		if len(r.tags) < maxTags && !slices.ContainsFunc(r.tags, same) {
			r.tags = append(r.tags, tag)
		}
	}
}

// better tells whether a time is better evidence than the one known. Of two
// equally good ones the first stays: publishers set a time forward to come to
// the top again.
func better(t, known Time) bool {
	if t.Basis != known.Basis {
		return t.Basis > known.Basis
	}
	return t.Precision < known.Precision
}

// mergeText fills in what the stored text lacks.
func mergeText(t *Text, in *Incoming) {
	fill := func(field *string, with string) {
		if *field == "" {
			*field = with
		}
	}
	fill(&t.URL, in.Text.URL)
	fill(&t.GUID, in.Text.GUID)
	fill(&t.Author, in.Text.Author)
	fill(&t.Language, in.Text.Language)
	fill(&t.Summary, in.Text.Summary)
	if t.Feed == (Feed{}) {
		t.Feed = in.Text.Feed
	}
	if in.Text.Updated.After(t.Updated) {
		t.Updated = in.Text.Updated
	}
	for _, e := range in.Text.Enclosures {
		same := func(have Enclosure) bool { return have.URL == e.URL }
		if !slices.ContainsFunc(t.Enclosures, same) {
			t.Enclosures = append(t.Enclosures, e)
		}
	}
}

// newKeys returns the keys that the article isn't known by yet.
func newKeys(r *row, keys []ID) (out []ID) {
	for _, id := range keys {
		if id != r.id && !slices.Contains(r.aliases, id) {
			out = append(out, id)
		}
	}
	return out
}
