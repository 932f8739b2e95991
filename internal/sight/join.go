package sight

import "strings"

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
	for i, s := range sheets {
		next := s.Lines()
		if i > 0 {
			next = next[overlap(lines, next):]
		}
		for _, l := range next {
			lines, from = append(lines, l), append(from, i)
		}
	}
	return lines, from
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
