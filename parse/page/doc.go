// Package page reads text dumps of news pages as aggregators show them: a
// main article and, after the widgets of the site, articles related to it.
//
// # Form
//
//	headline
//	paragraphs, one a line; subheadings in capitals; lines with bullets
//	Hashtags, with tags            (optional, as is everything below)
//	widgets of the site
//	Related Articles
//
//	source line                    (one such block for each related article)
//	age line, "an hour ago", or a date
//	- source, - section
//	headline
//	body, flattened to one line
//
// Blank lines mean nothing but a paragraph's end: a block begins where a
// source line, an age line and a line "- source" follow each other. If the
// first block has no line with a dash, a source line and an age line suffice.
// The words of widgets and headings are a table, [Wordings].
//
// # What is dropped
//
// Nothing of the news is. A line that reads like a widget is one only at the
// end of an article, with nothing but widgets, tags and blank lines behind
// it. Everything dropped is listed in the document, and every other part of
// the input is in exactly one article: as text, source, author, tag or title.
//
// # Content
//
// Content is Markdown that shows the text literally. Lines in capitals that
// something follows become headings, lines with bullets become lists. Very
// long paragraphs are broken at ends of sentences, because related articles
// lost their paragraphs on the page.
//
// # Times
//
// An article's own date is the newest that the first 600 bytes of its text
// settle, else the first that a later weekday settles. A weekday with month
// and day settles a date (it fixes the year), and so does a date with a year
// unless that is long past. A dateline ("SEOUL, June 9 (Reuters)") counts as
// well; its year is the one nearest to the other dates of the document. Dates
// after the file's own time announce something and do not count.
//
// The reference time of the document is the newest of its articles' own and
// stated dates, else the file's modification time, else Options.Now. Then,
// for each article, the first of these:
//
//   - a date with its year where the age stands: stated;
//   - such a date without its year: inferred;
//   - its own date, inferred, unless an age says that it appeared more than
//     three days later, so that the text just mentions an older day;
//   - an age, measured from the reference: relative, and precise to the day
//     only if the reference is a date of the text;
//   - the file's modification time, or Now: imported.
//
// Parse may be called from any number of goroutines. Its time and memory are
// linear in the size of the input; the caller bounds that.
package page
