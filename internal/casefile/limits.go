package casefile

import "time"

// The limits of a case and of a bundle.
const (
	MaxCaseFile = 64 << 10  // bytes of a case file
	MaxLines    = 2000      // lines of a case file
	MaxItems    = 100       // pieces of evidence that a case file lists
	MaxPieces   = 1000      // pieces of evidence that are judged in one case
	MaxMessage  = 4000      // bytes of a message that was typed off a screen
	MaxRead     = 64        // readings of one picture that a case file confirms
	MaxField    = 320       // bytes of any other field
	MaxFiles    = 64 << 20  // bytes of all files of a case
	MaxBundle   = 128 << 20 // bytes of a bundle
	MaxMembers  = 1000      // files in a bundle
	MaxCases    = 100_000   // folders of one batch
	MaxLooks    = 20_000    // pictures that are remembered to know them again

	maxRecord     = 8 << 20              // bytes of one JSON file in a bundle
	maxFile       = 20 << 20             // bytes of one file, as intake reads it
	maxFaults     = 10                   // faults of a case file that are told at once
	maxNesting    = 32                   // open brackets, or dashes in a row, in a case file
	maxStamp      = 64 << 10             // bytes of a time-stamp
	maxReceipt    = 10 << 10             // bytes of a file that may be a receipt
	nearLook      = 6                    // bits of 64 in which the looks of nearly the same picture may differ
	fewNumbers    = 3                    // numbers in a picture below which nothing but the file tells that it is the same
	maxNumbers    = 64                   // numbers of a picture that are remembered
	maxWindow     = 366 * 24 * time.Hour // that a seller may hear complaints
	frugalFrom    = 4 << 20              // bytes of a file from which on garbage is collected sooner
	frugalGarbage = 10                   // percent of what is in use that garbage may then be
	stampWait     = 30 * time.Second     // for a time-stamp
	sealWork      = 18                   // log2 of the work that a passphrase costs
	maxSealWork   = 20                   // of a passphrase in a bundle of somebody else
)
