package gift

import "time"

// Every limit of orders.
const (
	MaxCards     = 200                  // of one order
	MaxMessage   = 1_000                // characters of a giver's message
	MaxName      = 60                   // characters of a giver's name; mails show as many
	MaxNumber    = 64                   // bytes of an order number
	MaxAhead     = 366 * 24 * time.Hour // how far ahead a card can be sent
	MaxResends   = 20                   // of one card
	ResendPause  = 5 * time.Minute      // between two mails of one card to the same address
	MinValue     = 100                  // minor units of a card that a holder orders: each is a mail to somebody
	stuckAfter   = time.Minute          // when a request that was not seen through gives way to another
	maxDeclined  = 100                  // tries to give one card a new code that the book declined
	maxPage      = 100                  // orders that are read at once
	workEvery    = time.Second          // between two looks for orders that are due
	lease        = time.Minute          // for one try to see an order through: longer than it takes
	retryAfter   = 30 * time.Second     // before an order that could not be seen through is tried again; longer each time
	retryMost    = time.Hour            // at most so long
	issuesAtOnce = 32                   // cards of an order that are asked for at once
)
