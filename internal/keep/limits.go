package keep

import "time"

// Every limit of kept cases.
const (
	CaseLife    = 30 * 24 * time.Hour // from when a case is first kept
	RequestLife = 7 * 24 * time.Hour  // of a request, if nobody says less; never longer than its case
	MaxRequests = 8                   // of one case
	MaxDeposits = 12                  // of one request, those that were corrected too
	MaxWishes   = 12                  // of the reader of one page for something newer
	MaxNotices  = 30                  // mails about one case
	MaxAddress  = 254                 // bytes of the address that they go to
	NoticeEvery = 10 * time.Minute    // between two of them
	MaxPieces   = 200                 // of evidence in a case, or in one deposit
	MaxCopies   = 12                  // copies of pictures in a case, or in one deposit
	MaxSaid     = 100                 // answers of a case
	MaxAnswer   = 4000                // characters of one answer
	MaxName     = 60                  // characters of a name
	MaxNote     = 1000                // characters of a note
	MaxSealed   = 2 << 20             // bytes of a case, or of a request with its deposits, before they are sealed
	MaxKept     = 1 << 30             // bytes of all that is kept
	sweepPage   = 8                   // documents that are deleted in one write
	maxTries    = 20                  // to change what others change at the same time
	wordParts   = 4                   // syllables of a fresh word
)
