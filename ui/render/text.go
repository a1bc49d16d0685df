package render

import (
	"strings"

	"github.com/charmbracelet/x/ansi"
)

// Truncate cuts s to cells cells, at a word when one is near, and ends it with
// "…".
func Truncate(s string, cells int) string { return TruncateWith(s, cells, "…") }

// TruncateWith is Truncate with another ending: "..." where the locale is not
// UTF-8.
func TruncateWith(s string, cells int, tail string) string {
	return ansi.Truncate(s, max(cells, 0), tail)
}

// Pad fills s up with spaces to cells cells. A wider s is left as it is.
func Pad(s string, cells int) string {
	return s + strings.Repeat(" ", max(cells-ansi.StringWidth(s), 0))
}
