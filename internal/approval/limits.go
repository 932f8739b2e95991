package approval

import "time"

// Every limit of what waits for a second person.
const (
	Life       = 7 * 24 * time.Hour // how long a request waits, or can be carried out
	MaxOpen    = 100                // requests of one key that wait or can be carried out
	MaxParts   = 10                 // calls of one batch, each of which issues as many cards as one call can
	Day        = 24 * time.Hour     // within which what one person moved, and what was moved of a card, is one sum
	MaxCalls   = 100                // calls that a sum remembers, so that a repetition does not count and what was refused is given back
	dropAtOnce = 4                  // sums that are over, for each call that counts
	MaxKey     = 60                 // characters of a batch's request id: each part adds its number

	batchesAtOnce = 4           // batches that are being issued at once
	issueEvery    = time.Second // between two looks for batches that go on
)
