package language

import (
	"embed"
	"errors"
	"fmt"
	"path"
	"regexp"
	"slices"
	"strings"
)

//go:embed *.txt
var files embed.FS

// all are the languages, English first and the others by their codes; errBroken is
// what is wrong with their files.
var all, errBroken = load()

// Check is what is wrong with the files, nil in a build whose tests passed. A text
// that can't be read is said in English, or by its key.
func Check() error { return errBroken }

// All are the languages that the program speaks, English first.
func All() []*Language { return slices.Clone(all) }

// For is the language for a locale such as de or en-GB; English where none is for
// it.
func For(locale string) *Language {
	code, _, _ := strings.Cut(strings.ToLower(locale), "-")
	for _, l := range all {
		if l.code == code {
			return l
		}
	}
	return all[0]
}

func load() ([]*Language, error) {
	list := []*Language{{code: "en", texts: map[string]text{}, form: oneOrMore}}
	names, err := files.ReadDir(".")
	errs := []error{err}
	for _, entry := range names {
		source, err := files.ReadFile(entry.Name())
		l, wrong := read(strings.TrimSuffix(entry.Name(), path.Ext(entry.Name())), string(source))
		for _, w := range append(wrong, err) {
			if w != nil {
				errs = append(errs, fmt.Errorf("%s: %w", entry.Name(), w))
			}
		}
		if l.code == "en" {
			list[0] = l
		} else {
			list = append(list, l)
		}
	}
	return list, errors.Join(errs...)
}

// line is a text with its key and its form: count.article[one] = 1 article.
var line = regexp.MustCompile(`^([a-z0-9.-]+)(?:\[([a-z]+)\])? +=(?: (.*))?$`)

// read reads the file of a language. What is wrong is told by its line, and left
// out.
func read(code, source string) (*Language, []error) {
	rules, known := spoken[code]
	l := &Language{code: code, locales: rules.locales, texts: map[string]text{}, form: rules.form}
	if !known {
		l.form = oneOrMore
		return l, []error{fmt.Errorf("nobody knows how the language counts: add it to internal/language/plural.go")}
	}
	var errs []error
	for i, s := range strings.Split(source, "\n") {
		s = strings.TrimSpace(s)
		if s == "" || s[0] == '#' {
			continue
		}
		if err := l.add(s, rules.forms); err != nil {
			errs = append(errs, fmt.Errorf("line %d: %w", i+1, err))
		}
	}
	for key, t := range l.texts {
		for _, form := range rules.forms {
			if len(t) > 1 && t[form] == nil {
				errs = append(errs, fmt.Errorf("%s: the form [%s] is missing", key, form))
			}
		}
		if t[Other] == nil {
			errs = append(errs, fmt.Errorf("%s: the form [%s] is missing", key, Other))
			delete(l.texts, key)
		}
	}
	slices.SortFunc(errs, func(a, b error) int { return strings.Compare(a.Error(), b.Error()) })
	return l, errs
}

// add reads a line of the file.
func (l *Language) add(s string, forms []Form) error {
	m := line.FindStringSubmatch(s)
	if m == nil {
		return fmt.Errorf("%.60q is neither a comment nor a text: write key = text, the key in small letters", s)
	}
	key, form := m[1], Form(m[2])
	if form == "" {
		form = Other
	} else if !slices.Contains(forms, form) {
		return fmt.Errorf("%s: the language has no form [%s], only %v", key, form, forms)
	}
	parts, err := cut(m[3])
	switch {
	case err != nil:
		return fmt.Errorf("%s: %w", key, err)
	case l.texts[key][form] != nil:
		return fmt.Errorf("%s is there twice", s[:strings.Index(s, " ")])
	case l.texts[key] == nil:
		l.texts[key] = text{}
	}
	l.texts[key][form] = parts
	return nil
}

// place is where something is filled in: {articles}, {/watch add} for a command by
// its name in the language, {:since} for an option.
var place = regexp.MustCompile(`^(?:[a-z]+|/[a-z-]+(?: [a-z-]+)*|:[a-z-]+(?: [a-z-]+)*)$`)

// cut cuts a text into its parts.
func cut(s string) ([]part, error) {
	parts := []part{}
	for s != "" {
		stands, rest, open := strings.Cut(s, "{")
		if strings.Contains(stands, "}") {
			return nil, errors.New("a } without its {")
		}
		p := part{stands: stands}
		if open {
			name, after, closed := strings.Cut(rest, "}")
			if !closed || !place.MatchString(name) {
				return nil, fmt.Errorf("{%.40s is no place: write {name} with a name that the English text has", rest)
			}
			switch name[0] {
			case '/':
				p.stands, p.names = p.stands+"/", strings.Fields(name[1:])
			case ':':
				p.names = []string{name[1:]}
			default:
				p.place = name
			}
			rest = after
		}
		parts, s = append(parts, p), rest
	}
	return parts, nil
}
