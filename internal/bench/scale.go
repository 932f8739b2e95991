package bench

import "time"

// Scale is how much is measured.
type Scale struct {
	Cards   int           // in the book that most figures use
	Large   int           // in the large book of check_10m and spend_10m
	Small   int           // in the small one beside it
	Issue   int           // cards of issue_1m
	Claims  int           // cards that claim_hot may use up
	Rows    int           // of the usage history of assess_case and assess_batch
	Cases   int           // of assess_batch
	Mail    int           // bytes of the mail of assess_memory
	Overlay int           // rows that the store keeps in memory; 0 is its default
	Rounds  int           // slices of each figure
	Slice   time.Duration // length of one
	Audit   bool          // the books are audited at the end, but for the large one
	Clients int           // HTTP connections
	Callers int           // goroutines of book_batch
}

// Quick is for work on the code: the right order of magnitude in two or three
// minutes. The overlay is smaller than the default, as the book is, so that
// every slice of writes pays for its share of writing behind.
func Quick() Scale {
	return Scale{Cards: 100_000, Large: 500_000, Small: 10_000, Issue: 100_000, Claims: 100_000, Overlay: 20_000,
		Rows: historyRows, Cases: 60, Mail: largeMail,
		Rounds: 5, Slice: 600 * time.Millisecond, Audit: true, Clients: clients, Callers: callers}
}

// Full is for the table in the reference: a million cards, ten million beside
// ten thousand, and the overlay of production.
func Full() Scale {
	return Scale{Cards: 1_000_000, Large: 10_000_000, Small: 10_000, Issue: 1_000_000, Claims: 600_000,
		Rows: historyRows, Cases: 400, Mail: largeMail,
		Rounds: 5, Slice: 4 * time.Second, Clients: clients, Callers: callers}
}

const (
	clients     = 64
	callers     = 256
	face        = 5_000           // minor units of each card, of which a payment takes one
	page        = 10_000          // cards of one command
	generation  = 100_000         // cards that the driver writes behind at a time
	memoryBound = 256             // MiB that issuing may take
	caseBound   = 32              // MiB that a case may take
	historyRows = 1_000           // of a long usage history
	largeMail   = 20<<20 - 64<<10 // bytes of a mail that just fits
	maxReply    = 16 << 10        // bytes of an answer
	settle      = 5 * time.Second // most that is waited for a store to come to rest
	hotFunds    = 1 << 50         // minor units of the account that everybody spends from
)
