package related

// Span is a stretch of a text in bytes, To excluded.
type Span struct{ From, To int }

// Repeated returns the passages of an article's Markdown that say what one of
// the texts that were read says: whole top-level blocks, or sentences in them.
// A sentence with a new name or number is new.
func (r *Reader) Repeated(content, language string, read []string) []Span {
	return nil
}
