package house

import "time"

const (
	sweepEvery = time.Hour
	sweepAgain = 10 * time.Minute // after a sweep that stopped; longer each time
	sweepLook  = time.Minute      // between two looks whether a sweep is due
	maxQuiet   = 24 * time.Hour   // since the newest event, for a sweep at start: after that it waits for the next
)
