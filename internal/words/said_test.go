package words_test

import (
	"testing"

	"cuttings/internal/archive"
	"cuttings/internal/ask"
	"cuttings/internal/quote"
	"cuttings/internal/said"
	"cuttings/internal/speech"
	"cuttings/internal/text"
	"cuttings/internal/words"
)

func TestSaidBy(t *testing.T) {
	const article = "Ann Hill, the chair, said so. He  added more. Somebody spoke."
	v := archive.Version{Article: archive.Article{Text: article}}
	chair := speech.Speaker{Span: text.Span{Start: 0, End: 19}, Name: "Ann Hill", Role: "the chair"}
	he := speech.Speaker{Span: text.Span{Start: 30, End: 32}}
	ray := he
	ray.Name, ray.Role = "Ben Ray", "who sells\nfish"
	for want, s := range map[string]speech.Speech{
		"Speaker: Ann Hill, the chair, said":            {Cue: text.Span{Start: 21, End: 25}, Speaker: &chair},
		"Speaker: He added (not named in this passage)": {Cue: text.Span{Start: 34, End: 39}, Speaker: &he},
		"Speaker: He added (Ben Ray, who sells fish)":   {Cue: text.Span{Start: 34, End: 39}, Speaker: &ray},
		"Speaker: not named in this passage":            {Kind: speech.Direct},
		"":                                              {Kind: speech.Indirect},
	} {
		if got := (words.Language{}).SaidBy(v, s); got != want {
			t.Errorf("%q, want %q", got, want)
		}
	}
}

func TestSpeakerOfSeveral(t *testing.T) {
	v := archive.Version{Article: archive.Article{Text: "abcdefghij"}}
	q := quote.Quote{Version: v, Span: text.Span{End: 10}}
	var all []speech.Speech
	for i, name := range []string{"Ann Hill", "Ben Ray", "", "Cid Low", "Dee Fox", "Ann Hill"} {
		all = append(all, speech.Speech{Quote: []text.Span{{Start: i, End: i + 1}}, Speaker: &speech.Speaker{Name: name, Span: text.Span{Start: i, End: i + 1}}})
	}
	for n, want := range map[int]string{
		0: "",
		2: "Speakers: Ann Hill; Ben Ray",
		3: "Speakers: Ann Hill; Ben Ray",
		6: "Speakers: Ann Hill; Ben Ray; Cid Low; and 1 more",
	} {
		if q.Hear(all[:n]); (words.Language{}).Speaker(q) != want {
			t.Errorf("of %d: %q, want %q", n, (words.Language{}).Speaker(q), want)
		}
	}
}

func TestUnsaid(t *testing.T) {
	one := ask.Scope{Coverage: archive.Coverage{Articles: 1}}
	hill := said.Person{Name: "Ann Hill", Roles: []said.Role{{Role: "the chair"}}}
	for want, r := range map[string]said.Result{
		"The coverage is empty: there is no article in it.":                                                                           {},
		"Nobody called “Zaphod” speaks in 1 article. Not in the coverage does not mean never said.":                                   {Scope: one},
		"Nobody called “Zaphod” speaks in 1 article. Not in the coverage does not mean never said. The nearest: Ann Hill, the chair.": {Scope: one, Nearest: []said.Person{hill}},
		"Nobody is called “Zaphod” with a full name in 1 article.":                                                                    {Scope: one, Uncertain: said.List{Total: 1}},
		"Nothing of the kind by Ann Hill in 1 article. Not in the coverage does not mean never said.":                                 {Scope: one, Person: &hill},
	} {
		if got := (words.Language{}).Unsaid("Zaphod", r); got != want {
			t.Errorf("%q, want %q", got, want)
		}
	}
}

func TestRoles(t *testing.T) {
	year := func(y int) archive.Date { return archive.Date{Year: y} }
	p := said.Person{Roles: []said.Role{{Role: "e", From: year(2008), To: year(2009)}, {Role: "d", From: year(2007), To: year(2007)}, {Role: "c"}}}
	if got, want := (words.Language{}).Roles(p), "e (2008 to 2009); d (2007); c"; got != want {
		t.Errorf("%q, want %q", got, want)
	}
	p.Roles = append(p.Roles, p.Roles...)
	if got, want := (words.Language{}).Roles(p), "e (2008 to 2009); d (2007); c; e (2008 to 2009); and 2 more"; got != want {
		t.Errorf("%q, want %q", got, want)
	}
}
