package intake

import (
	"context"
	"image"
	"strconv"

	"github.com/unspent-dev/unspent/internal/sight"
)

// Eyes read the text of a picture. They run outside of this process or not at
// all; what they answer is as hostile as the picture.
type Eyes interface {
	// Turn waits until a picture may be decoded and held in memory. Its error has
	// the reason busy if others are in the way for too long.
	Turn(ctx context.Context) (done func(), err error)
	// Look returns the words of a picture, with their places in it. An error
	// with reason unavailable means that nothing can be read on this machine.
	Look(ctx context.Context, picture image.Image) (sight.Sheet, error)
	// Again reads lines of it once more, with only these symbols allowed: last
	// fours want that.
	Again(ctx context.Context, picture image.Image, lines []image.Rectangle, symbols string) (sight.Sheet, error)
}

// Reading is a field that was read in a picture: its value, its place, and how
// surely. What is not certain is never taken for granted.
type Reading struct {
	Evidence int             // index of the piece of evidence in Import.Evidence that it is a field of; -1: of the picture
	Field    string          // "kind", "state", "date", "last4", "serial", "amount", "order", "recipient", "message"; of the picture: "clock", "challenge"
	Value    string          // as a case file writes it: 2026-11-22, 7Q2M, 5000 JPY; of a state the brand's meaning, such as row_claimed
	Picture  int             // of several pictures of one page: which it stands in
	Box      image.Rectangle // in pixels of the picture as it is kept: upright, and otherwise as it was brought
	Score    int             // how surely, in hundredths
	Certain  bool            // sure enough to be taken without a person's look, if they allow that
	Open     bool            // nobody has confirmed it yet, and it was not taken as certain
	Others   []string        // what it may be as well, the likeliest first
}

// Name is what a [Confirm] calls the reading: its field, and for the second piece
// of evidence of a picture and those after it a number, as in "last4-2".
func (rd Reading) Name() string {
	if rd.Evidence <= 0 {
		return rd.Field
	}
	return rd.Field + "-" + strconv.Itoa(rd.Evidence+1)
}

// Confirm is how far a person has confirmed what was read in a picture. Of the
// zero value nothing is confirmed: what was read then weighs a hint at most.
//
// To show readings and have them confirmed, call [Read] with the zero value, show
// Import.Readings, and call it again with the person's answers: the same picture
// gives the same readings.
type Confirm struct {
	Certain bool              // take every reading that is certain; one that is not stays open, or is left out where the evidence can do without
	Values  map[string]string // by the name of a reading: its value, or one of its others, if the person confirms it; anything else is their correction
}

// from returns what is confirmed of the pieces of evidence from the n-th on, as
// whoever reads them by themselves names them.
func (c Confirm) from(n int) Confirm {
	own := Confirm{Certain: c.Certain, Values: map[string]string{}}
	for name, value := range c.Values {
		m := fieldName.FindStringSubmatch(name)
		if m == nil {
			own.Values[name] = value // which is refused by its name
			continue
		}
		at, err := strconv.Atoi(m[2])
		if err != nil {
			at = 1
		}
		if at > n {
			own.Values[Reading{Evidence: at - 1 - n, Field: m[1]}.Name()] = value
		}
	}
	return own
}

// none reports whether nothing was confirmed.
func (c Confirm) none() bool { return !c.Certain && len(c.Values) == 0 }
