package when

import (
	"iter"
	"strconv"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"
)

// Mention is a date in a text.
type Mention struct {
	Date Date
	At   int // offset in bytes
	End  int // offset behind it
}

// maxSearch bounds how far into a text dates are searched: what an article
// is dated by stands near its beginning.
const maxSearch = 64 << 10

// Find goes through the dates that a text tells with a day and the name of a
// month (or as East Asian texts write them), in the order of the text: "Monday
// (Apr 28)", "am 28. April 2025", "4月28日（星期一）". Weekdays beside a date
// belong to it. It looks at the first 64 KB.
func Find(text string) iter.Seq[Mention] {
	text = text[:min(len(text), maxSearch)]
	return func(yield func(Mention) bool) {
		for i, from := 0, 0; i < len(text); {
			end, month := step(text, i)
			if month {
				if m, ok := around(text, from, i); ok {
					if !yield(m) {
						return
					}
					from, end = m.End, max(end, m.End)
				}
			}
			i = end
		}
	}
}

// step moves over a word, a number or a character at i. It reports whether a
// month may be there, which for most of a text costs less than cutting it
// into tokens.
func step(text string, i int) (end int, month bool) {
	switch c := text[i]; {
	case c|0x20 >= 'a' && c|0x20 <= 'z', c >= utf8.RuneSelf:
		r, n := utf8.DecodeRuneInString(text[i:])
		switch {
		case unicode.IsDigit(r):
			end = i + span(text[i:], unicode.IsDigit)
			return end, monthSign(text[end:])
		case !unicode.IsLetter(r) || eastAsian(r):
			return i + n, false
		}
		end = wordEnd(text, i+n)
		return end, end-i <= longestMonth && isMonth(text[i:end])
	case c >= '0' && c <= '9':
		end = i + span(text[i:], unicode.IsDigit)
		return end, monthSign(text[end:])
	}
	return i + 1, false
}

// longestMonth bounds the names of months, in bytes.
const longestMonth = 24

// isMonth looks a word up without making a lower-case copy of it, if it can.
func isMonth(word string) bool {
	var buf [longestMonth]byte
	for i := range len(word) {
		c := word[i]
		if c >= utf8.RuneSelf {
			return words().months[simplify(word)]
		}
		if c >= 'A' && c <= 'Z' {
			c |= 0x20
		}
		buf[i] = c
	}
	return words().months[string(buf[:len(word)])]
}

// monthSign reports whether 月 or 월 follows a number.
func monthSign(rest string) bool {
	rest = strings.TrimLeft(rest, " \u3000")
	return strings.HasPrefix(rest, "月") || strings.HasPrefix(rest, "월")
}

// around reads the date whose month stands at i, from the text near it but
// behind from.
func around(text string, from, i int) (Mention, bool) {
	const near = 100
	begin := max(from, i-near)
	for begin > from && text[begin-1] != ' ' && i-begin < 2*near {
		begin--
	}
	toks := lex(text[begin:min(len(text), i+near)])
	for j, t := range toks {
		if begin+t.at == i {
			m, ok := matchAt(toks, j)
			return Mention{Date: m.date, At: begin + toks[m.first].at, End: begin + toks[m.last].end}, ok
		}
	}
	return Mention{}, false
}

// token is a word, a number, or one other character; East Asian writing
// comes character by character.
type token struct {
	text    string // as simplify writes it
	at, end int    // offsets in the text
	num     int    // value if it is a number of at most 4 digits, else -1
}

// lex cuts text into tokens and drops spaces.
func lex(text string) []token {
	toks := make([]token, 0, len(text)/4)
	for i := 0; i < len(text); {
		r, n := utf8.DecodeRuneInString(text[i:])
		end := i + n
		switch {
		case unicode.IsSpace(r):
			i = end
			continue
		case unicode.IsDigit(r):
			end = i + span(text[i:], unicode.IsDigit)
		case unicode.IsLetter(r) && !eastAsian(r):
			end = wordEnd(text, end)
		}
		t := token{text: simplify(text[i:end]), at: i, end: end, num: -1}
		if unicode.IsDigit(r) && len(t.text) <= 4 {
			if v, err := strconv.Atoi(t.text); err == nil {
				t.num = v
			}
		}
		toks = append(toks, t)
		i = end
	}
	return toks
}

// span returns how many bytes at the start of s are characters of a kind.
func span(s string, kind func(rune) bool) int {
	if n := strings.IndexFunc(s, func(r rune) bool { return !kind(r) }); n >= 0 {
		return n
	}
	return len(s)
}

// wordEnd returns where the word ends that goes on at i. Apostrophes belong
// to it, and hyphens only in the weekdays of Portuguese.
func wordEnd(text string, i int) int {
	for i < len(text) && text[i]|0x20 >= 'a' && text[i]|0x20 <= 'z' {
		i++
	}
	if i == len(text) || text[i] == ' ' {
		return i // the common case
	}
	i += span(text[i:], func(r rune) bool {
		return (unicode.IsLetter(r) || unicode.IsMark(r) || r == '\'' || r == '’') && !eastAsian(r)
	})
	const weekday = "-feira"
	if len(text)-i >= len(weekday) && strings.EqualFold(text[i:i+len(weekday)], weekday) {
		i += len(weekday)
	}
	return i
}

func eastAsian(r rune) bool {
	return r >= 0x3040 && r <= 0x30ff || r >= 0x3400 && r <= 0x9fff || r >= 0xac00 && r <= 0xd7a3
}

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

// eastAsianAt reads 2025年6月10日（星期二） or 6월 10일 (화) with its month at i.
func eastAsianAt(toks []token, i int) (match, bool) {
	text := func(j int) string {
		if j < 0 || j >= len(toks) {
			return ""
		}
		return toks[j].text
	}
	korean := text(i+1) == "월"
	if !korean && text(i+1) != "月" || toks[i].num > 12 || i+3 >= len(toks) || !dayNumber(toks[i+2]) ||
		!strings.Contains("日号號일", text(i+3)) {
		return match{}, false
	}
	m := match{date: Date{Month: time.Month(toks[i].num), Day: toks[i+2].num}, first: i, last: i + 3}
	if y := text(i - 1); i >= 2 && (y == "年" || y == "년") && len(text(i-2)) == 4 {
		m.date.Year, m.first = toks[i-2].num, i-2
	}
	j := i + 4
	if text(j) == "(" || text(j) == "（" {
		j++
	}
	for _, prefix := range []string{"星", "期", "礼", "禮", "拜", "周", "週"} {
		if text(j) == prefix {
			j++
		}
	}
	day, ok := asianWeekdays[text(j)]
	suffixed := text(j+1) == "曜" || text(j+1) == "요"
	if ok && (suffixed || j > i+4) {
		m.date.Weekday, m.date.HasWeekday, m.last = day, true, j
	}
	if ok && suffixed {
		m.last = min(j+2, len(toks)-1) // 曜日, 요일
	}
	return m, true
}

var asianWeekdays = map[string]time.Weekday{
	"日": 0, "天": 0, "一": 1, "二": 2, "三": 3, "四": 4, "五": 5, "六": 6,
	"月": 1, "火": 2, "水": 3, "木": 4, "金": 5, "土": 6,
	"일": 0, "월": 1, "화": 2, "수": 3, "목": 4, "금": 5, "토": 6,
}

// numericAt reads a date of numbers that begins at i: 2025-06-10, 10.06.2025,
// 10/06/2025.
func numericAt(toks []token, i int) (match, bool) {
	if i+4 >= len(toks) || toks[i+1].text != toks[i+3].text || !strings.Contains("-./", toks[i+1].text) {
		return match{}, false
	}
	a, b, c := toks[i].num, toks[i+2].num, toks[i+4].num
	d := Date{Year: c, Month: time.Month(b), Day: a}
	switch {
	case len(toks[i].text) == 4:
		d.Year, d.Day = a, c
	case toks[i+1].text == "/" && b > 12:
		d.Month, d.Day = time.Month(a), b
	case toks[i+1].text == "/" && a <= 12 && a != b:
		d.Swappable = true
	}
	if d.Year < 1900 || d.Year > 2100 || d.Month < 1 || d.Month > 12 || d.Day < 1 || d.Day > 31 {
		return match{}, false
	}
	m := match{date: d, first: i, last: i + 4}
	for lang := range languages {
		if m.weekday(toks, lang); m.date.HasWeekday {
			break
		}
	}
	return m, true
}
