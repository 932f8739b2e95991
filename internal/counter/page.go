package counter

import (
	"bytes"
	"encoding/base64"
	"encoding/binary"
	"math"
	"net/url"
	"strconv"
	"strings"

	"github.com/unspent-dev/unspent"
	"github.com/unspent-dev/unspent/api"
)

var errCursor = unspent.Errorf(unspent.Invalid, "the cursor is not one that this call gave for the same list; start again without")

// page reads the paging parameters. A nil cursor is the first page.
func (x *Errand) page() (limit int, cursor []byte, err error) {
	q := x.asked.Values()
	limit = DefaultPage
	if q.Has("limit") {
		limit, err = strconv.Atoi(q.Get("limit"))
		if err != nil || limit < 1 || limit > MaxPage {
			return 0, nil, unspent.Errorf(unspent.Invalid, "limit is a number from 1 to %d", MaxPage)
		}
	}
	if !q.Has("cursor") {
		return limit, nil, nil
	}
	cursor, err = x.place(q.Get("cursor"))
	return limit, cursor, err
}

// cursor makes a place opaque. It is sealed to the list that it is a place of.
func (x *Errand) cursor(place []byte) api.Cursor {
	return api.Cursor(cursorMark + base64.RawURLEncoding.EncodeToString(append(place, x.seal(place)...)))
}

// place is the inverse of cursor.
func (x *Errand) place(cursor string) ([]byte, error) {
	text, ok := strings.CutPrefix(cursor, cursorMark)
	if !ok {
		return nil, errCursor
	}
	place, err := base64.RawURLEncoding.Strict().DecodeString(text)
	n := len(place) - cursorSeal
	if err != nil || n < 1 || len(cursor) > maxCursor || !bytes.Equal(place[n:], x.seal(place[:n])) {
		return nil, errCursor
	}
	return place[:n], nil
}

// seal is the keyed hash of a place and of the list that is read: the call, what its
// address names, and which entries are asked for.
func (x *Errand) seal(place []byte) []byte {
	which := url.Values{"": append([]string{x.entry.Name, x.asked.PathValue("serial"), x.asked.PathValue("id")}, x.wanted...)}
	for name, values := range x.asked.Values() {
		if name != "cursor" && name != "limit" {
			which[name] = values
		}
	}
	sum := x.c.Book.Stamp(which.Encode() + " " + string(place))
	return sum[:cursorSeal]
}

// cursorAt is the cursor of a number.
func (x *Errand) cursorAt(n uint64) api.Cursor { return x.cursor(binary.AppendUvarint(nil, n)) }

// numberAt reads the place that is a number from 1 on; no place is 0.
func numberAt(place []byte) (int64, error) {
	if place == nil {
		return 0, nil
	}
	n, size := binary.Uvarint(place)
	if size != len(place) || n < 1 || n > math.MaxInt64 {
		return 0, errCursor
	}
	return int64(n), nil
}
