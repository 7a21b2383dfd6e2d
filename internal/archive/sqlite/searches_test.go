package sqlite

import "testing"

// Of more searches than may be kept, those go that weren't used for longest.
func TestSearchesAreBounded(t *testing.T) {
	s := opened(t, newPath(t))
	s.searches = 2
	for _, key := range []string{"c", "b", "a"} {
		if err := s.KeepSearch(t.Context(), key, "beds"); err != nil {
			t.Fatal(err)
		}
	}
	for key, want := range map[string]string{"a": "beds", "b": "beds", "c": ""} {
		if got, err := s.Search(t.Context(), key); got != want || err != nil {
			t.Errorf("%s: %q, %v", key, got, err)
		}
	}
}
