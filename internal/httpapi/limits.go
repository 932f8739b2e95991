package httpapi

import "time"

// Every limit of the HTTP edge. Limits of the rules are in package unspent.
const (
	maxBody       = 64 << 10         // bytes of a request body
	maxChecksBody = 256 << 10        // bytes of the body of POST /v1/checks
	maxImportBody = 2 << 20          // bytes of the body of POST /v1/imports
	maxTexts      = 31               // texts of a list in a body, such as the accounts of a key
	maxKeyHeader  = 200              // bytes of an API key
	busyRetry     = 1                // seconds of Retry-After when the queue is full
	failedAlarm   = 30               // sign-ins that failed within an hour, from which on they are an alarm
	failedLine    = 10 * time.Second // at most so often is one a line of the log
	keepBuffer    = 64 << 10         // bytes of a buffer that goes back into the pool
)

// When one card is changed too often, or the journal grows idly: see changes and growth.
const (
	growthWindow = 10  // minutes that are looked at
	growthRows   = 600 // rows without value in them, below which nothing is said
	growthShare  = 10  // times as many as rows in which value moves
)

const maxJobsLook = 5 * time.Second // to count the jobs for somebody who asks for metrics

const disbeliefQuiet = time.Hour // between two lines about proxies that are not believed

// Limits of POST /v1/assessments, which costs far more than a check.
const (
	maxUploadFile     = 20 << 20         // bytes of one file
	maxUploadCase     = 64 << 10         // bytes of the case
	maxUploadFiles    = 50               // files of one assessment
	maxPartHeader     = 4 << 10          // bytes of the headers of one part
	maxUploadName     = 320              // bytes of a file's name
	maxUploadTime     = 60 * time.Second // for a client to send its files
	retryUpload       = 5 * time.Second  // to wait where there is no room for an upload
	uploadGrace       = 10 * time.Second // before the least rate is asked for
	minUploadRate     = 8 << 10          // bytes a second that have to come on average
	maxUploads        = 512              // assessments under way at once
	maxUploadsEach    = 3                // assessments under way at once of one client
	maxUploadsNetwork = 12               // of a network
	uploadPiece       = 64 << 10         // bytes of a file that are read at a time
	maxUploadMemory   = 128 << 20        // bytes of all files that are held at once
	maxParts          = 200              // entries of a list of a body
	maxOrderBody      = 1 << 20          // bytes of an order
)
