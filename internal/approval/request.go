package approval

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"strings"
	"time"

	"github.com/unspent-dev/unspent"
	"github.com/unspent-dev/unspent/internal/store"
)

// State is how far a request has come.
type State string

// The states. A request that lapses is stored as it was: only its time tells.
const (
	Waiting  State = "waiting"
	Approved State = "approved"
	Refused  State = "refused"
	Done     State = "done"   // carried out
	Lapsed   State = "lapsed" // waited, or was not carried out, for too long
)

// Request is one thing that waits for a second person.
type Request struct {
	ID       string         // apr_…, made of By and Key
	Kind     unspent.Kind   // of the command, or KeyMade
	Batch    bool           // it is a batch, whose parts are commands of their own
	Subject  string         // serial of the card, id of the program, name of a new key or person, id of a person, or whom a refund or a payment is about
	Amount   unspent.Money  // all that it would move
	Value    unspent.Money  // of each card, or what is added to the balance
	Count    int            // of cards; 0 of an adjustment
	Activate bool           // the cards are sold at once
	Reason   unspent.Reason // of an adjustment
	Note     string         // of the staff, or the order number; until when a new person works here; the name of one who gets a new link
	Role     unspent.Role   // of a new key, or of a person
	Bound    string         // the one merchant that a new key may act as
	Accounts string         // that a new key acts for, with spaces between them
	To       string         // where a new code is mailed; forgotten when the request is over
	Lang     string         // of that mail
	By       string         // id of the key that asks
	Key      string         // the request id of its call
	Print    unspent.Print  // of the command
	AskedAt  time.Time
	State    State
	First    string // id of who approved first of what takes two
	Judge    string // id of the key that approved or refused; "" of a batch that needs nobody
	JudgedAt time.Time
	Carried  uint16 // bit n: part n was carried out
}

// The kinds of requests for a new API key, a new person of the staff, and a new link for
// one of them. They are no events, and only an admin judges them.
const (
	KeyMade     unspent.Kind = "key_made"
	PersonAdded unspent.Kind = "person_added"
	PersonReset unspent.Kind = "person_reset"
)

// once reports whether a call is carried out once and not replayed by the book.
func once(k unspent.Kind) bool { return k == KeyMade || k == PersonAdded || k == PersonReset }

// idOf returns the id of what a key asks under a request id.
func idOf(by, key string) string {
	sum := sha256.Sum256([]byte(by + "\x00" + key))
	return "apr_" + hex.EncodeToString(sum[:12])
}

// Standing returns the state at now.
func (r Request) Standing(now time.Time) State {
	if (r.State == Waiting || r.State == Approved) && now.Sub(r.AskedAt) >= Life {
		return Lapsed
	}
	return r.State
}

// Part returns the command and the request id of part n of a batch, counted from
// nothing. ok is false if there is no such part.
func (r Request) Part(n int) (cmd unspent.Issue, key string, ok bool) {
	if !r.Batch || n < 0 || n >= r.Parts() {
		return unspent.Issue{}, "", false
	}
	count := min(unspent.MaxIssue, r.Count-n*unspent.MaxIssue)
	cmd = unspent.Issue{Program: r.Subject, Value: r.Value, Count: count, Activate: r.Activate, Order: r.Note}
	return cmd, fmt.Sprintf("%s-%d", r.Key, n), true
}

// Parts returns how many calls carry r out.
func (r Request) Parts() int {
	if !r.Batch {
		return 1
	}
	return (r.Count + unspent.MaxIssue - 1) / unspent.MaxIssue
}

// Issued returns how many cards of a batch are issued.
func (r Request) Issued() int {
	issued := 0
	for n := range r.Parts() {
		if part, _, ok := r.Part(n); ok && r.Carried&(1<<n) != 0 {
			issued += part.Count
		}
	}
	return issued
}

// carried returns r when part n is carried out, and with the last one all of it.
func (r Request) carried(n int) Request {
	r.Carried |= 1 << n
	if r.Carried == 1<<r.Parts()-1 {
		r.State = Done
	}
	return r
}

// partOf returns which part of which batch a request id names, if any.
func partOf(key string) (batch string, n int, ok bool) {
	end := len(key) - 1
	if end < 2 || key[end] < '0' || key[end] > '9' || key[end-1] != '-' {
		return "", 0, false
	}
	return key[:end-1], int(key[end] - '0'), true
}

// judged returns r as by's judgement at now leaves it. If it takes two, it waits after
// the first of them has approved.
func (r Request) judged(by unspent.Actor, yes, two bool, now time.Time) (Request, error) {
	state := Refused
	if yes {
		state = Approved
	}
	switch standing := r.Standing(now); {
	case by.ID == "" || by.ID == r.By:
		return r, unspent.Errorf(unspent.Forbidden, "nobody judges what they asked for themselves: it takes a second person with a key of their own")
	case !by.May(r.Kind):
		return r, unspent.Errorf(unspent.Forbidden, "role %s may not do this, and so not approve it", by.Role)
	case r.State == state && r.Judge == by.ID || yes && (r.First == by.ID && standing != Refused && standing != Lapsed || standing == Done && r.Judge == by.ID):
		return r, nil // asked again
	case standing == Lapsed:
		return r, unspent.Errorf(unspent.Conflict, "request %s has lapsed; whoever asked asks again", r.ID)
	case standing != Waiting:
		return r, unspent.Errorf(unspent.Conflict, "request %s was judged by %s already", r.ID, judgeOf(r))
	}
	if yes && two && r.First == "" {
		r.First = by.ID
		return r, nil
	}
	r.State, r.Judge, r.JudgedAt = state, by.ID, now
	return r, nil
}

func judgeOf(r Request) string {
	if r.Judge == "" {
		return "nobody, since it needs no second person,"
	}
	return r.Judge
}

// passes refuses what r does not let pass at now.
func (r Request) passes(now time.Time) error {
	switch r.Standing(now) {
	case Approved:
		return nil
	case Done:
		if once(r.Kind) {
			return unspent.Errorf(unspent.Conflict, "what %s asked for was made and shown already; ask anew with another Idempotency-Key", r.ID)
		}
		return nil
	case Refused:
		return unspent.Errorf(unspent.SecondPerson, "%s refused this (%s); ask anew with another Idempotency-Key", r.Judge, r.ID)
	case Lapsed:
		return unspent.Errorf(unspent.SecondPerson, "%s has lapsed; ask again for the whole", r.ID)
	case Waiting:
	}
	return unspent.Errorf(unspent.SecondPerson, "this waits for a second person (%s); once it is approved, send the same request again", r.ID)
}

// inForce returns r as it counts while only the given keys are in force: what a
// revoked key approved waits again, unless it was carried out before.
func (r Request) inForce(live map[string]bool) Request {
	return r.without(func(judge string) bool { return !live[judge] })
}

// without returns r as it stands when nobody who is gone has approved it, unless it
// was carried out.
func (r Request) without(gone func(judge string) bool) Request {
	if r.State == Approved && r.Judge != "" && gone(r.Judge) {
		r.State, r.Judge, r.JudgedAt = Waiting, "", time.Time{}
	}
	if (r.State == Approved || r.State == Waiting) && r.First != "" && gone(r.First) {
		r.First, r.Judge, r.State, r.JudgedAt = r.Judge, "", Waiting, time.Time{} // the other one is the first of two again
	}
	return r
}

// amount is money in a body.
type amount struct {
	Units    int64  `json:"units"`
	Currency string `json:"currency"`
}

func amountOf(m unspent.Money) amount { return amount{m.Units(), m.Currency().String()} }

func (a amount) money() (unspent.Money, error) {
	if a == (amount{}) { // of a new key
		return unspent.Money{}, nil
	}
	cur, err := unspent.ParseCurrency(a.Currency)
	return unspent.NewMoney(a.Units, cur), err
}

// body is a request as it is stored.
type body struct {
	Kind     unspent.Kind   `json:"kind"`
	Batch    bool           `json:"batch,omitempty"`
	Subject  string         `json:"subject"`
	Amount   amount         `json:"amount"`
	Value    amount         `json:"value"`
	Count    int            `json:"count,omitempty"`
	Activate bool           `json:"activate,omitempty"`
	Reason   unspent.Reason `json:"reason,omitempty"`
	Note     string         `json:"note,omitempty"`
	Role     unspent.Role   `json:"role,omitempty"`
	Bound    string         `json:"bound,omitempty"`
	Accounts string         `json:"accounts,omitempty"`
	To       string         `json:"to,omitempty"`
	Lang     string         `json:"lang,omitempty"`
	By       string         `json:"by"`
	Key      string         `json:"key"`
	Print    string         `json:"print"`
	State    State          `json:"state"`
	First    string         `json:"first,omitempty"`
	Judge    string         `json:"judge,omitempty"`
	JudgedAt time.Time      `json:"judgedAt,omitzero"`
	Carried  uint16         `json:"carried,omitempty"`
}

// document returns r as it is stored.
func (r Request) document() (store.Document, error) {
	if r.State != Waiting && r.State != Approved {
		r.To = ""
	}
	return store.Doc[body]{ID: r.ID, At: r.AskedAt, Body: body{r.Kind, r.Batch, r.Subject, amountOf(r.Amount), amountOf(r.Value), r.Count, r.Activate, r.Reason,
		r.Note, r.Role, r.Bound, r.Accounts, r.To, r.Lang,
		r.By, r.Key, hex.EncodeToString(r.Print[:]), r.State, r.First, r.Judge, r.JudgedAt, r.Carried}}.Document(docKind)
}

// parse is the inverse of document.
func parse(d store.Document) (Request, error) {
	doc, err := store.ReadDoc[body](d)
	if err != nil {
		return Request{}, fmt.Errorf("read request %s: %w", d.ID, err)
	}
	b := doc.Body
	r := Request{ID: d.ID, Kind: b.Kind, Batch: b.Batch, Subject: b.Subject, Count: b.Count, Activate: b.Activate, Reason: b.Reason,
		Note: b.Note, Role: b.Role, Bound: b.Bound, Accounts: b.Accounts, To: b.To, Lang: b.Lang, By: b.By, Key: b.Key, AskedAt: d.At.UTC(), State: b.State,
		First: b.First, Judge: b.Judge, JudgedAt: b.JudgedAt.UTC(), Carried: b.Carried}
	if r.Amount, err = b.Amount.money(); err != nil {
		return Request{}, fmt.Errorf("read request %s: %w", d.ID, err)
	}
	if r.Value, err = b.Value.money(); err != nil {
		return Request{}, fmt.Errorf("read request %s: %w", d.ID, err)
	}
	if n, err := hex.Decode(r.Print[:], []byte(b.Print)); err != nil || n != len(r.Print) {
		return Request{}, fmt.Errorf("read request %s: its print is damaged", d.ID)
	}
	return r, nil
}

// keys are what r is found by.
func (r Request) keys() []string {
	var all []string
	if r.Batch {
		all = append(all, batches)
	}
	if r.State == Waiting || r.State == Approved {
		all = append(all, open, openOf(r.By))
		if r.To != "" {
			all = append(all, keyOfAddress(r.To))
		}
	}
	return all
}

// The lists that a request is in.
const (
	docKind = store.KindApproval
	open    = "open" // it waits, or can be carried out
	batches = "batch"
)

func keyOfAddress(to string) string { return "to " + strings.ToLower(to) }

func openOf(by string) string { return strings.Join([]string{open, by}, " ") }
