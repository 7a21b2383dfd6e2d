package archive

import (
	"cmp"
	"errors"
	"slices"
	"strconv"
	"strings"
	"time"
)

// Everywhere is the scope of what is hidden in every server, and at the
// terminal.
const Everywhere = ""

// Hiding is one line of the log of what is hidden: that a cutting, or an outlet
// with all that it published, is hidden in a scope, or shown there again.
type Hiding struct {
	Scope  string // Everywhere, or a server's ID
	Number int64  // the cutting's; 0 when the line is about an outlet
	Outlet string // its name, as it was given; "" when the line is about a cutting
	Shown  bool   // it is shown again
	Reason string
	By     string    // who did it
	At     time.Time // UTC, to the second; the store's clock says it
}

// Validate says why no store takes the line, or nil.
func (h Hiding) Validate() error {
	for _, f := range []field{{"scope", h.Scope}, {"outlet", h.Outlet}, {"reason", h.Reason}, {"author", h.By}} {
		if err := Storable(f.value); err != nil {
			return errors.New("its " + f.name + " " + err.Error())
		}
	}
	if named := OutletKey(h.Outlet) != ""; named == (h.Number != 0) {
		return errors.New("hiding takes either a cutting or an outlet: name one of the two")
	}
	return nil
}

// Hidden is a set of cuttings and outlets that may not be shown, and perhaps all
// collections but one. The zero value is the empty set; sets with the same members
// are equal (==).
type Hidden struct {
	cuttings string // ",3,17,", in ascending order, or ""
	outlets  string // the keys, in order, each with a byte before and behind it that no name has; or ""
	but      string // the key of the one collection that is not hidden; or "", where none is
}

// between stands between names; see Storable.
const between = "\x00"

// Hide is the set of those cuttings and outlets; an outlet is known by its
// OutletKey, and one without a name can't be hidden.
func Hide(cuttings []int64, outlets []string) Hidden {
	var h Hidden
	for _, n := range sorted(cuttings) {
		h.cuttings += strconv.FormatInt(n, 10) + ","
	}
	var keys []string
	for _, o := range outlets {
		if key := OutletKey(o); key != "" {
			keys = append(keys, key)
		}
	}
	for _, k := range sorted(keys) {
		h.outlets += k + between
	}
	if h.cuttings != "" {
		h.cuttings = "," + h.cuttings
	}
	if h.outlets != "" {
		h.outlets = between + h.outlets
	}
	return h
}

// Within is the set with all collections but this one.
func (h Hidden) Within(collection string) Hidden {
	h.but = CollectionKey(collection)
	return h
}

// sorted is the list in order, each of it once.
func sorted[T cmp.Ordered](list []T) []T {
	list = slices.Clone(list)
	slices.Sort(list)
	return slices.Compact(list)
}

// Equal is ==, for those who compare by method.
func (h Hidden) Equal(other Hidden) bool { return h == other }

// Has reports whether the version is one of a cutting, an outlet or a collection
// that is hidden.
func (h Hidden) Has(v Version) bool {
	return h.Apart(v) || h.cuttings != "" && strings.Contains(h.cuttings, ","+strconv.FormatInt(v.Number, 10)+",") ||
		h.outlets != "" && strings.Contains(h.outlets, between+OutletKey(v.Outlet)+between)
}

// Apart reports whether the version is of a collection that is hidden.
func (h Hidden) Apart(v Version) bool { return h.but != "" && h.but != CollectionKey(v.Collection) }

// Collection is the key of the one that is not hidden, "" where none is.
func (h Hidden) Collection() string { return h.but }

// Cuttings are the numbers of those that are hidden one by one, in order.
func (h Hidden) Cuttings() []int64 {
	fields := strings.FieldsFunc(h.cuttings, func(r rune) bool { return r == ',' })
	numbers := make([]int64, len(fields))
	for i, f := range fields {
		numbers[i], _ = strconv.ParseInt(f, 10, 64) // Hide wrote them
	}
	return numbers
}

// Outlets are the keys of those that are hidden, in order.
func (h Hidden) Outlets() []string {
	if h.outlets == "" {
		return nil
	}
	return strings.Split(strings.Trim(h.outlets, between), between)
}
