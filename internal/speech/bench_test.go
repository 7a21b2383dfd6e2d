package speech_test

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"cuttings/internal/speech"
)

// BenchmarkRead reads an article of the coverage that ships.
func BenchmarkRead(b *testing.B) {
	file, err := os.ReadFile(filepath.Join("../../data/articles/2009-04-hospital-job-cut-fears.md"))
	if err != nil {
		b.Fatal(err)
	}
	b.SetBytes(int64(len(file)))
	for b.Loop() {
		speech.Read(string(file))
	}
}

// hostile are texts that a rule which looks ahead or back without bound would
// take quadratic time for; each is repeated.
var hostile = map[string]string{
	"opening":         "“",
	"closing":         "”",
	"straight":        `"`,
	"straight, apart": `" `,
	"single":          "'",
	"single opens":    "‘a ",
	"doubtful":        "‘as’ ",
	"unbalanced":      "““a” ",
	"cues":            "said ",
	"cues quoted":     "“a b c d” said Hill, ",
	"commas":          "Hill, a man, ",
	"names":           "Ann Hill ",
	"surnames":        "Mr Hill. He said it is so. ",
	"people":          "Ann Hill, the head of it, said it is so. The head said it is so. ",
	"brackets":        "(a ",
	"of":              "of the ",
	"reopened":        "“a b c d e\n",
	"colons":          "Hill: ",
	"who":             "who ",
}

// BenchmarkHostile shows bytes a second on hostile texts of two sizes: they
// should be much the same.
func BenchmarkHostile(b *testing.B) {
	for name, piece := range hostile {
		for _, size := range []int{1 << 17, 1 << 20} {
			s := strings.Repeat(piece, size/len(piece))
			b.Run(fmt.Sprintf("%s/%dK", name, size>>10), func(b *testing.B) {
				b.SetBytes(int64(len(s)))
				for b.Loop() {
					speech.Read(s)
				}
			})
		}
	}
}
