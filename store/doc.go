// Package store keeps articles, what was read of them, and the record of how
// that came about. It is the only user of bbolt.
//
// It is for storing parsed articles, listing them in time order, finding one
// by its ID, marking, undoing, and telling which articles pages list beside
// one another. It is not for parsing (it takes articles ready made, through
// Put), not for fetching, and it never prints. The screens and the command
// line call it from any goroutine; store/refresh alone calls Put.
//
// # One file, many processes
//
// bbolt locks its file for one process. So that commands work while the app
// is open, a Store holds the file only while a call is at work: opening it
// costs 30 to 70 µs for a reader whatever its size (see BenchmarkOpenFile),
// less than reading one screen of rows. A call waits for other processes up
// to Options.Wait, then returns ErrBusy. The lock file beside the store
// (".lock") is a turnstile that makes waiting fair; see openFile. It may be
// deleted at any time.
//
// A change is acknowledged when its transaction is on the disk: a process
// killed at any moment loses nothing that was acknowledged.
//
// # Format
//
// Numbers in keys and fixed fields are big-endian. Records are written field
// after field: "uint" is an unsigned varint, "int" a zigzag varint, "string"
// a uint length and bytes, "list" a uint count and the elements. Each article
// has a number, counted from 1, which never changes and is never used again.
// The buckets:
//
//   - head: one pair, "head": the words "newsreader\n", then as 32 bits the
//     format's version, the next article's number, and the counts of
//     articles, unread and starred ones, then as 64 bits the newest journal
//     record and the tops of the undo and redo stacks. Magic and version
//     stay where they are in all versions.
//
//   - rows: number → what a list shows. One byte of flags (bits 0-1 the
//     precision, 2-3 the basis of the published time, 4 changed, 5 linked),
//     the ID as 64 bits, the published second as int, the strings title and
//     source, the words of the text as uint, the list of tags, the list of
//     further keys as 64 bits each, and the list of feeds that brought it as
//     uints.
//
//   - texts: number → the rest. The key in origins of its feed as 64 bits,
//     one byte 0 (raw) or 1 (zstd), and the packed fields: the strings URL,
//     GUID, author, language, the updated second as int (0: none), the list
//     of enclosures (URL, type, uint size), the strings summary and content.
//
//   - older: number → the text that a changed article had before, as in texts,
//     and behind its content the string title.
//
//   - origins: 64 bits of a hash → the strings title, link, description and
//     language of a feed that articles came from.
//
//   - keys: the first 12 bits of a key, as 16 bits → all keys that begin so,
//     sorted, as 64 bits of key and 32 bits of article number, whose top bit
//     marks a key that isn't the article's ID. And 16 plus the first 6 bits of a
//     key, as 8 bits → the newest keys that begin so, in the same form: those
//     stand for the same ones in the other groups.
//
//   - timeline: lane and lower bound → a block of at most 512 sort keys in
//     order. A lane, of 32 bits, is 0 for all articles or a feed's number. A
//     sort key, of 12 bytes, is the published second as 64 bits with the
//     sign bit flipped and the number as 32 bits inverted. A block holds
//     the sort keys from its lower bound (for a lane's first: zero) up to the
//     lane's next one.
//
//   - tally: lane and lower bound → of that block, the articles, the unread and the
//     starred ones as 16 bits each; in lane 0 then also the stories whose newest
//     article stands there, those with unread and those with starred articles.
//
//   - unread, starred: the number's upper bits as 32 bits → 4,096 bytes, one
//     bit for each of 32,768 numbers, least significant bit first.
//
//   - storyof: the number's upper bits as 32 bits → 4,096 bytes, four for each of
//     1,024 articles: the story it belongs to. Zero, as in a missing chunk, says
//     that it is its own story, of its own number, and that this has no record.
//
//   - stories: story of 32 bits → a story that is more than one article of which
//     nothing was said. The sort keys of its newest and its oldest article and,
//     as 32 bits, how many it has; one byte of flags (bit 0 followed, 1 muted,
//     2 joined or split by hand), the articles that arrived read because it is
//     muted as uint, as a list of uints the stories that became part of it, and
//     the centroid as string, which is empty or package related's; the list of
//     its sources, each a string and the sort key of its first article; the
//     numbers of its articles, ascending, each as uint less the one before.
//     Stories have their first article's number; those split off by hand count
//     from 1<<31 by the bucket's sequence.
//
//   - storyalias: story → the story it became part of, both of 32 bits.
//
//   - storyflags: story → its byte of flags, bits 0 and 1, if either is set.
//
//   - covered: as unread, but set for articles that aren't the newest of their
//     story. Lists of stories leave them out.
//
//   - storyunread, storystarred: as unread, but set for the newest articles of
//     stories that hold an unread, a starred one.
//
//   - edges: number, kind, 16 bits of order on the page, other → nothing. Kind
//     '>' lists and '<' is listed by, other being a number; '?' wishes for an
//     article that isn't here, other being its key of 64 bits.
//
//   - wanted: key of 64 bits, number, order → nothing: the '?' edges by what
//     they wish for.
//
//   - positions: number → the paragraph on top when the reader left, as uint.
//
//   - journal: sequence number of 64 bits → a change. The action and, for an
//     undo or redo, the action of the record it concerns, as bytes (of a mark
//     that another store made, 1 as the second byte); the second as int; that record and the next one down the same stack as
//     uints; the title as string, if one article was changed; the count of
//     articles as uint, and, up to 16, their numbers as uints, beyond that a
//     Roaring bitmap in its portable form (https://roaringbitmap.org). Of
//     changes to feeds: instead of count and numbers, for each up to the end the
//     feed as uint and its record before and after as strings. Of changes to stories: instead,
//     the story as uint, what its record says from the flags to the centroid,
//     before and after, and the list of the parts joined to it or split off:
//     each the story as uint, what its record says while it is on its own, and
//     its articles as a string, a Roaring bitmap. The title is then the story's.
//
//   - feeds: number of 32 bits → what the person says of a subscription. As
//     uint its flags (bit 0 paused, 1 full text, 2 named by a page), the second it was added as
//     int, the strings URL and name, the list of tags.
//
//   - fetches: number of 32 bits → what its last fetch said: the strings
//     title, link, description, language, ETag, Last-Modified and error, as
//     ints the seconds of the last try, of the last success and of the next
//     try (0: none), as uints the failures since and 1 if it is gone, and, if some
//     of the feed couldn't be read, the string that says what.
//
//   - pages: number of 32 bits of a feed, key of 64 bits of an article → its page
//     couldn't be had: how often it was tried as uint, the second before which
//     it isn't tried again as int.
//
//   - index: segment of 32 bits → a bucket of its own with one pair, "segment":
//     the full-text index of some articles; package index says what is in it.
//     Beside the segments one pair, "backlog": from and to, of 32 bits each, the
//     numbers of articles that are still to be indexed; none if there are none.
//
//   - dead: segment → a bit for each of its articles by ordinal, least significant
//     bit first, set if the article has been indexed again since.
//
//   - replica: "id" → 64 bits by which other stores know this one, if it ever
//     exchanged states with any; else there is no such bucket.
//
//   - visits: "last" → the second at which the application was last left, as int.
//
//   - searches: sequence number of 64 bits → a saved search: the strings name and
//     query, and if it is muted, as uints its flags (bit 0 muted) and how many
//     articles arrived read because of that.
//
// Rows, texts, older, origins, unread, starred, storyof, what stories say but
// of sort keys and sources, edges of kind '>' and '?', positions, journal, feeds,
// fetches, pages, visits, searches and replica are the store's substance; the rest can be derived from them
// again, which is what Check does when asked to repair.
//
// Version 1 had neither an index nor stories: no buckets of theirs, and only the
// first half of a tally.
package store
