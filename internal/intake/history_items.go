package intake

import "golang.org/x/net/html/atom"

// Of a saved page it is known which element each line stands in. The rows of a list
// are elements too, whatever order their parts have: each is the largest element that
// a day stands in and no day of another row.

// deepest is how many elements within each other are told apart.
const deepest = 48

// elements are those of a page that lines can stand in, by number: the one that each
// stands in itself. The first is the page.
type elements struct {
	within []int32
	open   []openTag
	deeper int // open ones that are too deep to be told apart
	line   []int32
}

type openTag struct {
	tag    atom.Atom
	number int32
}

// starts is told of an element that begins.
func (e *elements) starts(tag atom.Atom) {
	if n := len(e.open); n > 0 && e.open[n-1].tag == tag && ownEnd[tag] {
		e.open = e.open[:n-1]
	}
	if len(e.open) >= deepest {
		e.deeper++
		return
	}
	e.open = append(e.open, openTag{tag, e.next(e.here())})
}

// next numbers an element that stands in another.
func (e *elements) next(within int32) int32 {
	if len(e.within) == 0 {
		e.within = append(e.within, 0)
	}
	e.within = append(e.within, within)
	return int32(len(e.within) - 1)
}

func (e *elements) here() int32 {
	if len(e.open) == 0 {
		return 0
	}
	return e.open[len(e.open)-1].number
}

// ends is told of an element that ends, and with it what stands open in it.
func (e *elements) ends(tag atom.Atom) {
	if e.deeper > 0 {
		e.deeper--
		return
	}
	for n := len(e.open) - 1; n >= 0; n-- {
		if e.open[n].tag == tag {
			e.open = e.open[:n]
			return
		}
	}
}

// ownEnd are the elements whose end tag may be left out where the next one begins.
var ownEnd = map[atom.Atom]bool{atom.Li: true, atom.P: true, atom.Tr: true, atom.Td: true, atom.Th: true, atom.Dt: true, atom.Dd: true}

// items gives the lines of a list the number of the row that each is of, if the page
// says so well: every row is whole by itself, and no words stand between two.
func (r *reader) items(parts []part) bool {
	if r.elements == nil {
		return false
	}
	type content struct {
		days       int
		sum, words bool
	}
	within := r.elements.within
	holds := map[int32]content{}
	for i, p := range parts {
		if p.out || p.left {
			continue
		}
		for n := r.lines[i].in; n > 0; n = within[n] {
			c := holds[n]
			if c.sum, c.words = c.sum || p.sum, c.words || p.words || p.number; p.day {
				c.days++
			}
			holds[n] = c
		}
	}
	rows, days := map[int32]bool{}, 0
	for i, p := range parts {
		if p.out || !p.day {
			continue
		}
		days++
		n := r.lines[i].in
		for n > 0 && holds[within[n]].days == 1 {
			n = within[n]
		}
		if c := holds[n]; n > 0 && c.days == 1 && c.sum && c.words {
			rows[n] = true
		}
	}
	if len(rows) < 2 || 3*len(rows) < 2*days {
		return false
	}
	first, last := -1, -1
	for i := range parts {
		for n := r.lines[i].in; n > 0; n = within[n] {
			if rows[n] {
				parts[i].item = n
				if last = i; first < 0 {
					first = i
				}
				break
			}
		}
	}
	for i := first; i < last; i++ {
		if p := parts[i]; p.item == 0 && p.words && !p.out && !p.number {
			return false
		}
	}
	return true
}

// leadsByItem is for rows that the page itself tells apart.
func leadsByItem(before, p part) bool { return p.item != 0 && p.item != before.item }
