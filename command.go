package unspent

import (
	"slices"
	"strings"
	"time"
	"unicode"
)

// Command is something that an actor asks of the book. The concrete types are
// the only ones; what each yields is decided by the methods of [Card] and
// [Account].
type Command interface {
	// Kind is the event that the command yields if it is not declined.
	Kind() Kind
	// Validate reports what is wrong with the command as it stands, before
	// anything is looked up.
	Validate() error
	// Touches returns what the command names and what it makes.
	Touches() Touched
	// AppendPrint appends everything the command asks for, so that two commands
	// with the same request id can be told apart. It appends secrets too: hash
	// the result under a key.
	AppendPrint(b []byte) []byte
}

// Touched is what a command names, which the book looks up before it decides, and
// what it makes. What it does not name is zero.
type Touched struct {
	Code    Code      // of the card
	Secret  Secret    // of the hold
	Serial  Serial    // of the card, by the staff
	Event   Seq       // the payment, or the event that placed the hold
	Account string    // the holder's
	Person  string    // who is named, whose name is kept apart
	Cards   int       // how many new cards it makes
	Own     []OwnCard // that it takes over
}

// The commands.
type (
	// Issue makes Count cards of a program, and sells them at once if Activate.
	Issue struct {
		Program   string
		Value     Money
		Count     int
		Activate  bool
		Order     string // the issuer's order number, optional
		Recipient string // a mail address or name, optional; kept apart and erasable
	}
	// Activate sells a card that was made before.
	Activate struct{ Serial Serial }
	// Deactivate undoes a mistaken sale.
	Deactivate struct{ Serial Serial }
	// Claim moves a card's whole balance to an account.
	Claim struct {
		Code    Code
		Account string
	}
	// Spend pays a merchant from a card (Code) or an account.
	Spend struct {
		Code      Code
		Account   string // instead of Code
		Amount    Money
		Merchant  string
		Reference string
	}
	// Refund puts part or all of a spend back where it came from.
	Refund struct {
		Event     Seq
		Amount    Money
		Reference string
	}
	// PlaceHold reserves a card for a counterparty.
	PlaceHold struct {
		Code  Code
		For   string // who the card is held for; kept apart and erasable
		Until time.Time
		// SecretDigest is the SHA-256 of the secret that the counterparty chose,
		// in its canonical spelling, so that nobody else ever knows it. Zero: the
		// book makes a secret and answers it to the holder, who passes it on.
		SecretDigest Digest
	}
	// Release gives a held card up to the counterparty.
	Release struct {
		Hold Seq
		Code Code
	}
	// CancelHold ends a hold early; only the counterparty can.
	CancelHold struct {
		Hold   Seq
		Secret Secret
	}
	// Take receives a held and released card under a new code.
	Take struct {
		Hold   Seq
		Secret Secret
	}
	// Transfer moves a card to a new code for the next holder.
	Transfer struct{ Code Code }
	// Reissue gives the same holder a new code; staff ask for it by serial.
	Reissue struct {
		Serial Serial
		Note   string
	}
	// Freeze stops a card or an account.
	Freeze struct {
		Serial  Serial
		Account string // instead of Serial
		Reason  Reason
		Note    string
	}
	// Unfreeze ends a stop.
	Unfreeze struct {
		Serial  Serial
		Account string // instead of Serial
		Reason  Reason
		Note    string
	}
	// Void cancels the sale of a card for good.
	Void struct {
		Serial Serial
		Reason Reason
		Note   string
	}
	// Adjust corrects a balance, up or down.
	Adjust struct {
		Serial  Serial
		Account string // instead of Serial
		Delta   Money
		Reason  Reason
		Note    string
	}
	// Close ends an account for good; what is left goes back to the world.
	Close struct {
		Account string
		Reason  Reason
		Note    string
	}
	// Unclaim undoes a claim, as far as its value is still in the account.
	Unclaim struct {
		Event  Seq
		Reason Reason
		Note   string
	}
	// Expire books the end of a card's validity, or of lots of an account. The book asks for it itself.
	Expire struct {
		Serial  Serial
		Account string // instead of Serial: its lots
	}
)

// StaffReasons returns the reasons that staff may give for a freeze, unfreeze,
// void or adjustment, in the words that card platforms use (Square's gift-card
// activities). up says whether an adjustment raises the balance.
func StaffReasons(k Kind, up bool) []Reason {
	switch {
	case k == Frozen:
		return []Reason{"suspicious_activity", "chargeback", "support_issue", "lost_or_stolen"}
	case k == Unfrozen:
		return []Reason{"cleared", "chargeback_reversed", "support_issue"}
	case k == Voided:
		return []Reason{"sale_cancelled", "purchase_was_refunded", "suspicious_activity", "chargeback"}
	case k == Unclaimed:
		return []Reason{"wrong_account", "suspicious_activity", "support_issue"}
	case k == Closed:
		return []Reason{"support_issue", "suspicious_activity", "chargeback", "purchase_was_refunded"}
	case k == Adjusted && up:
		return []Reason{"complimentary", "support_issue", "transaction_voided"}
	case k == Adjusted:
		return []Reason{"suspicious_activity", "balance_accidentally_increased", "support_issue", "purchase_was_refunded"}
	}
	return nil
}

func (Issue) Kind() Kind      { return Issued }
func (Activate) Kind() Kind   { return Activated }
func (Deactivate) Kind() Kind { return Deactivated }
func (Claim) Kind() Kind      { return Claimed }
func (Spend) Kind() Kind      { return Spent }
func (Refund) Kind() Kind     { return Refunded }
func (PlaceHold) Kind() Kind  { return Held }
func (Release) Kind() Kind    { return Released }
func (CancelHold) Kind() Kind { return Unheld }
func (Take) Kind() Kind       { return Taken }
func (Transfer) Kind() Kind   { return Transferred }
func (Reissue) Kind() Kind    { return Reissued }
func (Freeze) Kind() Kind     { return Frozen }
func (Unfreeze) Kind() Kind   { return Unfrozen }
func (Void) Kind() Kind       { return Voided }
func (Adjust) Kind() Kind     { return Adjusted }
func (Close) Kind() Kind      { return Closed }
func (Unclaim) Kind() Kind    { return Unclaimed }
func (Expire) Kind() Kind     { return Expired }

// Touches implements [Command].
func (c Issue) Touches() Touched { return Touched{Person: c.Recipient, Cards: c.Count} }

// Touches implements [Command].
func (c Activate) Touches() Touched { return Touched{Serial: c.Serial} }

// Touches implements [Command].
func (c Deactivate) Touches() Touched { return Touched{Serial: c.Serial} }

// Touches implements [Command].
func (c Claim) Touches() Touched { return Touched{Code: c.Code, Account: c.Account} }

// Touches implements [Command].
func (c Spend) Touches() Touched { return Touched{Code: c.Code, Account: c.Account} }

// Touches implements [Command].
func (c Refund) Touches() Touched { return Touched{Event: c.Event, Cards: 1} }

// Touches implements [Command].
func (c PlaceHold) Touches() Touched { return Touched{Code: c.Code, Person: c.For} }

// Touches implements [Command].
func (c Release) Touches() Touched { return Touched{Code: c.Code, Event: c.Hold} }

// Touches implements [Command].
func (c CancelHold) Touches() Touched { return Touched{Event: c.Hold, Secret: c.Secret} }

// Touches implements [Command].
func (c Take) Touches() Touched { return Touched{Event: c.Hold, Secret: c.Secret, Cards: 1} }

// Touches implements [Command].
func (c Transfer) Touches() Touched { return Touched{Code: c.Code, Cards: 1} }

// Touches implements [Command].
func (c Reissue) Touches() Touched { return Touched{Serial: c.Serial, Cards: 1} }

// Touches implements [Command].
func (c Freeze) Touches() Touched { return Touched{Serial: c.Serial, Account: c.Account} }

// Touches implements [Command].
func (c Unfreeze) Touches() Touched { return Touched{Serial: c.Serial, Account: c.Account} }

// Touches implements [Command].
func (c Void) Touches() Touched { return Touched{Serial: c.Serial} }

// Touches implements [Command].
func (c Adjust) Touches() Touched { return Touched{Serial: c.Serial, Account: c.Account} }

// Touches implements [Command].
func (c Close) Touches() Touched { return Touched{Account: c.Account} }

// Touches implements [Command].
func (c Unclaim) Touches() Touched { return Touched{Event: c.Event} }

// Touches implements [Command].
func (c Expire) Touches() Touched { return Touched{Serial: c.Serial, Account: c.Account} }

// Validate asks for a value, a count within [MaxIssue] and short texts.
func (c Issue) Validate() error {
	switch {
	case c.Count < 1 || c.Count > MaxIssue:
		return Errorf(Invalid, "count is between 1 and %d; issue more in several requests", MaxIssue)
	case c.Value.units > MaxAmount/int64(c.Count):
		return Errorf(Invalid, "the cards of one request are worth at most %d minor units together", int64(MaxAmount))
	case len(c.Recipient) > MaxParty:
		return Errorf(Invalid, "recipient is at most %d bytes long", MaxParty)
	}
	return first(checkName("program id", c.Program), checkAmount("value", c.Value), checkNote("order", c.Order),
		CheckNoCode("recipient", c.Recipient))
}

// Validate asks for a serial.
func (c Activate) Validate() error { return checkSerial(c.Serial) }

// Validate asks for a serial.
func (c Deactivate) Validate() error { return checkSerial(c.Serial) }

// Validate asks for a code and an account.
func (c Claim) Validate() error { return first(checkCode(c.Code), checkName("account id", c.Account)) }

// Validate asks for a code or an account, an amount and a merchant.
func (c Spend) Validate() error {
	if c.Code.IsZero() == (c.Account == "") {
		return Errorf(Invalid, "a spend names either a code or an account")
	}
	if c.Account != "" {
		if err := checkName("account id", c.Account); err != nil {
			return err
		}
	}
	return first(checkAmount("amount", c.Amount), checkName("merchant", c.Merchant), checkNote("reference", c.Reference))
}

// Validate asks for an event and an amount.
func (c Refund) Validate() error {
	if c.Event < 1 {
		return Errorf(Invalid, "a refund names the event of the spend, such as evt_42")
	}
	return first(checkAmount("amount", c.Amount), checkNote("reference", c.Reference))
}

// Validate asks for a code, a counterparty and an end; the book checks that the
// end is ahead, and not further than [MaxHold].
func (c PlaceHold) Validate() error {
	switch {
	case c.For == "" || len(c.For) > MaxParty:
		return Errorf(Invalid, "say who the card is held for, in at most %d bytes", MaxParty)
	case c.Until.IsZero():
		return Errorf(Invalid, "say until when the card is held")
	}
	return first(CheckNoCode("for", c.For), checkCode(c.Code))
}

// Validate asks for a hold and the code.
func (c Release) Validate() error { return first(checkHold(c.Hold), checkCode(c.Code)) }

// Validate asks for a hold and its secret.
func (c CancelHold) Validate() error { return first(checkHold(c.Hold), checkSecret(c.Secret)) }

// Validate asks for a hold and its secret.
func (c Take) Validate() error { return first(checkHold(c.Hold), checkSecret(c.Secret)) }

// Validate asks for a code.
func (c Transfer) Validate() error { return checkCode(c.Code) }

// Validate asks for a serial.
func (c Reissue) Validate() error { return first(checkSerial(c.Serial), checkNote("note", c.Note)) }

// Validate asks for a serial or an account, and one of the [StaffReasons].
func (c Freeze) Validate() error {
	return first(checkSubject(c.Serial, c.Account), checkReason(c.Kind(), false, c.Reason, c.Note))
}

// Validate asks for a serial or an account, and one of the [StaffReasons].
func (c Unfreeze) Validate() error {
	return first(checkSubject(c.Serial, c.Account), checkReason(c.Kind(), false, c.Reason, c.Note))
}

// Validate asks for a serial and one of the [StaffReasons].
func (c Void) Validate() error {
	return first(checkReason(c.Kind(), false, c.Reason, c.Note), checkSerial(c.Serial))
}

// Validate asks for a serial, an amount other than nothing and one of the
// [StaffReasons] for its direction.
func (c Adjust) Validate() error {
	size := c.Delta
	if size.units < 0 {
		size = size.Neg()
	}
	return first(checkAmount("delta", size), checkSubject(c.Serial, c.Account), checkReason(c.Kind(), c.Delta.IsPositive(), c.Reason, c.Note))
}

// Validate asks for an account and one of the [StaffReasons].
func (c Close) Validate() error {
	return first(checkName("account id", c.Account), checkReason(c.Kind(), false, c.Reason, c.Note))
}

// Validate asks for an event and one of the [StaffReasons].
func (c Unclaim) Validate() error {
	if c.Event < 1 {
		return Errorf(Invalid, "name the event of the claim, such as evt_42")
	}
	return checkReason(c.Kind(), false, c.Reason, c.Note)
}

// Validate asks for a serial or an account.
func (c Expire) Validate() error { return checkSubject(c.Serial, c.Account) }

func first(errs ...error) error {
	for _, err := range errs {
		if err != nil {
			return err
		}
	}
	return nil
}

func checkAmount(what string, m Money) error {
	switch {
	case m.cur.code == "":
		return Errorf(Invalid, "%s needs a currency", what)
	case m.units <= 0 || m.units > MaxAmount:
		return Errorf(Invalid, "%s is between 1 and %d minor units", what, int64(MaxAmount))
	}
	return nil
}

func checkNote(what, text string) error {
	if len(text) > MaxReference {
		return Errorf(Invalid, "%s is at most %d bytes long", what, MaxReference)
	}
	return CheckNoCode(what, text)
}

// CheckNoCode refuses a text that is a card's code or has one among its words:
// the journal keeps texts in clear and for good. what names the text in the
// error, which does not repeat it.
func CheckNoCode(what, text string) error {
	if len(text) < CodeSymbols {
		return nil
	}
	words := strings.FieldsFunc(text, func(r rune) bool { return r != '-' && !unicode.IsLetter(r) && !unicode.IsDigit(r) })
	for _, word := range append(words, text) {
		if len(word) < CodeSymbols {
			continue
		}
		// Numbers of 20 digits are common, and a code without a letter is not.
		if _, err := ParseCode(word); err == nil && strings.ContainsFunc(word, unicode.IsLetter) {
			return Errorf(Invalid, "%s looks like a card code, which is never written down: name the card by its serial, or leave it out", what)
		}
	}
	return nil
}

func checkSerial(s Serial) error {
	if s.IsZero() {
		return Errorf(Invalid, "name the card by its serial")
	}
	return nil
}

func checkCode(c Code) error {
	if c.IsZero() {
		return Errorf(Invalid, "code is missing")
	}
	return nil
}

func checkHold(id Seq) error {
	if id < 1 {
		return Errorf(Invalid, "name the hold by its id, such as hld_42")
	}
	return nil
}

func checkSecret(s Secret) error {
	if s.IsZero() {
		return Errorf(Invalid, "the hold's secret is missing")
	}
	return nil
}

// checkSubject accepts either a card or an account.
func checkSubject(s Serial, account string) error {
	if account == "" {
		return checkSerial(s)
	}
	if !s.IsZero() {
		return Errorf(Invalid, "name either a card or an account")
	}
	return checkName("account id", account)
}

func checkReason(k Kind, up bool, reason Reason, note string) error {
	if allowed := StaffReasons(k, up); !slices.Contains(allowed, reason) {
		words := make([]string, len(allowed))
		for i, r := range allowed {
			words[i] = string(r)
		}
		return Errorf(Invalid, "reason is one of %s", strings.Join(words, ", "))
	}
	return checkNote("note", note)
}

// Request is one command with who asks and under which id. The same Key and
// actor with the same command is answered as the first time; with another
// command it is a [Conflict].
type Request struct {
	Key     string // 1 to [MaxRequestID] printable ASCII characters
	By      Actor
	Command Command
}

// Validate reports what is wrong with r before anything is looked up.
func (r Request) Validate() error {
	if r.Key == "" || len(r.Key) > MaxRequestID {
		return Errorf(Invalid, "the request id (Idempotency-Key) has 1 to %d characters", MaxRequestID)
	}
	for i := range len(r.Key) {
		if r.Key[i] < '!' || r.Key[i] > '~' {
			return Errorf(Invalid, "the request id (Idempotency-Key) is printable ASCII without spaces")
		}
	}
	if !r.By.May(r.Command.Kind()) {
		return Errorf(Forbidden, "role %s may not ask for this", r.By.Role)
	}
	if claim, ok := r.Command.(Claim); ok && r.By.Role == Holder && claim.Account != r.By.ID {
		return Errorf(Forbidden, "a holder claims to their own account, signed in")
	}
	return r.Command.Validate()
}
