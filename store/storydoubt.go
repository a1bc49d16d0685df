package store

import (
	"errors"

	"go.etcd.io/bbolt"

	"newsreader/store/related"
)

// said is what an article says, as far as somebody asked.
type said struct {
	num   uint32
	row   *row
	title *related.Text
	text  *related.Text // title and beginning of the text
}

// hasBody reports whether there is a text that says more than the title.
func (s *said) hasBody() bool { return len(s.text.Words) > len(s.title.Words) }

// Doubtful is part of related.Shelf. What fails to be read isn't doubted.
func (p *placer) Doubtful(num uint32) (doubtful bool) {
	there := &said{num: num}
	readers.with(func(reader *related.Reader) {
		var err error
		if doubtful, err = p.doubt(reader, &p.at.said, there); err != nil {
			doubtful = false
		}
	})
	return doubtful
}

func (p *placer) doubt(reader *related.Reader, a, b *said) (bool, error) {
	if err := errors.Join(a.readTitle(p.tx, reader), b.readTitle(p.tx, reader)); err != nil {
		return false, err
	}
	common := frequencies{p.searcher}
	if related.Tells(a.title, b.title, common) || related.Tells(b.title, a.title, common) {
		return false, nil
	}
	if a.row.source != "" && a.row.source == b.row.source {
		return true, nil
	}
	if err := errors.Join(a.readText(p.tx, reader), b.readText(p.tx, reader)); err != nil {
		return false, err
	}
	if !a.hasBody() || !b.hasBody() {
		return false, nil // all that they share is in the titles
	}
	return !related.Tells(a.text, b.title, common) && !related.Tells(b.text, a.title, common), nil
}

func (s *said) readTitle(tx *bbolt.Tx, reader *related.Reader) error {
	if s.title != nil {
		return nil
	}
	r, err := getRow(tx, s.num)
	if err != nil {
		return err
	}
	s.row, s.title = &r, reader.Read(r.title, "", "")
	return nil
}

func (s *said) readText(tx *bbolt.Tx, reader *related.Reader) error {
	if s.text != nil {
		return nil
	}
	t, err := textOf(tx.Bucket(bucketTexts).Get(numKey(s.num)))
	if err != nil {
		return err
	}
	body := bodyOf(&t)
	s.text = reader.Read(s.row.title, body[:min(len(body), leadBytes)], t.Language)
	return nil
}
