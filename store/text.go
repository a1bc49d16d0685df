package store

import (
	"crypto/sha256"
	"encoding/binary"
	"fmt"
	"sync"
	"time"

	"github.com/klauspost/compress/zstd"
	"go.etcd.io/bbolt"
)

// The first byte of a record in texts and older says how the rest is packed.
const (
	packRaw  = 0
	packZstd = 1
)

// maxText bounds what one record unpacks to, so that a damaged one can't ask
// for all memory. Put refuses longer texts.
const maxText = 64 << 20

// The coders are made when first needed: a list never needs them. Both are
// safe for concurrent use.
var (
	packer = sync.OnceValue(func() *zstd.Encoder {
		e, err := zstd.NewWriter(nil, zstd.WithEncoderLevel(zstd.SpeedFastest), zstd.WithEncoderCRC(false),
			zstd.WithLowerEncoderMem(true), zstd.WithWindowSize(1<<20))
		if err != nil {
			panic(err) // the options above are constants
		}
		return e
	})
	unpacker = sync.OnceValue(func() *zstd.Decoder {
		d, err := zstd.NewReader(nil, zstd.WithDecoderLowmem(true), zstd.WithDecoderMaxMemory(maxText))
		if err != nil {
			panic(err)
		}
		return d
	})
)

// packBuffers holds the memory of packText: what it needs in between is
// several times what it returns.
var packBuffers = sync.Pool{New: func() any { return new([2][]byte) }}

// keptBuffer is how large a buffer may be to be used again.
const keptBuffer = 256 << 10

// originRoom is the beginning of a record in texts and older: the key of its
// feed in origins.
const originRoom = 8

// packText returns the record of a text, with room for the key of its feed.
// Feed, Listed and Position are kept elsewhere.
func packText(t *Text) []byte { return packFields(t, "") }

// packOlder returns the record of a text that gives way to another, with the
// title that it had.
func packOlder(t *Text, title string) []byte { return packFields(t, title) }

func packFields(t *Text, title string) []byte {
	buffers := packBuffers.Get().(*[2][]byte)
	raw := fields(buffers[0][:0], t)
	if title != "" {
		w := writer{b: raw}
		w.string(title)
		raw = w.b
	}
	packed := packer().EncodeAll(raw, append(buffers[1][:0], packZstd))
	var out []byte
	if len(packed) < len(raw) {
		out = append(make([]byte, originRoom, originRoom+len(packed)), packed...)
	} else {
		out = append(make([]byte, originRoom, originRoom+1+len(raw)), packRaw)
		out = append(out, raw...)
	}
	if cap(raw) <= keptBuffer && cap(packed) <= keptBuffer {
		buffers[0], buffers[1] = raw, packed
		packBuffers.Put(buffers)
	}
	return out
}

// fields appends the fields of a text.
func fields(to []byte, t *Text) []byte {
	w := writer{b: to}
	w.string(t.URL)
	w.string(t.GUID)
	w.string(t.Author)
	w.string(t.Language)
	w.int(unixOrZero(t.Updated))
	w.uint(uint64(len(t.Enclosures)))
	for _, e := range t.Enclosures {
		w.string(e.URL)
		w.string(e.Type)
		w.uint(uint64(max(e.Size, 0)))
	}
	w.string(t.Summary)
	w.string(t.Content)
	return w.b
}

// unpackFields returns the fields that packText has packed. It uses the memory of
// buf.
func unpackFields(b, buf []byte) ([]byte, error) {
	if len(b) == 0 {
		return nil, errShort
	}
	kind, b := b[0], b[1:]
	if len(b) > maxText { // a damaged page may say that a record is as long as all memory
		return nil, errGarbled
	}
	if kind != packZstd {
		return append(buf[:0], b...), nil
	}
	b, err := unpacker().DecodeAll(b, buf[:0])
	if err != nil {
		return nil, fmt.Errorf("a text can't be unpacked: %w", err)
	}
	return b, nil
}

// wordsIn returns of such fields what is searched: the author and the plain
// text.
func wordsIn(fields []byte) (author, body string, err error) {
	in := reader{b: fields}
	in.bytes()
	in.bytes()
	author = in.string()
	in.bytes()
	in.int()
	for range in.count(3) {
		in.bytes()
		in.bytes()
		in.uint()
	}
	summary, content := in.bytes(), in.bytes()
	return author, bodyOf(&Text{Summary: string(summary), Content: string(content)}), in.err
}

func unpackText(b []byte) (Text, error) {
	t, _, err := unpackOlder(b)
	return t, err
}

// unpackOlder returns a text, and the title if its record has one.
func unpackOlder(b []byte) (t Text, title string, err error) {
	b, err = unpackFields(b, nil)
	if err != nil {
		return t, "", err
	}
	in := reader{b: b}
	t = Text{URL: in.string(), GUID: in.string(), Author: in.string(), Language: in.string(), Updated: timeOrZero(in.int())}
	for range in.count(3) {
		t.Enclosures = append(t.Enclosures, Enclosure{URL: in.string(), Type: in.string(), Size: int64(in.uint())})
	}
	t.Summary, t.Content = in.string(), in.string()
	if len(in.b) > 0 {
		title = in.string()
	}
	return t, title, in.err
}

// unixOrZero maps the zero time to 0, which no article is updated at.
func unixOrZero(t time.Time) int64 {
	if t.IsZero() {
		return 0
	}
	return t.Unix()
}

func timeOrZero(v int64) time.Time {
	if v == 0 {
		return time.Time{}
	}
	return time.Unix(v, 0).UTC()
}

// originKey names a feed's description in origins, which many articles share.
// A texts record begins with it; eight zero bytes mean no feed.
func originKey(f Feed) (key [originRoom]byte, value []byte) {
	if f == (Feed{}) {
		return key, nil
	}
	var w writer
	for _, s := range []string{f.Title, f.Link, f.Description, f.Language} {
		w.string(s)
	}
	sum := sha256.Sum256(w.b)
	copy(key[:], sum[:])
	return key, w.b
}

func getOrigin(tx *bbolt.Tx, key []byte) (Feed, error) {
	if binary.BigEndian.Uint64(key) == 0 {
		return Feed{}, nil
	}
	in := reader{b: tx.Bucket(bucketOrigins).Get(key)}
	f := Feed{Title: in.string(), Link: in.string(), Description: in.string(), Language: in.string()}
	return f, in.err
}

// getText returns all of an article's text but Listed and Position.
func getText(tx *bbolt.Tx, bucket []byte, num uint32) (Text, error) {
	b := tx.Bucket(bucket).Get(numKey(num))
	t, err := textOf(b)
	if err != nil {
		return t, err
	}
	t.Feed, err = getOrigin(tx, b[:8])
	return t, err
}

// textOf reads a record of texts, but for the feed that it names.
func textOf(b []byte) (Text, error) {
	if len(b) < 9 {
		return Text{}, errShort
	}
	return unpackText(b[originRoom:])
}
