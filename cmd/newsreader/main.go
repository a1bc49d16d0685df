// Command newsreader is a news reader for the terminal.
//
// This package is the only one that knows the outside: flags, environment
// variables, the configuration file, standard streams and the terminal. It
// reads them, fills the options of the other packages and joins them: ui for
// the screens, store for what is kept, parse for what comes in. It holds no
// parsing, no storage and no screen of its own; each command is one small
// file that turns arguments into calls and results into text or JSON.
//
// Everything from outside arrives in an environment, so that a test can run
// the program without touching the real one.
package main

import (
	"context"
	"io"
	"log"
	"os"
)

func main() {
	// net/http tells the standard logger what servers do wrong, which would
	// be written over the screen.
	log.SetOutput(io.Discard)
	os.Exit(run(context.Background(), system()))
}
