package proof

import (
	"crypto/ed25519"
	"time"

	"github.com/go-jose/go-jose/v4"
	strict "github.com/go-jose/go-jose/v4/json"

	"github.com/unspent-dev/unspent"
)

// Keys is the set of keys whose receipts are accepted. The zero value accepts
// none.
type Keys struct {
	byID      map[string]ed25519.PublicKey
	withdrawn map[string]time.Time
}

// ParseKeys reads a JWK set (RFC 7517), as the issuer publishes it. Keys of other
// kinds and uses are left aside; those that the issuer has withdrawn are not among
// its keys but in a list of their own, withdrawn, with the time of each. It refuses, with reason Invalid, a set without
// any key for receipts, one that holds a private key, and two keys of one id.
func ParseKeys(jwks []byte) (Keys, error) {
	var set struct {
		Keys      []strict.RawMessage `json:"keys"`
		Withdrawn []struct {
			Kid string    `json:"kid"`
			At  time.Time `json:"withdrawnAt"`
		} `json:"withdrawn"`
	}
	if len(jwks) > maxKeySet {
		return Keys{}, unspent.Errorf(unspent.TooLarge, "a key set has at most %d bytes", maxKeySet)
	}
	if err := strict.Unmarshal(jwks, &set); err != nil {
		return Keys{}, &unspent.Error{Reason: unspent.Invalid, Detail: "this is not a JSON Web Key set", Err: err}
	}
	keys := Keys{map[string]ed25519.PublicKey{}, map[string]time.Time{}}
	for _, raw := range set.Keys {
		id, key, err := parseKey(raw)
		switch {
		case err != nil:
			return Keys{}, err
		case key == nil:
			continue
		case keys.byID[id] != nil:
			return Keys{}, unspent.Errorf(unspent.Invalid, "the key set has two keys with the id %q", id)
		}
		keys.byID[id] = key
	}
	for _, w := range set.Withdrawn {
		keys.withdrawn[w.Kid] = w.At
	}
	if len(keys.byID) == 0 {
		return Keys{}, unspent.Errorf(unspent.Invalid, "the key set has no Ed25519 key with a kid: take it from the issuer's /.well-known/jwks.json")
	}
	return keys, nil
}

// parseKey returns a nil key for one that does not sign receipts.
func parseKey(raw []byte) (id string, key ed25519.PublicKey, err error) {
	var head struct {
		Kty string `json:"kty"`
		Crv string `json:"crv"`
		Use string `json:"use"`
		Alg string `json:"alg"`
		Kid string `json:"kid"`
		// Private parts, of any kind of key.
		D    strict.RawMessage `json:"d"`
		K    strict.RawMessage `json:"k"`
		Priv strict.RawMessage `json:"priv"`
	}
	if err := strict.Unmarshal(raw, &head); err != nil {
		return "", nil, &unspent.Error{Reason: unspent.Invalid, Detail: "the key set has an entry that is not a key", Err: err}
	}
	switch {
	case head.D != nil || head.K != nil || head.Priv != nil:
		return "", nil, unspent.Errorf(unspent.Invalid, "the key set holds a private key: replace that key, whoever sees the set can sign with it")
	case head.Kty != "OKP" || head.Crv != "Ed25519" || head.Kid == "",
		head.Use != "" && head.Use != "sig",
		head.Alg != "" && head.Alg != string(jose.EdDSA):
		return "", nil, nil
	}
	var jwk jose.JSONWebKey
	if err := jwk.UnmarshalJSON(raw); err != nil {
		return "", nil, &unspent.Error{Reason: unspent.Invalid, Detail: "the key set has a damaged Ed25519 key", Err: err}
	}
	key, ok := jwk.Key.(ed25519.PublicKey)
	if !ok || len(key) != ed25519.PublicKeySize {
		return "", nil, unspent.Errorf(unspent.Invalid, "the key set has a damaged Ed25519 key")
	}
	return head.Kid, key, nil
}
