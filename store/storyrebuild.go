package store

import (
	"bytes"
	"maps"
	"slices"

	"go.etcd.io/bbolt"
)

// salvaged is what of the stories can't be derived: which articles are in
// them and what people said.
type salvaged struct {
	heads   map[StoryID]storyHead
	members map[StoryID][]uint32 // ascending; of stories that are more than one article alone
	splits  uint64               // how many IDs of split-offs were given
}

// salvageStories reads it: storyof says where an article belongs, and where
// that is silent, the stories' own records do.
func salvageStories(tx *bbolt.Tx) (*salvaged, error) {
	kept := &salvaged{map[StoryID]storyHead{}, map[StoryID][]uint32{}, tx.Bucket(bucketStories).Sequence()}
	listed := map[uint32]StoryID{}
	err := tx.Bucket(bucketStories).ForEach(func(k, v []byte) error {
		s, err := decodeStory(StoryID(numOf(k)), v)
		if err != nil {
			return nil // storyof knows its articles
		}
		s.centroid = bytes.Clone(s.centroid)
		kept.heads[s.id] = s.storyHead
		for _, num := range s.members {
			listed[num] = s.id
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	var alone []uint32
	err = tx.Bucket(bucketRows).ForEach(func(k, _ []byte) error {
		num := numOf(k)
		id := recordOf(tx, num)
		if id == 0 {
			id = listed[num]
		}
		if id == 0 {
			alone = append(alone, num)
			return nil
		}
		kept.add(id, num)
		return nil
	})
	for _, num := range alone { // it may be what a story is named after
		if kept.members[StoryID(num)] != nil {
			kept.add(StoryID(num), num)
		}
	}
	return kept, err
}

func (kept *salvaged) add(id StoryID, num uint32) {
	i, _ := slices.BinarySearch(kept.members[id], num)
	kept.members[id] = slices.Insert(kept.members[id], i, num)
	if id&splitBit != 0 {
		kept.splits = max(kept.splits, uint64(id&^splitBit)+1)
	}
}

// restore puts stories into empty buckets. All articles must be touched.
func (w *storyWriter) restore(kept *salvaged) error {
	for _, id := range slices.Sorted(maps.Keys(kept.members)) {
		s := w.open(id)
		s.storyHead, s.members, s.stale = kept.heads[id], kept.members[id], true
		s.old = slices.DeleteFunc(s.old, func(old StoryID) bool {
			_, taken := w.aliases[old]
			return taken || kept.members[old] != nil
		})
		for _, old := range s.old {
			w.aliases[old] = id
		}
		for _, num := range s.members {
			w.of.set(num, id)
		}
	}
	if err := w.tx.Bucket(bucketStories).SetSequence(kept.splits); err != nil {
		return err
	}
	return w.flush()
}
