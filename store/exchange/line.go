package exchange

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"time"

	"github.com/go-json-experiment/json"

	"newsreader/store"
)

// line is a change, or a part of one.
type line struct {
	Seq      uint64    `json:"seq"`
	At       time.Time `json:"at"`
	Action   string    `json:"action"`
	Of       uint64    `json:"of,omitzero"`
	Articles []string  `json:"articles,omitzero"`
	More     bool      `json:"more,omitzero"`
}

// actions are the names of the marks.
var actions = map[string]store.Action{"read": store.MarkRead, "unread": store.MarkUnread, "star": store.Star, "unstar": store.Unstar}

const (
	undo = "undo"
	redo = "redo"
)

func nameOf(a store.Action) string {
	switch a {
	case store.Undid:
		return undo
	case store.Redid:
		return redo
	}
	for name, known := range actions {
		if known == a {
			return name
		}
	}
	return ""
}

const (
	mostIDs  = 1000    // in a line that is written
	mostLine = 1 << 20 // bytes of one that is read
)

// appendLines appends the lines of a change.
func appendLines(b []byte, c *store.StateChange) ([]byte, error) {
	l := line{Seq: c.Seq, At: c.At.UTC(), Action: nameOf(c.Action), Of: c.Of}
	for first := true; first || len(c.IDs) > 0; first = false {
		n := min(len(c.IDs), mostIDs)
		l.Articles = l.Articles[:0]
		for _, id := range c.IDs[:n] {
			l.Articles = append(l.Articles, id.String())
		}
		c.IDs = c.IDs[n:]
		l.More = len(c.IDs) > 0
		text, err := json.Marshal(&l)
		if err != nil {
			return b, err
		}
		b = append(append(b, text...), '\n')
	}
	return b, nil
}

// eachLine calls fn for the lines of a file. Those that are none, such as one
// that is still being copied, are passed over and counted.
func eachLine(r io.Reader, fn func(*line) error) (bad int, err error) {
	in := bufio.NewReaderSize(r, mostLine)
	for {
		text, err := in.ReadSlice('\n')
		switch {
		case errors.Is(err, bufio.ErrBufferFull):
			return bad, fmt.Errorf("it holds a line of more than %d bytes", mostLine)
		case err != nil && !errors.Is(err, io.EOF):
			return bad, err
		}
		var l line
		if text = bytes.TrimSpace(text); len(text) > 0 {
			if json.Unmarshal(text, &l) != nil || l.Seq == 0 {
				bad++
			} else if err := fn(&l); err != nil {
				return bad, err
			}
		}
		if err != nil {
			return bad, nil
		}
	}
}
