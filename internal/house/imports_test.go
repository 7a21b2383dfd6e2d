package house

import (
	"go/parser"
	"go/token"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// stairs is the house: each room, and the rooms below that it may enter. Tests
// and their rooms (…test) may enter any room that the tested one may see.
var stairs = map[string][]string{
	".":                       {"bot", "data", "index", "internal/archive", "internal/archive/sqlite", "internal/desk", "internal/digest", "internal/fetch", "internal/folder", "internal/ingest", "internal/language", "internal/metrics", "internal/poll", "internal/recheck", "internal/story", "internal/terminal", "internal/watch"},
	"bot":                     {"bot/card", "bot/gateway", "internal/archive", "internal/desk", "internal/digest", "internal/language", "internal/redact", "internal/words"},
	"bot/card":                {"bot/markdown", "internal/archive", "internal/ask", "internal/chart", "internal/cite", "internal/desk", "internal/find", "internal/language", "internal/quote", "internal/said", "internal/series", "internal/source", "internal/text", "internal/words"},
	"bot/gateway":             {},
	"bot/markdown":            {"internal/text"},
	"data":                    {},
	"index":                   {"internal/archive", "internal/text"},
	"internal/archive":        {"internal/speech", "internal/text", "internal/wallclock"},
	"internal/archive/sqlite": {"internal/archive", "internal/speech", "internal/text"},
	"internal/bench":          {"index", "internal/archive", "internal/ask", "internal/desk", "internal/story", "internal/text"},
	"internal/ask":            {"index", "internal/archive", "internal/dates", "internal/figures", "internal/quote", "internal/speech", "internal/text"},
	"internal/dates":          {"internal/archive", "internal/text"},
	"internal/desk":           {"index", "internal/archive", "internal/ask", "internal/cite", "internal/dates", "internal/digest", "internal/find", "internal/language", "internal/quote", "internal/said", "internal/series", "internal/sheet", "internal/source", "internal/text", "internal/timeline", "internal/wallclock", "internal/words"},
	"internal/cite":           {"internal/archive", "internal/quote"},
	"internal/chart":          {"internal/archive", "internal/figures", "internal/series", "internal/words"},
	"internal/figures":        {"internal/text"},
	"internal/find":           {"index", "internal/archive", "internal/ask", "internal/language", "internal/quote", "internal/text"},
	"internal/capture":        {"internal/page"},
	"internal/digest":         {"internal/archive", "internal/language", "internal/wallclock"},
	"internal/evaluate":       {"internal/ask", "internal/capture", "internal/desk", "internal/ingest", "internal/page", "internal/speech", "internal/text"},
	"internal/folder":         {"internal/archive", "internal/ingest"},
	"internal/house":          {},
	"internal/feed":           {"internal/archive", "internal/page"},
	"internal/fetch":          {},
	"internal/ingest":         {"internal/archive", "internal/capture", "internal/feed", "internal/fetch", "internal/page", "internal/text"},
	"internal/metrics":        {},
	"internal/page":           {"internal/archive"},
	"internal/percolate":      {"internal/archive", "internal/find"},
	"internal/poll":           {"internal/archive", "internal/feed", "internal/fetch", "internal/ingest", "internal/page"},
	"internal/recheck":        {"internal/archive", "internal/fetch", "internal/ingest", "internal/text"},
	"internal/redact":         {"internal/text"},
	"internal/quote":          {"internal/archive", "internal/speech", "internal/text"},
	"internal/said":           {"index", "internal/archive", "internal/ask", "internal/find", "internal/quote", "internal/speech", "internal/text"},
	"internal/sheet":          {"internal/find"},
	"internal/speech":         {"internal/text"},
	"internal/terminal":       {"index", "internal/archive", "internal/ask", "internal/bench", "internal/chart", "internal/cite", "internal/dates", "internal/desk", "internal/digest", "internal/evaluate", "internal/feed", "internal/fetch", "internal/find", "internal/folder", "internal/ingest", "internal/language", "internal/poll", "internal/quote", "internal/recheck", "internal/redact", "internal/said", "internal/series", "internal/source", "internal/speech", "internal/story", "internal/text", "internal/wallclock", "internal/words"},
	"internal/source":         {"index", "internal/archive", "internal/ask", "internal/figures", "internal/quote", "internal/text"},
	"internal/story":          {"index", "internal/archive", "internal/text"},
	"internal/series":         {"index", "internal/archive", "internal/ask", "internal/figures", "internal/find", "internal/language", "internal/quote", "internal/text"},
	"internal/text":           {},
	"internal/timeline":       {"index", "internal/archive", "internal/quote", "internal/speech", "internal/text"},
	"internal/wallclock":      {},
	"internal/watch":          {"index", "internal/archive", "internal/find", "internal/percolate"},
	"internal/language":       {},
	"internal/words":          {"internal/archive", "internal/ask", "internal/language", "internal/quote", "internal/said", "internal/series", "internal/speech", "internal/wallclock"},
}

// keepers are the rooms that alone may know a library.
var keepers = map[string][]string{
	"github.com/bwmarrin/discordgo":   {"bot"},
	"github.com/gorilla/websocket":    {"bot"},
	"github.com/blevesearch/":         {"index", "internal/bench"}, // bench holds our engine against bleve's own query
	"modernc.org/":                    {"internal/archive/sqlite", "internal/bench"},
	"database/sql":                    {"internal/archive/sqlite", "internal/bench"}, // bench: against FTS5
	"github.com/yuin/goldmark":        {"internal/ingest"},
	"github.com/goccy/go-yaml":        {"internal/ingest"},
	"github.com/markusmobius/":        {"internal/page"},
	"golang.org/x/net/":               {"internal/feed", "internal/ingest", "internal/page"},
	"github.com/mmcdole/":             {"internal/feed"},
	"github.com/clipperhouse/uax29":   {"internal/text"},
	"gonum.org/":                      {"internal/chart"},
	"github.com/alecthomas/kong":      {"internal/terminal"},
	"github.com/schollz/progressbar":  {"internal/terminal"},
	"github.com/joho/godotenv":        {"."},
	"code.dny.dev/ssrf":               {"internal/fetch"},
	"github.com/temoto/robotstxt":     {"internal/fetch"},
	"github.com/prometheus/":          {"internal/metrics"},
	"net/http":                        {"bot", "internal/fetch", "internal/metrics"},
	"testing":                         {"bot/discordtest", "index/indextest", "internal/archive/storetest"},
	"github.com/santhosh-tekuri/json": {"bot/discordtest"},
}

// inside reports whether a room is one of the keepers or lies within one.
func inside(room string, list []string) bool {
	return slices.ContainsFunc(list, func(k string) bool { return room == k || strings.HasPrefix(room, k+"/") })
}

func TestStairsGoDown(t *testing.T) {
	met := map[string]bool{}
	for _, file := range goFiles(t) {
		room := roomOf(file)
		met[room] = true
		may, known := stairs[room]
		laboratory := isLaboratory(room)
		if !known && !laboratory {
			t.Errorf("%s: the room %q is not in the house's plan; add it to stairs, with the rooms that it may enter", file, room)
			continue
		}
		for _, path := range imports(t, file) {
			below, ours := strings.CutPrefix(path, "cuttings/")
			if ours && !laboratory && !slices.Contains(may, below) {
				t.Errorf("%s imports %s: no stairs lead there from %s", file, path, room)
			}
			if ours && !laboratory && isLaboratory(below) {
				t.Errorf("%s imports %s, which is for tests", file, path)
			}
			for library, keeper := range keepers {
				if strings.HasPrefix(path, library) && !inside(room, keeper) && !laboratory {
					t.Errorf("%s imports %s, which only %s may know", file, path, strings.Join(keeper, ", "))
				}
			}
		}
	}
	for room := range stairs {
		if !met[room] && room != "internal/house" {
			t.Errorf("the plan has a room %q that isn't there", room)
		}
	}
}

// isLaboratory reports whether a room is for tests only.
func isLaboratory(room string) bool {
	return strings.HasSuffix(room, "test") || strings.HasPrefix(room, "bot/discordtest") || room == "bot/card/picture"
}

func imports(t *testing.T, file string) []string {
	t.Helper()
	parsed, err := parser.ParseFile(token.NewFileSet(), top(t)+"/"+file, nil, parser.ImportsOnly)
	if err != nil {
		t.Fatal(err)
	}
	var paths []string
	for _, spec := range parsed.Imports {
		path, err := strconv.Unquote(spec.Path.Value)
		if err != nil {
			t.Fatal(err)
		}
		paths = append(paths, path)
	}
	return paths
}
