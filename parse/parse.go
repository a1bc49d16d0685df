// Package parse is the one door from bytes to articles: it finds out what a
// document is and hands it to the package of its format.
//
// store/refresh and the command line call it; they need not know formats.
// Documents compressed with gzip or zstd are read as what is in them. A
// format that must be seen whole is refused if it is too large, and one that
// comes line by line is streamed, so memory is bounded for any input. Errors
// read as the second half of a sentence about the document; those about it
// as a whole are in package news.
package parse

import (
	"bufio"
	"bytes"
	"compress/gzip"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"time"
	"unicode/utf8"

	"github.com/go-json-experiment/json/jsontext"
	"github.com/klauspost/compress/zstd"

	"newsreader/parse/charset"
	"newsreader/parse/feed"
	"newsreader/parse/html"
	"newsreader/parse/jsonl"
	"newsreader/parse/news"
	"newsreader/parse/opml"
	"newsreader/parse/page"
)

// Options say what the bytes of a document cannot, and bound the work.
type Options struct {
	File    string    // the document's name, as articles and messages show it
	ModTime time.Time // when the file was written, zero if unknown
	Now     time.Time // when it is read, zero if unknown

	MaxBytes int64 // of a document that must be seen whole; by default 16 MiB
	Workers  int   // goroutines; by default one for each CPU

	// ByTime asks for the articles of a large file of JSON lines in the order
	// of their times; see [jsonl.ReadByTime].
	ByTime bool
	Ahead  func(done, size int64) // see [jsonl.Options]
	file   file                   // if it can be
}

// file is a document that can be read in any order.
type file interface {
	io.ReaderAt
	Stat() (fs.FileInfo, error)
}

// orderFrom is how large a file is that is read by time. What is smaller goes
// into a write or two anyway.
const orderFrom = 8 << 20

const defaultMaxBytes = 16 << 20

// format is one kind of document.
type format struct {
	// is recognises the format from the document's beginning, as text.
	is func(head []byte) bool
	// read parses the document.
	read func(r *bufio.Reader, o Options, yield func(*news.Article) error) (news.Document, error)
}

// formats are tried in turn. The last takes any text.
var formats = []format{
	{feed.Is, readFeed},
	{opml.Is, refuseOPML},
	{isJSONLines, readJSONLines},
	{isJSONList, refuseJSONList},
	{html.Is, readHTML},
	{isText, readPage},
}

// headSize is how much of a document tells its format.
const headSize = 4096

// Read parses the document r and yields its articles, which are the
// receiver's to keep. An error of yield ends it and is returned. What could
// not be read while the rest could is in the document's Problems.
func Read(r io.Reader, o Options, yield func(*news.Article) error) (news.Document, error) {
	if o.MaxBytes <= 0 {
		o.MaxBytes = defaultMaxBytes
	}
	plain := bufio.NewReaderSize(r, 64<<10)
	br, closer, err := decompressed(plain)
	if err != nil {
		return news.Document{File: o.File}, err
	}
	defer closer()
	if f, ok := r.(file); ok && o.ByTime && br == plain {
		o.file = f
	}
	head, err := br.Peek(headSize)
	if len(head) == 0 {
		if err != nil && err != io.EOF {
			return news.Document{File: o.File}, fmt.Errorf("reading it failed: %w", err)
		}
		return news.Document{File: o.File}, news.ErrEmpty
	}
	text := asText(head)
	for _, f := range formats {
		if f.is(text) {
			return f.read(br, o, yield)
		}
	}
	return news.Document{File: o.File}, news.ErrFormat
}

// asText returns the head of a document without byte-order mark and, if it
// is in UTF-16 or UTF-32, without its zero bytes, which is enough to recognise
// formats.
func asText(head []byte) []byte {
	for _, mark := range []string{"\xef\xbb\xbf", "\xff\xfe", "\x00\x00\xfe\xff", "\xfe\xff"} {
		head = bytes.TrimPrefix(head, []byte(mark))
	}
	return bytes.TrimSpace(bytes.ReplaceAll(head, []byte{0}, nil))
}

// isJSONLines recognises an object with at least one name.
func isJSONLines(head []byte) bool {
	rest, ok := bytes.CutPrefix(head, []byte("{"))
	return ok && bytes.HasPrefix(bytes.TrimSpace(rest), []byte(`"`))
}

func readJSONLines(r *bufio.Reader, o Options, yield func(*news.Article) error) (news.Document, error) {
	options := jsonl.Options{File: o.File, Workers: o.Workers, Ahead: o.Ahead}
	// Behind a byte-order mark another encoding may follow.
	if begin, _ := r.Peek(1); o.file != nil && len(begin) > 0 && begin[0] < utf8.RuneSelf {
		if info, err := o.file.Stat(); err == nil && info.Size() >= orderFrom {
			return jsonl.ReadByTime(o.file, info.Size(), options, yield)
		}
	}
	return jsonl.Read(r, options, yield)
}

// isJSONList recognises objects in a list.
func isJSONList(head []byte) bool {
	rest, ok := bytes.CutPrefix(head, []byte("["))
	return ok && isJSONLines(bytes.TrimSpace(rest))
}

// refuseJSONList keeps such a list from being read as the text of a page.
func refuseJSONList(_ *bufio.Reader, o Options, _ func(*news.Article) error) (news.Document, error) {
	return news.Document{File: o.File}, fmt.Errorf("%w: it is a JSON list, and articles come one object a line", news.ErrFormat)
}

// isJSON recognises a list or an object, and nothing else that may begin like
// one, such as "[Updated]".
func isJSON(data []byte) bool {
	data = bytes.TrimSpace(data)
	return len(data) > 0 && (data[0] == '[' || data[0] == '{') && jsontext.Value(data).IsValid()
}

func readFeed(r *bufio.Reader, o Options, yield func(*news.Article) error) (news.Document, error) {
	doc, err := feed.Parse(r, feed.Options{Now: o.Now}, yield)
	doc.File = o.File
	return doc, err
}

// ErrSubscriptions is returned for OPML, which lists feeds and holds no
// articles.
var ErrSubscriptions = errors.New("it is a list of feeds, not of articles; opml import takes it in")

func refuseOPML(_ *bufio.Reader, o Options, _ func(*news.Article) error) (news.Document, error) {
	return news.Document{File: o.File, Format: "opml"}, ErrSubscriptions
}

func isText([]byte) bool { return true }

func readPage(r *bufio.Reader, o Options, yield func(*news.Article) error) (news.Document, error) {
	doc := news.Document{File: o.File, Format: "page"}
	data, err := whole(r, o.MaxBytes)
	if err != nil {
		return doc, err
	}
	if isJSON(data) {
		return doc, fmt.Errorf("%w: it is JSON, and no article", news.ErrFormat)
	}
	doc, articles, err := page.Parse(data, page.Options{File: o.File, ModTime: o.ModTime, Now: o.Now})
	if err != nil {
		return doc, err
	}
	return doc, yieldAll(articles, yield)
}

func readHTML(r *bufio.Reader, o Options, yield func(*news.Article) error) (news.Document, error) {
	doc := news.Document{File: o.File, Format: "html"}
	data, err := whole(r, o.MaxBytes)
	if err != nil {
		return doc, err
	}
	doc, articles, err := html.Parse(data, html.Options{File: o.File, ModTime: o.ModTime, Now: o.Now})
	if err != nil {
		return doc, err
	}
	return doc, yieldAll(articles, yield)
}

func yieldAll(articles []news.Article, yield func(*news.Article) error) error {
	for i := range articles {
		if err := yield(&articles[i]); err != nil {
			return err
		}
	}
	return nil
}

// whole reads all of r, up to limit bytes. It looks at the beginning first,
// because a large file that is no text should be called that.
func whole(r *bufio.Reader, limit int64) ([]byte, error) {
	if head, _ := r.Peek(headSize); len(head) == headSize {
		if _, err := charset.Decode(head, ""); errors.Is(err, news.ErrBinary) {
			return nil, err
		}
	}
	data, err := io.ReadAll(io.LimitReader(r, limit+1))
	if err != nil {
		return nil, fmt.Errorf("reading it failed: %w", err)
	}
	if int64(len(data)) > limit {
		return nil, fmt.Errorf("%w: over %s", news.ErrTooLarge, size(limit))
	}
	return data, nil
}

func size(n int64) string {
	if n%(1<<20) == 0 {
		return fmt.Sprintf("%d MiB", n>>20)
	}
	return fmt.Sprintf("%d bytes", n)
}

// maxWindow bounds the memory that a zstd stream may ask for. It is what the
// highest ordinary level of compression needs, four times over.
const maxWindow = 32 << 20

// decompressed returns what is in br if that is compressed, and br itself if
// not. The caller calls closer at the end.
func decompressed(br *bufio.Reader) (out *bufio.Reader, closer func(), err error) {
	magic, _ := br.Peek(4)
	switch {
	case bytes.HasPrefix(magic, []byte{0x1f, 0x8b}):
		z, err := gzip.NewReader(br)
		if err != nil {
			return nil, nil, fmt.Errorf("it is damaged: %w", err)
		}
		return bufio.NewReaderSize(z, 64<<10), func() { _ = z.Close() }, nil // only reports what reading did
	case bytes.Equal(magic, []byte{0x28, 0xb5, 0x2f, 0xfd}):
		z, err := zstd.NewReader(br, zstd.WithDecoderConcurrency(1), zstd.WithDecoderLowmem(true), zstd.WithDecoderMaxWindow(maxWindow))
		if err != nil {
			return nil, nil, fmt.Errorf("it is damaged: %w", err)
		}
		return bufio.NewReaderSize(z, 64<<10), z.Close, nil
	}
	return br, func() {}, nil
}
