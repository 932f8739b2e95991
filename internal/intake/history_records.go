package intake

import (
	"regexp"
	"slices"
	"strings"

	"github.com/unspent-dev/unspent/brand"
)

// labelled is the name of a field, and what stands beside or below it.
type labelled struct {
	name, value string
	lines       int // without a name that its value goes on in
}

// record is what a list says of one row: every field by its name.
type record struct {
	fields []labelled
	raw    string
}

// longestValue is how many lines without a name a value may go on for.
const longestValue = 4

// namedField finds a name before its value in one cell; eyes miss the colon.
var namedField = regexp.MustCompile(`(?i)^(` + headNames + `)(?:(?: ?[:：] ?| )(\S.*)|([-+−]?[¥$€£].*))$`)

// records makes rows of a table of a list that gives every field of a row by its
// name: the same names again and again, a day and an amount among them. Other lines
// stay as they are.
func records(lines []row) []row {
	lines = levelled(lines)
	first, last := endNames(lines)
	if first == "" {
		return lines
	}
	var out []row
	var all []record
	from, final := 0, 0 // where the first record begins, and the last one
	for i := range lines {
		if named := fieldsOf(lines, i); len(named) > 0 && named[0].name == first {
			final = i
		}
	}
	for i := 0; i < len(lines); i++ {
		named := fieldsOf(lines, i)
		switch {
		case len(named) > 0 && named[0].name == first:
			if len(all) == 0 {
				from = i
			}
			all = append(all, record{named, lines[i].raw})
		case len(all) == 0:
			continue
		case len(named) > 0:
			c := &all[len(all)-1]
			c.fields, c.raw = append(c.fields, named...), c.raw+" "+lines[i].raw
		case !all[len(all)-1].goesOn(lines[i], last, i > final):
			out = append(out, lines[i])
			continue
		}
		if headOnly(lines, i) {
			i++ // its values are read
		}
	}
	if table, ok := tableOf(all); ok {
		return append(append(slices.Clone(lines[:from]), table...), out...)
	}
	return lines
}

// levelled puts names below each other, and the values below them, side by side, if
// that comes again and again: once it is the head of a table.
func levelled(lines []row) []row {
	name := func(i int) bool {
		return i < len(lines) && len(lines[i].cells) == 1 && headCell.MatchString(nameOf(lines[i].cells[0])) && !heading.MatchString(lines[i].cells[0])
	}
	var out []row
	times := 0
	for i := 0; i < len(lines); {
		n := 0
		for name(i + n) {
			n++
		}
		level := n > 1 && i+2*n <= len(lines)
		for k := i + n; level && k < i+2*n; k++ {
			level = len(lines[k].cells) == 1 && !name(k)
		}
		if !level {
			out, i = append(out, lines[i]), i+1
			continue
		}
		times++
		for range 2 {
			var side row
			for _, l := range lines[i : i+n] {
				side.cells, side.raw = append(side.cells, l.cells[0]), strings.TrimSpace(side.raw+" "+l.raw)
			}
			out, i = append(out, side), i+n
		}
	}
	if times < 2 {
		return lines
	}
	return out
}

// endNames returns the name with which each record begins, which is the first that
// stands there more than once, and the one with which the first record ends.
func endNames(lines []row) (first, last string) {
	seen := map[string]int{}
	var order []string
	for i := range lines {
		for _, f := range fieldsOf(lines, i) {
			seen[f.name]++
			order = append(order, f.name)
		}
	}
	for _, name := range order {
		switch {
		case first == "" && seen[name] > 1:
			first, last = name, name
		case first != "" && name == first:
			return first, last
		case first != "":
			last = name
		}
	}
	return first, last
}

// fieldsOf returns the names in a line with their values: beside them, or below if
// a line has nothing but names.
func fieldsOf(lines []row, i int) (all []labelled) {
	cells := lines[i].cells
	if len(cells) == 1 && heading.MatchString(cells[0]) {
		return nil
	}
	if headOnly(lines, i) {
		for k, cell := range cells {
			all = append(all, labelled{name: nameOf(cell), value: lines[i+1].cells[k]})
		}
		return all
	}
	for _, cell := range cells {
		if len(cell) > longestPart {
			return nil
		}
		cell = apartJA.ReplaceAllString(cell, "$1$2")
		switch m := namedField.FindStringSubmatch(cell); {
		case headCell.MatchString(strings.TrimRight(cell, " :：")):
			all = append(all, labelled{name: nameOf(cell)})
		case m != nil:
			all = append(all, labelled{name: nameOf(m[1]), value: m[2] + m[3]})
		case len(all) == 0:
			return nil
		default:
			all[len(all)-1].value = strings.TrimSpace(all[len(all)-1].value + " " + cell)
		}
	}
	return all
}

// headOnly reports whether a line has several names and nothing else, and the next
// one as many values.
func headOnly(lines []row, i int) bool {
	cells := lines[i].cells
	if len(cells) < 2 || i+1 == len(lines) || len(lines[i+1].cells) != len(cells) {
		return false
	}
	name := func(cell string) bool { return headCell.MatchString(strings.TrimRight(cell, " :：")) }
	return !slices.ContainsFunc(cells, func(c string) bool { return !name(c) }) && !slices.ContainsFunc(lines[i+1].cells, name)
}

func nameOf(cell string) string { return strings.ToLower(strings.TrimRight(cell, " :：")) }

// goesOn adds a line without a name to the value before it, if it can be more of
// that: after the last value of all the rest of the page follows.
func (c *record) goesOn(l row, last string, final bool) bool {
	f := &c.fields[len(c.fields)-1]
	text := l.text()
	if f.lines == longestValue || final && f.name == last && f.value != "" && maskedFour(text) == "" {
		return false
	}
	if broken(f.value, text) && !strings.ContainsAny(text, ":：") { // with a name of its own it is another line
		f.value += text
	} else {
		f.value = strings.TrimSpace(f.value + " " + text)
	}
	f.lines++
	c.raw += " " + l.raw
	return true
}

// tableOf writes records as a table with its head.
func tableOf(all []record) (table []row, ok bool) {
	if len(all) < 2 {
		return nil, false
	}
	var names []string
	for _, c := range all {
		for _, f := range c.fields {
			if !slices.Contains(names, f.name) {
				names = append(names, f.name)
			}
		}
	}
	if _, ok := columns(names); !ok {
		return nil, false
	}
	table = append(table, row{raw: strings.Join(names, " | "), cells: names})
	for _, c := range all {
		cells := make([]string, len(names))
		for _, f := range c.fields {
			at := slices.Index(names, f.name)
			cells[at] = strings.TrimSpace(cells[at] + " " + brand.NormaliseText(f.value))
		}
		table = append(table, row{raw: c.raw, cells: cells})
	}
	return table, true
}
