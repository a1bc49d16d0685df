package store

import (
	"bytes"
	"context"
	"slices"

	"go.etcd.io/bbolt"
)

// journalReplay goes through the journal from its beginning and finds out by
// the records that can be read what its stacks should be.
type journalReplay struct {
	tx         *bbolt.Tx
	last       uint64      // the newest record that can be read
	undo, redo []stacked   // the newest last
	bad        []badRecord // those that can't be read, or undo such a one
	astray     []record    // whose link leads elsewhere; it is right in here
}

// stacked is a record on a stack, and the mark that it is about.
type stacked struct{ seq, mark uint64 }

type badRecord struct {
	key []byte
	err error
}

func replayJournal(ctx context.Context, tx *bbolt.Tx) (*journalReplay, error) {
	p := &journalReplay{tx: tx}
	err := tx.Bucket(bucketJournal).ForEach(func(k, v []byte) error {
		r, err := recordAt(k, v)
		if err == nil && r.of != 0 {
			_, err = getRecord(tx, r.of)
		}
		if err != nil {
			p.bad = append(p.bad, badRecord{bytes.Clone(k), err})
			return nil
		}
		p.take(&r)
		return ctx.Err()
	})
	return p, err
}

// take does with the stacks what the next record did. Where one is missing
// that came before, a mark may not be on top as it was then, or on no stack.
func (p *journalReplay) take(r *record) {
	p.last = r.seq
	switch {
	case r.adopted:
	case r.action == Undid:
		p.move(&p.undo, &p.redo, r)
	case r.action == Redid:
		p.move(&p.redo, &p.undo, r)
	default:
		p.redo = nil
		p.push(&p.undo, r, r.seq)
	}
}

func (p *journalReplay) move(from, to *[]stacked, r *record) {
	for i, s := range slices.Backward(*from) {
		if s.mark == r.of {
			*from = (*from)[:i]
			p.push(to, r, r.of)
			return
		}
	}
}

func (p *journalReplay) push(to *[]stacked, r *record, mark uint64) {
	if below := top(*to); r.below != below {
		r.below = below
		p.astray = append(p.astray, *r)
	}
	*to = append(*to, stacked{r.seq, mark})
}

// top returns the record on top of a stack, 0 if it is empty.
func top(stack []stacked) uint64 {
	if len(stack) == 0 {
		return 0
	}
	return stack[len(stack)-1].seq
}

// journal checks that each record can be read, and that undo and redo find
// their way through them.
func (c *checker) journal() error {
	p, err := replayJournal(c.ctx, c.tx)
	if err != nil {
		return err
	}
	for _, bad := range p.bad {
		c.rep.lost("a change can't be read: %v", bad.err)
	}
	for _, r := range p.astray {
		c.rep.problem("the journal's record %d leads undo astray", r.seq)
	}
	if h := c.head; h.seq != p.last || h.undo != top(p.undo) || h.redo != top(p.redo) {
		c.rep.problem("the journal ends at record %d with %d to undo and %d to redo; the store says %d, %d and %d",
			p.last, top(p.undo), top(p.redo), h.seq, h.undo, h.redo)
	}
	return nil
}

// mendJournal takes out the records that can't be read, and leads undo and redo
// past them to those before.
func mendJournal(ctx context.Context, tx *bbolt.Tx, h *head) error {
	p, err := replayJournal(ctx, tx)
	if err != nil {
		return err
	}
	journal := tx.Bucket(bucketJournal)
	for _, bad := range p.bad {
		if err := journal.Delete(bad.key); err != nil {
			return err
		}
	}
	for _, r := range p.astray {
		b, err := r.encode()
		if err != nil {
			return err
		}
		if err := journal.Put(seqKey(r.seq), b); err != nil {
			return err
		}
	}
	h.seq, h.undo, h.redo = p.last, top(p.undo), top(p.redo)
	return nil
}
