package ingest

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestTitle(t *testing.T) {
	long := strings.Repeat("Long line. ", 20)
	for _, test := range []struct{ name, file, in, title, text string }{
		{"front matter", "a.md", "---\ntitle: Jobs\n---\n# Other\n\nText.", "Jobs", "Other\n\nText."},
		{"front matter and the same heading", "a.md", "---\ntitle: Jobs *to* go\n---\n# Jobs \\*to\\* go\n\nText.", "Jobs *to* go", "Text."},
		{"heading", "a.md", "# Jobs *to* go &amp; stay\n\nText.", "Jobs to go & stay", "Text."},
		{"heading below front matter without a title", "a.md", "---\noutlet: x\n---\n\nJobs to go\n==========\n\nText.", "Jobs to go", "Text."},
		{"a later heading is none", "a.md", long + "\n\n## What next\n\nText.", "a", strings.TrimSpace(long) + "\n\nWhat next\n\nText."},
		{"first line", "a.txt", "Jobs to go\n\nText.", "Jobs to go", "Jobs to go\n\nText."},
		{"first line in Markdown", "a.md", "*Jobs* to go\n\nText.", "Jobs to go", "Jobs to go\n\nText."},
		{"no mark in plain text", "a.txt", "# Jobs to go\n\nText.", "# Jobs to go", "# Jobs to go\n\nText."},
		{"nothing but one line", "2009/jobs-to-go.v2.txt", "Text.", "jobs-to-go.v2", "Text."},
		{"long first line", `saved\jobs.md`, long + "\n\nText.", "jobs", strings.TrimSpace(long) + "\n\nText."},
	} {
		read := Markdown
		if strings.HasSuffix(test.file, ".txt") {
			read = Text
		}
		a, err := read(test.file, []byte(test.in))
		if err != nil {
			t.Errorf("%s: %v", test.name, err)
		}
		if diff := cmp.Diff([]string{test.title, test.text}, []string{a.Title, a.Text}); diff != "" {
			t.Errorf("%s (-want +got):\n%s", test.name, diff)
		}
	}
}
