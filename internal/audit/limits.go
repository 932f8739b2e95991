package audit

// What one run keeps and asks for at most.
const (
	// MaxFindings is how many findings a result lists; the rest are counted.
	MaxFindings = 1000

	batchSize     = 1000 // records of one Load
	chunkSize     = 1024 // records allocated at once
	progressSteps = 8192 // events between two reports of progress
)
