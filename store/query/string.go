package query

import (
	"math"
	"strings"
	"time"
)

// String writes the query in its plainest form: words as they are searched
// for, times in UTC. Parse makes the same tree of it.
func (q *Query) String() string {
	var b strings.Builder
	switch root := q.Root.(type) {
	case And:
		writeAll(&b, root.Of, " ")
	case Or:
		if len(root.Of) == 0 {
			return "?"
		}
		writeAll(&b, root.Of, " OR ")
	default:
		write(&b, root)
	}
	return b.String()
}

// writeAll writes nodes with something between them.
func writeAll(b *strings.Builder, nodes []Node, between string) {
	for i, n := range nodes {
		if i > 0 {
			b.WriteString(between)
		}
		write(b, n)
	}
}

// write writes a node as a part of others.
func write(b *strings.Builder, n Node) {
	switch n := n.(type) {
	case And:
		b.WriteByte('(')
		writeAll(b, n.Of, " ")
		b.WriteByte(')')
	case Or:
		b.WriteByte('(')
		writeAll(b, n.Of, " OR ")
		b.WriteByte(')')
	case Not:
		b.WriteByte('-')
		write(b, n.Of)
	case Word:
		b.WriteString(prefixOf[n.Field] + n.Text)
		if n.Prefix {
			b.WriteByte('*')
		}
	case Phrase:
		b.WriteString(prefixOf[n.Field] + `"` + strings.Join(n.Words, " ") + `"`)
	default:
		b.WriteString(writeCondition(n))
	}
}

var prefixOf = [...]string{Any: "", Title: "title:", Source: "source:", Author: "author:", Tag: "tag:"}

// writeCondition writes a node that asks for something else than words.
func writeCondition(n Node) string {
	switch n := n.(type) {
	case Is:
		return "is:" + states[n.State]
	case Time:
		if n.Before != math.MaxInt64 {
			return "before:" + writeTime(n.Before)
		}
		return "after:" + writeTime(n.After)
	case Lang:
		return "lang:" + n.Tag
	case Feed:
		return `feed:"` + strings.Join(n.Words, " ") + `"`
	case Story:
		return "story:" + n.ID
	}
	return ""
}

func writeTime(sec int64) string { return time.Unix(sec, 0).UTC().Format(time.RFC3339) }
