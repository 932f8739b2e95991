package intake

import (
	"context"
	"image"

	"github.com/unspent-dev/unspent/internal/sight"
)

// Eyes read the text of a picture. They run outside of this process or not at
// all; what they answer is as hostile as the picture.
type Eyes interface {
	// Look returns the words of a picture, with their places in it. An error
	// with reason unavailable means that nothing can be read on this machine.
	Look(ctx context.Context, picture image.Image) (sight.Sheet, error)
	// Again reads one line of it once more, with only these symbols allowed:
	// last fours want that.
	Again(ctx context.Context, picture image.Image, line image.Rectangle, symbols string) (sight.Sheet, error)
}

// Reading is a field that was read in a picture: its value, its place, and how
// surely. What is not certain is never taken for granted.
type Reading struct {
	Evidence int             // index of the piece of evidence in Import.Evidence that it is a field of; -1: of the picture
	Field    string          // "kind", "date", "last4", "serial", "amount", "order", "recipient", "state", "message", "clock", "challenge"
	Value    string          // as a case file writes it: 2026-11-22, 7Q2M, 5000 JPY
	Box      image.Rectangle // in pixels of the picture as it was brought
	Score    int             // how surely, in hundredths
	Certain  bool            // sure enough to be taken without a person's look, if they allow that
	Others   []string        // what it may be as well, the likeliest first
}
