package wording

import "github.com/unspent-dev/unspent/brand"

// Sense is what a text says.
type Sense struct {
	Means  brand.Meaning // as a brand's phrase would have it; "" if it says nothing of a card
	Hedged bool          // it says several things with "or", or says it with a condition: Means is then what it leaves open
	Denies bool          // it says that a card is not added or not used
	Other  bool          // what is added or used is something else: an address, a coupon, another card
	Fails  bool          // it says that something did not work, and that is all
}
