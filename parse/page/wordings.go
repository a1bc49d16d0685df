package page

import (
	"strings"
	"sync"

	"newsreader/parse/news"
)

// Wordings are the words by which the parts of a page that are not news are
// known. They are compared without regard to case, punctuation and white
// space, and # stands for a number. To read another aggregator, add its words.
type Wordings struct {
	// Related are the headings of the list of related articles.
	Related []string
	// Hashtags are the headings of the list of tags.
	Hashtags []string
	// Widgets are whole lines: buttons, counters, notices.
	Widgets []string
	// Artefacts are marks of publishing systems within the text. * stands
	// for up to 60 characters without a space.
	Artefacts []string
	// Sections are labels behind a comma at the end of a headline. They
	// become tags.
	Sections []string
	// Bylines are words before the author's name on a line of its own.
	Bylines []string
	// Sources are words before the publisher's name on such a line, with a
	// colon between them.
	Sources []string
}

// DefaultWordings returns the wordings of the aggregators known so far.
func DefaultWordings() Wordings {
	return Wordings{
		Related: lines(`
			Related Articles
			Related News
			Related Stories
			Related
			More on this story
			More from this topic
			You may also like
			You might also like
			Recommended for you
			Read next
			Ähnliche Artikel
			Verwandte Artikel
			Mehr zum Thema
			Das könnte Sie auch interessieren
			Articles liés
			Articles similaires
			À lire aussi
			Sur le même sujet
			Artículos relacionados
			Noticias relacionadas
			Te puede interesar
			Articoli correlati
			Notizie correlate
			Leggi anche
			Artigos relacionados
			Notícias relacionadas
			Leia também
			Gerelateerde artikelen
			Lees ook
			Powiązane artykuły
			Czytaj także
			Похожие статьи
			Читайте также
			По теме
			Читайте також
			Relaterade artiklar
			İlgili haberler
			Artikel terkait
			Berita terkait
			Baca juga
			Artikel berkaitan
			مقالات ذات صلة
			相关文章
			相关新闻
			相關文章
			相關新聞
			延伸阅读
			延伸閱讀
			関連記事
			関連ニュース
			관련 기사
			관련기사`),
		Hashtags: lines(`
			Hashtags
			Hashtag
			Tags
			Topics
			Schlagwörter
			Stichworte
			Themen
			Mots-clés
			Etiquetas
			Temas
			Tag
			Trefwoorden
			Tagi
			Теги
			Topik
			الوسوم
			标签
			標籤
			タグ
			태그`),
		Widgets: lines(`
			Try Our AI Features
			Explore what Daily8 AI can do for you:
			Comments
			# comments
			# comment
			No comments yet...
			Be the first to comment
			Add a comment
			Write a comment
			Leave a comment
			Post a comment
			Log in to comment
			Share
			Share this article
			Share on Facebook
			Share on X
			Share on Twitter
			Share on WhatsApp
			Copy link
			Save
			Save article
			Print
			Like
			# likes
			Report
			Follow us
			Listen to this article
			Summarize
			Translate
			Ask AI
			Read more
			Read full article
			Read the full story
			Show more
			Load more
			See more
			View all
			Advertisement
			Sponsored
			Subscribe
			Sign up
			Sign in
			Log in
			Back to top
			Kommentare
			# Kommentare
			Noch keine Kommentare
			Teilen
			Merken
			Anzeige
			Weiterlesen
			Commentaires
			# commentaires
			Aucun commentaire
			Partager
			Publicité
			Lire la suite
			Comentarios
			Sin comentarios
			Compartir
			Publicidad
			Leer más
			Commenti
			Nessun commento
			Condividi
			Pubblicità
			Comentários
			Sem comentários
			Compartilhar
			Partilhar
			Publicidade
			Leia mais
			Reacties
			Nog geen reacties
			Delen
			Advertentie
			Lees meer
			Komentarze
			Brak komentarzy
			Udostępnij
			Reklama
			Комментарии
			Комментариев пока нет
			Поделиться
			Реклама
			Читать далее
			Komentar
			Belum ada komentar
			Bagikan
			Kongsi
			Iklan
			Selengkapnya
			评论
			暂无评论
			分享
			广告
			阅读更多
			評論
			留言
			廣告
			コメント
			コメントはまだありません
			シェア
			広告
			続きを読む
			댓글
			댓글이 없습니다
			공유
			공유하기
			광고
			더 보기`),
		Artefacts: []string{"[[nid:*]]", "[[fid:*]]", "[[video:*]]", "[[image:*]]", "[[gallery:*]]"},
		Sections: lines(`
			World News
			Singapore News
			Malaysia News
			Asia News
			China News
			India News
			Business News
			Money News
			Entertainment News
			Showbiz News
			Lifestyle News
			Sports News
			Digital News
			Tech News
			Technology News
			Health News
			Food News
			Travel News
			Women News
			Style News
			Motoring News
			Gaming News
			Property News
			Crime News
			Education News
			Relationships News
			Family News`),
		Bylines: lines("By\nVon\nPar\nPor\nDi\nDoor\nOleh\nAutor:\nAuteur:\nAutore:\nAuthor:\nАвтор:\n作者：\n记者：\n記者：\n기자:"),
		Sources: lines("Source\nQuelle\nFuente\nFonte\nBron\nŹródło\nИсточник\nSumber\n来源\n來源\n出典\n출처"),
	}
}

func lines(s string) []string {
	var out []string
	for l := range strings.SplitSeq(s, "\n") {
		if l = strings.TrimSpace(l); l != "" {
			out = append(out, l)
		}
	}
	return out
}

// table is Wordings in a form for looking lines up.
type table struct {
	related, hashtags, widgets, sections map[string]bool
	artefacts                            []artefact
	bylines, sources                     []string
}

// artefact begins and ends a mark of a publishing system.
type artefact struct{ begin, end string }

func newTable(w Wordings) *table {
	t := &table{related: folded(w.Related), hashtags: folded(w.Hashtags), widgets: folded(w.Widgets), sections: folded(w.Sections), bylines: w.Bylines, sources: w.Sources}
	for _, a := range w.Artefacts {
		if begin, end, ok := strings.Cut(a, "*"); ok && begin != "" && end != "" {
			t.artefacts = append(t.artefacts, artefact{begin, end})
		}
	}
	return t
}

// defaultTable makes the table of DefaultWordings once.
var defaultTable = sync.OnceValue(func() *table { return newTable(DefaultWordings()) })

func folded(lines []string) map[string]bool {
	set := make(map[string]bool, len(lines))
	for _, l := range lines {
		set[fold(strings.ReplaceAll(l, "#", "0"))] = true
	}
	return set
}

// maxWording bounds the lines that are looked up, in bytes.
const maxWording = 200

// fold writes a line as it is looked up: with # for each number. A line that
// is too long for any wording, or begins with a tag, folds to "".
func fold(line string) string {
	if len(line) > maxWording || strings.HasPrefix(line, "#") || strings.HasPrefix(line, "＃") {
		return ""
	}
	var b strings.Builder
	for word := range strings.FieldsSeq(news.Fold(line)) {
		if b.Len() > 0 {
			b.WriteByte(' ')
		}
		if strings.Trim(word, "0123456789") == "" {
			word = "#"
		}
		b.WriteString(word)
	}
	return b.String()
}
