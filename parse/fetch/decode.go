package fetch

import (
	"bufio"
	"compress/flate"
	"compress/gzip"
	"compress/zlib"
	"io"
	"strings"
	"sync"

	"github.com/andybalholm/brotli"
	"github.com/klauspost/compress/zstd"
)

const (
	acceptEncoding = "gzip, br, zstd, deflate"

	// maxCodings bounds a pile of content codings. Nobody honest uses two.
	maxCodings = 3

	// zstdWindow is the largest that HTTP allows (RFC 9659). It is what a
	// stream can make us allocate. Brotli's is 16 MiB by its format, gzip's
	// 32 KiB.
	zstdWindow = 8 << 20
)

// decoders makes the decoders of bodies and keeps those of finished ones. A
// stream of zstd needs its window of usually 8 MB and one of brotli 350 KB,
// which would be garbage after each small feed.
type decoders struct{ gzip, brotli, zstd sync.Pool }

// chain undoes the content codings of r, each bounded by limit bytes, since
// a coding in the middle can be a bomb that the last one hides. It reads
// nothing yet.
func (d *decoders) chain(r io.Reader, codings []string, limit int64) (io.Reader, error) {
	list := strings.FieldsFunc(strings.ToLower(strings.Join(codings, ",")), func(c rune) bool {
		return c == ',' || c == ' ' || c == '\t'
	})
	if len(list) > maxCodings {
		return nil, ErrEncoding
	}
	for i := len(list) - 1; i >= 0; i-- {
		open, ok := d.opener(list[i])
		if !ok {
			return nil, ErrEncoding
		}
		if open != nil {
			r = &boundedReader{from: &decoder{open: open, from: r}, left: limit}
		}
	}
	return r, nil
}

// An opener returns the decoder of a stream and how to keep it for another,
// nil if that is not worth it.
type opener func(*bufio.Reader) (to io.Reader, keep func(), err error)

// opener returns nil and true for codings that change nothing. "utf-8" and
// "none" are mistakes that some servers make for years.
func (d *decoders) opener(coding string) (opener, bool) {
	switch coding {
	case "gzip", "x-gzip":
		return d.openGzip, true
	case "br":
		return d.openBrotli, true
	case "zstd":
		return d.openZstd, true
	case "deflate":
		return openDeflate, true
	case "identity", "none", "utf-8", "utf8":
		return nil, true
	}
	return nil, false
}

// decoder opens the decoder with the first read, because opening one reads
// the stream's header.
type decoder struct {
	open opener
	from io.Reader
	to   io.Reader
	keep func()
	err  error
}

func (d *decoder) Read(p []byte) (int, error) {
	if d.err != nil {
		return 0, d.err
	}
	if d.to == nil {
		buffered := bufio.NewReader(d.from)
		if _, d.err = buffered.Peek(1); d.err != nil {
			return 0, d.err // nothing at all, however coded, is an empty body
		}
		if d.to, d.keep, d.err = d.open(buffered); d.err != nil {
			d.err = truncated(d.err)
			return 0, d.err
		}
	}
	n, err := d.to.Read(p)
	d.err = err
	// Only the reader itself knows that nobody reads any more. Who closes a
	// body early may do so while another goroutine reads.
	if err == io.EOF && d.keep != nil {
		d.keep()
	}
	return n, err
}

// truncated tells the end inside of a header from the end of a stream.
func truncated(err error) error {
	if err == io.EOF {
		return io.ErrUnexpectedEOF
	}
	return err
}

// plain reports whether a stream that should be compressed does not begin so.
// Servers that announce gzip and send text are common enough.
func plain(r *bufio.Reader, magic string) bool {
	head, err := r.Peek(len(magic))
	return err == nil && string(head) != magic
}

const gzipMagic = "\x1f\x8b"

func (d *decoders) openGzip(r *bufio.Reader) (io.Reader, func(), error) {
	if plain(r, gzipMagic) {
		return r, nil, nil
	}
	z, ok := d.gzip.Get().(*gzip.Reader)
	if !ok {
		z = new(gzip.Reader)
	}
	if err := z.Reset(r); err != nil {
		return nil, nil, err
	}
	z.Multistream(false)
	return &members{z: z, from: r}, func() { d.gzip.Put(z) }, nil
}

func (d *decoders) openBrotli(r *bufio.Reader) (io.Reader, func(), error) {
	z, ok := d.brotli.Get().(*brotli.Reader)
	if !ok {
		z = new(brotli.Reader)
	}
	if err := z.Reset(r); err != nil {
		return nil, nil, err
	}
	return z, func() { d.brotli.Put(z) }, nil
}

// members reads the members of a gzip stream and ignores what follows the
// last one. Padding is common, and browsers ignore it too.
type members struct {
	z    *gzip.Reader
	from *bufio.Reader
}

func (m *members) Read(p []byte) (int, error) {
	for {
		n, err := m.z.Read(p)
		if n > 0 || err != io.EOF {
			return n, ignoreEnd(n, err)
		}
		head, peekErr := m.from.Peek(len(gzipMagic))
		if peekErr != nil || string(head) != gzipMagic {
			return 0, io.EOF
		}
		if err := m.z.Reset(m.from); err != nil {
			return 0, truncated(err)
		}
		m.z.Multistream(false)
	}
}

// ignoreEnd leaves the end of a member to the next read.
func ignoreEnd(n int, err error) error {
	if n > 0 && err == io.EOF {
		return nil
	}
	return err
}

// openDeflate reads zlib streams, as the standard wants them, and bare
// deflate, as many servers send it.
func openDeflate(r *bufio.Reader) (io.Reader, func(), error) {
	head, err := r.Peek(2)
	if err == nil && head[0]&0x0f == 8 && (int(head[0])<<8|int(head[1]))%31 == 0 {
		z, err := zlib.NewReader(r)
		return z, nil, err
	}
	return flate.NewReader(r), nil, nil
}

func (d *decoders) openZstd(r *bufio.Reader) (io.Reader, func(), error) {
	head, err := r.Peek(4)
	frame := err == nil && string(head) == "\x28\xb5\x2f\xfd"
	skippable := err == nil && head[0]&0xf0 == 0x50 && string(head[1:]) == "\x2a\x4d\x18"
	if err == nil && !frame && !skippable {
		return r, nil, nil
	}
	z, ok := d.zstd.Get().(*zstd.Decoder)
	if !ok {
		// One at a time has no goroutine, so there is nothing to close.
		z, err = zstd.NewReader(nil, zstd.WithDecoderConcurrency(1), zstd.WithDecoderLowmem(true),
			zstd.WithDecoderMaxWindow(zstdWindow))
		if err != nil {
			return nil, nil, err
		}
	}
	if err := z.Reset(r); err != nil {
		return nil, nil, err
	}
	return z, func() { d.zstd.Put(z) }, nil
}
