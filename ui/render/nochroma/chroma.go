// Package chroma stands in for the highlighter of source code that glamour
// links: github.com/alecthomas/chroma/v2, whose name it bears. The replace
// directive in the main module's go.mod puts it there.
//
// Chroma reads the definitions of its 60 styles and 240 languages whenever a
// program starts that links it, and there is no way to link glamour without
// it: charm.land/glamour/v2/ansi, which ui/render is built on, imports it too.
// Here every command would pay for that, `newsreader list` in a script as well
// as the screens, and none has a use for it: render shows code without
// colours, and news holds next to none.
//
// Measured (GODEBUG=inittrace=1, perf stat): chroma's packages were four
// fifths of what such a program does before main. Without them `newsreader
// --version` takes half the time, a program that only links glamour a third,
// with 3 MB less of private memory and 4 MB less of binary.
//
// It declares what glamour uses and nothing more, so a glamour that uses more
// doesn't compile instead of misbehaving. To have colours in code: delete the
// replace directive and this folder, and give render's style sheet a theme.
package chroma

// TokenType is a kind of token that can have a style.
type TokenType int

// The token types that glamour's style sheets name.
const (
	Text TokenType = iota
	Error
	Comment
	CommentPreproc
	Keyword
	KeywordReserved
	KeywordNamespace
	KeywordType
	Operator
	Punctuation
	Name
	NameBuiltin
	NameTag
	NameAttribute
	NameClass
	NameConstant
	NameDecorator
	NameException
	NameFunction
	NameOther
	Literal
	LiteralNumber
	LiteralDate
	LiteralString
	LiteralStringEscape
	GenericDeleted
	GenericEmph
	GenericInserted
	GenericStrong
	GenericSubheading
	Background
)

// StyleEntries are the looks of token types.
type StyleEntries map[TokenType]string

// Style is a named set of looks; here it has none.
type Style struct {
	Name string
}

// MustNewStyle makes a style.
func MustNewStyle(name string, _ StyleEntries) *Style { return &Style{Name: name} }
