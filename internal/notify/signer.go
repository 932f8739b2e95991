package notify

import (
	"bytes"
	"crypto"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/emersion/go-msgauth/dkim"

	"github.com/unspent-dev/unspent"
)

// Signer signs mails with every key that it has, one signature each.
type Signer struct{ keys []Key }

// NewSigner returns a signer with keys of one domain. Two keys, of RSA and of
// Ed25519, serve verifiers of both; during a rotation one is enough.
func NewSigner(keys ...Key) (Signer, error) {
	if len(keys) == 0 || len(keys) > maxKeys {
		return Signer{}, unspent.Errorf(unspent.Invalid, "mails are signed with one key, or up to %d", maxKeys)
	}
	seen := map[string]bool{}
	for _, k := range keys {
		if seen[k.Selector()] || k.Domain() != keys[0].Domain() {
			return Signer{}, unspent.Errorf(unspent.Invalid, "the keys of a signer are of one domain, each under a selector of its own")
		}
		seen[k.Selector()] = true
	}
	return Signer{slices.Clone(keys)}, nil
}

// signedHeaders are the headers that a signature covers. Those in front are in
// every mail, and named twice: the second name stands for a header that is not
// there, so that none can be added in front of the real one. Those behind are not
// in our mails, and may not come to be.
func signedHeaders() []string {
	present := []string{"From", "To", "Subject", "Date", "Message-ID", "MIME-Version", "Content-Type", "Auto-Submitted"}
	absent := []string{"Cc", "Reply-To", "Reply-To", "Content-Transfer-Encoding"} // an answer has one Reply-To
	return slices.Concat(present, present, absent)
}

// SpeaksFor answers Invalid if the keys are not of an address's domain, or of one
// above it: receivers would not take such a signature as the sender's.
func (s Signer) SpeaksFor(from Address) error {
	for _, k := range s.keys {
		if from.Domain() != k.Domain() && !strings.HasSuffix(from.Domain(), "."+k.Domain()) {
			return unspent.Errorf(unspent.Invalid, "a key of %s does not speak for mails from %s", k.Domain(), from.Domain())
		}
	}
	return nil
}

// Sign returns the mail with signatures in front. It answers Invalid for a mail
// from another domain, or one that is signed.
func (s Signer) Sign(m Mail) (Mail, error) {
	switch {
	case len(s.keys) == 0:
		return Mail{}, unspent.Errorf(unspent.Invalid, "a signer without a key signs nothing")
	case m.in().signed:
		return Mail{}, unspent.Errorf(unspent.Invalid, "the mail is signed already")
	}
	if err := s.SpeaksFor(m.From()); err != nil {
		return Mail{}, err
	}
	var all bytes.Buffer
	for _, k := range s.keys {
		field, err := k.sign(m.in().text)
		if err != nil {
			return Mail{}, err
		}
		all.WriteString(field)
	}
	signed := *m.in()
	signed.text, signed.signed = append(all.Bytes(), signed.text...), true
	return Mail{func() *message { return &signed }}, nil
}

// sign returns the header that signs text.
func (k Key) sign(text []byte) (string, error) {
	signer, err := dkim.NewSigner(&dkim.SignOptions{
		Domain: k.in().domain, Selector: k.in().selector, Signer: k.in().private, Hash: crypto.SHA256,
		HeaderCanonicalization: dkim.CanonicalizationRelaxed, BodyCanonicalization: dkim.CanonicalizationRelaxed,
		HeaderKeys: signedHeaders(),
	})
	if err != nil {
		return "", fmt.Errorf("sign a mail: %w", err)
	}
	if _, err := signer.Write(text); err != nil {
		return "", fmt.Errorf("sign a mail: %w", errors.Join(err, signer.Close()))
	}
	if err := signer.Close(); err != nil {
		return "", fmt.Errorf("sign a mail: %w", err)
	}
	return signer.Signature(), nil
}
