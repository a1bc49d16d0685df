package html

import (
	"strings"
	"sync"

	"golang.org/x/net/html"

	"newsreader/parse/news"
)

// siteNames are how the words of class names and ids begin that belong to a
// site and not to an article; siteWords are such words as a whole, because
// they also begin others ("shared").
var (
	siteNames = []string{
		"related", "recirc", "recommend", "readmore", "read-more", "readalso", "read-also", "alsolike", "also-like", "also-read", "more-stories",
		"newsletter", "signup", "sign-up", "subscri", "mailchimp",
		"sharedaddy", "sharethis", "sharebar", "share-b", "share-t", "share-l", "share-i", "addthis", "addtoany", "social-", "socialm", "socials", "sociali", "follow-us", "sharing",
		"breadcrumb", "pagination", "post-nav", "navbar", "toolbar", "skip-link",
		"author-bio", "authorbio", "author-box", "authorbox", "author-info", "about-author", "author-desc",
		"disqus", "comment-form", "comments-area", "comment-list", "commentlist", "respond",
		"promo", "sponsor", "advert", "outbrain", "taboola", "affiliate-disclosure", "ad-slot", "adslot",
		"most-read", "mostread", "most-popular", "trending", "tag-list", "taglist", "post-tags", "entry-tags", "tags-links",
		"post-meta", "entry-meta", "article-meta", "postmeta", "entry-footer", "post-footer",
		"visually-hidden", "visuallyhidden", "off-screen", "offscreen", "screen-reader", "cookie-", "jp-relatedposts", "printfriendly",
	}
	siteWords = []string{"share", "social", "comments", "timestamp", "sr-only", "cookie", "credit", "credits", "copyright", "photographer"}
)

// galleryNames are how the names of rows of pictures begin.
var galleryNames = []string{"gallery", "slideshow", "carousel", "slider", "swiper"}

// named reports whether an element's class or id holds one of the names.
// Headings and paragraphs have ids made of their text, which tell nothing.
func named(n *html.Node, names []string) bool {
	label := attr(n, "class")
	switch n.Data {
	case "body", "html", "article", "main":
		return false
	case "div", "aside", "ul", "ol", "nav", "form", "footer", "header":
		label += " " + attr(n, "id")
	}
	if len(label) < 5 || len(label) > 2000 {
		return false
	}
	label = dashed(label)
	for _, name := range names {
		if i := strings.Index(label, name); i > 0 && (label[i-1] == '-' || strings.Contains(label, "-"+name)) {
			return true
		}
	}
	return false
}

// ofSite reports whether an element is named after a part of the site.
func ofSite(n *html.Node) bool {
	if named(n, siteNames) {
		return true
	}
	label := dashed(attr(n, "class"))
	for _, w := range siteWords {
		if strings.Contains(label, "-"+w+"-") {
			return true
		}
	}
	return false
}

// dashed writes a label as words in lower case with dashes around them:
// "relatedPosts box" becomes "-related-posts-box-".
func dashed(s string) string {
	b := make([]byte, 1, len(s)+8)
	b[0] = '-'
	lower := false
	for i := range len(s) {
		c := s[i]
		switch {
		case c >= 'A' && c <= 'Z':
			if lower {
				b = append(b, '-')
			}
			b = append(b, c|0x20)
			lower = false
		case c >= 'a' && c <= 'z', c >= '0' && c <= '9', c >= 0x80:
			b = append(b, c)
			lower = true
		default:
			b = append(b, '-')
			lower = false
		}
	}
	return string(append(b, '-'))
}

// headings stand above lists of links to other articles, alone on their line.
var headings = sync.OnceValue(func() map[string]bool {
	return set(
		"more", "related", "related articles", "related stories", "related posts", "related news", "related content", "related topics", "related coverage", "related links",
		"read more", "read next", "read also", "more stories", "more news", "more from", "more on this story", "more on this", "more like this", "you may also like", "you might also like", "you may also be interested in",
		"recommended", "recommended for you", "recommended stories", "trending", "trending now", "most read", "most popular", "popular", "popular this week", "latest", "latest news", "latest stories", "recent articles", "recent posts", "don t miss", "editors picks", "top stories", "what to read next", "see also",
		"story timeline", "holiday gift guides",
		"ähnliche artikel", "ähnliche beiträge", "mehr zum thema", "weitere artikel", "auch interessant", "das könnte sie auch interessieren", "das könnte dich auch interessieren", "lesen sie auch", "neueste artikel", "meistgelesen", "schon gelesen", "beiträge zum thema", "zum weiterlesen", "verwandte artikel", "verwandte themen",
		"à lire aussi", "a lire aussi", "lire aussi", "à lire également", "sur le même sujet", "articles similaires", "articles liés", "sur le même thème", "les plus lus", "à voir aussi", "vous aimerez aussi",
		"te puede interesar", "le puede interesar", "también te puede interesar", "noticias relacionadas", "artículos relacionados", "lea también", "lee también", "más noticias", "lo más leído", "más leídas",
		"leia também", "leia mais", "veja também", "notícias relacionadas", "artigos relacionados", "mais lidas",
		"leggi anche", "articoli correlati", "potrebbe interessarti", "ti potrebbe interessare", "notizie correlate",
		"lees ook", "gerelateerd", "meer over dit onderwerp",
		"czytaj także", "czytaj też", "czytaj również", "zobacz też", "zobacz także", "polecane", "powiązane artykuły",
		"читайте также", "по теме", "похожие статьи", "похожие новости", "материалы по теме", "ещё по теме", "читайте також",
		"ilgili haberler", "bunlar da ilginizi çekebilir", "baca juga", "berita terkait", "artikel terkait", "tin liên quan", "đọc thêm", "bài viết liên quan",
		"関連記事", "関連ニュース", "関連リンク", "あわせて読みたい", "おすすめ記事", "人気記事", "相关新闻", "相关阅读", "相关文章", "延伸阅读", "推荐阅读", "热门文章", "相關新聞", "延伸閱讀", "推薦閱讀", "相關文章", "관련기사", "관련 기사", "추천기사", "인기기사",
		"اقرأ أيضا", "اقرأ أيضاً", "مواضيع ذات صلة", "أخبار ذات صلة", "مقالات ذات صلة", "مطالب مرتبط", "بیشتر بخوانید", "קרא עוד", "כתבות נוספות", "ये भी पढ़ें", "यह भी पढ़ें", "संबंधित खबरें",
	)
})

// leads introduce a link to another article: "Read more: …".
var leads = sync.OnceValue(func() []string {
	return folded(
		"read more", "read also", "also read", "read next", "see also", "see more", "related", "more", "watch", "also on", "don't miss", "must read", "recommended", "on this topic",
		"lesen sie auch", "lesen sie mehr", "lesen sie hier", "mehr dazu", "mehr zum thema", "siehe auch", "auch interessant", "lies auch",
		"lire aussi", "à lire aussi", "à lire", "lire également", "voir aussi", "lea también", "lea más", "lea", "lee también", "le puede interesar", "te puede interesar", "vea también", "ver también", "mire", "mira", "puedes ver", "además",
		"leia também", "leia mais", "veja também", "leggi anche", "leggi", "lees ook", "czytaj także", "czytaj też", "czytaj również", "zobacz też", "zobacz także",
		"читайте также", "смотрите также", "читайте також", "ayrıca okuyun", "baca juga", "đọc thêm", "xem thêm", "関連記事", "相关阅读", "延伸阅读", "延伸閱讀", "관련기사", "اقرأ أيضا", "اقرأ المزيد", "बिल्कुल पढ़ें", "ये भी पढ़ें", "यह भी पढ़ें",
	)
})

// lines begin lines that are a site's and no article's.
var lines = sync.OnceValue(func() []string {
	return folded(
		"subscribe to our", "subscribe now", "sign up for our", "sign up to our", "sign up now", "sign in", "join our newsletter", "get the latest", "get our", "get breaking news", "follow us", "like us on", "share this", "share on", "continue reading below", "skip to content", "advertisement", "this website uses cookies", "click here to subscribe", "click here to get the", "download our app", "all rights reserved", "copyright", "©", "story continues below", "article continues below", "want more stories", "post comment", "post a comment", "view author archive", "email the author", "loading content",
		"abonnieren sie", "abonniere", "folgen sie uns", "melden sie sich", "diesen artikel teilen", "war der artikel", "artikel gefallen", "alle rechte vorbehalten",
		"abonnez vous", "inscrivez vous", "suivez nous", "tous droits réservés", "partager", "suscríbase", "suscríbete", "síguenos", "síganos", "únete", "todos los derechos reservados", "assine", "inscreva se", "siga nos", "todos os direitos reservados", "iscriviti", "seguici", "tutti i diritti riservati", "materiał chroniony prawem", "подписывайтесь", "무단전재", "版权所有", "未经授权",
	)
})

// ends stand above what comes when an article is over: other people's words,
// and words about its author.
var ends = sync.OnceValue(func() map[string]bool {
	return set("comments", "leave a comment", "leave a reply", "add a comment", "join the conversation", "about the author", "about author", "newsletter", "share this article", "share this story",
		"kommentare", "kommentar schreiben", "schreibe einen kommentar", "über den autor", "über die autorin", "artikel teilen", "commentaires", "laisser un commentaire", "à propos de l'auteur", "comentarios", "deja un comentario", "deja una respuesta", "sobre el autor",
		"comentários", "deixe um comentário", "sobre o autor", "commenti", "lascia un commento", "reacties", "komentarze", "dodaj komentarz", "комментарии", "оставить комментарий", "yorumlar", "komentar", "コメント", "评论", "發表評論", "댓글", "التعليقات")
})

// timeWords stand beside the times at which an article appeared and changed.
var timeWords = sync.OnceValue(func() map[string]bool {
	return set("published", "updated", "posted", "first", "last", "modified", "created", "edited", "original", "originally", "release", "date", "time", "eastern",
		"veröffentlicht", "aktualisiert", "erstellt", "stand", "datum", "publié", "mis", "jour", "modifié", "publicado", "actualizado", "atualizado", "pubblicato", "aggiornato",
		"geplaatst", "gepubliceerd", "bijgewerkt", "opublikowano", "aktualizacja", "dodano", "publikacja", "опубликовано", "обновлено", "yayınlanma", "güncelleme")
})

// readingTimes begin lines that tell how long reading takes; minutesRead
// follow the number where it comes first.
var (
	readingTimes = sync.OnceValue(func() []string {
		return folded("reading time", "estimated reading time", "lesezeit", "lesedauer", "temps de lecture", "tiempo de lectura", "lectura de", "tempo de leitura", "tempo di lettura",
			"leestijd", "czas czytania", "ten tekst przeczytasz", "время чтения", "час читання", "okuma süresi", "waktu baca", "阅读时间", "閱讀時間")
	})
	minutesRead = sync.OnceValue(func() []string {
		return folded("min read", "mins read", "minute read", "minutes read", "min lesezeit", "minuten lesezeit", "min de lecture", "minutes de lecture", "min de lectura", "minutos de lectura",
			"min de leitura", "minutos de leitura", "min di lettura", "minuti di lettura", "min leestijd", "minuten leestijd", "min czytania", "мин чтения", "минут чтения", "dk okuma")
	})
)

// tellsReadingTime reports whether a folded line tells how long reading takes.
func tellsReadingTime(f string) bool {
	rest := strings.TrimLeft(f, "0123456789 ")
	if rest != f {
		return begins(rest, minutesRead())
	}
	return strings.ContainsAny(f, "0123456789") && begins(f, readingTimes())
}

// calls begin paragraphs with which a site takes leave of its readers: what to
// follow, to join, to download, and what it does not answer for.
var calls = sync.OnceValue(func() []string {
	return folded("follow", "sign up", "subscribe", "download", "click here", "submit your", "submit a", "join us", "join our", "send us", "email us", "contact us", "like us", "like this story", "if you enjoyed", "if you liked", "if you have", "have a tip", "got a tip", "want more", "support our", "donate", "become a member", "for the latest", "for more stories", "stay up to date", "get the", "listen to", "the views expressed", "the opinions expressed", "views expressed", "opinions expressed", "disclaimer", "this article is copyright", "this material may not", "this website uses", "this site uses", "this entry was posted", "this post may contain", "posted in", "filed under",
		"folge", "folgen sie", "folgt uns", "abonniere", "abonnieren", "melde dich", "melden sie", "jetzt abonnieren", "hier können sie", "hier geht es", "hat ihnen", "hat dir", "wenn dir", "wenn ihnen", "kommentare geschlossen", "diese website verwendet", "dieser beitrag wurde", "beitragsbild", "teilen sie", "sie wollen mehr", "verpasse", "verpassen sie", "alle angaben ohne", "zum vergrößern",
		"suivez", "retrouvez", "abonnez", "inscrivez", "soutenez", "pour lire la suite", "vous avez aimé", "síguenos", "sigue", "suscríbete", "suscríbase", "hazte", "únete", "descarga", "puede escribirnos", "cancela cuando", "siga", "assine", "inscreva", "baixe", "apoie", "seguici", "iscriviti", "sostieni", "volg ons", "abonneer", "zapisz się", "śledź", "obserwuj", "materiał chroniony", "подпишитесь", "подписывайтесь", "следите", "takip", "ikuti", "フォロー", "关注", "關注", "구독", "تابعونا", "تابع")
})

// siteHeading reports whether a line is the heading of a part of the site:
// one of the table, or one like "More from the Daily" or "More Daily stories".
func siteHeading(s string) bool {
	f := news.Fold(s)
	if headings()[f] {
		return true
	}
	rest, ok := strings.CutPrefix(f, "more ")
	if !ok || strings.Count(rest, " ") > 5 {
		return false
	}
	return strings.HasPrefix(rest, "from ") || strings.HasSuffix(rest, " stories") || strings.HasSuffix(rest, " news") || strings.HasSuffix(rest, " articles")
}

// leadsElsewhere reports whether a line introduces another article.
func leadsElsewhere(s string) bool { return begins(news.Fold(head(s)), leads()) }

// siteLine reports whether a line is a site's own.
func siteLine(s string) bool {
	f := news.Fold(head(s))
	return begins(f, lines()) || labels()[f] || asksToSubscribe(s) || len(s) < 80 && tellsReadingTime(f)
}

// takesLeave reports whether a paragraph is one of a site's last words.
func takesLeave(s string) bool { return begins(news.Fold(head(s)), calls()) || asksToSubscribe(s) }

// asksToSubscribe reports whether a line advertises a newsletter.
func asksToSubscribe(s string) bool {
	f := news.Fold(s)
	if !strings.Contains(f, "newsletter") && !strings.Contains(f, "inbox") {
		return false
	}
	for _, verb := range [...]string{"sign up", "subscribe", "join", "get ", "receive", "abonn", "anmelden", "inscri", "suscr", "assine", "iscriviti", "zapisz"} {
		if strings.Contains(f, verb) {
			return true
		}
	}
	return false
}

// labels are whole lines between the paragraphs of a page.
var labels = sync.OnceValue(func() map[string]bool {
	return set("advert", "advertisement", "ad", "ads", "sponsored", "caption", "close", "share", "print", "email", "comment", "comments", "reply", "tweet", "save", "subscribe", "menu", "search", "top", "back to top", "continue reading", "continue reading the main story", "enlarge image", "slideshow", "this slideshow requires javascript", "loading", "listen", "view comments", "show comments", "hide caption", "toggle caption", "breaking news", "latest news",
		"recent articles", "popular this week", "order reprints", "print article", "text size", "media playback is unsupported on your device", "follow on twitter", "view gallery", "open gallery", "listen to this article",
		"anzeige", "werbung", "drucken", "teilen", "kommentieren", "zurück", "nach oben", "bild anzeigen", "publicité", "partager", "imprimer", "publicidad", "compartir", "imprimir", "publicidade", "compartilhar", "pubblicità", "condividi", "advertentie", "delen", "reklama", "iklan", "реклама", "поделиться", "広告", "广告", "廣告", "광고", "إعلان", "reklam", "mainos", "annonse", "annonce")
})

// head returns the beginning of a line, as much as wordings need.
func head(s string) string {
	const most = 80
	if len(s) <= most {
		return s
	}
	return strings.ToValidUTF8(s[:most], "")
}

func begins(s string, with []string) bool {
	for _, w := range with {
		if rest, ok := strings.CutPrefix(s, w); ok && (rest == "" || rest[0] == ' ' || w[len(w)-1] >= 0x80) {
			return true
		}
	}
	return false
}

func set(lines ...string) map[string]bool {
	m := make(map[string]bool, len(lines))
	for _, l := range lines {
		m[news.Fold(l)] = true
	}
	return m
}

func folded(lines ...string) []string {
	all := make([]string, len(lines))
	for i, l := range lines {
		all[i] = news.Fold(l)
	}
	return all
}
