package query

import (
	"errors"
	"math"
	"reflect"
	"strings"
	"testing"
	"time"
	"unicode/utf8"
)

var now = time.Date(2025, 6, 12, 15, 30, 0, 0, time.UTC)

func options(typing bool) Options { return Options{Now: now, Typing: typing} }

// same returns the tree without what String doesn't write: places, and what
// was being typed.
func same(n Node) Node {
	all := func(nodes []Node) []Node {
		var out []Node
		for _, c := range nodes {
			out = append(out, same(c))
		}
		return out
	}
	switch n := n.(type) {
	case And:
		return And{all(n.Of)}
	case Or:
		return Or{all(n.Of)}
	case Not:
		return Not{same(n.Of)}
	case Word:
		n.From, n.To, n.Typed = 0, 0, false
		return n
	case Phrase:
		n.From, n.To = 0, 0
		return n
	}
	return n
}

// valid are queries, and what String makes of them.
var valid = []struct{ text, want string }{
	{"", ""},
	{" \t\n\x00", ""},
	{"russia", "russia"},
	{"Élection Straße", "election strasse"},
	{"a b OR c d", "a (b OR c) d"},
	{"a OR b OR c", "a OR b OR c"},
	{"a OR (b OR c)", "a OR b OR c"},
	{"(a b) OR c", "(a b) OR c"},
	{"OR a OR", "a"},
	{"a AND b NOT c", "a b -c"},
	{"NOT NOT a", "-a"},
	{"-(-a)", "a"},
	{"-(a b) -\"c d\" -title:e", "-(a b) -\"c d\" -title:e"},
	{"- a -", "a"},
	{"or and not", "or and not"},
	{"ORACLE", "oracle"},
	{"-OR x", "-or x"},
	{"\"climate change\" polic*", "\"climate change\" polic*"},
	{"“climate change” „der Euro“ «la vie» 「東京」", "\"climate change\" \"der euro\" \"la vie\" \"東京\""},
	{"\"one\"", "\"one\""},
	{"\"\" ()", ""},
	{"(a", "a"},
	{"a) b", "a b"},
	{"（a OR b）", "a OR b"},
	{"well-known", "\"well known\""},
	{"climate-chan*", "climate chan*"},
	{"covid-19-vaccin*", "\"covid 19\" vaccin*"},
	{"don't O'Brien Russia's", "dont obrien russia"},
	{"3.5 1,000", "3.5 1000"},
	{"12:30 C: C:\\x a:b", "\"12 30\" c \"c x\" \"a b\""},
	{"Live: news http://bbc.co.uk/a_(b)?c=\"d x", "live news \"bbc co uk d\" x"},
	{"тема:слово", "\"тема слово\""},
	{"std::string", "\"std string\""},
	{"北京大学 北 \"2025年\" 东京*", "\"北京 京大 大学\" 北* 2025 年* 东京"},
	{"title:x TITLE:Y title：z", "title:x title:y title:z"},
	{"title:\"a b\" source:bbc.co.uk author:o'brien tag:climate-change", "title:\"a b\" source:\"bbc co uk\" author:obrien tag:\"climate change\""},
	{"title:(a OR tag:b c)", "(title:a OR tag:b) title:c"},
	{"title:a-b*", "title:a title:b*"},
	{"is:unread is:READ -is:starred", "is:unread is:read -is:starred"},
	{"after:2025 before:2025-06", "after:2025-01-01T00:00:00Z before:2025-06-01T00:00:00Z"},
	{"after:2025-06-10 before:2025-06-10T12:00:00+02:00", "after:2025-06-10T00:00:00Z before:2025-06-10T10:00:00Z"},
	{"newer:30m newer:12h", "after:2025-06-12T15:00:00Z after:2025-06-12T03:30:00Z"},
	{"newer:2d newer:3w newer:1y", "after:2025-06-10T15:30:00Z after:2025-05-22T15:30:00Z after:2024-06-12T15:30:00Z"},
	{"newer:9999y", "after:0001-01-01T00:00:00Z"},
	{"lang:en lang:pt_BR", "lang:en lang:pt-br"},
	{"feed:BBC feed:12 feed:\"The Guardian\" feed:https://a.b/c", "feed:\"bbc\" feed:\"12\" feed:\"the guardian\" feed:\"https://a.b/c\""},
	{"story:s12 story:7", "story:s12 story:s7"},
	{"😀", "?"},
	{"😀 a", "a"},
	{"-😀", "?"},
	{"צה\"ל שלום", "צהל שלום"},
	{"قال الرئيس -شلوم", "قال الرييس -شلوم"},
}

func TestParse(t *testing.T) {
	for _, c := range valid {
		q, err := Parse(c.text, options(false))
		if err != nil {
			t.Errorf("%q: %v", c.text, err)
			continue
		}
		if got := q.String(); got != c.want {
			t.Errorf("%q:\n got %s\nwant %s", c.text, got, c.want)
		}
	}
}

// TestTyping types each query: none of its beginnings is wrong.
func TestTyping(t *testing.T) {
	for _, c := range valid {
		for i := range c.text {
			if _, err := Parse(c.text[:i], options(true)); err != nil {
				t.Errorf("%q: %v", c.text[:i], err)
			}
		}
	}
	for _, c := range []struct {
		text string
		want Node
	}{
		{"ukra", Word{Text: "ukra", Typed: true, To: 4}},
		{"ukra ", Word{Text: "ukra", To: 4}},
		{"ukra*", Word{Text: "ukra", Prefix: true, To: 4}},
		{"\"a b", And{[]Node{Word{Text: "a", From: 1, To: 2}, Word{Text: "b", Typed: true, From: 3, To: 4}}}},
		{"\"a ", Phrase{Words: []string{"a"}, From: 1, To: 2}},
		{"title:", And{}},
		{"title:a", Word{Field: Title, Text: "a", Typed: true, From: 6, To: 7}},
		{"is:un", And{}},
		{"after:2025-0", And{}},
		{"北京", Word{Text: "北京", To: 6}},
	} {
		q, err := Parse(c.text, options(true))
		if err != nil {
			t.Errorf("%q: %v", c.text, err)
		} else if !reflect.DeepEqual(q.Root, c.want) {
			t.Errorf("%q:\n got %#v\nwant %#v", c.text, q.Root, c.want)
		}
	}
}

func TestErrors(t *testing.T) {
	for _, c := range []struct{ text, where, message string }{
		{"a after:yesterdy b", "after:yesterdy", "after:yesterdy is no date: write 2025, 2025-06, 2025-06-10 or newer:2d"},
		{"before:2025-13", "before:2025-13", "before:2025-13 is no date: write 2025, 2025-06, 2025-06-10 or newer:2d"},
		{"newer:2", "newer:2", "newer:2 is no length of time: write newer:30m, 12h, 2d, 3w or 1y"},
		{"is:red", "is:red", "is:red is no state: write is:unread, is:read or is:starred"},
		{"é foo:bar", "foo:", "foo: is no field: there are " + fieldNames},
		{"x \"never", "\"never", "the quotation mark is never closed"},
		{"title: x", "title:", "title: needs a value right after it, such as title:election"},
		{"lang:!", "lang:!", "lang:! is no language: write lang:en or lang:pt-BR"},
		{"story:x", "story:x", "story:x is no story: write story:s12"},
		{"feed:\"\"", "feed:\"\"", "feed:\"\" is no subscription: write feed:bbc, or feed:12 for its number"},
		{"is:\u202e[31m" + strings.Repeat("x", 99), "is:", "is:·[31m" + strings.Repeat("x", 32) + "… is no state: write is:unread, is:read or is:starred"},
	} {
		_, err := Parse(c.text, options(false))
		var e *Error
		if !errors.As(err, &e) {
			t.Errorf("%q: error %v", c.text, err)
			continue
		}
		if e.Message != c.message {
			t.Errorf("%q:\n got %s\nwant %s", c.text, e.Message, c.message)
		}
		if got := c.text[e.From:e.To]; got != c.where && c.where != "is:" {
			t.Errorf("%q: wrong at %q", c.text, got)
		}
	}
}

// TestHuge reads what is too large: it takes no long, and ends in an error.
func TestHuge(t *testing.T) {
	for name, text := range map[string]string{
		"text":     strings.Repeat("a", 1<<20),
		"words":    strings.Repeat("a ", 300),
		"chinese":  strings.Repeat("北", 300),
		"groups":   strings.Repeat("(", 60000),
		"negated":  strings.Repeat("-(", 30000),
		"fields":   strings.Repeat("title:(", 9000),
		"states":   strings.Repeat("is:read ", 300),
		"dashes":   strings.Repeat("- ", 1<<19),
		"a phrase": "\"" + strings.Repeat("a ", 300) + "\"",
	} {
		begin := time.Now()
		if _, err := Parse(text, options(true)); err == nil {
			t.Errorf("%s: no error", name)
		}
		if took := time.Since(begin); took > time.Minute {
			t.Errorf("%s: took %v", name, took)
		}
	}
}

func TestLocation(t *testing.T) {
	zone := time.FixedZone("", 2*60*60)
	q, err := Parse("after:2025-06-10", Options{Now: now, Location: zone})
	want := Time{After: time.Date(2025, 6, 10, 0, 0, 0, 0, zone).Unix(), Before: math.MaxInt64, Ahead: 2 * 60 * 60}
	if err != nil || q.Root != want {
		t.Errorf("got %v, %v; want %v", q, err, want)
	}
}

func TestWanted(t *testing.T) {
	q, err := Parse("a -b (c* OR -(d \"e f\")) \"g h\" title:i", options(false))
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, w := range q.Words() {
		got = append(got, w.Text)
	}
	for _, p := range q.Phrases() {
		got = append(got, strings.Join(p.Words, "+"))
	}
	if s := strings.Join(got, " "); s != "a c i g+h" {
		t.Errorf("got %s", s)
	}
}

func FuzzParse(f *testing.F) {
	for _, c := range valid {
		f.Add(c.text)
	}
	f.Add("after:x foo:bar is:")
	f.Add("ヿヿ")
	f.Fuzz(func(t *testing.T, text string) {
		typing, typingErr := Parse(text, options(true))
		q, err := Parse(text, options(false))
		if err == nil && typingErr != nil {
			t.Fatalf("%q: wrong only while typing: %v", text, typingErr)
		}
		for _, err := range []error{err, typingErr} {
			var e *Error
			if errors.As(err, &e) && (e.From < 0 || e.To < e.From || e.To > len(text) || !utf8.ValidString(e.Message)) || err != nil && e == nil {
				t.Fatalf("%q: error %#v", text, err)
			}
		}
		for _, q := range []*Query{q, typing} {
			if q == nil {
				continue
			}
			again, err := Parse(q.String(), options(false))
			if err != nil {
				t.Fatalf("%q: %q: %v", text, q.String(), err)
			}
			if !reflect.DeepEqual(same(again.Root), same(q.Root)) {
				t.Fatalf("%q: %q:\n got %#v\nwant %#v", text, q.String(), again.Root, q.Root)
			}
		}
	})
}
