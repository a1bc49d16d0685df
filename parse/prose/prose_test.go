package prose

import (
	"strings"
	"testing"
	"time"
	"unicode/utf8"
)

func sentences(s string) []string {
	var out []string
	begin := 0
	sentenceEnds(s, func(end int, _ bool) bool {
		out = append(out, strings.TrimSpace(s[begin:end]))
		begin = end
		return true
	})
	if rest := strings.TrimSpace(s[begin:]); rest != "" {
		out = append(out, rest)
	}
	return out
}

func TestSentences(t *testing.T) {
	for _, c := range []string{
		"One. | Two! | Three? | Four…",
		"He said so. | \"Well,\" he said. | \"That has to stop.\" | Asked how, he left.",
		"Mr. Smith met Dr. No at 5 p.m. in St. Louis. | Then J. R. R. Tolkien came.",
		"It cost 3.5 million. | In 2023. | Then more.",
		"It grew to 1.5. Nobody knows.",
		"on June 9. The talks began", // a number of one digit may be an ordinal
		"Am 28. April kam er. | Er ging z.B. nach Bonn.",
		"北京报道。 | 他说：“好！” | 然后走了。",
		"「そうです。」 | と言った。",
		"Version 2.0 is out... | Really.",
		"lower case. follows on",
		"Zitat („Nein.“) | Weiter.",
	} {
		want := strings.Split(c, " | ")
		joined := strings.ReplaceAll(c, " | ", " ")
		if strings.ContainsAny(c, "。") {
			joined = strings.ReplaceAll(c, " | ", "")
		}
		if got := sentences(joined); strings.Join(got, " | ") != strings.Join(want, " | ") {
			t.Errorf("got  %q\nwant %q", got, want)
		}
	}
}

// long is flattened news with quotations of several sentences.
var long = strings.Repeat(`MOSCOW — The dispute was triggered by months of stress, Musk's father told Reuters. "They've had five months of intense stress. With all the opposition cleared, all they do is fight. That has to stop. It will end very soon." Neither could be reached for comment. Asked again, he said: "Oh, it will end on a good note." `, 12)

func TestParagraphs(t *testing.T) {
	got := Paragraphs(long)
	if len(got) < 8 {
		t.Errorf("%d paragraphs of %d bytes", len(got), len(long))
	}
	for _, p := range got {
		if strings.Count(p, `"`)%2 != 0 {
			t.Errorf("broken within a quotation: %q", p)
		}
		if n := len(sentences(p)); n > 9 || len(p) < 100 {
			t.Errorf("%d sentences, %d bytes: %q", n, len(p), p)
		}
	}
	if strings.Join(got, " ") != strings.TrimSpace(long) {
		t.Error("the paragraphs are not the text")
	}
	if got := Paragraphs("Short. Text."); len(got) != 1 {
		t.Errorf("short text is broken: %q", got)
	}
	open := `He said: "` + strings.Repeat("This goes on and on without an end. ", 300)
	if got := Paragraphs(open); len(got) < 5 {
		t.Errorf("a quotation that nothing closes gives %d paragraphs", len(got))
	}
}

func TestSummary(t *testing.T) {
	for _, c := range []struct{ in, want string }{
		{"", ""},
		{"One sentence.", "One sentence."},
		{"First.\n\nSecond.", "First."},
		{"Two lines\nof one.", "Two lines of one."},
		{strings.Repeat("x", 200) + ". " + strings.Repeat("Y", 200) + ".", strings.Repeat("x", 200) + "."},
		{strings.Repeat("word ", 100), strings.TrimSpace(strings.Repeat("word ", 60)) + "…"},
		{strings.Repeat("字", 400), strings.Repeat("字", 300) + "…"},
	} {
		if got := Summary(c.in); got != c.want {
			t.Errorf("Summary(%.40q…) = %q", c.in, got)
		}
	}
}

func TestLanguage(t *testing.T) {
	for text, want := range map[string]string{
		long: "en",
		"Die Bundesregierung hat am Montag mitgeteilt, dass der Haushalt für das kommende Jahr steht und nicht geändert wird.":                      "de",
		"Le gouvernement a annoncé lundi que le budget de la France pour les prochaines années ne sera pas modifié par le Parlement.":               "fr",
		"El Gobierno anunció el lunes que los presupuestos para el próximo año no se modificarán en el Congreso de los Diputados.":                  "es",
		"Il governo ha annunciato lunedì che il bilancio per il prossimo anno non sarà modificato dalla Camera e dal Senato della Repubblica.":      "it",
		"O governo anunciou na segunda-feira que o orçamento para o próximo ano não será modificado pelo Congresso e que os cortes estão em curso.": "pt",
		"Pemerintah mengumumkan pada Senin bahwa anggaran untuk tahun depan tidak akan diubah oleh parlemen dan ini sudah dalam proses.":            "id",
		"Правительство сообщило в понедельник, что бюджет на следующий год не изменится.":                                                           "ru",
		"Уряд повідомив у понеділок, що бюджет на наступний рік не зміниться, її їх.":                                                               "uk",
		"新华社北京电，国家统计局发布的数据显示。":                                                                                                                      "zh",
		"政府は月曜日、来年度の予算を発表した。":                                                                                                                       "ja",
		"정부는 월요일 내년 예산을 발표했다.":                                                                                                                      "ko",
		"أعلنت الحكومة يوم الاثنين":                                                                                                                 "ar",
		"":                    "",
		"Xyzzy plugh 12345":   "",
		"Lorem ipsum dolor s": "",
	} {
		if got := Language(text); got != want {
			t.Errorf("Language(%.50q) = %q, want %q", text, got, want)
		}
	}
}

func TestLinear(t *testing.T) {
	for _, unit := range []string{".", "\"", ". ", "a. ", "“", "。", " ", "?\" ", "A.\") ", "x"} {
		in := strings.Repeat(unit, (1<<20)/len(unit))
		begin := time.Now()
		Paragraphs(in)
		Summary(in)
		Shorten(in, 100)
		Language(in)
		if took := time.Since(begin); took > 2*time.Minute { // a hang, whatever else the machine does
			t.Errorf("1 MB of %q took %v", unit, took)
		}
	}
}

func FuzzProse(f *testing.F) {
	f.Add(long, 100)
	f.Add("北京报道。他说：“好！”然后走了。", 3)
	f.Fuzz(func(t *testing.T, s string, limit int) {
		if !utf8.ValidString(s) || limit < 1 || limit > 1000 {
			return
		}
		strip := func(s string) string { return strings.Join(strings.Fields(s), "") }
		if got := strip(strings.Join(Paragraphs(s), "")); got != strip(s) {
			t.Errorf("Paragraphs(%q) loses text", s)
		}
		short := Shorten(s, limit)
		if n := utf8.RuneCountInString(short); n > limit+1 || !strings.HasPrefix(s, strings.TrimSuffix(short, "…")) && short != s {
			t.Errorf("Shorten(%q, %d) = %q", s, limit, short)
		}
		if n := utf8.RuneCountInString(Summary(s)); n > maxSummary+1 {
			t.Errorf("Summary(%q) has %d characters", s, n)
		}
		Language(s)
	})
}
