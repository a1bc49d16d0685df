package token

import (
	"strings"
	"unicode/utf8"
)

// How names are told in a text.
type names uint8

const (
	inSentence names = iota // by a capital inside a sentence
	inHeadline              // by a capital: it is a headline with capitals throughout, so that rarer words count
	inNouns                 // by capitals throughout or two capitals in a row: all nouns have one
	noNames
)

// maxHeadline is how long a text may be to be taken for a headline.
const maxHeadline = 300

// namesOf tells how names are told in the text.
func namesOf(text, tag string) names {
	if l, _ := splitTag(tag); l == "de" || l == "lb" {
		return inNouns
	}
	if len(text) > maxHeadline {
		return inSentence
	}
	words, capitals, small := 0, 0, 0
	before := other
	for i := range len(text) {
		k := asciiKinds[text[i]]
		if text[i] >= utf8.RuneSelf {
			k = lower
		}
		if k == lower {
			small++
		}
		if before != lower && before != upper && before != quote {
			switch k {
			case upper:
				words++
				capitals++
			case lower:
				words++
			}
		}
		before = k
	}
	switch {
	case small == 0:
		return noNames // shouted
	case words >= 3 && capitals*3 >= words*2:
		return inHeadline
	}
	return inSentence
}

// acronyms are names that are function words when not written in capitals.
const acronyms = " us it who un "

// judge guesses whether the word is a name.
func (s *scan) judge(t *Token, h *shape) {
	after := s.after
	s.after, s.short = false, false
	if s.names == noNames || h.capitals == 0 || h.letters < 2 {
		return
	}
	capital := h.first == upper
	shouted := h.capitals == h.letters
	if shouted && t.Stop && strings.Contains(acronyms, " "+string(t.Folded)+" ") {
		t.Stop = false
	}
	switch {
	case t.Stop:
	case shouted, !capital && h.first == lower: // NATO, iPhone
		t.Name = true
	case s.names == inHeadline:
		t.Name = capital
	case s.names == inNouns:
		t.Name = after
	default:
		t.Name = capital && !s.fresh
	}
	s.after = capital && !t.Stop
	s.short = s.after && h.letters <= 3 && !shouted
}
