package web

import (
	"time"

	"github.com/unspent-dev/unspent/internal/gate"
	"github.com/unspent-dev/unspent/internal/upload"
)

// Every limit of the pages.
const (
	maxForm     = 64 << 10         // bytes of a form
	maxEvidence = 32 << 20         // bytes of a form with files
	maxReading  = 128 << 20        // bytes of forms with files that are in memory at once
	formsEach   = 3                // forms with files under way at once of one client
	formsOfNet  = 12               // of a network
	formsInAll  = 512              // of everybody
	formGrace   = 10 * time.Second // before the least rate is asked for
	formRate    = 8 << 10          // bytes a second that have to come on average
	scanWork    = time.Second / 4  // of reading a picture, which count like one more
	formTime    = 60 * time.Second // for a form with files to come
	maxHeld     = 64 << 20         // bytes of what visitors sent that are held in all, for them to confirm, correct or add to
	answerName  = 6                // symbols of the address of an answer, whose secret is in a cookie
	drawnName   = 12               // symbols of the address of a page that is kept
	maxAnswers  = 8                // answers of which a browser keeps the secret, the newest
	maxLinks    = 16               // links that it keeps, the newest
	firstTiles  = 9                // brands on the first page
	mostAlike   = 3                // brands that a code is said to look like
	heldLife    = time.Hour        // how long they are
	maxDrawn    = 2000             // pages that forms were answered with, which are kept for whoever goes back or loads them again
	drawnLife   = time.Hour        // how long they are; pages and receive.keep say so
	maxMeetings = 10_000           // holds whose number a receiver's page finds by itself
	MaxLogo     = 64 << 10         // bytes of an issuer's logo
	maxLogoSide = 1024             // pixels of one that is a PNG, each way
	maxFaceName = 40               // letters of the name that pages go by
	readable    = 4.5              // least contrast of words in the issuer's colour with what is behind them
	maxFiles    = 50               // files of one form
	maxAnswer   = 16 << 10         // bytes of one field of it
	ticketLife  = 72 * time.Hour   // how long a page can go on with what it carries sealed; the longest hold
	sessionLife = 8 * time.Hour    // longest that a member of the staff stays signed in
	sessionIdle = 30 * time.Minute // without a page, after which they are signed out
	keyLife     = 15 * time.Minute // after which somebody who moves value at the desk shows their key again
	maxSessions = 1000             // people signed in at once
	maxFormAge  = time.Hour        // from which a hand-over's form counts from now
	maxHistory  = 10_000           // events of a usage history that are read for one page or file
	historyPage = 200              // that are read at once
	historyRows = 50               // shown on one page, give or take those of one read
	refresh     = 2                // seconds after which the page of a batch that is being issued asks again
	mostCards   = 100_000          // cards of a batch; the API's limit too
	fewLookups  = 100              // look-ups, below which their share of unknown codes tells nothing
	mostOpen    = 200              // requests that wait for a second person on one page
	csvLine     = 48               // bytes of a card's line in a file of codes, about
	maxOnce     = 10_000           // forms that are known to have been sent, for as long as a ticket lives
	shortText   = 25               // bytes of what is drawn as a QR code of more marks than it needs: all that the smallest kind holds
	idSymbols   = 32               // of the request ids that forms carry
	maxKept     = 1000             // frames of pages that are kept; amounts and preferred languages too
	longKey     = 200              // bytes of an address or a header for which something is kept
	keptPage    = 64 << 10         // bytes of a buffer that is kept for other pages
)

// scanLimits are those of pictures, by the work that they are: a camera that shows
// no QR code sends a small one now and then.
func scanLimits() gate.Limits {
	l := gate.DefaultLimits()
	l.Client = gate.Allowance{Refuse: 200, Forgive: 300 * time.Millisecond, Pause: 30 * time.Second}
	l.Network.Work, l.Global.Work = 0, 0
	return l
}

// linkLimits are those of links and of what is written under them. A link is too long
// to be guessed; this bounds what one place can look for and have kept.
func linkLimits() gate.Limits {
	l := gate.DefaultLimits()
	l.Client = gate.Allowance{Refuse: 60, Forgive: 20 * time.Second, Pause: 5 * time.Minute}
	l.Network.Work, l.Global.Work = 0, 0
	return l
}

// uploadLimits are those of forms with files.
func uploadLimits() upload.Limits {
	return upload.Limits{Each: formsEach, Network: formsOfNet, All: formsInAll, Memory: maxReading, Grace: formGrace, Rate: formRate, Time: formTime}
}
