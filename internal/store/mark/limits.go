package mark

import "time"

const (
	slotSize  = 4096                   // bytes between the two slots, so that no block holds both
	syncEvery = 100 * time.Millisecond // at most so often is the file flushed, beside the writes
)
