package figures

import (
	"slices"
	"strings"
	"testing"
)

// of are the words of a class in words.txt, in order.
func of(c class) []string {
	var list []string
	for w, is := range classes {
		if is&c != 0 {
			list = append(list, w)
		}
	}
	slices.Sort(list)
	return list
}

func titleOf(w string) string { return strings.ToUpper(w[:1]) + w[1:] }

// Every qualifier of words.txt is read as one, before an amount or behind it.
func TestEveryQualifier(t *testing.T) {
	one := func(s, qualifier string) {
		list := Read(s)
		if len(list) != 1 || list[0].Qualifier.Of(s) != qualifier || list[0].Head.Of(s) != "drivers" || list[0].Low != Integer(40) {
			t.Errorf("%s: %+v", s, list)
		}
	}
	n := 0
	for _, list := range phrases {
		for _, words := range list {
			phrase := strings.Join(words, " ")
			one("They hired "+phrase+" 40 drivers.", phrase)
			n++
		}
	}
	for _, phrase := range of(afterWord) {
		one("They hired 40 "+phrase+" drivers.", phrase)
	}
	if n < 40 {
		t.Errorf("there are %d qualifiers", n)
	}
}

// Every word that makes a number something else than a count does.
func TestEveryExclusion(t *testing.T) {
	for _, c := range []struct {
		of     class
		but    []string // which have another meaning beside
		around func(string) string
	}{
		{labelWord, []string{"under"}, func(w string) string { return "It is in " + w + " 40 drivers." }},
		{streetWord, nil, func(w string) string { return "He lives at 40 Mill " + titleOf(w) + " with ease." }},
		{monthWord, nil, func(w string) string { return "It opened on 14 " + titleOf(w) + " drivers." }},
		{monthWord, nil, func(w string) string { return "It opened on " + titleOf(w) + " 14 drivers." }},
		{measureWord, nil, func(w string) string { return "It was a 40-" + w + " thing." }},
		{datedWord, nil, func(w string) string { return "It closed " + titleOf(w) + " 2000 drivers." }},
		{vagueWord, nil, func(w string) string { return "It has " + w + " hundred drivers." }},
		{onesuchWord, nil, func(w string) string { return "It was one " + w + " of it." }},
		{singularWord, []string{"plus"}, func(w string) string { return "It was 40 " + w + "." }},
	} {
		for _, w := range of(c.of) {
			s := c.around(w)
			if list := Read(s); len(list) > 0 != slices.Contains(c.but, w) {
				t.Errorf("%s: %d figures", s, len(list))
			}
		}
	}
}

// Every noun that words.txt takes for a plural is counted.
func TestEveryPlural(t *testing.T) {
	for _, w := range of(pluralWord) {
		s := "They saw 40 " + w + "."
		if list := Read(s); len(list) != 1 || list[0].Head.Of(s) != w && list[0].Unit != "%" {
			t.Errorf("%s: %+v", s, list)
		}
	}
}

// Every word for a time is read as one.
func TestEveryTime(t *testing.T) {
	one := func(s, want string) {
		list := Times(s)
		if len(list) != 1 || list[0].Of(s) != want {
			t.Errorf("%s: %v, want %q", s, list, want)
		}
	}
	for _, w := range of(periodWord) {
		one("They left last "+w+" by bus.", "last "+w)
		one("They left two "+w+" ago by bus.", "two "+w+" ago")
	}
	for _, w := range of(relativeWord) {
		one("They left "+w+" week by bus.", w+" week")
	}
	for _, w := range of(whenWord) {
		if w != "of" { // it goes with what stands before
			one("They left "+w+" May 2009 by bus.", w+" May 2009")
		}
	}
	for _, w := range of(monthWord) {
		one("They left in "+titleOf(w)+" by bus.", "in "+titleOf(w))
		one("They left on 4 "+titleOf(w)+" 2009 by bus.", "on 4 "+titleOf(w)+" 2009")
	}
	for _, w := range of(weekdayWord) {
		one("They left on "+titleOf(w)+" night by bus.", "on "+titleOf(w)+" night")
	}
	for _, w := range of(deicticWord) {
		one("They left "+w+" by bus.", w)
	}
}
