package main

import (
	"fmt"
	"os"
	"path/filepath"
	"testing"
)

// Folders that link to each other name more paths than there are atoms; each
// folder is read once.
func TestLinksBetweenFolders(t *testing.T) {
	top := t.TempDir()
	const folders = 12
	for i := range folders {
		folder := filepath.Join(top, fmt.Sprint(i))
		if err := os.Mkdir(folder, 0o700); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(folder, "page.txt"), nil, 0o600); err != nil {
			t.Fatal(err)
		}
		for j := range folders {
			if err := os.Symlink(filepath.Join(top, fmt.Sprint(j)), filepath.Join(folder, fmt.Sprint("to", j))); err != nil {
				t.Skip("no links here: ", err)
			}
		}
	}
	found := 0
	for range new(program).documents([]string{top}) {
		found++
	}
	if found != folders {
		t.Errorf("%d documents, want %d", found, folders)
	}
}
