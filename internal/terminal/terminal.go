// Package terminal is the command line: a command becomes a request to the
// desk, the reply becomes text for people or JSON lines.
package terminal

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"os"
	"slices"

	"github.com/alecthomas/kong"

	"cuttings/index"
	"cuttings/internal/archive"
	"cuttings/internal/desk"
	"cuttings/internal/redact"
)

// Library is an opened data folder.
type Library struct {
	Store archive.Store
	Index *index.Replica
	Desk  *desk.Desk
	Close func() error
}

// Rooms are what the commands need from the rest of the house; main wires them.
type Rooms struct {
	// Open opens the data folder, makes it where there is none, and holds the
	// coverage that ships unless it is to be left out. The index may be behind.
	Open func(ctx context.Context, settings Settings, log *slog.Logger) (*Library, error)
	// Serve runs the bot until ctx ends.
	Serve func(ctx context.Context, settings Settings, library *Library, log *slog.Logger) error
	// CheckBot looks at what the bot needs from Discord.
	CheckBot func(ctx context.Context, settings Settings, library *Library) []Finding
	// Smoke tries the bot on Discord itself, and reports whether all went well.
	Smoke func(ctx context.Context, settings Settings, library *Library, log *slog.Logger, test Smoke) bool
	// BackUp writes a checked copy of the store to a file, while others use it. A
	// file that is there is an error that wraps fs.ErrExist, unless replace is true.
	BackUp func(ctx context.Context, settings Settings, file string, replace bool) (Copied, error)
	// Restore puts a backup into the data folder, checked. A store that is there is
	// an error that wraps fs.ErrExist, unless replace is true.
	Restore func(ctx context.Context, settings Settings, file string, replace bool) (Copied, error)
	Version string
}

// Settings are the flags that every command knows; each has a variable of the
// environment, and .env.example lists them all.
type Settings struct {
	Data     string `help:"The data folder: the store and the index." env:"CUTTINGS_DATA" default:"./data" type:"path" placeholder:"FOLDER"`
	NoSample bool   `help:"Leave out the three articles that ship with the program." env:"CUTTINGS_NO_SAMPLE"`
	AsItIs   bool   `kong:"-"` // neither hold the articles that ship nor leave them out: take the folder as it is
	NoGaps   bool   `help:"Keep no list of the questions that found nothing." env:"CUTTINGS_NO_GAPS" hidden:""`
	Discord
	Street
	Folders
}

// Folders is what only watching folders needs.
type Folders struct {
	Watch string `help:"Folders whose files are added while the bot runs, apart as in PATH." env:"CUTTINGS_WATCH" hidden:""`
}

// Street is what only asking the street needs.
type Street struct {
	Contact    string   `help:"Where sites may turn that are asked for pages: an address of mail or of the web." env:"CUTTINGS_CONTACT" hidden:""`
	AllowHosts []string `help:"Hosts, or host:port, that pages may be fetched from although they are on this machine or in a private network." env:"CUTTINGS_ALLOW_HOSTS" hidden:""`
}

// Discord is what only the bot needs.
type Discord struct {
	Token   string `help:"The bot's token." env:"DISCORD_TOKEN" hidden:""`
	Guild   string `help:"Register the commands in this server only, at once: for development." env:"DISCORD_GUILD" hidden:""`
	API     string `help:"Where Discord's API is, for a proxy or a test server." env:"DISCORD_API" hidden:""`
	LogJSON bool   `help:"Write the log as JSON lines." env:"CUTTINGS_LOG_JSON" hidden:""`
	HTTP    string `kong:"-"` // where interactions are taken by HTTP; "" takes them by the gateway

	Metrics       string `kong:"-"` // where metrics are served; "" serves none
	MetricsPublic bool   `kong:"-"` // others may reach that address

	AllowGuilds []string `help:"Only these Discord servers, by their ids, may ask." env:"CUTTINGS_ALLOW_GUILDS" hidden:""`
	AllowUsers  []string `help:"These Discord users, by their ids, may ask wherever they are; without a list of servers only they." env:"CUTTINGS_ALLOW_USERS" hidden:""`
	DenyGuilds  []string `help:"These Discord servers, by their ids, may not ask." env:"CUTTINGS_DENY_GUILDS" hidden:""`
	DenyUsers   []string `help:"These Discord users, by their ids, may not ask." env:"CUTTINGS_DENY_USERS" hidden:""`
	UserLimit   int      `help:"How often a Discord user may ask: at once, and a minute; 0 is no limit." env:"CUTTINGS_USER_LIMIT" default:"30" hidden:""`
	ServerLimit int      `help:"How often all in a Discord server together may ask: at once, and a minute; 0 is no limit." env:"CUTTINGS_SERVER_LIMIT" default:"600" hidden:""`
	Notices     string   `help:"The channel, by its id, in which whoever runs the bot is told of feeds that fail for days." env:"CUTTINGS_NOTICES" hidden:""`
}

// commands is the command line as kong reads it.
type commands struct {
	Settings
	Version kong.VersionFlag `help:"Print the version."`

	Ask      askCommand      `cmd:"" help:"Answer a question with quotes from the coverage."`
	Find     findCommand     `cmd:"" help:"Find the articles that hold words or phrases, exactly counted."`
	Said     saidCommand     `cmd:"" help:"List what somebody said, newest first, each in the article's own words."`
	Source   sourceCommand   `cmd:"" help:"Find where words are from: exactly, nearly, or not found."`
	Figures  figuresCommand  `cmd:"" help:"Show the figures that the articles give of one thing, in the order of time."`
	Latest   latestCommand   `cmd:"" help:"List the newest stories, each with its best line."`
	Story    storyCommand    `cmd:"" help:"Tell a story report by report, by words of its headline or a cutting's number."`
	Digest   digestCommand   `cmd:"" help:"Show what a digest would post."`
	Cite     citeCommand     `cmd:"" help:"Write a citation to copy, of a cutting by its number."`
	Coverage coverageCommand `cmd:"" help:"Say what is in the coverage."`
	Stories  storiesCommand  `cmd:"" help:"List the stories: articles that report one event, and their reprints."`
	Add      addCommand      `cmd:"" help:"Add articles: text, Markdown, JSONL files, saved pages, folders of them, or addresses; and feeds."`
	Feeds    feedsCommand    `cmd:"" help:"List the feeds that are read, pause, resume, remove, read and export them."`
	Recheck  recheckCommand  `cmd:"" help:"Look again at the articles' pages, those that are due: what changed, what is gone."`
	Remove   removeCommand   `cmd:"" help:"Take articles out of the coverage."`
	Watch    watchCommand    `cmd:"" help:"Say what a watch would match; list, pause, resume or end those that were set up in Discord."`
	Hide     hideCommand     `cmd:"" help:"Hide cuttings or outlets: they are kept, and shown to nobody."`
	Hidden   hiddenCommand   `cmd:"" help:"List what is hidden."`
	Posts    postsCommand    `cmd:"" help:"List who posted what through the bot."`
	Privacy  privacyCommand  `cmd:"" help:"Say what is kept of those who use the bot; write all that is kept of one, or forget them."`
	Reports  reportsCommand  `cmd:"" help:"List what was reported as wrong, in all servers; close a report."`
	Gaps     gapsCommand     `cmd:"" help:"List the questions that found nothing, without who asked them."`
	Export   exportCommand   `cmd:"" help:"Write all cuttings with all versions, what is hidden and what was posted, as JSON lines; backup copies all else too."`
	Backup   backupCommand   `cmd:"" help:"Write a checked copy of the store to a file, while the bot runs."`
	Restore  restoreCommand  `cmd:"" help:"Put a backup into an empty data folder."`
	Import   importCommand   `cmd:"" help:"Read what export wrote, into an empty data folder."`
	Reindex  reindexCommand  `cmd:"" help:"Build the index anew from the store."`
	Status   statusCommand   `cmd:"" help:"Say how the program stands: bots that run, coverage, feeds, digests, misses, disk."`
	Check    checkCommand    `cmd:"" help:"Check configuration, store, index and token."`
	Smoke    smokeCommand    `cmd:"" help:"Try the bot on Discord itself, step by step, and leave no message behind."`
	Chat     chatCommand     `cmd:"" help:"A prompt that takes slash commands as in Discord."`
	Serve    serveCommand    `cmd:"" help:"Run the Discord bot."`
	Eval     evaluateCommand `cmd:"" help:"Measure the answers against a set of questions, or what is found on a set of pages."`
	Bench    benchCommand    `cmd:"" help:"Measure the engine side by side with others."`

	Collections collectionsCommand `cmd:"" help:"List the collections that are kept apart, and say which Discord server asks which."`
	CheckText   checkTextCommand   `cmd:"" help:"Set a text beside the coverage, sentence by sentence and figure by figure."`
}

// session is one run of a command.
type session struct {
	ctx      context.Context
	rooms    Rooms
	settings Settings
	in       io.Reader
	out, err io.Writer
	page     page // how out is written to
	log      *slog.Logger
}

// errFailed ends a run with exit status 1 when what went wrong has been said.
var errFailed = errors.New("failed")

// Run carries out one command line and returns the exit status: 0, 1 when
// something went wrong, 2 for a command line that can't be understood.
func Run(ctx context.Context, rooms Rooms, args []string, in io.Reader, out, errOut io.Writer) int {
	var c commands
	exited := -1
	parser, err := newParser(&c, rooms, out, errOut, func(code int) { exited = code })
	if err != nil {
		fmt.Fprintln(errOut, "cuttings:", err)
		return 2
	}
	if len(args) == 0 {
		args = []string{"--help"}
	}
	for _, name := range variables(parser) { // .env.example, copied as it is, sets most to nothing
		if os.Getenv(name) == "" {
			os.Unsetenv(name)
		}
	}
	parsed, err := parser.Parse(args)
	if exited >= 0 {
		return exited
	}
	if err != nil {
		fmt.Fprintf(errOut, "cuttings: %v\nTry: cuttings --help\n", err)
		return 2
	}
	s := &session{
		ctx: desk.By(ctx, desk.Asker{User: desk.Operator}), rooms: rooms, settings: c.Settings, in: in, out: out, err: errOut,
		page: pageOf(out), log: newLog(errOut, c.LogJSON, c.Token),
	}
	switch err := parsed.Run(s); {
	case errors.Is(err, errFailed):
		return 1
	case err != nil:
		fmt.Fprintln(errOut, "cuttings:", clean(err.Error()))
		return 1
	}
	return 0
}

// newLog is the operator's log: text, or JSON lines, without the bot's token.
func newLog(w io.Writer, asJSON bool, token string) *slog.Logger {
	var h slog.Handler = slog.NewTextHandler(w, nil)
	if asJSON {
		h = slog.NewJSONHandler(w, nil)
	}
	return slog.New(redact.Handler(h, token))
}

func newParser(c *commands, rooms Rooms, out, errOut io.Writer, exit func(int)) (*kong.Kong, error) {
	return kong.New(c,
		kong.Name("cuttings"),
		kong.Description("A newspaper's cuttings library: asks the coverage, answers word for word."),
		kong.Vars{"version": rooms.Version},
		kong.Writers(out, errOut),
		kong.Exit(exit),
		kong.ConfigureHelp(kong.HelpOptions{Compact: true, NoExpandSubcommands: true}),
	)
}

// Variables are the names of all variables of the environment that the command
// line reads, as its flags declare them.
func Variables() ([]string, error) {
	var c commands
	parser, err := newParser(&c, Rooms{}, io.Discard, io.Discard, func(int) {})
	if err != nil {
		return nil, err
	}
	return variables(parser), nil
}

func variables(parser *kong.Kong) []string {
	var names []string
	for _, command := range parser.Model.Leaves(false) {
		for _, flag := range slices.Concat(command.AllFlags(false)...) {
			for _, name := range flag.Envs {
				if !slices.Contains(names, name) {
					names = append(names, name)
				}
			}
		}
	}
	return names
}

// openStore opens the library; its index may be behind.
func (s *session) openStore() (*Library, error) { return s.rooms.Open(s.ctx, s.settings, s.log) }

// open opens the library and brings what is derived from its store up to date.
func (s *session) open() (*Library, error) {
	library, err := s.openStore()
	if err != nil {
		return nil, err
	}
	err = s.listen(library)
	if err == nil {
		err = s.index(library)
	}
	if err != nil {
		return nil, errors.Join(err, library.Close())
	}
	return library, nil
}

// index takes into the index what came since it was done last.
func (s *session) index(library *Library) error {
	progress := s.progress("Indexing", "articles")
	defer progress.done()
	return library.Index.CatchUp(s.ctx, progress.update)
}

// isTerminal reports whether w is a terminal, and f its file.
func isTerminal(w any) (*os.File, bool) {
	f, ok := w.(*os.File)
	if !ok {
		return nil, false
	}
	info, err := f.Stat()
	return f, err == nil && info.Mode()&os.ModeCharDevice != 0
}
