package bot

import (
	"encoding/json"
	"strings"
	"testing"

	"cuttings/bot/discordtest"
	"cuttings/internal/desk"
	"cuttings/internal/librarytest"
)

// The picture goes with the answer, and what it shows stands in words beside it,
// in the form and within the limits that Discord wants.
func TestFigures(t *testing.T) {
	s := newStage(t)
	store, index := librarytest.Seeds(t)
	s.desk.does(desk.New(store, index).Do)
	s.open()
	e := s.server.Invoke(discordtest.Invocation{Command: "figures", Options: map[string]any{"what": "jobs to go"}})
	m := s.answer(e)
	for _, want := range []string{"5 figures in 2 articles", "600 posts", "250 managerial and in administration", "366 jobs out of 10,000", "Searched 3 articles"} {
		if !strings.Contains(m.Text(), want) {
			t.Errorf("%q is missing in:\n%s", want, m.Text())
		}
	}
	var shown struct {
		Attachments []struct {
			Filename, Description string
			Size                  int
		}
	}
	if err := json.Unmarshal(m.Raw, &shown); err != nil {
		t.Fatal(err)
	}
	if len(shown.Attachments) != 1 || shown.Attachments[0].Filename != "figures.png" || shown.Attachments[0].Size < 1000 ||
		!strings.Contains(shown.Attachments[0].Description, "June 2006, 600, No. 1") {
		t.Errorf("attached: %+v", shown.Attachments)
	}
	if !strings.Contains(string(m.Raw), `"media":{"attachment_id":`) || !m.Ephemeral() {
		t.Errorf("the picture is not in the message, or the message not private:\n%s", m.Raw)
	}

	// One figure makes no picture, and that is said.
	m = s.answer(s.server.Invoke(discordtest.Invocation{Command: "figures", Options: map[string]any{"what": "beds"}}))
	if !strings.Contains(m.Text(), "No chart") || strings.Contains(string(m.Raw), "attachment_id") {
		t.Errorf("of one figure:\n%s", m.Text())
	}
}

func TestCite(t *testing.T) {
	s := newStage(t)
	store, index := librarytest.Seeds(t)
	s.desk.does(desk.New(store, index).Do)
	s.open()
	m := s.answer(s.server.Invoke(discordtest.Invocation{Command: "cite", Options: map[string]any{"number": "2", "style": "short"}}))
	if !strings.Contains(m.Text(), "Oxford Mail, April 2009, No. 2") || !strings.Contains(m.Text(), "this was not checked") {
		t.Error(m.Text())
	}
}

// The coverage comes with a picture of it over time, and the same in words.
func TestCoverage(t *testing.T) {
	s := newStage(t)
	store, index := librarytest.Seeds(t)
	s.desk.does(desk.New(store, index).Do)
	s.open()
	m := s.answer(s.server.Invoke(discordtest.Invocation{Command: "coverage"}))
	for _, want := range []string{"3 articles from 1 outlet", "Nothing between June 2006 and April 2009", "Articles by year: 2006: 1; 2007 to 2008: 0; 2009: 1; 2010: 1."} {
		if !strings.Contains(strings.ReplaceAll(m.Text(), `\`, ""), want) {
			t.Errorf("%q is missing in:\n%s", want, m.Text())
		}
	}
	if !strings.Contains(string(m.Raw), `"filename":"coverage.png"`) || !strings.Contains(string(m.Raw), `"media":{"attachment_id":`) {
		t.Errorf("the picture is not in the message:\n%s", m.Raw)
	}
}
