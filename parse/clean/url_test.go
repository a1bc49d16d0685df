package clean

import (
	"strings"
	"testing"
)

var urls = []struct {
	raw     string
	schemes []string
	want    string
}{
	{"https://example.com/a?b=c&d=e#f", nil, "https://example.com/a?b=c&d=e#f"},
	{" HTTP://EXAMPLE.com/A ", nil, "http://example.com/A"},
	{"mailto:desk@example.com", nil, "mailto:desk@example.com"},
	{"mailto:desk@example.com", []string{"http", "https"}, ""},
	{"mailto:", nil, ""},
	{"gemini://example.com/", []string{"gemini"}, "gemini://example.com/"},
	{"javascript:alert(1)", nil, ""},
	{"data:text/html,x", nil, ""},
	{"file:///etc/passwd", nil, ""},
	{"//example.com/a", nil, ""},
	{"/a", nil, ""},
	{"http:opaque", nil, ""},
	{"http://", nil, ""},
	{"http://:80/", nil, ""},
	{"https://bank.example@evil.example/", nil, "https://evil.example/"},
	{"https://example.com/\x1b]52;c;x\x07", nil, ""},
	{"https://example.com/a\nb", nil, ""},
	{"https://example.com/日本?q=日本 \u202e<x>", nil, "https://example.com/%E6%97%A5%E6%9C%AC?q=%E6%97%A5%E6%9C%AC%20%E2%80%AE%3Cx%3E"},
	{"https://example.com/(a)_[b]", nil, "https://example.com/(a)_[b]"},
	{"https://example.com/%zz", nil, ""},
	{"https://example.com/" + strings.Repeat("a", maxURL), nil, ""},
	{"", nil, ""},
}

func TestURL(t *testing.T) {
	for _, c := range urls {
		if got := URL(c.raw, c.schemes...); got != c.want {
			t.Errorf("URL(%q, %v) = %q, want %q", c.raw, c.schemes, got, c.want)
		}
	}
}

func FuzzURL(f *testing.F) {
	for _, c := range urls {
		f.Add(c.raw)
	}
	f.Fuzz(func(t *testing.T, raw string) {
		out := URL(raw)
		if again := URL(out); again != out && len(out) <= maxURL {
			t.Errorf("URL(%q) = %q, then %q", raw, out, again)
		}
		for _, b := range []byte(out) {
			if b <= ' ' || b >= 0x7f {
				t.Errorf("URL(%q) = %q holds byte %#x", raw, out, b)
			}
		}
	})
}
