package web

import "time"

// Every limit of the pages.
const (
	maxForm     = 64 << 10         // bytes of a form
	maxEvidence = 32 << 20         // bytes of a form with files
	maxReading  = 128 << 20        // bytes of forms with files that are in memory at once
	maxFiles    = 50               // files of one form
	maxAnswer   = 16 << 10         // bytes of one field of it
	ticketLife  = 72 * time.Hour   // how long a page can go on with what it carries sealed; the longest hold
	sessionLife = 8 * time.Hour    // longest that a member of the staff stays signed in
	sessionIdle = 30 * time.Minute // without a page, after which they are signed out
	maxSessions = 1000             // people signed in at once
	maxFormAge  = time.Hour        // from which a hand-over's form counts from now
	shortText   = 25               // bytes of what is drawn as a QR code of more marks than it needs: all that the smallest kind holds
	idSymbols   = 32               // of the request ids that forms carry
)
