package brand

// Meaning is what a text of an issuer says of a card, whatever its words are.
type Meaning string

// Meanings of mails.
const (
	MailOpened    Meaning = "mail_opened"    // opening notice: the recipient has claimed the card
	MailDelivered Meaning = "mail_delivered" // the card with its code was sent
	MailSent      Meaning = "mail_sent"      // to the buyer: the card was sent off; not that it arrived or was used
	MailOrdered   Meaning = "mail_ordered"   // the purchase was confirmed
	MailResent    Meaning = "mail_resent"    // a new code was sent, the old one is dead
	MailRefunded  Meaning = "mail_refunded"  // the purchase was cancelled or paid back
	MailOther     Meaning = "mail_other"     // of the issuer, and none of these
)

// Meanings of rows of a usage history.
const (
	RowClaimed  Meaning = "row_claimed"  // a card was added to this account (登録)
	RowSpent    Meaning = "row_spent"    // balance was spent (利用): says nothing of a card
	RowReloaded Meaning = "row_reloaded" // a direct top-up (チャージ), by order number
	RowReversed Meaning = "row_reversed" // what was added was taken back
	RowAbsent   Meaning = "row_absent"   // the history has no row for the card
)

// Meanings of the giver's order page.
const (
	OrderSent      Meaning = "order_sent"      // delivered, not claimed (発送済み)
	OrderRedeemed  Meaning = "order_redeemed"  // claimed (使用済み, redeemed, received)
	OrderResent    Meaning = "order_resent"    // sent again under a new code
	OrderCancelled Meaning = "order_cancelled" // cancelled or refunded
)

// Meanings of what is shown when a code is redeemed.
const (
	RedeemedNow      Meaning = "redeemed_now"      // it was added just now
	AlreadyHere      Meaning = "already_here"      // already in this account
	AlreadyElsewhere Meaning = "already_elsewhere" // already in another account
	AlreadyRedeemed  Meaning = "already_redeemed"  // already used; not said where
	Invalid          Meaning = "invalid"           // mistyped, never activated, replaced or blocked: not used
	Blocked          Meaning = "blocked"           // the issuer has blocked the card
	NotActivated     Meaning = "not_activated"     // the till never switched it on
	CheckFailed      Meaning = "check_failed"      // a captcha or an outage; says nothing
	Expired          Meaning = "expired"           // past its end of validity
	OtherRegion      Meaning = "other_region"      // of another country or region than the account
	Unclear          Meaning = "unclear"           // it names several causes, or says it with a condition
)

// Meanings of the issuer's balance look-up.
const (
	BalanceFull Meaning = "balance_full"
	BalancePart Meaning = "balance_part"
	BalanceZero Meaning = "balance_zero"
)

// Meanings of what can be seen on a physical card.
const (
	SealIntact   Meaning = "seal_intact"
	SealBroken   Meaning = "seal_broken"   // peeled or scratched off
	SealTampered Meaning = "seal_tampered" // signs of resealing
)

// Meanings of a till's receipt.
const (
	TillActivated Meaning = "till_activated" // it has an activation line
	TillOnly      Meaning = "till_only"      // paid, but no activation line
)

// Meanings of what a person says, and of an unspent book's answer.
const (
	SaidUnused    Meaning = "said_unused"
	SaidUsed      Meaning = "said_used"
	NoNotice      Meaning = "no_notice" // the giver looked: no opening notice came
	BookUnspent   Meaning = "book_unspent"
	BookSpent     Meaning = "book_spent"
	BookReplaced  Meaning = "book_replaced"
	BookFrozen    Meaning = "book_frozen"
	BookInactive  Meaning = "book_inactive"
	BookExpired   Meaning = "book_expired"
	NothingToTell Meaning = "nothing" // kept, but says nothing of the card: a picture, a page not understood
)

// FormKind is how a card is delivered.
type FormKind string

const (
	FormMail    FormKind = "mail"    // e-mail, SMS or a share link
	FormPrint   FormKind = "print"   // printed by the buyer
	FormPosted  FormKind = "posted"  // a card, box or envelope sent by post
	FormShop    FormKind = "shop"    // a card on a shop's rack, activated at the till (POSA)
	FormSheet   FormKind = "sheet"   // a slip printed by a store's terminal
	FormTopUp   FormKind = "topup"   // straight into an account: there is no code
	FormLink    FormKind = "link"    // the address itself is the value
	FormUnknown FormKind = "unknown" // only in cases, never in profiles
)

// Cover is what hides the code of a physical card.
type Cover string

const (
	CoverNone    Cover = "none"
	CoverScratch Cover = "scratch"
	CoverPeel    Cover = "peel"
	CoverPIN     Cover = "pin_sticker"
)

// Activation is when a card becomes valid.
type Activation string

const (
	ActivatedOnline Activation = "online"
	ActivatedAtTill Activation = "posa"
)

// Notice is how a giver learns that the card was claimed.
type Notice string

const (
	NoticeNone Notice = "none"
	NoticeMail Notice = "giver_mail"
	NoticePage Notice = "giver_page"
	NoticeBoth Notice = "giver_mail_and_page"
)

// Redemption is what using a code does.
type Redemption string

const (
	OneShot     Redemption = "one_shot_account" // the whole value goes to an account, once
	StoredValue Redemption = "stored_value"     // the card keeps its balance until it is spent
)

// LookupKind is what the issuer's balance look-up asks for.
type LookupKind string

const (
	LookupNone        LookupKind = "none"
	LookupCode        LookupKind = "code_only"
	LookupCodePIN     LookupKind = "code_pin"
	LookupAccountCode LookupKind = "account_code"
	LookupURL         LookupKind = "url"
	LookupBook        LookupKind = "book" // a card of an unspent program: the book answers
)

// Whom is somebody to turn to.
type Whom string

const (
	ToIssuer Whom = "issuer"
	ToStore  Whom = "store" // the shop of purchase
)

// TermKind is what a rule of an issuer is about.
type TermKind string

const (
	TermResale TermKind = "resale"
	TermCash   TermKind = "cash"
	TermExpiry TermKind = "expiry"
)
