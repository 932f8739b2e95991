package httpapi

import "time"

// Every limit of the HTTP edge. Limits of the rules are in package unspent.
const (
	maxBody       = 64 << 10  // bytes of a request body
	maxChecksBody = 256 << 10 // bytes of the body of POST /v1/checks
	maxChecks     = 1000      // codes of one POST /v1/checks
	maxTexts      = 31        // texts of a list in a body, such as the accounts of a key
	maxKeyHeader  = 200       // bytes of an API key
	maxCursor     = 200       // bytes of a cursor
	defaultPage   = 50        // entries of a page that names no limit
	maxPage       = 200       // entries of a page
	minReceiptTTL = time.Minute
	maxReceiptTTL = 30 * 24 * time.Hour
	defaultTTL    = 24 * time.Hour
	busyRetry     = 1                // seconds of Retry-After when the queue is full
	searchesEach  = 60               // searches for cards or orders by one key within an hour, a page each
	failedAlarm   = 30               // sign-ins that failed within an hour, from which on they are an alarm
	failedLine    = 10 * time.Second // at most so often is one a line of the log
	keepBuffer    = 64 << 10         // bytes of a buffer that goes back into the pool
)

// When one card is changed too often, or the journal grows idly: see changes and growth.
const (
	changedCards = 1 << 18 // cards whose changes are remembered: 4 MiB
	growthWindow = 10      // minutes that are looked at
	growthRows   = 600     // rows without value in them, below which nothing is said
	growthShare  = 10      // times as many as rows in which value moves
)

const disbeliefQuiet = time.Hour // between two lines about proxies that are not believed

// Limits of POST /v1/assessments, which costs far more than a check.
const (
	maxUpload         = 32 << 20         // bytes of the whole body
	maxUploadFile     = 20 << 20         // bytes of one file
	maxUploadCase     = 64 << 10         // bytes of the case
	maxUploadFiles    = 50               // files of one assessment
	maxCopies         = 12               // copies of pictures in one answer
	maxPartHeader     = 4 << 10          // bytes of the headers of one part
	maxUploadName     = 320              // bytes of a file's name
	maxUploadTime     = 60 * time.Second // for a client to send its files
	maxAssessTime     = 30 * time.Second // for a case to be read and judged, its turn and DNS included
	assessWork        = 2 * time.Second  // of a processor, which count like one more assessment
	assessCharge      = 9                // such further ones that one case counts as, at most
	maxKeyTime        = 10 * time.Second // of that, for DNS to answer with the keys of mails
	maxKeys           = 24               // keys of mails that are looked up for one assessment
	uploadGrace       = 10 * time.Second // before the least rate is asked for
	minUploadRate     = 8 << 10          // bytes a second that have to come on average
	maxUploads        = 512              // assessments under way at once
	maxUploadsEach    = 3                // assessments under way at once of one client
	maxUploadsNetwork = 12               // of a network
	uploadPiece       = 64 << 10         // bytes of a file that are read at a time
	maxUploadMemory   = 128 << 20        // bytes of all files that are held at once
	maxParts          = 200              // entries of a list of a body
	maxOrderBody      = 1 << 20          // bytes of an order
	maxOrders         = 100              // orders of one page
	maxOrderCards     = 1_000            // cards that a page of orders looks up, unless the first order has more
)

// Limits of reports, each of which walks the whole journal.
const (
	maxReportTime     = time.Minute // for one report
	maxReportDays     = 366         // of one report
	defaultReportDays = 30          // of one that names no days
	maxKeptReports    = 16          // reports about the past that are kept
	baseDates         = 4           // base dates that are told
)
