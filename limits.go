package unspent

import "time"

// Every limit that the rules themselves know. Limits of a channel (bodies,
// batches, pages) are named in the channel's own limits.go.
const (
	MaxHold        = 72 * time.Hour      // the longest hold
	UndoWindow     = 24 * time.Hour      // how long a store may undo what it sold
	UnclaimWindow  = 30 * 24 * time.Hour // how long support may undo a claim
	MaxLots        = 1000                // ends of the value in one account that a claim may leave
	MaxAmount      = 1 << 53             // minor units of one amount: exact in every JSON reader
	MaxIssue       = 10_000              // cards of one issue command
	MaxImport      = 1_000               // cards of one import command
	MaxReference   = 200                 // bytes of a reference, an order number or a note
	MaxName        = 64                  // bytes of an id that a caller chooses
	MaxScope       = 1024                // bytes of the accounts that a key acts for, with a comma between
	MaxProgramName = 200                 // bytes of a program's display name
	MaxParty       = 320                 // bytes of a counterparty's or recipient's address
	MaxRequestID   = 64                  // characters of an Idempotency-Key
)

// Japan's default limits: above these an electronic prepaid means becomes a
// "high-value" one with duties of its own (Payment Services Act, article 11-2).
const (
	yenAccountCap  = 300_000
	yenPerTransfer = 100_000
	yenPerMonth    = 300_000
)

// DefaultRevealWindow is how long a retried request shows the same codes again.
const DefaultRevealWindow = 24 * time.Hour
