package feed

import (
	"time"

	"newsreader/parse/news"
)

// commonDate reads the two forms in which nearly all feeds write dates, ten
// times as fast as taking them apart: RFC 1123 ("Tue, 03 Mar 2026 08:15:00
// +0100" or GMT) and RFC 3339 without fractions. What is not exactly that, or
// out of range, is left to the other way.
func commonDate(s string) (news.Time, bool) {
	switch {
	case len(s) >= 29 && s[3] == ',' && s[4] == ' ' && s[7] == ' ' && s[11] == ' ' && s[16] == ' ' && s[19] == ':' && s[22] == ':' && s[25] == ' ':
		month := monthOf(s[8:11])
		offset, ok := commonZone(s[26:])
		return civil(digits(s[12:16]), month, digits(s[5:7]), digits(s[17:19]), digits(s[20:22]), digits(s[23:25]), offset, ok)
	case len(s) >= 20 && s[4] == '-' && s[7] == '-' && s[10] == 'T' && s[13] == ':' && s[16] == ':':
		offset, ok := commonZone(s[19:])
		return civil(digits(s[:4]), digits(s[5:7]), digits(s[8:10]), digits(s[11:13]), digits(s[14:16]), digits(s[17:19]), offset, ok)
	}
	return news.Time{}, false
}

// civil makes a time of its parts, of which -1 is none.
func civil(year, month, day, hour, minute, second int, offset time.Duration, ok bool) (news.Time, bool) {
	if !ok || year < 1000 || month < 1 || month > 12 || day < 1 || day > daysIn(year, month) ||
		hour < 0 || hour > 23 || minute < 0 || minute > 59 || second < 0 || second > 59 {
		return news.Time{}, false
	}
	at := time.Date(year, time.Month(month), day, hour, minute, second, 0, time.UTC).Add(-offset)
	return news.Time{At: at, Precision: news.Second, Basis: news.Stated}, at.Year() <= 9999
}

// commonZone reads Z, GMT, +01:00 and +0100.
func commonZone(s string) (offset time.Duration, ok bool) {
	if s == "Z" || s == "GMT" || s == "UTC" {
		return 0, true
	}
	if len(s) == 6 && s[3] == ':' {
		s = s[:3] + s[4:]
	}
	if len(s) != 5 || s[0] != '+' && s[0] != '-' {
		return 0, false
	}
	hours, minutes := digits(s[1:3]), digits(s[3:5])
	offset = time.Duration(hours)*time.Hour + time.Duration(minutes)*time.Minute
	if s[0] == '-' {
		offset = -offset
	}
	return offset, hours >= 0 && minutes >= 0
}

// digits reads a number of digits only, -1 for others.
func digits(s string) int {
	n := 0
	for i := range len(s) {
		if s[i] < '0' || s[i] > '9' {
			return -1
		}
		n = n*10 + int(s[i]-'0')
	}
	return n
}

// monthOf reads an English abbreviation as RFC 1123 has it, 0 for others.
func monthOf(s string) int {
	const names = "JanFebMarAprMayJunJulAugSepOctNovDec"
	for i := 0; i < len(names); i += 3 {
		if names[i:i+3] == s {
			return i/3 + 1
		}
	}
	return 0
}
