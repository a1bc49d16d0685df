package xmltext

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"strings"
	"testing"
	"testing/iotest"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/japanese"
	"golang.org/x/text/encoding/korean"
	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/traditionalchinese"
	"golang.org/x/text/encoding/unicode"
	"golang.org/x/text/encoding/unicode/utf32"
)

// tokens writes the tokens of a document: text as it is, runs of it joined.
func tokens(s *Scanner) string {
	var b strings.Builder
	for {
		switch s.Next() {
		case End:
			if s.Truncated {
				b.WriteString("[cut]")
			}
			return b.String()
		case Text:
			b.Write(s.Text)
		case Open:
			b.WriteString("[" + s.Name)
			for _, a := range s.Attrs {
				fmt.Fprintf(&b, " %s=%q", a.Name, a.Value)
			}
			if s.Empty {
				b.WriteString("/")
			}
			b.WriteString("]")
		case Close:
			b.WriteString("[/" + s.Name + "]")
		}
	}
}

var documents = []struct{ in, want string }{
	{`<?xml version="1.0"?><a B="c" d='e"f'>x &amp; y</a>`, `[a b="c" d="e\"f"]x & y[/a]`},
	{`<a/><b /><c d=e/>`, `[a/][b/][c d="e"/]`},
	{`<A:b xmlns:A="u">&#65;&#x42;&#150;&#0;</A:B>`, "[a:b xmlns:a=\"u\"]AB–\ufffd[/a:b]"},
	{`&eacute;&nope;&amp &; & &#xzz; &#99999999;`, "é&nope;&amp &; & &#xzz; \ufffd"},
	{`<a href="?x=1&y=2&amp;z&copy=3">`, `[a href="?x=1&y=2&z&copy=3"]`},
	{`<![CDATA[<b>&amp;]]]>]]>`, `<b>&amp;]]]>`},
	{`<d><![CDATA[open</d><e><![CDATA[shut]]></e>`, `[d]open[/d][e]shut[/e]`},
	{`<d><![CDATA[a </d> b]]></d>`, `[d]a </d> b[/d]`},
	{`<d><![CDATA[to the end`, `[d]to the end[cut]`},
	{`a<!-- <b> -- > -->c<!-- open`, `ac[cut]`},
	{`<!DOCTYPE a [<!ENTITY x "1 &lt; 2"><!ENTITY y "&x;&x;"><!ENTITY z SYSTEM "f"><!ENTITY % p "q">]>&x;&y;&z;&p;`, `&x;&y;&z;&p;`},
	{`<!DOCTYPE a [<!ENTITY x "one"> <!ENTITY copy 'mine'>]>&x; &copy;`, `one mine`},
	{`<!DOCTYPE html>a<!ELEMENT b>c`, `ac`},
	{`1 < 2 <3 a<b <`, `1 < 2 <3 a<b <`},
	{`<a b="no end>text</a>`, `[a b="no" end=""]text[/a]`},
	{`<a b="1 < 2">`, `[a b="1 < 2"]`},
	{`<a it's b=c>`, `[a it="" s="" b="c"]`},
	{`<a b=1 b=2 =3 c="4"d="5">`, `[a b="1" 3="" c="4" d="5"]`},
	{`</></ a></a b>`, `</ a>[/a]`},
	{`<?pi a > b ?>x<?php echo 1 >y`, `xy`},
	{"<a\n\tb\r=\n'c'\n/>", `[a b="c"/]`},
	{`<日本 語="1">x</日本>`, `[日本 語="1"]x[/日本]`},
}

func TestScanner(t *testing.T) {
	for _, d := range documents {
		for name, r := range map[string]io.Reader{"": strings.NewReader(d.in), " byte by byte": iotest.OneByteReader(strings.NewReader(d.in))} {
			if got := tokens(NewScanner(r)); got != d.want {
				t.Errorf("%s%s\ngot  %s\nwant %s", d.in, name, got, d.want)
			}
		}
	}
}

func TestLine(t *testing.T) {
	s := NewScanner(strings.NewReader(strings.Repeat("<a>\nx</a>\n", 20_000) + "<b/>"))
	for s.Next() != Open || s.Name != "b" {
	}
	if got := s.Line(); got != 40_001 {
		t.Errorf("line %d", got)
	}
}

func TestReadError(t *testing.T) {
	broken := errors.New("broken")
	s := NewScanner(io.MultiReader(strings.NewReader("<a>b"), iotest.ErrReader(broken)))
	if got := tokens(s); got != "[a]b" || !errors.Is(s.Reading, broken) {
		t.Errorf("%s, %v", got, s.Reading)
	}
}

func TestSpaces(t *testing.T) {
	s := NewScanner(strings.NewReader(`<a xmlns="http://one/" xmlns:p="HTTP://Two" xmlns:q="http://three"><p:b/><q:c xmlns:q="http://one"/><q:c/><r:d/></a><p:b/>`))
	n := NewSpaces(map[string]string{"http://one": "", "http://two": "two"})
	got := ""
	for kind := s.Next(); kind != End; kind = s.Next() {
		if kind == Open {
			n.Open(s)
			got += n.Name(s.Name) + " "
		}
		if kind == Close || s.Empty {
			n.Close()
		}
	}
	if want := "a two:b c q:c r:d p:b "; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}

// texts are long enough for their bytes to tell the language.
var texts = map[string]struct {
	enc   encoding.Encoding
	label string
	text  string
}{
	"shift_jis":    {japanese.ShiftJIS, "Shift_JIS", "港の会議は今朝、新しい渡し船の時刻表について話し合いました。多くの人が早い便を望んでいます。"},
	"euc-jp":       {japanese.EUCJP, "EUC-JP", "港の会議は今朝、新しい渡し船の時刻表について話し合いました。多くの人が早い便を望んでいます。"},
	"iso-2022-jp":  {japanese.ISO2022JP, "ISO-2022-JP", "港の会議は今朝、新しい渡し船の時刻表について話し合いました。"},
	"euc-kr":       {korean.EUCKR, "EUC-KR", "항구 회의는 오늘 아침 새 나룻배 시간표에 대해 이야기했습니다. 많은 사람들이 이른 배를 원합니다."},
	"gb18030":      {simplifiedchinese.GB18030, "gb2312", "港口会议今天上午讨论了新的渡轮时刻表，许多人希望有更早的班次，会议将在下周继续进行。"},
	"big5":         {traditionalchinese.Big5, "Big5", "港口會議今天上午討論了新的渡輪時刻表，許多人希望有更早的班次，會議將在下週繼續進行。"},
	"koi8-r":       {charmap.KOI8R, "KOI8-R", "Сегодня утром совет порта обсуждал новое расписание парома. Многие хотят более ранний рейс, и разговор продолжится на следующей неделе."},
	"windows-1251": {charmap.Windows1251, "cp1251", "Сегодня утром совет порта обсуждал новое расписание парома. Многие хотят более ранний рейс, и разговор продолжится на следующей неделе."},
	"windows-1255": {charmap.Windows1255, "windows-1255", "מועצת הנמל דנה הבוקר בלוח הזמנים החדש של המעבורת. רבים רוצים הפלגה מוקדמת יותר, והדיון יימשך בשבוע הבא."},
	"windows-1252": {charmap.Windows1252, "iso-8859-1", "Le café du port – «très» célèbre – coûte 3 €; l’été dernier, il était déjà à côté."},
	"cp437":        {charmap.CodePage437, "437", "Über die Fähre"},
}

func decode(t *testing.T, data []byte, contentType string) string {
	t.Helper()
	r, err := Decode(bytes.NewReader(data), contentType)
	if err != nil {
		t.Fatal(err)
	}
	text, err := io.ReadAll(r)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

func TestDecodeDeclared(t *testing.T) {
	for name, c := range texts {
		doc := `<?xml version='1.0' encoding='` + c.label + `'?><a>` + c.text + `</a>`
		data, err := c.enc.NewEncoder().Bytes([]byte(doc))
		if err != nil {
			t.Fatal(name, err)
		}
		if got := decode(t, data, ""); got != doc {
			t.Errorf("%s declared: %q", name, got)
		}
		wrong := strings.Replace(doc, c.label, "us-ascii", 1)
		if data, err = c.enc.NewEncoder().Bytes([]byte(wrong)); err != nil {
			t.Fatal(name, err)
		}
		if got := decode(t, data, `text/xml; charset="`+c.label+`"`); got != wrong {
			t.Errorf("%s by the server: %q", name, got)
		}
	}
}

func TestDecodeGuessed(t *testing.T) {
	for name, c := range texts {
		if name == "iso-2022-jp" || name == "cp437" {
			continue // ASCII as far as anyone can tell; not to be told from Windows-1252
		}
		data, err := c.enc.NewEncoder().Bytes([]byte("<a>" + c.text + "</a>"))
		if err != nil {
			t.Fatal(name, err)
		}
		for _, contentType := range []string{"", "text/xml", "text/xml; charset=utf-8", "text/xml; charset=nonsense"} {
			if got := decode(t, data, contentType); !strings.Contains(got, c.text) {
				t.Errorf("%s, %q: %q", name, contentType, got)
			}
		}
	}
}

func TestDecodeUnicode(t *testing.T) {
	const text = "<a>Zürich 日本 👍</a>"
	for name, enc := range map[string]encoding.Encoding{
		"utf-16be": unicode.UTF16(unicode.BigEndian, unicode.IgnoreBOM), "utf-16le": unicode.UTF16(unicode.LittleEndian, unicode.IgnoreBOM),
		"utf-32be": utf32.UTF32(utf32.BigEndian, utf32.IgnoreBOM), "utf-32le": utf32.UTF32(utf32.LittleEndian, utf32.IgnoreBOM),
		"utf-8": unicode.UTF8,
	} {
		for _, mark := range []string{"", "\ufeff"} {
			for _, label := range []string{"", "utf-8", "utf-16", "iso-8859-1", "x"} {
				doc := text
				if label != "" {
					doc = `<?xml version="1.0" encoding="` + label + `"?>` + text
				}
				data, err := enc.NewEncoder().Bytes([]byte(mark + doc))
				if err != nil {
					t.Fatal(err)
				}
				if got := decode(t, data, ""); got != doc {
					t.Errorf("%s, mark %q, declared %q: %q", name, mark, label, got)
				}
			}
		}
	}
}

// TestDecodeBroken holds that broken bytes of UTF-8 are read as what they
// were meant to be, also behind what decides on the encoding.
func TestDecodeBroken(t *testing.T) {
	good := strings.Repeat("日本語 ", 200_000)
	for in, want := range map[string]string{
		"日本 caf\xe9 \x93x\x94": "日本 café “x”",
		good + "caf\xe9":       good + "café",
		"日本\xe6":               "日本æ",
		"":                     "",
		"\xef\xbb\xbfx":        "x",
		"\xef\xbb\xbfx\xe9":    "xé",
	} {
		if got := decode(t, []byte(in), ""); got != want {
			t.Errorf("%.40q: %.40q … %q", in, got, got[max(0, len(got)-20):])
		}
	}
}

// FuzzScanner holds that the scanner ends, that names and attributes are
// sane, and that how the bytes arrive makes no difference.
func FuzzScanner(f *testing.F) {
	for _, d := range documents {
		f.Add(d.in)
	}
	f.Fuzz(func(t *testing.T, doc string) {
		whole := tokens(NewScanner(strings.NewReader(doc)))
		if pieces := tokens(NewScanner(iotest.HalfReader(strings.NewReader(doc)))); pieces != whole {
			t.Errorf("whole %q\nin pieces %q", whole, pieces)
		}
		s := NewScanner(strings.NewReader(doc))
		for n := 0; s.Next() != End; n++ {
			if n > 2*len(doc)+2 || s.Kind() != Text && (s.Name == "" || s.Name != strings.ToLower(s.Name)) {
				t.Fatalf("token %d, name %q", n, s.Name)
			}
		}
	})
}
