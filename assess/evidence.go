package assess

import (
	"time"

	"github.com/unspent-dev/unspent/brand"
)

// Evidence is one thing that was brought, as the importers read it.
type Evidence struct {
	ID    string // within the case, as "mail-1"
	Kind  Kind
	Owner Owner         // whose account, page, mail or word it is
	Says  brand.Meaning // what it says of a card
	Card  Card          // of which card it speaks; what is empty it does not say
	At    time.Time     // when what it says happened, or was so; zero: it does not say
	Seen  time.Time     // when it was captured or brought in
	Shown string        // the words of the source that say so, letter for letter and without codes; empty: not kept
	Grade Grade
	Notes []Note // why the grade is what it is, and what else the importer saw
}

// When returns the time that e speaks of. What shows a state, as a page does,
// shows it as it was when it was seen; of what happened once nobody knows the
// time if it does not say.
func (e Evidence) When() time.Time {
	if !e.At.IsZero() {
		return e.At
	}
	switch e.Kind {
	case History: // whose rows are of what happened once
		if e.Says == brand.RowAbsent {
			return e.Seen
		}
	case OrderPage, Seal, Balance, Picture, Book:
		return e.Seen
	case Mail, Message, Till, Statement:
	}
	return time.Time{}
}

// Kind is what sort of thing the evidence is.
type Kind string

const (
	Mail      Kind = "mail"
	History   Kind = "history"    // a usage history
	OrderPage Kind = "order_page" // the giver's page of the order
	Message   Kind = "message"    // what was shown when redeeming was tried
	Seal      Kind = "seal"       // the cover of a physical card
	Till      Kind = "till"       // a shop's receipt
	Balance   Kind = "balance"    // the issuer's own look-up
	Statement Kind = "statement"  // what a person says
	Picture   Kind = "picture"    // a screenshot or a photo, kept as it is
	Book      Kind = "book"       // an answer of an unspent book
)

// Owner is whose a piece of evidence is.
type Owner string

const (
	Mine    Owner = "mine"
	Givers  Owner = "giver"
	Sellers Owner = "seller"
	Buyers  Owner = "buyer" // a buy-back desk too
	Shops   Owner = "shop"
	Issuers Owner = "issuer"
	NoOwner Owner = ""
)

// Grade is how far the evidence is what it seems to be.
type Grade string

const (
	Verified     Grade = "verified"     // a signature that counts says who wrote it, and that nothing changed
	Unverified   Grade = "unverified"   // it may be genuine; anybody could have made it
	Contradicted Grade = "contradicted" // it is not what it says: it counts for nothing
)

// Note is one thing that an importer noticed. Detail never has a code.
type Note struct {
	ID     NoteID
	Detail string // the foreign text it is about, short; may be empty
}

// NoteID names what was noticed. [NoteText] has its sentence.
type NoteID string

const (
	SignatureGood     NoteID = "signature_good"    // Detail: domain and selector
	SignatureMissing  NoteID = "signature_missing" // no signature at all
	SignatureLost     NoteID = "signature_lost"    // it had one, which the way it was saved has lost
	SignatureBroken   NoteID = "signature_broken"  // body or header changed since it was signed
	SignatureExpired  NoteID = "signature_expired" // its own end of validity has passed
	SignatureNoKey    NoteID = "signature_no_key"  // the key is not to be had now
	SignatureForeign  NoteID = "signature_foreign" // of a domain that does not speak for the sender; nobody looked whether it is valid
	SignatureShort    NoteID = "signature_short"   // it covers only part of the body (l=)
	SignatureWeak     NoteID = "signature_weak"    // an algorithm or a key that no longer counts
	SenderUnknown     NoteID = "sender_unknown"    // not an address that the brand sends this from
	SenderStaff       NoteID = "sender_staff"      // the brand's domain, but not one of its automatic senders
	HeadersDoubled    NoteID = "headers_doubled"   // a header that must be single stands twice; Detail: its name
	HeadersUnsigned   NoteID = "headers_unsigned"  // a header the reading depends on is not signed; Detail: its name
	MailReplayed      NoteID = "mail_replayed"     // the same mail was brought for another card
	MailForwarded     NoteID = "mail_forwarded"    // forwarded within the text: the signature is lost
	MailToOther       NoteID = "mail_to_other"     // addressed to somebody else than the case says
	TemplateUnknown   NoteID = "template_unknown"  // the text is not one that is known of the brand
	PageEditable      NoteID = "page_editable"     // a saved page, which anybody can edit
	PageNotUnderstood NoteID = "page_not_understood"
	PictureOnly       NoteID = "picture_only"        // a picture is kept, and proves nothing by itself
	PictureStale      NoteID = "picture_stale"       // taken before the challenge word was given, or of another date
	PictureFormat     NoteID = "picture_format"      // its format is not decoded here; Detail: the format
	PicturesUnread    NoteID = "pictures_unread"     // nothing reads pictures on this machine
	ReadingOpen       NoteID = "reading_open"        // it was read in a picture, and nobody has confirmed it; Detail: the fields
	ReadFromPicture   NoteID = "read_from_picture"   // it was read in a picture and confirmed
	ReadingCorrected  NoteID = "reading_corrected"   // a person has put something else in the place of what was read; Detail: what
	ChallengeShown    NoteID = "challenge_shown"     // the case's fresh word stands in the picture or the text
	ChallengeMissing  NoteID = "challenge_missing"   // it does not
	ClockShown        NoteID = "clock_shown"         // the phone's clock is in the picture; Detail: its time
	PictureSeenBefore NoteID = "picture_seen_before" // another case has brought a picture that looks the same
	CardNotTold       NoteID = "card_not_told"       // the case does not say enough of the card to find it in the page
	KindDiffers       NoteID = "kind_differs"        // it reads as something else than the person says; Detail: as what
	ResendOffered     NoteID = "resend_offered"      // the order page has a button to send the card again
	ResendMissing     NoteID = "resend_missing"      // the order page has no such button
	CodeRedacted      NoteID = "code_redacted"       // a whole code stood in it and was cut
	OwnCode           NoteID = "own_code"            // the code of a card of unspent stood in it, which its issuer can be asked about at once
	Truncated         NoteID = "truncated"           // only part was read; Detail: the limit
	ReadByStructure   NoteID = "read_by_structure"   // in words that nobody has seen of this brand; Detail: the row or the state
)

// What is noticed in texts: histories, order pages, mails that are only told of.
const (
	LookAlike        NoteID = "look_alike"         // an entry differs from the card by a symbol that looks alike; Detail: both
	MorePages        NoteID = "more_pages"         // the history goes on, on another page; Detail: what says so
	HistoryShort     NoteID = "history_short"      // the history does not reach back to the day the card was got; Detail: its oldest day
	GotNotTold       NoteID = "got_not_told"       // whether the history reaches back far enough was not checked
	RowsUnread       NoteID = "rows_unread"        // rows of the history were not understood; Detail: the first
	RowsDoNotAddUp   NoteID = "rows_do_not_add_up" // running balances do not follow from one another; Detail: the first row that does not
	StatesSeveral    NoteID = "states_several"     // the order page shows several states of the card; Detail: all of them
	MailTold         NoteID = "mail_told"          // the text of a mail, without the mail
	ChatTold         NoteID = "chat_told"          // quoted in a chat
	PaymentOnly      NoteID = "payment_only"       // a payment to the brand, on a statement of a bank or a credit card; Detail: its row
	EncodingSure     NoteID = "encoding_sure"      // Content-Transfer-Encoding is unsigned, and the signed bytes can be read in one way only
	EncodingUnsigned NoteID = "encoding_unsigned"  // it is unsigned, and in another encoding the same bytes might say something else
	MessageChosen    NoteID = "message_chosen"     // the message could not be read: a person says which known one it is most like
	SignatureUnknown NoteID = "signature_unknown"  // of an algorithm or a form that is not known here: nobody checked it; Detail: which
)
