package store

import (
	"context"

	"go.etcd.io/bbolt"

	"newsreader/store/query"
	"newsreader/store/token"
)

// Span is a stretch of a text in bytes, To excluded.
type Span struct{ From, To int }

// Snippet shows why an article was found.
type Snippet struct {
	Score      float64 // 0 to 1
	Text       string  // one line of the article's plain text, around what matched best
	Marks      []Span  // in Text
	TitleMarks []Span  // in the article's title
}

// snippetWidth is about how many characters a snippet has.
const snippetWidth = 160

// Snippets tells of articles why a search found them. One that was not found
// by it, or isn't there, has an empty snippet.
func (s *Store) Snippets(ctx context.Context, r *Result, ids []ID) (list []Snippet, err error) {
	list = make([]Snippet, len(ids))
	if r == nil || r.query == nil {
		return list, nil
	}
	err = s.read(ctx, func(tx *bbolt.Tx) error {
		at := make(map[uint32]int, len(ids))
		for i, id := range ids {
			if num, ok := findID(tx, id); ok {
				at[num] = i
			}
		}
		for row, num := range r.nums {
			if i, ok := at[num]; ok {
				if list[i], err = r.snippet(tx, row, num); err != nil {
					return err
				}
				if delete(at, num); len(at) == 0 {
					break
				}
			}
		}
		return ctx.Err()
	})
	return list, err
}

func (r *Result) snippet(tx *bbolt.Tx, i int, num uint32) (s Snippet, err error) {
	row, err := getRow(tx, num)
	if err != nil {
		return s, err
	}
	text, err := getText(tx, bucketTexts, num)
	if err != nil {
		return s, err
	}
	s.Score = min(r.hits.Score(i), 1)
	body := bodyOf(&text)
	analyzers.with(func(a *token.Analyzer) {
		s.TitleMarks = spans(query.Marks(a, row.title, text.Language, query.Title, r.query))
		var marks []query.Mark
		s.Text, marks = query.Snippet(body, query.Marks(a, body, text.Language, query.Any, r.query), snippetWidth)
		s.Marks = spans(marks)
	})
	return s, nil
}

func spans(marks []query.Mark) []Span {
	out := make([]Span, len(marks))
	for i, m := range marks {
		out[i] = Span{m.From, m.To}
	}
	return out
}
