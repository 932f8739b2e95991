package store

// Limits of serials: of a million million under a prefix, a loss of events sets some aside.
const (
	serialsPerMinute = 10_000        // serials between two losses a minute apart, of which a copy that is gone on with knows neither
	serialsPerLoss   = 1_000_000_000 // serials between two losses at least, whatever the clock says; of lost events that nobody has seen there are fewer
)
