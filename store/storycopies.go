package store

import (
	"go.etcd.io/bbolt"

	"newsreader/store/related"
)

// maxStoryPrints is how many articles of a story are looked at for copies,
// the oldest first: agencies' texts come early. To look at one takes as long
// as to show it.
const maxStoryPrints = 200

// copies returns for each article of a story, given oldest first, which of
// those before it is a near-copy, -1 if none. The first of some copies is
// what all the others copy.
func copies(tx *bbolt.Tx, nums []uint32) (of []int, err error) {
	of = make([]int, len(nums))
	for i := range of {
		of[i] = -1
	}
	if len(nums) == 1 {
		return of, nil
	}
	readers.with(func(reader *related.Reader) {
		prints := make([]*related.Print, min(len(nums), maxStoryPrints))
		for i := range prints {
			if prints[i], err = printOf(tx, reader, nums[i]); err != nil {
				return
			}
			for j := range i {
				if of[j] < 0 && related.Copy(prints[j], prints[i]) {
					of[i] = j
					break
				}
			}
		}
	})
	return of, err
}

// printOf takes an article's fingerprint.
func printOf(tx *bbolt.Tx, reader *related.Reader, num uint32) (*related.Print, error) {
	r, err := getRow(tx, num)
	if err != nil {
		return nil, err
	}
	text, err := textOf(tx.Bucket(bucketTexts).Get(numKey(num)))
	if err != nil {
		return nil, err
	}
	return reader.NewPrint(r.title, bodyOf(&text)), nil
}
