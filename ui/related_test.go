package ui

import (
	"slices"
	"testing"
	"time"

	"newsreader/store"
	"newsreader/ui/uitest"
)

func TestHeadingsAndReasonsSayItOnce(t *testing.T) {
	of := func(source string, tier store.Tier, reasons ...string) store.Related {
		return store.Related{Article: store.Article{Source: source}, Tier: tier, Reasons: reasons}
	}
	p := newRelated(store.Article{})
	p.accept([]store.Related{
		of("A", store.Listed, "listed by this page"),
		of("B", store.Listed, "listed together by “X”"),
		of("C", store.Listed, "listed by this page", "shares Kyiv"),
		of("D", store.Listed, "listed\x1b[31m together by “Y”"),
		of("E", store.Listed, "its page lists this one"),
		of("F", store.SameStory, "shares Kyiv, Kremlin", "3 h later"),
		of("G", store.SameStory),
		of("H", store.Background, "shares Kim"),
	})
	a, err := newApp(t.Context(), Options{Now: func() time.Time { return uitest.Now }})
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for i := range p.items {
		if i == 0 || p.items[i].heading() != p.items[i-1].heading() {
			got = append(got, "# "+p.headingAt(i))
		}
		got = append(got, p.items[i].why(a, 80)...)
	}
	want := []string{
		"# Listed by the page", "A", "C", "shares Kyiv", "# Listed together by “X”", "B", "# Listed together by “Y”", "D",
		"# Pages that list this one", "E", "# Same story  2 sources", "F", "shares Kyiv, Kremlin", "3 h later", "G", "# Background", "H", "shares Kim",
	}
	if !slices.Equal(got, want) {
		t.Errorf("the related articles read\n%q, want\n%q", got, want)
	}
}
