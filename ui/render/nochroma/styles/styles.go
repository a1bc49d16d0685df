// Package styles stands in for chroma's package of that name; see chroma.
package styles

import "github.com/alecthomas/chroma/v2"

// Registry holds the styles by name.
var Registry = map[string]*chroma.Style{}

// Register adds a style.
func Register(style *chroma.Style) *chroma.Style {
	Registry[style.Name] = style
	return style
}
