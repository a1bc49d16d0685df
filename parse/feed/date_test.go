package feed

import (
	"testing"
	"time"

	"newsreader/parse/news"
)

// dates holds a date of each form, and what it means: "" for none.
var dates = []struct{ in, want string }{
	// RFC 822 and what people make of it
	{"Tue, 03 Mar 2026 08:15:00 GMT", "2026-03-03T08:15:00Z"},
	{"Tue, 03 Mar 2026 08:15:00 +0100", "2026-03-03T07:15:00Z"},
	{"Tue, 03 Mar 2026 08:15:00 GMT+02:30", "2026-03-03T05:45:00Z"},
	{"Tue, 03 Mar 2026 08:15:00 Etc/GMT", "2026-03-03T08:15:00Z"},
	{"Tue, 03 Mar 2026 08:15:00 -0800 (PST)", "2026-03-03T16:15:00Z"},
	{"Tue, 03 Mar 2026 08:15:00 EDT", "2026-03-03T12:15:00Z"},
	{"Tue, 03 Mar 2026 08:15:00 XYZ", "2026-03-03T08:15:00Z"},
	{"Tue,03 Mar 2026 08:15", "2026-03-03T08:15:00Z"},
	{"Tuesday, March 3, 2026 8:15 PM ET", "2026-03-04T01:15:00Z"},
	{"03 March 26 12:05 AM", "2026-03-03T00:05:00Z"},
	{"3-Mar-2026 08:15:00", "2026-03-03T08:15:00Z"},
	{"Wed, 3 Mar 1999", "1999-03-03 day"},
	{"Thu, 31 Feb 2026 08:15:00 GMT", ""},
	{"Tue, 03 Mxx 2026 08:15:00 GMT", ""},
	{"Tue, 03 Mar 2026 24:00:00 GMT", "2026-03-04T00:00:00Z"},
	{"Thu, 31 Dec 2026 24:00:00 GMT", "2027-01-01T00:00:00Z"},
	{"Tue, 03 Mar 2026 25:00:00 GMT", ""},
	{"Tue, 03 Mar 2026 08:15:60 GMT", "2026-03-03T08:15:59Z"},
	{"Tue, 03 Mar 2026 1:2:3:4 GMT", ""},
	{"Tue, 03 Mar 2026 08:15:00 +aa:00", ""},
	// ISO 8601
	{"2026-03-03T08:15:00Z", "2026-03-03T08:15:00Z"},
	{"2026-03-03t08:15:00.25+05:30", "2026-03-03T02:45:00.25Z"},
	{"2026-03-03 08:15:00 -00:20", "2026-03-03T08:35:00Z"},
	{"2026-03-03T08:15", "2026-03-03T08:15:00Z"},
	{"2026-03-03T08Z", "2026-03-03T08 hour"},
	{"2026-03-03T08+01:00", "2026-03-03T07 hour"},
	{"20260303T081500Z", "2026-03-03T08:15:00Z"},
	{"20260303T0815", "2026-03-03T08:15:00Z"},
	{"2026-003-03T08:15:00Z", "2026-03-03T08:15:00Z"},
	{"2026-03-03", "2026-03-03 day"},
	{"2026-03", "2026-03-01 day"},
	{"2026", "2026-01-01 day"},
	{"20260303", "2026-03-03 day"},
	{"260303", "2026-03-03 day"},
	{"26-03-03", "2026-03-03 day"},
	{"-2603", "2026-03-01 day"},
	{"-26-03", "2026-03-01 day"},
	{"2026-062", "2026-03-03 day"},
	{"26062", "2026-03-03 day"},
	{"2024-366", "2024-12-31 day"},
	{"2026-02-29", ""},
	{"2026-13-01", ""},
	{"2026-03-03-01", ""},
	{"2026-03-03T08:15:00ZT1", ""},
	{"2026-03-03T08:60:00Z", ""},
	{"9999-12-31T23:59:59-10:00", ""},
	// Others
	{"Tue Mar  3 08:15:00 2026", "2026-03-03T08:15:00Z"},
	{"Tue Mar 3 08:15:00 +0100 2026", "2026-03-03T07:15:00Z"},
	{"Tue, 2026/03/03 08:15:00 EST", "2026-03-03T13:15:00Z"},
	{"3.3.2026 08:15", "2026-03-03T08:15:00Z"},
	{"31/12/2026", "2026-12-31 day"},
	{"12/31/2026 8:15:00 PM", "2026-12-31T20:15:00Z"},
	{"03/04/2026", ""},
	{"3/4/2026 8:15 AM", "2026-03-04T08:15:00Z"},
	{"Τρι, 03 Μάρ 2026 08:15:00 EET", "2026-03-03T06:15:00Z"},
	{"2026-március-03T8:15+01:00", "2026-03-03T07:15:00Z"},
	{"2026년 03월 03일  08:15:00", "2026-03-02T23:15:00Z"},
	{"2026-03-03 오후 08:15:00", "2026-03-03T11:15:00Z"},
	{"3 mars 2026 à 08:15", ""},
	{"mar., 3 mars 2026 08:15:00 +0100", "2026-03-03T07:15:00Z"},
	{"3 марта 2026 г. 08:15", "2026-03-03T08:15:00Z"},
	{"Di, 3 Mär 2026 08:15:00 MEZ", "2026-03-03T07:15:00Z"},
	// None
	{"", ""}, {"yesterday", ""}, {"0000-00-00 00:00:00", ""}, {"99999999999999", ""}, {"12", ""}, {"8:15", ""}, {"0:0-", ""}, {"March", ""}, {"\x1b[31m", ""},
}

func TestParseDate(t *testing.T) {
	layouts := map[news.Precision]string{news.Second: time.RFC3339Nano, news.Hour: "2006-01-02T15 hour", news.Day: "2006-01-02 day"}
	for _, c := range dates {
		got := ""
		if d, ok := ParseDate(c.in); ok {
			got = d.At.Format(layouts[d.Precision])
			if d.Basis != news.Stated {
				t.Errorf("%q has basis %v", c.in, d.Basis)
			}
		}
		if got != c.want {
			t.Errorf("ParseDate(%q) = %q, want %q", c.in, got, c.want)
		}
	}
}

// FuzzDate holds that what is a date prints as one that is the same date.
func FuzzDate(f *testing.F) {
	for _, c := range dates {
		f.Add(c.in)
	}
	f.Fuzz(func(t *testing.T, s string) {
		d, ok := ParseDate(s)
		if !ok {
			if d != (news.Time{}) {
				t.Errorf("%q is no date but %v", s, d)
			}
			return
		}
		if y := d.At.Year(); y < 1 || y > 9999 || d.At.Location() != time.UTC {
			t.Errorf("%q is %v", s, d.At)
		}
		for _, layout := range []string{time.RFC3339Nano, time.RFC1123Z} {
			if d.At.Year() < 1000 {
				continue
			}
			again, ok := ParseDate(d.At.Format(layout))
			if want := d.At; !ok || !again.At.Truncate(time.Second).Equal(want.Truncate(time.Second)) {
				t.Errorf("%q is %v, read again %v, %v", s, want, again.At, ok)
			}
		}
	})
}
