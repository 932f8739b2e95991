package unpack

import "time"

// The limits of what is unpacked.
const (
	maxMembers  = 50        // files of one archive
	maxEntries  = 1_000     // entries of its directory, folders and what systems add included
	maxMember   = 20 << 20  // bytes of one file, unpacked
	maxUnpacked = 64 << 20  // bytes of all files of one archive, unpacked
	maxRatio    = 200       // how often larger than packed a file may be
	freeRatio   = 1 << 20   // bytes of a file up to which its ratio does not matter
	maxName     = 200       // bytes of a file's name within an archive
	maxHead     = 64 << 10  // bytes that are looked at to tell a text from other files
	maxBrands   = 32        // kinds that the head of a film or of a modern picture lists
	maxLetters  = 1_000     // mails of one mailbox, as far as they are counted
	maxStreams  = 256 << 10 // bytes of the directory of an Outlook or Office file: 2048 entries
	maxChain    = 1 << 20   // steps along the chains of such a file
	maxOutlook  = 40 << 20  // bytes that are read of such a file, all chains together
	maxField    = 4 << 20   // bytes of one text of an Outlook mail
	maxHeaders  = 256 << 10 // bytes of the headers that an Outlook mail has kept
	maxAttached = 50        // attachments of an Outlook mail that are looked at
	maxObjects  = 1 << 20   // objects of a Safari web archive
	maxKeys     = 1_000     // entries of one of its dictionaries

	maxPapers        = 30               // pages of one PDF
	maxPaperText     = 20_000           // characters of one of them
	maxPaperPictures = 4                // pages without text that are drawn, to be read as pictures
	maxPaperSide     = 2_000            // pixels of the longer side of such a page
	maxPaperMemory   = 128 << 20        // bytes that reading a PDF takes
	maxPaperWait     = 60 * time.Second // for a PDF's turn
	maxPaperTime     = 20 * time.Second // for one PDF, after which its machine is stopped
	maxPhotoPixels   = 25 << 20         // pixels of a HEIC or AVIF picture: one of 24 megapixels
	maxPhotoSide     = 20_000           // pixels of its longer side
	maxPhotoParts    = 1_000            // pictures and other parts of its file
	maxPhotoBoxes    = 10_000           // boxes of its file that are looked at
	maxPhotoCPU      = 40               // seconds of processor time
	maxPhotoTime     = 60 * time.Second // for one photograph, after which its process is ended

	fewestLetters = 8 // of a page below which it is a picture
)
