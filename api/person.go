package api

// LinkRequest has a link mailed that signs its reader in.
type LinkRequest struct {
	Mail string `json:"mail" maxLength:"254" example:"taro@example.jp"`
	Lang string `json:"lang,omitempty" enum:"ja,en" doc:"Language of the mail; ja if left out."`
	Next string `json:"next,omitempty" maxLength:"64" doc:"Where the person wants to go; told again when the link is looked at."`
}

// LinkSecret is such a link.
type LinkSecret struct {
	Link string `json:"link" maxLength:"64" doc:"What stands behind the # of the mailed link."`
}

// LinkView is whom a link signs in.
type LinkView struct {
	Mail string `json:"mail" doc:"Whom the link signs in."`
	Next string `json:"next,omitempty"`
}

// SessionAnswer is a session and whose it is.
type SessionAnswer struct {
	Session string   `json:"session" doc:"Send it as Authorization: Bearer us_… from now on."`
	Person  Personal `json:"person"`
}

// RenewedSession is the session to go on with.
type RenewedSession struct {
	Session string `json:"session" doc:"To go on with; the same one if it is new enough."`
}

// Personal is what a holder who is signed in sees and says of themselves.
type Personal struct {
	Account string `json:"account" example:"acct_5m2k…"`
	Mail    string `json:"mail"`
	Lang    string `json:"lang" enum:"ja,en"`
	Notices bool   `json:"notices" doc:"They are told when a card that they gave is claimed."`
}

// Wishes is what a holder may change of themselves.
type Wishes struct {
	Lang    string `json:"lang" enum:"ja,en"`
	Notices bool   `json:"notices"`
}

// PartyRecord is what is known of a person.
type PartyRecord struct {
	ID      string        `json:"id" example:"per_1x2y3z"`
	Known   bool          `json:"known" doc:"False: nothing stands behind this id, never or no more. So it shows that an erasure was carried out."`
	Text    string        `json:"text" doc:"Their name or mail address; empty if it is not known."`
	IDs     []string      `json:"ids" doc:"Other ids by which the same address is known."`
	Account string        `json:"account" doc:"The account that signs in with the address; empty if none does."`
	Orders  []OrderRecord `json:"orders" doc:"Orders with a card for the address. What is of other people is left out."`
}
