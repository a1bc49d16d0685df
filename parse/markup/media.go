package markup

import (
	"net/url"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"newsreader/parse/clean"
)

// attributes are those of one tag that mean something here.
type attributes struct {
	href, src, lazy, srcset, lazySet string
	alt, title, class, style, start  string
	width, height, colspan, rowspan  string
	hidden                           bool
}

// wantsAttributes reports whether the attributes of an element are looked at.
func wantsAttributes(a atom.Atom) bool {
	switch a {
	case atom.A, atom.Img, atom.Image, atom.Video, atom.Audio, atom.Iframe, atom.Ol, atom.Td, atom.Th, atom.Pre, atom.Code:
		return true
	}
	return false
}

func readAttributes(z *html.Tokenizer) attributes {
	var at attributes
	for more := true; more; {
		var k, v []byte
		k, v, more = z.TagAttr()
		if field := at.field(string(k)); field != nil && *field == "" {
			*field = string(v)
		} else if string(k) == "hidden" && string(v) != "until-found" {
			at.hidden = true
		}
	}
	if strings.Contains(at.style, "none") || strings.Contains(at.style, "hidden") {
		style := strings.ToLower(strings.Join(strings.Fields(at.style), ""))
		at.hidden = at.hidden || strings.Contains(style, "display:none") || strings.Contains(style, "visibility:hidden")
	}
	return at
}

func (at *attributes) field(name string) *string {
	switch name {
	case "href":
		return &at.href
	case "src":
		return &at.src
	case "srcset":
		return &at.srcset
	case "data-srcset", "data-lazy-srcset":
		return &at.lazySet
	case "data-src", "data-original", "data-lazy-src", "data-lazy", "data-url", "data-original-src", "data-full-src":
		return &at.lazy
	case "alt":
		return &at.alt
	case "title":
		return &at.title
	case "class":
		return &at.class
	case "style":
		return &at.style
	case "start":
		return &at.start
	case "width":
		return &at.width
	case "height":
		return &at.height
	case "colspan":
		return &at.colspan
	case "rowspan":
		return &at.rowspan
	}
	return nil
}

// address returns raw as an absolute address, "" if it leads nowhere from
// here: to another place of the same page, to a script, or relative without a
// base. The addresses of one text may be at most about four times as long as
// the text: a long base repeated for many short links would fill the memory.
func (w *walker) address(raw string, schemes ...string) string {
	raw = strings.TrimSpace(raw)
	if w.plain || raw == "" || raw[0] == '#' || len(raw) > 8192 || w.addresses < 0 {
		return ""
	}
	abs := clean.URL(raw, schemes...)
	if abs == "" && w.base != nil {
		ref, err := url.Parse(strings.Map(dropControl, raw))
		if err != nil || ref.Scheme != "" && ref.Scheme != "http" && ref.Scheme != "https" {
			return ""
		}
		abs = clean.URL(w.base.ResolveReference(ref).String(), schemes...)
	}
	if strings.ContainsAny(abs, "()") { // which would end it; in a host they cannot be escaped
		if abs = brackets.Replace(abs); clean.URL(abs) != abs {
			return ""
		}
	}
	if w.addresses -= len(abs); w.addresses < 0 {
		return ""
	}
	return abs
}

var brackets = strings.NewReplacer("(", "%28", ")", "%29")

// dropControl removes what browsers remove from addresses: line ends, tabs.
func dropControl(r rune) rune {
	if r < ' ' {
		return -1
	}
	return r
}

// image handles an image: nothing for trackers and decoration, its
// description for emoji, else a picture with its caption.
func (w *walker) image(at *attributes) {
	if isEmoji(at.alt) {
		w.text(at.alt)
		return
	}
	if w.plain || w.inPre > 0 || at.hidden || tiny(at.width) || tiny(at.height) {
		return
	}
	src := ""
	for _, raw := range [...]string{at.lazy, best(at.lazySet), at.src, best(at.srcset)} {
		if src = w.address(raw, "http", "https"); src != "" && !placeholder(src) {
			break
		}
		src = ""
	}
	if src == "" || w.images[src] {
		return
	}
	if w.images == nil {
		w.images = map[string]bool{}
	}
	w.images[src] = true
	text := at.alt
	if blank(text) {
		text = at.title
	}
	if isFileName(text) {
		text = ""
	}
	switch {
	case !w.figure.open:
		w.writer.para.picture(text, src)
	case w.figure.captioned:
		w.writer.para.picture("", src)
	default:
		w.figure.held = append(w.figure.held, heldPicture{text, src})
	}
}

// figure is an open figure. Its images wait for its caption: where there is
// one, it says what their descriptions say, and they do without.
type figure struct {
	open, captioned bool
	held            []heldPicture
}

type heldPicture struct{ description, url string }

// release writes the images that wait, as one paragraph.
func (w *walker) release(described bool) {
	if len(w.figure.held) == 0 {
		return
	}
	for _, h := range w.figure.held {
		if !described {
			h.description = ""
		}
		w.writer.para.picture(h.description, h.url)
	}
	w.figure.held = nil
	w.block()
}

// tiny reports whether a length is that of a tracker or a spacer.
func tiny(length string) bool {
	n, err := strconv.Atoi(strings.TrimSuffix(strings.TrimSpace(length), "px"))
	return err == nil && n <= 3
}

// placeholder reports whether an address is that of the blank picture which
// pages show until the real one is scrolled to.
func placeholder(src string) bool {
	name := strings.ToLower(src[strings.LastIndexByte(src, '/')+1:])
	name, _, _ = strings.Cut(name, "?")
	name, _, _ = strings.Cut(name, ".")
	switch name {
	case "blank", "spacer", "pixel", "transparent", "placeholder", "lazy", "loading", "1x1", "empty", "clear":
		return true
	}
	return false
}

// best returns the largest picture of a srcset.
func best(srcset string) string {
	const most = 64 << 10
	if len(srcset) > most {
		return ""
	}
	largest, size := "", -1.0
	for srcset != "" {
		srcset = strings.TrimLeft(srcset, " \t\n\f\r,")
		end := strings.IndexAny(srcset, " \t\n\f\r")
		if end < 0 {
			end = len(srcset)
		}
		address, rest := srcset[:end], srcset[end:]
		descriptor := ""
		if trimmed := strings.TrimRight(address, ","); trimmed != address {
			address = trimmed
		} else {
			descriptor, rest, _ = strings.Cut(rest, ",")
		}
		n, err := strconv.ParseFloat(strings.TrimRight(strings.TrimSpace(descriptor), "wxh"), 64)
		if err != nil {
			n = 0
		}
		if n > size && !strings.HasPrefix(address, "data:") {
			largest, size = address, n
		}
		srcset = rest
	}
	return largest
}

// isEmoji reports whether a description is a symbol that stands for itself.
func isEmoji(alt string) bool {
	if alt == "" || len(alt) > 40 {
		return false
	}
	r, _ := utf8.DecodeRuneInString(alt)
	if !unicode.Is(unicode.So, r) {
		return false
	}
	return strings.IndexFunc(alt, func(r rune) bool { return unicode.IsLetter(r) || unicode.IsSpace(r) }) < 0
}

func isFileName(s string) bool {
	s = strings.ToLower(strings.TrimSpace(s))
	for _, ext := range [...]string{".jpg", ".jpeg", ".png", ".gif", ".webp"} {
		if strings.HasSuffix(s, ext) && !strings.Contains(s, " ") {
			return true
		}
	}
	return false
}

// player handles a video or a recording: a link to it.
func (w *walker) player(at *attributes, a atom.Atom) {
	name := "Video"
	if a == atom.Audio {
		name = "Audio"
	}
	src := at.src
	if src == "" {
		src = at.lazy
	}
	w.medium(name, at.title, src)
}

// frame handles an embedded page: a link to it if it is a video, since most
// others are advertisements.
func (w *walker) frame(at *attributes) {
	src := at.src
	if src == "" || src == "about:blank" {
		src = at.lazy
	}
	u, err := url.Parse(src)
	if err != nil {
		return
	}
	host := strings.TrimPrefix(strings.ToLower(u.Hostname()), "www.")
	switch host {
	case "youtube.com", "youtube-nocookie.com", "player.vimeo.com", "dailymotion.com", "player.bilibili.com", "player.twitch.tv", "w.soundcloud.com", "open.spotify.com":
		w.block()
		if u.Scheme == "" {
			src = "https:" + src
		}
		w.medium("Video", at.title, src)
	}
}

func (w *walker) medium(name, title, src string) {
	src = w.address(src, "http", "https")
	if src == "" || w.inPre > 0 {
		return
	}
	if title = clean.Line(title); title != "" {
		name += ": " + title
	}
	w.writer.para.add(name, words, 0, src)
	w.block()
}
