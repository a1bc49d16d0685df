package index

import "testing"

// What one of two functions panics with is caught where both were called, after
// the other one has ended.
func TestBoth(t *testing.T) {
	ended := false
	defer func() {
		if r := recover(); r != "fault" || !ended {
			t.Errorf("caught %v, ended: %v", r, ended)
		}
	}()
	Both(func() { panic("fault") }, func() { ended = true })
	t.Error("it went on")
}
