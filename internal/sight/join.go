package sight

import (
	"image"
	"slices"
	"strings"
)

// longestOverlap is how many lines of a picture are looked for in the next one,
// and mostFrame how many of the next one's first lines may be the frame of the
// screen, which stays where it is while a page is scrolled.
const (
	longestOverlap = 200
	mostFrame      = 6
)

// Join returns the lines of several pictures of one page, in the order in which
// the page was scrolled: lines that end one picture and begin the next stand once.
// What lies above them in the next picture is the frame of the screen, and stands
// once too. From says of which picture each line is.
func Join(sheets ...Sheet) (lines []Line, from []int) {
	own := slices.Clone(sheets)
	moved := make([]bool, len(sheets))
	for i := 1; i < len(own); i++ {
		var cut, by int
		if cut, by, moved[i] = scrolled(sheets[i-1], sheets[i]); moved[i] {
			own[i-1], own[i] = own[i-1].between(-endless, cut), own[i].between(cut-by, endless)
		}
	}
	for i, s := range own {
		next := s.Lines()
		if i > 0 && !moved[i] {
			next = next[overlap(lines, next):]
		}
		for _, l := range next {
			lines, from = append(lines, l), append(from, i)
		}
	}
	return lines, from
}

const endless = 1 << 30

// between returns what stands between two heights of a level sheet.
func (s Sheet) between(top, bottom int) Sheet {
	var words []Word
	for _, p := range s.level() {
		if middle := (p.box.Min.Y + p.box.Max.Y) / 2; middle >= top && middle < bottom {
			words = append(words, p.Word)
		}
	}
	s.Words = words
	return s
}

// pair is a line of a sheet that stands in the next one too.
type pair struct {
	line int // of the first
	by   int // how much higher it stands in the next
}

// Bounds of finding by how much a page was scrolled.
const (
	leastText = 6    // letters of a line that tells anything
	mostPairs = 2000 // lines that are the same
)

// scrolled finds by how much the next sheet shows less of the top of a page than
// the one before, if most of what both show is the same, and where between two
// lines to go over from one to the other.
func scrolled(before, next Sheet) (cut, by int, ok bool) {
	a, b := before.strands(), next.strands()
	same := map[string][]*strand{}
	for _, y := range b {
		if text := y.plain(); len([]rune(text)) >= leastText {
			same[text] = append(same[text], y)
		}
	}
	var pairs []pair
	for i, x := range a {
		for _, y := range same[x.plain()] {
			if x.top-y.top > x.bottom-x.top && len(pairs) < mostPairs {
				pairs = append(pairs, pair{i, (x.top + x.bottom - y.top - y.bottom) / 2})
			}
		}
	}
	first, last := 0, 0
	best, worth := 0, 0
	for _, p := range pairs {
		low, high, n, near := p.line, p.line, 0, max(3, (a[p.line].bottom-a[p.line].top)/4)
		for _, q := range pairs {
			if d := q.by - p.by; d <= near && d >= -near {
				low, high, n = min(low, q.line), max(high, q.line), n+1
			}
		}
		if n > 1 && n > worth {
			if sum := n - 4*contrary(a, b, p.by); sum > worth {
				best, worth, by, first, last = n, sum, p.by, low, high
			}
		}
	}
	if best == 0 {
		return 0, 0, false
	}
	both := 0
	for _, y := range b {
		if y.top+by >= a[first].top-1 && y.bottom+by <= a[last].bottom+1 {
			both++
		}
	}
	cut = a[last].bottom
	if last+1 < len(a) {
		cut = (cut + a[last+1].top) / 2
	}
	widest := 0
	for i := first; i < last; i++ {
		gap := a[i+1].top - a[i].bottom
		if ruledAt(before.Rules, a[i].bottom, a[i+1].top) {
			gap += endless / 2
		}
		if gap > widest {
			widest, cut = gap, (a[i].bottom+a[i+1].top)/2
		}
	}
	return cut, by, 2*best >= both
}

// contrary counts the strands that would stand in one place, had a page been scrolled
// by so much, and whose numbers differ: rows are alike but for their day and amount.
func contrary(a, b []*strand, by int) (n int) {
	for _, y := range b {
		top, bottom := y.top+by, y.bottom+by
		for _, x := range a {
			if common := min(x.bottom, bottom) - max(x.top, top); 2*common > x.bottom-x.top && otherNumbers(x.plain(), y.plain()) {
				n++
			}
		}
	}
	return n
}

// otherNumbers reports whether two texts have digits that differ in more than eyes
// mistake.
func otherNumbers(a, b string) bool {
	const few, slips = 4, 1
	x, y := digits(a), digits(b)
	if len(x) < few || len(y) < few {
		return false
	}
	differ := max(len(x)-len(y), len(y)-len(x))
	for i := range min(len(x), len(y)) {
		if x[i] != y[i] {
			differ++
		}
	}
	return differ > slips
}

func digits(text string) string {
	return strings.Map(func(r rune) rune {
		if r < '0' || r > '9' {
			return -1
		}
		return r
	}, text)
}

// ruledAt reports whether a rule lies between two heights.
func ruledAt(rules []image.Rectangle, top, bottom int) bool {
	return slices.ContainsFunc(rules, func(r image.Rectangle) bool { return r.Min.Y+r.Max.Y >= 2*top && r.Min.Y+r.Max.Y <= 2*bottom })
}

// plain is the text of a strand without spaces.
func (st *strand) plain() string {
	var text strings.Builder
	for _, w := range st.words {
		text.WriteString(strings.Join(strings.Fields(w.Text), ""))
	}
	return text.String()
}

// overlap returns how many of the first lines of next stand at the end of the
// lines before it already.
func overlap(before, next []Line) int {
	best, end := 0, 0
	tail := before[max(0, len(before)-longestOverlap):]
	for skip := 0; skip <= min(mostFrame, len(next)); skip++ {
		for n := min(len(tail), len(next)-skip); n > best; n-- {
			if same(tail[len(tail)-n:], next[skip:skip+n]) {
				best, end = n, skip+n
				break
			}
		}
	}
	return end
}

// same reports whether lines are the same, as far as eyes can tell. A line that
// could stand anywhere, as an empty one or a rule, tells nothing by itself.
func same(a, b []Line) bool {
	letters := 0
	for i := range a {
		x, y := plain(a[i]), plain(b[i])
		if x != y {
			return false
		}
		letters += len([]rune(x))
	}
	return letters >= 8
}

func plain(l Line) string { return strings.Join(strings.Fields(l.Text()), "") }
