package store

import (
	"errors"

	"newsreader/store/related"
)

// said is what an article says, as far as somebody asked.
type said struct {
	read    bool // the title was
	source  string
	named   string          // the title
	telling related.Telling // what its title says
	title   related.Hashes
	text    related.Hashes // of title and beginning of the text
}

// hasBody reports whether there is a text that says more than the title.
func (s *said) hasBody() bool { return len(s.text) > len(s.title) }

// keptSaid is how many articles are remembered, some 15 MB. A write of many
// asks about each several times, and about those of the writes before.
const keptSaid = 12_000

// saidBy returns what an article says.
func (p *placer) saidBy(num uint32) *said {
	s := p.said[num]
	if s == nil {
		if s = new(said); p.said == nil || len(p.said) >= keptSaid {
			p.said = make(map[uint32]*said)
		}
		p.said[num] = s
	}
	return s
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
	a, b := p.saidBy(num), p.saidBy(other)
	if err := errors.Join(p.readTitle(num, a, reader), p.readTitle(other, b, reader)); err != nil {
		return false, err
	}
	if b.telling.Tells(a.title) || a.telling.Tells(b.title) {
		return false, nil
	}
	if a.source != "" && a.source == b.source {
		return true, nil
	}
	if a.telling.TellsOf(p.atHand(other)) || b.telling.TellsOf(p.atHand(num)) {
		return false, nil
	}
	if err := errors.Join(p.readText(num, a, reader), p.readText(other, b, reader)); err != nil {
		return false, err
	}
	if !a.hasBody() || !b.hasBody() {
		return false, nil // all that they share is in the titles
	}
	return !b.telling.Tells(a.text) && !a.telling.Tells(b.text), nil
}

// atHand returns an article's centroid, or nil if it had to be made.
func (p *placer) atHand(num uint32) related.Centroid {
	if c := p.made[num]; c != nil {
		return c
	}
	return p.kept.get(num)
}

func (p *placer) readTitle(num uint32, s *said, reader *related.Reader) error {
	if s.read {
		return nil
	}
	r, err := getRow(p.tx, num)
	if err != nil {
		return err
	}
	title := reader.Read(r.title, "", "")
	s.read, s.source, s.named = true, r.source, r.title
	s.title, s.telling = title.Hashes(), related.NewTelling(title, frequencies{p.searcher})
	return nil
}

func (p *placer) readText(num uint32, s *said, reader *related.Reader) error {
	if s.text != nil {
		return nil
	}
	t, err := textOf(p.tx.Bucket(bucketTexts).Get(numKey(num)))
	if err != nil {
		return err
	}
	s.text = reader.Hashes(s.named, beginningOf(&t), t.Language)
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
