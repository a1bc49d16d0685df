package ui

import (
	"cmp"
	"slices"
	"strings"

	"newsreader/store"
)

// feedRow is a line of the feeds screen: a feed, a tag as a folder of feeds, or
// a saved search.
type feedRow struct {
	feed   *store.Subscription // or
	tag    string              // or
	search *saved
	nested bool // a feed below its folder

	feeds            int // in the folder
	unread, articles int
}

// sameAs tells whether two rows stand for the same thing.
func (r *feedRow) sameAs(o *feedRow) bool {
	switch {
	case r.feed != nil && o.feed != nil:
		return r.feed.ID == o.feed.ID
	case r.search != nil && o.search != nil:
		return r.search.Name == o.search.Name
	}
	return r.tag != "" && strings.EqualFold(r.tag, o.tag)
}

// feedTitle is what to call a feed on the screen: its name, its own title, or
// its address without what all addresses have.
func feedTitle(f *store.Subscription) string {
	for _, s := range []string{f.Name, f.Fetch.Feed.Title} {
		if t := strings.TrimSpace(safe(s)); t != "" {
			return t
		}
	}
	_, rest, ok := strings.Cut(safe(f.Address()), "://")
	if !ok {
		return safe(f.Address())
	}
	return rest
}

// sortedFeeds returns feeds in the order of their titles; case doesn't matter.
// They are not changed in place from then on: rows point at them.
func sortedFeeds(list []store.Subscription) []*store.Subscription {
	sorted := make([]*store.Subscription, len(list))
	for i := range list {
		sorted[i] = &list[i]
	}
	sortFeeds(sorted)
	return sorted
}

func sortFeeds(list []*store.Subscription) {
	keys := make(map[store.FeedID]string, len(list))
	for _, f := range list {
		keys[f.ID] = strings.ToLower(feedTitle(f))
	}
	slices.SortFunc(list, func(x, y *store.Subscription) int {
		return cmp.Or(byName(keys[x.ID], keys[y.ID]), cmp.Compare(x.ID, y.ID))
	})
}

// byName compares names as people order them: "Radio 4" before "Radio 10".
func byName(x, y string) int {
	for x != "" && y != "" {
		nx, ny := digits(x), digits(y)
		if nx == 0 || ny == 0 {
			if x[0] != y[0] {
				return cmp.Compare(x[0], y[0])
			}
			x, y = x[1:], y[1:]
			continue
		}
		a, b := strings.TrimLeft(x[:nx], "0"), strings.TrimLeft(y[:ny], "0")
		if c := cmp.Or(cmp.Compare(len(a), len(b)), strings.Compare(a, b)); c != 0 {
			return c
		}
		x, y = x[nx:], y[ny:]
	}
	return cmp.Compare(len(x), len(y))
}

// digits is how many digits a text begins with.
func digits(s string) int { return len(s) - len(strings.TrimLeft(s, "0123456789")) }

// searchRows are the rows of saved searches that hold all the words.
func searchRows(list []saved, words string) []feedRow {
	wanted := strings.Fields(strings.ToLower(words))
	var rows []feedRow
	for i := range list {
		if s := &list[i]; holdsAll(strings.ToLower(safe(s.Name+"\n"+s.Query)), wanted) {
			rows = append(rows, feedRow{search: s, unread: s.unread, articles: s.articles})
		}
	}
	return rows
}

// feedRows arranges sorted feeds: first those without a tag, then a folder for
// every tag. A feed with several tags stands in the folder of its first one,
// so that it is there once; the others count it too. Only feeds and tags that
// hold all the words are kept.
func feedRows(list []*store.Subscription, words string) []feedRow {
	wanted := strings.Fields(strings.ToLower(words))
	var rows []feedRow
	folders := make(map[string]*folder)
	for _, f := range list {
		fits := len(wanted) == 0 || holdsAll(feedText(f), wanted)
		row := feedRow{feed: f, unread: f.Unread, articles: f.Articles}
		if len(f.Tags) == 0 {
			if fits {
				rows = append(rows, row)
			}
			continue
		}
		for n, tag := range f.Tags {
			key := strings.ToLower(safe(tag))
			d := folders[key]
			if d == nil {
				d = &folder{row: feedRow{tag: tag}}
				folders[key] = d
			}
			d.row.feeds++
			d.row.unread += f.Unread
			d.row.articles += f.Articles
			if n == 0 && fits {
				row.nested = true
				d.feeds = append(d.feeds, row)
			}
		}
	}
	order := make([]string, 0, len(folders))
	for name, d := range folders {
		if len(d.feeds) > 0 || holdsAll(name, wanted) {
			order = append(order, name)
		}
	}
	slices.Sort(order)
	for _, name := range order {
		rows = append(append(rows, folders[name].row), folders[name].feeds...)
	}
	return rows
}

type folder struct {
	row   feedRow
	feeds []feedRow
}

// feedText is what a filter looks at: names, address, tags and troubles.
func feedText(f *store.Subscription) string {
	trouble := feedNote(f)
	return strings.ToLower(feedTitle(f) + "\n" + safe(f.Address()) + "\n" + strings.Join(f.Tags, "\n") + "\n" + trouble.text)
}

func holdsAll(text string, words []string) bool {
	return !slices.ContainsFunc(words, func(w string) bool { return !strings.Contains(text, w) })
}

// note is a word about a feed; bad if it is one about trouble.
type note struct {
	text string
	bad  bool
}

// feedNote tells in a word or two what is the matter with a feed, if anything.
func feedNote(f *store.Subscription) note {
	switch {
	case f.Paused:
		return note{"paused", false}
	case f.Fetch.Gone:
		return note{"gone for good", true}
	case f.Fetch.Error != "":
		return note{capital(strings.TrimRight(strings.TrimSpace(safe(f.Fetch.Error)), ".")), true}
	case f.Fetch.Tried.IsZero():
		return note{"not fetched yet", false}
	case f.Fetch.Lost != "":
		return note{"Read in part: " + strings.TrimSpace(safe(f.Fetch.Lost)), true}
	case f.Twin != 0:
		return note{"followed twice", false}
	}
	return note{}
}

// note is the word about a row's feed.
func (r *feedRow) note() note {
	if r.feed == nil {
		return note{}
	}
	return feedNote(r.feed)
}

// parseTags reads tags divided by commas; each is kept once.
func parseTags(text string) []string {
	var tags []string
	for part := range strings.SplitSeq(text, ",") {
		tag := strings.Join(strings.Fields(safe(part)), " ")
		if tag != "" && !slices.ContainsFunc(tags, func(t string) bool { return strings.EqualFold(t, tag) }) {
			tags = append(tags, tag)
		}
	}
	return tags
}
