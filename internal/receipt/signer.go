package receipt

import (
	"encoding/json"
	"time"

	"github.com/go-jose/go-jose/v4"

	"github.com/unspent-dev/unspent"
	"github.com/unspent-dev/unspent/internal/keyring"
	"github.com/unspent-dev/unspent/proof"
)

// Signer signs receipts of one issuer. It is safe for concurrent use.
type Signer struct {
	ring   *keyring.Ring
	issuer string
}

// New returns a signer with the keys of ring. The issuer is the address under
// which verifiers know who signed, such as https://gift.example.
func New(ring *keyring.Ring, issuer string) *Signer { return &Signer{ring, issuer} }

// Sign returns r as a compact JWS. It sets r's issuer and key; AsOf is cut to
// microseconds and Until to seconds. It answers Invalid or TooLarge for what no
// receipt can say.
func (s *Signer) Sign(r proof.Receipt) (string, error) {
	r.Issuer = s.issuer
	claims, err := r.Claims()
	if err != nil {
		return "", err
	}
	kid, key := s.ring.Signer()
	signer, err := jose.NewSigner(
		jose.SigningKey{Algorithm: jose.EdDSA, Key: jose.JSONWebKey{Key: key, KeyID: kid}},
		new(jose.SignerOptions).WithType(proof.Type))
	if err != nil {
		return "", internal(err)
	}
	signed, err := signer.Sign(claims)
	if err != nil {
		return "", internal(err)
	}
	compact, err := signed.CompactSerialize()
	if err != nil {
		return "", internal(err)
	}
	return compact, nil
}

// withdrawn is a key that is no longer one of the set.
type withdrawn struct {
	Kid string    `json:"kid"`
	At  time.Time `json:"withdrawnAt"`
}

// JWKS returns the public half of every signing key as a JWK set, newest first.
// Those that were withdrawn are listed beside the keys, by id and time, so that
// whoever does not know of withdrawal does not know the key either.
func (s *Signer) JWKS() ([]byte, error) {
	set := struct {
		Keys      []jose.JSONWebKey `json:"keys"`
		Withdrawn []withdrawn       `json:"withdrawn,omitempty"`
	}{Keys: []jose.JSONWebKey{}}
	for _, k := range s.ring.PublicKeys() {
		if !k.Withdrawn.IsZero() {
			set.Withdrawn = append(set.Withdrawn, withdrawn{k.ID, k.Withdrawn})
			continue
		}
		set.Keys = append(set.Keys, jose.JSONWebKey{Key: k.Key, KeyID: k.ID, Algorithm: string(jose.EdDSA), Use: "sig"})
	}
	text, err := json.Marshal(set)
	if err != nil {
		return nil, internal(err)
	}
	return text, nil
}

func internal(err error) error {
	return &unspent.Error{Reason: unspent.Internal, Detail: "the receipt could not be signed", Err: err}
}
