package intake

import (
	"bytes"
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/net/html/atom"

	"github.com/unspent-dev/unspent/brand"
)

// flow tells, within a block, elements that stand side by side from those that are
// words of a sentence. Of two elements with nothing between them, or no more than
// space and dividers, each is a cell, for that is how pages lay rows out. With words
// of their parent beside them they are parts of what it says.
type flow struct {
	seam    seam
	between []byte       // dividers that were read since the text before
	edge    bool         // an element began or ended since the text before
	sup     bool         // the element at hand is raised
	within  []int        // the elements that are open, by number; the block is 0
	last    int          // number
	least   int          // the outermost of them that both texts stand in
	own     map[int]bool // elements with words of their own
	marks   []int        // by mark in the line: the element that both sides stand in
}

// seam is what stands between a text and the one before it.
type seam int

const (
	flows seam = iota // nothing, or the start of an element
	ended             // the end of an element
	begun             // the end of one and the start of another
)

// In a line cells are divided by marks that no page can write: those that always
// divide, and those that do unless words stand around them.
const (
	apartMark = 1
	looseMark = 2
)

const dividers = " \n\r\t\u00a0\u3000|｜/・·•,、"

func (f *flow) parent() int {
	if len(f.within) == 0 {
		return 0
	}
	return f.within[len(f.within)-1]
}

func (f *flow) starts(tag atom.Atom) {
	if f.seam == ended {
		f.seam = begun
	}
	f.edge = true
	f.last++
	f.within = append(f.within, f.last)
	f.sup = tag == atom.Sup
}

func (f *flow) ends(written bool) {
	if written && f.seam == flows {
		f.seam = ended
	}
	f.edge = true
	if n := len(f.within); n > 0 {
		f.within = f.within[:n-1]
	}
	f.least, f.sup = min(f.least, f.parent()), false
}

// parts reports whether a text is no more than what may divide two elements: it is
// kept until the next one.
func (f *flow) parts(text []byte) bool {
	if f.seam == flows || strings.Trim(string(text), dividers) != "" {
		return false
	}
	f.between = append(f.between, text...)
	return true
}

// joint is what comes between the line and a text.
func (f *flow) joint(line, text []byte) (joint string) {
	joint = string(f.between)
	cents := f.sup && joint == "" && centsAfter.Match(line) && centsOnly.Match(text)
	switch {
	case cents:
		joint = "."
	case len(line) == 0 || !f.edge:
	case f.seam != begun:
		if joint == "" && newWord(line, text) {
			f.marks = append(f.marks, -1)
			joint = string(rune(apartMark))
		}
	case goesOnIn(line, joint, text):
	case joint == "" && line[len(line)-1] != ' ' && text[0] != ' ':
		f.marks = append(f.marks, f.least)
		joint = string(rune(apartMark))
	default:
		f.marks = append(f.marks, f.least)
		joint = string(rune(looseMark)) + joint
	}
	if wordLike(string(text)) {
		if f.own == nil {
			f.own = map[int]bool{}
		}
		f.own[f.parent()] = true
	}
	f.seam, f.between, f.edge, f.sup, f.least = flows, nil, false, false, f.parent()
	return joint
}

func wordLike(text string) bool {
	return strings.ContainsFunc(text, func(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) })
}

// Pieces of one word, number or code in elements of their own: a sign or a mark of a
// currency before its number, the digits behind a point, a group of a code, and what
// makes the opposite of a word.
var (
	centsAfter = regexp.MustCompile(`[$€£]\s?[\d,]+$`)
	centsOnly  = regexp.MustCompile(`^\s*\d{2}\s*$`)
	dateGoes   = regexp.MustCompile(`年$`)
	monthGoes  = regexp.MustCompile(`月$`)
	monthOnly  = regexp.MustCompile(`^\d{1,2}月`)
	dayOnly    = regexp.MustCompile(`^\d{1,2}日?(?:\D|$)`)
	pieceOpen  = regexp.MustCompile(`(?:^|[^\pL\pN])(?:[-+−–＋－△▲(]\s?)?[¥￥$€£\\]\s*$|(?:^|[\s\x01\x02])[-+−–＋－△▲(]\s*$|\d[.,:/-]$`)
	pieceDigit = regexp.MustCompile(`^\s*[¥￥$€£]?\s?\d`)
	pieceEnds  = regexp.MustCompile(`^\s*(?:円|年|月|日|%|[.:/]\d|,\d{3})`)
	codeEnds   = regexp.MustCompile(`(?:^|[^A-Za-z0-9])[A-Z0-9]{4,20}-?$`)
	codeGoes   = regexp.MustCompile(`^-?[A-Z0-9]{4,6}(?:[^A-Za-z0-9]|$)`)
	codeMixed  = regexp.MustCompile(`[A-Z][^a-z ]*[0-9]|[0-9][^a-z ]*[A-Z]`)
	opposite   = regexp.MustCompile(`(?i)(?:^|[^a-z])(?:un|non|dis|in|de|re)-?$|[未不非再]$`)
)

// goesOnIn reports whether a text in an element goes on with what the element before
// ends with.
func goesOnIn(line []byte, between string, text []byte) bool {
	left := line[max(0, len(line)-24):]
	digits := func(b []byte) bool { return len(b) > 0 && digit(b[len(b)-1]) }
	switch {
	case pieceOpen.Match(left) && pieceDigit.Match(text), digits(left) && between == "" && pieceEnds.Match(text):
		return true
	case between != "":
		return false
	case dateGoes.Match(left) && monthOnly.Match(text), monthGoes.Match(left) && dayOnly.Match(text) && !monthOnly.Match(text):
		return true
	case codeEnds.Match(left) && codeGoes.Match(text):
		return codeMixed.Match(append(bytes.Clone(left), text...))
	}
	first, _ := utf8.DecodeRune(text)
	return opposite.Match(left) && (unicode.IsLower(first) || first >= 0x3041)
}

// newWord reports whether a text begins a word of its own though no space divides
// it from the line: only the style of the page puts such elements apart.
func newWord(line, text []byte) bool {
	before, _ := utf8.DecodeLastRune(line)
	first, _ := utf8.DecodeRune(text)
	switch {
	case maskEnds.Match(line), strings.ContainsRune(" \t\n", first):
		return false
	case yearEnds.Match(line):
		return unicode.IsLetter(first) && first < utf8.RuneSelf
	case unicode.IsLower(before), before >= 0x3041 && unicode.IsLetter(before):
		return unicode.IsDigit(first) || first < utf8.RuneSelf && unicode.IsUpper(first) || strings.ContainsRune("¥￥$€£+＋−–", first) || address.Match(text)
	case unicode.IsDigit(before):
		return first < utf8.RuneSelf && unicode.IsUpper(first) && len(text) > 2 && unicode.IsLower(rune(text[1])) || strings.ContainsRune("¥￥$€£", first)
	}
	return before == ')' && unicode.IsLetter(first) && first < utf8.RuneSelf
}

var (
	maskEnds = regexp.MustCompile(`[xX]{2}$`)
	yearEnds = regexp.MustCompile(`[ /.-](?:19|20)\d{2}$`)
)

// cells divides a block where its marks say so, by what is to stand between cells.
// Elements that have cells of their own, and names with their values, are lines; the
// first are apart from each other.
func (f *flow) cells(line, between string) (lines []string, apart bool) {
	var cells []string
	var inside []int // by cell: the element that it and the one before stand in; -1: none
	from, in := 0, -1
	add := func(to int) {
		if cell := strings.Join(strings.Fields(strings.Map(unmarked, line[from:to])), " "); cell != "" {
			cells, inside = append(cells, cell), append(inside, in)
			in = -1
		}
	}
	for i, marks := 0, 0; i < len(line); i++ {
		if line[i] != apartMark && line[i] != looseMark {
			continue
		}
		parent := f.marks[marks]
		if marks++; line[i] == looseMark && f.own[parent] {
			continue
		}
		add(i)
		from, in = i+1, parent
		if line[i] == looseMark {
			from = len(line) - len(strings.TrimLeft(line[from:], dividers))
		}
	}
	add(len(line))
	if between != "\t" {
		return []string{strings.Join(cells, between)}, false
	}
	starts, at := startsOf(inside), 0
	for _, to := range append(starts[:len(starts):len(starts)], len(cells)) {
		lines, at = append(lines, pairs(cells[at:to])...), to
	}
	return lines, len(starts) > 0
}

func unmarked(r rune) rune {
	if r == apartMark || r == looseMark {
		return -1
	}
	return r
}

// startsOf returns the cells with which lines begin, other than the first: those of
// the outermost elements side by side, if most of these have cells of their own.
func startsOf(inside []int) (starts []int) {
	outer := -1
	for _, in := range inside {
		if in >= 0 && (outer < 0 || in < outer) {
			outer = in
		}
	}
	composed, from := 0, 0
	for i, in := range append(inside[:len(inside):len(inside)], outer) {
		if i == 0 || in != outer || outer < 0 {
			continue
		}
		if i-from > 1 {
			composed++
		}
		if from = i; i < len(inside) {
			starts = append(starts, i)
		}
	}
	if composed < 2 || 2*composed <= len(starts)+1 {
		return nil
	}
	return starts
}

// pairs makes a line of each name with its value, if cells are these by turns, and
// else one of all of them.
func pairs(cells []string) (lines []string) {
	named, valued := len(cells) >= 4 && len(cells)%2 == 0, 0
	for i, cell := range cells {
		digits := strings.ContainsAny(brand.NormaliseText(cell), "0123456789@")
		switch {
		case i%2 == 0:
			named = named && len(cell) <= longestButton && !digits && wordLike(cell)
		case digits:
			valued++
		}
	}
	if !named || 4*valued < len(cells) {
		if len(cells) > maxCells {
			return []string{strings.Join(cells, " ")}
		}
		return []string{strings.Join(cells, "\t")}
	}
	for i := 0; i < len(cells); i += 2 {
		lines = append(lines, cells[i]+"\t"+cells[i+1])
	}
	return lines
}
