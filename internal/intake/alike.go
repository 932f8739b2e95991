package intake

import (
	"regexp"
	"slices"
	"strings"

	"github.com/unspent-dev/unspent/brand"
)

// oneLook writes letters and digits that people, fonts and readers of pictures
// take for one another, each by the one that stands for all.
var oneLook = strings.NewReplacer("O", "0", "Q", "0", "D", "0", "I", "1", "L", "1", "J", "1", "Z", "2", "S", "5", "B", "8", "G", "6", "R", "P")

// looksLike reports whether two ends of a code differ, if at all, only in what looks
// alike.
func looksLike(a, b string) bool {
	return a != "" && len(a) == len(b) && oneLook.Replace(a) == oneLook.Replace(b)
}

// lookAlikes are groups of symbols that readers of pictures take for each other.
// They have all of [oneLook] and more, and do not chain: 7 reads as 1 and as 2,
// though nobody takes 1 for 2. A row of another card must not be taken for
// this one's by all that, so a text is compared by oneLook alone.
var lookAlikes = [...]string{"0OQDC", "1ILJT7", "2Z7", "5S", "8B3", "6GC", "4A", "UV", "VY", "MNH", "WVM", "PRF", "EF", "KX", "9G", "9Q"}

// alike reports whether two last fours may be taken for each other: at most two
// symbols differ, and those look alike.
func alike(a, b string) bool {
	differ := 0
	for i := range min(len(a), len(b)) {
		if a[i] == b[i] {
			continue
		}
		differ++
		found := false
		for _, group := range lookAlikes {
			found = found || strings.IndexByte(group, a[i]) >= 0 && strings.IndexByte(group, b[i]) >= 0
		}
		if !found {
			return false
		}
	}
	return len(a) == len(b) && differ <= 2
}

// lookAlike returns the row that may be of the card, if its number was misread.
func (h *ledger) lookAlike() (entry, bool) {
	for _, rows := range [...][]entry{h.known, h.strange} {
		for _, e := range rows {
			if e.means != brand.RowSpent && h.o.Card.Last4 != "" && e.four != h.o.Card.Last4 && looksLike(e.four, h.o.Card.Last4) {
				return e, true
			}
		}
	}
	return entry{}, false
}

var piece = regexp.MustCompile(`[0-9A-Za-z]{4,}`)

// namedIn returns the line in which the card's number, its serial, or what looks
// like it stands, although no row was read there. Days, amounts and numbers of
// orders are no numbers of cards.
func (h *ledger) namedIn() (string, bool) {
	four, serial := h.o.Card.Last4, brand.Normalise(h.o.Card.Serial)
	if len(serial) < 6 {
		serial = ""
	}
	tail := "" // the end of the line before, for what is broken over two
	for _, l := range slices.Concat(h.lines, h.unshown()) {
		text := l.text()
		if squeezed := oneLook.Replace(strings.ToUpper(squeeze(tail + text))); !strings.Contains(squeezed, oneLook.Replace(four)) &&
			(serial == "" || !strings.Contains(brand.Normalise(tail+text), serial)) {
			tail = text[max(0, len(text)-40):]
			continue
		}
		rest := text
		if at, from, to := dateIn(h.p, rest); !at.IsZero() {
			rest = rest[:from] + " " + rest[to:]
		}
		for _, s := range h.amounts.all(rest, maxCells) {
			rest = rest[:s.from] + strings.Repeat(" ", s.to-s.from) + rest[s.to:]
		}
		if number := h.orderIn(rest); number != "" {
			rest = strings.ReplaceAll(rest, number, " ")
		}
		if serial != "" && strings.Contains(brand.Normalise(tail+rest), serial) {
			return text, true
		}
		if four != "" {
			for _, p := range piece.FindAllString(rest, maxCells) {
				if p = brand.Normalise(p); len(p) >= 4 && looksLike(p[len(p)-4:], four) && (len(p) == 4 || maskRun.MatchString(p[:len(p)-4])) {
					return text, true
				}
			}
			squeezed := squeeze(tail + rest)
			if at := strings.Index(strings.ToUpper(squeezed), four); at >= 0 && standsAlone(squeezed, at) {
				return text, true
			}
		}
		tail = rest[max(0, len(rest)-40):]
	}
	return "", false
}

// standsAlone reports whether four symbols of a text are the end of a masked
// number, or a word of their own.
func standsAlone(text string, at int) bool {
	ends := at+4 >= len(text) || !alnum(rune(text[at+4]))
	return ends && (at == 0 || !alnum(rune(text[at-1])) || strings.ContainsAny(text[at-1:at], "xX"))
}

func squeeze(text string) string { return strings.ReplaceAll(text, " ", "") }

// unshown are the texts that the page does not show: absence is not shown by a
// page that hides a row.
func (h *ledger) unshown() (lines []row) {
	for text := range strings.Lines(h.hidden) {
		if text = brand.NormaliseText(text); text != "" && len(text) <= oneRow && len(lines) < maxRows {
			lines = append(lines, row{raw: text, cells: []string{text}})
		}
	}
	return lines
}
