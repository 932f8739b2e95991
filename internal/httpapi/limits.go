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
	maxJoinWalk   = 10_000    // events of a card walked to join two heads, or to find its sale
	minReceiptTTL = time.Minute
	maxReceiptTTL = 30 * 24 * time.Hour
	defaultTTL    = 24 * time.Hour
	busyRetry     = 1        // seconds of Retry-After when the queue is full
	keepBuffer    = 64 << 10 // bytes of a buffer that goes back into the pool
)
