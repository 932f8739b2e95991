package sim

import "time"

// What a run is made of.
const (
	familyLines = 2               // lines of cards that share an account
	faceUnits   = 1000            // of every card
	maxHold     = 4 * time.Minute // of the clock of the run
	maxTries    = 6               // of one request before its actor gives up
)
