//go:build !unix

package main

import "io"

// newKeyboard returns the reader for Bubble Tea's input.
func newKeyboard(stdin io.Reader) io.Reader { return stdin }
