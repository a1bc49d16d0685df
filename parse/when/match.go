package when

import (
	"strings"
	"time"
)

// match is a date among tokens.
type match struct {
	date        Date
	first, last int
}

// matchAt reads the date whose month stands at token i: a name, or the number
// before 月 or 월.
func matchAt(toks []token, i int) (match, bool) {
	if toks[i].num > 0 {
		return eastAsianAt(toks, i)
	}
	senses := words().dates[toks[i].text]
	if len(senses) == 0 {
		return match{}, false
	}
	var best match
	for _, s := range senses {
		if s.month == 0 {
			continue
		}
		m, ok := namedAt(toks, i, s)
		if ok && (best.last == 0 || m.date.HasWeekday && !best.date.HasWeekday) {
			best = m
		}
	}
	return best, best.last > 0
}

// namedAt reads the date around the name of a month at i: "10 June 2025",
// "10. Juni", "10 de junio de 2025", "June 10th, 2025".
func namedAt(toks []token, i int, s sense) (match, bool) {
	at := func(j int) token {
		if j < 0 || j >= len(toks) {
			return token{num: -1}
		}
		return toks[j]
	}
	m := match{date: Date{Month: s.month}, first: i, last: i}
	j := i - 1
	for links[at(j).text] {
		j--
	}
	next := i + 1
	if at(next).text == "." {
		next++
	}
	switch {
	case dayNumber(at(j)) && at(j-1).text != ":": // not 14:30 June 10
		m.first, m.date.Day = j, at(j).num
		m.year(toks, i+1)
	case dayNumber(at(next)):
		m.last, m.date.Day = next, at(next).num
		if ordinals[at(next+1).text] {
			m.last++
		}
		m.year(toks, m.last+1)
	default:
		return match{}, false
	}
	m.weekday(toks, s.lang)
	return m, true
}

// links may stand between a day and its month, ordinals behind a day.
var (
	links    = set(". de of st nd rd th er º ª °", " ")
	ordinals = set("st nd rd th er º ª °", " ")
)

func dayNumber(t token) bool { return t.num >= 1 && t.num <= 31 && len(t.text) <= 2 }

// year takes the year at token i, behind a comma or a small word, if there is
// one.
func (m *match) year(toks []token, i int) {
	for skipped := 0; i < len(toks) && skipped < 2; skipped++ {
		if n := toks[i].num; len(toks[i].text) == 4 && n >= 1900 && n <= 2100 {
			m.date.Year, m.last = n, i
			return
		}
		if !yearLinks[toks[i].text] {
			return
		}
		i++
	}
}

var yearLinks = set(". , de del года г", " ")

// weekday takes the weekday that stands close before or behind the date, in
// the language of the month. Before a date in brackets, other words may come
// between: "Monday night (Apr 28)".
func (m *match) weekday(toks []token, lang int) {
	bracket := m.first > 0 && toks[m.first-1].text == "("
	for j := m.first - 1; j >= 0 && j >= m.first-4; j-- {
		if d, ok := weekdayIn(toks[j].text, lang); ok {
			m.date.Weekday, m.date.HasWeekday, m.first = d, true, j
			return
		}
		if !bracket && !weekdayLinks[toks[j].text] {
			break
		}
	}
	for j := m.last + 1; j < len(toks) && j <= m.last+2; j++ {
		if d, ok := weekdayIn(toks[j].text, lang); ok {
			m.date.Weekday, m.date.HasWeekday, m.last = d, true, j
			return
		}
		if toks[j].text != "," && toks[j].text != "(" {
			break
		}
	}
}

var weekdayLinks = set(". , ( [ the den dem le el il o på pada tanggal", " ")

func weekdayIn(word string, lang int) (time.Weekday, bool) {
	for _, s := range words().dates[strings.TrimSuffix(word, "'s")] {
		if s.month == 0 && s.lang == lang {
			return s.weekday, true
		}
	}
	return 0, false
}
