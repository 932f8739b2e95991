package scan

import "time"

// Every limit of reading a picture.
const (
	MaxPicture    = 10 << 20         // bytes of a picture
	maxPixels     = 25 << 20         // of a picture: a phone's photo of 24 megapixels
	maxDeepPixels = 8 << 20          // of one that costs several times as much while it is decoded: progressive JPEG, CMYK, 16 bits
	maxSide       = 4096             // pixels of the longer side of what is searched
	maxWhole      = 2400             // of the longer side of what is searched as a whole
	tileSide      = 1024             // of a tile of what is half as large again
	minSide       = 256              // of the longer side below which a picture is made larger: a thumbnail
	maxSpots      = 2000             // places of one picture that look like a corner of a QR code
	maxCompared   = 200              // of those, of which every three are compared
	maxCorners    = 8                // of those that are tried in threes, if the best three are none
	maxAtOnce     = 2                // pictures in memory at once, decoded
	maxWait       = 3 * time.Second  // for a picture's turn
	maxCodes      = 16               // QR codes, and as many barcodes, of one picture that are looked for
	maxLines      = 256              // rows, and as many columns, in which a barcode is looked for
	maxStarts     = 64               // places of one row that look like the beginning of a barcode
	maxBars       = 160              // characters of a barcode
	maxTime       = 5 * time.Second  // for decoding a picture and finding its QR code, after which nothing new is tried
	maxSearch     = 20 * time.Second // for finding all codes of a decoded picture
)
