package casefile_test

import (
	"bytes"
	"crypto"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/sha256"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/asn1"
	"io"
	"math/big"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"testing"
	"time"

	"github.com/digitorus/timestamp"

	"github.com/unspent-dev/unspent"
	"github.com/unspent-dev/unspent/internal/casefile"
)

// authority is a time-stamp authority of the test: a root and a certificate for
// time-stamps below it.
type authority struct {
	roots *x509.CertPool
	cert  *x509.Certificate
	key   crypto.Signer
	asked [][]byte
}

func newAuthority(t testing.TB, usage x509.ExtKeyUsage) *authority {
	t.Helper()
	// The library that answers writes the time of the machine into what it signs.
	rootKey := must(ecdsa.GenerateKey(elliptic.P256(), rand.Reader))
	root := &x509.Certificate{SerialNumber: big.NewInt(1), Subject: pkix.Name{CommonName: "Example root"}, IsCA: true, BasicConstraintsValid: true,
		NotBefore: noon().Add(-time.Hour), NotAfter: noon().AddDate(100, 0, 0), KeyUsage: x509.KeyUsageCertSign}
	root = must(x509.ParseCertificate(must(x509.CreateCertificate(rand.Reader, root, root, rootKey.Public(), rootKey))))
	key := must(ecdsa.GenerateKey(elliptic.P256(), rand.Reader))
	cert := &x509.Certificate{SerialNumber: big.NewInt(2), Subject: pkix.Name{CommonName: "Example time-stamps"}, KeyUsage: x509.KeyUsageDigitalSignature,
		NotBefore: root.NotBefore, NotAfter: root.NotAfter}
	if usage == x509.ExtKeyUsageTimeStamping { // must be critical, and alone
		value := must(asn1.Marshal([]asn1.ObjectIdentifier{{1, 3, 6, 1, 5, 5, 7, 3, 8}}))
		cert.ExtraExtensions = []pkix.Extension{{Id: asn1.ObjectIdentifier{2, 5, 29, 37}, Critical: true, Value: value}}
	} else {
		cert.ExtKeyUsage = []x509.ExtKeyUsage{usage}
	}
	cert = must(x509.ParseCertificate(must(x509.CreateCertificate(rand.Reader, cert, root, key.Public(), rootKey))))
	a := &authority{roots: x509.NewCertPool(), cert: cert, key: key}
	a.roots.AddCert(root)
	return a
}

// serve answers as RFC 3161 says; change may alter the time-stamp.
func (a *authority) serve(t testing.TB, change func(*timestamp.Timestamp)) string {
	t.Helper()
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		body := must(io.ReadAll(r.Body))
		a.asked = append(a.asked, body)
		ask, err := timestamp.ParseRequest(body)
		if err != nil {
			http.Error(w, err.Error(), http.StatusBadRequest)
			return
		}
		stamp := &timestamp.Timestamp{HashAlgorithm: ask.HashAlgorithm, HashedMessage: ask.HashedMessage, Time: noon(), Nonce: ask.Nonce,
			Policy: asn1.ObjectIdentifier{1, 2, 3}, AddTSACertificate: true}
		if change != nil {
			change(stamp)
		}
		_, _ = w.Write(must(stamp.CreateResponseWithOpts(a.cert, a.key, crypto.SHA256)))
	}))
	t.Cleanup(server.Close)
	return server.URL
}

func TestStamp(t *testing.T) {
	a := newAuthority(t, x509.ExtKeyUsageTimeStamping)
	r := judged(t, filepath.Join(examples, "store-card"), deps())
	packed := bundled(t, r, casefile.Options{TSA: a.serve(t, nil)})

	all := files(t, packed)
	sum := sha256.Sum256(all[0].content)
	if len(a.asked) != 1 || len(a.asked[0]) > 100 || !bytes.Contains(a.asked[0], sum[:]) {
		t.Errorf("the authority was sent %d bytes, want the hash of the manifest alone", len(a.asked[0]))
	}
	k := known()
	check, err := casefile.Verify(t.Context(), packed, k)
	if err != nil || !check.Sound || outcomes(check)[casefile.StepStamp] != casefile.NotChecked || check.Stamp == nil {
		t.Errorf("Verify without roots = %v, %v", outcomes(check), err)
	}
	k.Roots = a.roots
	check, err = casefile.Verify(t.Context(), packed, k)
	if err != nil || !check.Sound || outcomes(check)[casefile.StepStamp] != casefile.Passed {
		t.Fatalf("Verify with the root = %v, %v", outcomes(check), err)
	}
	if want := (casefile.Stamp{At: noon(), Authority: "CN=Example time-stamps", Trusted: true}); *check.Stamp != want {
		t.Errorf("stamp is %+v, want %+v", *check.Stamp, want)
	}
	k.Roots = newAuthority(t, x509.ExtKeyUsageTimeStamping).roots
	if check, err = casefile.Verify(t.Context(), packed, k); err != nil || check.Sound {
		t.Errorf("Verify with another root = %v, %v", outcomes(check), err)
	}

	// The time-stamp is of these bytes alone.
	other := files(t, bundled(t, judged(t, filepath.Join(examples, "present-opened"), deps()), casefile.Options{}))
	moved := repacked(t, append(other, all[len(all)-1]), false)
	if check, err := casefile.Verify(t.Context(), moved, known()); err != nil || outcomes(check)[casefile.StepStamp] != casefile.Failed {
		t.Errorf("Verify of a moved stamp = %v, %v", outcomes(check), err)
	}
	token := len(all) - 1
	for i := 0; i < len(all[token].content); i += 41 {
		bad := files(t, packed)
		bad[token].content[i] ^= 1
		check, err := casefile.Verify(t.Context(), repacked(t, bad, false), casefile.Known{Roots: a.roots})
		if err == nil && outcomes(check)[casefile.StepStamp] == casefile.Passed &&
			*check.Stamp != (casefile.Stamp{At: noon(), Authority: "CN=Example time-stamps", Trusted: true}) {
			t.Errorf("byte %d of the stamp changes what it says: %+v", i, *check.Stamp)
		}
	}
}

func TestStampRefuses(t *testing.T) {
	good := newAuthority(t, x509.ExtKeyUsageTimeStamping)
	text := func(status int, body string) string {
		server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
			w.WriteHeader(status)
			_, _ = io.WriteString(w, body)
		}))
		t.Cleanup(server.Close)
		return server.URL
	}
	leads := func(to string) string {
		server := httptest.NewServer(http.RedirectHandler(to, http.StatusTemporaryRedirect))
		t.Cleanup(server.Close)
		return server.URL
	}
	tests := map[string]struct {
		url    string
		reason unspent.Reason
	}{
		"no address":        {"time-stamps", unspent.Invalid},
		"a file":            {"file:///etc/passwd", unspent.Invalid},
		"nobody there":      {"http://127.0.0.1:1", unspent.Unavailable},
		"an error":          {text(http.StatusTeapot, ""), unspent.Unavailable},
		"words":             {text(http.StatusOK, "hello"), unspent.Unavailable},
		"elsewhere":         {leads(good.serve(t, nil)), unspent.Unavailable},
		"too long":          {text(http.StatusOK, string(make([]byte, 70<<10))), unspent.TooLarge},
		"refused":           {text(http.StatusOK, string(must(timestamp.CreateErrorResponse(timestamp.Rejection, timestamp.BadAlgorithm)))), unspent.Unavailable},
		"another nonce":     {good.serve(t, func(s *timestamp.Timestamp) { s.Nonce = big.NewInt(7) }), unspent.Unavailable},
		"another hash":      {good.serve(t, func(s *timestamp.Timestamp) { s.HashedMessage = make([]byte, 32) }), unspent.Invalid},
		"without a key":     {good.serve(t, func(s *timestamp.Timestamp) { s.AddTSACertificate = false }), unspent.Invalid},
		"a key for servers": {newAuthority(t, x509.ExtKeyUsageServerAuth).serve(t, nil), unspent.Invalid},
	}
	r := judged(t, filepath.Join(examples, "store-card"), deps())
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			var b bytes.Buffer
			err := casefile.Bundle(t.Context(), &b, r, casefile.Options{Program: version, TSA: tt.url})
			if unspent.ReasonOf(err) != tt.reason || b.Len() > 0 {
				t.Errorf("Bundle = %v with %d bytes, want reason %s and none", err, b.Len(), tt.reason)
			}
		})
	}
}
