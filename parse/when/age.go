package when

import (
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"newsreader/parse/news"
)

// maxLine bounds the lines that can be an age or a date, in characters.
const maxLine = 80

// Age tells how long ago something was.
type Age struct {
	years, months, days int
	d                   time.Duration
	smallest            unit // the finest unit that it names
}

// ParseAge reads a line that tells an age and nothing else: "an hour ago",
// "vor 3 Stunden", "il y a 2 jours", "3h", "3小时前", "yesterday", "Updated 2
// hrs ago".
func ParseAge(line string) (Age, bool) {
	if line == "" || utf8.RuneCountInString(line) > maxLine {
		return Age{}, false
	}
	parts := split(line)
	if len(parts) > maxParts {
		return Age{}, false
	}
	counted := slices.ContainsFunc(parts, func(p string) bool { return words().units[p] || endsEastAsian(p) })
	for len(parts) > 0 {
		for _, sep := range []string{" ", ""} {
			if a, ok := words().phrases[strings.Join(parts, sep)]; ok {
				return a, true
			}
		}
		for i := 0; counted && i < len(languages); i++ {
			if a, ok := words().ages[i].age(parts); ok {
				return a, true
			}
		}
		if !words().fillers[parts[0]] {
			break
		}
		parts = parts[1:]
	}
	return Age{}, false
}

// maxParts bounds the words and numbers of an age.
const maxParts = 12

// endsEastAsian reports whether a word may hold a unit and more.
func endsEastAsian(word string) bool {
	r, _ := utf8.DecodeLastRuneInString(word)
	return eastAsian(r)
}

// split returns the words and numbers of a line in lower case, without the
// punctuation around them.
func split(line string) []string {
	var parts []string
	var last rune
	begin := -1
	line = simplify(line)
	for i, r := range line {
		part := unicode.IsLetter(r) || unicode.IsMark(r) || unicode.IsDigit(r) || r == '\'' || r == '-' && begin >= 0
		if begin >= 0 && (!part || unicode.IsDigit(r) != unicode.IsDigit(last)) {
			parts = append(parts, strings.TrimRight(line[begin:i], "-"))
			begin = -1
		}
		if part && begin < 0 {
			begin = i
		}
		last = r
	}
	if begin >= 0 {
		parts = append(parts, strings.TrimRight(line[begin:], "-"))
	}
	return parts
}

// simplify writes text in lower case with ASCII digits and apostrophes,
// leaving the number of characters as it is.
func simplify(s string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r < 0x80:
		case r == '’' || r == 'ʼ':
			return '\''
		case r >= '０' && r <= '９':
			return '0' + r - '０'
		case r >= '٠' && r <= '٩':
			return '0' + r - '٠'
		case r >= '۰' && r <= '۹':
			return '0' + r - '۰'
		}
		return unicode.ToLower(r)
	}, s)
}

// age reads parts as a counted age: an optional frame, amounts of units, an
// optional frame behind. One frame is needed, or a number in digits.
func (w ageWords) age(parts []string) (a Age, ok bool) {
	if w.joined {
		parts = w.part(parts)
	}
	framed := false
	for n := min(4, len(parts)); n > 0; n-- {
		if w.before[strings.Join(parts[:n], " ")] {
			parts, framed = parts[n:], true
			break
		}
	}
	found := false
	for len(parts) > 0 {
		if found && joins[parts[0]] {
			parts = parts[1:]
		}
		used, digits := a.amount(w, parts)
		if used == 0 {
			break
		}
		parts, found, framed = parts[used:], true, framed || digits
	}
	if !found {
		return Age{}, false
	}
	if a.years > 100 || a.months > 1200 || a.days > 36_500 {
		return Age{}, false // history, not news
	}
	if len(parts) == 0 {
		return a, framed
	}
	return a, w.after[strings.Join(parts, " ")]
}

// amount adds the amount at the beginning of parts to a. It returns how many
// parts it used, 0 if there is no amount, and whether it is told in digits.
func (a *Age) amount(w ageWords, parts []string) (used int, digits bool) {
	n := 1
	if len(parts) > 1 {
		if v, err := strconv.ParseUint(parts[0], 10, 13); err == nil { // up to 8191
			n, used, digits = int(v), 1, true
		} else if w.one[parts[0]] {
			used = 1
		}
	}
	if used == len(parts) {
		return 0, false
	}
	u, ok := w.units[parts[used]]
	if !ok {
		return 0, false
	}
	a.add(n, u)
	return used + 1, digits
}

// joins are words between two amounts: one hour and 20 minutes.
var joins = set("and und et y e en i и і och ve dan و", " ")

func (a *Age) add(n int, u unit) {
	switch u {
	case second, minute, hour:
		a.d += time.Duration(n) * [...]time.Duration{time.Second, time.Minute, time.Hour}[u]
	case day:
		a.days += n
	case week:
		a.days += 7 * n
	case month:
		a.months += n
	case year:
		a.years += n
	}
	a.smallest = u
}

// part splits the words of a language that writes them together: 小时前 into
// 小时 and 前.
func (w ageWords) part(parts []string) []string {
	var out []string
	for _, p := range parts {
		for after := range w.after {
			unit := strings.TrimSuffix(p, after)
			if _, ok := w.units[unit]; ok && unit != p {
				out, p = append(out, unit), after
				break
			}
		}
		out = append(out, p)
	}
	return out
}

// Before returns the time so long before ref, as precisely as the age and
// the reference allow. If refPrecision is news.Day, nothing finer is known.
func (a Age) Before(ref time.Time, refPrecision news.Precision) news.Time {
	t := ref.UTC().AddDate(-a.years, -a.months, -a.days)
	if refPrecision == news.Day {
		t = t.Truncate(24 * time.Hour)
		t = t.AddDate(0, 0, -int(a.d/(24*time.Hour)))
		return news.Time{At: t, Precision: news.Day, Basis: news.Relative}
	}
	t = t.Add(-a.d)
	switch {
	case a.smallest >= day:
		return news.Time{At: t.Truncate(24 * time.Hour), Precision: news.Day, Basis: news.Relative}
	case a.smallest == hour || refPrecision == news.Hour:
		return news.Time{At: t.Truncate(time.Hour), Precision: news.Hour, Basis: news.Relative}
	}
	return news.Time{At: t.Truncate(time.Second), Precision: news.Second, Basis: news.Relative}
}
