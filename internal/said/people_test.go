package said_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"cuttings/internal/archive"
	"cuttings/internal/said"
)

// speakers reads lines of "NAME, ROLE @YEAR ×N"; all but the name may be left
// out.
func speakers(lines ...string) []archive.Speaker {
	var list []archive.Speaker
	for _, line := range lines {
		s := archive.Speaker{Named: true, Speeches: 1}
		line, times, ok := strings.Cut(line, " ×")
		if ok {
			fmt.Sscan(times, &s.Speeches)
		}
		line, year, ok := strings.Cut(line, " @")
		if ok {
			fmt.Sscan(year, &s.From.Year)
			s.To = s.From
		}
		s.Called, s.Role, _ = strings.Cut(line, ", ")
		list = append(list, s)
	}
	return list
}

// shown is a person as "NAME: ROLE (FROM–TO) ×N; …".
func shown(p said.Person) string {
	s := fmt.Sprintf("%s ×%d", p.Name, p.Speeches)
	for _, r := range p.Roles {
		s += fmt.Sprintf("; %s (%s–%s) ×%d", r.Role, r.From, r.To, r.Speeches)
	}
	return s
}

func TestJoin(t *testing.T) {
	for name, c := range map[string]struct{ speakers, want []string }{
		"roles by date, the newest first": {
			[]string{"Mark Ladbrooke, chairman of Unison's branch @2006 ×3", "Mark Ladbrooke, health representative of Unison @2009"},
			[]string{"Mark Ladbrooke ×4; health representative of Unison (2009–2009) ×1; chairman of Unison's branch (2006–2006) ×3"},
		},
		"one role over the years": {
			[]string{"Ann Hill, chair of Unison @2006", "Ann Hill, chair of Unison @2009"},
			[]string{"Ann Hill ×2; chair of Unison (2006–2009) ×2"},
		},
		"different roles": {
			[]string{"John Smith, farmer in Bicester @2006 ×2", "John Smith, bishop of Oxford @2009"},
			[]string{"John Smith ×2; farmer in Bicester (2006–2006) ×2", "John Smith ×1; bishop of Oxford (2009–2009) ×1"},
		},
		"a rank is nothing in common": {
			[]string{"John Smith, chairman of Unison", "John Smith, chairman of the bowls club"},
			[]string{"John Smith ×1; chairman of Unison (–) ×1", "John Smith ×1; chairman of the bowls club (–) ×1"},
		},
		"a rank goes with who has it": {
			[]string{"John Smith, chairman", "John Smith, chairman of Unison", "John Smith, farmer in Bicester"},
			[]string{"John Smith ×2; chairman (–) ×1; chairman of Unison (–) ×1", "John Smith ×1; farmer in Bicester (–) ×1"},
		},
		"a rank that fits two goes with neither": {
			[]string{"John Smith, chairman", "John Smith, chairman of Unison", "John Smith, chairman of the bowls club"},
			[]string{"John Smith ×1; chairman (–) ×1", "John Smith ×1; chairman of Unison (–) ×1", "John Smith ×1; chairman of the bowls club (–) ×1"},
		},
		"no role goes with the only one": {
			[]string{"Ann Hill ×2", "Ann Hill, chair of Unison"},
			[]string{"Ann Hill ×3; chair of Unison (–) ×1"},
		},
		"no role goes with none of two": {
			[]string{"John Smith", "John Smith, farmer in Bicester", "John Smith, bishop of Oxford"},
			[]string{"John Smith ×1", "John Smith ×1; bishop of Oxford (–) ×1", "John Smith ×1; farmer in Bicester (–) ×1"},
		},
		"roles joined by a third": {
			[]string{"Ann Hill, nurse at the Horton", "Ann Hill, steward of Unison", "Ann Hill, Unison's voice at the Horton"},
			[]string{"Ann Hill ×3; Unison's voice at the Horton (–) ×1; nurse at the Horton (–) ×1; steward of Unison (–) ×1"},
		},
		"one name in several spellings": {
			[]string{"Ronan O’Connor ×2", "Ronan O'Connor", "Mr Ronan O’CONNOR", "Renée Müller-Lang", "Renee Muller Lang ×2"},
			[]string{"Ronan O’Connor ×4", "Renee Muller Lang ×3"},
		},
		"part of a name": {
			[]string{"Mrs Hill", "Ann Hill, chair of Unison", "Bono ×2", "Mr Bean"},
			[]string{"Bono ×2", "Ann Hill ×1; chair of Unison (–) ×1", "Mr Bean ×1", "other: Mrs Hill"},
		},
		"another name": {
			[]string{"Ann Hill, chair of Unison", "Anne Hill, chair of Unison"},
			[]string{"Ann Hill ×1; chair of Unison (–) ×1", "Anne Hill ×1; chair of Unison (–) ×1"},
		},
	} {
		var got []string
		people, others := said.Join(speakers(c.speakers...))
		for _, p := range people {
			got = append(got, shown(p))
		}
		for _, s := range others {
			got = append(got, "other: "+s.Called)
		}
		if diff := cmp.Diff(c.want, got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", name, diff)
		}
	}
}

// A name that articles were made to give ten thousand roles takes no longer.
func TestJoinIsNotQuadratic(t *testing.T) {
	var list []archive.Speaker
	for i := range 20_000 {
		list = append(list, archive.Speaker{Called: "John Smith", Named: true, Role: fmt.Sprintf("keeper%d of chairman thing%d", i, i), Speeches: 1})
	}
	began := time.Now()
	if people, _ := said.Join(list); len(people) != len(list) {
		t.Errorf("%d people", len(people))
	}
	if took := time.Since(began); took > 20*time.Second {
		t.Errorf("took %v", took)
	}
}
