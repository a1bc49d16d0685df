package page

import "strings"

// tail parts the news in ls from what follows it, of which it takes the tags
// and drops the rest.
func (p *parser) tail(ls []line) (news []line, tags []string) {
	begin := p.tailBegin(ls)
	return ls[:begin], p.readTail(ls[begin:])
}

// tailBegin returns where the news in ls ends: from there on there is nothing
// but widgets, tags and headings of lists. Looking from the end is what tells
// a widget "Comments" from a paragraph of one word. The first line is always
// news.
func (p *parser) tailBegin(ls []line) int {
	begin := len(ls)
	under := false // the lines before begin could be plain tags, under a heading
	for i := len(ls) - 1; i > 0; i-- {
		s, key := ls[i].text, fold(ls[i].text)
		switch {
		case p.table.hashtags[key]:
			begin, under = i, false
			continue
		case !under && (hashtags(s) != nil || p.table.widgets[key] || p.table.related[key]):
			begin = i
			continue
		case plainTag(s) && !ls[i].blank:
			under = true
			continue
		}
		break
	}
	return begin
}

// readTail takes the tags out of a tail and drops the rest.
func (p *parser) readTail(ls []line) (tags []string) {
	under := false // a heading of tags is above
	for _, l := range ls {
		key := fold(l.text)
		switch {
		case p.table.hashtags[key]:
			under = true
			p.drop(l)
			continue
		case hashtags(l.text) != nil:
			tags = append(tags, hashtags(l.text)...)
			continue
		case under && !l.blank && !p.table.widgets[key] && !p.table.related[key]:
			tags = append(tags, tagOf(l.text))
			continue
		}
		under = false
		p.drop(l)
	}
	return tags
}

// hashtags returns the tags of a line that holds nothing else: "#a #b".
func hashtags(s string) []string {
	if text, ok := item(s); ok {
		s = text
	}
	var tags []string
	for w := range strings.FieldsSeq(s) {
		tag := strings.Trim(strings.TrimLeft(w, "#＃"), ",;·|")
		if tag == "" || !strings.HasPrefix(w, "#") && !strings.HasPrefix(w, "＃") {
			return nil
		}
		for t := range strings.FieldsFuncSeq(tag, func(r rune) bool { return r == '#' || r == '＃' }) {
			tags = append(tags, t)
		}
	}
	return tags
}

// plainTag reports whether a line could be a tag without its sign.
func plainTag(s string) bool {
	const longest = 40
	return len(tagOf(s)) <= longest && label(s)
}

func tagOf(s string) string {
	if text, ok := item(s); ok {
		return text
	}
	return s
}
