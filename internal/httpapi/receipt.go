package httpapi

import (
	"github.com/unspent-dev/unspent"
	"github.com/unspent-dev/unspent/api"
	"github.com/unspent-dev/unspent/internal/counter"
)

func (s *server) mountReceipts() {
	mount(s, endpoint[api.ReceiptRequest, api.ReceiptAnswer]{
		call: api.Calls().Receipt, tag: "receipt", summary: "Get a signed receipt of a check",
		about: "Proves to somebody else what the card was worth, without showing the code. It changes nothing.", status: 201,
		reasons: lookupReasons(),
		in:      api.ReceiptRequest{Code: exampleCode, Audience: "shop.example", Nonce: "n-8841", TTL: "24h"},
		out:     api.ReceiptAnswer{Receipt: "eyJhbGciOiJFZERTQSIs…", Link: s.BaseURL + "/v#eyJhbGciOiJFZERTQSIs…"},
	})
	then := exampleCard()
	mount(s, endpoint[api.VerifyRequest, api.VerifyAnswer]{
		call: api.Calls().VerifyReceipt, tag: "receipt", summary: "Verify a receipt, then and now",
		about: "What the receipt says, what is true now, whether that changed, and whether the two belong to one history. Where the issuer lost the end of its " +
			"book, lost says so. A receipt that nobody here signed counts as an unknown code does.",
		reasons: lookupReasons(unspent.ReceiptMalformed, unspent.ReceiptAlgorithm, unspent.ReceiptKey, unspent.ReceiptWithdrawn, unspent.ReceiptSignature,
			unspent.ReceiptExpired, unspent.ReceiptAudience, unspent.ReceiptNonce),
		in: api.VerifyRequest{Receipt: "eyJhbGciOiJFZERTQSIs…"},
		out: api.VerifyAnswer{Valid: true, Now: then, Joined: true,
			Then: api.ReceiptView{Issuer: s.BaseURL, CardStatus: *then, ValidUntil: then.AsOf.Add(counter.DefaultTTL), Audience: "shop.example", Nonce: "n-8841",
				KeyID: "sig_1"}},
	})
}
