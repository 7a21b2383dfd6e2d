package index

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"strings"
	"sync"
)

// ErrOutdated says that an index was made by another version of the program,
// which cut or understood texts in another way. It is built anew from the
// archive.
var ErrOutdated = errors.New("the index was made by another version of this program")

// layout is the number of the fields and keys that this package reads and
// writes; an index of another layout can't be searched.
const layout = "3"

// sample has something of all that the analysis decides.
const sample = `The trust’s £44m savings bid cost 10,000 jobs in 2009/10, Mr O'Connor said.
"We're not running from the U.S.," she added; don't ask why. Café Zürich's 3.5m naïve studies,
1990s policies and county-wide meetings were considered.` + "\n\n東京 ข่าว 1,234,567.89 $12bn (May 14). PCTs."

// currentSchema names the layout, and what the analysis and the cutting into
// passages make of the sample: it changes when one of them does.
var currentSchema = sync.OnceValue(func() string {
	h := sha256.New()
	long := strings.Repeat(sample+" ", 5)
	fmt.Fprintln(h, PassageWords, LongestWord, Passages(long), Analyze(sample))
	return layout + "." + hex.EncodeToString(h.Sum(nil)[:8])
})

// readable reports whether an index of that schema can be searched, if not as
// well as one of the current schema.
func readable(schema string) bool { return strings.HasPrefix(schema, layout+".") }
