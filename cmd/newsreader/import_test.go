package main

import (
	"bytes"
	"fmt"
	"os"
	"strings"
	"testing"
	"time"
)

// ctrl+c in the middle of an import keeps what was written, says how much
// that is, and doesn't wait for input that may never come.
func TestImportStops(t *testing.T) {
	t.Parallel()
	home := t.TempDir()
	c := newsreader(t, home, "import", "-")
	var out, messages bytes.Buffer
	c.Stdout, c.Stderr = &out, &messages
	in, err := c.StdinPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := c.Start(); err != nil {
		t.Fatal(err)
	}
	text := strings.Repeat("word ", 200)
	for i := range 8000 { // more than a batch, and more than is read ahead
		fmt.Fprintf(in, `{"url":"https://example.org/%d","title":"Title %d","content":"%s"}`+"\n", i, i, text)
	}
	for deadline := time.Now().Add(20 * time.Second); ; time.Sleep(20 * time.Millisecond) {
		listed, err := newsreader(t, home, "stats", "--json").Output()
		if err == nil && !bytes.Contains(listed, []byte(`"articles":0,`)) {
			break
		}
		if time.Now().After(deadline) {
			t.Fatal("no batch was written")
		}
	}
	if err := c.Process.Signal(os.Interrupt); err != nil {
		t.Fatal(err)
	}
	err = c.Wait()
	if c.ProcessState.ExitCode() != exitFailed {
		t.Errorf("it ended with %v", err)
	}
	if !strings.HasSuffix(out.String(), " added, 0 updated, 0 unchanged, 0 failed\n") || !strings.Contains(messages.String(), "stopped before the end") {
		t.Errorf("it printed %q and %q", out.String(), messages.String())
	}
}
