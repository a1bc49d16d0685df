package refresh

import (
	"bytes"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"newsreader/parse/jsonl"
	"newsreader/parse/news"
	"newsreader/store"
)

// told is an article, and the event that it tells of.
type told struct {
	event   int
	article jsonl.Article
}

// press makes up news of words that are as frequent as those of a language.
type press struct {
	random *rand.Rand
	common *rand.Zipf
	words  []string
	list   []told
	events int
}

func newPress() *press {
	p := &press{random: rand.New(rand.NewPCG(3, 4)), words: make([]string, 20_000)}
	for i := range p.words {
		var w strings.Builder
		for range 2 + p.random.IntN(3) {
			w.WriteByte("bcdfghklmnprstvw"[p.random.IntN(16)])
			w.WriteByte("aeiou"[p.random.IntN(5)])
		}
		p.words[i] = w.String()
	}
	p.common = rand.NewZipf(p.random, 1.1, 8, uint64(len(p.words)-1))
	return p
}

func (p *press) sentence(n int) string {
	words := make([]string, n)
	for i := range words {
		words[i] = p.words[p.common.Uint64()]
	}
	return strings.Join(words, " ")
}

// morning is when the news begins.
var morning = time.Date(2026, 3, 1, 6, 0, 0, 0, time.UTC)

// tell adds an article; the zero time is none.
func (p *press) tell(event int, at time.Time, source, title, text string) {
	a := jsonl.Article{URL: fmt.Sprintf("https://press.example/%d", len(p.list)), Title: title, Source: source, Content: text}
	if !at.IsZero() {
		a.Published, a.PublishedBasis = at.Format(time.RFC3339), "stated"
	}
	p.list = append(p.list, told{event, a})
}

func (p *press) event() int { p.events++; return p.events }

// ordinary tells n events in three papers each, a number of minutes apart.
func (p *press) ordinary(n int, apart time.Duration) {
	for i := range n {
		event, title, text := p.event(), p.sentence(5), p.sentence(30)
		for j := range 3 {
			p.tell(event, morning.Add(time.Duration(7*i+j)*apart), fmt.Sprintf("Paper %d", p.random.IntN(40)),
				title+" "+p.sentence(3), text+" "+p.sentence(30))
		}
	}
}

// takenIn shuffles the news and imports it, so many articles at once.
func (p *press) takenIn(t *testing.T, atOnce int) *store.Store {
	t.Helper()
	p.random.Shuffle(len(p.list), func(i, j int) { p.list[i], p.list[j] = p.list[j], p.list[i] })
	s, err := store.Open(store.Options{Path: filepath.Join(t.TempDir(), "news.db"), Now: func() time.Time { return morning.AddDate(0, 0, 2) }})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	for from := 0; from < len(p.list); from += atOnce {
		var lines bytes.Buffer
		out := json.NewEncoder(&lines)
		for _, a := range p.list[from:min(from+atOnce, len(p.list))] {
			if err := out.Encode(a.article); err != nil {
				t.Fatal(err)
			}
		}
		report, err := Import(t.Context(), s, sources(source("news.jsonl", lines.Bytes())), Options{Now: morning.AddDate(0, 0, 2)})
		if err != nil || report.Failed > 0 {
			t.Fatalf("%+v, %v", report, err)
		}
	}
	return s
}

// outcome is how articles came to lie in stories: how many of each event.
type outcome map[store.StoryID]map[int]int

// stored returns the outcome, having checked that each article is in one
// story, which lists it, that asking what is related works, and that the
// store's parts agree.
func (p *press) stored(t *testing.T, s *store.Store) outcome {
	t.Helper()
	out, in := outcome{}, p.eventsOf()
	total := 0
	for a, err := range s.All(t.Context(), store.View{}) {
		if err != nil {
			t.Fatal(err)
		}
		if out[a.Story] == nil {
			out[a.Story] = map[int]int{}
		}
		out[a.Story][in[a.ID]]++
		total++
	}
	if total != len(p.list) {
		t.Fatalf("%d articles of %d", total, len(p.list))
	}
	listed := map[store.ID]bool{}
	for id := range out {
		_, articles, err := s.Story(t.Context(), id)
		if err != nil {
			t.Fatal(err)
		}
		for _, a := range articles {
			if a.Story != id || listed[a.ID] {
				t.Errorf("article %s of story %s is listed by %s too", a.ID, a.Story, id)
			}
			listed[a.ID] = true
		}
	}
	if len(listed) != total {
		t.Errorf("stories list %d articles of %d", len(listed), total)
	}
	asked := 0
	for id := range in {
		if _, err := s.Related(t.Context(), id); err != nil {
			t.Fatal(err)
		}
		if asked++; asked == 10 {
			break
		}
	}
	if report, err := s.Check(t.Context(), false, nil); err != nil || report.Found > 0 {
		t.Errorf("%+v, %v", report, err)
	}
	return out
}

func (p *press) eventsOf() map[store.ID]int {
	in := map[store.ID]int{}
	for _, a := range p.list {
		named := news.Article{URL: a.article.URL}
		news.Identify(&named)
		in[store.ID(named.ID)] = a.event
	}
	return in
}

// strays is how many articles the worst story holds beside those of the event
// that it tells most of.
func (o outcome) strays() (worst int) {
	for _, of := range o {
		all, most := 0, 0
		for _, n := range of {
			all, most = all+n, max(most, n)
		}
		worst = max(worst, all-most)
	}
	return worst
}

// apart is how many events of several articles lie in several stories.
func (o outcome) apart() (n int) {
	stories := map[int]int{}
	for _, of := range o {
		for event := range of {
			stories[event]++
		}
	}
	for _, of := range stories {
		if of > 1 {
			n++
		}
	}
	return n
}

// TestNoStorySwallowsTheRest takes in what makes articles seem alike. Beside
// it there are ordinary news, which must come together as ever.
//
// Of the articles with a sentence in common some are in one story by chance:
// the first ones, to which the sentence is rare, and those of which a word of
// the title is in the other's text. One in ten is plenty.
func TestNoStorySwallowsTheRest(t *testing.T) {
	const n = 120
	for _, c := range []struct {
		name   string
		strays int // in one story, at most
		add    func(*press)
	}{
		{"the same sentence in all articles of a source", n / 10, boilerplate("Boiler", n, 12)},
		{"the same sentence and nothing else", n / 10, boilerplate("Boiler", n, 0)},
		{"the same sentence in articles of many sources", n / 10, boilerplate("Boiler %d", n, 12)},
		{"the same sentence in articles of no source", n / 10, boilerplate("", n, 12)},
		{"one article a thousand times", 0, again(1000)},
		{"titles of two words", 2, untold(n, 2, 0)},
		{"titles of one word", 2, untold(n, 1, 0)},
		{"no titles", 2, untold(n, 0, 12)},
		{"texts of one word", 2, untold(n, 0, 1)},
		{"nothing but an address", 0, untold(n, 0, 0)},
		{"times to come", 0, ahead(n)},
		{"scripts", 0, scripts},
		{"signs", 0, signs},
	} {
		t.Run(c.name, func(t *testing.T) {
			p := newPress()
			p.ordinary(40, time.Minute)
			c.add(p)
			for _, atOnce := range []int{4000, 40} {
				o := p.stored(t, p.takenIn(t, atOnce))
				if got := o.strays(); got > c.strays {
					t.Errorf("%d at once: a story holds %d articles of other events, %d at most are expected", atOnce, got, c.strays)
				}
				if got := o.apart(); got > 2 {
					t.Errorf("%d at once: %d events lie in several stories", atOnce, got)
				}
			}
		})
	}
}

// TestCopiesAreFolded tells copies from what else came that minute.
func TestCopiesAreFolded(t *testing.T) {
	p := newPress()
	again(30)(p)
	event, title, text := p.list[0].event, p.list[0].article.Title, p.list[0].article.Content
	p.tell(event, morning.Add(time.Hour), "Own words", title+" "+p.sentence(2), text[:len(text)/2]+" "+p.sentence(20))
	p.ordinary(40, time.Minute)
	s := p.takenIn(t, 40)
	for id, of := range p.stored(t, s) {
		if of[event] == 0 {
			continue
		}
		if of[event] != 31 {
			t.Fatalf("%d of 31 articles are in a story", of[event])
		}
		_, articles, err := s.Story(t.Context(), id)
		if err != nil {
			t.Fatal(err)
		}
		for i, a := range articles {
			if folded := i > 0 && a.Source != "Own words"; (a.CopyOf == articles[0].ID) != folded {
				t.Errorf("article %d, of %s, is a copy of %s", i, a.Source, a.CopyOf)
			}
		}
	}
}

// TestAllInOneSecond gives each article the same time.
func TestAllInOneSecond(t *testing.T) {
	p := newPress()
	p.ordinary(300, 0)
	o := p.stored(t, p.takenIn(t, 4000))
	if o.strays() > 0 || o.apart() > 3 {
		t.Errorf("%d of another event in a story, %d events apart", o.strays(), o.apart())
	}
}

// TestLargeTexts takes in articles whose texts are made to be slow.
func TestLargeTexts(t *testing.T) {
	million := new(strings.Builder)
	for i := range 1_000_000 {
		fmt.Fprintf(million, "w%xq ", i)
	}
	for name, text := range map[string]string{
		"one word again and again": strings.Repeat("word ", 2<<20), "one long word": strings.Repeat("a", 10<<20),
		"a million words": million.String(), "emoji": strings.Repeat("🎉", 1<<18), "no spaces": strings.Repeat("北", 1<<18),
	} {
		t.Run(name, func(t *testing.T) {
			p := newPress()
			p.ordinary(20, time.Minute)
			p.tell(p.event(), morning, "Large", p.sentence(6), text)
			if o := p.stored(t, p.takenIn(t, 4000)); o.strays() > 0 || o.apart() > 0 {
				t.Errorf("%d of another event in a story, %d events apart", o.strays(), o.apart())
			}
		})
	}
}

// boilerplate adds news of n events that all end with the same sentence.
func boilerplate(source string, n, words int) func(*press) {
	return func(p *press) {
		same := p.sentence(20)
		for i := range n {
			name := source
			if strings.Contains(source, "%") {
				name = fmt.Sprintf(source, i)
			}
			p.tell(p.event(), morning.Add(time.Duration(5*i)*time.Minute), name, p.sentence(6), strings.TrimSpace(p.sentence(words)+"\n\n"+same))
		}
	}
}

// again adds an article n times.
func again(n int) func(*press) {
	return func(p *press) {
		event, title, text := p.event(), p.sentence(8), p.sentence(60)
		for i := range n {
			p.tell(event, morning.Add(time.Duration(i)*time.Minute), fmt.Sprintf("Agency %d", i), title, text)
		}
	}
}

// untold adds n articles that say hardly anything.
func untold(n, title, text int) func(*press) {
	return func(p *press) {
		for i := range n {
			p.tell(p.event(), morning.Add(time.Duration(5*i)*time.Minute), fmt.Sprintf("Short %d", i), p.sentence(title), p.sentence(text))
		}
	}
}

// ahead adds news of the future, and of no time.
func ahead(n int) func(*press) {
	return func(p *press) {
		for i := range n {
			at := morning.AddDate(i, 0, 0)
			if i%2 == 0 {
				at = time.Time{}
			}
			p.tell(p.event(), at, fmt.Sprintf("Ahead %d", i), p.sentence(6), p.sentence(30))
		}
	}
}

// scripts adds news in many scripts, each told by three.
func scripts(p *press) {
	for i, title := range []string{
		"北京今天下雪了，学校停课。", "東京で大雪、学校が休みに", "서울에 많은 눈이 내렸다", "ثلوج كثيفة في القدس اليوم", "שלג כבד בירושלים היום",
		"В Москве сегодня снегопад", "Χιόνια στην Αθήνα σήμερα", "दिल्ली में आज कोहरा", "หิมะตกที่เชียงใหม่", "大阪 rain גשם 🎉 дождь",
	} {
		event := p.event()
		for j := range 3 {
			p.tell(event, morning.Add(time.Duration(60*i+j)*time.Minute), fmt.Sprintf("World %d", j), title, "")
		}
	}
}

// signs adds articles that say nothing in words: none is like another.
func signs(p *press) {
	for _, title := range []string{"👩‍👩‍👧🎉🎉", "🔥", "—", "…", "\u202e\u202c\u202e", "\u0301\u0301"} {
		for i := range 10 {
			p.tell(p.event(), morning.Add(time.Duration(i)*time.Minute), fmt.Sprintf("Signs %d", i), title, title)
		}
	}
}
