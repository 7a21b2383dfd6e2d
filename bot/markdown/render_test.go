package markdown

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// seen writes a document with its marks in place: {bold|600 posts}.
func seen(d Doc) string {
	var b strings.Builder
	marks := d.Marks()
	var open []Mark
	for i := 0; i <= len(d.Text()); i++ {
		for len(open) > 0 && open[len(open)-1].End == i {
			b.WriteByte('}')
			open = open[:len(open)-1]
		}
		for len(marks) > 0 && marks[0].Start == i {
			b.WriteString("{" + string(marks[0].Kind))
			if marks[0].Target != "" {
				b.WriteString("=" + marks[0].Target)
			}
			b.WriteByte('|')
			if marks[0].End == i {
				b.WriteByte('}')
			} else {
				open = append(open, marks[0])
			}
			marks = marks[1:]
		}
		if i < len(d.Text()) {
			b.WriteByte(d.Text()[i])
		}
	}
	return b.String()
}

func TestRender(t *testing.T) {
	for _, c := range []struct{ md, want string }{
		// Inline.
		{"a **b** *c* _d_ __e__ ~~f~~ ||g||", "a {bold|b} {italic|c} {italic|d} {underline|e} {strike|f} {spoiler|g}"},
		{"***a***", "{italic|{bold|a}}"},
		{"**a __b__ *c***", "{bold|a {underline|b} {italic|c}}"},
		{`**a\*\*b** \*c\*`, `{bold|a**b} *c*`},
		{"**a**b**c**", "{bold|a}b{bold|c}"},
		{"**a****b**", "{bold|a**}b**"},
		{"** a **", "{bold| a }"},
		{"****", "{italic|**}"},
		{"**a\nb**", "{bold|a\nb}"},
		{"* a*", "• {list item|a*}"},
		{"x * a*", "x * a*"},
		{"x *a *", "x *a *"},
		{"*a **b***", "{italic|a {bold|b}}"},
		{"snake_case_name", "snake_case_name"},
		{"_a_b_ c", "_a{italic|b} c"},
		{"**unclosed __x", "**unclosed __x"},
		{"||a|b||", "{spoiler|a|b}"},
		{"~~a\\~~", "{strike|a\\}"},
		// Escapes.
		{`\*a\* \a \ \\ \é \🙂`, "*a* \\a \\ \\ é 🙂"},
		{`¯\_(ツ)_/¯ and \_(ツ)_/¯`, `¯\_(ツ)_/¯ and _(ツ)_/¯`},
		{`end\`, `end\`},
		// Code.
		{"`a*b*` ``c`d`` \\`e`f", "{code|a*b*} {code|c`d} `e`f"},
		{"`\\`", "{code|\\}"},
		{"``a`", "{code|`a}"},
		{"```go\nx := 1\n```", "{code block|x := 1}"},
		{"```a b```", "{code block|a b}"},
		{"x ```y``` z", "x {code block|y} z"},
		// Blocks.
		{"# a\n## b\n### c\n#### d\n#e", "{heading|a}\n{heading|b}\n{heading|c}\n#### d\n#e"},
		{"a # b\n  # c", "a # b\n{heading|c}"},
		{"-# small *a*\n-#b", "{subtext|small {italic|a}}\n-#b"},
		{"> a\n> **b**\nc", "{quote|a\n{bold|b}}\nc"},
		{"> a\n> \n> b", "{quote|a\n\nb}"},
		{">>> a\nb", "{quote|a\nb}"},
		{"> a > b", "{quote|a > b}"},
		{"> > a", "{quote|> a}"},
		{">a", ">a"},
		{"x > a", "x > a"},
		{"> # a", "{quote|{heading|a}}"},
		{"- a\n  * b\n1. c\n+ d", "• {list item|a}\n  • {list item|b}\n1. {list item|c}\n• {list item|d}"},
		{"-a 1.b a 1. b", "-a 1.b a 1. b"},
		// Links.
		{"https://a.b/c_d*e*. x", "{bare link=https://a.b/c_d*e*|https://a.b/c_d*e*}. x"},
		{`xhttp://a.b/\_`, `x{bare link=http://a.b/\_|http://a.b/\_}`},
		{`http\://a.b`, `http://a.b`},
		{"<https://a.b> <a@b.c> <+44 1865> <mailto:x>", "{bare link=https://a.b|https://a.b} {bare link=a@b.c|a@b.c} {bare link=+44 1865|+44 1865} {bare link=mailto:x|mailto:x}"},
		{"[a](https://b.c)", "{masked link=https://b.c|a}"},
		{"[**a** b](<https://b.c/(d)> 'title')", "{masked link=https://b.c/(d)|{bold|a} b}"},
		{`[a\*](https://b.c)`, `{masked link=https://b.c|a\*}`},
		{`\[a](b:c)`, "[a](b:c)"},
		{"[a](b.c)", "[a](b.c)"},
		{"[ ](https://b.c)", "[ ]({bare link=https://b.c|https://b.c})"},
		{"[https://x.y](discord://b)", "[{bare link=https://x.y](discord://b|https://x.y](discord://b})"},
		{"[a] b](https://y)", "{masked link=https://y|a] b}"},
		{`[a](b) \](https://yy)`, `{masked link=https://yy|a](b) \}`}, // an escaped bracket ends a link's text too
		{"[a [b] c](https://y)", "{masked link=https://y|a [b] c}"},
		// Mentions and the like.
		{"<@1> <@!2> <@&3> <#4> </ask me:5>", "{user=1|@1} {user=2|@2} {role=3|@3} {channel=4|#4} {command=ask me:5|/ask me}"},
		{"<:a:1> <a:b:2> :c: :d::skin-tone-3:", "{emoji=a:1|:a:} {emoji=b:2|:b:} {emoji=c|:c:} {emoji=d::skin-tone-3|:d::skin-tone-3:}"},
		{"<t:0> <t:-5:R> <id:guide>", "{time=0|0} {time=-5:R|-5:R} {guide=id:guide|id:guide}"},
		{"@everyone @here x@hereabouts", "{everyone|@everyone} {everyone|@here} x{everyone|@here}abouts"},
		{"@silent a", "{user|@silent} a"},
		{`\<@1> \@everyone <@a>`, "<@1> @everyone <@a>"},
		// White space.
		{"a  \nb \nc\r\nd\te\ff", "a\nb \nc\nd    ef"},
		{"\xff", "\uFFFD"},
	} {
		if diff := cmp.Diff(c.want, seen(Render(c.md))); diff != "" {
			t.Errorf("%q (-want +got):\n%s", c.md, diff)
		}
	}
}

func TestMarksOfAKind(t *testing.T) {
	d := Render("**a** *b* **c**")
	var got []string
	for _, m := range d.Marks(BoldMark) {
		got = append(got, d.Of(m))
	}
	if diff := cmp.Diff([]string{"a", "c"}, got); diff != "" {
		t.Error(diff)
	}
}

// A message has 4,000 characters at most: the worst of them must be read fast.
func BenchmarkRenderWorst(b *testing.B) {
	for _, unit := range []string{"**", "*a", "_", "__a", "||", "`", "``a", "[", "[](", "](", "> ", "- ", "<", "*a ", "**__", "[a](http://b", " "} {
		md := strings.Repeat(unit, 4000/len(unit))
		b.Run(unit, func(b *testing.B) {
			for b.Loop() {
				Render(md)
			}
		})
	}
}

func FuzzRender(f *testing.F) {
	for _, s := range []string{"**a** _b_", "[a](http://b.c)", "> a\n- b", "```\na```", "<@1>", "[a [b] c](https://y)", "***a", "> > >", "- - -"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, md string) {
		d := Render(md[:min(len(md), 4000)])
		for _, m := range d.Marks() {
			if m.Start > m.End || m.End > len(d.Text()) {
				t.Fatalf("%q: mark %v outside %q", md, m, d.Text())
			}
		}
	})
}
