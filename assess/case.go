package assess

import (
	"time"

	"github.com/unspent-dev/unspent"
	"github.com/unspent-dev/unspent/brand"
)

// Case is what a person says of a card and of how it came to them. It never has
// a code: only its last four.
type Case struct {
	Asker   Asker
	Channel Channel
	Form    brand.FormKind // FormUnknown if empty
	Intent  Intent
	Card    Card

	Got        time.Time     // when it was bought or received; zero: not told
	HandedOver time.Time     // when the asker gave the code to somebody; zero: never, or not told
	Window     time.Duration // time from Got in which the seller or the market hears complaints; 0: not told
	Claimed    bool          // somebody says that the card the asker sold was used
	Challenge  string        // fresh word that pictures asked for must show; empty: none

	Device   Device    // what the asker has at hand; empty: a phone
	Issued   time.Time // the last day on which it can have been sold by its issuer or a shop; zero: when it was got
	AskedFor bool      // somebody wants the asker to buy cards, or to tell the code
	GivenTo  GivenTo   // empty: not told
	Opened   Opener    // empty: not told
	SeenBy   SeenBy    // empty: not told
	Entered  Reply     // redeeming was tried
	Readable Reply     // the code can be read
	Arrived  Reply     // whoever it was sent to has it
}

// Card is what tells the card of a case from others. What is empty is not known.
type Card struct {
	Last4     string // last four symbols of the code, as [brand.Normalise] leaves them
	Amount    unspent.Money
	Order     string // number of the order by which it was bought
	Serial    string
	Recipient string // address that it was sent to, lower case
	Giver     string // address of who bought it, lower case
}

// Asker is who asks.
type Asker string

const (
	Holder Asker = "holder" // has the card and wants to know
	Giver  Asker = "giver"  // bought it as a present
	Seller Asker = "seller" // sells or sold it
	Buyer  Asker = "buyer"  // buys it, a buy-back desk too
)

// Channel is how the asker got the card.
type Channel string

const (
	FromIssuer   Channel = "issuer"   // bought by the asker on the issuer's own site
	FromShop     Channel = "shop"     // bought by the asker in a shop
	FromPerson   Channel = "person"   // from a person: a present, or a sale between people
	FromBusiness Channel = "business" // from a business or through a marketplace
)

// Intent is what the card is for.
type Intent string

const (
	ToUse      Intent = "use"  // by the asker
	ToGive     Intent = "give" // as a present
	ToSell     Intent = "sell"
	ToCash     Intent = "cash" // to turn a card limit into money
	IntentOpen Intent = ""     // not told
)
