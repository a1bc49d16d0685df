package when

import (
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"newsreader/parse/news"
)

var ref = time.Date(2025, 6, 10, 15, 20, 40, 0, time.UTC)

func at(s string) time.Time {
	for _, layout := range []string{"2006-01-02", "2006-01-02 15:04", "2006-01-02 15:04:05"} {
		if t, err := time.Parse(layout, s); err == nil {
			return t
		}
	}
	panic(s)
}

var ages = []struct{ line, want string }{
	{"an hour ago", "2025-06-10 14:00"}, {"1 hour ago", "2025-06-10 14:00"}, {"2 hrs ago", "2025-06-10 13:00"},
	{"3 days ago", "2025-06-07"}, {"yesterday", "2025-06-09"}, {"Yesterday", "2025-06-09"}, {"just now", "2025-06-10 15:20:40"},
	{"3h", "2025-06-10 12:00"}, {"45m", "2025-06-10 14:35:40"}, {"5d ago", "2025-06-05"}, {"20 mins ago", "2025-06-10 15:00:40"},
	{"1 hour 20 minutes ago", "2025-06-10 14:00:40"}, {"1 day, 3 hours ago", "2025-06-09 12:00"}, {"2 weeks ago", "2025-05-27"},
	{"a month ago", "2025-05-10"}, {"last updated 2 years ago", "2023-06-10"}, {"Updated: 4 hours ago", "2025-06-10 11:00"},
	{"• 6 hours ago", "2025-06-10 09:00"}, {"about 3 hours ago", "2025-06-10 12:00"}, {"today", "2025-06-10"},
	{"vor 3 Stunden", "2025-06-10 12:00"}, {"vor einer Stunde", "2025-06-10 14:00"}, {"vor 2 Tagen", "2025-06-08"}, {"gestern", "2025-06-09"}, {"vor 5 Min.", "2025-06-10 15:15:40"},
	{"il y a 2 jours", "2025-06-08"}, {"il y a une heure", "2025-06-10 14:00"}, {"hier", "2025-06-09"}, {"à l’instant", "2025-06-10 15:20:40"},
	{"hace 3 horas", "2025-06-10 12:00"}, {"hace un día", "2025-06-09"}, {"anteayer", "2025-06-08"},
	{"3 ore fa", "2025-06-10 12:00"}, {"un'ora fa", "2025-06-10 14:00"}, {"ieri", "2025-06-09"},
	{"há 2 dias", "2025-06-08"}, {"2 horas atrás", "2025-06-10 13:00"}, {"ontem", "2025-06-09"},
	{"2 uur geleden", "2025-06-10 13:00"}, {"gisteren", "2025-06-09"},
	{"3 godziny temu", "2025-06-10 12:00"}, {"godzinę temu", "2025-06-10 14:00"}, {"wczoraj", "2025-06-09"},
	{"2 часа назад", "2025-06-10 13:00"}, {"час назад", "2025-06-10 14:00"}, {"вчера", "2025-06-09"}, {"5 хвилин тому", "2025-06-10 15:15:40"},
	{"för 3 timmar sedan", "2025-06-10 12:00"}, {"3 saat önce", "2025-06-10 12:00"}, {"dün", "2025-06-09"},
	{"3 jam yang lalu", "2025-06-10 12:00"}, {"sejam yang lalu", "2025-06-10 14:00"}, {"2 hari lalu", "2025-06-08"}, {"kemarin", "2025-06-09"},
	{"منذ ٣ ساعات", "2025-06-10 12:00"}, {"أمس", "2025-06-09"},
	{"3小时前", "2025-06-10 12:00"}, {"3 小時前", "2025-06-10 12:00"}, {"2天前", "2025-06-08"}, {"刚刚", "2025-06-10 15:20:40"}, {"昨天", "2025-06-09"}, {"5分钟前", "2025-06-10 15:15:40"},
	{"３時間前", "2025-06-10 12:00"}, {"約2時間前", "2025-06-10 13:00"}, {"昨日", "2025-06-09"}, {"3日前", "2025-06-07"},
	{"3시간 전", "2025-06-10 12:00"}, {"2일 전", "2025-06-08"}, {"어제", "2025-06-09"}, {"방금 전", "2025-06-10 15:20:40"},
}

func TestParseAge(t *testing.T) {
	for _, c := range ages {
		a, ok := ParseAge(c.line)
		if got := a.Before(ref, news.Second); !ok || !got.At.Equal(at(c.want)) || got.Basis != news.Relative {
			t.Errorf("%q: %v %v, want %s", c.line, got.At, ok, c.want)
		}
		if got := a.Before(at("2025-06-10"), news.Day); got.Precision != news.Day || got.At.Hour() != 0 {
			t.Errorf("%q before a day: %+v", c.line, got)
		}
	}
}

// TestNoAge lists lines of news that must not be taken for ages.
func TestNoAge(t *testing.T) {
	for _, line := range []string{
		"", "ago", "hour", "a day", "CNA", "an hour ago he said", "Three days ago the talks began in Geneva.", "3", "3 hours of talks",
		"99999 hours ago", "8000 years ago", "5000 months ago", "- CNA", "vor Ort", "hace", "日本", "前", "Comments", "há", "il y a", "2025", strings.Repeat("1 hour ", 50) + "ago",
	} {
		if a, ok := ParseAge(line); ok {
			t.Errorf("%q is taken for the age %+v", line, a)
		}
	}
}

func TestParseDate(t *testing.T) {
	for _, c := range []struct{ line, want string }{
		{"Jun 10, 2025", "2025-06-10"}, {"June 10 2025", "2025-06-10"}, {"10 June 2025", "2025-06-10"}, {"Tuesday, 10 June 2025", "2025-06-10"},
		{"June 10th, 2025", "2025-06-10"}, {"2025-06-10", "2025-06-10"}, {"2025/06/10", "2025-06-10"}, {"10.06.2025", "2025-06-10"},
		{"Published: Jun 9, 2025", "2025-06-09"}, {"June 9", "2025-06-09"}, {"Mon, 9 June", "2025-06-09"}, {"June 9, 2025 (Monday)", "2025-06-09"},
		{"2025-06-10T05:30:00Z", "2025-06-10 05:30"}, {"2025-06-10T05:30:00+08:00", "2025-06-09 21:30"}, {"Mon, 09 Jun 2025 10:00:00 GMT", "2025-06-09 10:00"},
		{"10 June 2025 14:30", "2025-06-10 14:30"}, {"10 June 2025, 2:30 PM SGT", "2025-06-10 06:30"}, {"June 9, 2025 at 12:15 a.m. GMT+8", "2025-06-08 16:15"},
		{"Dienstag, 10. Juni 2025, 14:30 Uhr", "2025-06-10 14:30"}, {"10. Juni", "2025-06-10"}, {"10 juin 2025 à 14h30", "2025-06-10 14:30"},
		{"1er juin 2025", "2025-06-01"}, {"10 de junio de 2025", "2025-06-10"}, {"terça-feira, 10 de junho de 2025", "2025-06-10"}, {"10 giugno 2025", "2025-06-10"},
		{"10 juni 2025", "2025-06-10"}, {"10 czerwca 2025", "2025-06-10"}, {"10 июня 2025 г.", "2025-06-10"}, {"10 июня 2025, 14:30 МСК", "2025-06-10 11:30"},
		{"2025年6月10日", "2025-06-10"}, {"2025年6月10日（火）", "2025-06-10"}, {"６月１０日", "2025-06-10"}, {"2025년 6월 10일 화요일", "2025-06-10"}, {"6月10日 星期二", "2025-06-10"},
		{"13/05/2025", "2025-05-13"}, {"05/13/2025", "2025-05-13"}, {"06/09/2025", "2025-06-09"}, {"05/06/2025", "2025-06-05"}, {"Mon 09/06/2025", "2025-06-09"}, {"Fri 09/05/2025", "2025-05-09"},
	} {
		d, ok := ParseDate(c.line)
		got, ok2 := d.In(ref)
		if !ok || !ok2 || !got.Equal(at(c.want)) {
			t.Errorf("%q: %v (%+v, %v), want %s", c.line, got, d, ok, c.want)
		}
	}
}

func TestNoDate(t *testing.T) {
	for _, line := range []string{"", "May", "June", "10", "Monday", "June 10 attack kills 5", "10 June talks", "31 people", "1.2.3", "2025-13-10", "99/99/2025", "12:30", "5月", "Seoul, June 10", strings.Repeat("June 10 ", 100)} {
		if d, ok := ParseDate(line); ok {
			t.Errorf("%q is taken for the date %+v", line, d)
		}
	}
}

func TestFind(t *testing.T) {
	for _, c := range []struct{ text, want string }{ // "" if none has weekday or year
		{"North Korea confirmed for the first time on Monday (Apr 28) that it had sent troops", "2025-04-28"},
		{"regional officials said early on Tuesday (Jun 10). The", "2025-06-10"},
		{"told Reuters on Monday (June 9). Trump", "2025-06-09"},
		{"on Monday night (Apr 28), and", "2025-04-28"}, {"Monday's (Apr 28) talks", "2025-04-28"}, {"on Monday, April 28, the", "2025-04-28"}, {"on Monday, 28 April", "2025-04-28"},
		{"killed 12, Monday June 9 was", "2025-06-09"},
		{"am Montag, dem 28. April, in Berlin", "2025-04-28"}, {"am Montag (28. April)", "2025-04-28"},
		{"lundi 28 avril", "2025-04-28"}, {"el lunes 28 de abril", "2025-04-28"}, {"lunedì 28 aprile", "2025-04-28"}, {"segunda-feira (28 de abril)", "2025-04-28"},
		{"maandag 28 april", "2025-04-28"}, {"w poniedziałek 28 kwietnia", "2025-04-28"}, {"в понедельник, 28 апреля,", "2025-04-28"}, {"pada Senin (28 April)", "2025-04-28"},
		{"4月28日（星期一）", "2025-04-28"}, {"4月28日(月)", "2025-04-28"}, {"4월 28일 월요일", "2025-04-28"}, {"周一（4月28日）", "2025-04-28"}, {"星期一，4月28日", "2025-04-28"}, {"月曜日（4月28日）", "2025-04-28"}, {"월요일(4월 28일)", "2025-04-28"},
		{"4月28日（日本時間）", ""}, {"4月28日日本", ""}, {"4月28日周边", ""}, {"三月3日", ""},
		{"founded on 3 October 1990 in", "1990-10-03"},
		{"they may 5 or 6 times", ""}, {"a long march 10 miles on", ""}, {"on Monday they said 28 people", ""}, {"4月28日，", ""},
	} {
		got := ""
		for m := range Find(c.text) {
			if d, ok := m.Date.In(ref); ok && m.Date.Settled() && got == "" {
				got = d.Format("2006-01-02")
			}
			if m.At < 0 || m.End > len(c.text) || m.At >= m.End {
				t.Errorf("%q: mention at %d to %d", c.text, m.At, m.End)
			}
		}
		if got != c.want {
			t.Errorf("%q: %q, want %q", c.text, got, c.want)
		}
	}
}

func TestYear(t *testing.T) {
	monday := Date{Month: 4, Day: 28, Weekday: time.Monday, HasWeekday: true}
	for _, c := range []struct {
		d         Date
		ref, want string
	}{
		{monday, "2025-06-10", "2025-04-28"}, {monday, "2026-11-22", "2025-04-28"}, {monday, "2025-04-27", "2025-04-28"},
		{monday, "2025-03-10", "2025-04-28"}, // announced: seven weeks ahead, and eleven years since the last
		{monday, "2025-01-10", "2014-04-28"},
		{monday, "1990-01-01", "1986-04-28"},
		{Date{Month: 6, Day: 12}, "2025-06-10", "2025-06-12"}, {Date{Month: 12, Day: 30}, "2025-01-02", "2024-12-30"},
		{Date{Month: 2, Day: 29}, "2025-06-10", "2024-02-29"}, {Date{Month: 2, Day: 29, Year: 2025}, "2025-06-10", ""}, {Date{Month: 2, Day: 30}, "2025-06-10", ""},
		{Date{Month: 2, Day: 29, Weekday: time.Sunday, HasWeekday: true}, "2025-06-10", "2004-02-29"},
	} {
		got, ok := c.d.In(at(c.ref))
		if s := got.Format("2006-01-02"); ok && s != c.want || ok != (c.want != "") {
			t.Errorf("%+v from %s: %s %v, want %s", c.d, c.ref, s, ok, c.want)
		}
	}
	if _, ok := monday.In(time.Time{}); ok {
		t.Error("a date without a year is settled without a reference")
	}
}

// TestTable holds what the table of languages must not do: one word for two
// months or units in one language, or upper case, which would never match.
func TestTable(t *testing.T) {
	for _, l := range languages {
		seen := map[string]bool{}
		for _, names := range append(l.months[:], l.weekdays[:]...) {
			for _, name := range strings.Fields(names) {
				if seen[name] || name != simplify(name) || !utf8.ValidString(name) {
					t.Errorf("%s: %q", l.code, name)
				}
				seen[name] = true
			}
		}
		seen = map[string]bool{}
		for _, names := range l.units {
			for _, name := range strings.Fields(names) {
				if seen[name] || name != simplify(name) {
					t.Errorf("%s: unit %q", l.code, name)
				}
				seen[name] = true
			}
		}
		for _, p := range []string{l.now, l.anHour, l.today, l.yesterday, l.earlier, l.before, l.after} {
			for phrase := range set(p, ",") {
				if phrase != strings.Join(split(phrase), " ") {
					t.Errorf("%s: phrase %q is read as %q", l.code, phrase, split(phrase))
				}
			}
		}
	}
	for m, senses := range words().dates {
		months := map[time.Month]bool{}
		for _, s := range senses {
			if s.month != 0 {
				months[s.month] = true
			}
		}
		if len(months) > 1 {
			t.Errorf("%q is two months", m)
		}
	}
}

func FuzzWhen(f *testing.F) {
	for _, c := range ages {
		f.Add(c.line)
	}
	f.Add("Tuesday, 10 June 2025, 2:30 PM SGT")
	f.Add("2025年6月10日（火）, 10/06/2025")
	f.Fuzz(func(t *testing.T, s string) {
		if a, ok := ParseAge(s); ok {
			if got := a.Before(ref, news.Second).At; got.After(ref) {
				t.Errorf("%q ago is %v, after the reference", s, got)
			}
		}
		if d, ok := ParseDate(s); ok {
			if got, ok := d.In(ref); ok && (got.Year() < 1899 || got.Year() > 2101) && !strings.Contains(s, "T") {
				t.Errorf("%q is %v", s, got)
			}
		}
		for m := range Find(s) {
			if m.At < 0 || m.End > len(s) || m.At >= m.End {
				t.Errorf("%q: mention at %d to %d", s, m.At, m.End)
			}
			m.Date.In(ref)
		}
	})
}

func BenchmarkFind(b *testing.B) {
	text := strings.Repeat("Officials said on Apr 24 that 25 soldiers may have died in the region, which they called a “success”. ", 20)
	b.SetBytes(int64(len(text)))
	for b.Loop() {
		for range Find(text) {
		}
	}
}
