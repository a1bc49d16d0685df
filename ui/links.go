package ui

import (
	"fmt"
	"net/url"
	"strings"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"newsreader/store"
	"newsreader/ui/render"
)

// linksLoaded brings an article's links: its own, the files it offers, and
// those in its text.
type linksLoaded struct {
	job   uint64
	id    store.ID
	text  store.Text
	links []render.Link
	err   error
}

// showLinks lists everything that an article links to, so that the keyboard
// reaches it.
func (a *app) showLinks() tea.Cmd {
	art := a.target()
	if art == nil {
		return a.say("There is no article whose links to show.")
	}
	a.linking = a.job()
	return a.loadLinks(a.linking, art.ID)
}

func (a *app) linksLoaded(m linksLoaded) tea.Cmd {
	if art := a.target(); m.job != a.linking || art == nil || art.ID != m.id || a.overlay != nil || a.prompt != nil {
		return nil // the reader went on
	}
	if m.err != nil {
		return a.fail(m.err)
	}
	var all []choice
	seen := make(map[string]bool)
	add := func(text, target string) {
		link := webURL(target)
		if link == "" || seen[link] {
			return
		}
		seen[link] = true
		all = append(all, choice{text: text, note: host(link), detail: link, run: func() tea.Cmd { return a.follow(link) }})
	}
	add("The article itself", m.text.URL)
	for _, e := range m.text.Enclosures {
		add(caption(a.st, e), e.URL)
	}
	for _, l := range m.links {
		add(safe(l.Text), l.URL)
	}
	if len(all) == 0 {
		return a.say("This article has no links.")
	}
	a.choose("Links", all)
	return nil
}

// follow opens a URL in the browser, or copies it where there is none.
func (a *app) follow(link string) tea.Cmd {
	if a.opt.Open == nil {
		return tea.Batch(tea.SetClipboard(link), a.report("No browser is known here. Copied "+link))
	}
	return tea.Batch(a.openURL(link), a.report("Opening "+link))
}

// webURL returns the URL if a browser may be given it, and "" if not.
func webURL(s string) string {
	if s = safeURL(s); strings.HasPrefix(s, "mailto:") {
		return ""
	}
	return s
}

// host is the part of a URL that says whose it is.
func host(link string) string {
	u, err := url.Parse(link)
	if err != nil {
		return ""
	}
	return safe(strings.TrimPrefix(u.Host, "www."))
}

// caption tells what an enclosure is: "Audio · audio/mpeg · 23 MB".
func caption(st *styles, e store.Enclosure) string {
	kind := "File"
	switch family, _, _ := strings.Cut(strings.ToLower(e.Type), "/"); family {
	case "audio", "video", "image":
		kind = capital(family)
	}
	parts := []string{kind}
	if t := safe(e.Type); t != "" {
		parts = append(parts, st.cut(t, 40))
	}
	if s := size(e.Size); s != "" {
		parts = append(parts, s)
	}
	return strings.Join(parts, " "+st.sep+" ")
}

// size is a number of bytes for people, "" if it isn't known.
func size(n int64) string {
	if n <= 0 {
		return ""
	}
	x, units := float64(n), []string{"bytes", "kB", "MB", "GB", "TB"}
	for len(units) > 1 && x >= 999.5 {
		x, units = x/1000, units[1:]
	}
	if x < 9.95 && units[0] != "bytes" {
		return fmt.Sprintf("%.1f %s", x, units[0])
	}
	return fmt.Sprintf("%.0f %s", x, units[0])
}

// enclosures are the lines below an article for the files it offers.
func (p *articlePlace) enclosures(a *app) []string {
	var s []string
	for _, e := range p.text.Enclosures {
		link := webURL(e.URL)
		if link == "" {
			continue
		}
		line := a.st.accent.Render(a.st.cut(caption(a.st, e), p.want))
		if isASCII(link) { // a hyperlink's target may hold nothing else
			line = ansi.SetHyperlink(link) + line + ansi.ResetHyperlink()
		}
		s = append(s, line)
	}
	if len(s) > 0 && a.keys.key(actLinks) != "" {
		for _, l := range a.st.wrap(a.keys.key(actLinks)+" opens a file or link", p.want, 0) {
			s = append(s, a.st.chrome.Render(l))
		}
	}
	return s
}

func isASCII(s string) bool {
	return strings.IndexFunc(s, func(r rune) bool { return r <= ' ' || r >= 0x7f }) < 0
}
