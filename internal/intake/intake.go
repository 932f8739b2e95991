package intake

import (
	"context"
	"crypto/sha256"
	"regexp"
	"time"

	"github.com/unspent-dev/unspent"
	"github.com/unspent-dev/unspent/assess"
	"github.com/unspent-dev/unspent/brand"
	"github.com/unspent-dev/unspent/internal/unpack"
)

// Options say what a file is read for.
type Options struct {
	Brand  *brand.Profile
	All    brand.Catalogue // to redact codes of any brand
	Card   assess.Card     // of the case: chooses rows of a history
	Kind   assess.Kind     // what the person says the file is; "": find out
	Owner  assess.Owner
	Seen   time.Time                     // when it was brought in
	Got    time.Time                     // when the person got the card; zero: not told
	Asked  time.Time                     // when the challenge word was given; zero: no word was
	Eyes   Eyes                          // read the text of pictures; nil: nobody does, and a note says so
	Keep   bool                          // return what may be kept of the file
	Copies bool                          // return small copies of a picture, to show to whoever confirms what was read in it
	Papers *unpack.Papers                // read PDFs, and decode HEIC if they can; nil: PDFs are refused, HEIC is kept as it is
	Keys   Keys                          // where DKIM keys come from; nil: nowhere
	Used   func(messageID [32]byte) bool // whether another case has brought this mail (hash of its Message-ID); nil: no

	Confirm   Confirm // how far a person has confirmed what was read in a picture
	Challenge string  // the case's fresh word, which pictures asked for must show; "": none
}

// Import is what was read from one file.
type Import struct {
	Evidence []assess.Evidence
	Media    string   // what it was found to be: "mail", "html", "mhtml", "webarchive", "csv", "tsv", "text", "image/png", "zip", …
	SHA256   [32]byte // of the original bytes
	Text     string   // the readable text with every code cut
	Keys     []KeyRecord
	Rows     []string // raw rows of a history or an order page, redacted
	Message  [32]byte // hash of the Message-ID; zero if it is no mail
	Readings []Reading
	// Kept is, if Options.Keep is set, what may be kept: the file; of a picture, or each
	// page of a PDF that is one, a PNG or JPEG without its codes; of an archive one of such
	// files; none: nobody looked for codes, or not for all.
	Kept     [][]byte
	Copies   []Copy // if Options.Copies is set and somebody looked for all codes: of each picture a small JPEG without its codes
	Look     uint64 // perceptual hash of a picture; zero: it was not looked at
	Parts    []Part // the files of an archive, whose evidence, keys, rows and readings stand above in the same order
	replaced bool   // Kept is something else than the file itself
}

// fourOrNone is how the end of a code is told, if it is: what is read repeats it.
var fourOrNone = regexp.MustCompile(`^([A-Z0-9]{4})?$`)

// Read finds out what a file is and reads it. The name is a hint for people's
// eyes and for what a table's columns are divided by; it is never a path.
func Read(ctx context.Context, name string, content []byte, o Options) (Import, error) {
	name = ShownName(o.All, name)
	o.Card.Last4 = brand.Normalise(o.Card.Last4)
	switch {
	case ctx.Err() != nil:
		return Import{}, ctx.Err()
	case o.Brand == nil:
		return Import{}, unspent.Errorf(unspent.Invalid, "say which brand the card is of")
	case len(content) == 0:
		return Import{}, errEmpty(name)
	case len(content) > maxFile:
		return Import{}, unpack.Over("maxFile", maxFile)
	case !fourOrNone.MatchString(o.Card.Last4):
		return Import{}, unspent.Errorf(unspent.Invalid, "of the card's code only the last four letters and digits are taken")
	}
	in, err := read(ctx, name, content, o, false)
	if err != nil {
		return Import{}, err
	}
	in.SHA256 = sha256.Sum256(content)
	return in, nil
}
