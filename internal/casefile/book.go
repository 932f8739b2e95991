package casefile

import (
	"bytes"
	"strings"
	"time"

	"github.com/unspent-dev/unspent"
	"github.com/unspent-dev/unspent/assess"
	"github.com/unspent-dev/unspent/brand"
	"github.com/unspent-dev/unspent/proof"
)

// looksLikeReceipt reports whether a file is, by its looks, a signed receipt: the
// compact form of a JWS.
func looksLikeReceipt(content []byte) bool {
	if len(content) > maxReceipt {
		return false
	}
	text := bytes.TrimSpace(content)
	return bytes.HasPrefix(text, []byte("eyJ")) && bytes.Count(text, []byte(".")) == 2 && !bytes.ContainsAny(text, " \t\r\n")
}

// receipt returns what a receipt of an unspent book says: proven if its
// signature is that of a key that counts, even long after it was made, because
// it says of which time it speaks.
func receipt(content []byte, i Item, keys proof.Keys, now time.Time) (assess.Evidence, error) {
	e := assess.Evidence{Kind: assess.Book, Owner: i.Owner, Says: brand.NothingToTell, Seen: i.Seen, Grade: assess.Unverified}
	r, err := proof.Verify(strings.TrimSpace(string(content)), keys, proof.Expect{Now: now})
	switch reason := unspent.ReasonOf(err); reason {
	case "", unspent.ReceiptExpired:
	case unspent.ReceiptKey, unspent.ReceiptWithdrawn: // of a key that was withdrawn nothing is known
		e.Notes = []assess.Note{{ID: assess.SignatureNoKey}}
		return e, nil
	case unspent.ReceiptSignature:
		e.Grade, e.Notes = assess.Contradicted, []assess.Note{{ID: assess.SignatureBroken}}
		return e, nil
	case unspent.ReceiptAlgorithm:
		e.Notes = []assess.Note{{ID: assess.SignatureWeak}}
		return e, nil
	default:
		return assess.Evidence{}, err
	}
	e.Says, e.At, e.Grade, e.Owner = meaningOf(r), r.AsOf, assess.Verified, assess.Issuers
	e.Card = assess.Card{Serial: r.Serial, Amount: r.Face}
	e.Notes = []assess.Note{{ID: assess.SignatureGood, Detail: clip(r.Issuer + " " + r.KeyID)}}
	return e, nil
}

// meaningOf says what a book's answer means for a card.
func meaningOf(r proof.Receipt) brand.Meaning {
	switch r.State {
	case unspent.StateClaimed, unspent.StateSpent:
		return brand.BookSpent
	case unspent.StateReplaced:
		return brand.BookReplaced
	case unspent.StateExpired:
		return brand.BookExpired
	case unspent.StateInactive:
		return brand.BookInactive
	case unspent.StateVoid:
		return brand.BookFrozen // the issuer has taken it back
	case unspent.StateActive:
	}
	switch {
	case r.Unspent:
		return brand.BookUnspent
	case r.Frozen:
		return brand.BookFrozen
	case !unspent.Whole(r.Balance, r.Face):
		return brand.BookSpent
	}
	return brand.NothingToTell // whole, but held for somebody, or past its end: not unspent, and not used
}
