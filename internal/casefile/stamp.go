package casefile

import (
	"bytes"
	"context"
	"crypto"
	"crypto/rand"
	"crypto/sha256"
	"crypto/x509"
	"io"
	"math/big"
	"net/http"
	"net/url"
	"slices"
	"time"

	"github.com/digitorus/pkcs7"
	"github.com/digitorus/timestamp"

	"github.com/unspent-dev/unspent"
)

// Stamp is what a time-stamp says: these bytes were there at that time.
type Stamp struct {
	At        time.Time
	Authority string // as its certificate names it
	Trusted   bool   // its certificate leads to one of the roots that the verifier gave
}

// stamp asks a time-stamp authority for a token of a hash, which is all that is
// sent.
func stamp(ctx context.Context, address string, client *http.Client, sum [32]byte) ([]byte, error) {
	to, err := url.Parse(address)
	if err != nil || to.Scheme != "https" && to.Scheme != "http" || to.Host == "" {
		return nil, unspent.Errorf(unspent.Invalid, "the time-stamp authority's address must begin with https:// or http://")
	}
	nonce, err := rand.Int(rand.Reader, new(big.Int).Lsh(big.NewInt(1), 63))
	if err != nil {
		return nil, err
	}
	ask, err := (&timestamp.Request{HashAlgorithm: crypto.SHA256, HashedMessage: sum[:], Certificates: true, Nonce: nonce}).Marshal()
	if err != nil {
		return nil, err
	}
	ctx, cancel := context.WithTimeout(ctx, stampWait)
	defer cancel()
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, to.String(), bytes.NewReader(ask))
	if err != nil {
		return nil, err
	}
	req.Header.Set("Content-Type", "application/timestamp-query")
	if client == nil {
		client = &http.Client{}
	}
	here := *client // the authority that was named, and no other
	here.CheckRedirect = func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }
	answer, err := here.Do(req)
	if err != nil {
		return nil, refuse(err, unspent.Unavailable, "", "stamp.far")
	}
	defer answer.Body.Close()
	body, err := io.ReadAll(io.LimitReader(answer.Body, maxStamp+1))
	switch {
	case err != nil || answer.StatusCode != http.StatusOK:
		return nil, refuse(nil, unspent.Unavailable, "", "stamp.silent")
	case len(body) > maxStamp:
		return nil, unspent.Errorf(unspent.TooLarge, "the time-stamp is longer than %d bytes (maxStamp)", maxStamp)
	}
	got, err := timestamp.ParseResponse(body)
	if err != nil {
		return nil, refuse(err, unspent.Unavailable, "", "stamp.none")
	}
	if got.Nonce == nil || got.Nonce.Cmp(nonce) != 0 {
		return nil, refuse(nil, unspent.Unavailable, "", "stamp.other")
	}
	if _, err := checkStamp(got.RawToken, sum, nil); err != nil {
		return nil, err
	}
	return got.RawToken, nil
}

// checkStamp verifies a token of a hash: its signature by its own certificate,
// and that certificate by roots if there are any.
func checkStamp(token []byte, sum [32]byte, roots *x509.CertPool) (Stamp, error) {
	bad := func(what string, err error) (Stamp, error) {
		return Stamp{}, &unspent.Error{Reason: unspent.Invalid, Detail: "the time-stamp " + what, Err: err}
	}
	if len(token) > maxStamp {
		return bad("is too long", nil)
	}
	got, err := timestamp.Parse(token)
	if err != nil {
		return bad("is damaged, or its signature does not match", err)
	}
	if got.HashAlgorithm != crypto.SHA256 || len(got.HashedMessage) != sha256.Size || [32]byte(got.HashedMessage) != sum {
		return bad("is of another manifest", nil)
	}
	parsed, err := pkcs7.Parse(token)
	if err != nil {
		return bad("is damaged", err)
	}
	signer := parsed.GetOnlySigner()
	if signer == nil || len(parsed.Signers) != 1 { // without a certificate nothing was verified
		return bad("does not have the certificate that it was signed with", nil)
	}
	if !slices.Contains(signer.ExtKeyUsage, x509.ExtKeyUsageTimeStamping) {
		return bad("is signed with a certificate that is not for time-stamps", nil)
	}
	s := Stamp{At: got.Time.UTC(), Authority: signer.Subject.String()}
	if roots == nil {
		return s, nil
	}
	between := x509.NewCertPool()
	for _, c := range parsed.Certificates {
		between.AddCert(c)
	}
	_, err = signer.Verify(x509.VerifyOptions{Roots: roots, Intermediates: between, CurrentTime: got.Time,
		KeyUsages: []x509.ExtKeyUsage{x509.ExtKeyUsageTimeStamping}})
	if err != nil {
		return bad("is of an authority that the given roots do not vouch for", err)
	}
	s.Trusted = true
	return s, nil
}
