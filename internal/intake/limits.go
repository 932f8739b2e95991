package intake

import "time"

// Every limit of what is read. Going over one is an error with reason too_large
// that names it.
const (
	maxFile       = 20 << 20  // bytes of one file
	maxPage       = 4 << 20   // bytes of one page or text, decoded
	maxTokens     = 500_000   // tags and texts of one page
	maxTables     = 64        // tables within tables
	maxRows       = 20_000    // lines or rows of one page
	maxRow        = 64 << 10  // bytes of one line, row or cell
	maxCells      = 100       // cells of one row
	maxPages      = 1_000     // parts of one MHTML file
	maxNested     = 4         // parts of an MHTML file within parts
	maxYears      = 16        // years of one text in which a date is looked for
	maxMatches    = 50        // pieces of evidence from one page
	maxApart      = 20_000    // groups of one text that are tried as the end of a code in pieces
	maxJoined     = 1_000_000 // words or numbers of one text that a space or a hyphen joins: each may begin a code of any brand
	maxExif       = 64 << 10  // bytes of a picture's EXIF block that are looked at
	maxExifTags   = 256       // entries of one EXIF directory
	maxPixels     = 1 << 28   // width times height that a picture may claim
	maxAgain      = 40        // masked codes of a picture that are read a second time
	maxOthers     = 6         // other values that a reading may be
	maxCopySide   = 720       // pixels of the width of a copy that is shown to whoever confirms a picture
	maxCopyPixels = 1_500_000 // pixels of it in all
	maxShots      = 12        // pictures of one page
	maxShotPixels = 40 << 20  // pixels of all of them
	leastSide     = 160       // pixels of the shorter side of a picture in a mail below which it is no page
	maxNoteText   = 120       // characters of a note's detail
)

// Limits of mails and of the keys that check them.
const (
	maxHeader      = 256 << 10 // bytes of the headers of a mail, or of a part
	maxHeaderLines = 2_000     // lines of them
	maxHeaderField = 16 << 10  // bytes of one header
	maxParts       = 200       // parts of one mail
	maxDepth       = 10        // parts of a mail within parts
	maxCopied      = 16 << 20  // bytes of encoded mails within a mail
	maxForwards    = 4         // mails attached within attached mails
	maxBlank       = 16 << 10  // bytes of line ends in a row: they cost the DKIM library their square
	maxSignatures  = 5         // signatures of one mail that are looked at
	maxSigned      = 200       // names that one signature lists as signed
	maxMailText    = 256 << 10 // bytes of text that are read of one part
	maxKeyName     = 253       // bytes of a key's name in DNS
	maxKeyRecord   = 2 << 10   // bytes of a key: one of 8192 bits fits
	maxKeyFile     = 256 << 10 // bytes of a file with keys
	maxArchive     = 8 << 20   // bytes of a file from a key archive
	maxTries       = 4         // keys of one name that are tried

	keyTimeout = 5 * time.Second // for one key from DNS
)
