package html

import (
	"strings"
	"testing"
)

// Paragraphs between which the pieces of TestTrim stand.
const (
	opening = "<p>The ferry to the outer islands was late again on Thursday, and this time the captain came on deck to say why: a swan had settled on the slipway and would not be moved.</p>"
	middle  = "<p>Passengers took it well. A schoolteacher from the north shore read aloud from the timetable, to some applause, and the kiosk sold all of its buns before nine in the morning.</p>"
	closing = "<p>By noon the swan had left of its own accord, the harbour office said, adding that no record is kept of such things and that none will be started now.</p>"
)

// TestTrim puts pieces into a page and tells which words of them are kept.
func TestTrim(t *testing.T) {
	for name, c := range map[string]struct {
		before, between, after string
		keep, drop             []string
	}{
		"times with words for them": {
			before: `<div>Published 9:41 pm EST Nov 19, 2019 | Updated Nov 20, 2019</div><div>Erstellt: 19.11.2019, 21:41 Uhr</div>`,
			after:  `<div>Opublikowano 20 listopada 2019</div>`,
			drop:   []string{"Published", "Erstellt", "Opublikowano"},
		},
		"a sentence with a date": {
			before: `<p>Not since 19 November 2019 at 9:41 had one landed here</p>`,
			after:  `<p>Updated rules apply from 1 March 2020</p>`,
			keep:   []string{"one landed here", "Updated rules apply"},
		},
		"the page's own address": {
			before: `<div>https://isles.example/news/swan/</div>`,
			after:  `<p><a href="https://isles.example/records/swans-1931">https://isles.example/records/swans-1931</a></p>`,
			keep:   []string{"records/swans-1931"},
			drop:   []string{"news/swan"},
		},
		"a slide show": {
			between: `<div class="photo-gallery"><div>Image 1 of / 3</div><img src="/1.jpg"><p>The swan at dawn, before the crew had breakfast.</p><img src="/2.jpg"><p>The swan at ten.</p></div>`,
			drop:    []string{"Image 1", "at dawn", "at ten"},
		},
		"counters of pictures": {
			between: `<div>Bild 2 von 12</div><table><tr><td>Islanders</td><td>23/16</td></tr><tr><td>Mainland</td><td>11/6</td></tr></table>`,
			keep:    []string{"23/16", "11/6"},
			drop:    []string{"Bild 2"},
		},
		"a text that is named like a gallery": {
			between: `<div class="slider-section"><img src="/1.jpg">` + middle + `<p>It was the longest delay of the year, if one leaves out the fog.</p></div>`,
			keep:    []string{"sold all of its buns", "leaves out the fog"},
		},
		"a caption and its credit": {
			between: `<figure><img src="/1.jpg"><figcaption>The swan on the slipway. <span class="imageCredit">Iris Lund / Islands Press</span></figcaption></figure>`,
			keep:    []string{"The swan on the slipway"},
			drop:    []string{"Iris Lund"},
		},
		"credit that is lent": {
			between: `<div class="credit">` + middle + strings.Replace(middle, "Passengers", "Residents", 1) + `</div>`,
			keep:    []string{"Passengers took it well", "Residents took it well"},
		},
		"reading times": {
			before: `<div>Lesezeit: 3 Minuten</div><div>4 min read</div><div>Tempo de leitura: 1 minuto</div>`,
			after:  `<p>Reading time tables aloud is allowed</p><p>5 minutes readers will not forget</p>`,
			keep:   []string{"tables aloud", "will not forget"},
			drop:   []string{"Lesezeit", "min read", "leitura"},
		},
		"a heading of nothing": {
			between: `<h2>A swan in charge</h2>`,
			after:   `<h3>Elsewhere on the coast</h3>`,
			keep:    []string{"A swan in charge"},
			drop:    []string{"Elsewhere"},
		},
		"an outline": {
			after: `<h3>Chapter one: low water</h3><h3>Chapter two: high water</h3>`,
			keep:  []string{"low water", "high water"},
		},
		"links to the site": {
			between: `<p><a href="/news/ferry-fares">Ferry fares to rise in spring, again</a></p><ul><li><a href="/news/list-of-swans">A list of all swans seen this year</a></li><li><a href="/news/list-of-ferries">A list of all ferries and their crews</a></li></ul>`,
			keep:    []string{"all swans seen", "all ferries"},
			drop:    []string{"Ferry fares"},
		},
	} {
		t.Run(name, func(t *testing.T) {
			in := page1("A swan delays the ferry", c.before+opening+c.between+middle+closing+c.after)
			_, articles, err := Parse([]byte(in), Options{URL: "https://isles.example/news/swan"})
			if err != nil {
				t.Fatal(err)
			}
			got := articles[0].Content
			for _, s := range append(c.keep, "settled on the slipway", "sold all of its buns", "none will be started") {
				if !strings.Contains(got, s) {
					t.Errorf("lost %q:\n%s", s, got)
				}
			}
			for _, s := range c.drop {
				if strings.Contains(got, s) {
					t.Errorf("kept %q:\n%s", s, got)
				}
			}
		})
	}
}
