package ocr

import (
	"cmp"
	"image"
	"slices"
	"strings"

	"github.com/unspent-dev/unspent/internal/sight"
)

// A mask is what stands for the symbols of a number that is not shown: the same small
// shape again and again, a star, a dot or a cross. Stars are read as whatever letters
// are as dark, and dots not at all, so masks are found by their ink.
const (
	leastMask = 4  // shapes
	maskScore = 90 // of what is known to be one
	surelyNot = 60 // score of digits or kanji that stand there

	surelyWord = 90 // and of a word of Latin letters
)

// A leader leads the eye from a name to its amount: a long row of dots on which letters
// stand. It is read as letters, too.
const (
	leastLeader = 8 // dots
	leaderPart  = 3 // of the height of a letter
)

// alike is a row of small pieces of one shape.
type alike struct {
	box    image.Rectangle // as if the plane were level
	pieces []int
}

// masks returns the places of those rows that are masks.
func masks(rows []alike) (found []image.Rectangle) {
	for _, a := range rows {
		found = append(found, a.box)
	}
	return found
}

// alikeIn finds rows of small pieces of one shape that are no rules.
func (k ink) alikeIn(gone map[int][]span, letter, lean int) (found []alike) {
	type placed struct {
		piece
		at int
	}
	var all []placed
	least := max(2, min(3, letter/8))
	for i, p := range k.pieces {
		if _, is := gone[i]; is || p.parent != i || p.high() > letter*9/10 || p.wide() > letter*9/10 || p.wide() < least || p.high() < least || p.ink < 2*least {
			continue
		}
		all = append(all, placed{p.levelled(lean), i})
	}
	slices.SortFunc(all, func(a, b placed) int { return cmp.Or(cmp.Compare(a.left, b.left), cmp.Compare(a.top, b.top)) })
	used := make([]bool, len(all))
	for i := range all {
		if used[i] {
			continue
		}
		run := []int{i}
		pitch := 0
		for j := i + 1; j < len(all) && all[j].left-all[run[len(run)-1]].left <= 2*letter; j++ {
			last := all[run[len(run)-1]]
			step := all[j].left - last.left
			if used[j] || !last.twin(all[j].piece) || step < last.wide() || pitch > 0 && abs(step-pitch) > max(1, pitch/8) {
				continue
			}
			pitch = cmp.Or(pitch, step)
			run = append(run, j)
		}
		if len(run) < leastMask {
			continue
		}
		var row alike
		for _, j := range run {
			used[j] = true
			row.box = row.box.Union(image.Rect(all[j].left, all[j].top, all[j].right, all[j].bottom+1))
			row.pieces = append(row.pieces, all[j].at)
		}
		found = append(found, row)
	}
	return found
}

// leads reports whether a row of pieces is a leader: its dots are small and stand where
// the letters beside it do.
func (k ink) leads(row alike, gone map[int][]span, letter, lean int) bool {
	if len(row.pieces) < leastLeader || row.box.Dy() > max(3, letter/leaderPart) {
		return false
	}
	for i, p := range k.pieces {
		if _, is := gone[i]; is || p.parent != i || 3*p.high() < 2*letter || p.high() > 2*letter {
			continue
		}
		q := p.levelled(lean)
		near := q.right <= row.box.Min.X && row.box.Min.X-q.right < 2*letter || q.left >= row.box.Max.X && q.left-row.box.Max.X < 2*letter
		if near && q.top < row.box.Min.Y && q.bottom >= row.box.Min.Y-letter/4 && q.bottom <= row.box.Max.Y+letter/4 {
			return true
		}
	}
	return false
}

// levelled is a piece as if the plane were level.
func (p piece) levelled(lean int) piece {
	sink, shift := (p.left+p.right)/2*lean/1000, (p.top+p.bottom)/2*lean/1000
	return piece{left: p.left + shift, right: p.right + shift, top: p.top - sink, bottom: p.bottom - sink, ink: p.ink}
}

// twin reports whether two pieces that stand side by side are of one shape, as far as
// their size and ink tell.
func (p piece) twin(q piece) bool {
	near := func(a, b, parts int) bool { return abs(a-b) <= max(1, a/parts) }
	return near(p.wide(), q.wide(), 8) && near(p.high(), q.high(), 8) && abs(p.top-q.top) <= max(1, p.high()/6) && abs(p.ink-q.ink) <= max(2, p.ink/5)
}

// masked writes stars for what was read where masks are, unless it is surely digits.
func (r ready) masked(words []sight.Word, of part) []sight.Word {
	for _, m := range r.masks {
		boxes := r.levelled(words, of)
		var left []sight.Word
		star := sight.Word{Text: strings.Repeat("*", leastMask), Score: maskScore}
		spoilt := false
		for i, w := range words {
			b := boxes[i]
			if text, ok := starred(w.Text); ok && b.Overlaps(m) && b.Max.X > m.Max.X+r.high/2 {
				w.Text, words[i].Text = text, text
				left = append(left, w)
				continue
			}
			middle := b.Min.Add(b.Max).Div(2)
			if middle.X < m.Min.X || middle.X > m.Max.X || b.Min.Y > m.Max.Y || b.Max.Y < m.Min.Y || b.Dy() > 3*r.high {
				left = append(left, w)
				continue
			}
			plain := strings.Trim(w.Text, "0123456789,.-") == "" || strings.ContainsFunc(w.Text, kanji) && 4*b.Dy() >= 3*r.high
			spoilt = spoilt || plain && w.Score >= surelyNot || w.Score >= surelyWord && several(w.Text) || b.Min.X < m.Min.X-r.high || b.Max.X > m.Max.X+r.high/2
			star.Box = star.Box.Union(w.Box)
		}
		if !spoilt && !star.Box.Empty() {
			words = append(left, star)
		}
	}
	return words
}

// several reports whether a text is of Latin letters, and of more than a few kinds: no
// mask is read so.
func several(text string) bool {
	const kinds = 3
	n := 0
	for i, c := range text {
		if !latin(c) {
			return false
		}
		if strings.IndexRune(text, c) == i {
			n++
		}
	}
	return n >= kinds
}

// starred writes stars for the mask that a word begins with, of which eyes have made
// mostly the same letter.
func starred(text string) (string, bool) {
	at := strings.LastIndex(text, "-")
	if at < leastMask {
		return text, false
	}
	mask := strings.ReplaceAll(text[:at], "-", "")
	for _, c := range mask {
		if n := strings.Count(mask, string(c)); n >= leastMask && 5*n*len(string(c)) >= 4*len(mask) && (c < '0' || c > '9') {
			return strings.Repeat("*", leastMask) + text[at:], true
		}
	}
	return text, false
}
