package sqlite

import "time"

// Every limit of the driver.
const (
	defaultOverlay  = 40_000      // rows of one generation of the overlay, of which there are two
	chunkRows       = 2_000       // rows of one transaction of the state file
	readers         = 4           // connections for point reads
	parallelKeys    = 16          // codes and request ids from which two connections share a load
	tailEvents      = 256         // newest events whose hashes are checked at every start
	replayEvents    = 2_000       // events applied at a time at start
	soughtPeople    = 4           // recipients that one statement looks for; of more, every card is decoded
	checkpointEvery = 20_000      // events between two checkpoints of the journal's log
	reserve         = 64 << 20    // bytes that the file system of the files has left, for the book to be ready
	probeSize       = 64 << 10    // bytes of a write that tries whether there is room again
	probeEvery      = time.Second // between two of these
	oneCrash        = 100_000     // events that a mark may be behind: what is committed while one flush of it hangs
)
