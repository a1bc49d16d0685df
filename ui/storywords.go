package ui

import (
	"strings"
	"time"

	"newsreader/store"
)

// How stories are told of in a word or two.

// standing is what a person wants of a story.
func standing(s *store.Story) []string {
	var parts []string
	if s.Followed {
		parts = append(parts, "followed")
	}
	if s.Muted {
		muted := "muted"
		if s.MutedNew > 0 {
			muted += ": " + articles(s.MutedNew) + " came in read"
		}
		parts = append(parts, muted)
	}
	return parts
}

// later is how much later an article came, "" if that can't be told.
func later(c clock, first, then store.Time) string {
	if first.At.IsZero() || then.At.IsZero() || first.Basis == store.Imported || then.Basis == store.Imported {
		return ""
	}
	by, days := then.At.Sub(first.At), c.day(then)-c.day(first)
	switch {
	case (first.Precision == store.Day || then.Precision == store.Day) && days <= 0:
		return "the same day"
	case first.Precision == store.Day || then.Precision == store.Day || by >= 48*time.Hour:
		days = max(days, int(by.Hours()/24))
		if days == 1 {
			return "a day later"
		}
		return number(days) + " days later"
	case by < time.Minute:
		return "at the same time"
	case by < 90*time.Minute: // rounded as in the reasons of related articles
		return number(int(by.Round(time.Minute).Minutes())) + " min later"
	}
	return number(int(by.Round(time.Hour).Hours())) + " h later"
}

// sources is "1 source" or "5 sources".
func sources(n int) string {
	if n == 1 {
		return "1 source"
	}
	return number(n) + " sources"
}

// coverage is what a list says of a story in place of an article's source: who
// tells it alone, or how many do. In how many articles several tell it, the
// line above the footer says.
func coverage(st *styles, s *store.Story, width int) string {
	switch n := len(s.Sources); {
	case n > 1:
		return sources(n)
	case n == 1 && s.Articles > 1:
		return st.cut(number(s.Articles)+" from "+safe(s.Sources[0]), width)
	case n == 1:
		return safe(s.Sources[0])
	case s.Articles > 1:
		return articles(s.Articles)
	}
	return ""
}

// toldBy names the sources of a story.
func toldBy(s *store.Story) string {
	names := make([]string, len(s.Sources))
	for i, n := range s.Sources {
		names[i] = safe(n)
	}
	return strings.Join(names, ", ")
}

// storyOf says of an article how many its story has, "" if it is alone.
func storyOf(art *store.Article) string {
	if art.StorySize < 2 {
		return ""
	}
	return "story of " + number(art.StorySize)
}

// stories is "1 story" or "128 stories".
func stories(n int) string {
	if n == 1 {
		return "1 story"
	}
	return number(n) + " stories"
}
