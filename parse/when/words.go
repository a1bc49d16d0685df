package when

import (
	"strings"
	"sync"
	"time"
)

// unit is a unit in which ages are told.
type unit int

const (
	second unit = iota
	minute
	hour
	day
	week
	month
	year
)

// sense is what a word means in one language.
type sense struct {
	lang    int        // index into languages
	month   time.Month // 0 if the word is a weekday
	weekday time.Weekday
}

// vocabulary is the table of languages in a form for looking words up.
type vocabulary struct {
	dates   map[string][]sense // months and weekdays
	months  map[string]bool
	units   map[string]bool // of all languages
	fillers map[string]bool
	phrases map[string]Age // ages that are fixed phrases
	ages    []ageWords     // by language
}

// ageWords are the words of one language for ages that are counted.
type ageWords struct {
	joined        bool
	units         map[string]unit
	one           map[string]bool
	before, after map[string]bool
}

// words builds the vocabulary at its first use, to spare the start of the
// program the work.
var words = sync.OnceValue(func() *vocabulary {
	v := &vocabulary{dates: map[string][]sense{}, months: map[string]bool{}, units: map[string]bool{}, fillers: set(fillers, " "), phrases: map[string]Age{}}
	for i, l := range languages {
		for m, names := range l.months {
			for _, name := range strings.Fields(names) {
				v.dates[name] = append(v.dates[name], sense{lang: i, month: time.Month(m + 1)})
				v.months[name] = true
			}
		}
		for d, names := range l.weekdays {
			for _, name := range strings.Fields(names) {
				v.dates[name] = append(v.dates[name], sense{lang: i, weekday: time.Weekday(d)})
			}
		}
		v.addPhrases(l)
		v.ages = append(v.ages, countedAges(l))
		for _, names := range l.units {
			for _, name := range strings.Fields(names) {
				v.units[name] = true
			}
		}
	}
	return v
})

func (v *vocabulary) addPhrases(l language) {
	for phrases, age := range map[string]Age{
		l.now:       {smallest: minute},
		l.anHour:    {d: time.Hour, smallest: hour},
		l.today:     {smallest: day},
		l.yesterday: {days: 1, smallest: day},
		l.earlier:   {days: 2, smallest: day},
	} {
		for p := range set(phrases, ",") {
			v.phrases[p] = age
		}
	}
}

func countedAges(l language) ageWords {
	w := ageWords{joined: l.joined, units: map[string]unit{}, one: set(l.one, " "), before: set(l.before, ","), after: set(l.after, ",")}
	for u, names := range l.units {
		for _, name := range strings.Fields(names) {
			w.units[name] = unit(u)
		}
	}
	return w
}

func set(words, sep string) map[string]bool {
	out := map[string]bool{}
	for w := range strings.SplitSeq(words, sep) {
		if w = strings.TrimSpace(w); w != "" {
			out[w] = true
		}
	}
	return out
}
