package api

import (
	"bytes"
	"encoding/json"
	"time"

	"github.com/unspent-dev/unspent"
)

// Time is a time that may be absent: the zero time is null.
type Time struct{ time.Time }

// TimeOf returns t in UTC.
func TimeOf(t time.Time) Time {
	if t.IsZero() {
		return Time{}
	}
	return Time{t.UTC()}
}

// MarshalJSON writes the time as RFC 3339 has it, or null.
func (t Time) MarshalJSON() ([]byte, error) {
	if t.IsZero() {
		return []byte("null"), nil
	}
	return t.Time.MarshalJSON()
}

// EventID is the place of an event in the journal, spelled as its public id:
// evt_43.
type EventID unspent.Seq

// String returns the id, "" of no event.
func (id EventID) String() string {
	if id == 0 {
		return ""
	}
	return unspent.Seq(id).EventID()
}

// MarshalText is String.
func (id EventID) MarshalText() ([]byte, error) { return []byte(id.String()), nil }

// UnmarshalText reads an id.
func (id *EventID) UnmarshalText(text []byte) error {
	seq, err := unspent.ParseEventID(string(text))
	*id = EventID(seq)
	return err
}

// HoldID is the place of the event that placed a hold, spelled as the hold's
// public id: hld_45.
type HoldID unspent.Seq

// String returns the id, "" of no hold.
func (id HoldID) String() string {
	if id == 0 {
		return ""
	}
	return unspent.Seq(id).HoldID()
}

// MarshalText is String.
func (id HoldID) MarshalText() ([]byte, error) { return []byte(id.String()), nil }

// UnmarshalText reads an id.
func (id *HoldID) UnmarshalText(text []byte) error {
	seq, err := unspent.ParseHoldID(string(text))
	*id = HoldID(seq)
	return err
}

// Cursor says where a list goes on; the empty one, null, is its end. What is in it
// means nothing to a caller.
type Cursor string

// MarshalJSON writes the cursor, or null.
func (c Cursor) MarshalJSON() ([]byte, error) {
	if c == "" {
		return []byte("null"), nil
	}
	return json.Marshal(string(c))
}

// marshal writes v with <, > and & as they are.
func marshal(v any) ([]byte, error) {
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	err := enc.Encode(v)
	return bytes.TrimSpace(b.Bytes()), err
}

// ParseTime reads an RFC 3339 time. Microseconds are what the book keeps.
func ParseTime(what, text string) (time.Time, error) {
	t, err := time.Parse(time.RFC3339, text)
	if err != nil || t.Year() < 1970 || t.Year() > 9999 {
		return time.Time{}, unspent.Errorf(unspent.Invalid, "%s is a time such as 2027-03-31T15:00:00Z", what)
	}
	return t.UTC().Truncate(time.Microsecond), nil
}
