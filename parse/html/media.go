package html

import (
	"net/url"
	"strings"

	"golang.org/x/net/html"

	"newsreader/parse/news"
)

// maxEnclosures bounds the files of one article.
const maxEnclosures = 20

// takeMedia moves the videos and recordings of a text to the article's
// enclosures. The extractor has left only frames that show a video.
func (p *page) takeMedia(root *html.Node) {
	var found []*html.Node
	each(root, func(n *html.Node) bool {
		switch n.Data {
		case "iframe", "embed", "video", "audio":
			found = append(found, n)
			return false
		}
		return true
	})
	for _, n := range found {
		src, kind := sourceOf(n)
		if u := p.resolve(src); u != nil {
			if n.Data == "iframe" {
				kind = "text/html"
			}
			p.enclose(u.String(), mediaType(u, kind))
		}
		remove(n)
	}
}

// sourceOf returns where a player takes its file from, and of what type the
// page says that it is.
func sourceOf(n *html.Node) (src, kind string) {
	for _, name := range [...]string{"src", "data-src", "data-lazy-src"} {
		if src = attr(n, name); src != "" && src != "about:blank" {
			return src, attr(n, "type")
		}
	}
	if s := first(n, "source"); s != nil {
		return attr(s, "src"), attr(s, "type")
	}
	return "", ""
}

func (p *page) enclose(address, kind string) {
	for _, e := range p.enclosures {
		if e.URL == address {
			return
		}
	}
	if len(p.enclosures) < maxEnclosures {
		p.enclosures = append(p.enclosures, news.Enclosure{URL: address, Type: kind})
	}
}

// types of files by the end of their names.
var types = map[string]string{
	".jpg": "image/jpeg", ".jpeg": "image/jpeg", ".png": "image/png", ".gif": "image/gif", ".webp": "image/webp", ".avif": "image/avif", ".svg": "image/svg+xml",
	".mp4": "video/mp4", ".webm": "video/webm", ".m3u8": "application/vnd.apple.mpegurl", ".mov": "video/quicktime",
	".mp3": "audio/mpeg", ".m4a": "audio/mp4", ".ogg": "audio/ogg", ".wav": "audio/wav",
}

// mediaType returns the type of the file at u: as stated if that is one of a
// picture, video or recording, else as its name tells.
func mediaType(u *url.URL, stated string) string {
	if stated == "text/html" {
		return stated
	}
	stated, _, _ = strings.Cut(strings.ToLower(stated), ";")
	for _, prefix := range [...]string{"image/", "video/", "audio/"} {
		if rest, ok := strings.CutPrefix(stated, prefix); ok && rest != "" && strings.Trim(rest, "abcdefghijklmnopqrstuvwxyz0123456789.+-") == "" {
			return stated
		}
	}
	if i := strings.LastIndexByte(u.Path, '.'); i >= 0 {
		return types[strings.ToLower(u.Path[i:])]
	}
	return ""
}
