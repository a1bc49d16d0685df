package store

import (
	"testing"
	"time"

	"go.etcd.io/bbolt"
)

// TestLongWritesGivePagesBack reads the file in a write, waits for its pages
// to go, and reads it again.
func TestLongWritesGivePagesBack(t *testing.T) {
	s := newStore(t)
	mustPut(t, s, series(0, 10_000)...)
	o, err := s.openFile(t.Context(), true)
	if err != nil {
		t.Fatal(err)
	}
	defer o.db.Close()
	err = o.db.Update(func(tx *bbolt.Tx) error {
		first, before := sumTexts(tx), fileMemory()
		if before == 0 {
			t.Skip("this system doesn't tell")
		}
		defer ebb(o, 1)()
		for begun := time.Now(); fileMemory() > before-int(tx.Size())/4; time.Sleep(ebbTime) {
			if time.Since(begun) > 20*time.Second {
				t.Fatalf("of a file of %d MiB, %d MiB were in memory and %d are", tx.Size()>>20, before>>20, fileMemory()>>20)
			}
		}
		if again := sumTexts(tx); again != first {
			t.Errorf("the texts add up to %d, then to %d", first, again)
		}
		return nil
	})
	if err != nil {
		t.Error(err)
	}
}

// sumTexts touches every page of the texts.
func sumTexts(tx *bbolt.Tx) (sum int) {
	_ = tx.Bucket(bucketTexts).ForEach(func(_, v []byte) error {
		for _, b := range v {
			sum += int(b)
		}
		return nil
	})
	return sum
}
