package api

import (
	"time"
)

// ReceiptRequest asks for a signed receipt of a check.
type ReceiptRequest struct {
	Code     string `json:"code"`
	Audience string `json:"audience,omitempty" doc:"Who it is for; whoever else gets it is told so." example:"shop.example" maxLength:"255"`
	Nonce    string `json:"nonce,omitempty" doc:"What the audience asked to have repeated." maxLength:"128"`
	TTL      string `json:"ttl,omitempty" doc:"How long it is valid, such as 24h or 90m: from 1m to 720h (30 days); 24h if left out." example:"24h"`
}

// ReceiptAnswer is a signed receipt.
type ReceiptAnswer struct {
	Receipt string `json:"receipt" doc:"Compact JWS, typ unspent-receipt+jwt, EdDSA; verify it with /.well-known/jwks.json."`
	Link    string `json:"link" doc:"To share: the receipt is in the fragment, which no server sees."`
}

// VerifyRequest asks what a receipt says, then and now.
type VerifyRequest struct {
	Receipt  string `json:"receipt"`
	Audience string `json:"audience,omitempty" doc:"Who you are: the receipt must be for you."`
	Nonce    string `json:"nonce,omitempty" doc:"What you asked to have repeated."`
}

// VerifyAnswer is a receipt that is genuine, then and now.
type VerifyAnswer struct {
	Valid   bool        `json:"valid" doc:"The signature is ours and the receipt has not expired. Otherwise the answer is a problem."`
	Then    ReceiptView `json:"then" doc:"What the receipt says."`
	Now     *CardStatus `json:"now" doc:"What is true now; null if the book has no such card, which proves cheating unless it was lost."`
	Changed bool        `json:"changed" doc:"Whether anything happened to the card since, or its state differs."`
	Joined  bool        `json:"joined" doc:"Whether the event that the receipt names as the card's newest stands in the card's history. False proves that history was rewritten, unless lost says otherwise."`
	Lost    *LostView   `json:"lost,omitempty" doc:"The issuer lost the end of its book and went on from an older copy, and this receipt is of the lost part. Left out otherwise."`
}

// LostView is the loss of the end of a book.
type LostView struct {
	Epoch int64     `json:"epoch" doc:"That began with the loss: 1 with the first."`
	At    time.Time `json:"at" doc:"When the issuer went on without what was lost."`
	Kept  *EventID  `json:"kept" doc:"The newest event that was kept, of those before; null if none was." example:"evt_780"`
}

// ReceiptView is what a receipt says: how a card stood, to whom and until when. Its
// hold has no id.
type ReceiptView struct {
	Issuer string `json:"issuer"`
	CardStatus
	ValidUntil time.Time `json:"validUntil" doc:"Of the receipt itself."`
	Epoch      int64     `json:"epoch,omitempty" doc:"How often the issuer's book had gone on without its end; left out for 0."`
	Audience   string    `json:"audience,omitempty"`
	Nonce      string    `json:"nonce,omitempty"`
	KeyID      string    `json:"keyId"`
}
