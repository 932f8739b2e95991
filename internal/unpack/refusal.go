package unpack

import (
	"strconv"
	"strings"

	"github.com/unspent-dev/unspent"
	"github.com/unspent-dev/unspent/brand"
	"github.com/unspent-dev/unspent/internal/texts"
)

// Refusal says, in both languages, why a file is not read, and the way out.
type Refusal struct {
	ID   string
	Text brand.Text
}

// Refused returns a refusal as an error of a reason; pairs are the names and values
// of what stands in it.
func Refused(reason unspent.Reason, id string, pairs ...any) error {
	return texts.Refuse(nil, reason, unspent.Wrong("", unread+id, pairs...))
}

// unread is what the ids of their sentences begin with.
const unread = "unread."

// RefusalOf returns the refusal that err is, if it is one.
func RefusalOf(err error) (Refusal, bool) {
	faults := unspent.FaultsOf(err)
	if len(faults) != 1 || !strings.HasPrefix(faults[0].Word, unread) {
		return Refusal{}, false
	}
	text, ok := texts.Faults(faults)
	return Refusal{strings.TrimPrefix(faults[0].Word, unread), text}, ok
}

// Refuse refuses a file of a kind that is not read. A kind that is read is refused
// as one of which nothing is known.
func Refuse(k Kind, name string) error {
	if _, err := texts.Say(texts.English, unread+string(k), "Name", name); err != nil {
		k = unknown
	}
	return Refused(unspent.Invalid, string(k), "Name", name)
}

// Over refuses what goes over a limit, a number of things or of bytes.
func Over(limit string, most int) error {
	return Refused(unspent.TooLarge, limit, "Most", most, "Size", Bytes(most))
}

// Bytes writes a number of bytes.
func Bytes(n int) string {
	switch {
	case n >= 1<<20:
		return strconv.Itoa(n>>20) + " MiB"
	case n >= 1<<10:
		return strconv.Itoa(n>>10) + " KiB"
	}
	return strconv.Itoa(n) + " bytes"
}
