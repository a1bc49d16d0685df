package markup

import "golang.org/x/net/html/atom"

// kind is what a tag means for the text around it.
type kind uint8

const (
	inlineTag kind = iota // none: its text belongs to the paragraph
	blockTag              // a paragraph begins and ends with it
	skipTag               // it is dropped with all that is in it
	voidTag               // it has no end
	bold
	italic
	strike
	code
	heading
	listTag
	itemTag
	quote
	preformatted
	link
	image
	player // video, audio
	frame
	breakLine
	rule
	tableTag
	rowTag
	cellTag
	inlineQuote
	rubyText
	raised
	lowered
	term
	caption
)

// kinds tells what the elements mean; the others are inline.
var kinds = map[atom.Atom]kind{
	atom.Address: blockTag, atom.Article: blockTag, atom.Aside: blockTag, atom.Body: blockTag, atom.Center: blockTag,
	atom.Dd: blockTag, atom.Details: blockTag, atom.Dialog: blockTag, atom.Div: blockTag, atom.Dl: blockTag,
	atom.Fieldset: blockTag, atom.Figure: blockTag, atom.Footer: blockTag, atom.Form: blockTag, atom.Header: blockTag,
	atom.Hgroup: blockTag, atom.Html: blockTag, atom.Legend: blockTag, atom.Main: blockTag, atom.Nav: blockTag,
	atom.P: blockTag, atom.Section: blockTag, atom.Caption: blockTag, atom.Head: blockTag, atom.Noframes: skipTag,

	atom.Script: skipTag, atom.Style: skipTag, atom.Template: skipTag, atom.Title: skipTag, atom.Textarea: skipTag,
	atom.Select: skipTag, atom.Button: skipTag, atom.Svg: skipTag, atom.Canvas: skipTag,
	atom.Map: skipTag, atom.Datalist: skipTag, atom.Noembed: skipTag, atom.Rp: skipTag,
	atom.Annotation: skipTag, atom.AnnotationXml: skipTag,

	atom.Input: voidTag, atom.Meta: voidTag, atom.Link: voidTag, atom.Base: voidTag, atom.Wbr: voidTag,
	atom.Embed: voidTag, atom.Area: voidTag, atom.Col: voidTag, atom.Param: voidTag, atom.Track: voidTag,
	atom.Source: voidTag,

	atom.B: bold, atom.Strong: bold, atom.I: italic, atom.Em: italic, atom.Cite: italic, atom.Dfn: italic, atom.Var: italic,
	atom.S: strike, atom.Strike: strike, atom.Del: strike,
	atom.Code: code, atom.Kbd: code, atom.Samp: code, atom.Tt: code,
	atom.H1: heading, atom.H2: heading, atom.H3: heading, atom.H4: heading, atom.H5: heading, atom.H6: heading,
	atom.Ul: listTag, atom.Ol: listTag, atom.Menu: listTag, atom.Dir: listTag, atom.Li: itemTag,
	atom.Blockquote: quote, atom.Pre: preformatted, atom.Listing: preformatted, atom.Xmp: preformatted,
	atom.A: link, atom.Img: image, atom.Image: image, atom.Video: player, atom.Audio: player, atom.Iframe: frame,
	atom.Br: breakLine, atom.Hr: rule,
	atom.Table: tableTag, atom.Tr: rowTag, atom.Td: cellTag, atom.Th: cellTag,
	atom.Tbody: rowTag, atom.Thead: rowTag, atom.Tfoot: rowTag,
	atom.Q: inlineQuote, atom.Rt: rubyText, atom.Sup: raised, atom.Sub: lowered,
	atom.Dt: term, atom.Summary: term, atom.Figcaption: caption,
}

// unended are elements whose end tag is often left out: the next one of the
// same name ends them.
func unended(a atom.Atom) bool {
	switch a {
	case atom.P, atom.Li, atom.Dt, atom.Dd, atom.Td, atom.Th, atom.Tr, atom.Option:
		return true
	}
	return false
}
