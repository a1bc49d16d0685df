package when

import (
	"strings"
	"time"
)

// eastAsianAt reads 2025年6月10日（星期二） or 6월 10일 (화) with its month at i.
func eastAsianAt(toks []token, i int) (match, bool) {
	text := texts(toks)
	if sign := text(i + 1); sign != "月" && sign != "월" || toks[i].num > 12 || i+3 >= len(toks) ||
		!dayNumber(toks[i+2]) || !strings.Contains("日号號일", text(i+3)) {
		return match{}, false
	}
	m := match{date: Date{Month: time.Month(toks[i].num), Day: toks[i+2].num}, first: i, last: i + 3}
	if y := text(i - 1); i >= 2 && (y == "年" || y == "년") && len(text(i-2)) == 4 {
		m.date.Year, m.first = toks[i-2].num, i-2
	}
	if day, n, ok := asianWeekdayAfter(toks, m.last+1); ok {
		m.date.Weekday, m.date.HasWeekday, m.last = day, true, m.last+n
	} else if day, n, ok := asianWeekdayBefore(toks, m.first); ok {
		m.date.Weekday, m.date.HasWeekday, m.first = day, true, m.first-n
	}
	return m, true
}

// texts returns a function that gives the text of a token, "" beyond either
// end.
func texts(toks []token) func(int) string {
	return func(j int) string {
		if j < 0 || j >= len(toks) {
			return ""
		}
		return toks[j].text
	}
}

// Signs around the weekdays of East Asian languages: 星期二, 火曜日, 화요일.
const (
	weekdaySigns = "期拜周週"
	daySigns     = "曜요"
)

// among reports whether s is one of the characters of chars.
func among(s, chars string) bool { return s != "" && strings.Contains(chars, s) }

// asianWeekdayAfter reads the weekday that begins at token i and returns how
// many tokens it takes. One character alone must be in brackets, since 日 can
// begin many a word.
func asianWeekdayAfter(toks []token, i int) (day time.Weekday, n int, ok bool) {
	text := texts(toks)
	j := i
	bracket := among(text(j), "(（")
	if bracket {
		j++
	}
	if among(text(j), "星礼禮") {
		j++
	}
	signed := among(text(j), weekdaySigns)
	if signed {
		j++
	}
	day, ok = asianWeekdays[text(j)]
	switch {
	case ok && among(text(j+1), daySigns):
		return day, min(j+3, len(toks)) - i, true
	case ok && (signed || bracket && among(text(j+1), ")）・")):
		return day, j + 1 - i, true
	}
	return 0, 0, false
}

// asianWeekdayBefore reads the weekday that ends before token i: 周二（6月10日.
func asianWeekdayBefore(toks []token, i int) (day time.Weekday, n int, ok bool) {
	text := texts(toks)
	j := i - 1
	if among(text(j), "(（,，") {
		j--
	}
	if among(text(j), "日일") && among(text(j-1), daySigns) {
		day, ok = asianWeekdays[text(j-2)]
		return day, i - (j - 2), ok
	}
	if !among(text(j-1), weekdaySigns) {
		return 0, 0, false
	}
	day, ok = asianWeekdays[text(j)]
	return day, i - j, ok
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
