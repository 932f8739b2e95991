package sight

import (
	"cmp"
	"image"
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// placed is a word with its place as if the sheet were level.
type placed struct {
	Word
	box image.Rectangle
}

// strand is a line in the making.
type strand struct {
	top, bottom int // of its highest word
	words       []placed
}

// Lines returns the lines of a sheet from top to bottom. Words that stand beside
// each other are a line; where the gap between two is wider than a letter is high,
// or is one between columns, the next cell begins. A cell that is wrapped is one
// again.
func (s Sheet) Lines() []Line {
	strands := s.strands()
	rows := make([]cells, len(strands))
	for i, st := range strands {
		rows[i] = st.cells(s.Gaps)
	}
	var lines []Line
	for _, row := range unwrap(level(rows), s.Rules) {
		lines = append(lines, row.line())
	}
	return lines
}

// level returns the words of a sheet with their places as if it were level.
func (s Sheet) level() []placed {
	words := make([]placed, 0, len(s.Words))
	for _, w := range s.Words {
		if w.Text = strings.Join(strings.Fields(w.Text), " "); w.Text == "" {
			continue
		}
		sink, shift := (w.Box.Min.X+w.Box.Max.X)/2*s.Lean/1000, (w.Box.Min.Y+w.Box.Max.Y)/2*s.Lean/1000
		words = append(words, placed{w, w.Box.Add(image.Pt(shift, -sink))})
	}
	return words
}

// strands returns what stands beside each other, from top to bottom, each from
// left to right.
func (s Sheet) strands() []*strand {
	words := s.level()
	slices.SortFunc(words, higher)
	var strands []*strand
	for _, w := range words {
		strands = into(strands, w)
	}
	slices.SortStableFunc(strands, func(a, b *strand) int { return cmp.Compare(a.top+a.bottom, b.top+b.bottom) })
	for _, st := range strands {
		slices.SortFunc(st.words, func(a, b placed) int { return cmp.Or(cmp.Compare(a.box.Min.X, b.box.Min.X), compare(a, b)) })
	}
	return strands
}

// higher orders words by how well they tell where their line is: the highest
// first, and then as they are read.
func higher(a, b placed) int {
	return cmp.Or(cmp.Compare(b.box.Dy(), a.box.Dy()), compare(a, b))
}

func compare(a, b placed) int {
	return cmp.Or(cmp.Compare(a.box.Min.Y, b.box.Min.Y), cmp.Compare(a.box.Min.X, b.box.Min.X), cmp.Compare(a.box.Max.X, b.box.Max.X),
		cmp.Compare(a.box.Max.Y, b.box.Max.Y), cmp.Compare(a.Text, b.Text), cmp.Compare(a.Score, b.Score))
}

// into adds a word to the strand that it stands in most, or begins one.
func into(strands []*strand, w placed) []*strand {
	var best *strand
	share := 0
	for _, st := range strands {
		common := min(st.bottom, w.box.Max.Y) - max(st.top, w.box.Min.Y)
		if 2*common >= max(w.box.Dy(), 1) && common > share {
			best, share = st, common
		}
	}
	if best == nil {
		return append(strands, &strand{w.box.Min.Y, w.box.Max.Y, []placed{w}})
	}
	best.words = append(best.words, w)
	return strands
}

// cells is a row of cells.
type cells struct {
	height int // of its letters
	all    [][]placed
}

// cells divides a strand where a gap is wide, or is one between columns.
func (st *strand) cells(gaps []image.Rectangle) cells {
	row := cells{height: st.letters()}
	wide := row.height * 5 / 4
	if slices.ContainsFunc(gaps, func(gap image.Rectangle) bool { return st.across(gap) }) {
		wide = row.height * 3 // where columns are is known
	}
	right := 0
	for i, w := range st.words {
		apart := i > 0 && (w.box.Min.X-right > wide || st.parted(gaps, st.words[i-1], w))
		if apart && strings.HasSuffix(st.words[i-1].Text, "、") { // which has its room within it
			apart = w.box.Min.X-right > 2*row.height
		}
		if i == 0 || apart {
			row.all = append(row.all, nil)
			right = w.box.Max.X
		}
		last := len(row.all) - 1
		row.all[last] = append(row.all[last], w)
		right = max(right, w.box.Max.X)
	}
	return row
}

// letters returns how high the letters of a strand are: not its dashes and dots,
// nor what stands out.
func (st *strand) letters() int {
	var heights []int
	for _, w := range st.words {
		if 2*w.box.Dy() > st.bottom-st.top {
			heights = append(heights, w.box.Dy())
		}
	}
	if len(heights) == 0 {
		return max(1, st.bottom-st.top)
	}
	slices.Sort(heights)
	return max(1, heights[len(heights)/2])
}

// level puts together what stands in the middle of its row: one line of a cell
// beside two or more of another, which stand a little above it and a little below.
func level(rows []cells) (out []cells) {
	for i := 0; i < len(rows); {
		end := i + 1
		for end < len(rows) && end-i < maxWraps && rows[end-1].bottom()-rows[end].top() > rows[end].height/8 {
			end++
		}
		if row, ok := columnsOf(rows[i:end]); ok {
			out = append(out, row)
		} else {
			out = append(out, rows[i:end]...)
		}
		i = end
	}
	return out
}

// columnsOf makes one row of rows that stand between each other. It is none if they
// are but one, or if every column has several lines: those are pages side by side.
func columnsOf(rows []cells) (row cells, ok bool) {
	if len(rows) < 2 {
		return row, false
	}
	var lines []int // of each column
	for _, r := range rows {
		row.height = max(row.height, r.height)
		for _, cell := range r.all {
			box := bounds(cell)
			at := slices.IndexFunc(row.all, func(column []placed) bool {
				b := bounds(column)
				return b.Min.X < box.Max.X && box.Min.X < b.Max.X
			})
			if at < 0 {
				row.all, lines = append(row.all, cell), append(lines, 1)
				continue
			}
			row.all[at] = append(row.all[at][:len(row.all[at]):len(row.all[at])], cell...)
			lines[at]++
		}
	}
	ok = len(row.all) > 1 && slices.Contains(lines, 1)
	slices.SortFunc(row.all, func(a, b []placed) int { return cmp.Compare(bounds(a).Min.X, bounds(b).Min.X) })
	return row, ok
}

// parted reports whether a gap between columns lies between two words.
func (st *strand) parted(gaps []image.Rectangle, a, b placed) bool {
	return slices.ContainsFunc(gaps, func(gap image.Rectangle) bool {
		at := gap.Min.X + gap.Max.X
		return st.across(gap) && a.box.Min.X+a.box.Max.X < at && b.box.Min.X+b.box.Max.X > at
	})
}

// across reports whether a gap between columns reaches a strand.
func (st *strand) across(gap image.Rectangle) bool {
	middle := (st.top + st.bottom) / 2
	return middle >= gap.Min.Y && middle < gap.Max.Y
}

// unwrap puts together cells that go on in the next rows: rows of a table whose
// next rows have no cell of their own, but only what stands right below some of its
// cells, and either a rule below them or much more room than between them. What
// stands right above some of the cells of a row in the same way begins them.
func unwrap(rows []cells, rules []image.Rectangle) []cells {
	var out []cells
	usual := 0 // the widest gap within a row so far
	for i := 0; i < len(rows); {
		row, n, wider := rows[i], 0, 0
		if begun, ok := beginning(rows, i); ok && !ruled(rules, rows[i], rows[i+1]) {
			row, i = begun, i+1
		}
		for i+1 < len(rows) && row.halfway(rows[i+1]) {
			row, i = row.with(rows[i+1]), i+1
		}
		if at := row.named(rows, i+1); at >= 0 {
			row.all[at] = append(slices.Clone(row.all[at]), rows[i+1].all[0]...)
			i++
		}
		var below [][]int
		for len(row.all) > 1 && i+n+1 < len(rows) && n < maxWraps {
			next, before := rows[i+n+1], rows[i+n]
			columns, ok := row.below(next)
			gap := next.top() - max(row.bottom(), before.bottom())
			if n > 0 {
				gap = next.top() - before.bottom()
			}
			if !ok || gap > max(row.height, next.height)*5/4 || ruled(rules, before, next) {
				break
			}
			below, wider, n = append(below, columns), max(wider, gap), n+1
		}
		switch end := i + n + 1; {
		case n == 0:
		case end == len(rows): // nothing tells that a row ends here
			if wider > max(usual, row.height*3/4) {
				n = 0
			}
		case !ruled(rules, rows[end-1], rows[end]) && 2*(rows[end].top()-rows[end-1].bottom()) < 3*max(wider, row.height/4):
			n = 0
		}
		if n > 0 {
			usual = max(usual, wider)
		}
		for k, columns := range below[:n] {
			for at, c := range columns {
				row.all[c] = append(row.all[c], rows[i+1+k].all[at]...)
			}
		}
		out = append(out, row)
		i += n + 1
	}
	return out
}

// halfway reports whether a row ends with the sign of an amount that stands right
// below it, or with a number that was broken at its hyphen: the cell was too narrow.
func (c cells) halfway(next cells) bool {
	last, after := c.all[len(c.all)-1], next.all[len(next.all)-1]
	whole := text(last, c.height)
	sign := strings.Trim(whole, "+-−–") == "" && len(c.all) > 1
	begun := strings.IndexAny(text(after, next.height), "0123456789$\\¥￥") == 0
	near := next.top()-c.bottom() <= max(c.height, next.height)*5/4
	if brokenNumber.MatchString(whole) && len(next.all) == 1 { // below it, or at the start of the next line
		return near && numberRest.MatchString(text(after, next.height))
	}
	return sign && begun && near && len(next.all) <= len(c.all) && bounds(after).Max.X > bounds(last).Min.X
}

// brokenNumber ends with a hyphen, and numberRest goes on after it.
var (
	brokenNumber = regexp.MustCompile(`\d-$`)
	numberRest   = regexp.MustCompile(`^\d[\d-]*$`)
	endLabel     = regexp.MustCompile(`(?i)(?:\bending(?: in| with)?|末尾|下 ?4 ?桁)[ :：]*$`)
	endRest      = regexp.MustCompile(`^[0-9A-Z]{4}$`)
)

// named returns the cell that ends with the name of a number whose last symbols are all of
// the next row: the cell was too narrow. It is -1 if there is none.
func (c cells) named(rows []cells, next int) int {
	if next >= len(rows) || len(rows[next].all) != 1 || rows[next].top()-c.bottom() > max(c.height, rows[next].height)*5/4 ||
		!endRest.MatchString(text(rows[next].all[0], rows[next].height)) {
		return -1
	}
	return slices.IndexFunc(c.all, func(cell []placed) bool { return endLabel.MatchString(text(cell, c.height)) })
}

// with returns a row that goes on in the next one: its last cell in the last, and the
// others in those that they stand below.
func (c cells) with(next cells) cells {
	out := cells{c.height, slices.Clone(c.all)}
	for i, cell := range next.all {
		at := i
		if i == len(next.all)-1 {
			at = len(out.all) - 1
		}
		out.all[at] = append(slices.Clone(out.all[at]), cell...)
	}
	return out
}

// beginning returns a row together with the one above it, if that begins some of its
// cells.
func beginning(rows []cells, i int) (begun cells, ok bool) {
	if i == 0 || i+1 >= len(rows) {
		return begun, false
	}
	row, next := rows[i], rows[i+1]
	gap, before := next.top()-row.bottom(), row.top()-rows[i-1].bottom()
	columns, ok := next.below(row)
	if !ok || len(columns) == 1 && columns[0] == 0 || gap > next.height*3/4 || 2*before < 3*max(gap, next.height/4) {
		return begun, false
	}
	begun = cells{next.height, slices.Clone(next.all)}
	for k, c := range columns {
		begun.all[c] = append(slices.Clone(row.all[k]), begun.all[c]...)
	}
	return begun, true
}

// ruled reports whether a rule goes between two rows, below most of the first.
func ruled(rules []image.Rectangle, a, b cells) bool {
	return slices.ContainsFunc(rules, func(rule image.Rectangle) bool {
		at := (rule.Min.Y + rule.Max.Y) / 2
		return at >= (a.top()+a.bottom())/2 && at <= (b.top()+b.bottom())/2
	})
}

// maxWraps is how many times one cell is wrapped.
const maxWraps = 8

// below returns for each cell of next which cell of c it stands below, if each
// stands below one and not all do.
func (c cells) below(next cells) (columns []int, ok bool) {
	if len(next.all) >= len(c.all) {
		return nil, false
	}
	for _, cell := range next.all {
		left := bounds(cell).Min.X
		at := slices.IndexFunc(c.all, func(above []placed) bool {
			d := bounds(above).Min.X - left
			return max(d, -d) <= c.height*2/3
		})
		if at < 0 || at == 0 && len(next.all) == 1 && len(c.all) < 3 || slices.Contains(columns, at) {
			return nil, false
		}
		columns = append(columns, at)
	}
	return columns, true
}

func bounds(words []placed) image.Rectangle {
	var box image.Rectangle
	for _, w := range words {
		box = box.Union(w.box)
	}
	return box
}

func (c cells) top() int {
	top := bounds(c.all[0]).Min.Y
	for _, cell := range c.all {
		top = min(top, bounds(cell).Min.Y)
	}
	return top
}

func (c cells) bottom() int {
	bottom := 0
	for _, cell := range c.all {
		bottom = max(bottom, bounds(cell).Max.Y)
	}
	return bottom
}

func (c cells) line() Line {
	var line Line
	for _, words := range c.all {
		cell := Cell{Text: text(words, c.height)}
		for _, w := range words {
			cell.Words = append(cell.Words, w.Word)
		}
		line.Cells = append(line.Cells, cell)
	}
	return line
}

// text joins words of a cell: with a space where Latin words or numbers stand
// apart, without one where Japanese goes on or a number is broken at its hyphen.
func text(words []placed, height int) string {
	var b strings.Builder
	for i, w := range words {
		if i > 0 && spaced(words[i-1], w, height) {
			b.WriteByte(' ')
		}
		b.WriteString(w.Text)
	}
	return b.String()
}

func spaced(a, b placed, height int) bool {
	last, _ := utf8.DecodeLastRuneInString(a.Text)
	first, _ := utf8.DecodeRuneInString(b.Text)
	gap := b.box.Min.X - a.box.Max.X
	wrapped := b.box.Min.Y > a.box.Max.Y || b.box.Max.X < a.box.Min.X
	switch {
	case wide(last) && wide(first):
		return !wrapped && gap > height*2/3
	case wide(last) || wide(first):
		return !wrapped && gap > height/2
	case wrapped:
		return last != '-'
	case letters(a.Text) && (letters(b.Text) || figures(b.Text)), figures(a.Text) && letters(b.Text):
		return gap > 0 // small letters stand close, and whoever has read them has seen two words
	}
	return 5*gap > height
}

// letters reports whether a text is a Latin word, and figures whether it is a number.
func letters(text string) bool {
	return len(text) > 1 && strings.Trim(strings.ToLower(text), "abcdefghijklmnopqrstuvwxyz") == ""
}

func figures(text string) bool { return strings.Trim(text, "0123456789") == "" }

// wide reports whether a character is written without spaces around it.
func wide(r rune) bool {
	return unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana) || r >= 0x3000 && r <= 0x303f || r >= 0xff00 && r <= 0xffef || r == 'ー'
}
