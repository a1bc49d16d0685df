package index

import (
	"runtime/debug"
	"sync"
)

// Both runs two functions side by side, for those who read segments. What the
// first one panics with, such as a fault in a file that has become shorter,
// goes on in the caller's goroutine, where it is caught.
func Both(first, second func()) {
	var caught any
	var wait sync.WaitGroup
	wait.Go(func() {
		defer debug.SetPanicOnFault(debug.SetPanicOnFault(true))
		defer func() { caught = recover() }()
		first()
	})
	defer func() {
		wait.Wait()
		if caught != nil {
			panic(caught)
		}
	}()
	second()
}
