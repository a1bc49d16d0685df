package store

import (
	"go.etcd.io/bbolt"
)

// storyReader reads stories as they are shown.
type storyReader struct {
	tx              *bbolt.Tx
	unread, starred stateBits
}

func newStoryReader(tx *bbolt.Tx) (*storyReader, error) {
	h, err := getHead(tx)
	return &storyReader{tx, readBits(tx, bucketUnread, h.next), readBits(tx, bucketStarred, h.next)}, err
}

// storyOfRow returns an article's story and how many articles that has.
func storyOfRow(tx *bbolt.Tx, num uint32) (StoryID, int, error) {
	id := recordOf(tx, num)
	if id == 0 {
		return StoryID(num), 1, nil
	}
	size, err := sizeIn(tx.Bucket(bucketStories).Get(numKey(uint32(id))))
	return id, size, err
}

// resolveStory returns the story that an ID stands for by now: stories that
// became part of others lead there.
func resolveStory(tx *bbolt.Tx, id StoryID) StoryID {
	if to := aliasOf(tx, id); to != 0 {
		return to
	}
	return id
}

// storyMembers returns the articles of a story by number; it may be ErrNoStory.
func storyMembers(tx *bbolt.Tx, id StoryID) ([]uint32, error) {
	s, ok, err := getStory(tx, id)
	if err != nil || ok {
		return s.members, err
	}
	num := uint32(id)
	if id&splitBit != 0 || recordOf(tx, num) != 0 || tx.Bucket(bucketRows).Get(numKey(num)) == nil {
		return nil, ErrNoStory
	}
	return []uint32{num}, nil
}

// storyRows reads the rows of a list of stories, each named by an article.
func storyRows(tx *bbolt.Tx, nums []uint32) ([]Article, error) {
	in, err := newStoryReader(tx)
	if err != nil {
		return nil, err
	}
	records, leads := make([]*storyRecord, len(nums)), make([]uint32, len(nums))
	for i, num := range nums {
		leads[i] = num
		id := recordOf(tx, num)
		if id == 0 {
			continue
		}
		if records[i], err = mustStory(tx, id); err != nil {
			return nil, err
		}
		if leads[i], err = leadOf(tx, records[i]); err != nil {
			return nil, err
		}
	}
	rows, err := articles(tx, leads)
	if err != nil {
		return nil, err
	}
	for i := range rows {
		story, err := in.story(rows[i], records[i])
		if err != nil {
			return nil, err
		}
		rows[i].StoryRow = &story
	}
	return rows, nil
}

// story tells of a story as a whole; s is nil if it is its lead alone.
func (in *storyReader) story(lead Article, s *storyRecord) (Story, error) {
	out := Story{ID: lead.Story, Lead: lead, Articles: 1, First: lead.Published, Last: lead.Published, Seen: lead.Read}
	if s == nil {
		if lead.Source != "" {
			out.Sources = []string{lead.Source}
		}
		out.Unread, out.Starred = count(!lead.Read), count(lead.Starred)
		return out, nil
	}
	for _, source := range s.sources {
		out.Sources = append(out.Sources, source.name)
	}
	out.Articles = len(s.members)
	for _, num := range s.members {
		out.Unread += count(in.unread.has(num))
		out.Starred += count(in.starred.has(num))
	}
	out.Seen = out.Unread < out.Articles
	out.Followed, out.Muted, out.MutedNew = s.flags&storyFollowed != 0, s.flags&storyMuted != 0, s.mutedNew
	for _, end := range []struct {
		at *Time
		k  sortKey
	}{{&out.First, s.oldest}, {&out.Last, s.newest}} {
		r, err := getRow(in.tx, end.k.num())
		if err != nil {
			return out, err
		}
		*end.at = r.published
	}
	return out, nil
}

func count(is bool) int {
	if is {
		return 1
	}
	return 0
}
