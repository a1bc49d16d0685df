package store

import (
	"fmt"
	"strconv"
	"time"

	"newsreader/store/index"
	"newsreader/store/related"
)

// ID identifies an article for as long as the store lives. It is given by
// whoever stores the article (see Incoming.Keys); 0 is no article.
type ID uint64

// String returns the ID as 16 lower-case hexadecimal digits.
func (id ID) String() string { return fmt.Sprintf("%016x", uint64(id)) }

// ParseID reads what String wrote.
func ParseID(s string) (ID, error) {
	v, err := strconv.ParseUint(s, 16, 64)
	if err != nil || len(s) != 16 {
		return 0, fmt.Errorf("%q is not an article ID of 16 hexadecimal digits", s)
	}
	return ID(v), nil
}

// Precision tells the smallest unit of a time that is known.
type Precision uint8

// The precisions, finest first.
const (
	Second Precision = iota
	Hour
	Day
)

// Basis tells where a time comes from. A higher basis is better evidence.
type Basis uint8

// The bases, weakest first.
const (
	Imported Basis = iota // nothing is known but when it was taken in
	Inferred              // from dates in the text
	Relative              // "an hour ago", from the document's own time
	Stated                // by the document
)

// Time is a moment with what is known of it. At is in UTC and has whole
// seconds; with precision Day it is the day's midnight in UTC and stands for
// the calendar day, whatever the reader's time zone.
type Time struct {
	At        time.Time
	Precision Precision
	Basis     Basis
}

// Article is what a list shows of an article. It is read without touching
// the article's text.
type Article struct {
	ID        ID
	Title     string
	Source    string // publisher, "" if unknown
	Published Time
	Tags      []string

	Read    bool
	Starred bool
	Changed bool // its text changed after it was first stored

	Words   int // of the text
	Related int // how many articles pages list beside it

	// Story is the story it belongs to; every article has one. StorySize is
	// how many articles that has, this one included.
	Story     StoryID
	StorySize int
	// StoryRow is the story as a whole: set only in the rows of a View whose
	// Stories is true, where the article stands for its story.
	StoryRow *Story
}

// Text is the rest of an article: what the detail view and the command line
// need beyond the list.
type Text struct {
	URL, GUID        string
	Author, Language string
	Summary          string // plain text
	Content          string // Markdown
	Updated          time.Time
	Feed             Feed
	Enclosures       []Enclosure
	Listed           []ID // what the article's own document listed as related

	// Position is the paragraph that was on top when the reader left the
	// article, 0 for its beginning.
	Position int
}

// Feed describes where an article came from; all fields may be empty.
type Feed struct {
	Title, Link, Description, Language string
}

// Enclosure is a file that an article offers.
type Enclosure struct {
	URL, Type string
	Size      int64
}

// Incoming is an article on its way into the store.
type Incoming struct {
	// Keys are the hashes under which the same article may be met again, the
	// primary first. A new article gets the primary as its ID.
	Keys []ID

	Title, Source string
	Published     Time
	Tags          []string
	Words         int
	Text          Text // Position is ignored

	// Feeds are the subscriptions that brought it, if any did.
	Feeds []FeedID

	// State is given by our own exports only, and is taken only for
	// articles that are new.
	Read, Starred bool

	packed []byte         // the text as it is stored
	shed   int            // bytes of summary and content that Pack has let go of
	doc    *index.Doc     // what the index is made of
	lead   related.Hashes // the words at its beginning
}

// PutResult counts what became of the articles of one Put.
type PutResult struct {
	Added, Updated, Unchanged int
}

// Filter selects articles by state.
type Filter uint8

// The filters.
const (
	All Filter = iota
	Unread
	Starred

	filters = iota
)

// Order is the direction of a list.
type Order uint8

// The orders. Articles of the same second keep the order of their document
// in NewestFirst.
const (
	NewestFirst Order = iota
	OldestFirst
	BestFirst // by score; of searches only
)

// View is an ordered selection of articles. The zero View is all articles,
// newest first.
type View struct {
	Filter Filter
	Order  Order

	// Stories makes each row a story, represented by its lead article. A
	// filter then takes the stories that hold such an article, and followed
	// stories with unread articles come first. At.ID and Next may name any
	// article of a story.
	Stories bool

	// Feed limits the view to the articles of one subscription; 0 is all.
	Feed FeedID

	// Keep holds articles that the view shows whatever Filter says: those
	// that were marked since the reader came here.
	Keep *Set

	// Within limits the view to the result of a search, in the result's
	// order; all else is then ignored.
	Within *Result
}

// At names a place in a view: an article, or a row.
type At struct {
	// ID is the article to look for. If the view does not hold it, the place
	// where it would stand is meant.
	ID ID
	// Newest looks for the newest article of ID's story instead that the view
	// holds, of unread ones if it holds any.
	Newest bool
	// Row counts from 0; used when ID is 0.
	Row int
	// Before is how many rows to return ahead of that place.
	Before int
}

// Window is a stretch of a view, all of one moment.
type Window struct {
	Rows  []Article
	First int  // row number of Rows[0] in the view
	Total int  // rows in the view
	Row   int  // row number of what At asked for, within 0..Total
	Found bool // At.ID is in the view, or was not asked for
	Counts
	Seq uint64 // the journal's newest record
}

// Counts are the totals of the whole store.
type Counts struct {
	Articles, Unread, Starred int
}

// Action is a change of state.
type Action uint8

// The actions. Those from Undid on appear in the journal only.
const (
	MarkRead Action = iota + 1
	MarkUnread
	Star
	Unstar
	Undid
	Redid
	FeedAdded
	FeedChanged
	FeedRemoved
	StoriesJoined
	StorySplit
	StoryFollowed
	StoryUnfollowed
	StoryMuted
	StoryUnmuted
)

// Change is one record of the journal: who was changed, how and when.
type Change struct {
	Seq    uint64 // counts from 1; 0 means that nothing was changed
	Action Action
	At     time.Time
	Count  int        // articles whose state or story it changed
	Set    *Set       // those articles
	Title  string     // of the article when Count is 1, or of the feed or story
	Feed   FeedID     // the feed concerned, if it is only one
	Feeds  int        // how many feeds it added, changed or removed
	Story  StoryID    // likewise the story: joined to, split off, followed or muted
	Edits  []FeedEdit // what FeedChanged changed of it, or of each of several alike
	Of     uint64     // for Undid and Redid: the record undone or redone
	Was    Action     // for Undid and Redid: that record's action
	Undone bool       // this record is undone at present

	Adopted bool // it was made in another store: Undo passes it over
}

// Tier orders related articles.
type Tier uint8

// The tiers, closest first.
const (
	Listed     Tier = iota // a page named it
	SameStory              // tells the same event
	Background             // tells what led to it
)

// String returns the name that the command line prints.
func (t Tier) String() string {
	return [...]string{"listed", "same story", "background"}[min(t, Background)]
}

// Related is an article beside another one, and why.
type Related struct {
	Article
	Tier    Tier
	Score   float64  // 0 to 1
	Reasons []string // short phrases for people
	CopyOf  ID       // 0, or the article whose near-copy it is
}
