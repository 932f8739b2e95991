package api

import (
	"time"

	"github.com/unspent-dev/unspent"
)

// ProgramRequest is a program to create.
type ProgramRequest struct {
	ID           string      `json:"id" maxLength:"64"`
	Name         string      `json:"name" doc:"As holders see it." maxLength:"200"`
	Currency     string      `json:"currency" example:"JPY"`
	Validity     string      `json:"validity,omitempty" doc:"From activation, in ISO 8601; no end if left out." example:"P10Y"`
	Zone         string      `json:"zone,omitempty" doc:"Time zone, as IANA calls it: a card is valid to the end of its last day there. Asia/Tokyo of yen, otherwise UTC, if left out." example:"Asia/Tokyo"`
	Claimable    *bool       `json:"claimable,omitempty" doc:"A card may be claimed to an account; true if left out."`
	Spendable    *bool       `json:"spendable,omitempty" doc:"A card may pay directly; true if left out."`
	Transferable *bool       `json:"transferable,omitempty" doc:"A card may be held, handed over and transferred; true if left out."`
	Limits       *Limits     `json:"limits,omitempty" doc:"If left out, yen programs get limits that keep them out of the high-value class."`
	Endless      bool        `json:"endless,omitempty" doc:"Value ends no more once it is claimed to an account. If left out, it ends there when it would have ended on the card."`
	RefundTerm   string      `json:"refundTerm,omitempty" doc:"Validity of what is refunded after its own has ended, or to a closed account: ISO 8601, or none: it is not refunded. Left out: P3M, and none where cards are valid for six months or less." example:"P3M"`
	RevealWindow string      `json:"revealWindow,omitempty" doc:"How long a retried request shows its codes again; 24h if left out." example:"24h"`
	CodeFormat   *CodeFormat `json:"codeFormat,omitempty" doc:"How its codes look, if they are not to be ours: those of cards that are imported, or digits for a keypad."`
}

// Limits are those that a new program asks for.
type Limits struct {
	AccountCap  int64 `json:"accountCap,omitempty" doc:"Most balance of an account, in minor units; 0 or left out: that of the currency, if it has one."`
	PerTransfer int64 `json:"perTransfer,omitempty" doc:"Most value of one claim or hand-over; 0 as above."`
	PerMonth    int64 `json:"perMonth,omitempty" doc:"Most value of a calendar month, UTC; 0 as above."`
}

// Program is a program with all its terms.
type Program struct {
	ID           string      `json:"id"`
	Name         string      `json:"name"`
	Currency     string      `json:"currency"`
	Validity     string      `json:"validity" doc:"Empty: no end."`
	Zone         string      `json:"zone" doc:"Whose days validity ends with. Empty: it ends to the second, as of programs from before this was kept."`
	Claimable    bool        `json:"claimable"`
	Spendable    bool        `json:"spendable"`
	Transferable bool        `json:"transferable"`
	Limits       AllLimits   `json:"limits"`
	Endless      bool        `json:"endless" doc:"Value ends no more once it is claimed to an account."`
	RefundTerm   string      `json:"refundTerm" doc:"Validity of what is refunded after its own has ended, or to a closed account. Empty: it is not refunded."`
	Short        bool        `json:"short" doc:"No value is of use for more than six months after it was sold, whatever becomes of it: in Japan only such cards are outside the Payment Services Act. Value that ends no more once it is claimed is not, and neither is what is refunded after its end."`
	RevealWindow string      `json:"revealWindow"`
	CodeFormat   *CodeFormat `json:"codeFormat,omitempty" doc:"Absent: its codes are ours."`
	CreatedAt    time.Time   `json:"createdAt"`
}

// AllLimits are the limits of a program, none left out.
type AllLimits struct {
	AccountCap  int64 `json:"accountCap"`
	PerTransfer int64 `json:"perTransfer"`
	PerMonth    int64 `json:"perMonth"`
}

// ProgramPage is a part of the programs.
type ProgramPage struct {
	Programs []Program `json:"programs"`
	Next     Cursor    `json:"next" doc:"Cursor of the next page, null at the end."`
}

// KeyRequest is an API key to make.
type KeyRequest struct {
	Name     string       `json:"name" doc:"What the staff calls it." maxLength:"64"`
	Role     unspent.Role `json:"role" enum:"admin,issuer,store,merchant,support,auditor,partner"`
	Merchant string       `json:"merchant,omitempty" doc:"The one merchant that a merchant's key may act as."`

	Accounts []string `json:"accounts,omitempty" doc:"The accounts that a merchant's or a partner's key acts for: ids, or the beginning of ids and a star. A star alone is every account; left out: none. At most 1,024 bytes with a comma between." example:"[\"acct_shop1_*\"]"`
}

// KeyRecord is an API key as the staff sees it: never the key itself.
type KeyRecord struct {
	ID        string       `json:"id"`
	Name      string       `json:"name"`
	Role      unspent.Role `json:"role" enum:"admin,issuer,store,merchant,support,auditor,partner"`
	Merchant  string       `json:"merchant,omitempty"`
	Accounts  []string     `json:"accounts,omitempty" doc:"The accounts that it acts for, of a merchant's or a partner's key."`
	CreatedAt time.Time    `json:"createdAt"`
	RevokedAt Time         `json:"revokedAt" doc:"null: in force."`
}

// NewKey is a key that was made.
type NewKey struct {
	KeyRecord
	Key string `json:"key" doc:"The key itself. It is shown this once."`
}

// KeyList has every API key.
type KeyList struct {
	Keys []KeyRecord `json:"keys"`
}

// PersonRequest is somebody to add to the staff.
type PersonRequest struct {
	Name string       `json:"name" doc:"That they sign in with. Nobody else of the staff has it." maxLength:"64"`
	Role unspent.Role `json:"role" enum:"admin,issuer,support,auditor,store"`
	Ends Time         `json:"ends,omitzero" doc:"When they will no longer work here; left out: that is not known."`
}

// StaffPerson is somebody who works at the desk, as an admin sees them.
type StaffPerson struct {
	ID         string       `json:"id" example:"per_1a2b3c"`
	Name       string       `json:"name"`
	Role       unspent.Role `json:"role" enum:"admin,issuer,store,merchant,support,auditor,partner"`
	CreatedAt  time.Time    `json:"createdAt"`
	DisabledAt Time         `json:"disabledAt" doc:"null: they work here."`
	Ends       Time         `json:"ends" doc:"When they will no longer work here; null: that is not known."`
	EnrolledAt Time         `json:"enrolledAt" doc:"When they did for the first time; null: not yet."`
	LinkEnds   Time         `json:"linkEnds" doc:"Until when the link works that they can enrol by; null: there is none."`
}

// LinkedPerson is a person with the link that they enrol by.
type LinkedPerson struct {
	StaffPerson
	Link string `json:"link" doc:"That they enrol by, once, within a day. It is shown this once; give it to them and nobody else."`
}

// PersonList has everybody of the staff.
type PersonList struct {
	People []StaffPerson `json:"people"`
}

// ApprovalView is a request for a second person.
type ApprovalView struct {
	ID        string         `json:"id" example:"apr_3f6c1d0a9b27e8453f6c1d0a"`
	Kind      unspent.Kind   `json:"kind" enum:"adjusted,issued,reissued,activated,refunded,spent,key_made,person_added,person_reset" doc:"What is asked for; a reissue that has to is mailed there."`
	Batch     bool           `json:"batch" doc:"A batch of cards that is issued part by part."`
	Subject   string         `json:"subject" doc:"Serial of the card, id of the program, name of the new key or person, id of the person who gets a new link, or id of the account."`
	Amount    unspent.Money  `json:"amount" doc:"All that it would move, or what is on the card. Nothing of a key or a person."`
	Value     unspent.Money  `json:"value" doc:"Of each card, or what is added to the balance."`
	Count     int            `json:"count" doc:"Of cards; 0 of an adjustment."`
	Activate  bool           `json:"activate"`
	Reason    unspent.Reason `json:"reason,omitempty" doc:"Of an adjustment."`
	Note      string         `json:"note,omitempty" doc:"Of the staff, or the order number; until when a new person works here; the name of who gets a new link."`
	Role      unspent.Role   `json:"role,omitempty" enum:"admin,issuer,store,merchant,support,auditor,partner" doc:"Of a new key, or of the person."`
	Merchant  string         `json:"merchant,omitempty" doc:"That a new key may act as."`
	Accounts  string         `json:"accounts,omitempty" doc:"That a new key acts for, with spaces between them."`
	To        string         `json:"to,omitempty" doc:"While it is open: the address that a new code would be mailed to."`
	Lang      string         `json:"lang,omitempty" doc:"Language of that mail."`
	By        string         `json:"by" doc:"Id of the key or person that asked."`
	ByName    string         `json:"byName,omitempty" doc:"What the staff calls them."`
	Key       string         `json:"key" doc:"Idempotency-Key that the call is to be sent again with."`
	AskedAt   time.Time      `json:"askedAt"`
	State     string         `json:"state" enum:"waiting,approved,refused,done,lapsed"`
	First     string         `json:"first,omitempty" doc:"Of what a key asks for, and takes two: id of the person who approved first."`
	FirstName string         `json:"firstName,omitempty"`
	Judge     string         `json:"judge,omitempty" doc:"Id of the key or person that approved or refused."`
	JudgeName string         `json:"judgeName,omitempty"`
	JudgedAt  Time           `json:"judgedAt" doc:"null: not yet."`
	Issued    int            `json:"issued" doc:"Of a batch: cards that are issued already."`
}

// ApprovalPage is a part of the requests.
type ApprovalPage struct {
	Approvals []ApprovalView `json:"approvals"`
	Next      Cursor         `json:"next" doc:"Cursor of the next page, null at the end."`
}

// BatchRequest plans a batch of cards.
type BatchRequest struct {
	Program  string        `json:"program"`
	Value    unspent.Money `json:"value" doc:"Of each card."`
	Count    int           `json:"count" minimum:"1" maximum:"100000"`
	Activate bool          `json:"activate" doc:"Sold at once; otherwise a till activates the card when it is sold."`
	Order    string        `json:"order,omitempty" doc:"Your order number." maxLength:"200"`
}

// Action is one line of the log of the staff.
type Action struct {
	N       int64     `json:"n" doc:"Its number: 1, 2, 3, …"`
	At      time.Time `json:"at"`
	By      string    `json:"by" doc:"Id of the API key or the person."`
	ByName  string    `json:"byName,omitempty" doc:"What the staff calls them."`
	Name    string    `json:"name" doc:"What was asked: the operation of this document." example:"freeze"`
	Subject string    `json:"subject,omitempty" doc:"To what: a serial or an id, and the request that a second person approved, if it took one."`
	Outcome string    `json:"outcome,omitempty" doc:"Left out: it was done. Otherwise the reason why it was not, or repeated: the first answer was given again."`
}

// ActionPage is a part of the log of the staff.
type ActionPage struct {
	Actions []Action `json:"actions"`
	Next    Cursor   `json:"next" doc:"Cursor of the next page, null at the end."`
}

// MailState is how an issuer's mails stand.
type MailState struct {
	Configured bool        `json:"configured" doc:"There is a mail server. Without one events wait until one is named; what is then older than a week gets no mail."`
	Behind     int64       `json:"behind" doc:"Events of the journal that were not looked at yet."`
	Waiting    []MailRow   `json:"waiting" doc:"Not taken by the mail server yet; at most 200."`
	Dead       []MailRow   `json:"dead" doc:"Not tried any more, the newest first; at most 200."`
	Bounces    []BounceRow `json:"bounces" doc:"Came back after they were taken, the newest first; at most 200."`
}

// MailRow is a mail that no server has taken.
type MailRow struct {
	ID     string    `json:"id" example:"gift evt_12"`
	Kind   string    `json:"kind" example:"gift"`
	Event  string    `json:"event,omitempty" doc:"What it is about."`
	Order  string    `json:"order,omitempty"`
	Serial string    `json:"serial,omitempty"`
	At     time.Time `json:"at" doc:"The next try, or when it was given up."`
	Tries  int       `json:"tries"`
	Said   string    `json:"said,omitempty" doc:"Why the last try failed."`
	Until  Time      `json:"until" doc:"Of a gift that waits: until when its code can be shown, or null. Afterwards it is sent again by its order, under a new one."`
}

// BounceRow is a mail that came back.
type BounceRow struct {
	Kind   string    `json:"kind" example:"gift"`
	Serial string    `json:"serial,omitempty" doc:"Of a gift's card."`
	At     time.Time `json:"at"`
	Status string    `json:"status" example:"5.1.1"`
	Text   string    `json:"text,omitempty"`
}

// RetryRequest names a dead mail.
type RetryRequest struct {
	ID string `json:"id" maxLength:"200" example:"gift evt_12"`
}

// BounceRequest tells of a mail that came back.
type BounceRequest struct {
	Token  string `json:"token" maxLength:"64" doc:"What stands behind +b- in the address that the mail came back to."`
	Status string `json:"status" maxLength:"12" example:"5.1.1"`
	Text   string `json:"text,omitempty" maxLength:"1000"`
}
