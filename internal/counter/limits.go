package counter

import "time"

// Every limit of the counter. Limits of the rules are in package unspent, those of
// bodies in package httpapi.
const (
	MaxChecks     = 1000 // codes of one call
	DefaultPage   = 50   // entries of a page that names no limit
	MaxPage       = 200  // entries of a page
	shortMisses   = 3    // misses that one of a short code counts as
	maxCursor     = 200  // bytes of a cursor
	cursorSeal    = 8    // of these, before they are spelled: what it is sealed with
	cursorMark    = "c"  // what a cursor begins with: in a command line it is no flag then
	minReceiptTTL = time.Minute
	maxReceiptTTL = 30 * 24 * time.Hour
	DefaultTTL    = 24 * time.Hour // of a receipt
	searchesEach  = 60             // searches for cards or orders by one key within an hour, a page each
	changedCards  = 1 << 18        // cards whose changes are remembered: 4 MiB
	maxOrders     = 100            // orders of one page
	maxOrderCards = 1_000          // cards that a page of orders looks up, unless the first order has more
)

// Limits of assessments, which cost far more than a check.
const (
	MaxCase       = 32 << 20         // bytes of all files of one case
	MaxCopies     = 12               // copies of pictures in one answer
	maxAssessTime = 30 * time.Second // for a case to be read and judged, its turn and DNS included
	assessWork    = 2 * time.Second  // of a processor, which count like one more assessment
	assessCharge  = 9                // such further ones that one case counts as, at most
	maxKeyTime    = 10 * time.Second // of that, for DNS to answer with the keys of mails
	maxKeys       = 24               // keys of mails that are looked up for one assessment
)

// Limits of reports, each of which walks the whole journal.
const (
	maxReportTime     = time.Minute // for one report
	maxReportDays     = 366         // of one report
	defaultReportDays = 30          // of one that names no days
	maxKeptReports    = 16          // reports about the past that are kept
	baseDates         = 4           // base dates that are told
)
