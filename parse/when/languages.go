package when

// language holds the words with which one language tells times. Words are
// in lower case; alternatives are parted by spaces, phrases by commas. To
// teach the package a language, add an entry.
type language struct {
	code string

	months   [12]string // from January
	weekdays [7]string  // from Sunday

	units  [7]string // second, minute, hour, day, week, month, year
	one    string    // words for the number one before a unit
	before string    // what stands before an amount of units, phrases
	after  string    // what stands behind it, phrases

	// Fixed phrases.
	now       string // less than a minute ago
	anHour    string // an hour ago, where the words above cannot tell it
	today     string
	yesterday string
	earlier   string // the day before yesterday

	// joined says that words are not parted by spaces in ages: the units may
	// touch the number and what follows.
	joined bool
}

var languages = []language{
	{
		code:     "en",
		months:   [12]string{"january jan", "february feb", "march mar", "april apr", "may", "june jun", "july jul", "august aug", "september sept sep", "october oct", "november nov", "december dec"},
		weekdays: [7]string{"sunday sun", "monday mon", "tuesday tues tue", "wednesday wed", "thursday thurs thur thu", "friday fri", "saturday sat"},
		units:    [7]string{"second seconds sec secs s", "minute minutes min mins m", "hour hours hr hrs h", "day days d", "week weeks wk wks w", "month months mo mos mth mths", "year years yr yrs y"},
		one:      "a an one", before: "about, around, over, almost, more than", after: "ago, earlier, back",
		now: "just now, now, moments ago, a moment ago, a few seconds ago, seconds ago, less than a minute ago, a few minutes ago, minutes ago", anHour: "half an hour ago", today: "today, this morning, this afternoon, this evening, tonight, earlier today", yesterday: "yesterday", earlier: "the day before yesterday",
	},
	{
		code:     "de",
		months:   [12]string{"januar jänner jan", "februar feber feb", "märz mär mrz", "april apr", "mai", "juni jun", "juli jul", "august aug", "september sept sep", "oktober okt", "november nov", "dezember dez"},
		weekdays: [7]string{"sonntag so", "montag mo", "dienstag di", "mittwoch mi", "donnerstag do", "freitag fr", "samstag sonnabend sa"},
		units:    [7]string{"sekunde sekunden sek", "minute minuten min", "stunde stunden std h", "tag tagen tage", "woche wochen", "monat monaten monate", "jahr jahren jahre"},
		one:      "einer einem ein eine", before: "vor, vor etwa, vor rund", now: "gerade eben, soeben, jetzt, vor wenigen minuten", anHour: "vor einer halben stunde, vor kurzem", today: "heute", yesterday: "gestern", earlier: "vorgestern",
	},
	{
		code:     "fr",
		months:   [12]string{"janvier janv", "février févr fév", "mars", "avril avr", "mai", "juin", "juillet juil", "août", "septembre sept", "octobre oct", "novembre nov", "décembre déc"},
		weekdays: [7]string{"dimanche dim", "lundi lun", "mardi", "mercredi mer", "jeudi jeu", "vendredi ven", "samedi sam"},
		units:    [7]string{"seconde secondes sec s", "minute minutes min mn", "heure heures h", "jour jours j", "semaine semaines sem", "mois", "an ans année années"},
		one:      "un une", before: "il y a, il y a environ", now: "à l'instant, maintenant, il y a quelques minutes, il y a quelques instants", anHour: "il y a une demi-heure", today: "aujourd'hui", yesterday: "hier", earlier: "avant-hier",
	},
	{
		code:     "es",
		months:   [12]string{"enero ene", "febrero feb", "marzo mar", "abril abr", "mayo", "junio jun", "julio jul", "agosto ago", "septiembre setiembre sept sep", "octubre oct", "noviembre nov", "diciembre dic"},
		weekdays: [7]string{"domingo dom", "lunes lun", "martes", "miércoles mié", "jueves jue", "viernes vie", "sábado sáb"},
		units:    [7]string{"segundo segundos seg", "minuto minutos min", "hora horas h", "día días", "semana semanas", "mes meses", "año años"},
		one:      "un una", before: "hace, hace unos, hace unas", after: "atrás", now: "ahora, ahora mismo, hace unos minutos, hace un momento", anHour: "hace media hora", today: "hoy", yesterday: "ayer", earlier: "anteayer, antes de ayer",
	},
	{
		code:     "it",
		months:   [12]string{"gennaio gen", "febbraio feb", "marzo mar", "aprile apr", "maggio mag", "giugno giu", "luglio lug", "agosto ago", "settembre sett set", "ottobre ott", "novembre nov", "dicembre dic"},
		weekdays: [7]string{"domenica dom", "lunedì lun", "martedì", "mercoledì mer", "giovedì gio", "venerdì ven", "sabato sab"},
		units:    [7]string{"secondo secondi sec", "minuto minuti min", "ora ore h", "giorno giorni g", "settimana settimane", "mese mesi", "anno anni"},
		one:      "un una", after: "fa", now: "adesso, ora, poco fa, pochi minuti fa", anHour: "un'ora fa, mezz'ora fa", today: "oggi", yesterday: "ieri", earlier: "l'altro ieri, ieri l'altro, l'altroieri",
	},
	{
		code:     "pt",
		months:   [12]string{"janeiro jan", "fevereiro fev", "março mar", "abril abr", "maio mai", "junho jun", "julho jul", "agosto ago", "setembro set", "outubro out", "novembro nov", "dezembro dez"},
		weekdays: [7]string{"domingo dom", "segunda-feira segunda", "terça-feira terça", "quarta-feira quarta", "quinta-feira quinta", "sexta-feira sexta", "sábado sáb"},
		units:    [7]string{"segundo segundos seg", "minuto minutos min", "hora horas h", "dia dias d", "semana semanas", "mês meses", "ano anos"},
		one:      "um uma", before: "há, há cerca de", after: "atrás", now: "agora, agora mesmo, há poucos minutos, há instantes", anHour: "há meia hora", today: "hoje", yesterday: "ontem", earlier: "anteontem",
	},
	{
		code:     "nl",
		months:   [12]string{"januari jan", "februari feb", "maart mrt", "april apr", "mei", "juni jun", "juli jul", "augustus aug", "september sept sep", "oktober okt", "november nov", "december dec"},
		weekdays: [7]string{"zondag zo", "maandag ma", "dinsdag di", "woensdag wo", "donderdag do", "vrijdag vr", "zaterdag za"},
		units:    [7]string{"seconde seconden sec", "minuut minuten min", "uur uren u", "dag dagen", "week weken", "maand maanden", "jaar jaren"},
		one:      "een één", after: "geleden", now: "zojuist, net, nu", anHour: "een half uur geleden", today: "vandaag", yesterday: "gisteren", earlier: "eergisteren",
	},
	{
		code:     "pl",
		months:   [12]string{"stycznia styczeń sty", "lutego luty lut", "marca marzec mar", "kwietnia kwiecień kwi", "maja maj", "czerwca czerwiec cze", "lipca lipiec lip", "sierpnia sierpień sie", "września wrzesień wrz", "października październik paź", "listopada listopad lis", "grudnia grudzień gru"},
		weekdays: [7]string{"niedziela niedzielę niedz", "poniedziałek pon", "wtorek wt", "środa środę śr", "czwartek czw", "piątek pt", "sobota sobotę sob"},
		units:    [7]string{"sekundę sekundy sekund sek", "minutę minuty minut min", "godzinę godziny godzin godz", "dzień dni", "tydzień tygodnie tygodni", "miesiąc miesiące miesięcy", "rok lata lat"},
		one:      "jedną jeden", after: "temu", now: "przed chwilą, teraz, chwilę temu", anHour: "pół godziny temu", today: "dzisiaj, dziś", yesterday: "wczoraj", earlier: "przedwczoraj",
	},
	{
		code:     "ru",
		months:   [12]string{"января январь янв", "февраля февраль фев", "марта март мар", "апреля апрель апр", "мая май", "июня июнь июн", "июля июль июл", "августа август авг", "сентября сентябрь сен", "октября октябрь окт", "ноября ноябрь ноя", "декабря декабрь дек"},
		weekdays: [7]string{"воскресенье вс", "понедельник пн", "вторник вт", "среда среду ср", "четверг чт", "пятница пятницу пт", "суббота субботу сб"},
		units:    [7]string{"секунду секунды секунд сек", "минуту минуты минут мин", "час часа часов ч", "день дня дней", "неделю недели недель", "месяц месяца месяцев", "год года лет"},
		one:      "один одну", after: "назад, тому назад", now: "только что, сейчас", anHour: "полчаса назад", today: "сегодня", yesterday: "вчера", earlier: "позавчера",
	},
	{
		code:     "uk",
		months:   [12]string{"січня січень", "лютого лютий", "березня березень", "квітня квітень", "травня травень", "червня червень", "липня липень", "серпня серпень", "вересня вересень", "жовтня жовтень", "листопада листопад", "грудня грудень"},
		weekdays: [7]string{"неділя неділю", "понеділок", "вівторок", "середа середу", "четвер", "п'ятниця п'ятницю", "субота суботу"},
		units:    [7]string{"секунду секунди секунд", "хвилину хвилини хвилин хв", "годину години годин год", "день дні днів", "тиждень тижні тижнів", "місяць місяці місяців", "рік роки років"},
		one:      "один одну", after: "тому", now: "щойно, зараз", anHour: "пів години тому", today: "сьогодні", yesterday: "вчора, учора", earlier: "позавчора",
	},
	{
		code:     "sv",
		months:   [12]string{"januari jan", "februari feb", "mars", "april apr", "maj", "juni jun", "juli jul", "augusti aug", "september sep", "oktober okt", "november nov", "december dec"},
		weekdays: [7]string{"söndag sön", "måndag mån", "tisdag tis", "onsdag ons", "torsdag tors", "fredag fre", "lördag lör"},
		units:    [7]string{"sekund sekunder", "minut minuter min", "timme timmar tim", "dag dagar", "vecka veckor", "månad månader", "år"},
		one:      "en ett", before: "för", after: "sedan", now: "nyss, just nu", anHour: "för en halvtimme sedan", today: "idag, i dag", yesterday: "igår, i går", earlier: "i förrgår, förrgår",
	},
	{
		code:     "tr",
		months:   [12]string{"ocak", "şubat", "mart", "nisan", "mayıs", "haziran", "temmuz", "ağustos", "eylül", "ekim", "kasım", "aralık"},
		weekdays: [7]string{"pazar", "pazartesi", "salı", "çarşamba", "perşembe", "cuma", "cumartesi"},
		units:    [7]string{"saniye sn", "dakika dk", "saat sa", "gün", "hafta", "ay", "yıl"},
		one:      "bir", after: "önce", now: "az önce, şimdi", anHour: "yarım saat önce", today: "bugün", yesterday: "dün", earlier: "evvelsi gün",
	},
	{
		code:     "id", // and Malay
		months:   [12]string{"januari jan", "februari feb", "maret mac mar", "april apr", "mei", "juni jun", "juli julai jul", "agustus ogos agu", "september sep", "oktober okt", "november nov", "desember disember des"},
		weekdays: [7]string{"minggu ahad", "senin isnin", "selasa", "rabu", "kamis khamis", "jumat jum'at jumaat", "sabtu"},
		units:    [7]string{"detik saat", "menit minit", "jam", "hari", "minggu", "bulan", "tahun"},
		one:      "satu", after: "yang lalu, lalu", now: "baru saja, sebentar tadi, sekarang", anHour: "sejam yang lalu, sejam lalu, setengah jam yang lalu", today: "hari ini", yesterday: "kemarin, semalam", earlier: "kemarin lusa",
	},
	{
		code:     "ar",
		months:   [12]string{"يناير", "فبراير", "مارس", "أبريل", "مايو", "يونيو", "يوليو", "أغسطس", "سبتمبر", "أكتوبر", "نوفمبر", "ديسمبر"},
		weekdays: [7]string{"الأحد", "الاثنين الإثنين", "الثلاثاء", "الأربعاء", "الخميس", "الجمعة", "السبت"},
		units:    [7]string{"ثانية ثوان ثواني", "دقيقة دقائق دقيقتين", "ساعة ساعات", "يوم أيام", "أسبوع أسابيع", "شهر أشهر شهور", "سنة سنوات عام"},
		before:   "منذ, قبل", now: "الآن", anHour: "منذ نصف ساعة", today: "اليوم", yesterday: "أمس", earlier: "أول أمس",
	},
	{
		code: "zh", joined: true,
		units: [7]string{"秒 秒钟 秒鐘", "分 分钟 分鐘", "小时 小時 个小时 個小時 鐘頭", "天 日", "周 週 星期 个星期 個星期", "个月 個月", "年"},
		one:   "一", before: "大约, 大約, 约", after: "前, 以前, 之前", now: "刚刚, 剛剛, 刚才, 剛才", anHour: "半小时前, 半小時前", today: "今天, 今日", yesterday: "昨天, 昨日", earlier: "前天, 前日",
	},
	{
		code: "ja", joined: true,
		units: [7]string{"秒", "分", "時間", "日", "週間 週", "か月 ヶ月 カ月 ヵ月", "年"},
		one:   "一", before: "約", after: "前", now: "たった今, 今, たったいま", today: "今日, 本日", yesterday: "昨日, きのう", earlier: "一昨日, おととい",
	},
	{
		code: "ko", joined: true,
		units: [7]string{"초", "분", "시간", "일", "주 주일", "개월 달", "년"},
		one:   "한", before: "약", after: "전", now: "방금, 방금전, 지금", today: "오늘", yesterday: "어제", earlier: "그저께, 그제",
	},
}

// fillers may stand around a time on its line without changing it.
const fillers = `published updated posted modified last on at the by of den der dem das am um uhr vom le la el il o os à às a las alle del de di em publié mis jour actualizado publicado pubblicato aggiornato veröffentlicht aktualisiert stand op om kl kl. в во года г dnia опубликовано обновлено pada pukul tanggal terbit diperbarui st nd rd th er º ª 发布 发表 更新 更新于 发布于 公開 配信 掲載 입력 수정 기사입력`
