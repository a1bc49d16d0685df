package store

import "slices"

// stories checks that records, the stories of articles and the bits that
// lists go by say the same.
func (c *checker) stories() error {
	covered := make(stateWords, len(c.words(bucketCovered)))
	members, old, flagged := 0, 0, 0
	err := c.tx.Bucket(bucketStories).ForEach(func(k, v []byte) error {
		s, err := decodeStory(StoryID(numOf(k)), v)
		if err != nil {
			c.rep.problem("story %s can't be read: %v", StoryID(numOf(k)), err)
			return nil
		}
		members, old = members+len(s.members), old+len(s.old)
		c.story(&s)
		c.aliases(&s)
		if s.flags&(storyFollowed|storyMuted) != 0 {
			flagged++
		}
		for _, num := range s.members {
			if int(num>>6) < len(covered) && num != s.newest.num() {
				covered[num>>6] |= 1 << (num & 63)
			}
		}
		return c.ctx.Err()
	})
	c.rep.Stories = c.rep.Articles - covered.count()
	eachGrouped(c.tx, nil, func(uint32, StoryID) { members-- })
	if members != 0 {
		c.rep.problem("%d articles more are listed by stories than say that they belong to one", members)
	}
	if n := c.tx.Bucket(bucketStoryAlias).Stats().KeyN; n != old {
		c.rep.problem("%d stories lead to others, of which %d know", n, old)
	}
	if n := c.tx.Bucket(bucketStoryFlags).Stats().KeyN; n != flagged {
		c.rep.problem("%d stories are on the list of followed and muted ones, not %d", n, flagged)
	}
	c.storyBits(covered)
	return err
}

// story checks one record against its articles.
func (c *checker) story(s *storyRecord) {
	if len(s.members) == 0 || len(s.members) == 1 && uint32(s.id) == s.members[0] && s.isPlain() {
		c.rep.problem("story %s has a record for nothing", s.id)
	}
	is := storyRecord{}
	for i, num := range s.members {
		r, err := getRow(c.tx, num)
		if err != nil || recordOf(c.tx, num) != s.id || i > 0 && num <= s.members[i-1] {
			c.rep.problem("story %s lists article %d, which isn't there, is listed already or belongs to another", s.id, num)
			continue
		}
		is.note(r.source, r.sortKey(num))
	}
	if is.newest != s.newest || is.oldest != s.oldest || !slices.Equal(is.sources, s.sources) {
		c.rep.problem("story %s says something else of its articles than they do", s.id)
	}
}

// aliases checks that other parts of the store know what a record says.
func (c *checker) aliases(s *storyRecord) {
	for _, id := range s.old {
		if _, exists, _ := getStory(c.tx, id); exists || aliasOf(c.tx, id) != s.id {
			c.rep.problem("story %s, which became part of %s, doesn't lead there", id, s.id)
		}
	}
	flags := byte(s.flags & (storyFollowed | storyMuted))
	listed := c.tx.Bucket(bucketStoryFlags).Get(numKey(uint32(s.id)))
	if len(listed) == 1 && listed[0] != flags || len(listed) != 1 && flags != 0 {
		c.rep.problem("story %s isn't on the list of followed and muted ones as it should be", s.id)
	}
}

// storyBits checks the bits that lists of stories go by.
func (c *checker) storyBits(covered stateWords) {
	unread, starred := c.newest(bucketUnread, covered), c.newest(bucketStarred, covered)
	for _, bits := range []struct {
		bucket []byte
		want   stateWords
	}{{bucketCovered, covered}, {bucketStoryUnread, unread}, {bucketStoryStarred, starred}} {
		if !slices.Equal(c.words(bits.bucket), bits.want) {
			c.rep.problem("lists of stories go by wrong bits (%s)", bits.bucket)
		}
	}
}

func (c *checker) words(bucket []byte) stateWords {
	return readBits(c.tx, bucket, c.head.next).words()
}

// newest returns the newest articles of the stories that have a state.
func (c *checker) newest(bucket []byte, covered stateWords) stateWords {
	words := spread(c.tx, c.words(bucket), c.head.next)
	for i := range words {
		words[i] &^= covered[i]
	}
	return words
}
