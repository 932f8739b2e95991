package assess

import "time"

const (
	FreshFor   = 7 * 24 * time.Hour  // how old a finding of "unused" may be before it counts one step less
	StaleAfter = 90 * 24 * time.Hour // how old a finding of "unused" may be before it is no more than a hint
	DaySlack   = 24 * time.Hour      // how far apart two times must be, where pages tell days only, to build on their order

	SoonEnds = 180 * 24 * time.Hour // how long before its end a card is spoken of as ending

	mostDetail  = 80 // symbols of foreign text that a sentence repeats
	mostChoices = 9  // messages that are offered for one that nobody could read
	mostCited   = 8  // pieces of evidence that a letter names
)
