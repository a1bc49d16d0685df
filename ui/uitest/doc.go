// Package uitest runs the whole application for tests: on a terminal that
// exists in memory only, in a bubble of testing/synctest where time is fake
// and "nothing happens any more" is a fact and not a guess.
//
// It is for tests and benchmarks of ui and of cmd; nothing else may import it.
// Keys go in as the bytes that a keyboard sends, the screen comes out as the
// text that a person sees.
package uitest
