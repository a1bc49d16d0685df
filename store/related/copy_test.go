package related

import (
	"strings"
	"testing"
)

func TestCopy(t *testing.T) {
	const title = "Ferry runs aground off Sandholm island"
	words := strings.Fields("the ferry astrid ran aground off sandholm early on monday with many people on board nobody was hurt the coast guard said strong wind had pushed it on a sandbank and two tugs try to pull it free before the tide turns again tonight")
	body := strings.Join(words, " ")
	for _, c := range []struct {
		name, titleA, bodyA, titleB, bodyB string
		want                               bool
	}{
		{"the same", title, body, title, body, true},
		{"another title", title, body, "Storm in the north", body, true},
		{"punctuation and case", title, body, title, strings.ToUpper(strings.Join(words, ", ")), true},
		{"cut to three quarters", title, body, title, strings.Join(words[:len(words)*3/4], " "), true},
		{"half of it and other words", title, body, title, strings.Join(words[:20], " ") + strings.Repeat(" new", 5) + " here stand words that nobody has told before of the crew", false},
		{"quoted in a round-up", title, body, title, body + " " + manyWords(4*len(words)), false},
		{"titles alone", title, "", strings.ToUpper(title), "", true},
		{"titles with another number", "Two hundred and 12 people on board", "", "Two hundred and 40 people on board", "", false},
		{"short titles", "Live updates today", "", "Live updates today", "", false},
		{"one has a text", title, body, title, "", false},
		{"nothing", "", "", "", "", false},
	} {
		r := NewReader()
		a, b := r.NewPrint(c.titleA, c.bodyA), r.NewPrint(c.titleB, c.bodyB)
		if got := Copy(a, b); got != c.want || Copy(b, a) != got {
			t.Errorf("%s: %t, the other way round %t", c.name, got, Copy(b, a))
		}
	}
}

// manyWords are words that stand nowhere else.
func manyWords(n int) string {
	var b strings.Builder
	for i := range n {
		b.WriteString("w" + string(rune('a'+i%26)) + string(rune('a'+i/26)) + " ")
	}
	return b.String()
}

func TestDateWords(t *testing.T) {
	for term, want := range map[string]bool{"2024": true, "7": true, "monday": true, "novemb": true, "märz": false, "marz": true, "river": false, "": false} {
		if got := isDate(term); got != want {
			t.Errorf("%q: %t", term, got)
		}
	}
	if Emphasis("2024", true) != 2 || Emphasis("2024", false) != 1 || Emphasis("river", true) != 1 {
		t.Error("a date counts double only where there is no time")
	}
}
