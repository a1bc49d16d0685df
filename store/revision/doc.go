// Package revision shows what a publisher changed in a text: the paragraphs
// that changed, with the words that went struck out and those that came in
// bold, as Markdown, so that whatever sets articles sets this, too.
//
// It is pure and for package store, which knows the texts. It compares words:
// a link that leads elsewhere, or a word that became a heading, is no change
// here. Texts come as plain text without markup, paragraphs divided by blank
// lines, of any length: time and memory grow with it and not faster.
//
// Paragraphs are compared first, then the words of those that changed. What is
// there once in both texts divides them (Bram Cohen's patience diff); the parts
// are compared by github.com/aymanbagabas/go-udiff/lcs: Myers' algorithm from
// both ends (An O(ND) Difference Algorithm, 1986), which beyond a hundred
// differences no longer looks for the fewest.
package revision
