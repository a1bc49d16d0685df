package page

// The words of [DefaultWordings], one wording a line.

const relatedWords = `
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
관련기사
`

const hashtagWords = `
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
태그
`

const widgetWords = `
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
더 보기
`

const artefactWords = `
[[nid:*]]
[[fid:*]]
[[video:*]]
[[image:*]]
[[gallery:*]]
`

const sectionWords = `
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
Family News
`

const bylineWords = `
By
Von
Par
Por
Di
Door
Oleh
Autor:
Auteur:
Autore:
Author:
Автор:
作者：
记者：
記者：
기자:
`

const sourceWords = `
Source
Quelle
Fuente
Fonte
Bron
Źródło
Источник
Sumber
来源
來源
出典
출처
`
