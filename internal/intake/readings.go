package intake

import (
	"slices"
	"strings"
	"time"

	"github.com/unspent-dev/unspent"
	"github.com/unspent-dev/unspent/assess"
	"github.com/unspent-dev/unspent/brand"
	"github.com/unspent-dev/unspent/internal/sight"
)

// How surely a field must have been read to be certain: in hundredths, as the eyes
// say. What the case says too is taken with less: it is far less likely to be read
// by mistake.
const (
	certainNumber = 80
	certainWords  = 60
	certainOwn    = 50
)

// readings returns the fields of a piece of evidence, with their places.
func (s *sighting) readings(r *reader, i int, e assess.Evidence) []Reading {
	f := finder{s: s, r: r, evidence: i, at: s.anchor(r, e), where: map[string]int{}}
	said := f.saying(e)
	f.words("kind", string(e.Kind), said)
	f.words("state", string(e.Says), said)
	if f.guessed(e) || e.Says == brand.RowAbsent { // its words may be about something else; and that something does not stand there, nobody has read
		f.all[0].Certain, f.all[1].Certain = false, false
	}
	if e.Says == brand.RowAbsent {
		return f.all
	}
	if !e.At.IsZero() {
		f.find("date", dayText(e.At, zone(r.p)), e.At.Equal(r.o.Seen), func(text string) bool {
			at, _, _ := dateIn(r.p, text)
			return at.Equal(e.At)
		})
	}
	if e.Card.Last4 != "" {
		f.last4(e.Card.Last4)
	} else if l, ok := f.unread(); ok {
		f.offer("")
		if resembles(l.end, r.o.Card.Last4) {
			f.all[len(f.all)-1].Others = []string{r.o.Card.Last4}
		}
	} else if e.Card.Serial == "" && e.Kind == assess.History && s.mayEnd(f.at, r.o.Card.Last4) {
		f.offer(r.o.Card.Last4) // the mask before it was not understood: whoever has the picture can say
	}
	number := func(field, value, own string) {
		if value != "" {
			f.find(field, value, same(value, own), func(text string) bool {
				return strings.Contains(brand.Normalise(text), brand.Normalise(value)) || strings.Contains(unmixed(text), value)
			})
		}
	}
	number("serial", e.Card.Serial, r.o.Card.Serial)
	number("order", e.Card.Order, r.o.Card.Order)
	if to := e.Card.Recipient; to != "" {
		f.find("recipient", to, strings.EqualFold(to, r.o.Card.Recipient), func(text string) bool { return strings.Contains(strings.ToLower(text), to) })
	}
	if money := e.Card.Amount; money != (unspent.Money{}) {
		f.find("amount", money.String(), money == r.o.Card.Amount, func(text string) bool {
			found, ok := r.amounts.in(text, true)
			return ok && size(found) == money
		})
	}
	f.doubt(e, said)
	return f.all
}

// mayEnd reports whether the end of the case's card stands in a row, or in the lines
// right below it, in whatever pieces.
func (s *sighting) mayEnd(row int, own string) bool {
	const below = 2
	if own == "" || row >= len(s.lines) {
		return false
	}
	text := ""
	for _, l := range s.lines[row:min(len(s.lines), row+1+below)] {
		text += strings.Join(l.cells, "") + " "
	}
	return strings.Contains(brand.Normalise(text), own)
}

// resembles reports whether what was read of an end, too short or too long for one, may
// be that of the case's card: letters that touch are read as one, and one as two. At
// least half of it is the same, in order, the last symbol too.
func resembles(end, own string) bool {
	a, b := oneLook.Replace(strings.ToUpper(end)), oneLook.Replace(own)
	if a == "" || b == "" || a[len(a)-1] != b[len(b)-1] || len(a) > len(b)+2 {
		return false
	}
	common := make([]int, len(b)+1) // as many symbols of a so far and of the first of b are the same, in order
	for i := range len(a) {
		before := 0
		for j := range len(b) {
			was := common[j+1]
			if a[i] == b[j] {
				common[j+1] = before + 1
			} else {
				common[j+1] = max(common[j+1], common[j])
			}
			before = was
		}
	}
	return 2*common[len(b)] >= len(b)
}

// dayText writes a time as a case file does.
func dayText(at time.Time, zone *time.Location) string {
	local := at.In(zone)
	if local.Hour() == 0 && local.Minute() == 0 {
		return local.Format("2006-01-02")
	}
	return local.Format(time.RFC3339)
}

// anchor returns the line that a piece of evidence is most surely read in: that of
// its number, else of its day, else of its amount, else the first.
func (s *sighting) anchor(r *reader, e assess.Evidence) int {
	tests := [...]func(string) bool{
		func(text string) bool { return e.Card.Last4 != "" && maskedFour(text) == e.Card.Last4 },
		func(text string) bool {
			return e.Card.Serial != "" && strings.Contains(brand.Normalise(text), brand.Normalise(e.Card.Serial))
		},
		func(text string) bool {
			return e.Card.Order != "" && strings.Contains(brand.Normalise(text), brand.Normalise(e.Card.Order))
		},
		func(text string) bool {
			at, _, _ := dateIn(r.p, text)
			return !e.At.IsZero() && at.Equal(e.At)
		},
		func(text string) bool {
			money, ok := r.amounts.in(text, false)
			return ok && size(money) == e.Card.Amount
		},
	}
	for _, test := range tests {
		for i, l := range s.lines {
			if test(brand.NormaliseText(strings.Join(l.cells, " "))) {
				return i
			}
		}
	}
	return 0
}

// finder finds where the fields of one piece of evidence stand.
type finder struct {
	s        *sighting
	r        *reader
	evidence int
	at       int            // the line that it is about
	where    map[string]int // by field: the line in which it was found
	all      []Reading
}

// words adds a field that all of a line says.
func (f *finder) words(field, value string, line int) {
	rd := Reading{Evidence: f.evidence, Field: field, Value: value}
	if line < len(f.s.lines) {
		l := f.s.lines[line]
		rd.Picture, rd.Box, rd.Score = l.picture, sight.Box(l.line.Words()), mean(l.line.Words())
	}
	rd.Certain = rd.Score >= certainWords
	f.all = append(f.all, rd)
}

// unread returns the line of what the evidence is about, or the one below it, in which
// a code stands whose end was not read.
func (f *finder) unread() (l seenLine, ok bool) {
	for i := f.at; i < min(f.at+2, len(f.s.lines)); i++ {
		if at, _, _ := dateIn(f.r.p, f.text(i)); i > f.at && !at.IsZero() {
			break // the next row
		}
		if f.s.lines[i].unread {
			return f.s.lines[i], true
		}
	}
	return l, false
}

// offer adds what the last four may be, which was not read.
func (f *finder) offer(four string) {
	f.words("last4", four, f.at)
	f.all[len(f.all)-1].Certain = false
}

// find adds a field at the place nearest to the line that the evidence is about
// where a test finds its value. Own: the case says the same.
func (f *finder) find(field, value string, own bool, test func(text string) bool) {
	rd := Reading{Evidence: f.evidence, Field: field, Value: value}
	for _, i := range f.near() {
		l := f.s.lines[i]
		for c, cell := range l.cells {
			if !test(brand.NormaliseText(cell)) {
				continue
			}
			words := f.narrow(l.line.Cells[c].Words, test)
			rd.Picture, rd.Box, rd.Score = l.picture, sight.Box(words), least(words)
			rd.Certain = rd.Score >= certainNumber || own && rd.Score >= certainOwn
			f.where[field], f.all = i, append(f.all, rd)
			return
		}
	}
	f.where[field] = len(f.s.lines)
	f.all = append(f.all, rd) // it was put together from several places
}

// near returns the lines, the nearest to that of the evidence first.
func (f *finder) near() []int {
	var order []int
	for d := range len(f.s.lines) {
		if f.at-d >= 0 {
			order = append(order, f.at-d)
		}
		if d > 0 && f.at+d < len(f.s.lines) {
			order = append(order, f.at+d)
		}
	}
	return order
}

// narrow leaves out words at both ends as long as the rest still has the value.
func (f *finder) narrow(words []sight.Word, test func(string) bool) []sight.Word {
	has := func(words []sight.Word) bool {
		var texts []string
		for _, w := range words {
			texts = append(texts, w.Text)
		}
		return test(brand.NormaliseText(f.s.o.repaired(strings.Join(texts, "")))) || test(brand.NormaliseText(f.s.o.repaired(strings.Join(texts, " "))))
	}
	for len(words) > 1 && has(words[1:]) {
		words = words[1:]
	}
	for len(words) > 1 && has(words[:len(words)-1]) {
		words = words[:len(words)-1]
	}
	return words
}

// last4 adds the last four, with what else they may be.
func (f *finder) last4(value string) {
	for _, i := range f.near() {
		l := f.s.lines[i]
		for _, c := range l.codes {
			if c.value != value {
				continue
			}
			rd := Reading{Evidence: f.evidence, Field: "last4", Value: value, Picture: l.picture, Box: sight.Box(c.words), Score: c.score, Others: c.others}
			rd.Certain = c.sure && (c.score >= certainNumber || value == f.r.o.Card.Last4)
			rd.ask(f.r.o.Card.Last4)
			f.all = append(f.all, rd)
			return
		}
	}
	f.find("last4", value, false, func(text string) bool { return strings.Contains(brand.Normalise(text), value) })
	rd := &f.all[len(f.all)-1]
	rd.Certain = false // read once only
	if own := f.r.o.Card.Last4; own != "" && own != value && alike(own, value) {
		rd.Others = append(rd.Others, own)
	}
	rd.ask(f.r.o.Card.Last4)
}

// ask offers the end of the case's card where another one was hardly read, or where most
// of it is the same: whoever has the picture sees whether it is that.
func (rd *Reading) ask(own string) {
	if rd.Certain || own == "" || own == rd.Value || slices.Contains(rd.Others, own) {
		return
	}
	same := 0
	for i := range min(len(own), len(rd.Value)) {
		if own[i] == rd.Value[i] {
			same++
		}
	}
	if rd.Score < certainWords || same+1 >= len(own) {
		rd.Others = append([]string{own}, rd.Others[:min(len(rd.Others), maxOthers-1)]...)
	}
}

func mean(words []sight.Word) int {
	sum := 0
	for _, w := range words {
		sum += w.Score
	}
	return sum / max(1, len(words))
}

func least(words []sight.Word) int {
	low := 100
	for _, w := range words {
		low = min(low, w.Score)
	}
	return low
}
