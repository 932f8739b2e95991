package brand

import (
	"bytes"
	"regexp"
	"regexp/syntax"
	"slices"
	"strings"
	"unicode/utf8"
)

// Redact cuts whole codes of this brand to "…" and their last four symbols, or
// to "…" alone if a code is so short that its last four would give it away. It
// says how many it cut.
//
// A code is found by its shape: in one run, or in groups as the issuer prints
// it, in fours or in fives, with hyphens or spaces, in any case and width. What
// only looks a little like one stays: a number of digits alone where codes have
// letters, an order number, a word, a part of a longer number.
func (p *Profile) Redact(s string) (string, int) {
	if p.cut == nil {
		return newCutter([]*Profile{p}).redact(s)
	}
	return p.cut.redact(s)
}

const (
	keptOf   = 10  // symbols of the shortest code of which the last four are kept
	lookBack = 120 // bytes before a number in which Shape.After is looked for
	passes   = 4   // a cut can lay bare another code beside it

	heldGroups = 1024 // of a run; a code has at most MaxSymbols
)

// cutter finds codes of many shapes in one walk.
type cutter struct {
	shapes []cutShape
	words  [][]byte         // that one shape or another asks for, each once
	kana   []*regexp.Regexp // of codes of hiragana: what stands before one
}

type cutShape struct {
	match, after *regexp.Regexp
	words        []string // one of which stands before it, in small letters; none: not known
	groups       []int    // lengths, as printed
	least, most  int      // symbols
	reach        int      // bytes before it that after can need
	letters      bool
}

func newCutter(profiles []*Profile) *cutter {
	var c cutter
	seen := map[[3]string]bool{}
	for _, p := range profiles {
		for _, s := range p.Codes {
			re := compiled(s.match, s.Match)
			tree, err := syntax.Parse(s.Match, syntax.Perl)
			if key := [3]string{s.Match, s.Shown, s.After}; re == nil || err != nil || seen[key] {
				continue
			} else {
				seen[key] = true
			}
			if ofKana(s.Shown) {
				c.kana = append(c.kana, compiled(s.after, atEnd(s.After)))
				continue
			}
			shape := cutShape{match: re}
			if s.After != "" {
				shape.after, shape.words, shape.reach = compiled(s.after, atEnd(s.After)), words(s.After), reach(s.After)
			}
			for _, word := range shape.words {
				if !slices.ContainsFunc(c.words, func(w []byte) bool { return string(w) == word }) {
					c.words = append(c.words, []byte(word))
				}
			}
			shape.least, shape.most, shape.letters = measure(tree)
			shape.most = min(shape.most, MaxSymbols)
			for _, g := range strings.FieldsFunc(s.Shown, func(r rune) bool { return r == ' ' || r == '-' }) {
				shape.groups = append(shape.groups, len(g))
			}
			c.shapes = append(c.shapes, shape)
		}
	}
	return &c
}

func (c *cutter) redact(s string) (string, int) {
	total := 0
	for range passes {
		cut, n := c.walk(s)
		total += n
		if n == 0 {
			break
		}
		s = cut
	}
	if len(c.kana) > 0 {
		cut, n := redactKana(s, c.kana)
		return cut, total + n
	}
	return s, total
}

// group is a run of letters and digits, and what parts it from the one before:
// a single hyphen, space or underscore, or 0 if anything else does.
type group struct {
	text   string
	digits int
	lo, hi int // in the folded text
	sep    byte
}

// walk cuts every code that it finds from left to right.
func (c *cutter) walk(s string) (string, int) {
	w := c.walked(s)
	if w.n == 0 {
		return s, 0
	}
	w.out = append(w.out, s[w.done:]...)
	return string(w.out), w.n
}

func (c *cutter) walked(s string) *walker {
	f := fold(s)
	w := &walker{cutter: c, folded: f, whole: s}
	for i := 0; i < len(f.text); {
		if !alnum(f.text[i]) {
			i++
			continue
		}
		i = w.run(i)
	}
	return w
}

type walker struct {
	*cutter
	folded folded
	whole  string
	out    []byte // what is written already
	done   int    // up to where whole is written
	seen   int    // the same in the folded text
	n      int
	groups []group
	rest   bool // the next group is what a cut has left

	before   string // what stands before beforeAt-1
	small    []byte // the same in small letters
	beforeAt int
	any      bool // one of the words that shapes ask for is in it
	asked    int  // how often a pattern was asked
}

// run looks at one run of groups, which begins at i, and returns where it ends.
// It holds few of a long run at a time.
func (w *walker) run(i int) int {
	text := w.folded.text
	w.groups, w.rest = w.groups[:0], false
	from, sep := 0, byte(0)
	for {
		lo := i
		for i < len(text) && alnum(text[i]) {
			i++
		}
		w.groups = append(w.groups, group{text[lo:i], digits(text[lo:i]), lo, i, sep})
		more := i+1 < len(text) && (text[i] == '-' || text[i] == ' ' || text[i] == '_') && alnum(text[i+1])
		if !more {
			w.scan(from, len(w.groups))
			return i
		}
		if len(w.groups) == heldGroups {
			next := w.scan(from, heldGroups-MaxSymbols)
			from = copy(w.groups, w.groups[next-1:next]) // what a neighbour is compared with
			w.groups = append(w.groups[:from], w.groups[next:]...)
		}
		sep = text[i]
		i++
	}
}

// scan cuts the codes that begin with groups a to end, and returns the first
// group that it has not looked at.
func (w *walker) scan(a, end int) int {
	for a < end {
		b := w.longest(a)
		if b == 0 {
			a, w.rest = a+1, false
			continue
		}
		last := w.cut(a, b, w.rest)
		if w.rest = last != ""; w.rest {
			w.groups[b-1].text, w.groups[b-1].digits, w.groups[b-1].sep = last, digits(last), 0
			a = b - 1
		} else {
			a = b
		}
	}
	return a
}

// longest returns the end of the longest code that begins with group a, or 0.
func (w *walker) longest(a int) int {
	g := w.groups
	best := 0
	for i := range w.shapes {
		s := &w.shapes[i]
		if s.after != nil && len(s.words) > 0 && !w.anyWord(g[a].lo) {
			continue
		}
		if n := len(g[a].text); n >= s.least && n <= s.most {
			if w.isCode(s, a, a+1) {
				best = max(best, a+1)
			}
		}
		if b := grouped(g[a:], s.groups); b > 1 && w.isCode(s, a, a+b) {
			best = max(best, a+b)
		}
		if b := tied(g[a:], s.most); s.after != nil && b > 1 && w.isCode(s, a, a+b) {
			best = max(best, a+b)
		}
		for _, size := range []int{4, 5} {
			if b := even(g[a:], size, s.least, s.most); b > 1 && w.isCode(s, a, a+b) {
				best = max(best, a+b)
			}
		}
	}
	return best
}

// grouped returns how many of g have the lengths that a code is printed in, all
// parted alike, or 0.
func grouped(g []group, lengths []int) int {
	if len(g) < len(lengths) {
		return 0
	}
	for i, n := range lengths {
		if len(g[i].text) != n || i > 0 && (g[i].sep == 0 || g[i].sep != g[1].sep) {
			return 0
		}
	}
	return len(lengths)
}

// even returns how many of g, all of one size but the last, which may be
// shorter, together have as many symbols as a code, or 0.
func even(g []group, size, least, most int) int {
	sum, found := 0, 0
	for i := range g {
		if i > 0 && (g[i].sep == 0 || g[i].sep != g[1].sep) || len(g[i].text) > size {
			break
		}
		sum += len(g[i].text)
		if sum > most {
			break
		}
		if sum >= least {
			found = i + 1
		}
		if len(g[i].text) < size {
			break
		}
	}
	return found
}

// tied returns how many of g hold together without a space, and are no longer
// than a code.
func tied(g []group, most int) int {
	sum := 0
	for i := range g {
		if sum += len(g[i].text); sum > most || i > 0 && g[i].sep != '-' && g[i].sep != '_' {
			return i
		}
	}
	return len(g)
}

// isCode reports whether groups a to b are a code of shape s, and not a part of
// a longer number. What is cheap to know is asked first, and the pattern last:
// one text may have a million groups, and each may begin a code of any shape.
func (w *walker) isCode(s *cutShape, a, b int) bool {
	g := w.groups[a:b]
	size, nDigits := 0, 0
	for _, x := range g {
		size, nDigits = size+len(x.text), nDigits+x.digits
	}
	switch {
	case size < s.least || size > s.most:
		return false
	case !s.letters && nDigits < size:
		return false
	case s.after != nil:
		if nDigits == 0 {
			return false
		}
		code := upper(joined(g))
		return !maskedAlready(code) && w.matches(s, code) && w.follows(s, g[0].lo)
	case s.letters && nDigits == size:
		return false // codes that are digits by chance are too rare to cut every number
	case len(g) > 1 && g[1].sep == '_':
		return false // a name in a program
	}
	if byteAt(w.folded.text, g[0].lo-1) == '@' || byteAt(w.folded.text, g[len(g)-1].hi) == '@' {
		return false // a mail address
	}
	if g[0].sep == '-' && w.groups[a-1].digits > 0 {
		return false
	}
	if b < len(w.groups) && w.groups[b].sep == '-' && w.groups[b].digits > 0 {
		return false
	}
	code := joined(g)
	return likely(s, g, code, nDigits) && w.matches(s, upper(code))
}

// matches asks a shape's pattern, and counts that it did.
func (w *walker) matches(s *cutShape, code string) bool {
	w.asked++
	return s.match.MatchString(code)
}

// likely tells codes from words, and from codes that are masked already.
func likely(s *cutShape, g []group, code string, nDigits int) bool {
	if !s.letters {
		return true
	}
	if maskedAlready(code) {
		return false
	}
	spaced, hyphened := len(g) > 1 && g[1].sep == ' ', len(g) > 1 && g[1].sep == '-'
	capitals := upper(code) == code
	switch {
	case nDigits == 0:
		return hyphened || capitals && !spaced
	case capitals || hyphened:
		return true
	case spaced:
		mixed := 0
		for _, x := range g {
			if x.digits > 0 && x.digits < len(x.text) {
				mixed++
			}
		}
		return mixed > 1
	}
	return strings.ToLower(code[1:]) == code[1:] // not iPhone15ProMax
}

// maskedAlready reports whether a code shows no more than its last five, and before
// what is masked the digits by which the issuer of a card is known.
func maskedAlready(code string) bool {
	bare := strings.TrimLeft(code, "0123456789")
	end := strings.TrimLeft(bare, "xX")
	open, hidden := len(code)-len(bare), len(bare)-len(end)
	return len(code) >= keptOf && len(end) <= mostEnd && hidden >= leastMasked && open <= mostOpen
}

const (
	mostOpen    = 6 // digits before what is masked of a number
	leastMasked = 5 // symbols that are
	mostEnd     = 5 // symbols behind them
)

// lookBefore keeps what stands before lo at hand, and whether any word that a
// shape asks for is in it.
func (w *walker) lookBefore(lo int) {
	if w.beforeAt == lo+1 {
		return
	}
	w.before, w.beforeAt = w.upTo(lo), lo+1
	w.small = w.small[:0]
	for i := range len(w.before) {
		c := w.before[i]
		if c >= 'A' && c <= 'Z' {
			c += 'a' - 'A'
		}
		w.small = append(w.small, c)
	}
	w.any = slices.ContainsFunc(w.words, func(word []byte) bool { return bytes.Contains(w.small, word) })
}

// anyWord reports whether one of the words that any shape asks for stands before
// lo: in most places of most texts none does.
func (w *walker) anyWord(lo int) bool {
	w.lookBefore(lo)
	return w.any
}

// follows reports whether a number at lo stands after the words that a shape
// asks for.
func (w *walker) follows(s *cutShape, lo int) bool {
	w.lookBefore(lo)
	from := max(0, len(w.before)-s.reach)
	for from < len(w.before) && !utf8.RuneStart(w.before[from]) {
		from++
	}
	if len(s.words) > 0 && !slices.ContainsFunc(s.words, func(word string) bool { return bytes.Contains(w.small[from:], []byte(word)) }) {
		return false
	}
	return s.after.MatchString(w.before[from:])
}

// upTo returns what stands before an offset of the folded text, as it is after
// the cuts so far.
func (w *walker) upTo(lo int) string {
	text := w.folded.text[max(0, lo-lookBack):lo]
	if w.n > 0 && lo-w.seen < len(text) {
		text = fold(string(w.out[max(0, len(w.out)-lookBack):])).text + w.folded.text[min(w.seen, lo):lo]
		text = text[max(0, len(text)-lookBack):]
	}
	for len(text) > 0 && !utf8.RuneStart(text[0]) {
		text = text[1:]
	}
	return text
}

// cut writes what leads up to groups a to b, and "…" with the last four in
// their place, which it returns. If the first group is the rest of a cut, that
// one grows.
func (w *walker) cut(a, b int, rest bool) (last string) {
	g := w.groups[a:b]
	code := upper(joined(g))
	if rest {
		w.out = w.out[:len(w.out)-len(g[0].text)]
	} else {
		w.out = append(w.out, w.whole[w.done:w.folded.orig(g[0].lo)]...)
		w.out = append(w.out, "…"...)
		w.n++
	}
	if len(code) >= keptOf {
		last = code[len(code)-4:]
	}
	w.out = append(w.out, last...)
	w.seen, w.beforeAt = g[len(g)-1].hi, 0
	w.done = w.folded.orig(w.seen)
	return last
}

func joined(g []group) string {
	if len(g) == 1 {
		return g[0].text
	}
	var b strings.Builder
	for _, x := range g {
		b.WriteString(x.text)
	}
	return b.String()
}

func digits(s string) (n int) {
	for i := range len(s) {
		if s[i] >= '0' && s[i] <= '9' {
			n++
		}
	}
	return n
}

func byteAt(s string, i int) byte {
	if i < 0 || i >= len(s) {
		return 0
	}
	return s[i]
}

func alnum(b byte) bool {
	return b >= '0' && b <= '9' || b >= 'A' && b <= 'Z' || b >= 'a' && b <= 'z'
}
