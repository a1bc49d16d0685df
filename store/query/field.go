package query

import (
	"strings"
	"unicode"

	"newsreader/store/token"
)

// fieldNames is for messages.
const fieldNames = "title: source: author: feed: tag: is: before: after: newer: lang: story:"

// A condition is what a name before a colon stands for. read reads its value,
// which is next and not empty; from is where the name begins.
type condition struct {
	example string
	read    func(p *parser, from int) (Node, error)
}

// conditionOf returns what a name stands for.
func conditionOf(name string) (condition, bool) {
	switch name {
	case "title":
		return condition{"title:election", in(Title)}, true
	case "source":
		return condition{"source:bbc", in(Source)}, true
	case "author":
		return condition{"author:smith", in(Author)}, true
	case "tag":
		return condition{"tag:climate", in(Tag)}, true
	case "feed":
		return condition{"feed:bbc", (*parser).feed}, true
	case "is":
		return condition{"is:unread", (*parser).state}, true
	case "before":
		return condition{"before:2025-06-10", (*parser).before}, true
	case "after":
		return condition{"after:2025-06-10", (*parser).after}, true
	case "newer":
		return condition{"newer:2d", (*parser).newer}, true
	case "lang":
		return condition{"lang:en", (*parser).lang}, true
	case "story":
		return condition{"story:s12", (*parser).story}, true
	}
	return condition{}, false
}

// in returns what reads the words wanted in a field.
func in(field Field) func(*parser, int) (Node, error) {
	return func(p *parser, _ int) (Node, error) {
		switch r := p.peek(); {
		case isOpen(r):
			return p.group(field)
		case quotes(r) != "":
			return p.phrase(field)
		}
		return p.word(field)
	}
}

// A value is what stands behind a field's name.
type value struct {
	text string // folded
	// begun tells that it ends where the text ends, which is being typed: it
	// may go on.
	begun bool
}

// value reads the value of a field that isn't searched for words, and counts
// it.
func (p *parser) value() (value, error) {
	if quotes(p.peek()) != "" {
		from, to, closed, err := p.inQuotes()
		if err != nil {
			return value{}, err
		}
		return value{fold(p.text[from:to]), !closed}, p.count(1, from, to)
	}
	from, to := p.chunk()
	return value{fold(p.text[from:to]), p.o.Typing && to == len(p.text)}, p.count(1, from, to)
}

// fold folds a value and parts its words by one space. Marks that would end a
// quotation go, so that it can be written in one.
func fold(s string) string {
	s = strings.Map(func(r rune) rune {
		if isSpace(r) || quotes(r) != "" || r == unicode.ReplacementChar {
			return ' '
		}
		return r
	}, token.Fold(s))
	return strings.Join(strings.Fields(s), " ")
}

// wrong returns the error about the value just read, of the field whose name
// begins at from.
func (p *parser) wrong(from int, should string) error {
	return p.fail(from, p.at, "%s is %s", p.quoted(from, p.at), should)
}

func (p *parser) feed(from int) (Node, error) {
	v, err := p.value()
	words := strings.Fields(v.text)
	switch {
	case err != nil:
		return nil, err
	case len(words) > 0:
		return Feed{Words: words}, nil
	case v.begun:
		return nil, nil
	}
	return nil, p.wrong(from, "no subscription: write feed:bbc, or feed:12 for its number")
}

var states = [...]string{Unread: "unread", Read: "read", Starred: "starred"}

func (p *parser) state(from int) (Node, error) {
	v, err := p.value()
	if err != nil {
		return nil, err
	}
	begun := false
	for s, name := range states {
		if v.text == name {
			return Is{State: State(s)}, nil
		}
		begun = begun || v.begun && strings.HasPrefix(name, v.text)
	}
	if begun {
		return nil, nil
	}
	return nil, p.wrong(from, "no state: write is:unread, is:read or is:starred")
}

func (p *parser) lang(from int) (Node, error) {
	v, err := p.value()
	tag := strings.ReplaceAll(v.text, "_", "-")
	switch {
	case err != nil:
		return nil, err
	case isTag(tag):
		return Lang{Tag: tag}, nil
	case v.begun && (len(tag) < 2 || isTag(strings.TrimSuffix(tag, "-"))):
		return nil, nil
	}
	return nil, p.wrong(from, "no language: write lang:en or lang:pt-BR")
}

// isTag reports whether s looks like a language tag.
func isTag(s string) bool {
	const longest = 35
	first, _, _ := strings.Cut(s, "-")
	if len(first) < 2 || len(first) > 8 || len(s) > longest || s[len(s)-1] == '-' {
		return false
	}
	return strings.Trim(s, "abcdefghijklmnopqrstuvwxyz0123456789-") == "" && !strings.Contains(s, "--")
}

func (p *parser) story(from int) (Node, error) {
	v, err := p.value()
	number := strings.TrimPrefix(v.text, "s")
	switch {
	case err != nil:
		return nil, err
	case number != "" && len(number) <= 10 && isDigits(number):
		return Story{ID: "s" + number}, nil
	case number == "" && v.begun:
		return nil, nil
	}
	return nil, p.wrong(from, "no story: write story:s12")
}

func isDigits(s string) bool { return strings.Trim(s, "0123456789") == "" }
