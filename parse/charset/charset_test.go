package charset

import (
	"bufio"
	"errors"
	"io"
	"math/rand"
	"strings"
	"testing"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/japanese"
	"golang.org/x/text/encoding/simplifiedchinese"

	"newsreader/parse/news"
)

func encode(t *testing.T, enc encoding.Encoding, s string) string {
	t.Helper()
	out, err := enc.NewEncoder().String(s)
	if err != nil {
		t.Fatal(err)
	}
	return out
}

func TestDecode(t *testing.T) {
	const german = "Zürich: Die Bank senkt die Zinsen. Größer könnte der Schritt kaum sein."
	for name, c := range map[string]struct{ data, declared, want string }{
		"ascii":                     {"plain", "", "plain"},
		"empty":                     {"", "", ""},
		"utf-8":                     {german, "", german},
		"utf-8 with mark":           {"\xef\xbb\xbf" + german, "iso-8859-1", german},
		"utf-8 called latin-1":      {german, "ISO-8859-1", german},
		"utf-16 le with mark":       {"\xff\xfe" + encode(t, utf16le, german), "", german},
		"utf-16 be with mark":       {"\xfe\xff" + encode(t, utf16be, german), "utf-8", german},
		"utf-16 le without mark":    {encode(t, utf16le, german), "", german},
		"utf-16 be without mark":    {encode(t, utf16be, german), "", german},
		"utf-16 with half a letter": {"\xff\xfea\x00\x00\xd8b\x00", "", "a\ufffdb"},
		"utf-32 le with mark":       {"\xff\xfe\x00\x00" + encode(t, utf32le, german), "", german},
		"utf-32 be with mark":       {"\x00\x00\xfe\xff" + encode(t, utf32be, german), "utf-8", german},
		"utf-32 le without mark":    {encode(t, utf32le, german+"東京"), "", german + "東京"},
		"utf-32 be without mark":    {encode(t, utf32be, "東京😀の"), "", "東京😀の"},
		"utf-32 cut":                {encode(t, utf32le, german) + "x\x00", "", german + "\ufffd"},
		"windows-1252":              {"Z\xfcrich \x93quoted\x94 \x80 5", "", "Zürich “quoted” € 5"},
		"shift-jis, declared":       {encode(t, japanese.ShiftJIS, "東京の天気"), "Shift_JIS", "東京の天気"},
		"gbk that is valid utf-8":   {encode(t, simplifiedchinese.GBK, "联通"), "gb2312", "联通"},
		"unknown declaration":       {german, "klingon", german},
		"a broken byte in utf-8":    {german + "\xff.", "", german + "\xff."},
		"a cut character":           {german[:len(german)-1] + "\xc3", "utf-8", german[:len(german)-1] + "\xc3"},
		"a stray zero":              {german + "\x00", "", german + "\x00"},
		"terminal colours":          {strings.Repeat("\x1b[1mx\x1b[m", 9), "", strings.Repeat("\x1b[1mx\x1b[m", 9)},
	} {
		got, err := Decode([]byte(c.data), c.declared)
		if err != nil || got != c.want {
			t.Errorf("%s: %q, %v; want %q", name, got, err, c.want)
		}
		all, err := io.ReadAll(NewReader(bufio.NewReader(strings.NewReader(c.data))))
		if marked := strings.Contains(name, "mark") && !strings.Contains(name, "without"); marked && (err != nil || string(all) != c.want) {
			t.Errorf("%s, as a stream: %q, %v; want %q", name, all, err, c.want)
		}
	}
}

func TestBinary(t *testing.T) {
	random := make([]byte, 10_000)
	rand.New(rand.NewSource(1)).Read(random)
	for name, data := range map[string]string{
		"random": string(random), "pdf": "%PDF-1.7\ntext", "png": "\x89PNG\r\n\x1a\n", "elf": "\x7fELF\x02\x01\x01",
		"zeros": strings.Repeat("\x00", 100), "zip": "PK\x03\x04abc", "zeros and ones": strings.Repeat("\x00\x01", 64), "words and zeros": strings.Repeat("\x00\x00\x00\x05abcd", 50),
	} {
		if _, err := Decode([]byte(data), ""); !errors.Is(err, news.ErrBinary) {
			t.Errorf("%s: error %v", name, err)
		}
	}
}

func FuzzDecode(f *testing.F) {
	f.Add([]byte("\xff\xfea\x00"), "utf-8")
	f.Add([]byte("Z\xfcrich"), "gbk")
	f.Fuzz(func(t *testing.T, data []byte, declared string) {
		text, err := Decode(data, declared)
		if err != nil && text != "" {
			t.Errorf("both a text and an error: %q, %v", text, err)
		}
		if _, err := io.ReadAll(NewReader(bufio.NewReader(strings.NewReader(string(data))))); err != nil {
			t.Errorf("stream: %v", err)
		}
	})
}
