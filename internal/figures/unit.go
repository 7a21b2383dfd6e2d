package figures

import "strings"

// Units as words and letters, by what is written.
var (
	money = map[string]string{
		"pounds": "£", "pound": "£", "quid": "£", "gbp": "£", "dollars": "$", "dollar": "$", "usd": "$", "bucks": "$",
		"euros": "€", "euro": "€", "eur": "€", "yen": "¥", "rupees": "₹", "pence": "p", "cents": "cents", "cent": "cents",
		"francs": "francs", "yuan": "yuan", "kronor": "kronor",
	}
	// codes stand before a currency sign: US$ is $, the others are their own.
	codes = map[string]string{"us": "$", "a": "A$", "au": "A$", "c": "C$", "ca": "C$", "nz": "NZ$", "hk": "HK$", "s": "S$", "r": "R$"}

	measures = wordsOf("km kg g mg mm cm ft lb lbs oz mph kph kw mw gw kwh mwh gwh gb tb mb mbps gbps ghz mhz mpg hp sq")
)

func wordsOf(s string) map[string]bool {
	set := map[string]bool{}
	for w := range strings.FieldsSeq(s) {
		set[w] = true
	}
	return set
}

// isUnit reports whether letters right behind digits are a unit.
func isUnit(t token) bool {
	return measures[t.lower] || money[t.lower] != "" || t.lower == "p" || t.lower == "pc" || t.lower == "pct"
}

// unit reads the unit behind an amount.
func (r *reader) unit(a amount, i int) (amount, int, bool) {
	if a.unit != "" {
		return a, i, true
	}
	t := r.at(i)
	switch {
	case t.lower == "%" || t.kind == word && (t.lower == "percent" || t.lower == "pc" || t.lower == "pct"):
		a.unit, i = "%", i+1
	case t.lower == "per" && r.is(i+1, "cent"):
		a.unit, i = "%", i+2
	case t.lower == "percentage" && strings.HasPrefix(r.at(i+1).lower, "point"):
		a.unit, i = Points, i+2
	case t.lower == "p" && !t.apart:
		a.unit, i = "p", i+1
	case t.kind == word && (t.lower == "us" || t.lower == "american") && money[r.at(i+1).lower] == "$":
		a.unit, i = "$", i+2
	case t.kind == word && money[t.lower] != "" && (t.apart || !a.spelt):
		a.unit, i = money[t.lower], i+1
	case t.kind == word && measures[t.lower] && !a.spelt:
		a.unit, i = t.lower, i+1
	}
	return a, i, true
}
