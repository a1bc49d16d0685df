package related

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"strings"
	"time"
)

// About is what an Explainer needs to know of an article.
type About struct {
	Text    *Text
	Time    time.Time // zero if unknown
	Source  string
	DayOnly bool // the time is known to the day
}

// reasonWords is how many shared words are named.
const reasonWords = 4

// Explainer says why articles are shown beside one. Several goroutines may use
// it.
type Explainer struct {
	here  About
	words map[string]Weighted
}

// NewExplainer makes one of the article at hand and its vector. Its Text isn't
// needed.
func NewExplainer(v Vector, here About) *Explainer {
	e := &Explainer{here: here, words: make(map[string]Weighted, len(v))}
	for _, w := range v {
		e.words[w.Word.Term] = w
	}
	return e
}

// Read is Reader.Read for a text in which only reasons are looked for: of its
// words it keeps those that the article at hand has too.
func (e *Explainer) Read(r *Reader, title, body, language string) *Text {
	return r.read(title, body, language, e.words)
}

// Reasons says in short phrases why an article is shown: the most telling words
// that both have, as they are written there, how far apart they are in time,
// and who tells it.
func (e *Explainer) Reasons(there About) []string {
	var reasons []string
	if words := e.sharedWords(there.Text); len(words) > 0 {
		reasons = append(reasons, strings.Join(words, ", "))
	}
	if d := distance(e.here, there); d != "" {
		reasons = append(reasons, d)
	}
	if there.Source != "" {
		reasons = append(reasons, there.Source)
	}
	return reasons
}

// sharedWords returns the words that add most to the likeness, names first.
func (e *Explainer) sharedWords(t *Text) []string {
	if t == nil {
		return nil
	}
	type shared struct {
		word   *Word
		weight float64
	}
	var list []shared
	for i := range t.Words {
		o := &t.Words[i]
		if w := e.words[o.Term]; w.Weight > 0 && len(o.Written) > 1 {
			weight := w.Weight * damped(o.Times) * math.Sqrt(w.IDF)
			if o.Name {
				weight *= nameLift
			}
			list = append(list, shared{o, weight})
		}
	}
	slices.SortFunc(list, func(a, b shared) int {
		return cmp.Or(cmp.Compare(b.weight, a.weight), cmp.Compare(a.word.Term, b.word.Term))
	})
	var words []string
	for _, s := range list[:min(reasonWords, len(list))] {
		// What says little beside the first isn't named for the number's sake.
		if len(words) >= 2 && s.weight < list[0].weight/4 {
			break
		}
		words = append(words, s.word.Written)
	}
	return words
}

// nameLift lifts names in reasons: they say more to people than other words
// of the same weight.
const nameLift = 1.5

// distance says how much later or earlier the other article is.
func distance(here, there About) string {
	if here.Time.IsZero() || there.Time.IsZero() {
		return ""
	}
	by := there.Time.Sub(here.Time)
	word := "later"
	if by < 0 {
		by, word = -by, "earlier"
	}
	switch days := by.Hours() / 24; {
	case (here.DayOnly || there.DayOnly) && days < 1:
		return "same day"
	case by < time.Minute:
		return "same time"
	case by < 90*time.Minute:
		return count(by.Minutes(), "min", "min") + " " + word
	case by < 36*time.Hour:
		return count(by.Hours(), "h", "h") + " " + word
	case days < 14:
		return count(days, "day", "days") + " " + word
	case days < 60:
		return count(days/7, "week", "weeks") + " " + word
	case days < 700:
		return count(days/30.44, "month", "months") + " " + word
	default:
		return count(days/365.25, "year", "years") + " " + word
	}
}

func count(x float64, one, many string) string {
	n := int(math.Round(x))
	if n == 1 {
		return "1 " + one
	}
	return fmt.Sprintf("%d %s", n, many)
}
