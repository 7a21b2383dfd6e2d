package words

// Found says how many articles were found for a query and, where one of each story is
// listed, in how many stories.
func (l Language) Found(articles int, grouped bool, stories int, query string) string {
	if grouped {
		return l.Say("find.grouped", "articles", l.Count(articles, "article"), "stories", l.Count(stories, "story"), "query", query)
	}
	return l.Say("find.found", "n", articles, "query", query)
}
