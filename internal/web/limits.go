package web

import "time"

// Every limit of the pages.
const (
	maxForm    = 64 << 10       // bytes of a form
	ticketLife = 72 * time.Hour // how long a page can go on with what it carries sealed; the longest hold
	idSymbols  = 32             // of the request ids that forms carry
)
