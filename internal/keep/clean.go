package keep

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"regexp"
	"slices"
	"time"
	"unicode/utf8"

	"github.com/unspent-dev/unspent"
	"github.com/unspent-dev/unspent/assess"
	"github.com/unspent-dev/unspent/internal/casefile"
	"github.com/unspent-dev/unspent/internal/intake"
)

// callerID is the id of something that a caller sends, or the name of a field.
var callerID = regexp.MustCompile(`^[A-Za-z0-9._-]{1,64}$`)

// text returns what was typed without codes; most is in characters.
func (c *Cases) text(typed string, most int) (string, error) {
	if utf8.RuneCountInString(typed) > most {
		return "", refuse(unspent.TooLarge, "keep.tooMuch")
	}
	typed, _ = intake.RedactAll(c.o.Brands, typed)
	return typed, nil
}

// both are a name and a note.
func (c *Cases) both(name, note string) (_, _ string, err error) {
	if name, err = c.text(name, MaxName); err == nil {
		note, err = c.text(note, MaxNote)
	}
	return name, note, err
}

// few refuses more pieces or copies than are kept.
func few(evidence []casefile.EvidenceJSON, copies []casefile.CopyJSON) error {
	if len(evidence) > MaxPieces || len(copies) > MaxCopies {
		return refuse(unspent.TooLarge, "keep.tooMuch")
	}
	return nil
}

func (c *Cases) clean(in Content) (Content, error) {
	if len(in.Said) > MaxSaid {
		return Content{}, refuse(unspent.TooLarge, "keep.tooMuch")
	}
	said := map[string]string{}
	for name, value := range in.Said {
		if !callerID.MatchString(name) {
			return Content{}, unspent.Errorf(unspent.Invalid, "an answer is to a field of a form")
		}
		var err error
		if said[name], err = c.text(value, MaxAnswer); err != nil {
			return Content{}, err
		}
	}
	in.Said = said
	return in, few(in.Evidence, in.Copies)
}

func (c *Cases) cleanAsk(id string, a Ask) (_ Ask, err error) {
	whom := []assess.Owner{assess.Givers, assess.Sellers, assess.Shops, assess.Buyers}
	if !callerID.MatchString(id) || !callerID.MatchString(a.What) || !slices.Contains(whom, a.Whom) ||
		slices.ContainsFunc(a.Share, func(name string) bool { return !slices.Contains(Shareable(), name) }) {
		return Ask{}, unspent.Errorf(unspent.Invalid,
			"a request has an id, names what is asked, is for a giver, seller, shop or buyer, and shares what can be shared")
	}
	if len(a.Show) > MaxPieces {
		return Ask{}, refuse(unspent.TooLarge, "keep.tooMuch")
	}
	a.Until = a.Until.UTC().Truncate(time.Microsecond)
	a.Name, a.Note, err = c.both(a.Name, a.Note)
	return a, err
}

func (c *Cases) cleanDeposit(d Deposit) (_ Deposit, err error) {
	if !callerID.MatchString(d.ID) || d.Replaces == d.ID {
		return Deposit{}, unspent.Errorf(unspent.Invalid, "a deposit has an id of its own")
	}
	if err := few(d.Evidence, d.Copies); err != nil {
		return Deposit{}, err
	}
	d.At = time.Time{}
	d.Name, d.Note, err = c.both(d.Name, d.Note)
	return d, err
}

// sumOf knows a thing again that is sent twice.
func sumOf(v any) string {
	text, err := json.Marshal(v)
	if err != nil { // it cannot be sealed either
		return ""
	}
	sum := sha256.Sum256(text)
	return hex.EncodeToString(sum[:])
}
