package fetch

import (
	"context"
	"io"
	"net/http"
	"time"
)

// body is what the caller reads: the answer decompressed, bounded, with its
// errors explained. It belongs to one goroutine; the context of the request
// stops it from others.
type body struct {
	v    *visit
	wire *wire
	from io.Reader // decoded and bounded
	err  error     // of the last read
}

func newBody(v *visit, answer *http.Response) (*body, error) {
	limit := v.f.o.MaxBytes
	if answer.ContentLength > limit {
		return nil, v.explain(ErrTooLarge)
	}
	w := newWire(v, answer.Body, limit)
	from, err := v.f.decoders.chain(w, answer.Header["Content-Encoding"], limit)
	if err != nil {
		return nil, v.explain(err)
	}
	return &body{v: v, wire: w, from: from}, nil
}

func (b *body) Read(p []byte) (int, error) {
	if b.err != nil || len(p) == 0 {
		return 0, b.err
	}
	n, err := b.from.Read(p)
	if err == nil {
		return n, nil
	}
	if err == io.EOF {
		b.wire.settle()
		b.err = io.EOF
	} else {
		b.err = b.explain(err)
	}
	b.end()
	return n, b.err
}

// explain prefers what the wire says to what a decoder made of it.
func (b *body) explain(err error) error {
	switch {
	case b.wire.err != nil && b.wire.err != io.EOF:
		return b.v.explain(bodyError{b.wire.err})
	case err == ErrTooLarge:
		return b.v.explain(err)
	case err == io.ErrUnexpectedEOF:
		return b.v.explain(ErrClosed)
	}
	return b.v.explain(ErrEncoding)
}

// Close ends the request. The rest of the body, if any, never arrives.
func (b *body) Close() error {
	if b.err == nil {
		b.err = errBodyClosed
	}
	b.end()
	return nil
}

func (b *body) end() {
	_ = b.wire.body.Close() // nothing is written: an error has no consequence
	b.wire.watch.Stop()
	b.v.end()
}

// wire is the body as it arrives, bounded and timed: every read has
// Timeouts.Idle, but not the caller's work in between.
type wire struct {
	body  io.ReadCloser
	idle  time.Duration
	watch *time.Timer
	left  int64
	err   error
}

func newWire(v *visit, body io.ReadCloser, limit int64) *wire {
	cancel := v.cancel
	w := &wire{body: body, idle: v.f.o.Timeouts.Idle, left: limit}
	w.watch = time.AfterFunc(w.idle, func() { cancel(errIdle) })
	w.watch.Stop()
	return w
}

func (w *wire) Read(p []byte) (int, error) {
	if w.err != nil {
		return 0, w.err
	}
	n, err := w.timed(p, w.idle)
	if w.left -= int64(n); w.left < 0 {
		n, err = 0, ErrTooLarge
	}
	w.err = err
	return n, err
}

func (w *wire) timed(p []byte, d time.Duration) (int, error) {
	w.watch.Reset(d)
	defer w.watch.Stop()
	return w.body.Read(p)
}

// Bounds on what is read only so that the connection can serve the next
// request. A new connection costs more than either, but not much more.
const (
	settleBytes = 8 << 10
	settleTime  = 250 * time.Millisecond
)

// settle reads to the end of the answer. A decoder stops at the end of its
// own stream, before the end that HTTP marks.
func (w *wire) settle() {
	var buf [512]byte
	for read := 0; w.err == nil && read < settleBytes; {
		n, err := w.timed(buf[:], settleTime)
		read += n
		w.err = err
	}
}

// drain reads the end of an answer whose body nobody wants, and closes it.
func drain(body io.ReadCloser) {
	stop := time.AfterFunc(settleTime, func() { _ = body.Close() })
	defer stop.Stop()
	_, _ = io.CopyN(io.Discard, body, settleBytes)
	_ = body.Close()
}

// boundedReader fails when more than left bytes come.
type boundedReader struct {
	from io.Reader
	left int64
}

func (r *boundedReader) Read(p []byte) (int, error) {
	n, err := r.from.Read(p)
	if r.left -= int64(n); r.left < 0 {
		return 0, ErrTooLarge
	}
	return n, err
}

// cause returns what ended ctx, nil if it goes on.
func cause(ctx context.Context) error {
	if ctx.Err() == nil {
		return nil
	}
	return context.Cause(ctx)
}
