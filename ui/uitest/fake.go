package uitest

import (
	"context"

	"newsreader/store"
)

// FAKE until the store can.

func (s *Store) Searches(ctx context.Context) (list []store.SavedSearch, err error) {
	s.set(func() { list = append(list, s.kept...) })
	return list, s.call(ctx, "Searches")
}

func (s *Store) SaveSearch(ctx context.Context, one store.SavedSearch) error {
	s.set(func() {
		for i := range s.kept {
			if s.kept[i].Name == one.Name {
				s.kept[i] = one
				return
			}
		}
		s.kept = append(s.kept, one)
	})
	return nil
}

func (s *Store) DropSearch(ctx context.Context, name string) error {
	s.set(func() {
		for i := range s.kept {
			if s.kept[i].Name == name {
				s.kept = append(s.kept[:i:i], s.kept[i+1:]...)
				return
			}
		}
	})
	return nil
}
