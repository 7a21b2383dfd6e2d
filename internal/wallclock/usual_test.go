package wallclock

import (
	"slices"
	"testing"
)

func TestUsual(t *testing.T) {
	for locale, zones := range usual {
		for _, zone := range zones {
			if name, ok := ZoneName(zone); !ok || name != zone {
				t.Errorf("%s: there is no zone %s", locale, zone)
			}
		}
	}
	for locale, want := range map[string]string{"de": "Europe/Berlin", "en-GB": "Europe/London", "en-US": "America/New_York", "pt-BR": "America/Sao_Paulo"} {
		if got := Usual(locale); len(got) == 0 || got[0] != want {
			t.Errorf("%s: %v, want %s first", locale, got, want)
		}
	}
	if got := Usual("tlh"); len(got) != 0 {
		t.Errorf("of an unknown locale: %v", got)
	}
	if Usual("de")[0] = "changed"; slices.Contains(Usual("de"), "changed") {
		t.Error("whoever asks can change the table")
	}
}
