package xmltext

import (
	"bytes"
	"errors"
	"io"
)

// Kind tells what a token is.
type Kind uint8

// The kinds of tokens. Comments and processing instructions are none.
const (
	End   Kind = iota // the end of the document
	Text              // characters, references resolved; a run may come in pieces
	Open              // <name …>, Close follows at once if Empty
	Close             // </name>
)

// Attr is an attribute of a tag. Both are valid until the next token.
type Attr struct {
	Name  string // in lower case, with its prefix
	Value []byte // references resolved
}

const (
	minRead  = 32 << 10
	maxTag   = 1 << 20 // longer tags are taken for text
	maxAttrs = 256     // of one tag; the others are dropped
)

// Scanner cuts UTF-8 text into tokens. Its fields describe the token that
// Next returned last and are valid until it is called again.
type Scanner struct {
	Name  string // of Open and Close, in lower case, with its prefix
	Attrs []Attr // of Open
	Empty bool   // of Open: <name/>, no Close will come
	CData bool   // of Text: it stood in a CDATA section
	Text  []byte // of Text

	// Truncated is set at the end of a document that stopped in a tag, a
	// comment or a CDATA section.
	Truncated bool
	// Reading is the error with which reading ended, if that was not the
	// end of the document.
	Reading error

	kind     Kind
	r        io.Reader
	buf      []byte
	pos, end int
	eof      bool
	passed   int  // lines before buf
	typed    bool // the document type was met
	cdata    bool
	inside   string // the element that the CDATA section is in
	names    map[string]string
	entities map[string]string
	scratch  []byte // attribute values and single characters
}

// NewScanner returns a scanner of r, which must be UTF-8 as [Decode] gives it.
func NewScanner(r io.Reader) *Scanner {
	return &Scanner{r: r, buf: make([]byte, 2*minRead), names: map[string]string{}}
}

// Line returns the number of the line that the last token ended on.
func (s *Scanner) Line() int { return s.passed + bytes.Count(s.buf[:s.pos], newline) + 1 }

var newline = []byte("\n")

// Kind returns the kind of the last token.
func (s *Scanner) Kind() Kind { return s.kind }

// Next moves to the next token.
func (s *Scanner) Next() Kind {
	s.kind = s.next()
	return s.kind
}

func (s *Scanner) next() Kind {
	s.scratch = s.scratch[:0]
	for {
		if s.pos == s.end && !s.fill() {
			s.Truncated = s.Truncated || s.cdata
			return End
		}
		if s.cdata {
			if s.cdataText() {
				return Text
			}
			continue
		}
		if s.buf[s.pos] != '<' {
			s.text()
			return Text
		}
		switch kind := s.markup(); kind {
		case skipped:
		default:
			return kind
		}
	}
}

// skipped is what markup returns for what is no token.
const skipped Kind = 0xff

// fill reads more, moving what has not been scanned to the front. It reports
// whether there is more.
func (s *Scanner) fill() bool {
	if s.eof {
		return false
	}
	if s.pos > 0 {
		s.passed += bytes.Count(s.buf[:s.pos], newline)
		copy(s.buf, s.buf[s.pos:s.end])
		s.end -= s.pos
		s.pos = 0
	}
	if len(s.buf)-s.end < minRead {
		s.buf = append(s.buf, make([]byte, len(s.buf))...)
	}
	for range 100 {
		n, err := s.r.Read(s.buf[s.end:])
		s.end += n
		if err != nil {
			s.eof = true
			if !errors.Is(err, io.EOF) {
				s.Reading = err
			}
			return n > 0
		}
		if n > 0 {
			return true
		}
	}
	s.eof, s.Reading = true, io.ErrNoProgress
	return false
}

// text takes characters up to the next markup, as far as they are read, and
// resolves the references among them.
func (s *Scanner) text() {
	s.CData = false
	for {
		run := s.buf[s.pos:s.end]
		lt := bytes.IndexByte(run, '<')
		if lt >= 0 {
			run = run[:lt]
		}
		if bytes.IndexByte(run, '&') < 0 {
			s.Text = run
			s.pos += len(run)
			return
		}
		if last := bytes.LastIndexByte(run, '&'); lt < 0 && len(run)-last < maxReference && !s.eof {
			if run = run[:last]; last == 0 { // it may go on behind the buffer
				s.fill()
				continue
			}
		}
		s.Text = s.unescape(run)
		s.pos += len(run)
		return
	}
}

// cdataText takes a piece of the CDATA section at the cursor. It returns
// false when there is none left.
func (s *Scanner) cdataText() bool {
	s.CData = true
	stop := "</" + s.inside
	for s.end-s.pos < len(stop)+1 && s.fill() {
	}
	for {
		rest := s.buf[s.pos:s.end]
		end := bytes.Index(rest, cdataEnd)
		closing := bytes.Index(rest[:max(end, 0)], []byte(stop))
		if end < 0 {
			closing = bytes.Index(rest, []byte(stop))
		}
		switch {
		case closing >= 0 && s.unclosed(rest[closing:], end >= 0):
			s.Text, s.cdata = rest[:closing], false
			s.pos += closing
		case end >= 0:
			s.Text, s.cdata = rest[:end], false
			s.pos += end + len(cdataEnd)
		case closing >= 0 && len(rest) < maxTag && s.fill():
			continue
		default:
			keep := len(stop) // they may begin an end
			if s.eof || closing >= 0 {
				keep = 0
			}
			s.Text = rest[:max(len(rest)-keep, 0)]
			s.pos += len(s.Text)
		}
		return len(s.Text) > 0
	}
}

// unclosed reports whether a CDATA section lacks its end, given what follows
// it from the first closing tag of the element around it: if no end comes
// before another section begins, or none at all.
func (s *Scanner) unclosed(rest []byte, ends bool) bool {
	if !ends {
		return s.eof
	}
	end := bytes.Index(rest, cdataEnd)
	return bytes.Contains(rest[:max(end, 0)], cdataStart)
}

var (
	cdataStart = []byte("<![CDATA[")
	cdataEnd   = []byte("]]>")
)
