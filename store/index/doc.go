// Package index finds articles by their words and ranks them, and finds the
// articles that are like another one.
//
// It is pure: a segment, the index of some articles, is a []byte that never
// changes. Build makes one of new articles, Merge one of several; Open reads
// one where it lies, in the database's memory map. Keeping segments, choosing
// which to merge, and noting which articles are dead (deleted, or indexed
// anew in another segment) is store's work, and store is its only caller. It
// is not for texts (it can't give one back), not for parsing queries, and not
// for deciding what counts as related: it only adds up what it is given.
//
// Articles have numbers (uint32, the store's) and, inside a segment, ordinals
// that count from 0 in order of time, of the same second the highest number
// first: so a stretch of time is a range of ordinals, and the last ordinal
// comes first in a list. Times are Unix seconds. A term is a folded, stemmed
// word (store/token), at most 64 bytes, by itself or behind a namespace byte
// for one field; see InTitle. Opening fails with ErrDamaged or ErrVersion.
// Beyond that, damaged bytes give wrong results, but no panics, and Check
// tells.
//
// # Using it
//
//	doc := Analyze(analyzer, Text{…})            // any goroutine, beforehand
//	data := Build([]Entry{{Num, Time, Undated, doc}, …}, df, total)
//	segment, err := Open(data)
//	data = Merge(segments, dead, df, total)
//	searcher := &Searcher{segments, dead}
//	hits, err := searcher.Search(ctx, Request{…})
//	lists, err := searcher.Similar(ctx, Likeness{…})
//
// # Ranking
//
// The score of a search is BM25 (Robertson & Zaragoza 2009), with the four
// frequency classes of classOf and a length in steps of 9 %; a word that the
// title has adds titleBonus; and freshness lowers it for old articles by a
// fifth at most.
//
// Likeness is a sum of weights over shared terms, divided by a norm that was
// worked out when the segment was made: the root of the sum of the squares of
// Weight, over all terms of title and body that aren't function words.
//
// # Format
//
// Numbers of fixed width are little-endian; "uint" is an unsigned varint. A
// segment is, one behind the other:
//
//   - Header, 96 bytes: the words "nrindex\n"; as 32 bits the version, 1, and
//     the CRC-32C of all other bytes; as 32 bits the counts of articles and
//     terms; as 64 bits the earliest time and the sum of the articles'
//     lengths; as 64 bits where dictionary, table of blocks and table of
//     articles begin, and the segment's size; as 32 bits the lowest and the
//     highest number, the largest inverse norm as a float, and the count of
//     undated articles; zeros.
//   - Postings: the lists of all terms that two articles hold or more, in the
//     order of the terms.
//   - Dictionary: the terms in the order of their bytes, in blocks of 16, the
//     last with fewer, front-coded: of each, one byte whose upper half is how
//     many bytes it shares with the one before (0 for a block's first) and
//     whose lower half is how many follow, 15 standing for a byte of its own
//     behind it; the bytes that follow; then, as uint, twice the number of its
//     articles, plus 1 if it is a function word in most of them. A term of one
//     article goes on with the ordinal as uint and the class byte (none for a
//     namespaced term); others with the length of their list as uint.
//   - Table of blocks: first, for each block, the first eight bytes of its
//     first term as 64 bits (filled up with zeros; they compare like the
//     bytes); then, for each, where it begins in the dictionary and where its
//     first list begins in the postings, as 32 bits each.
//   - Table of articles, a column behind the other: the numbers as 32 bits;
//     the seconds since the earliest time as 39 bits, and 1 bit set if the
//     article is undated; one through the norm as 16 bits (a float less its
//     sign and lowest 15 bits); the length in a byte, as eight times the
//     binary logarithm of one more; the ordinals in the order of their
//     numbers, as 16 bits, or 32 in segments of more than 65,536 articles.
//   - 40 zeros, so that eight bytes can be read wherever one can.
//
// A list holds its postings in blocks of 128 and, if some are left, a shorter
// block. It begins with 32 bits for each full block: 24 bits of its last
// ordinal, 5 of its width, 2 of its highest frequency class. A block is the
// gaps between its ordinals (how many articles lie between one and the next,
// the first one's to the block before or the beginning), packed into width
// bits each, the first in the lowest bits; then the class bytes, see classOf.
// The shorter block has one byte in front: 5 bits of its width, 2 of its
// highest class.
//
// Lists of namespaced terms have no class bytes. In segments of 4,096 articles
// or more, those of terms that more than a tenth of the articles hold have the
// frequency classes alone, packed into 2 bits each.
package index
