// Package quick stands in for chroma's package of that name; see chroma.
package quick

import "io"

// Highlight writes source as it is.
func Highlight(w io.Writer, source, _, _, _ string) error {
	_, err := io.WriteString(w, source)
	return err
}
