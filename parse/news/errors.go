package news

import "errors"

// Errors about a whole document, from every parser. They read as the second
// half of a sentence that begins with the document's name.
var (
	ErrEmpty    = errors.New("there is no text in it")
	ErrBinary   = errors.New("it is not text")
	ErrTooLarge = errors.New("it is too large")
	ErrFormat   = errors.New("its format is not known")

	ErrNoArticle = errors.New("there is no article in it")
)
