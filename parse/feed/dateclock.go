package feed

import (
	"slices"
	"strings"
	"time"

	"newsreader/parse/news"
)

// clock takes the time of day and its zone out of the tokens. Without one
// the precision is a day. It is false if what stands there is broken.
func (d *dateReader) clock() bool {
	d.precision = news.Day
	d.halves()
	at := d.findClock()
	if at < 0 {
		return true
	}
	rest, ok := d.readClock(d.tokens[at:])
	if !ok {
		return false
	}
	if at > 0 && d.tokens[at-1].is("t") { // 2003-12-31T10:14
		at--
	}
	rest, ok = d.zone(rest)
	d.tokens = slices.Concat(d.tokens[:at], rest)
	return ok
}

// halves takes the words out that tell the halves of the day.
func (d *dateReader) halves() {
	d.tokens = slices.DeleteFunc(d.tokens, func(t dateToken) bool {
		d.korean = d.korean || strings.Contains("오전 오후 년 월 일", t.word) && t.word >= "가"
		switch t.word {
		case "pm", "오후", "午後", "下午":
			d.pm = true
			return true
		case "am", "오전", "午前", "上午":
			d.am = true
			return true
		}
		return false
	})
}

// findClock returns where the time of day begins: a number before a colon,
// or behind the T of ISO 8601. It is -1 if there is none.
func (d *dateReader) findClock() int {
	for i, t := range d.tokens {
		switch {
		case t.digits == 0:
		case i+1 < len(d.tokens) && d.tokens[i+1].is(":") && t.digits <= 2:
			return i
		case i > 1 && d.tokens[i-1].is("t") && d.tokens[i-2].digits > 0:
			return i
		}
	}
	return -1
}

// readClock reads 10:14, 10:14:55, 10:14:55.123 and, behind a T, 101455,
// 1014 and 10.
func (d *dateReader) readClock(tokens []dateToken) (rest []dateToken, ok bool) {
	first := tokens[0]
	d.hour, d.precision = first.number, news.Second
	rest = tokens[1:]
	switch first.digits {
	case 6:
		d.hour, d.minute, d.second = first.number/10000, first.number/100%100, first.number%100
		return d.fraction(rest), true
	case 4:
		d.hour, d.minute = first.number/100, first.number%100
		return d.fraction(rest), true
	case 1, 2:
	default:
		return nil, false
	}
	if !colonNumber(rest) {
		d.precision = news.Hour
		return rest, len(rest) == 0 || !rest[0].is(":")
	}
	d.minute, rest = rest[1].number, rest[2:]
	if !colonNumber(rest) {
		return rest, len(rest) == 0 || !rest[0].is(":")
	}
	d.second, rest = rest[1].number, rest[2:]
	rest = d.fraction(rest)
	return rest, len(rest) == 0 || !rest[0].is(":")
}

func colonNumber(tokens []dateToken) bool {
	return len(tokens) >= 2 && tokens[0].is(":") && tokens[1].digits > 0 && tokens[1].digits <= 2
}

// fraction reads parts of a second.
func (d *dateReader) fraction(tokens []dateToken) []dateToken {
	if len(tokens) < 2 || !tokens[0].is(".") || tokens[1].digits == 0 {
		return tokens
	}
	digits := tokens[1].word[:min(tokens[1].digits, 9)]
	d.nano = atoi(digits)
	for range 9 - len(digits) {
		d.nano *= 10
	}
	return tokens[2:]
}

// zone reads the zone at the start of tokens: Z, +02:00, -0800, GMT+1,
// EST, Etc/GMT. Names that are not known mean UTC, and so do military
// letters, which nobody gets right.
func (d *dateReader) zone(tokens []dateToken) (rest []dateToken, ok bool) {
	named := false
	for len(tokens) > 0 && tokens[0].letters() {
		word := tokens[0].word
		if _, month := months[word]; month || weekdays[word] || named && word == "t" {
			break
		}
		if offset, known := zones[word]; known {
			d.offset, d.zoned = offset, true
		}
		if len(word) > 5 || named && tokens[0].gap && zones[word] == 0 && word != "utc" && word != "gmt" && !dateFiller[word] {
			return nil, false
		}
		named = true
		tokens = tokens[1:]
		if len(tokens) > 1 && tokens[0].is("/") && tokens[1].letters() {
			tokens = tokens[1:]
		}
	}
	if len(tokens) < 2 || !tokens[0].is("+") && !tokens[0].is("-") && !tokens[0].is("−") {
		return tokens, true
	}
	if tokens[1].digits == 0 {
		return nil, false
	}
	return d.numericZone(tokens)
}

// numericZone reads +02:00, +0200, +2 and +200, and a name behind it.
func (d *dateReader) numericZone(tokens []dateToken) (rest []dateToken, ok bool) {
	sign, n := time.Duration(1), tokens[1]
	if !tokens[0].is("+") {
		sign = -1
	}
	hours, minutes := n.number, 0
	d.zoned = true
	rest = tokens[2:]
	switch {
	case n.digits > 4:
		return nil, false
	case n.digits > 2:
		hours, minutes = n.number/100, n.number%100
	case len(rest) > 0 && rest[0].is(":"):
		if !colonNumber(rest) {
			return nil, false
		}
		minutes, rest = rest[1].number, rest[2:]
	}
	d.offset = sign * (time.Duration(hours)*time.Hour + time.Duration(minutes)*time.Minute)
	for len(rest) > 0 && rest[0].letters() && rest[0].gap && len(rest[0].word) <= 5 { // +0200 CEST
		rest = rest[1:]
	}
	return rest, true
}
