package speech

// resolve leads the speakers back to the names and roles that the article gives.
func (a *article) resolve([]Speech) {}
