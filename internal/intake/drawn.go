package intake

import (
	"context"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/unspent-dev/unspent/assess"
	"github.com/unspent-dev/unspent/brand"
	"github.com/unspent-dev/unspent/internal/scan"
)

// drawn are the QR codes and barcodes of pictures, as far as anybody may know them.
type drawn struct {
	own    bool        // one is the code of a card of unspent itself
	last4  *Reading    // of a code
	serial *Reading    // the number by which a shop knows a card
	whole  []drawnCode // to find them once more where they are printed; never told
}

// drawnCode is a code as it is compared, and what may be told of it.
type drawnCode struct{ bare, end string }

func wholeCodeOf(code string) drawnCode {
	all := []rune(brand.Normalise(code))
	return drawnCode{bareCode(code), "…" + string(all[max(0, len(all)-4):])}
}

// codes looks for QR codes and barcodes. Whatever they hold, their place is blacked
// out; of a code of a card only its last four are kept. Where not all could be looked
// for, no copy is without codes.
func (s *sighting) codes(ctx context.Context) {
	for i, m := range s.pictures {
		all, whole := scan.Codes(ctx, m)
		s.more = s.more || !whole
		for _, c := range all {
			s.hidden = append(s.hidden, hidden{i, c.Box})
			read := &Reading{Picture: i, Box: c.Box, Score: 100, Certain: true}
			cut, n := RedactAll(s.o.All, strings.TrimSpace(c.Text))
			switch serial := s.serialIn(c); {
			case n > 0:
				s.cut += n
				_, own := redactOwn(visible(c.Text))
				s.drawn.own = s.drawn.own || own > 0
				s.drawn.whole = append(s.drawn.whole, wholeCodeOf(codeOf(visible(strings.TrimSpace(c.Text)), cut, n)))
				if four, ok := strings.CutPrefix(cut, "…"); ok && fourOrNone.MatchString(four) && four != "" {
					read.Field, read.Value = "last4", four
					s.drawn.last4 = read
				}
			case serial != "":
				read.Field, read.Value = "serial", serial
				s.drawn.serial = read
			}
		}
	}
}

// serialIn returns the serial number that bars have: that of the case if it stands
// in them, for shops put other numbers beside it, else what has the shape of one.
// One that is longer or shorter than the case's says nothing against it: tills add
// a checksum.
func (s *sighting) serialIn(c scan.Code) string {
	const few = 10 // digits that are no serial number
	own := brand.Normalise(s.o.Card.Serial)
	text := brand.Normalise(c.Text)
	switch {
	case c.Kind != scan.Bars:
	case len(own) >= few && strings.Contains(text, own):
		return s.o.Card.Serial
	case s.o.Brand.Serial(text) && (own == "" || len(own) == len(text)):
		return text
	}
	return ""
}

// codeOf returns the code of a text of which only that was cut: of a link with it,
// the code. Of several codes it is the text.
func codeOf(text, cut string, n int) string {
	before, after, _ := strings.Cut(cut, "…")
	if rest, ok := strings.CutPrefix(text, before); n == 1 && ok && len(after) >= 4 && strings.HasSuffix(rest, after[4:]) {
		return rest[:len(rest)-len(after[4:])]
	}
	return text
}

// bareCode is a text as two readings of it are compared: letters and digits only,
// of those that look alike one.
func bareCode(text string) string {
	return oneLook.Replace(strings.Map(func(r rune) rune {
		if r < utf8.RuneSelf && alnum(r) {
			return r
		}
		return -1
	}, brand.Normalise(text)))
}

// printed finds the codes that are printed in a text as well, though not as one
// that stands alone or not letter for letter: the text is then the end of the code.
func (d drawn) printed(text string) (string, bool) {
	for _, read := range [...]string{bareCode(text), bareCode(strings.ReplaceAll(text, "|", "I"))} {
		for _, code := range d.whole {
			if len(code.bare) > 4 && strings.Contains(read, code.bare) {
				return code.end, true
			}
		}
	}
	return text, false
}

// tell adds what the codes say to what was read otherwise: nothing where several
// pieces of evidence stand in one picture, as the rows of a history.
func (d drawn) tell(in *Import) {
	if len(in.Evidence) != 1 {
		return
	}
	e := &in.Evidence[0]
	note := func(id assess.NoteID, is bool) {
		if is && !slices.ContainsFunc(e.Notes, func(n assess.Note) bool { return n.ID == id }) {
			e.Notes = append(e.Notes, assess.Note{ID: id})
		}
	}
	note(assess.CodeRedacted, len(d.whole) > 0)
	note(assess.OwnCode, d.own)
	switch e.Kind {
	case assess.Picture, assess.Till, assess.Seal, assess.Balance:
	default:
		return
	}
	if d.serial != nil && e.Card.Serial == "" {
		e.Card.Serial = d.serial.Value
		in.Readings = append(in.Readings, *d.serial)
	}
	if d.last4 != nil && e.Card.Last4 == "" {
		e.Card.Last4 = d.last4.Value
		in.Readings = append(in.Readings, *d.last4)
	}
}
