// Package refresh brings documents into a store: it reads them, has them
// parsed, turns their articles into what the store keeps, and writes them.
//
// Several documents are parsed at once, while one batch of articles is being
// written; the order of the documents, and of the articles in them, is kept
// all the same, so that a batch means the same on every run. Memory is
// bounded by the batches on their way, not by the documents.
//
// It is the only package that knows both parse and store. It decides neither
// what a document means (parse) nor what becomes of an article that is known
// already (store), opens no file by itself and prints nothing; cmd hands it
// documents and shows its report.
package refresh
