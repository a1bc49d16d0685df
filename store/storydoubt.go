package store

import (
	"errors"

	"newsreader/store/index"
	"newsreader/store/related"
)

// said is what an article says, as far as it is known.
type said struct {
	titled bool // source, title and telling are known
	source string
	title  string
	// telling is what the title says, and lead which words title and text
	// begin with.
	telling related.Telling
	lead    related.Hashes
}

// leadWords is how many different words of an article's beginning are kept.
const leadWords = 120

// hasBody reports whether there is a text that says more than the title.
func (s *said) hasBody() bool { return len(s.lead) > len(s.telling) }

// saidOf tells what a new article says. title holds the terms of its title.
func saidOf(in *Incoming, title []index.Told) *said {
	return &said{titled: true, source: in.Source, title: in.Title, lead: in.lead,
		telling: related.TellingOf(func(yield func(string, float64) bool) {
			for _, t := range title {
				if !yield(t.Term, float64(t.IDF)) {
					return
				}
			}
		})}
}

// saidCache remembers what the latest articles say, and those asked about: of
// the numbers that share a place the last one. That takes some 13 MB. A write
// of many asks about each several times, and about those of the writes before.
type saidCache [1 << 14]struct {
	num  uint32
	said *said
}

// of returns what is known of an article, to be completed.
func (c *saidCache) of(num uint32) *said {
	if at := &c[num%uint32(len(c))]; at.num == num && at.said != nil {
		return at.said
	}
	s := new(said)
	c.put(num, s)
	return s
}

func (c *saidCache) put(num uint32, s *said) {
	at := &c[num%uint32(len(c))]
	at.num, at.said = num, s
}

func (c *saidCache) forget(num uint32) {
	if at := &c[num%uint32(len(c))]; at.num == num {
		at.said = nil
	}
}

// Doubtful is part of related.Shelf. What fails to be read isn't doubted.
func (p *placer) Doubtful(num uint32) (doubtful bool) {
	readers.with(func(reader *related.Reader) {
		var err error
		if doubtful, err = p.doubt(reader, p.at.num, num); err != nil {
			doubtful = false
		}
	})
	return doubtful
}

func (p *placer) doubt(reader *related.Reader, num, other uint32) (bool, error) {
	a, b := p.said.of(num), p.said.of(other)
	if err := errors.Join(p.readTitle(num, a, reader), p.readTitle(other, b, reader)); err != nil {
		return false, err
	}
	if b.telling.TellsTitle(a.telling) || a.telling.TellsTitle(b.telling) {
		return false, nil
	}
	if a.source != "" && a.source == b.source {
		return true, nil
	}
	if a.telling.TellsOf(p.atHand(other)) || b.telling.TellsOf(p.atHand(num)) {
		return false, nil
	}
	if err := errors.Join(p.readLead(num, a), p.readLead(other, b)); err != nil {
		return false, err
	}
	if !a.hasBody() || !b.hasBody() {
		return false, nil // all that they share is in the titles
	}
	return !b.telling.Tells(a.lead) && !a.telling.Tells(b.lead), nil
}

// atHand returns an article's centroid, or nil if it had to be made.
func (p *placer) atHand(num uint32) related.Centroid {
	if c := p.made[num]; c != nil {
		return c
	}
	return p.kept.get(num)
}

func (p *placer) readTitle(num uint32, s *said, reader *related.Reader) error {
	if s.titled {
		return nil
	}
	r, err := getRow(p.tx, num)
	if err != nil {
		return err
	}
	s.titled, s.source, s.title = true, r.source, r.title
	s.telling = related.NewTelling(reader.Read(r.title, "", ""), frequencies{p.searcher})
	return nil
}

func (p *placer) readLead(num uint32, s *said) error {
	if s.lead != nil {
		return nil
	}
	t, err := textOf(p.tx.Bucket(bucketTexts).Get(numKey(num)))
	if err != nil {
		return err
	}
	beginning := Text{Summary: beginningOf(&t), Language: t.Language}
	s.lead = related.HashesOf(analyze(s.title, "", nil, &beginning).Words(), leadWords)
	return nil
}

// beginningOf returns the beginning of the plain text of an article.
func beginningOf(t *Text) string {
	body := t.Summary
	if t.Content != "" {
		body = plainStart(t.Content, leadBytes)
	}
	return body[:min(len(body), leadBytes)]
}
