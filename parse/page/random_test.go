package page

import (
	"fmt"
	"math/rand"
	"slices"
	"strings"
	"testing"

	"newsreader/parse/markdown"
	"newsreader/parse/news"
)

// pageGen writes random page dumps and remembers what a reader must find.
type pageGen struct {
	*rand.Rand
	n       int // numbers sentences, so that each is unique
	lines   []string
	widgets []string // lines that must be dropped
	pieces  []genPiece
}

// genPiece is what must be found of one article.
type genPiece struct {
	title, source string
	sentences     []string
	tags          []string
}

func (g *pageGen) pick(s ...string) string { return s[g.Intn(len(s))] }

func (g *pageGen) add(lines ...string) { g.lines = append(g.lines, lines...) }

// blank writes no, one or several blank lines.
func (g *pageGen) blank() {
	for range g.Intn(3) {
		g.add(g.pick("", "", " \t"))
	}
}

// sentence makes a unique sentence in one of several scripts.
func (g *pageGen) sentence() string {
	g.n++
	n := fmt.Sprintf("%dq", g.n)
	return strings.ReplaceAll(g.pick(
		"The council of § voted 7 to 2 on the plan.",
		"\"We will not leave §,\" the mayor said.",
		"Shares of § * Co. fell _sharply_ after the [report].",
		"Die Stadt § prüft z. B. den Haushalt.",
		"Le maire de § a dit « non ».",
		"市政府§宣布了计划。",
		"В городе § открыли мост.",
		"Prices rose 3.5 per cent in § & elsewhere <again>.",
		"Was § closed? Nobody knows!",
		"عادت المدينة § إلى العمل.",
	), "§", n)
}

func (g *pageGen) body(p *genPiece, paragraphs int, traps bool) {
	for i := range paragraphs {
		var para []string
		for range 1 + g.Intn(12) {
			s := g.sentence()
			para = append(para, s)
			p.sentences = append(p.sentences, s)
		}
		text := strings.Join(para, " ")
		if g.Intn(5) == 0 {
			text = g.pick("- ", "• ", "* ") + text
		}
		g.add(text)
		if traps && i < paragraphs-1 && g.Intn(3) == 0 {
			trap := g.pick("Comments", "Share", "Related Articles", "yesterday", "Hashtags", "THE PLAN IN DETAIL", "#fortytwo", "CNA")
			g.add(trap)
			p.sentences = append(p.sentences, strings.TrimPrefix(trap, "# "))
		}
		if g.Intn(3) == 0 {
			g.blank()
		}
	}
}

func (g *pageGen) headline() string {
	g.n++
	return fmt.Sprintf(g.pick("Plan %dq divides the council", "Wer zahlt für %dq?", "议会%dq讨论计划", "'Enough', says mayor of %dq"), g.n)
}

func (g *pageGen) main() {
	g.blank()
	p := genPiece{title: g.headline()}
	g.add(p.title)
	g.blank()
	g.body(&p, 1+g.Intn(8), true)
	if g.Intn(2) == 0 {
		g.drop(g.pick("Hashtags", "Tags", "Schlagwörter"))
		for range g.Intn(4) {
			g.n++
			tag := fmt.Sprintf("tag%dq", g.n)
			p.tags = append(p.tags, tag)
			g.add(g.pick("#", "- #") + tag)
		}
		g.blank()
	}
	for range g.Intn(4) {
		g.drop(g.pick("Try Our AI Features", "Explore what Daily8 AI can do for you:", "Comments", "No comments yet...", "12 comments", "Teilen"))
		g.blank()
	}
	g.pieces = append(g.pieces, p)
}

func (g *pageGen) drop(line string) {
	g.add(line)
	g.widgets = append(g.widgets, line)
}

func (g *pageGen) related() {
	n := g.Intn(5)
	if n == 0 {
		return
	}
	g.drop(g.pick("Related Articles", "Ähnliche Artikel", "相关新闻"))
	gap := g.Intn(3)
	for range n {
		for range gap {
			g.add("")
		}
		p := genPiece{title: g.headline(), source: g.pick("CNA", "AsiaOne", "Die Zeitung", "新华社", "Yahoo!")}
		g.add(p.source)
		g.drop(g.pick("an hour ago", "3 days ago", "vor 2 Stunden", "昨天", "Jun 10, 2025", "il y a 5 minutes", "in alter Zeit"))
		if g.Intn(3) == 0 {
			p.tags = []string{"Politics"}
			g.add("- Politics")
		}
		g.drop("- " + p.source)
		g.blankIf(gap > 0)
		g.add(p.title)
		g.body(&p, g.Intn(2), false)
		g.pieces = append(g.pieces, p)
	}
}

func (g *pageGen) blankIf(ok bool) {
	if ok {
		g.blank()
	}
}

// TestRandomPages: every sentence of a page is in the article to which it
// belongs, once and in order, and every widget is on the list of what was
// dropped.
func TestRandomPages(t *testing.T) {
	for seed := range 600 {
		g := &pageGen{Rand: rand.New(rand.NewSource(int64(seed)))}
		g.main()
		g.related()
		end := g.pick("\n", "\r\n", "\r")
		text := g.pick("", "\ufeff") + strings.Join(g.lines, end) + g.pick("", end)
		doc, articles, err := Parse([]byte(text), Options{Now: now})
		if err != nil {
			t.Fatal(seed, err)
		}
		checkPieces(t, g, articles)
		checkDropped(t, g, doc)
		checkWhole(t, []byte(text), doc, articles)
		if t.Failed() {
			t.Fatalf("seed %d:\n%s", seed, text)
		}
	}
}

func checkPieces(t *testing.T, g *pageGen, articles []news.Article) {
	t.Helper()
	if len(articles) != len(g.pieces) {
		t.Errorf("%d articles, want %d", len(articles), len(g.pieces))
		return
	}
	for i, want := range g.pieces {
		a := articles[i]
		if a.Title != want.title || a.Source != want.source || !slices.Equal(a.Tags, want.tags) {
			t.Errorf("article %d: %q from %q, tags %q; want %+v", i, a.Title, a.Source, a.Tags, want)
		}
		rest := strings.Join(strings.Fields(markdown.Plain(a.Content)), " ")
		for _, s := range want.sentences {
			s = strings.Join(strings.Fields(s), " ")
			at := strings.Index(rest, s)
			if at < 0 || strings.Trim(rest[:at], " \n") != "" {
				t.Errorf("article %d: %q is not next in %q", i, s, rest)
				return
			}
			rest = rest[at+len(s):]
		}
		if strings.TrimSpace(rest) != "" {
			t.Errorf("article %d ends with %q", i, rest)
		}
	}
}

func checkDropped(t *testing.T, g *pageGen, doc news.Document) {
	t.Helper()
	got, want := slices.Sorted(slices.Values(doc.Dropped)), slices.Sorted(slices.Values(g.widgets))
	if !slices.Equal(got, want) {
		t.Errorf("dropped %q, want %q", got, want)
	}
}

// TestVariants: the same news in other wrappings gives the same articles.
func TestVariants(t *testing.T) {
	for seed := range 100 {
		g := &pageGen{Rand: rand.New(rand.NewSource(int64(seed)))}
		g.main()
		g.related()
		var dense []string
		for _, l := range g.lines {
			if l = strings.TrimSpace(l); l != "" {
				dense = append(dense, l)
			}
		}
		parse := func(lines []string, sep string) []news.Article {
			_, articles, err := Parse([]byte(strings.Join(lines, sep)), Options{Now: now})
			if err != nil {
				t.Fatal(err)
			}
			return articles
		}
		want := parse(g.lines, "\n")
		for name, got := range map[string][]news.Article{
			"no blank lines": parse(dense, "\n"), "blank lines everywhere": parse(dense, "\n\n\n"), "indented": parse(dense, "  \r\n\t "),
		} {
			if fmt.Sprint(got) != fmt.Sprint(want) {
				t.Fatalf("seed %d, %s:\n got %+v\nwant %+v", seed, name, got, want)
			}
		}
	}
}
