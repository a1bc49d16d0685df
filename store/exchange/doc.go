// Package exchange brings what was read and starred in one store to others,
// through a folder that something else keeps the same on several computers.
// It knows no network, no clock and no store's insides: who calls it hands it
// the folder and the time.
//
// Each store has a file of its own in the folder, named by the store's replica
// ID, and only ever appends to it, so that whatever copies the folder never
// meets two versions of a file. A line is a change as JSON:
//
//	{"seq":7,"at":"2026-11-23T16:20:00Z","action":"read","articles":["0123456789abcdef"]}
//	{"seq":9,"at":"2026-11-23T16:21:00Z","action":"undo","of":7}
//
// seq is the change's number in its store's journal; actions are read, unread,
// star, unstar, undo and redo. A change of many articles takes several lines,
// of which all but the last say "more":true. Articles are known by their IDs,
// which are the same wherever they came in.
//
// Of an article's changes the newest counts, whichever store it is from
// (Johnson and Thomas, RFC 677, 1975). One that was undone doesn't count; if
// no other is left, its reverse does. All files are read each time and nothing
// is remembered of them, so it doesn't matter in what order they come, how
// often, or that an article comes in only later.
//
// Stores must have about the same time. A change that is more than a day ahead
// of it is left out and told, since no other could ever take its place.
package exchange
