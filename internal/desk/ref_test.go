package desk

import (
	"math"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"cuttings/internal/text"
)

func TestQuoteRefRoundTrip(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		start := rapid.IntRange(0, 5_000_000).Draw(t, "start")
		length := rapid.IntRange(1, 4000).Draw(t, "length")
		ref := QuoteRef{
			Number:  rapid.Int64Range(1, math.MaxInt64).Draw(t, "number"),
			Version: rapid.IntRange(1, 1000).Draw(t, "version"),
			Span:    text.Span{Start: start, End: start + length},
		}
		for at := start; rapid.Bool().Draw(t, "more") && at < ref.Span.End; {
			a := rapid.IntRange(at, ref.Span.End-1).Draw(t, "answer")
			b := rapid.IntRange(a+1, ref.Span.End).Draw(t, "its end")
			ref.Answer = append(ref.Answer, text.Span{Start: a, End: b})
			at = b
		}
		s := ref.String()
		if len(s) > maxRef {
			t.Fatalf("%d bytes: %s", len(s), s)
		}
		got, err := ParseQuoteRef(s)
		if err != nil {
			t.Fatal(err)
		}
		// Answers may have been left out, from the end.
		if len(got.Answer) < len(ref.Answer) && len(s) > maxRef-20 {
			ref.Answer = ref.Answer[:len(got.Answer)]
			if len(ref.Answer) == 0 {
				ref.Answer = nil
			}
		}
		if diff := cmp.Diff(ref, got); diff != "" {
			t.Fatal(diff)
		}
	})
}

func TestParseQuoteRefRefuses(t *testing.T) {
	for _, s := range []string{
		"", "1", "1.1.0", "0.1.0.5", "1.0.0.5", "1.1.0.0", "1.1.0.5.6.1", "1.1.0.5.0.0", "1.1.0.5.1", "-1.1.0.5", "1.1.0.!",
		"1.1.0.5 ", "1.1.0.zzzzzzzzzz", strings.Repeat("1.", 60) + "1",
	} {
		if ref, err := ParseQuoteRef(s); err == nil {
			t.Errorf("%q was read as %+v", s, ref)
		}
	}
}

func FuzzParseQuoteRef(f *testing.F) {
	f.Add("1.1.a.5.1.2")
	f.Fuzz(func(t *testing.T, s string) {
		ref, err := ParseQuoteRef(s)
		if err != nil {
			return
		}
		again, err := ParseQuoteRef(ref.String())
		if err != nil {
			t.Fatalf("%q → %+v → %q: %v", s, ref, ref.String(), err)
		}
		if diff := cmp.Diff(ref, again); diff != "" {
			t.Fatal(diff)
		}
	})
}
