package unspent

import (
	"encoding/binary"
	"slices"
	"time"
)

// Lot is value in an account that ends.
type Lot struct {
	Ends  time.Time
	Units int64
}

// lotBytes is the length of one lot in what [Lots.Packed] gives.
const lotBytes = 16

// Lots are parts of a value that end, the first to end first; no two end at the same
// instant. What of the value is in none of them has no end. The zero value is no lots.
// Lots never change, and two of the same are equal.
type Lots struct{ packed string }

// OneLot returns the lot of units that end at an instant; the zero time is no end.
func OneLot(ends time.Time, units int64) Lots {
	if ends.IsZero() || units == 0 {
		return Lots{}
	}
	return lotsOf([]Lot{{ends, units}})
}

// lotsOf packs a list that is in order.
func lotsOf(list []Lot) Lots {
	b := make([]byte, 0, lotBytes*len(list))
	for _, l := range list {
		b = binary.BigEndian.AppendUint64(b, uint64(micros(l.Ends)))
		b = binary.BigEndian.AppendUint64(b, uint64(l.Units))
	}
	return Lots{string(b)}
}

// Packed returns the lots as the journal keeps them: of each its end in microseconds
// since 1970 and its units, eight bytes each, the highest first.
func (l Lots) Packed() string { return l.packed }

// ParseLots is the inverse of [Lots.Packed].
func ParseLots(packed string) (Lots, error) {
	last, total := int64(0), int64(0)
	if len(packed)%lotBytes != 0 {
		return Lots{}, Errorf(Invalid, "lots have %d bytes each", lotBytes)
	}
	for lot := range slices.Chunk([]byte(packed), lotBytes) {
		ends, units := int64(binary.BigEndian.Uint64(lot)), int64(binary.BigEndian.Uint64(lot[8:]))
		if ends <= last || units <= 0 || units > MaxAmount-total {
			return Lots{}, Errorf(Invalid, "lots stand in the order of their ends, each is more than nothing, and together they are in range")
		}
		last, total = ends, total+units
	}
	return Lots{packed}, nil
}

// List returns the lots, the first to end first.
func (l Lots) List() []Lot {
	if l.packed == "" {
		return nil
	}
	list := make([]Lot, 0, l.Len())
	for lot := range slices.Chunk([]byte(l.packed), lotBytes) {
		list = append(list, Lot{time.UnixMicro(int64(binary.BigEndian.Uint64(lot))).UTC(), int64(binary.BigEndian.Uint64(lot[8:]))})
	}
	return list
}

// Len returns how many lots there are.
func (l Lots) Len() int { return len(l.packed) / lotBytes }

// IsZero reports whether nothing ends.
func (l Lots) IsZero() bool { return l.packed == "" }

// Equal reports whether both are the same.
func (l Lots) Equal(m Lots) bool { return l == m }

// Units returns what all lots are worth together.
func (l Lots) Units() (sum int64) {
	for _, lot := range l.List() {
		sum += lot.Units
	}
	return sum
}

// First returns the end of the first lot to end, the zero time if nothing ends.
func (l Lots) First() time.Time {
	if l.packed == "" {
		return time.Time{}
	}
	return l.List()[0].Ends
}

// Ended returns what of the lots has ended at now.
func (l Lots) Ended(now time.Time) Lots {
	list := l.List()
	n := slices.IndexFunc(list, func(lot Lot) bool { return now.Before(lot.Ends) })
	if n < 0 {
		return l
	}
	return Lots{l.packed[:n*lotBytes]}
}

// Plus returns the lots of both.
func (l Lots) Plus(m Lots) Lots {
	switch {
	case m.packed == "":
		return l
	case l.packed == "":
		return m
	}
	list := l.List()
	for _, lot := range m.List() {
		at, same := slices.BinarySearchFunc(list, lot.Ends, func(l Lot, t time.Time) int { return l.Ends.Compare(t) })
		if same {
			list[at].Units += lot.Units
		} else {
			list = slices.Insert(list, at, lot)
		}
	}
	return lotsOf(list)
}

// Minus returns l without m, and whether l has all of m.
func (l Lots) Minus(m Lots) (Lots, bool) {
	if m.packed == "" {
		return l, true
	}
	list := l.List()
	for _, lot := range m.List() {
		at, has := slices.BinarySearchFunc(list, lot.Ends, func(l Lot, t time.Time) int { return l.Ends.Compare(t) })
		switch {
		case !has || list[at].Units < lot.Units:
			return l, false
		case list[at].Units == lot.Units:
			list = slices.Delete(list, at, at+1)
		default:
			list[at].Units -= lot.Units
		}
	}
	return lotsOf(list), true
}

// Take returns what of the lots a payment of units takes, the first to end first: less
// than units if the lots are worth less, and the rest is taken of what has no end.
func (l Lots) Take(units int64) Lots {
	var taken []Lot
	for _, lot := range l.List() {
		if lot.Units = min(lot.Units, units); lot.Units == 0 {
			break
		}
		taken, units = append(taken, lot), units-lot.Units
	}
	return lotsOf(taken)
}

// Back returns what of the lots that a payment of whole units took comes back with
// units of it, of which done came back before: what was taken last comes back first.
func (l Lots) Back(whole, done, units int64) Lots {
	before := l.Take(whole - done)
	after, _ := before.Minus(before.Take(whole - done - units))
	return after
}
