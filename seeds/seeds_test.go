package seeds_test

import (
	"crypto/sha256"
	"encoding/hex"
	"strings"
	"testing"
	"time"

	"newsreader/parse/news"
	"newsreader/parse/page"
	"newsreader/seeds"
)

// sums are the SHA-256 sums of the documents as they came.
var sums = map[string]string{
	"000_01cb999745debb8a.txt": "290106810678649499771409902971076fa3d5a14e228dfa34cc8817bae875c2",
}

func TestBytes(t *testing.T) {
	docs := seeds.Documents()
	if len(docs) != len(sums) {
		t.Errorf("%d documents, %d sums", len(docs), len(sums))
	}
	for _, d := range docs {
		sum := sha256.Sum256(d.Data)
		if got := hex.EncodeToString(sum[:]); got != sums[d.Name] {
			t.Errorf("%s has changed: sum %s", d.Name, got)
		}
		if d.Saved.IsZero() {
			t.Errorf("%s: nothing says when it was saved", d.Name)
		}
	}
}

func TestParse(t *testing.T) {
	for _, d := range seeds.Documents() {
		for name, o := range map[string]page.Options{
			"saved": {File: d.Name, ModTime: d.Saved},
			"now":   {File: d.Name, Now: time.Date(2026, 11, 22, 12, 0, 0, 0, time.UTC)},
		} {
			t.Run(d.Name+" "+name, func(t *testing.T) {
				doc, articles, err := page.Parse(d.Data, o)
				if err != nil || len(articles) != 4 || doc.Articles != 4 {
					t.Fatalf("%d articles, error %v", len(articles), err)
				}
				check(t, articles)
			})
		}
	}
}

func check(t *testing.T, articles []news.Article) {
	want := []struct{ title, source, day, first, last string }{
		{"North Korea confirms troop deployment to Russia as Putin hails 'heroes'", "", "2025-04-28", "SEOUL: North Korea confirmed", "on the admission from Pyongyang."},
		{"Russia's new drone strikes hit Kyiv, maternity ward in Odesa, Ukraine says", "CNA", "2025-06-10", "KYIV: Russia launched", "the chief majority of them Ukrainian."},
		{"Musk's father says Trump dispute triggered by intense stress, has to end", "AsiaOne", "2025-06-09", "MOSCOW — The dispute", "for casting it as an enemy."},
		{"Russia says plan to boost role in Africa includes 'sensitive' security ties", "AsiaOne", "2025-06-09", "MOSCOW — Russia plans", "mercenaries seen by Reuters."},
	}
	for i, w := range want {
		a := articles[i]
		if a.Title != w.title || a.Source != w.source || !strings.HasPrefix(a.Content, w.first) || !strings.HasSuffix(a.Content, w.last) {
			t.Errorf("article %d: %q from %q: %.40q … %q", i, a.Title, a.Source, a.Content, a.Content[max(0, len(a.Content)-40):])
		}
		p := a.Published
		if p.At.Format(time.DateOnly) != w.day || p.Basis != news.Inferred || p.Precision != news.Day {
			t.Errorf("article %d is from %v", i, p)
		}
		if i > 0 && articles[0].Related[i-1] != a.ID {
			t.Errorf("article %d is not listed by the main one: %v", i, articles[0].Related)
		}
		for _, widget := range []string{"nid:", "Daily8", "Comments", "Hashtags", "Related Articles", "hour ago"} {
			if strings.Contains(a.Content+a.Title+a.Summary, widget) {
				t.Errorf("article %d holds %q", i, widget)
			}
		}
	}
	if !strings.Contains(articles[0].Content, "\n\n## \"AT THE COST OF BLOOD\"\n\n") {
		t.Error("the subheading is lost")
	}
}
