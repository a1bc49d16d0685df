package main

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// Every command on a damaged store ends with status 1 and one message that
// names the file and says what to do, and changes nothing. doctor says what is
// wrong, also where all branch pages lead to themselves.
func TestDamagedStore(t *testing.T) {
	home := t.TempDir()
	store, lines := filepath.Join(home, "news.db"), filepath.Join(home, "news.jsonl")
	var news strings.Builder
	for i := range 1500 {
		fmt.Fprintf(&news, `{"title":"Title %d","url":"https://example.org/%d","content":"Text %d"}`+"\n", i, i, i)
	}
	if err := os.WriteFile(lines, []byte(news.String()), 0o600); err != nil {
		t.Fatal(err)
	}
	if out, err := newsreader(t, home, "import", lines, "--store", store).CombinedOutput(); err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	whole, err := os.ReadFile(store)
	if err != nil {
		t.Fatal(err)
	}
	const page = 16 << 10
	order, circular, branches := binary.NativeEndian, bytes.Clone(whole), 0
	for at := 2 * page; at < len(circular); at += page {
		if id := order.Uint64(circular[at:]); id == uint64(at/page) && order.Uint16(circular[at+8:]) == 1 {
			order.PutUint64(circular[at+24:], id)
			branches++
		}
	}
	if branches == 0 {
		t.Fatal("no page leads to others")
	}
	cut := whole[:len(whole)/2]
	for _, c := range []struct {
		data []byte
		args []string
	}{
		{cut, nil}, {cut, []string{"list"}}, {cut, []string{"search", "text"}}, {cut, []string{"show", "a"}},
		{cut, []string{"stories"}}, {cut, []string{"mark", "read", "--all"}}, {cut, []string{"undo"}},
		{cut, []string{"feeds"}}, {cut, []string{"fetch"}}, {cut, []string{"import", lines}}, {cut, []string{"stats"}},
		{cut, []string{"opml", "export"}}, {cut, []string{"backup", filepath.Join(home, "copy.db")}},
		{cut, []string{"doctor"}}, {cut, []string{"doctor", "--repair"}}, {circular, []string{"doctor"}},
		{circular, []string{"stats"}}, {circular, []string{"backup", filepath.Join(home, "copy.db")}},
	} {
		if err := os.WriteFile(store, c.data, 0o600); err != nil {
			t.Fatal(err)
		}
		run := newsreader(t, home, append(c.args, "--store", store)...)
		var stdout, stderr bytes.Buffer
		run.Stdout, run.Stderr = &stdout, &stderr
		_ = run.Run()
		said, wants := stderr.String(), []string{"news.db: the store is damaged", "doctor --repair", "away first"}
		if len(c.args) > 0 && c.args[0] == "doctor" {
			said, wants = stdout.String(), []string{"1 problem found", "backup"}
		}
		for _, want := range wants {
			if !strings.Contains(said, want) {
				t.Errorf("%v says %q and %q", c.args, stdout.String(), stderr.String())
			}
		}
		if status := run.ProcessState.ExitCode(); status != 1 {
			t.Errorf("%v: status %d", c.args, status)
		}
		if after, err := os.ReadFile(store); !bytes.Equal(after, c.data) {
			t.Errorf("%v changed the file, %v", c.args, err)
		}
	}
	// The store is circular now.
	out, err := newsreader(t, home, "doctor", "--repair", "--store", store).CombinedOutput()
	if err == nil || !strings.Contains(string(out), "A new store was made") {
		t.Errorf("repairing: %v, %s", err, out)
	}
	if out, err := newsreader(t, home, "doctor", "--store", store).CombinedOutput(); err != nil {
		t.Errorf("after the repair: %v, %s", err, out)
	}
	if kept, err := os.ReadFile(store + ".damaged"); !bytes.Equal(kept, circular) {
		t.Errorf("the damaged file isn't what it was, %v", err)
	}
	if _, err := os.Stat(filepath.Join(home, "copy.db")); err == nil {
		t.Error("a damaged store was copied")
	}
}
