package unspent

import (
	"encoding/hex"
	"strconv"
	"strings"
	"time"
	"unicode"
)

// Kind is what an event says happened.
type Kind string

// The kinds of event. Their spelling is part of the journal and of the API.
const (
	Issued      Kind = "issued"      // a card was made; with an amount, sold at once
	Imported    Kind = "imported"    // world → card: a card of elsewhere, with what is left on it; if anything is
	Activated   Kind = "activated"   // world → card
	Deactivated Kind = "deactivated" // card → world: a mistaken sale undone
	Claimed     Kind = "claimed"     // card → account, the whole balance
	Spent       Kind = "spent"       // card or account → merchant
	Refunded    Kind = "refunded"    // merchant → card or account, or a new card if theirs is over
	Held        Kind = "held"        // reserved for a counterparty
	Released    Kind = "released"    // given up to the counterparty
	Unheld      Kind = "unheld"      // the counterparty gave the hold up
	Taken       Kind = "taken"       // card → new card, of the counterparty
	Transferred Kind = "transferred" // card → new card, of the next holder
	Reissued    Kind = "reissued"    // card → new card, of the same holder
	Frozen      Kind = "frozen"
	Unfrozen    Kind = "unfrozen"
	Voided      Kind = "voided"    // card → world: the sale was cancelled
	Adjusted    Kind = "adjusted"  // world → card or card → world, with a reason
	Unclaimed   Kind = "unclaimed" // account → card: a claim undone, as far as its value is there
	Closed      Kind = "closed"    // account → world: what is left, and nothing more happens to it
	Expired     Kind = "expired"   // card or account → breakage: what has ended
	Declined    Kind = "declined"  // asked and refused
)

// Kinds returns every kind, in the order of their declaration.
func Kinds() []Kind {
	return []Kind{Issued, Imported, Activated, Deactivated, Claimed, Spent, Refunded, Held, Released, Unheld, Taken,
		Transferred, Reissued, Frozen, Unfrozen, Voided, Adjusted, Unclaimed, Closed, Expired, Declined}
}

// ParseKind reads a kind. An unknown one is an error: it comes from a newer
// program or a damaged journal.
func ParseKind(text string) (Kind, error) {
	for _, k := range Kinds() {
		if string(k) == text {
			return k, nil
		}
	}
	return "", Errorf(Invalid, "%q is not a kind of event", clip(text))
}

// Seq is the place of an event in the journal: 1, 2, 3, … without gaps. Zero is
// no event.
type Seq int64

const (
	eventPrefix = "evt_"
	holdPrefix  = "hld_"
)

// EventID returns the public id of the event at s.
func (s Seq) EventID() string { return eventPrefix + strconv.FormatInt(int64(s), 10) }

// HoldID returns the public id of the hold that the event at s placed.
func (s Seq) HoldID() string { return holdPrefix + strconv.FormatInt(int64(s), 10) }

// ParseEventID reads what [Seq.EventID] gave.
func ParseEventID(text string) (Seq, error) { return parseSeq("an event", eventPrefix, text) }

// ParseHoldID reads what [Seq.HoldID] gave.
func ParseHoldID(text string) (Seq, error) { return parseSeq("a hold", holdPrefix, text) }

// ReadHoldID reads a hold's id as people tell and type it: with or without what it
// begins with, in any case and width.
func ReadHoldID(typed string) (Seq, error) {
	number := strings.Map(func(r rune) rune {
		switch {
		case r >= '！' && r <= '～':
			r -= '！' - '!'
		case unicode.IsSpace(r):
			return -1
		}
		return unicode.ToLower(r)
	}, typed)
	number = strings.TrimLeft(strings.TrimPrefix(number, "hld"), "_-")
	if number == "" || strings.Trim(number, "0123456789") != "" {
		return ParseHoldID(typed) // which says what is wrong
	}
	return ParseHoldID(holdPrefix + number)
}

func parseSeq(what, prefix, text string) (Seq, error) {
	digits, ok := strings.CutPrefix(text, prefix)
	n, err := strconv.ParseInt(digits, 10, 64)
	if !ok || err != nil || n < 1 || digits[0] < '1' || digits[0] > '9' {
		return 0, Errorf(Invalid, "%q is not the id of %s, such as %s42", clip(text), what, prefix)
	}
	return Seq(n), nil
}

// Ref names one account of the double-entry book. The empty ref is no account.
type Ref string

// The kinds of ref. The parts after the colon are chosen by callers, except a
// card's serial.
const (
	worldRef    = "world:"
	cardRef     = "card:"
	accountRef  = "account:"
	merchantRef = "merchant:"
	breakageRef = "breakage:"
)

// WorldRef is where a program's value comes from and, when a sale is cancelled,
// goes back to. Its balance is never positive.
func WorldRef(program string) Ref { return Ref(worldRef + program) }

// CardRef is the account of a card.
func CardRef(s Serial) Ref { return Ref(cardRef + s.String()) }

// AccountRef is the account of a holder.
func AccountRef(id string) Ref { return Ref(accountRef + id) }

// MerchantRef is what a merchant was paid with cards of one program.
func MerchantRef(program, merchant string) Ref { return Ref(merchantRef + program + "/" + merchant) }

// BreakageRef is where a program's expired value goes.
func BreakageRef(program string) Ref { return Ref(breakageRef + program) }

// Serial returns the serial of a card's ref, and whether r is one.
func (r Ref) Serial() (Serial, bool) {
	digits, ok := strings.CutPrefix(string(r), cardRef)
	if !ok || len(digits) != serialDigits {
		return Serial{}, false
	}
	n, err := strconv.ParseInt(digits[:serialDigits-1], 10, 64)
	if err != nil {
		return Serial{}, false
	}
	s, err := SerialOf(n)
	return s, err == nil && digits[serialDigits-1] == '0'+luhn(n)
}

// IsCard reports whether r is the account of a card.
func (r Ref) IsCard() bool { return strings.HasPrefix(string(r), cardRef) }

// IsAccount reports whether r is the account of a holder.
func (r Ref) IsAccount() bool { return strings.HasPrefix(string(r), accountRef) }

// IsWorld reports whether r is a program's world.
func (r Ref) IsWorld() bool { return strings.HasPrefix(string(r), worldRef) }

// IsLiability reports whether value in r is unspent value that the issuer owes.
func (r Ref) IsLiability() bool { return r.IsCard() || r.IsAccount() }

// Name returns what stands after the colon.
func (r Ref) Name() string {
	_, name, _ := strings.Cut(string(r), ":")
	return name
}

// Merchant returns the merchant's own name, without the program.
func (r Ref) Merchant() string {
	_, name, _ := strings.Cut(string(r), "/")
	return name
}

// CardKey is the keyed hash of a card's code: the first 128 bits of HMAC-SHA-256
// under the keyring's pepper. The zero value is no key.
type CardKey [16]byte

// RequestID is the hash of who asked and their Idempotency-Key. Print is the
// hash of what they asked.
type (
	RequestID [16]byte
	Print     [16]byte
)

// Digest is the hash of an event, and the head of every chain it is on.
type Digest [32]byte

// String returns the digest in lower-case hexadecimal, "" for the zero digest.
func (d Digest) String() string {
	if d == (Digest{}) {
		return ""
	}
	return hex.EncodeToString(d[:])
}

// MarshalText is String.
func (d Digest) MarshalText() ([]byte, error) { return []byte(d.String()), nil }

// UnmarshalText reads what [ParseDigest] reads; nothing is the zero digest.
func (d *Digest) UnmarshalText(text []byte) (err error) {
	if *d = (Digest{}); len(text) > 0 {
		*d, err = ParseDigest(string(text))
	}
	return err
}

// IsZero reports whether d is no digest.
func (d Digest) IsZero() bool { return d == Digest{} }

// Event is one line of the journal: a fact that is appended and never edited.
// It moves Amount from Debit to Credit; an event that moves nothing has only a
// Debit, the card or account that it is about.
type Event struct {
	Seq         Seq
	At          time.Time // UTC, microseconds; never before the event at Seq-1
	Kind        Kind
	Program     string
	Debit       Ref
	Credit      Ref
	Amount      Money // zero when nothing moves
	DebitPrev   Seq   // the previous event of Debit, 0 if this is its first
	CreditPrev  Seq
	DebitAfter  int64 // balance of Debit after this event, in minor units
	CreditAfter int64
	Reason      Reason // why declined; or the support reason of a freeze, void or adjustment; of an imported card why it is dead or frozen
	Request     RequestID
	Print       Print
	By          string // id of the actor's key, or its role

	// What only some kinds carry.
	Key    CardKey   // of a card that is made, by a refund too, or has a new code: its key
	Last4  string    // the same kinds: the last four symbols of the new code; "" of older events
	Face   Money     // of a card that was not there before: value at activation, in the currency of Amount
	Until  time.Time // issued, imported, activated, expired, refunded to a new card: end of validity; held: end of the hold
	Party  string    // of a card that was not there before: opaque id of the recipient; held: of the counterparty
	Secret Digest    // held: SHA-256 of the hold's secret
	Lots   Lots      // what of the amount ends, and left an account or reached one; the rest has no end
	Of     Seq       // refunded: the spend; unclaimed: the claim; released, unheld, taken: the hold
	Asked  Kind      // declined: what was asked
	Wanted int64     // declined: the amount that was asked for, in the event's currency; imported: when it was first sold, µs since 1970
	Note   string    // order number of an issue or import, reference of a spend, note of the staff

	Format uint8  // how the hash is laid out; 0 of what is older than [Format]
	Hash   Digest // of all the above and of the previous events' hashes
}

// Subject returns the card or account that the event is about: what a refusal
// refused, what a payment was made from, what a refund was put back to.
func (e Event) Subject() Ref {
	if e.Debit.IsLiability() || e.Credit == "" {
		return e.Debit
	}
	return e.Credit
}

// SubjectAfter returns the subject's balance after the event.
func (e Event) SubjectAfter() Money {
	if e.Subject() == e.Debit {
		return Money{e.DebitAfter, e.Amount.cur}
	}
	return Money{e.CreditAfter, e.Amount.cur}
}

// Makes reports whether e made a card that is not the successor of another.
func (e Event) Makes() bool {
	return e.Kind == Issued || e.Kind == Imported || e.Kind == Refunded && e.Key != CardKey{}
}

// Corrects reports whether e puts back what the event at Of moved.
func (e Event) Corrects() bool { return e.Kind == Refunded || e.Kind == Unclaimed }

// Previous returns the event before e of one of the two that it names; ok is false of
// any other.
func (e Event) Previous(ref Ref) (seq Seq, ok bool) {
	switch ref {
	case e.Debit:
		return e.DebitPrev, true
	case e.Credit:
		return e.CreditPrev, ref != ""
	}
	return 0, false
}

// ParseDigest reads what [Digest.String] gave.
func ParseDigest(text string) (d Digest, err error) {
	b, err := hex.DecodeString(text)
	if err != nil || len(b) != len(d) {
		return d, Errorf(Invalid, "a digest is a SHA-256 in hexadecimal, %d digits", 2*len(d))
	}
	return Digest(b), nil
}
