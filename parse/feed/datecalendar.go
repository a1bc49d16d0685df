package feed

import (
	"slices"

	"newsreader/parse/news"
)

// date reads the calendar date from the tokens that the clock left.
func (d *dateReader) date() bool {
	tokens := d.tokens[:0]
	for _, t := range d.tokens {
		if weekdays[t.word] || dateFiller[t.word] {
			continue
		}
		tokens = append(tokens, t)
	}
	if len(tokens) > 2 && months[tokens[0].word] > 0 && slices.ContainsFunc(tokens[1:], func(t dateToken) bool { return months[t.word] > 0 }) {
		tokens = tokens[1:] // "mar., 3 mars": Tuesday
	}
	d.tokens = tokens
	for i, t := range tokens {
		if m, ok := months[t.word]; ok {
			return d.namedMonth(i, m)
		}
	}
	return d.numeric()
}

// namedMonth reads a date whose month is the word at i. The number with
// three or four digits is the year; of two short ones it is the second, but
// the first if only the second can be a day, or if the month stands behind
// it after a dash (98-Feb-03 is not written by anyone else).
func (d *dateReader) namedMonth(i, month int) bool {
	d.month = month
	var numbers []dateToken
	for j, t := range d.tokens {
		switch {
		case t.digits > 0:
			numbers = append(numbers, t)
		case j == i, t.is("-"), t.is("/"), t.is("."), t.is("'"), t.is("’"):
		default:
			return false
		}
	}
	switch len(numbers) {
	case 1:
		d.day, d.precision = 1, news.Day
		d.year = numbers[0].number
		return numbers[0].digits == 4
	case 2:
	default:
		return false
	}
	day, year := numbers[0], numbers[1]
	if day.digits > 2 || day.number > 31 {
		day, year = year, day
	}
	if day.digits > 2 || year.digits > 4 {
		return false
	}
	d.day, d.year = day.number, fullYear(year.number, year.digits)
	return true
}

// numeric reads dates without a month's name.
func (d *dateReader) numeric() bool {
	var numbers []dateToken
	sep := ""
	for i, t := range d.tokens {
		switch {
		case t.digits > 0:
			numbers = append(numbers, t)
		case t.is("-"), t.is("/"), t.is("."), t.is("年"), t.is("月"), t.is("日"), t.is("년"), t.is("월"), t.is("일"):
			if sep == "" && (i > 0 || t.is("-")) {
				sep = t.word
			}
		default:
			return false
		}
	}
	switch {
	case len(numbers) == 1:
		return d.compact(numbers[0], sep == "-" && d.tokens[0].is("-"))
	case sep == "" || len(numbers) == 0 || len(numbers) > 3:
		return false
	case len(numbers) == 3:
		return d.threeNumbers(numbers[0], numbers[1], numbers[2], sep)
	}
	return d.twoNumbers(numbers[0], numbers[1], d.tokens[0].is("-"))
}

// compact reads a date of digits only: 20031231, 031231, 2003, 2003335,
// 03335 and, behind a dash, 0312 (December 2003).
func (d *dateReader) compact(t dateToken, dash bool) bool {
	n := t.number
	switch t.digits {
	case 8:
		d.year, d.month, d.day = n/10000, n/100%100, n%100
	case 7:
		return d.ordinal(n/1000, n%1000)
	case 6:
		d.year, d.month, d.day = fullYear(n/10000, 2), n/100%100, n%100
	case 5:
		if n%1000 == 0 || n%1000 > 366 {
			return false
		}
		return d.ordinal(fullYear(n/1000, 2), n%1000)
	case 4:
		d.year, d.month, d.day = n, 1, 1
		if dash {
			d.year, d.month = fullYear(n/100, 2), n%100
		}
	default:
		return false
	}
	return true
}

// ordinal sets the date to a day of a year.
func (d *dateReader) ordinal(year, day int) bool {
	if day < 1 || day > 366 {
		return false
	}
	d.year, d.month = year, 1
	for d.month < 12 && day > daysIn(year, d.month) {
		day -= daysIn(year, d.month)
		d.month++
	}
	d.day = day
	return true
}

func daysIn(year, month int) int {
	switch month {
	case 4, 6, 9, 11:
		return 30
	case 2:
		if year%4 == 0 && (year%100 != 0 || year%400 == 0) {
			return 29
		}
		return 28
	}
	return 31
}

// threeNumbers reads 2003-12-31, 03-12-31, 31.12.2003 and 12/31/2003. Where
// day and month of the latter could be either, only AM or PM tells that the
// month comes first.
func (d *dateReader) threeNumbers(a, b, c dateToken, sep string) bool {
	switch {
	case a.digits >= 3:
		d.year, d.month, d.day = a.number, b.number, c.number
		return a.digits == 4 && b.digits <= 3 && c.digits <= 2
	case c.digits == 4:
		d.year = c.number
	case sep == "-":
		d.year, d.month, d.day = fullYear(a.number, a.digits), b.number, c.number
		return a.digits == 2 && c.digits <= 2
	case c.digits == 2:
		d.year = fullYear(c.number, 2)
	default:
		return false
	}
	d.day, d.month = a.number, b.number
	if b.number > 12 || sep == "/" && (d.am || d.pm) {
		d.day, d.month = b.number, a.number
	}
	return sep == "." || a.number > 12 || b.number > 12 || a.number == b.number || d.am || d.pm
}

// twoNumbers reads 2003-12, 2003-335, 03-335 and, behind a dash, 03-12.
func (d *dateReader) twoNumbers(a, b dateToken, dash bool) bool {
	switch {
	case b.digits == 3 && (a.digits == 4 || a.digits == 2):
		return d.ordinal(fullYear(a.number, a.digits), b.number)
	case a.digits == 4, a.digits == 2 && dash:
		d.year, d.month, d.day = fullYear(a.number, a.digits), b.number, 1
		return b.digits <= 2
	}
	return false
}
