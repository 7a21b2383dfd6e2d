package recheck

import "cuttings/internal/text"

// Fields names what differs in a new version: "text", "headline", "byline",
// "outlet", "date", "language". It is empty unless the look found a change.
func (l Look) Fields() []string {
	var list []string
	was, is := l.Before.Article, l.Version.Article
	for _, f := range []struct {
		name    string
		differs bool
	}{
		{"text", was.Text != is.Text},
		{"headline", was.Title != is.Title},
		{"byline", was.Author != is.Author},
		{"outlet", was.Outlet != is.Outlet},
		{"date", was.Published != is.Published},
		{"language", was.Language != is.Language},
	} {
		if f.differs && l.Outcome == Changed {
			list = append(list, f.name)
		}
	}
	return list
}

// Shrunk says how many words the text had and has where it lost two thirds of them
// or more: mostly it is not the article that changed, but what the site shows of
// it.
func (l Look) Shrunk() (had, has int, ok bool) {
	if l.Outcome != Changed {
		return 0, 0, false
	}
	had, has = text.Words(l.Before.Text), text.Words(l.Version.Text)
	return had, has, 3*has <= had
}
