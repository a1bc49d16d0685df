// Package xmltext reads XML as people really publish it: bytes in any
// encoding, declared rightly, wrongly or not at all, to a stream of tokens
// that ends when the bytes end and never with a syntax error.
//
// It is for documents whose text matters more than their grammar: feeds and
// subscription lists. It is not a validating parser and not for XML that a
// program wrote for a program. encoding/xml takes eight times as long here and
// gives up at the first mistake.
//
// [Decode] finds the encoding and returns UTF-8. [Scanner] cuts that into
// tokens. Mistakes are repaired the way a reader of the source would: a
// stray "<" or "&" stands for itself, a tag that never ends is text, names
// are compared without case. Whether elements are nested well is for the
// caller to judge, who knows which ones matter; names still carry their
// prefixes, and [Spaces] tells what those mean.
//
// A document type is never followed: nothing is fetched, and of the entities
// that it declares only those that stand for a few plain characters are
// known. HTML's entities are known without a declaration.
//
// Memory is bounded by the longest tag (1 MiB at most), not by the document
// or its longest text, which comes in pieces.
package xmltext
