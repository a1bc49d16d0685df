package xmltext

import (
	"encoding/xml"
	"io"
	"strings"
	"testing"
)

var benchmarked = "<rss><channel>" + strings.Repeat(`
<item>
  <title>Harbour council &amp; ferry timetable</title>
  <link>https://bench.example/news/2026/story.html?a=1&amp;b=2</link>
  <guid isPermaLink="false">bench-1</guid>
  <description>&lt;p&gt;The council met this &lt;b&gt;morning&lt;/b&gt; and said that it was expected before winter.&lt;/p&gt;</description>
</item>`, 5000) + "</channel></rss>"

func BenchmarkScanner(b *testing.B) {
	b.SetBytes(int64(len(benchmarked)))
	b.ReportAllocs()
	for b.Loop() {
		s := NewScanner(strings.NewReader(benchmarked))
		for s.Next() != End {
		}
	}
}

// BenchmarkEncodingXML is what the standard library takes for the same tokens.
func BenchmarkEncodingXML(b *testing.B) {
	b.SetBytes(int64(len(benchmarked)))
	b.ReportAllocs()
	for b.Loop() {
		d := xml.NewDecoder(strings.NewReader(benchmarked))
		d.Strict = false
		for {
			if _, err := d.RawToken(); err == io.EOF {
				break
			}
		}
	}
}
