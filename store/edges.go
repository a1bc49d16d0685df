package store

import (
	"bytes"
	"encoding/binary"
	"fmt"

	"go.etcd.io/bbolt"
)

// The kinds of edges. A page that lists an article gives both of them one;
// a listed article that the store does not hold yet is a wish of the page.
const (
	edgeLists    = '>' // the article's page lists another
	edgeListedBy = '<' // the article is listed by the page of another
	edgeWish     = '?' // the article's page lists one that isn't here
)

// edgeKey is number, kind, order on the page, and the other's number (or the
// key of the one that isn't here).
func edgeKey(num uint32, kind byte, order uint16, other []byte) []byte {
	k := append(numKey(num), kind)
	return append(binary.BigEndian.AppendUint16(k, order), other...)
}

const edgeOther = 4 + 1 + 2 // where the other stands in the key

func wishKey(target ID, num uint32, order uint16) []byte {
	k := binary.BigEndian.AppendUint64(nil, uint64(target))
	return binary.BigEndian.AppendUint16(append(k, numKey(num)...), order)
}

// eachEdge calls fn for an article's edges of a kind, in the page's order,
// until it returns false.
func eachEdge(tx *bbolt.Tx, num uint32, kind byte, fn func(order uint16, other []byte) bool) {
	prefix := append(numKey(num), kind)
	c := tx.Bucket(bucketEdges).Cursor()
	for k, _ := c.Seek(prefix); bytes.HasPrefix(k, prefix); k, _ = c.Next() {
		if !fn(binary.BigEndian.Uint16(k[len(prefix):]), k[edgeOther:]) {
			return
		}
	}
}

// maxListed bounds how many related articles one page may name.
const maxListed = 1000

// addListed records that num's page lists the articles known by the given
// keys, and tells whether that was news.
func addListed(tx *bbolt.Tx, keys *keyWriter, num uint32, listed []ID) (added bool, err error) {
	if len(listed) == 0 {
		return false, nil
	}
	have, order := map[string]bool{}, uint16(0)
	for _, kind := range []byte{edgeLists, edgeWish} {
		eachEdge(tx, num, kind, func(o uint16, other []byte) bool {
			have[string(other)], order = true, max(order, o+1)
			return true
		})
	}
	for _, id := range listed[:min(len(listed), maxListed)] {
		other := binary.BigEndian.AppendUint64(nil, uint64(id))
		kind := byte(edgeWish)
		if target, _, ok := keys.find(id); ok {
			other, kind = numKey(target), edgeLists
			if target == num {
				continue
			}
		}
		if have[string(other)] || int(order) >= maxListed {
			continue
		}
		have[string(other)], added = true, true
		if err := putEdge(tx, num, kind, order, other); err != nil {
			return added, err
		}
		order++
	}
	return added, nil
}

// putEdge writes an edge and its counterpart.
func putEdge(tx *bbolt.Tx, num uint32, kind byte, order uint16, other []byte) error {
	edges := tx.Bucket(bucketEdges)
	if err := edges.Put(edgeKey(num, kind, order, other), nil); err != nil {
		return err
	}
	if kind == edgeWish {
		return tx.Bucket(bucketWanted).Put(wishKey(ID(binary.BigEndian.Uint64(other)), num, order), nil)
	}
	target := binary.BigEndian.Uint32(other)
	if err := edges.Put(edgeKey(target, edgeListedBy, 0, numKey(num)), nil); err != nil {
		return err
	}
	return setLinked(tx, target)
}

// setLinked notes in an article's row that it has edges.
func setLinked(tx *bbolt.Tx, num uint32) error {
	b := tx.Bucket(bucketRows).Get(numKey(num))
	if len(b) == 0 || b[0]&rowLinked != 0 {
		return nil // it is new, and says so itself
	}
	b = bytes.Clone(b)
	b[0] |= rowLinked
	return tx.Bucket(bucketRows).Put(numKey(num), b)
}

// grantWishes joins a new article to the pages that listed it before it came.
func grantWishes(tx *bbolt.Tx, num uint32, keys []ID) (granted bool, err error) {
	for _, id := range keys {
		prefix := binary.BigEndian.AppendUint64(nil, uint64(id))
		var wishes [][]byte
		c := tx.Bucket(bucketWanted).Cursor()
		for k, _ := c.Seek(prefix); bytes.HasPrefix(k, prefix); k, _ = c.Next() {
			wishes = append(wishes, bytes.Clone(k))
		}
		for _, k := range wishes {
			page, order := binary.BigEndian.Uint32(k[8:]), binary.BigEndian.Uint16(k[12:])
			if err := tx.Bucket(bucketWanted).Delete(k); err != nil {
				return granted, err
			}
			if err := tx.Bucket(bucketEdges).Delete(edgeKey(page, edgeWish, order, prefix)); err != nil {
				return granted, err
			}
			if page == num {
				continue
			}
			if err := putEdge(tx, page, edgeLists, order, numKey(num)); err != nil {
				return granted, err
			}
			granted = true
		}
	}
	return granted, nil
}

// listedIDs returns what an article's page listed, in its order.
func listedIDs(tx *bbolt.Tx, num uint32) (ids []ID, err error) {
	var byOrder []struct {
		order uint16
		id    ID
	}
	eachEdge(tx, num, edgeLists, func(order uint16, other []byte) bool {
		var r row
		if r, err = getRow(tx, binary.BigEndian.Uint32(other)); err != nil {
			return false
		}
		byOrder = append(byOrder, struct {
			order uint16
			id    ID
		}{order, r.id})
		return true
	})
	eachEdge(tx, num, edgeWish, func(order uint16, other []byte) bool {
		byOrder = append(byOrder, struct {
			order uint16
			id    ID
		}{order, ID(binary.BigEndian.Uint64(other))})
		return true
	})
	// Both runs are in order already; a merge keeps the page's own.
	for i := 1; i < len(byOrder); i++ {
		for j := i; j > 0 && byOrder[j].order < byOrder[j-1].order; j-- {
			byOrder[j], byOrder[j-1] = byOrder[j-1], byOrder[j]
		}
	}
	for _, e := range byOrder {
		ids = append(ids, e.id)
	}
	return ids, err
}

// relative is an article beside another and how a page joined them.
type relative struct {
	num uint32
	how byte   // edgeLists, edgeListedBy, or edgeBeside
	via uint32 // for edgeBeside: the page that lists both
}

// edgeBeside joins two articles that one page lists.
const edgeBeside = '='

// maxRelatives bounds the answer: a page that lists thousands joins each to
// all others.
const maxRelatives = 500

// relatives returns the articles that pages join to one: those that its page
// lists, those whose page lists it, and those listed beside it.
func relatives(tx *bbolt.Tx, num uint32) (out []relative) {
	seen := map[uint32]bool{num: true}
	add := func(how byte, other, via uint32) bool {
		if !seen[other] {
			seen[other] = true
			out = append(out, relative{other, how, via})
		}
		return len(out) < maxRelatives
	}
	eachEdge(tx, num, edgeLists, func(_ uint16, other []byte) bool {
		return add(edgeLists, binary.BigEndian.Uint32(other), 0)
	})
	var pages []uint32
	eachEdge(tx, num, edgeListedBy, func(_ uint16, other []byte) bool {
		page := binary.BigEndian.Uint32(other)
		pages = append(pages, page)
		return add(edgeListedBy, page, 0)
	})
	for _, page := range pages {
		eachEdge(tx, page, edgeLists, func(_ uint16, other []byte) bool {
			return add(edgeBeside, binary.BigEndian.Uint32(other), page)
		})
	}
	return out
}

// explain says in words why two articles belong together. The scores only
// order the three ways, the page's own word first.
func explain(tx *bbolt.Tx, r relative) (score float64, reasons []string, err error) {
	switch r.how {
	case edgeLists:
		return 1, []string{"listed by this page"}, nil
	case edgeListedBy:
		return 0.9, []string{"its page lists this one"}, nil
	}
	via, err := getRow(tx, r.via)
	return 0.8, []string{fmt.Sprintf("listed together by “%s”", via.title)}, err
}
