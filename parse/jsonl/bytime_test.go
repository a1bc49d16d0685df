package jsonl

import (
	"bytes"
	"cmp"
	"fmt"
	"math/rand"
	"reflect"
	"slices"
	"strings"
	"testing"

	"newsreader/parse/news"
)

// byTime reads a text by time, so many lines at once.
func byTime(t *testing.T, text string, most int) (doc news.Document, got []*news.Article) {
	t.Helper()
	ahead := int64(0)
	o := Options{Workers: 2, MaxLine: 4000, Ahead: func(done, size int64) {
		if done < ahead || done > size || size != int64(len(text)) {
			t.Errorf("looked through %d of %d bytes after %d, of %d", done, size, ahead, len(text))
		}
		ahead = done
	}}
	doc, err := readByTime(strings.NewReader(text), int64(len(text)), o, most, func(a *news.Article) error {
		got = append(got, a)
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if ahead != int64(len(text)) {
		t.Errorf("looked through %d of %d bytes in the end", ahead, len(text))
	}
	return doc, got
}

func titles(list []*news.Article) string {
	var b strings.Builder
	for _, a := range list {
		b.WriteString(a.Title)
	}
	return b.String()
}

func TestByTime(t *testing.T) {
	line := func(title, rest string) string {
		return fmt.Sprintf(`{"title":%q,"source":"S",%s}`, title, rest) + "\n"
	}
	day := func(n int) string { return fmt.Sprintf(`"published":"2025-06-%02dT00:00:00Z"`, n) }
	for _, c := range []struct {
		name, text string
		most       int
		want       string
	}{
		{"any order", line("c", day(3)) + line("a", day(1)) + line("b", day(2)), 100, "abc"},
		{"no new line at the end", line("b", day(3)) + strings.TrimSpace(line("a", day(1))), 100, "ab"},
		{"newest first", line("c", day(3)) + line("b", day(2)) + line("a", day(1)), 100, "abc"},
		{"one time", line("c", day(3)) + line("a", day(3)) + line("b", day(3)), 100, "cab"},
		{"no time", line("c", `"id":"x"`) + line("a", day(1)), 100, "ac"},
		{"empty lines", "\n\n" + line("b", day(2)) + "\r\n" + line("a", day(1)) + "\n", 100, "ab"},
		{"the same address", line("c", day(9)+`,"url":"https://e.example/1?utm_source=x"`) + line("b", day(3)) + line("d", day(1)+`,"url":"http://e.example/1#top"`), 100, "bcd"},
		{"the same by way of a third", line("c", day(9)+`,"url":"https://e.example/1"`) + line("d", day(8)+`,"url":"https://e.example/2","id":"0000000000000007"`) +
			line("e", day(2)+`,"url":"https://e.example/1","id":"0000000000000007"`) + line("b", day(3)), 100, "bcde"},
		{"known by their texts", `{"content":"x",` + day(9) + "}\n" + line("b", day(3)) + `{"content":"x",` + day(1) + ",\"author\":\"late\"}\n", 100, "b"},
		{"windows", line("c", day(3)) + line("b", day(2)) + line("d", day(4)) + line("a", day(1)), 2, "bcad"},
		{"names", line("c", day(3)+`,"id":"x"`) + line("a", day(1)+`,"related":["x"]`), 100, "ca"},
	} {
		_, got := byTime(t, c.text, c.most)
		if titles(got) != c.want {
			t.Errorf("%s: %s, want %s", c.name, titles(got), c.want)
		}
		if c.name == "known by their texts" && got[len(got)-1].Author != "late" {
			t.Errorf("%s: the last line must stay the last", c.name)
		}
	}
}

// Many lines of different articles don't get in each other's way.
func TestByTimeManyKeys(t *testing.T) {
	r := rand.New(rand.NewSource(1))
	o := &ordering{starts: []int64{0}}
	const lines = 200_000
	for i := range lines {
		o.add(&batchLine{size: 1, outline: outline{at: lines - int64(i), keys: []news.ID{news.ID(r.Uint64()), news.ID(r.Uint64())}}})
	}
	o.sort()
	for i, line := range o.order {
		if int(line) != lines-1-i {
			t.Fatalf("line %d comes %dth", line, i)
		}
	}
}

// What is wrong with a line is told with its number in the file.
func TestByTimeProblems(t *testing.T) {
	text := `{"title":"b","source":"S","published":"2025-06-02"}` + "\nnonsense\n" + `{"title":"` + strings.Repeat("x", 5000) + `"}` + "\n" +
		`{"title":"a","source":"S","published":"2025-06-01"}` + "\n{}\n"
	doc, got := byTime(t, text, 100)
	want, _, err := read(t, text, Options{MaxLine: 4000})
	if err != nil {
		t.Fatal(err)
	}
	inOrder := slices.SortedFunc(slices.Values(doc.Problems), func(a, b news.Problem) int { return cmp.Compare(a.Where, b.Where) })
	if titles(got) != "ab" || doc.Lost != 3 || !reflect.DeepEqual(inOrder, want.Problems) {
		t.Errorf("%s, %d lost: %+v, want %+v", titles(got), doc.Lost, doc.Problems, want.Problems)
	}
}

// Names lead to the same articles in all orders and windows.
func TestByTimeRelated(t *testing.T) {
	text := `{"title":"b","id":"first","related":["third"],"published":"2025-06-02"}` + "\n" + `{"title":"a","id":"second","published":"2025-06-01"}` + "\n" +
		`{"title":"c","id":"third","related":["second","first"],"published":"2025-06-03"}` + "\n"
	for most := 1; most <= 4; most++ {
		_, got := byTime(t, text, most)
		related := map[string][]news.ID{}
		ids := map[string]news.ID{}
		for _, a := range got {
			related[a.Title], ids[a.Title] = a.Related, a.ID
		}
		if want := map[string][]news.ID{"a": nil, "b": {ids["c"]}, "c": {ids["a"], ids["b"]}}; !reflect.DeepEqual(related, want) {
			t.Errorf("%d at once: %v, want %v", most, related, want)
		}
	}
}

// By time come the same articles as in the file's order.
func TestByTimeIsAnOrder(t *testing.T) {
	for seed := range int64(20) {
		r := rand.New(rand.NewSource(seed))
		var text bytes.Buffer
		for range r.Intn(300) {
			a := randomArticle(r)
			a.Related = nil
			if err := NewEncoder(&text).Encode(FromArticle(a)); err != nil {
				t.Fatal(err)
			}
		}
		if text.Len() == 0 {
			continue
		}
		_, want, err := read(t, text.String(), Options{MaxLine: 4000})
		if err != nil {
			t.Fatal(err)
		}
		_, got := byTime(t, text.String(), 1<<20)
		// Those of one identity stand in the file's order.
		byID := func(a, b *news.Article) int { return cmp.Compare(a.ID, b.ID) }
		slices.SortStableFunc(want, byID)
		slices.SortStableFunc(got, byID)
		if !reflect.DeepEqual(got, want) {
			t.Fatalf("seed %d: %d articles, want %d", seed, len(got), len(want))
		}
	}
}
