package html

import (
	"strings"
	"testing"
)

// TestShort reads pages whose text the extractor finds in part, because the
// rest is named like what stands around articles.
func TestShort(t *testing.T) {
	const other = "<p>Down at the kiosk they had heard of it before anybody else had, or so they said, and they had an opinion on swans, on captains and on the price of buns.</p>"
	story := opening + middle + "<p>Nobody tried to lift the bird. The rule is that wildlife is waited for, the captain said, and the rule is older than the ferry.</p>" + closing
	for name, c := range map[string]struct {
		body string
		want bool // the other text is the article's
	}{
		"a part of the article": {`<div class="story"><div>` + story + `</div><div class="community">` + strings.Repeat(other, 20) + `</div></div>`, true},
		"a text beside it":      {`<div class="story">` + story + `</div><div class="community">` + strings.Repeat(other, 60) + `</div>`, false},
	} {
		_, articles, err := Parse([]byte("<html><head><title>A swan delays the ferry</title></head><body>"+c.body+"</body></html>"), Options{URL: "https://isles.example/news/swan"})
		if err != nil {
			t.Fatal(err)
		}
		got := articles[0].Content
		if !strings.Contains(got, "settled on the slipway") || strings.Contains(got, "price of buns") != c.want {
			t.Errorf("%s: %.2000s", name, got)
		}
	}
}
