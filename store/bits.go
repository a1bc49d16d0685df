package store

import (
	"bytes"
	"encoding/binary"
	"math/bits"

	"go.etcd.io/bbolt"
)

// State is one bit an article, in chunks by article number, so that marking
// one article writes 4 KB whatever the store holds, and marking a million
// writes 122 KB.
const (
	chunkShift = 15
	chunkBits  = 1 << chunkShift
	chunkBytes = chunkBits / 8
)

// stateBits reads the bits of one state without copying them: it holds the
// map's own bytes and dies with the transaction.
type stateBits struct{ chunks [][]byte }

func readBits(tx *bbolt.Tx, bucket []byte, next uint32) stateBits {
	s := stateBits{chunks: make([][]byte, (next>>chunkShift)+1)}
	for i := range s.chunks {
		if b := tx.Bucket(bucket).Get(numKey(uint32(i))); len(b) == chunkBytes {
			s.chunks[i] = b
		}
	}
	return s
}

func (s stateBits) has(num uint32) bool {
	i := num >> chunkShift
	if int(i) >= len(s.chunks) || s.chunks[i] == nil {
		return false
	}
	num &= chunkBits - 1
	return s.chunks[i][num>>3]&(1<<(num&7)) != 0
}

// words returns the bits as 64-bit words, a copy.
func (s stateBits) words() []uint64 {
	out := make([]uint64, len(s.chunks)*chunkBytes/8)
	for i, c := range s.chunks {
		for j := 0; j+8 <= len(c); j += 8 {
			out[i*chunkBytes/8+j/8] = binary.LittleEndian.Uint64(c[j:])
		}
	}
	return out
}

// bitWriter changes the bits of one state; flush writes the chunks touched.
type bitWriter struct {
	bucket *bbolt.Bucket
	chunks []writerChunk
}

type writerChunk struct {
	bits  []byte // nil: not loaded yet
	dirty bool   // bits is a copy, to be written
}

func newBitWriter(tx *bbolt.Tx, bucket []byte) *bitWriter {
	return &bitWriter{bucket: tx.Bucket(bucket)}
}

func (w *bitWriter) chunk(i uint32) *writerChunk {
	for int(i) >= len(w.chunks) {
		w.chunks = append(w.chunks, writerChunk{})
	}
	c := &w.chunks[i]
	if c.bits == nil {
		if c.bits = w.bucket.Get(numKey(i)); len(c.bits) != chunkBytes {
			c.bits, c.dirty = make([]byte, chunkBytes), true
		}
	}
	return c
}

// own makes a chunk ready to be changed.
func (c *writerChunk) own() []byte {
	if !c.dirty {
		c.bits, c.dirty = bytes.Clone(c.bits), true
	}
	return c.bits
}

func (w *bitWriter) has(num uint32) bool {
	c := w.chunk(num >> chunkShift)
	return c.bits[num&(chunkBits-1)>>3]&(1<<(num&7)) != 0
}

// set gives the bit a value and tells whether it had another.
func (w *bitWriter) set(num uint32, on bool) bool {
	if w.has(num) == on {
		return false
	}
	w.chunk(num >> chunkShift).own()[num&(chunkBits-1)>>3] ^= 1 << (num & 7)
	return true
}

// apply sets or clears all the bits that are set in words, and returns how
// many had another value.
func (w *bitWriter) apply(words []uint64, on bool) (changed uint32) {
	const each = chunkBytes / 8
	for i := 0; i*each < len(words); i++ {
		part := words[i*each : min((i+1)*each, len(words))]
		if !anySet(part) {
			continue
		}
		c := w.chunk(uint32(i)).own()
		for j, word := range part {
			old := binary.LittleEndian.Uint64(c[j*8:])
			flip := word &^ old
			if !on {
				flip = word & old
			}
			changed += uint32(bits.OnesCount64(flip))
			binary.LittleEndian.PutUint64(c[j*8:], old^flip)
		}
	}
	return changed
}

// replace makes the bits what words say, which are as many as there are.
func (w *bitWriter) replace(words []uint64) {
	const each = chunkBytes / 8
	for i := 0; i*each < len(words); i++ {
		c := w.chunk(uint32(i))
		for j, word := range words[i*each : min((i+1)*each, len(words))] {
			if binary.LittleEndian.Uint64(c.bits[j*8:]) != word {
				binary.LittleEndian.PutUint64(c.own()[j*8:], word)
			}
		}
	}
}

// words returns the bits, changes included, up to a number.
func (w *bitWriter) words(next uint32) stateWords {
	s := stateBits{chunks: make([][]byte, (next>>chunkShift)+1)}
	for i := range s.chunks {
		s.chunks[i] = w.chunk(uint32(i)).bits
	}
	return s.words()
}

func (w *bitWriter) flush() error { return flushChunks(w.bucket, w.chunks) }

// flushChunks writes the chunks that were changed.
func flushChunks(bucket *bbolt.Bucket, chunks []writerChunk) error {
	for i, c := range chunks {
		if !c.dirty {
			continue
		}
		if err := bucket.Put(numKey(uint32(i)), c.bits); err != nil {
			return err
		}
	}
	return nil
}

func anySet(words []uint64) bool {
	for _, w := range words {
		if w != 0 {
			return true
		}
	}
	return false
}
