package news

import (
	"strings"
	"testing"
	"testing/quick"

	"golang.org/x/text/unicode/norm"
)

func TestCanonicalURL(t *testing.T) {
	for _, c := range []struct{ raw, want string }{
		{"HTTPS://Example.COM", "https://example.com/"},
		{"https://example.com/?", "https://example.com/"},
		{"http://example.com:80/a", "http://example.com/a"},
		{"https://example.com:443/a", "https://example.com/a"},
		{"https://example.com:8443/a", "https://example.com:8443/a"},
		{"http://example.com./a", "http://example.com/a"},
		{"https://example.com/a#part-2", "https://example.com/a"},
		{"https://example.com/#!/article/5", "https://example.com/#!/article/5"},
		{"https://example.com/a/?utm_source=x#comment-12", "https://example.com/a/#comment-12"},
		{"https://example.com/a?id=1#c1234567890", "https://example.com/a?id=1#c1234567890"},
		{"https://example.com/2025/06/10.html#a130105", "https://example.com/2025/06/10.html#a130105"},
		{"https://example.com/a#comments", "https://example.com/a"},
		{"https://example.com/a#c1", "https://example.com/a"},
		{"https://example.com/a#0", "https://example.com/a"},
		{"https://example.com/a?utm_source=rss&id=5&UTM_medium=x&page=2", "https://example.com/a?id=5&page=2"},
		{"https://example.com/a?fbclid=x&gclid=y&mc_cid=z", "https://example.com/a"},
		{"https://example.com/a?b=2&a=1&b=3", "https://example.com/a?b=2&a=1&b=3"},
		{"https://example.com/a?&&id=5&", "https://example.com/a?id=5"},
		{"https://www.example.com/a/", "https://www.example.com/a/"},
		{"https://example.com/%e6%97%a5", "https://example.com/%E6%97%A5"},
		{"https://me:secret@example.com/a", "https://example.com/a"},
		{"http://[2001:DB8::1]:80/a", "http://[2001:db8::1]/a"},
		{"mailto:desk@example.com", ""},
		{"javascript:alert(1)", ""},
		{"/a", ""},
		{"", ""},
		{"https://example.com/\x1b[31m", ""},
	} {
		got, ok := CanonicalURL(c.raw)
		if got != c.want || ok != (c.want != "") {
			t.Errorf("CanonicalURL(%q) = %q, %v, want %q", c.raw, got, ok, c.want)
		}
		if again, _ := CanonicalURL(got); again != got {
			t.Errorf("CanonicalURL(%q) = %q, then %q", c.raw, got, again)
		}
	}
}

func id(a Article) ID { Identify(&a); return a.ID }

// TestSame lists articles that are one.
func TestSame(t *testing.T) {
	feed := &Feed{Title: "Daily", Link: "https://daily.example/"}
	for name, c := range map[string][2]Article{
		"scheme":             {{URL: "http://e.example/a"}, {URL: "https://e.example/a"}},
		"tracking":           {{URL: "http://e.example/a?utm_source=x"}, {URL: "http://e.example/a#c"}},
		"url beats guid":     {{URL: "http://e.example/a", GUID: "1", Feed: feed}, {URL: "http://e.example/a", GUID: "2"}},
		"guid in feed":       {{GUID: "5", Feed: feed, Title: "old"}, {GUID: "5", Feed: &Feed{Link: "http://daily.example"}, Title: "new"}},
		"guid in its title":  {{GUID: "5", Feed: &Feed{Title: "The Daily"}}, {GUID: "5", Feed: &Feed{Title: "the  daily"}}},
		"front page is none": {{URL: "http://e.example/", Title: "t"}, {Title: "T"}},
		"case, punctuation":  {{Source: "CNA", Title: "Musk's father: “has to end”"}, {Source: "cna ", Title: "musk’s  father — \"Has to end\""}},
		"compatibility":      {{Title: "ＡＢＣ ﬁnds １２"}, {Title: "abc finds 12"}},
		"sharp s and sigma":  {{Title: "STRASSE ΟΔΟΣ"}, {Title: "straße οδος"}},
		"decomposed":         {{Title: "Z\u0075\u0308rich"}, {Title: "Zürich"}},
	} {
		if a, b := id(c[0]), id(c[1]); a != b {
			t.Errorf("%s: %v and %v differ", name, a, b)
		}
	}
}

// TestDifferent lists articles that a careless identity would merge.
func TestDifferent(t *testing.T) {
	feed := &Feed{Title: "Daily", Link: "https://daily.example/"}
	seen := map[ID]int{}
	for i, a := range []Article{
		{}, {Title: "a"}, {Source: "a"}, {Source: "a", Title: "a"}, {Content: "a"}, {Content: "b"},
		{Title: "?"}, {Title: "!"}, {Title: "C"}, {Title: "C++"}, {Title: "ü"}, {Title: "u"},
		{URL: "http://e.example/a"}, {URL: "http://e.example/A"}, {URL: "http://e.example/a/"},
		{URL: "http://e.example/?id=1"}, {URL: "http://e.example/?id=2"}, {URL: "http://www.e.example/?id=2"},
		{URL: "http://e.example/#!/1"}, {URL: "http://e.example/#!/2"},
		{URL: "http://e.example/a#comment-1"}, {URL: "http://e.example/a#comment-2"}, {URL: "http://e.example/#comment-1"},
		{GUID: "5", Feed: feed}, {GUID: "5"}, {GUID: "5", Title: "a"}, {GUID: "6", Title: "a"},
		{GUID: "5", Feed: &Feed{Title: "Other"}}, {GUID: "5", Feed: &Feed{Link: "https://daily.example/sport"}},
	} {
		k := id(a)
		if j, ok := seen[k]; ok {
			t.Errorf("articles %d and %d have one ID: %+v", j, i, a)
		}
		if k == 0 {
			t.Errorf("article %d has ID 0", i)
		}
		seen[k] = i
	}
}

func TestKeys(t *testing.T) {
	feed := &Feed{Link: "https://daily.example/"}
	full := Article{URL: "https://e.example/a", GUID: "5", Feed: feed, Source: "Daily", Title: "News"}
	Identify(&full)
	byGUID, byTitle := full, full
	byGUID.URL = ""
	byTitle.URL, byTitle.GUID = "", ""
	want := []ID{full.ID, id(byGUID), id(byTitle)}
	got := Keys(&full)
	if len(got) != 3 || got[0] != want[0] || got[1] != want[1] || got[2] != want[2] {
		t.Errorf("Keys = %v, want %v", got, want)
	}
	full.ID = 77 // as a store that met the article under another key first
	if got := Keys(&full); len(got) != 4 || got[0] != 77 || got[1] != want[0] {
		t.Errorf("Keys of an article with a given ID = %v", got)
	}
}

// TestKeysProperties: the primary key comes first, none is 0 or doubled, and
// identifying looks at nothing that a parser may leave out.
func TestKeysProperties(t *testing.T) {
	err := quick.Check(func(url, guid, source, title, content string) bool {
		a := Article{URL: "https://e.example/" + url, GUID: guid, Source: source, Title: title, Content: content}
		keys := Keys(&a)
		Identify(&a)
		seen := map[ID]bool{0: true}
		for _, k := range keys {
			if seen[k] {
				return false
			}
			seen[k] = true
		}
		b := a
		b.Summary, b.Author, b.Tags = "s", "a", []string{"t"}
		Identify(&b)
		return keys[0] == a.ID && b.ID == a.ID
	}, nil)
	if err != nil {
		t.Error(err)
	}
}

func FuzzFold(f *testing.F) {
	f.Add("Musk’s FATHER", " ")
	f.Add("ǰ\u0345 İ ŉ", "\u00a0")
	f.Fuzz(func(t *testing.T, s, gap string) {
		got := Fold(s)
		if again := Fold(norm.NFD.String(s)); again != got {
			t.Errorf("Fold(%+q) = %+q, decomposed %+q", s, got, again)
		}
		if again := Fold("  " + strings.ReplaceAll(s, " ", "\t—\n") + "! "); strings.TrimSpace(gap) == "" && again != got {
			t.Errorf("Fold(%+q) = %+q, with other spaces %+q", s, got, again)
		}
	})
}

func FuzzCanonicalURL(f *testing.F) {
	f.Add("https://example.com/a?utm_source=x&b=%e6#!/c")
	f.Add("http://.")
	f.Add("http://a..:80/")
	f.Add("https://[2001:db8::1]:443/x")
	f.Add("http://a-1.example//b/../C_~.x-0")
	f.Fuzz(func(t *testing.T, raw string) {
		got, ok := CanonicalURL(raw)
		if slow, ok2 := canonicalURL(raw); slow != got || ok != ok2 {
			t.Errorf("CanonicalURL(%q) = %q, but taken apart %q", raw, got, slow)
		}
		if again, ok2 := CanonicalURL(got); ok && len(got) < 8000 && (again != got || !ok2) {
			t.Errorf("CanonicalURL(%q) = %q, then %q, %v", raw, got, again, ok2)
		}
	})
}

func BenchmarkIdentify(b *testing.B) {
	for name, a := range map[string]Article{
		"tracked": {URL: "https://www.example.com/world/2025/06/10/russias-new-drone-strikes?utm_source=rss", Title: "Russia's new drone strikes hit Kyiv", Source: "CNA"},
		"url":     {URL: "https://www.example.com/world/2025/06/10/russias-new-drone-strikes", Title: "Russia's new drone strikes hit Kyiv", Source: "CNA"},
		"title":   {Title: "Russia's new drone strikes hit Kyiv, maternity ward in Odesa, Ukraine says", Source: "CNA"},
	} {
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				Identify(&a)
			}
		})
	}
}
