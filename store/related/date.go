package related

import (
	"strings"
	"sync"

	"newsreader/store/token"
)

// Emphasis is how much more than others a term of an article counts. Where
// the article has no time, the dates and numbers that its text names must tell
// this year's election from the last one: they count double. With a time they
// are worth no more than other words, and on headlines a little less.
func Emphasis(term string, undated bool) float64 {
	if undated && isDate(term) {
		return 2
	}
	return 1
}

func isDate(term string) bool {
	if len(term) > 0 && term[0] >= '0' && term[0] <= '9' {
		return true
	}
	_, ok := dateTerms()[term]
	return ok
}

// dateTerms holds the stems of the words in dates.
var dateTerms = sync.OnceValue(func() map[string]struct{} {
	set := make(map[string]struct{})
	for language, words := range dateWords {
		for _, w := range strings.Fields(words) {
			for _, stem := range token.Stems(w, []string{language}) {
				set[stem] = struct{}{}
			}
		}
	}
	return set
})

// dateWords are the names of weekdays and months.
var dateWords = map[string]string{
	"en": `monday tuesday wednesday thursday friday saturday sunday
		january february march april may june july august september october november december
		jan feb mar apr jun jul aug sep sept oct nov dec`,
	"de": `montag dienstag mittwoch donnerstag freitag samstag sonnabend sonntag
		januar februar märz april mai juni juli august september oktober november dezember`,
	"fr": `lundi mardi mercredi jeudi vendredi samedi dimanche
		janvier février mars avril mai juin juillet août septembre octobre novembre décembre`,
	"es": `lunes martes miércoles jueves viernes sábado domingo
		enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre`,
	"it": `lunedì martedì mercoledì giovedì venerdì sabato domenica
		gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre dicembre`,
	"pt": `segunda-feira terça-feira quarta-feira quinta-feira sexta-feira sábado domingo
		janeiro fevereiro março abril maio junho julho agosto setembro outubro novembro dezembro`,
	"nl": `maandag dinsdag woensdag donderdag vrijdag zaterdag zondag
		januari februari maart april mei juni juli augustus september oktober november december`,
	"sv": `måndag tisdag onsdag torsdag fredag lördag söndag
		januari februari mars april maj juni juli augusti september oktober november december`,
	"ru": `понедельник вторник среда четверг пятница суббота воскресенье
		январь февраль март апрель май июнь июль август сентябрь октябрь ноябрь декабрь
		января февраля марта апреля мая июня июля августа сентября октября ноября декабря`,
}
