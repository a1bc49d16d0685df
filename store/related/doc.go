// Package related decides which articles belong together: what to show beside
// one, in which order and why, which of them tell the same story, which are
// near-copies, and which passages the reader has read before.
//
// It is pure: no files, no clock, no database. What it needs to know of other
// articles it asks through small interfaces, which store fulfils with its
// index (store/index) and its records; store is its only caller. It is not
// for searching and keeps nothing between calls. A Reader must be used by one
// goroutine at a time; all else may be called from any.
//
// # Likeness
//
// Articles are compared by the terms of title and body that aren't function
// words (store/token). The likeness of another article to one at hand is the
// cosine of two vectors:
//
//	Σ  damped(tf here)·idf/|here|  ·  damped(tf there)·√idf/|there|
//
// damped is one plus the logarithm of the term's frequency, of which the
// index keeps four classes, and idf that of Robertson & Zaragoza (2009). The
// second half is known when an article is indexed; that it has only the root
// of the IDF is what suits headlines and long texts alike. The first half is
// cut to the heaviest terms.
//
// A story fades: where both articles have a time the likeness is divided by
// one plus the days between them over a scale (Decay). Without a time nothing
// is known, and nothing is lost.
package related
