package ui_test

import (
	"strconv"
	"strings"
	"testing"
	"time"

	"newsreader/store"
	"newsreader/ui/uitest"
)

// numbered is how many of the articles hold "budget cuts".
func numbered(articles []store.Incoming) string {
	n := 0
	for _, a := range articles {
		n += strings.Count(a.Title, "budget cuts")
	}
	return strconv.Itoa(n)
}

// A search for a phrase shows what it finds at once, and grows.
func TestSearchGrows(t *testing.T) {
	articles := uitest.News(1500)
	all := numbered(articles)
	run(t, 80, 24, articles, nil, func(r *rig) {
		r.store.Slow("More", time.Second)
		r.Press("/")
		r.Press(letters(`"budget cuts"`)...)
		r.Expect("+ found", "budget cuts")
		r.ExpectNot(all + " found")
		r.Press("<enter>", "j")
		r.Expect("2 of 12", "+")
		r.Pass(2 * time.Second)
		r.Expect("2 of " + all)
		r.ExpectNot("+")

		// What was asked of an older search changes nothing in a newer one.
		r.Press("/", "<bs>")
		r.Press(letters(` newer:1d`)...)
		r.Pass(2 * time.Second)
		r.Expect(" found")
		r.ExpectNot(all+" found", "+ found")
	})
}

// A step that fails is told once.
func TestSearchStopsGrowing(t *testing.T) {
	run(t, 80, 24, uitest.News(1500), nil, func(r *rig) {
		r.store.Fail("More", store.ErrDamaged)
		r.Press("/")
		r.Press(letters(`"budget cuts"`)...)
		r.Press("<enter>")
		r.Expect("The store is damaged.")
		calls := r.store.Calls("More")
		r.Pass(10 * time.Second)
		r.Press("j")
		r.Expect("2 of 12", "+")
		if n := r.store.Calls("More"); n != calls {
			t.Errorf("asked %d times more", n-calls)
		}
	})
}

// Marking what was found marks what wasn't shown yet too.
func TestMarkAllOfWhatGrows(t *testing.T) {
	articles := uitest.News(1500)
	run(t, 80, 24, articles, nil, func(r *rig) {
		r.store.Slow("More", time.Hour)
		r.Press("/")
		r.Press(letters(`"budget cuts"`)...)
		r.Press("<enter>", "A")
		r.Expect("Marked " + numbered(articles) + " read")
	})
}
