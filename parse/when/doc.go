// Package when reads the times that people write: ages ("an hour ago", "vor 3
// Stunden", "3小时前"), lines that are dates ("Jun 10, 2025"), and dates inside
// of texts ("on Monday (Apr 28)"), in the languages of its table.
//
// It serves parsers of documents that were written for eyes. Times that
// programs write for programs are better read with package time. It never
// asks for the current time: whoever knows what a text is relative to passes
// a reference. Results are in UTC; a time of day without a zone is read as
// UTC, because nothing better is known.
//
// Lines longer than 80 characters are no times, and a text is searched in its
// first 64 KB, so the work is bounded.
package when
