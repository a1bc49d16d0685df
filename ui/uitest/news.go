package uitest

import (
	"fmt"
	"hash/fnv"
	"strings"
	"time"

	"newsreader/store"
)

// Now is the moment at which tests look at the news.
var Now = time.Date(2025, 6, 10, 15, 4, 0, 0, time.UTC)

// ID is the ID of the article that a test calls by this name.
func ID(name string) store.ID {
	h := fnv.New64a()
	h.Write([]byte(name))
	return store.ID(h.Sum64() | 1)
}

// Four is the news of the embedded seed: a main article from April and the
// three articles from June that its page lists.
func Four() []store.Incoming {
	listed := []store.ID{ID("kyiv"), ID("musk"), ID("africa")}
	day := func(m time.Month, d int) store.Time {
		return store.Time{At: time.Date(2025, m, d, 0, 0, 0, 0, time.UTC), Precision: store.Day, Basis: store.Inferred}
	}
	return []store.Incoming{
		{
			Keys: []store.ID{ID("korea")}, Published: day(4, 28), Words: 960, Starred: true, Read: true,
			Title: "North Korea confirms troop deployment to Russia as Putin hails 'heroes'",
			Tags:  []string{"Kim Jong Un", "Kursk"},
			Text:  store.Text{Content: korea, URL: "https://example.org/korea", Listed: listed},
		},
		{
			Keys: []store.ID{ID("kyiv")}, Published: day(6, 10), Words: 190, Source: "CNA",
			Title: "Russia's new drone strikes hit Kyiv, maternity ward in Odesa, Ukraine says",
			Tags:  []string{"Kyiv", "Odesa", "Ukrainian"},
			Text:  store.Text{Content: kyiv, URL: "https://example.org/kyiv"},
		},
		{
			Keys: []store.ID{ID("musk")}, Published: day(6, 9), Words: 310, Source: "AsiaOne",
			Title: "Musk's father says Trump dispute triggered by intense stress, has to end, World News",
			Text:  store.Text{Content: filler(7, 310), URL: "https://example.org/musk"},
		},
		{
			Keys: []store.ID{ID("africa")}, Published: day(6, 9), Words: 210, Source: "AsiaOne",
			Title: "Russia says plan to boost role in Africa includes 'sensitive' security ties, World News",
			Text:  store.Text{Content: filler(8, 210), URL: "https://example.org/africa"},
		},
	}
}

const kyiv = `KYIV: Russia launched another large drone attack on Ukraine, striking Kyiv and damaging a maternity ward in the southern port of Odesa, regional officials said early on Tuesday (Jun 10).

The overnight attacks follow Russia's biggest drone strike on Ukraine on Monday - part of intensified operations that Moscow said were retaliatory measures for Kyiv's recent brazen attacks inside Russia.

"Enemy drones are simultaneously attacking several districts of the city," Timur Tkachenko, head of Kyiv's military administration said on the Telegram messaging app. "There is damage to residential buildings and fires. Rescuers are working at the sites."

Both sides deny targeting civilians in the war that Russia launched against Ukraine more than three years ago. But thousands of civilians have been killed in the conflict, the chief majority of them Ukrainian.`

const korea = `SEOUL: North Korea confirmed for the first time on Monday (Apr 28) that it had sent troops to fight for Russia in the war in Ukraine under orders from leader Kim Jong Un and that it had helped regain control of Russian territory occupied by Ukraine.

North Korea's unprecedented deployment of thousands of troops, as well as massive amounts of artillery ammunition and missiles, gave Russia a crucial battlefield advantage in the western Kursk region and has brought the two economically and politically isolated countries closer.

The victorious end of the battle to liberate Kursk showed the "highest strategic level of the firm militant friendship" between North Korea and Russia, state news agency KCNA cited the North's ruling party as saying.

Russia acknowledged the North Korean deployment for the first time over the weekend and said Ukrainian forces had been expelled from the last Russian village they were holding. Kyiv has denied the claim and said its troops were still operating in some parts of Russian territory.

"We will always honour the Korean heroes who gave their lives for Russia, for our common freedom, on an equal basis with their Russian brothers in arms," Putin said in a statement released by the Kremlin.

## "AT THE COST OF BLOOD"

The timing of the confirmation, after more than six months of silence, and stressing the sacrifice of North Korean troops "at the cost of blood" was meant to amplify Kim's partnership with Putin as equals, said Hong Min of the Korea Institute for National Unification.

"It now became necessary to put on a diplomatic performance for the North Korean and Russian leaders to pledge stronger ties," Hong Min of the Korea Institute for National Unification in Seoul said, calling the confirmation "a build-up" to a summit meeting in Russia.

North Korea sent an estimated total of 14,000 troops, including 3,000 reinforcements to replace its losses, Ukrainian officials have said. Lacking armoured vehicles and drone warfare experience, they took heavy casualties but adapted quickly.

China, North Korea's key economic benefactor which has repeatedly condemned Western backing for Ukraine, declined to comment specifically on the admission from Pyongyang.`

// News is n made-up articles, of which the first is the newest: half an hour
// apart, about 350 words each, headlines of a usual length.
func News(n int) []store.Incoming {
	list := make([]store.Incoming, n)
	for i := range list {
		list[i] = article(i)
	}
	return list
}

func article(i int) store.Incoming {
	r := uint64(i)*0x9e3779b97f4a7c15 + 12345
	pick := func(words []string) string {
		r ^= r << 13
		r ^= r >> 7
		r ^= r << 17
		return words[r%uint64(len(words))]
	}
	place := pick(places)
	title := fmt.Sprintf("%s %s %s as %s %s", pick(who), pick(does), pick(what), place, pick(reacts))
	words := 200 + int(r%300)
	return store.Incoming{
		Keys:      []store.ID{ID(fmt.Sprintf("news %d", i))},
		Title:     title,
		Source:    pick(sources),
		Published: store.Time{At: Now.Add(-time.Duration(i)*31*time.Minute - 40*time.Second), Basis: store.Stated},
		Tags:      []string{place},
		Words:     words,
		Text:      store.Text{Content: filler(i, words), URL: fmt.Sprintf("https://example.org/%d", i)},
	}
}

var (
	who     = []string{"Parliament", "The central bank", "Health ministry", "Scientists", "Rail operator", "Court", "Farmers' union", "Space agency", "Police", "Regulator", "City council"}
	does    = []string{"delays", "approves", "rejects", "reviews", "unveils", "halts", "defends", "reopens"}
	what    = []string{"plan for a new high-speed line", "budget cuts", "study on heat waves", "a vaccine trial", "merger of two insurers", "rules on river pollution", "a lunar landing", "the housing reform"}
	places  = []string{"Lisbon", "Nairobi", "Osaka", "Bogotá", "Kraków", "Jakarta", "Toronto", "Athens", "Seoul"}
	reacts  = []string{"prepares for elections", "awaits an answer", "counts the cost", "sees record demand", "calls for calm"}
	sources = []string{"CNA", "AsiaOne", "Reuters", "The Guardian", "Le Monde", "NHK", "Deutsche Welle"}
)

// filler is a text of so many words.
func filler(seed, words int) string {
	stock := strings.Fields("the of plan that officials said on Monday after a long debate in which residents asked whether water prices would rise again and several groups warned about costs while the minister promised an answer before the end of the year")
	var b strings.Builder
	r := uint64(seed)*2654435761 + 1
	for n := range words {
		r = r*6364136223846793005 + 1442695040888963407
		w := stock[(r>>33)%uint64(len(stock))]
		switch {
		case n%70 == 0:
			if n > 0 {
				b.WriteString(".\n\n")
			}
			w = strings.ToUpper(w[:1]) + w[1:]
		case n%14 == 0:
			b.WriteString(". ")
			w = strings.ToUpper(w[:1]) + w[1:]
		default:
			b.WriteByte(' ')
		}
		b.WriteString(w)
	}
	return b.String() + "."
}

// Events is the news of n events, of which the first is the newest: one to six
// articles each from as many sources, told in words of their own, and a copy
// of the first one now and then. Events share no words that tell anything.
func Events(n int) []store.Incoming {
	var list []store.Incoming
	for e := range n {
		list = append(list, event(e)...)
	}
	return list
}

func event(e int) []store.Incoming {
	words := vocabulary(e, 24)
	name := func(i int) string { return strings.ToUpper(words[i][:1]) + words[i][1:] }
	at := Now.Add(-time.Duration(e) * 47 * time.Minute)
	var list []store.Incoming
	add := func(k int, title, text string, after time.Duration) {
		list = append(list, store.Incoming{
			Keys:      []store.ID{ID(fmt.Sprintf("event %d %d", e, k))},
			Title:     title,
			Source:    sources[(e+k)%len(sources)],
			Published: store.Time{At: at.Add(after), Basis: store.Stated},
			Words:     len(strings.Fields(text)),
			Text:      store.Text{Content: text, URL: fmt.Sprintf("https://example.org/event/%d/%d", e, k), Language: "en"},
		})
	}
	first := ""
	for k := range 1 + e%6 {
		title := fmt.Sprintf("%s of %s %s %s", name(0), name(1), words[2+k%3], name(5))
		text := fmt.Sprintf("%s and %s of %s said that the %s of %s was %s.\n\nThe %s %s, a %s of the %s, met %s after the %s.\n\n%s told the %s that %s would %s the %s.",
			name(0), name(1), name(5), words[6], name(7), words[8], words[9+k%3], words[12], words[13], words[14], name(0), words[6],
			name(1), words[15], name(5), words[16+k%4], words[20+k%4])
		if k == 0 {
			first = text
		}
		add(k, title, text, time.Duration(k-e%6)*40*time.Minute)
	}
	if e%6 == 3 {
		add(6, list[0].Title, first, -20*time.Minute)
	}
	return list
}

// vocabulary is words that no other event has.
func vocabulary(seed, n int) []string {
	syllables := []string{"ba", "ke", "do", "mi", "ru", "ta", "lo", "ve", "san", "pir", "gol", "nex", "fa", "zu", "hem", "cor"}
	r := uint64(seed)*2654435761 + 99991
	words := make([]string, n)
	for i := range words {
		for range 4 {
			r = r*6364136223846793005 + 1442695040888963407
			words[i] += syllables[(r>>33)%uint64(len(syllables))]
		}
	}
	return words
}
