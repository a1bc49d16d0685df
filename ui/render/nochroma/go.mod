// See chroma.go. The main module's go.mod puts this in chroma's place.
module github.com/alecthomas/chroma/v2

go 1.26.0
