package when

import (
	"strings"
	"time"
)

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
