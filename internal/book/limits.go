package book

import "time"

// Every limit of the book's own.
const (
	DefaultPrefix = 600100                // issuer prefix of new serials
	DefaultQueue  = 8192                  // commands that may wait
	DefaultBatch  = 1024                  // commands of one commit
	MaxPage       = 1000                  // events of one page of history, or cards of one of a search
	listedAtOnce  = 500                   // cards that a list with a wish looks at in one read
	listedMost    = 5_000                 // cards that one page of a list looks at
	maxNamesakes  = 500                   // parties of one text whose cards are searched for
	maxSearches   = 2                     // searches under way at once: each looks at every card
	maxBatchCards = 10_000                // events of one commit, give or take one command
	yields        = 4                     // times that others are let run before a batch is closed
	sweepPage     = 500                   // cards that the sweep expires in one commit, and keeps in memory
	sweepRest     = 10 * time.Millisecond // that the sweep leaves to callers between two commits
	maxQuiet      = 7 * 24 * time.Hour    // that a book is left alone: further ahead of the newest event, a clock is not believed at a start
	maxSureQuiet  = 400 * 24 * time.Hour  // the same, if a second source says that the clock is right
	acceptedFor   = 24 * time.Hour        // that a time which somebody called right vouches for the clock
	maxClockError = 5 * time.Minute       // further ahead than time has passed, or behind the newest event, a clock is wrong

	// A retried request of a holder, who has no API key, shows its codes again only
	// if its id cannot be guessed: the code's previous owner knows all the rest.
	minSecretKey = 16

	claimPage = 8  // events of a claimed card that are read at a time for where its value went
	maxOlder  = 16 // keys of one party whose ids of before parties were are looked up

	maxOutstanding = 1 << 62 // minor units that a program may have given out, so that no balance overflows
)
