package html

import (
	"bytes"

	"golang.org/x/net/html/atom"
)

// Is reports whether a document that begins with head, as UTF-8, is HTML: its
// first tag, after comments and declarations, is one that pages begin with.
func Is(head []byte) bool {
	for {
		head = bytes.TrimSpace(head)
		end := 0
		switch {
		case bytes.HasPrefix(head, []byte("<!--")):
			if end = bytes.Index(head, []byte("-->")); end < 0 {
				return false
			}
			end += 3
		case bytes.HasPrefix(head, []byte("<?")):
			end = bytes.IndexByte(head, '>') + 1
		case len(head) > 9 && bytes.EqualFold(head[:9], []byte("<!doctype")):
			return bytes.HasPrefix(bytes.ToLower(bytes.TrimSpace(head[9:])), []byte("html"))
		default:
			return beginsPage(head)
		}
		if end == 0 {
			return false
		}
		head = head[end:]
	}
}

func beginsPage(head []byte) bool {
	if len(head) == 0 || head[0] != '<' {
		return false
	}
	end := bytes.IndexAny(head, " \t\r\n/>")
	if end < 0 {
		return false
	}
	switch atom.Lookup(bytes.ToLower(head[1:end])) {
	case atom.Html, atom.Head, atom.Body, atom.Title, atom.Meta, atom.Link, atom.Script, atom.Style, atom.Base,
		atom.Article, atom.Main, atom.Section, atom.Header, atom.Nav, atom.Div, atom.P, atom.H1, atom.H2, atom.Table, atom.Center, atom.Font, atom.Ul, atom.Figure, atom.Span:
		return true
	}
	return false
}
