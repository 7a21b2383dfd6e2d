package evaluate_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"cuttings/internal/evaluate"
	"cuttings/internal/librarytest"
)

// marked is a file of marked articles with this in it.
func marked(t testing.TB, lines string) string {
	t.Helper()
	file := filepath.Join(t.TempDir(), evaluate.DevFile)
	if err := os.WriteFile(file, []byte(lines), 0o600); err != nil {
		t.Fatal(err)
	}
	return file
}

// The text counts in code points in the file and in bytes in the program. The
// second speaker is marked as somebody else, the third isn't said to be anybody.
const fête = `{"doc":"fête","text":"The fête is off, Ann Hill said. “It rained all day,” said Tom Reed. “Nobody was there at all.”",` +
	`"quotes":[{"kind":"indirect","sources":[{"start":17,"end":25}],"contents":[{"start":0,"end":15}]},` +
	`{"kind":"direct","sources":[{"start":17,"end":25}],"contents":[{"start":32,"end":52}]},` +
	`{"kind":"mixed","sources":[],"contents":[{"start":68,"end":93}]},` +
	`{"kind":"direct","sources":[],"contents":[]}]}`

func TestSpeakers(t *testing.T) {
	articles, err := evaluate.MarkedArticles(marked(t, "\n"+fête+"\n"))
	if err != nil {
		t.Fatal(err)
	}
	said := articles[0].Said
	if len(said) != 3 || said[1].Content[0].Of(articles[0].Text) != "“It rained all day,”" || said[1].Source[0].Of(articles[0].Text) != "Ann Hill" {
		t.Fatalf("read as %+v", said)
	}
	told := 0
	r := evaluate.Speakers(articles, func(done int) { told = done })
	if told != 1 || r.Articles != 1 || len(r.Quoted) != 4 {
		t.Fatalf("told of %d; %+v", told, r)
	}
	direct, mixed, both := r.Quoted[0], r.Quoted[1], r.Quoted[2]
	if direct.Quotes != 1 || direct.Sourced != 1 || direct.Found.Value != 1 || direct.Asserted.Value != 1 || direct.Right.Value != 0 || direct.Precision.Value != 0 {
		t.Errorf("direct: %+v", direct)
	}
	if mixed.Quotes != 1 || mixed.Sourced != 0 || mixed.Found.Value != 1 {
		t.Errorf("mixed: %+v", mixed)
	}
	if both.Quotes != 2 || both.Found.Value != 1 {
		t.Errorf("both: %+v", both)
	}
	if in := r.Indirect; in.Marked != 1 || in.Recall.Value != 1 || in.Precision.Value != 1 || in.Right.Value != 1 {
		t.Errorf("indirect: %+v", in)
	}
}

func TestMarkedArticlesSaysWhatIsWrong(t *testing.T) {
	for line, want := range map[string]string{
		`{`:            "not an object with doc",
		`{"text":" "}`: "no text",
		`{"text":"Ä b","quotes":[{"kind":"loud"}]}`:                                                                    `quote 1: the kind is "loud"`,
		`{"text":"Ä b","quotes":[{"kind":"direct","contents":[{"start":2,"end":4}]}]}`:                                 "quote 1: 2 to 4 is not in a text of 3 characters",
		`{"text":"Ä b","quotes":[{"kind":"direct","contents":[{"start":0,"end":3}],"sources":[{"start":2,"end":1}]}]}`: "quote 1: 2 to 1 is not in",
	} {
		_, err := evaluate.MarkedArticles(marked(t, fête+"\n"+line))
		if err == nil || !strings.Contains(err.Error(), want) || !strings.Contains(err.Error(), evaluate.DevFile+":2: ") {
			t.Errorf("%s: %v, want %q", line, err, want)
		}
	}
	if _, err := evaluate.MarkedArticles(marked(t, "\n")); err == nil || !strings.Contains(err.Error(), "there is no article in it") {
		t.Errorf("an empty file: %v", err)
	}
}

func FuzzMarkedArticles(f *testing.F) {
	f.Add(fête)
	f.Add(`{"text":"\xff","quotes":[{"kind":"mixed","contents":[{"start":-1,"end":9}]}]}`)
	f.Fuzz(func(t *testing.T, line string) {
		articles, err := evaluate.MarkedArticles(marked(t, line))
		if (err == nil) != (len(articles) > 0) {
			t.Fatalf("%d articles and %v", len(articles), err)
		}
		evaluate.Speakers(articles, nil)
	})
}

// The marked articles, where they are there: what is found must not
// become less.
func TestSpeakersOfTheSet(t *testing.T) {
	file := librarytest.Evaluation(t, filepath.Join("speakers", evaluate.TrainFile))
	if testing.Short() {
		t.Skip("takes seconds")
	}
	articles, err := evaluate.MarkedArticles(file)
	if err != nil {
		t.Fatal(err)
	}
	both := evaluate.Speakers(articles, nil).Quoted[2]
	if both.Found.Value < .98 || both.Right.Value < .875 || both.Precision.Value < .94 {
		t.Errorf("%+v", both)
	}
}
