package store

import (
	"fmt"
	"testing"
	"time"

	"go.etcd.io/bbolt"
)

// An article that came before others of its story is put right when they come
// in the same write. One that was shown in a story stays there.
func TestSecondLook(t *testing.T) {
	titles := []string{
		"Bakers strike over flour prices",
		"Bakers strike over flour shortage",
		"Bakers fear Delft flooding", // fits what came before, until more is known
		"Dyke breach",
		"Dyke breach: Delft flooding",
		"Delft flooding after dyke breach",
		"Flooding: dyke breach near Delft",
	}
	hours := []int{0, 1, 3, 5, 6, 7, 8}
	const early = 2
	var list []Incoming
	for i, title := range titles {
		in := titled(i, title, fmt.Sprintf("Paper %d", i), 0)
		in.Text.Content, in.Text.Summary = "", ""
		in.Published.At = start.Add(time.Duration(hours[i]) * time.Hour)
		list = append(list, in)
	}
	placed := func(writes ...[]Incoming) (of []StoryID) {
		s := newStore(t)
		var others []Incoming
		for i := range 400 {
			in := titled(100+i, fmt.Sprintf("Noun%d verb%d object%d place%d", i, i%90, i%80, i%70), "Filler", 0)
			in.Text.Content, in.Text.Summary = "", ""
			others = append(others, in)
		}
		mustPut(t, s, others...)
		for _, w := range writes {
			mustPut(t, s, w...)
		}
		err := s.read(t.Context(), func(tx *bbolt.Tx) error {
			for i := range list {
				num, _ := findID(tx, testID(i))
				of = append(of, storyOf(tx, num))
			}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
		return of
	}
	if of := placed(list); of[early] != of[early+1] || of[early] == of[0] {
		t.Errorf("at once: %v, the early article isn't with those after it", of)
	}
	if of := placed(list[:early+1], list[early+1:]); of[early] != of[0] {
		t.Errorf("one after another: %v, the early article was moved", of)
	}
}
