package uitest

import (
	"context"
	"fmt"
	"strings"
	"testing"
	"time"

	"newsreader/store"
)

// Tell has the articles of Told in the stories that a person would see in
// them, whatever the store made of them, and what is related and repeated
// there doesn't depend on how the store finds that out.
func (s *Store) Tell(t testing.TB) {
	t.Helper()
	s.join(t, "strike cna", "strike ap", "strike yahoo", "strike guardian", "strike bbc")
	s.join(t, "rates dw", "rates reuters")
	s.set(func() { s.told = true })
}

// tellRelated answers with the rest of the story, and the comet as background.
func (s *Store) tellRelated(ctx context.Context, id store.ID) ([]store.Related, error) {
	of, _, err := s.Store.Article(ctx, id)
	if err != nil {
		return nil, err
	}
	_, all, err := s.Store.Story(ctx, of.Story)
	if err != nil {
		return nil, err
	}
	var list []store.Related
	for _, one := range all {
		if one.ID != id {
			list = append(list, store.Related{
				Article: one.Article, Tier: store.SameStory, Score: 0.8, CopyOf: one.CopyOf,
				Reasons: []string{"Kyiv, Odesa, drone", apart(of, one.Article), one.Source},
			})
		}
	}
	comet, _, err := s.Store.Article(ctx, ID("comet"))
	if err == nil && id != comet.ID {
		list = append(list, store.Related{Article: comet, Tier: store.Background, Score: 0.2, Reasons: []string{"Tuesday", apart(of, comet), comet.Source}})
	}
	return list, err
}

func apart(of, other store.Article) string {
	if by := other.Published.At.Sub(of.Published.At); by < 0 {
		return fmt.Sprintf("%.0f min earlier", -by.Minutes())
	} else {
		return fmt.Sprintf("%.0f min later", by.Minutes())
	}
}

// tellReadBefore answers with the paragraphs that stand in read articles of
// the story, word for word.
func (s *Store) tellReadBefore(ctx context.Context, id store.ID) ([]store.Span, error) {
	art, text, err := s.Store.Article(ctx, id)
	if err != nil {
		return nil, err
	}
	_, all, err := s.Store.Story(ctx, art.Story)
	if err != nil {
		return nil, err
	}
	read := make(map[string]bool)
	for _, one := range all {
		if one.ID == id || !one.Read {
			continue
		}
		_, text, err := s.Store.Article(ctx, one.ID)
		if err != nil {
			return nil, err
		}
		for _, p := range strings.Split(text.Content, "\n\n") {
			read[p] = true
		}
	}
	var spans []store.Span
	at := 0
	for _, p := range strings.Split(text.Content, "\n\n") {
		if read[p] {
			spans = append(spans, store.Span{From: at, To: at + len(p)})
		}
		at += len(p) + len("\n\n")
	}
	return spans, nil
}

func (s *Store) join(t testing.TB, names ...string) {
	t.Helper()
	ctx := context.Background()
	var stories []store.StoryID
	for _, n := range names {
		art, _, err := s.Store.Article(ctx, ID(n))
		if err != nil {
			t.Fatal(err)
		}
		stories = append(stories, art.Story)
	}
	if _, err := s.Store.JoinStories(ctx, stories[0], stories[1:]...); err != nil {
		t.Fatal(err)
	}
}

// Told is news in which several sources tell the same: a drone strike by five,
// two of which took over the text of the first, and a rate cut by two; and
// three articles that stand alone, one of them read and starred. Newest first.
func Told() []store.Incoming {
	one := func(name, title, source, text string, h, m int) store.Incoming {
		return store.Incoming{
			Keys: []store.ID{ID(name)}, Title: title, Source: source, Words: len(text) / 6,
			Published: store.Time{At: time.Date(2025, 6, 10, h, m, 0, 0, time.UTC), Basis: store.Stated},
			Text:      store.Text{Content: text, URL: "https://example.org/told/" + name, Language: "en"},
		}
	}
	told := []store.Incoming{
		one("rates reuters", "Markets rise after central bank cuts interest rates to 1.5 percent", "Reuters", ratesMarkets, 13, 5),
		one("rates dw", "Central bank cuts interest rates to 1.5 percent as inflation slows", "Deutsche Welle", rates, 12, 40),
		one("strike bbc", "Odesa maternity ward damaged as drone strikes hit Kyiv for second night", "BBC News", strikeOdesa, 9, 30),
		one("strike guardian", "Kyiv wakes to fires after overnight drone strikes on Ukraine", "The Guardian", strikeFires, 6, 50),
		one("strike yahoo", "Russia's new drone strikes hit Kyiv, maternity ward in Odesa", "Yahoo News", strike, 6, 40),
		one("strike ap", "New drone strikes hit Kyiv, maternity ward in Odesa, Ukraine says", "AP", strike, 6, 25),
		one("strike cna", "Russia's new drone strikes hit Kyiv, maternity ward in Odesa, Ukraine says", "CNA", strike, 6, 10),
	}
	return append(told,
		one("comet", "Amateur astronomer finds comet bright enough for binoculars", "NHK", comet, 5, 15),
		one("museum", "Museum in Lisbon gives carved ivory back to Benin", "Le Monde", museum, 4, 0),
		Four()[0])
}

const strike = kyiv + `

Medics were called to four districts of Kyiv a couple of hours after midnight on Tuesday, including the historic Podil neighbourhood, Mayor Vitali Klitschko said.`

const strikeFires = `KYIV: Residents of Kyiv spent a second night in the metro as Russia launched another large drone attack on Ukraine, striking districts of the capital and the southern port of Odesa, officials said on Tuesday.

"Enemy drones are simultaneously attacking several districts of the city," Timur Tkachenko, head of Kyiv's military administration said on the Telegram messaging app. "There is damage to residential buildings and fires. Rescuers are working at the sites."

Medics were called to four districts of Kyiv, including the historic Podil neighbourhood, Mayor Vitali Klitschko said.

Smoke hung over the river at dawn. In one courtyard neighbours carried water to firefighters who had worked since one in the morning.`

const strikeOdesa = `ODESA: A maternity ward in the southern port of Odesa was damaged in an overnight drone attack on Ukraine that also struck Kyiv, regional officials said. Patients and staff had been taken to a shelter in time.

The overnight attacks follow Russia's biggest drone strike on Ukraine on Monday - part of intensified operations that Moscow said were retaliatory measures for Kyiv's recent brazen attacks inside Russia.

Both sides deny targeting civilians in the war that Russia launched against Ukraine more than three years ago. But thousands of civilians have been killed in the conflict, the chief majority of them Ukrainian.

The governor said that two people were killed in a residential building and that nine were hurt. A train to Chisinau left with a delay of six hours, because rails near the port had been hit.`

const rates = `FRANKFURT: The central bank cut interest rates by a quarter of a point to 1.5 percent on Tuesday, its eighth cut in a year, as inflation slows faster than its economists had forecast.

Inflation in the euro zone fell to 1.9 percent in May. The bank now expects prices to rise by 2.0 percent this year and by 1.6 percent in the next.

The president of the bank said that the cycle of rate cuts was nearing its end.`

const ratesMarkets = `European shares rose on Tuesday after the central bank cut interest rates by a quarter of a point to 1.5 percent and forecast slower inflation.

The president of the bank said that the cycle of rate cuts was nearing its end. Bond yields fell after that, and the euro gained half a cent against the dollar.

Inflation in the euro zone fell to 1.9 percent in May.`

const comet = `NAGOYA: An amateur astronomer has found a comet that may be seen with binoculars before sunrise in the last week of June, the observatory of Kiso confirmed.

Chiyo Asada, a retired teacher, noticed the faint spot on four exposures of the constellation Pisces that she had taken from her balcony.

Its orbit takes about eleven thousand years. On the way out it will pass Jupiter, which may bend its path.`

const museum = `LISBON: The national museum of ethnology gave forty carved tusks and bracelets back to a delegation from Benin, which a colonial officer had bought in 1911.

Curators had traced the collection in letters that were found in an attic in Coimbra. A copy of the letters stays in the archive.

The pieces travel to Cotonou in July, where a hall is being built for them.`
