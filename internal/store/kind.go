package store

import (
	"encoding/json"
	"fmt"
	"strconv"
	"time"

	"github.com/unspent-dev/unspent"
)

// Kind is one kind of documents.
type Kind struct {
	Name    string
	Version int    // of the body as it is written now; what says none is of version 1
	Holds   string // what it is
	People  bool   // names, addresses or words of people stand in it, and can be forgotten
}

// The kinds of documents. What belongs to the book and is no event is of one of them.
const (
	KindAlive      = "alive"
	KindClock      = "clock"
	KindLoss       = "loss"
	KindRoom       = "room"
	KindApproval   = "approval"
	KindMovedAlone = "moved-alone"
	KindBatch      = "batch-issue"
	KindBatchDead  = "batch-issue-dead"
	KindSweep      = "sweep"
	KindStaff      = "staff"
	KindPerson     = "person"
	KindOrder      = "gift-order"
	KindOrderDue   = "gift-due"
	KindOrderDead  = "gift-due-dead"
	KindAccepted   = "gift-accepted"
	KindOrderRead  = "gift-cursor"
	KindMail       = "mail"
	KindMailDead   = "mail-dead"
	KindMailSent   = "mail-sent"
	KindMailBounce = "mail-bounce"
	KindMailRemind = "mail-remind"
	KindMailRead   = "mail-cursor"
	KindKept       = "kept-case"
	KindAsked      = "kept-request"
	KindTold       = "kept-notice"
	KindKeptRoom   = "kept-room"
)

// Kinds returns every kind of documents.
func Kinds() []Kind {
	return []Kind{
		{KindAlive, 1, "one: when a sweep was last begun", false},
		{KindClock, 1, "a correction of the clock, and who made it", false},
		{KindLoss, 1, "a loss of the end of the book, and who accepted it", true},
		{KindRoom, 1, "none that stays: it is written to see whether there is room", false},
		{KindApproval, 1, "what waits for a second person, by apr_…", true},
		{KindMovedAlone, 1, "what one person moved within a day, or what was moved of a card", false},
		{KindBatch, 1, "a job: a batch that is being issued, by apr_…", false},
		{KindBatchDead, 1, "the same, given up", false},
		{KindSweep, 1, "a job, one: what has expired is to be booked", false},
		{KindStaff, 1, "how a person of the staff signs in, by per_…", false},
		{KindPerson, 1, "who signs in, by account", true},
		{KindOrder, 1, "an order of gift cards, by number", true},
		{KindOrderDue, 1, "a job: an order has something to do, by number", false},
		{KindOrderDead, 1, "the same, given up", false},
		{KindAccepted, 1, "an order whose giver is still to be told that it was accepted, by number", false},
		{KindOrderRead, 1, "one: how far the journal was read for orders", false},
		{KindMail, 1, "a job: a mail that is due", false},
		{KindMailDead, 1, "the same, given up", false},
		{KindMailSent, 1, "a mail that was taken, by the token of its Message-ID", false},
		{KindMailBounce, 1, "a mail that came back, by the same", true},
		{KindMailRemind, 1, "a reminder that was made, by serial and end", false},
		{KindMailRead, 1, "one: how far the journal was read for mails", false},
		{KindKept, 1, "a case that somebody keeps, sealed to its link, by what follows from that", true},
		{KindAsked, 1, "a request of a kept case and what was deposited for it, sealed to its own link", true},
		{KindTold, 1, "who is told by mail of what comes for a case, sealed to a link that stops it", true},
		{KindKeptRoom, 1, "one: how much is kept of these", false},
	}
}

// version returns the version of a kind that is written now.
func version(kind string) int {
	for _, k := range Kinds() {
		if k.Name == kind {
			return k.Version
		}
	}
	return 1
}

// Doc is a document with its body read. A body is a JSON object; from its kind's second
// version on it says of which it is.
type Doc[T any] struct {
	ID   string
	At   time.Time
	Body T
}

// Document returns d as it is stored.
func (d Doc[T]) Document(kind string) (Document, error) {
	body, err := json.Marshal(d.Body)
	if v := version(kind); err == nil && v > 1 {
		body = append(strconv.AppendInt([]byte(`{"v":`), int64(v), 10), append([]byte(","), body[1:]...)...)
	}
	return Document{Kind: kind, ID: d.ID, At: d.At, Body: body}, err
}

// ReadDoc is the inverse of Doc.Document. One of a later version than this program
// writes is not read: what it says might not be all of it.
func ReadDoc[T any](d Document) (Doc[T], error) {
	out := Doc[T]{ID: d.ID, At: d.At}
	var later struct {
		V int `json:"v"`
	}
	if err := json.Unmarshal(d.Body, &later); err != nil {
		return out, fmt.Errorf("read %s %q: %w", d.Kind, d.ID, err)
	}
	if later.V > version(d.Kind) {
		return out, unspent.Errorf(unspent.Internal, "%s %q is of version %d, which a later program wrote", d.Kind, d.ID, later.V)
	}
	if err := json.Unmarshal(d.Body, &out.Body); err != nil {
		return out, fmt.Errorf("read %s %q: %w", d.Kind, d.ID, err)
	}
	return out, nil
}
