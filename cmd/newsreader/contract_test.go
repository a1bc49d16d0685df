package main

import (
	"encoding/json"
	"strings"
	"testing"

	"newsreader/store"
)

// What other programs read: the names and the order of the fields that each
// command prints with --json. Fields may be added at the end; none goes.
func TestJSONFields(t *testing.T) {
	const fields = "feed id url title author source published published_basis updated summary content tags related read starred story story_size"
	const change = "seq action at count title undone"
	page := article(1<<60, "Quake shakes the coast", "One")
	page.Text.Listed = []store.ID{2 << 60}
	s := stored(t, page, article(2<<60, "Boats come home", "Two"))
	s.follow(store.Subscription{URL: "https://example.org/feed"})
	for _, c := range []struct{ command, fields string }{
		{"list", fields},
		{"search boats", fields + " score snippet"},
		{"show 1", fields},
		{"related 1", fields + " for tier score reasons"},
		{"story 1", fields},
		{"stories", "story title sources articles first last"},
		{"search --save b boats", fields + " score snippet"},
		{"searches", "name query muted muted_new"},
		{"mark star 1", change},
		{"journal", change},
		{"story follow 1", strings.Replace(change, "title", "title story", 1)},
		{"stats", "file format articles unread starred changes bytes free buckets stories segments index unindexed"},
		{"feeds", "id url title name site tags paused full_text articles unread added tried succeeded next failures error lost gone same_as"},
		{"feeds pause 1", "seq action at count title parts undone feeds"},
		{"fetch", "feeds unchanged waiting failed added updated failures losses stopped held"},
		{"sync " + t.TempDir(), "stores sent adopted problems"},
		{"doctor", "articles stories segments found problems lost repaired"},
	} {
		out, messages, status := s.run(append(strings.Fields(c.command), "--json")...)
		line, _, _ := strings.Cut(out, "\n")
		if got := fieldsOf(t, line); got != c.fields || status != exitDone || strings.Contains(line, "null") {
			t.Errorf("%s: status %d %s\n%s\nfields %s\nwanted %s", c.command, status, messages, line, got, c.fields)
		}
	}
}

// fieldsOf returns the names in a JSON object, in order.
func fieldsOf(t *testing.T, object string) string {
	t.Helper()
	d := json.NewDecoder(strings.NewReader(object))
	if _, err := d.Token(); err != nil {
		t.Errorf("%q: %v", object, err)
		return ""
	}
	var names []string
	for d.More() {
		name, err := d.Token()
		var value json.RawMessage
		if err == nil {
			err = d.Decode(&value)
		}
		if err != nil {
			t.Error(err)
			break
		}
		names = append(names, name.(string))
	}
	return strings.Join(names, " ")
}
