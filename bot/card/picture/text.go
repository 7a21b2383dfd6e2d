package picture

import (
	"html/template"
	"strings"

	"cuttings/bot/markdown"
)

// elements is what each mark is drawn as; other marks are drawn as a span of
// their kind.
var elements = map[markdown.Kind]string{
	markdown.BoldMark: "strong", markdown.ItalicMark: "em", markdown.UnderlineMark: "u", markdown.StrikeMark: "s",
	markdown.CodeMark: "code", markdown.CodeBlockMark: "pre", markdown.HeadingMark: "h2", markdown.SubtextMark: "small",
	markdown.QuoteMark: "blockquote", markdown.LinkMark: "a", markdown.URLMark: "a",
}

// blocks are the marks after which a line ends without a newline.
var blocks = map[markdown.Kind]bool{
	markdown.CodeBlockMark: true, markdown.HeadingMark: true, markdown.SubtextMark: true, markdown.QuoteMark: true,
}

// text draws Markdown as markdown.Render reads it.
func (s Shot) text(md string) template.HTML {
	d := markdown.Render(md)
	var b strings.Builder
	var open []markdown.Mark
	at := 0
	write := func(to int) {
		b.WriteString(template.HTMLEscapeString(d.Text()[at:to]))
		at = to
	}
	closeTo := func(place int) {
		for len(open) > 0 && open[len(open)-1].End <= place {
			m := open[len(open)-1]
			open = open[:len(open)-1]
			if member, ok := s.Members[m.Target]; ok && m.Kind == markdown.UserMark {
				b.WriteString(template.HTMLEscapeString("@" + member))
				at = m.End
			}
			write(m.End)
			b.WriteString("</" + element(m.Kind) + ">")
			if blocks[m.Kind] && strings.HasPrefix(d.Text()[at:], "\n") {
				at++
			}
		}
	}
	for _, m := range d.Marks() {
		closeTo(m.Start)
		write(m.Start)
		b.WriteString(start(m))
		open = append(open, m)
	}
	closeTo(len(d.Text()))
	write(len(d.Text()))
	return template.HTML(b.String())
}

func element(k markdown.Kind) string {
	if e, ok := elements[k]; ok {
		return e
	}
	return "span"
}

func start(m markdown.Mark) string {
	switch e := element(m.Kind); e {
	case "a":
		return `<a href="` + template.HTMLEscapeString(m.Target) + `">`
	case "span":
		return `<span class="` + strings.ReplaceAll(string(m.Kind), " ", "-") + `">`
	default:
		return "<" + e + ">"
	}
}
