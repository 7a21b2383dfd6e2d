package story

import "math"

// Two groups are joined while their articles are, on average, at least
// threshold alike, measured in what is usual within a group: the average is
// divided by the geometric mean of the groups' own cohesion, so that two
// tight groups stay apart that a looser story would bridge. usual is the
// cohesion expected of a group of which little is known, and counts as much as
// prior pairs of articles.
const (
	threshold = 0.18
	usual     = 0.3
	prior     = 3
)

// Group divides articles into those that report one event each: agglomeration
// by average link (Sokal and Michener 1958), with the link related to cohesion.
// idf is what a term tells: the less common, the more. It returns for each
// article the number of its group, groups being numbered by their first
// article. Time grows with the cube of len(articles): hand in a neighbourhood.
func Group(articles []Article, idf func(term string) float64) []int {
	g := newGroups(similarities(articles, idf))
	for {
		i, j, link := g.closest()
		if link < threshold {
			return g.numbers()
		}
		g.join(i, j)
	}
}

// groups is a state of the agglomeration. A group goes by its first article.
type groups struct {
	between  [][]float64 // the sum of similarities between the members of two groups
	within   []float64   // the sum of similarities of the pairs in a group
	members  [][]int     // nil for a group that was joined to another
	cohesion []float64
}

func newGroups(similarity [][]float64) *groups {
	g := &groups{
		between: similarity, within: make([]float64, len(similarity)),
		members: make([][]int, len(similarity)), cohesion: make([]float64, len(similarity)),
	}
	for i := range g.members {
		g.members[i] = []int{i}
		g.cohesion[i] = usual
	}
	return g
}

// closest finds the two groups with the strongest link; a link of -1 when fewer
// than two are left.
func (g *groups) closest() (first, second int, link float64) {
	link = -1
	for i := range g.members {
		for j := i + 1; j < len(g.members) && g.members[i] != nil; j++ {
			if g.members[j] == nil {
				continue
			}
			pairs := float64(len(g.members[i]) * len(g.members[j]))
			l := g.between[i][j] / pairs * usual / math.Sqrt(g.cohesion[i]*g.cohesion[j])
			if l > link {
				first, second, link = i, j, l
			}
		}
	}
	return first, second, link
}

// join takes the second group into the first.
func (g *groups) join(i, j int) {
	g.within[i] += g.within[j] + g.between[i][j]
	for k := range g.between {
		if k != i && k != j {
			g.between[i][k] += g.between[j][k]
			g.between[k][i] = g.between[i][k]
		}
	}
	g.members[i], g.members[j] = append(g.members[i], g.members[j]...), nil
	n := float64(len(g.members[i]))
	g.cohesion[i] = (g.within[i] + prior*usual) / (n*(n-1)/2 + prior)
}

// numbers tells each article its group.
func (g *groups) numbers() []int {
	of := make([]int, len(g.members))
	for first, members := range g.members {
		for _, m := range members {
			of[m] = first
		}
	}
	return of
}
