package proof

import (
	"encoding/base64"
	"strings"
	"time"

	"github.com/go-jose/go-jose/v4"
	strict "github.com/go-jose/go-jose/v4/json"

	"github.com/unspent-dev/unspent"
)

// Expect is what the verifier wants of a receipt.
type Expect struct {
	Audience string    // who the verifier is; "": not checked, only reported
	Nonce    string    // what the verifier asked; "": not checked, only reported
	Now      time.Time // the verifier's clock; must be set
}

// Verify checks a receipt in its compact form and returns what it says. Its
// errors have these reasons, tried in this order:
//
//   - ReceiptMalformed: not a receipt, or not exactly as it was signed
//   - ReceiptAlgorithm: another algorithm than EdDSA, none, or a header that
//     brings its own key or asks for extensions
//   - ReceiptWithdrawn: the issuer has withdrawn the key, so that whatever it
//     signed, at any time, proves nothing
//   - ReceiptKey: the key is not in keys
//   - ReceiptSignature: the signature does not match
//   - ReceiptExpired, ReceiptAudience, ReceiptNonce: the receipt is genuine, but
//     too old or made for somebody or something else. These three come with the
//     receipt, so that one can show what it said; the others come with none.
//
// Without a time to compare with it answers Invalid.
func Verify(compact string, keys Keys, e Expect) (Receipt, error) {
	if e.Now.IsZero() {
		return Receipt{}, unspent.Errorf(unspent.Invalid, "a receipt is checked against a time: say what time it is")
	}
	payload, kid, err := open(compact, keys)
	if err != nil {
		return Receipt{}, err
	}
	r, problem := parseClaims(payload)
	if problem != "" {
		return Receipt{}, malformed("the receipt is signed, but " + problem)
	}
	r.KeyID = kid
	switch {
	case !e.Now.Before(r.Until):
		return r, unspent.Errorf(unspent.ReceiptExpired, "the receipt was good until %s: ask for a new one", r.Until.Format(time.RFC3339))
	case e.Audience != "" && r.Audience == "":
		return r, unspent.Errorf(unspent.ReceiptAudience, "the receipt names nobody for whom it was made: ask for one with your audience")
	case e.Audience != "" && e.Audience != r.Audience:
		return r, unspent.Errorf(unspent.ReceiptAudience, "the receipt was made for somebody else: ask for one with your audience")
	case e.Nonce != "" && e.Nonce != r.Nonce:
		return r, unspent.Errorf(unspent.ReceiptNonce, "the receipt answers another question: ask for one with your nonce")
	}
	return r, nil
}

// open checks everything but the claims and returns them.
func open(compact string, keys Keys) (payload []byte, kid string, err error) {
	if len(compact) > MaxReceipt {
		return nil, "", malformed("a receipt is not longer than 8192 characters")
	}
	parts := strings.Split(compact, ".")
	if len(parts) != 3 {
		return nil, "", malformed("a receipt has three parts with a dot between them")
	}
	header, ok := decode(parts[0])
	_, ok1 := decode(parts[1])
	_, ok2 := decode(parts[2])
	if !ok || !ok1 || !ok2 {
		return nil, "", malformed("a receipt has letters, digits, hyphens, low lines and two dots only; perhaps some are missing")
	}
	if kid, err = checkHeader(header); err != nil {
		return nil, "", err
	}
	if at, gone := keys.withdrawn[kid]; gone {
		return nil, "", unspent.Errorf(unspent.ReceiptWithdrawn, "the receipt is signed by a key that its issuer withdrew at %s: ask "+
			"for a new one", at.UTC().Format(time.RFC3339))
	}
	key, known := keys.byID[kid]
	if !known {
		return nil, "", unspent.Errorf(unspent.ReceiptKey, "the receipt is signed by a key that is not in the key set: fetch the issuer's keys again")
	}
	signed, err := jose.ParseSignedCompact(compact, []jose.SignatureAlgorithm{jose.EdDSA})
	if err != nil {
		return nil, "", &unspent.Error{Reason: unspent.ReceiptMalformed, Detail: "this is not a receipt", Err: err}
	}
	if payload, err = signed.Verify(key); err != nil {
		return nil, "", &unspent.Error{Reason: unspent.ReceiptSignature, Err: err,
			Detail: "the signature does not match: the receipt was changed, or is not of this issuer"}
	}
	return payload, kid, nil
}

// decode reads base64url. The decoder skips line breaks and most decoders the
// last bits of the last symbol, so that two texts may mean the same bytes; here
// only one does.
func decode(part string) ([]byte, bool) {
	b, err := base64.RawURLEncoding.Strict().DecodeString(part)
	return b, err == nil && !strings.ContainsAny(part, "\r\n")
}

// checkHeader returns the key id of a header that has an algorithm, a type, a key
// id and nothing else.
func checkHeader(text []byte) (kid string, err error) {
	var header map[string]any
	if strict.Unmarshal(text, &header) != nil || header == nil {
		return "", malformed("the receipt's header is not one")
	}
	if alg, _ := header["alg"].(string); alg != string(jose.EdDSA) {
		return "", unspent.Errorf(unspent.ReceiptAlgorithm, "a receipt is signed with EdDSA and nothing else")
	}
	other := ""
	for name := range header {
		switch name {
		case "alg", "typ", "kid":
		case "jwk", "jku", "x5c", "x5u", "x5t", "x5t#S256", "crit", "b64", "zip":
			return "", unspent.Errorf(unspent.ReceiptAlgorithm, "a receipt neither brings its own key nor asks for extensions")
		default:
			other = name
		}
	}
	kid, _ = header["kid"].(string)
	if header["typ"] != Type || kid == "" || other != "" {
		return "", malformed("the receipt's header is not one")
	}
	return kid, nil
}

func malformed(detail string) error { return unspent.Errorf(unspent.ReceiptMalformed, "%s", detail) }
