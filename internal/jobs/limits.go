package jobs

import "time"

// Every limit of work that is due.
const (
	MaxCuts    = 10               // tries of one job that were cut short, if its queue says nothing else
	Lease      = 5 * time.Minute  // of one try, if its queue says nothing else: longer than it can take
	MaxList    = 200              // jobs that are told of at once
	MaxCounted = 1000             // jobs of a queue that are counted
	maxPage    = 64               // jobs that are looked up at once
	firstPause = 30 * time.Second // after the first try that failed, if the queue says nothing else; then twice as long each time
	lastPause  = time.Hour        // at most so long
	maxTries   = 24               // that fail, if the queue says nothing else: about a day
	stopGrace  = 10 * time.Second // for tries that are under way when a worker is told to stop, if its queue says nothing else
)
