package wording

import "github.com/unspent-dev/unspent/brand"

// Sense is what a text says.
type Sense struct {
	Means  brand.Meaning // as a brand's phrase would have it; "" if it says nothing of a card
	Hedged bool          // it says several things with "or", or says it with a condition: Means is then what it leaves open
}

// OfMessage reads what was shown when a code was redeemed. Text need not be
// normalised.
func OfMessage(text string) Sense { return Sense{} }

// OfRow reads the words of a row of a usage history: brand.RowClaimed,
// brand.RowSpent, brand.RowReloaded, brand.RowReversed, or nothing.
func OfRow(text string) Sense { return Sense{} }

// OfState reads a state on an order page: brand.OrderSent, brand.OrderRedeemed,
// brand.OrderResent, brand.OrderCancelled, or nothing.
func OfState(text string) Sense { return Sense{} }
