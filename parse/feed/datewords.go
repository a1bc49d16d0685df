package feed

import (
	"strings"
	"time"
)

// months maps the names of months to their numbers. A word that several
// languages share means the same in all of them.
var months = monthNames(
	// English, with what Germans, Dutch and Scandinavians share
	`jan january januar januari`, `feb february februar februari`, `mar march märz mär maart mrt mars`, `apr april`,
	`may mai mei`, `jun june juni`, `jul july juli`, `aug august augustus`, `sep sept september`,
	`oct october okt oktober`, `nov november`, `dec december dez dezember`,
	// French
	`janv janvier`, `févr février fev fevr fevrier`, `mars`, `avr avril`, `mai`, `juin`, `juil juillet`,
	`août aout`, `septembre`, `octobre`, `novembre`, `déc décembre decembre`,
	// Spanish and Portuguese
	`ene enero janeiro`, `febrero fevereiro`, `marzo março marco`, `abr abril`, `mayo maio`, `junio junho`,
	`julio julho`, `ago agosto`, `septiembre setiembre set setembro`, `octubre out outubro`, `noviembre novembro`,
	`dic diciembre dezembro`,
	// Italian
	`gen gennaio`, `febbraio`, `marzo`, `aprile`, `mag maggio`, `giu giugno`, `lug luglio`, `agosto`,
	`settembre`, `ott ottobre`, `novembre`, `dicembre`,
	// Greek
	`ιαν ιανουάριος ιανουαρίου`, `φεβ φεβρουάριος φεβρουαρίου`, `μάρ μαρ μάρτιος μαρτίου μάώ μαώ`, `απρ απρίλιος απριλίου`,
	`μάι μαϊ μαι μάιος μαΐου μαίου`, `ιούν ιουν ιον ιούνιος ιουνίου`, `ιούλ ιουλ ιολ ιούλιος ιουλίου`,
	`αύγ αυγ αύγουστος αυγούστου`, `σεπ σεπτέμβριος σεπτεμβρίου`, `οκτ οκτώβριος οκτωβρίου`,
	`νοέ νοε νοέμβριος νοεμβρίου`, `δεκ δεκέμβριος δεκεμβρίου`,
	// Hungarian
	`január`, `február febuár`, `márc március marc`, `ápr április aprilis`, `máj május maj`, `jún június`, `júl július`,
	`augusztus`, `szept szeptember`, `október`, `november`, `december`,
	// Russian
	`янв января январь`, `фев февр февраля февраль`, `мар марта март`, `апр апреля апрель`, `мая май`,
	`июн июня июнь`, `июл июля июль`, `авг августа август`, `сен сент сентября сентябрь`, `окт октября октябрь`,
	`ноя нояб ноября ноябрь`, `дек декабря декабрь`,
)

func monthNames(byMonth ...string) map[string]int {
	names := map[string]int{}
	for i, list := range byMonth {
		for _, name := range strings.Fields(list) {
			names[name] = i%12 + 1
		}
	}
	return names
}

// weekdays names what a date says besides. They are not checked: where they
// are wrong, the date is right.
var weekdays = wordSet(`
	mon monday tue tues tuesday wed weds wednesday thu thur thurs thursday fri friday sat saturday sun sunday
	mo di mi do fr sa so montag dienstag mittwoch donnerstag freitag samstag sonnabend sonntag
	lun lundi mardi mer mercredi jeu jeudi ven vendredi sam samedi dim dimanche
	lunes martes mié mie miércoles jue jueves vie viernes sáb sab sábado domingo dom seg ter qua qui sex
	lunedì martedì mercoledì gio giovedì venerdì sabato domenica
	δευ τρι τρί τετ τετάρτη πεμ πέμ παρ παρασκευή σαβ σάβ σάββατο κυρ κυριακή δευτέρα τρίτη πέμπτη
	пн вт ср чт пт сб вс понедельник вторник среда четверг пятница суббота воскресенье
	월요일 화요일 수요일 목요일 금요일 토요일 일요일 hétfő kedd szerda csütörtök péntek szombat vasárnap`)

// dateFiller are words that mean nothing in a date.
var dateFiller = wordSet(`of the at de del um klo kl st nd rd th uhr г в`)

func wordSet(list string) map[string]bool {
	set := map[string]bool{}
	for _, w := range strings.Fields(list) {
		set[w] = true
	}
	return set
}

// zones are the zones that feeds name. Of names with several meanings it is
// the one that feeds with such dates are written in.
var zones = map[string]time.Duration{
	"z": 0, "ut": 0, "utc": 0, "gmt": 0, "etc": 0, "wet": 0,
	"at": -4 * time.Hour, "et": -5 * time.Hour, "ct": -6 * time.Hour, "mt": -7 * time.Hour, "pt": -8 * time.Hour,
	"ast": -4 * time.Hour, "adt": -3 * time.Hour, "nst": -210 * time.Minute, "ndt": -150 * time.Minute,
	"est": -5 * time.Hour, "edt": -4 * time.Hour, "cst": -6 * time.Hour, "cdt": -5 * time.Hour,
	"mst": -7 * time.Hour, "mdt": -6 * time.Hour, "pst": -8 * time.Hour, "pdt": -7 * time.Hour,
	"akst": -9 * time.Hour, "akdt": -8 * time.Hour, "hst": -10 * time.Hour, "brt": -3 * time.Hour, "art": -3 * time.Hour,
	"bst": time.Hour, "west": time.Hour, "cet": time.Hour, "met": time.Hour, "mez": time.Hour,
	"cest": 2 * time.Hour, "mest": 2 * time.Hour, "mesz": 2 * time.Hour, "eet": 2 * time.Hour, "sast": 2 * time.Hour,
	"eest": 3 * time.Hour, "msk": 3 * time.Hour, "trt": 3 * time.Hour, "gst": 4 * time.Hour, "pkt": 5 * time.Hour,
	"ist": 330 * time.Minute, "ict": 7 * time.Hour, "wib": 7 * time.Hour, "hkt": 8 * time.Hour, "sgt": 8 * time.Hour,
	"awst": 8 * time.Hour, "jst": 9 * time.Hour, "kst": 9 * time.Hour, "acst": 570 * time.Minute, "acdt": 630 * time.Minute,
	"aest": 10 * time.Hour, "aedt": 11 * time.Hour, "nzst": 12 * time.Hour, "nzdt": 13 * time.Hour,
}
