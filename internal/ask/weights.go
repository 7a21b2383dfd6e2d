package ask

// weights are what each piece of evidence counts for in a window's value (see
// window.value). They were found on one half of 201 questions of several parts
// about 609 news articles, each with the sentences that answer it, by changing
// one at a time in coarse steps, at two lengths of quotes, and kept where the
// other half agreed (docs/decisions/0006-ranking.md). What a word costs, and what
// is worthwhile, were then set so that short questions get short quotes in the
// golden files, as far as those questions don't suffer. Most may move by a third
// without a difference that could be told from chance.
var weights = struct {
	name, saturation, length                         float64
	cover, part, pairs, answered, retrieved, article float64
	headline, around, early, words                   float64
	again, headlineShown, worthwhile                 float64
}{
	name:       1.2,  // a name tells so much more than another word as rare
	saturation: 0.5,  // BM25's k1 within a window: how soon a repeated term stops counting
	length:     0.15, // BM25's b within a window

	cover:     1.2,  // share of the question in the window
	part:      1.8,  // share of the part of the question that the window covers best
	pairs:     0.25, // share of the question's neighbours that stand close together
	answered:  0.7,  // something has the form of an answer, shared by the parts of the question
	retrieved: 0.1,  // the article's best passage, as a share of the best of all
	article:   0.15, // share of the question in the whole article, as far as it was looked at

	headline: 0.8,    // a term of the headline instead of the window
	around:   0.4,    // a term up to two sentences away instead of in the window
	early:    0.1,    // the first sentence of an article; the sixth has half of it
	words:    -0.025, // each word, over the number of terms

	again:         0.4,  // a term that quotes have shown n times is worth 1/(1+again·n) of its weight
	headlineShown: 0.65, // … and so much of a time is it shown when only a headline has
	worthwhile:    0.9,  // share of the first quote's value that another needs to be shown beside it, over understood.size
}

// confident are the weights of the decision to refuse: a logistic regression on
// half of 1,282 long questions about 609 articles, 140 of them without an answer
// there, and on 50 short ones of our own about the coverage that ships, which
// count half as much. It takes two questions of three to have an answer. On the
// other half a threshold of 0.5 refuses 8 in 10 questions without an answer and
// 1 in 10 of the others; the golden file, which was not fitted, agrees.
var confident = struct {
	context, cover, formless, bias float64
	beside, point                  float64
}{
	context:  2.26, // see evidence
	cover:    3.15,
	formless: -0.73,
	bias:     -6.2,

	beside: 0.2,  // at most, beside the point: of 7 such questions in the golden files 1 has an answer
	point:  0.25, // share of the question that its point has at least, to be asked for
}

// Threshold is the confidence below which an answer is a miss.
const Threshold = 0.5
