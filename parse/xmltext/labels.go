package xmltext

import (
	"strings"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/htmlindex"
	"golang.org/x/text/encoding/ianaindex"
	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/unicode"
)

// Lookup returns the encoding that a label means: as browsers understand it,
// else as IANA has registered it, else as programs write it ("cp1252",
// "windows_1252"). It is nil for UTF-8, of which isUTF8 tells, and for labels
// that mean nothing. UTF-16 and UTF-32 mean nothing either: a document in
// them is known by its bytes, and one that is not only says so.
func Lookup(label string) (enc encoding.Encoding, isUTF8 bool) {
	label = strings.ToLower(strings.Trim(label, " \t\r\n\"'"))
	if label == "" || len(label) > 64 || strings.HasPrefix(label, "utf-16") || strings.HasPrefix(label, "utf-32") || strings.HasPrefix(label, "utf16") {
		return nil, false
	}
	for _, name := range [...]string{label, strings.ReplaceAll(label, "_", "-"), alias(label)} {
		if name == "" {
			continue
		}
		enc, err := htmlindex.Get(name)
		if err != nil {
			enc, err = ianaindex.IANA.Encoding(name)
		}
		switch {
		case err != nil || enc == nil || enc == encoding.Replacement:
		case enc == unicode.UTF8:
			return nil, true
		case enc == simplifiedchinese.GBK:
			return simplifiedchinese.GB18030, false // holds all of GBK, and GB 2312
		default:
			return enc, false
		}
	}
	return nil, false
}

// aliases are names that programs use besides.
var aliases = map[string]string{
	"macroman": "macintosh", "mac-roman": "macintosh", "maccyrillic": "x-mac-cyrillic", "mac-cyrillic": "x-mac-cyrillic",
	"ibm1140": "ibm01140", "cp1140": "ibm01140", "sjis": "shift_jis", "ms932": "shift_jis", "utf8mb4": "utf-8", "unicode-1-1-utf-8": "utf-8",
}

// alias rewrites names that programs use for code pages: cp1252 and 1252.
func alias(label string) string {
	if name := aliases[label]; name != "" {
		return name
	}
	number := strings.TrimPrefix(strings.TrimPrefix(strings.TrimPrefix(label, "cp"), "ibm"), "x-cp")
	if number == "" || strings.Trim(number, "0123456789") != "" {
		return ""
	}
	switch {
	case strings.HasPrefix(number, "125") && len(number) == 4:
		return "windows-" + number
	case number == "874":
		return "windows-874"
	case number == "932":
		return "shift_jis"
	case number == "936":
		return "gbk"
	case number == "949":
		return "euc-kr"
	case number == "950":
		return "big5"
	case number == "65001":
		return "utf-8"
	}
	return "ibm" + number
}
