/*
Cuttings is a newspaper's cuttings library in a Discord server: a group gives it
its coverage, anybody asks, and the answer is what the articles say, word for
word, with where and when, and a link that opens at the sentence. It has no word
of its own about the facts, so it can make nothing up.

This is the tour of the house, bottom-up. Stairs go down only; a test in
internal/house knows the plan.

# internal/text

cuts and compares words: paragraphs, sentences for British and American news,
folding for comparison, links that open at a sentence. Strings and byte offsets
in, strings and byte offsets out.

# internal/language

holds every word of the program's own, one file a language, and says each in the
reader's: plurals, dates and numbers too.

# internal/wallclock

says when a clock on the wall shows a time: in any zone, on any date, through
clock changes and days that never were.

# internal/figures

reads the figures of a sentence: the amount, exactly, with its unit, what it
counts and how surely, and when the sentence says that it was.

# internal/speech

finds who said what in an article's text: the words, the cue, and the speaker,
led back to the name and the role that the article gives. Text in, byte offsets
out; it guesses nobody.

# internal/archive

is what we hold and what we promised: articles, their versions, the cutting
numbers that name them for ever, and a sequence that grows with every change; what
was found said in them, and the stories that they tell; what is hidden, what was
posted, and which questions found nothing; feeds, pages and watched folders, with what
they brought; digests and watches, with what became of each. It is a contract; archive.Store says what happens on empty, absent and
concurrent, and internal/archive/storetest proves it of every store.

# internal/archive/sqlite

is the store in one file, for one binary and one folder. Several processes may
have it open at once.

# index

finds passages: whole sentences, by byte offsets into a version. index.Index is
the contract, with index/indextest as its suite; bleve is behind it and nowhere
else. A Replica is one process's own copy of the index: it follows the archive by
its sequence number, and can be thrown away at any time.

# internal/quote

is the first promise: a quote is one contiguous run of whole sentences of one
stored version. Nothing else makes one.

# internal/story

groups articles that report one event, and tells reprints from reports. Where an
article stands is kept in the archive, so that all tell the same stories.

# internal/timeline

chooses the sentence that says most of a report: for lists of stories, and for a
story told report by report.

# internal/dates

reads the dates that people type, by themselves and in the words of a question.

# internal/ask

turns a question into an answer: understand, retrieve, rank, choose, or refuse;
a file each.

# internal/find

is searching by words: phrases, AND, OR, NOT, NEAR/5, fields and prefixes, read
once for all that searches by them, and exactly counted.

# internal/sheet

writes what was found as a table for spreadsheets, in which nothing is taken for a
formula.

# internal/percolate

turns searching round: queries are kept, an article comes, and it says which of
them the article matches without trying each.

# internal/said

is who said what across the articles: it joins the archive's speakers into people,
finds the one that was meant, and lists their words.

# internal/source

says where words are from: which article has them exactly, or nearly and with
which differences. The index names the few passages to read; what is claimed is
read there. It also sets a text beside the coverage, figure by figure, and judges
nothing; and says what became of a passage in another version of its article, and
which figures of a report an earlier one gives otherwise.

# internal/page

finds the article on a web page. An extractor chooses the blocks; every word is
the page's own. What the page says of itself (headline, byline, date, address) is
cross-checked.

# internal/capture

cuts the files in which whole pages are saved (gzip, MHTML, WARC) into pages.

# internal/feed

reads feeds (RSS, Atom, JSON Feed) and lists of them, and finds the feeds that a page
names. Bytes in, values out.

# internal/fetch

is the only room that dials the street: politely (one request at a time to a host,
robots.txt, a truthful name), and never an address inside.

# internal/series

finds the figures that the coverage gives of one thing, in the order of time:
each in its sentence, reprints once, differences marked, nothing summed.

# internal/cite

writes citations to copy, of an article or of a quote.

# internal/ingest

turns files, pages, addresses and records into articles: front matter, encodings,
paragraphs, with the furniture of a web page kept out and the words exactly as the
source has them.

# internal/folder

keeps the files of watched folders in the coverage while the bot runs.

# internal/poll

reads feeds: when each is due, politely, and what it brings is filed once, whatever
dies in between.

# internal/watch

follows the archive, matches what arrives against the watches and keeps what each
is to tell of, until internal/digest has sent it.

# internal/digest

posts what was asked for, at its time, once: due, claim, compose, send, record,
with any number of processes on one store.

# internal/recheck

looks again at the pages of articles when it is time: changed, gone, back, or out
of reach.

# internal/words

says the program's own words, labels, counts and dates, in the language of whoever
reads them.

# internal/desk

is the reading-room desk. Whatever is asked, at the terminal or in Discord, is a
typed request here and comes back as a reply value.

# internal/chart

draws figures, each with its cutting's number, and a coverage over time, from zero
up, and says in words what the picture shows.

# internal/evaluate

measures how well questions are answered (the facts that a set names, found in
the quotes or not, and what was refused), how well articles are found on pages,
and how well speakers are named.

# internal/bench

measures how fast: our engine side by side with others that could be taken
instead, on the same passages in one run.

# internal/redact

keeps secrets out of a log, wherever in a line they would stand.

# internal/metrics

counts what happens, for Prometheus, and hands it out on an address for operators.
The rooms that count know only small interfaces of their own.

# internal/terminal

is the command line: a request to the desk, the reply as text for people or as
JSON lines.

# data

holds the coverage that ships, embedded in the binary; at run time the store and
the index live beside it.

# bot/markdown

knows how Discord shows text: it escapes words so that the screen shows them as
they are stored, and renders Markdown as the screen would, to prove it.

# bot/card

turns a reply into the components of a message, within Discord's limits, and
refuses to hand out a card whose screen differs from the article.

# bot/gateway

keeps the connections on which interactions arrive, as many as Discord advises,
through everything that Discord and networks do to them.

# bot

is Discord in, Discord out: an interaction, by the gateway or by HTTP, is acknowledged, becomes a request to
the desk, and the reply a card. bot/discordtest is the server that stands in for
Discord in tests.

# internal/house

holds the rules of the house, as tests.

The front door is main.go: it reads .env, opens the data folder (library.go), and
hands the command line to internal/terminal. Why things are as they are is in
docs/decisions.
*/
package main
