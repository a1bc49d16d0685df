package store

import (
	"fmt"
	"os"
	"strings"
	"testing"
	"time"

	"go.etcd.io/bbolt"
)

// mapped returns how many bytes of files this process has in memory.
func mapped(t *testing.T) (bytes int) {
	t.Helper()
	status, err := os.ReadFile("/proc/self/status")
	if err != nil {
		t.Skip(err)
	}
	_, after, _ := strings.Cut(string(status), "RssFile:")
	if _, err := fmt.Sscan(after, &bytes); err != nil {
		t.Skip(err)
	}
	return bytes << 10
}

// TestLongWritesGivePagesBack reads much of the file in a write and waits for
// it to go, then reads it again.
func TestLongWritesGivePagesBack(t *testing.T) {
	s := newStore(t)
	mustPut(t, s, series(0, 10_000)...)
	err := s.write(t.Context(), func(tx *bbolt.Tx) error {
		sum := func() (sum int) {
			tx.Bucket(bucketTexts).ForEach(func(_, v []byte) error {
				for _, b := range v {
					sum += int(b)
				}
				return nil
			})
			return sum
		}
		all, size := sum(), int(tx.Size())
		full := mapped(t)
		for begun := time.Now(); mapped(t) > full-size/4; time.Sleep(ebbTime / 4) {
			if time.Since(begun) > 20*time.Second {
				t.Fatalf("of a file of %d MiB, %d MiB were in memory and %d are", size>>20, full>>20, mapped(t)>>20)
			}
		}
		if again := sum(); again != all {
			t.Errorf("the texts add up to %d, then to %d", all, again)
		}
		return nil
	})
	if err != nil {
		t.Error(err)
	}
}
