package wallclock

import (
	"slices"
	"strings"
)

// usual are the zones in which most people with one of Discord's locales live, most
// first.
var usual = map[string][]string{
	"bg":     {"Europe/Sofia"},
	"cs":     {"Europe/Prague"},
	"da":     {"Europe/Copenhagen"},
	"de":     {"Europe/Berlin", "Europe/Vienna", "Europe/Zurich"},
	"el":     {"Europe/Athens"},
	"en-gb":  {"Europe/London"},
	"en-us":  {"America/New_York", "America/Chicago", "America/Denver", "America/Los_Angeles"},
	"es-419": {"America/Mexico_City", "America/Bogota", "America/Argentina/Buenos_Aires"},
	"es-es":  {"Europe/Madrid"},
	"fi":     {"Europe/Helsinki"},
	"fr":     {"Europe/Paris", "Europe/Brussels"},
	"hi":     {"Asia/Kolkata"},
	"hr":     {"Europe/Zagreb"},
	"hu":     {"Europe/Budapest"},
	"id":     {"Asia/Jakarta"},
	"it":     {"Europe/Rome"},
	"ja":     {"Asia/Tokyo"},
	"ko":     {"Asia/Seoul"},
	"lt":     {"Europe/Vilnius"},
	"nl":     {"Europe/Amsterdam", "Europe/Brussels"},
	"no":     {"Europe/Oslo"},
	"pl":     {"Europe/Warsaw"},
	"pt-br":  {"America/Sao_Paulo"},
	"ro":     {"Europe/Bucharest"},
	"ru":     {"Europe/Moscow"},
	"sv-se":  {"Europe/Stockholm"},
	"th":     {"Asia/Bangkok"},
	"tr":     {"Europe/Istanbul"},
	"uk":     {"Europe/Kyiv"},
	"vi":     {"Asia/Ho_Chi_Minh"},
	"zh-cn":  {"Asia/Shanghai"},
	"zh-tw":  {"Asia/Taipei"},
}

// Usual returns the zones in which most people with that locale of Discord's live,
// such as "en-GB", most first; none where that isn't known.
func Usual(locale string) []string { return slices.Clone(usual[strings.ToLower(locale)]) }
