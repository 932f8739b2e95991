package ocr

import "time"

// Every limit of reading the text of a picture.
const (
	maxPixels  = 40 << 20 // of a picture: a scrolled page of a phone, or a photograph of 24 megapixels
	maxSide    = 60_000   // pixels of its longer side
	minSide    = 8        // pixels of its shorter side, below which nothing is written in it
	maxWorked  = 8 << 20  // pixels of what is prepared of a part of it
	maxParts   = 24       // parts of a long picture
	maxEnlarge = 4        // how many times as large small text is made
	maxAgain   = 64       // lines of a picture that are read a second time
	maxMissed  = 24       // lines of a part that are looked for again because no word was read in them

	maxSpans  = 2_000_000 // runs of ink in the rows of a picture, and pieces of ink: what has more is noise, and its columns are not looked for
	maxPieces = 400_000

	maxBoxes  = 1_000_000 // boxes in the answer of one run
	maxAnswer = 32 << 20  // bytes of it
	maxSaid   = 4 << 10   // bytes of what a run says of its troubles
	maxText   = 256       // bytes of one word

	maxPictures = 2                // pictures held at once
	maxWait     = 20 * time.Second // for a picture's turn
	maxTime     = 30 * time.Second // of one run
	maxCPU      = 25               // seconds of processor time of one run
	maxMemory   = 1 << 20          // KiB of address space of one run
	maxWritten  = 1 << 16          // blocks of 512 bytes of one file that a run writes
	maxFiles    = 32               // open files of a run
	patience    = time.Second      // for the pipes of a run that was killed
)
