package jsonl

import (
	"hash/maphash"

	"newsreader/parse/news"
)

// Bounds of what a linker remembers, about 50 MB at most.
const (
	maxNames = 1 << 20
	maxHeld  = 16 << 20 // bytes of articles that wait for names
)

// linker turns the names by which lines of one file mention each other into
// IDs. IDs of ours are what they are; other names mean the line that has
// them, which may come later. Articles wait for that, as long as there is
// room.
type linker struct {
	unnamed bool // no line mentions another one by its name
	seed    maphash.Seed
	ids     map[uint64]news.ID // by hash of the name
	waiting []Item
	held    int
	feeds   map[news.Feed]*news.Feed
}

func newLinker() *linker {
	return &linker{seed: maphash.MakeSeed(), ids: map[uint64]news.ID{}, feeds: map[news.Feed]*news.Feed{}}
}

// add takes the next line. It reports whether its article is complete; if
// not it waits for flush.
func (l *linker) add(it Item) (ready bool) {
	l.shareFeed(it.Article)
	if _, own := ownID(it.Name); !own && !l.unnamed && it.Name != "" && len(l.ids) < maxNames {
		l.ids[maphash.String(l.seed, it.Name)] = it.Article.ID
	}
	if l.resolve(it) {
		return true
	}
	l.waiting = append(l.waiting, it)
	l.held += len(it.Article.Content) + len(it.Article.Summary) + 32*len(it.Related) + 1000
	return false
}

func (l *linker) full() bool { return l.held > maxHeld }

// flush yields the articles that wait, with the names known by now. A name
// that is not leads nowhere: the file may be a part of a larger one.
func (l *linker) flush(yield func(*news.Article) error) error {
	for i, it := range l.waiting {
		l.resolve(it)
		if err := yield(it.Article); err != nil {
			return err
		}
		l.waiting[i] = Item{}
	}
	l.waiting, l.held = l.waiting[:0], 0
	return nil
}

// resolve sets the related articles of it as far as their names are known,
// and reports whether all are.
func (l *linker) resolve(it Item) (all bool) {
	a := it.Article
	a.Related = a.Related[:0]
	if len(it.Related) == 0 {
		return true
	}
	all = true
	seen := map[news.ID]bool{a.ID: true}
	for _, name := range it.Related {
		id, ok := ownID(name)
		if !ok {
			id, ok = l.ids[maphash.String(l.seed, name)]
		}
		if !ok {
			all = false
		} else if !seen[id] {
			seen[id] = true
			a.Related = append(a.Related, id)
		}
	}
	return all
}

// maxFeeds bounds the feeds that are shared.
const maxFeeds = 1000

// shareFeed lets articles of the same feed share one value.
func (l *linker) shareFeed(a *news.Article) {
	if a.Feed == nil {
		return
	}
	if known, ok := l.feeds[*a.Feed]; ok {
		a.Feed = known
	} else if len(l.feeds) < maxFeeds {
		l.feeds[*a.Feed] = a.Feed
	}
}
