package notify

import (
	"crypto"
	"crypto/ed25519"
	"crypto/rsa"
	"crypto/x509"
	"encoding/base64"
	"encoding/pem"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"log/slog"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"time"

	"github.com/unspent-dev/unspent"
)

// Algorithm is what a DKIM key signs with.
type Algorithm string

// The algorithms. Every verifier knows RSA; some do not know Ed25519 yet.
const (
	RSA     Algorithm = "rsa"
	Ed25519 Algorithm = "ed25519"
)

// Key is a DKIM key of a domain, under a selector. It prints as a mask; the zero
// value is none.
type Key struct{ in func() *keyContent }

type keyContent struct {
	domain, selector string
	private          crypto.Signer
}

const (
	keyBlock     = "PRIVATE KEY" // PKCS #8
	keyDomain    = "Domain"
	keySelector  = "Selector"
	keyCreatedAt = "Created"
)

var selectorForm = regexp.MustCompile(`^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$`)

// NewKey makes a key that is kept in memory only.
func NewKey(domain, selector string, a Algorithm, rand io.Reader) (Key, error) {
	if !domainForm.MatchString(domain) {
		return Key{}, unspent.Errorf(unspent.Invalid, "a key is of a domain such as cards.example, in small letters")
	}
	if !selectorForm.MatchString(selector) {
		return Key{}, unspent.Errorf(unspent.Invalid, "a selector is small letters, digits and hyphens, such as u2026a")
	}
	var private crypto.Signer
	var err error
	switch a {
	case RSA:
		private, err = rsa.GenerateKey(rand, rsaBits)
	case Ed25519:
		_, private, err = ed25519.GenerateKey(rand)
	default:
		return Key{}, unspent.Errorf(unspent.Invalid, "a key is rsa or ed25519")
	}
	if err != nil {
		return Key{}, &unspent.Error{Reason: unspent.Internal, Detail: "the system gives no random numbers", Err: err}
	}
	return keyOf(domain, selector, private), nil
}

func keyOf(domain, selector string, private crypto.Signer) Key {
	return Key{func() *keyContent { return &keyContent{domain, selector, private} }}
}

// KeyPath is where the key of a selector lies: beside the database.
func KeyPath(db, selector string) string { return db + ".dkim." + selector }

// CreateKey makes a key and keeps it in a new file of mode 0600. It answers
// Conflict if there is a file already.
func CreateKey(path, domain, selector string, a Algorithm, rand io.Reader, now time.Time) (Key, error) {
	k, err := NewKey(domain, selector, a, rand)
	if err != nil {
		return Key{}, err
	}
	raw, err := x509.MarshalPKCS8PrivateKey(k.in().private)
	if err != nil {
		return Key{}, err
	}
	text := pem.EncodeToMemory(&pem.Block{Type: keyBlock, Bytes: raw, Headers: map[string]string{
		keyDomain: domain, keySelector: selector, keyCreatedAt: now.UTC().Format(time.RFC3339)}})
	err = writeNew(path, text)
	if errors.Is(err, fs.ErrExist) {
		return Key{}, &unspent.Error{Reason: unspent.Conflict, Detail: "there is a key of this selector already: a new key takes a new selector", Err: err}
	}
	if err != nil {
		return Key{}, &unspent.Error{Reason: unspent.Unavailable, Detail: "the key cannot be written: check the directory's owner and free space", Err: err}
	}
	return k, nil
}

// writeNew writes a file that is not there yet, and flushes it.
func writeNew(path string, text []byte) error {
	f, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return err
	}
	_, err = f.Write(text)
	if err == nil {
		err = f.Sync()
	}
	if err = errors.Join(err, f.Close()); err != nil {
		os.Remove(path) // ours, and incomplete
		return err
	}
	d, err := os.Open(filepath.Dir(path))
	if err != nil {
		return err
	}
	return errors.Join(d.Sync(), d.Close())
}

// LoadKey reads a key file. It answers NotFound if there is none, Forbidden if
// others can read it, and Invalid if it is damaged. Its errors repeat none of it.
func LoadKey(path string) (Key, error) {
	f, err := os.Open(path)
	if errors.Is(err, fs.ErrNotExist) {
		return Key{}, &unspent.Error{Reason: unspent.NotFound, Detail: "there is no key of this selector: unspent keys dkim makes one", Err: err}
	}
	if err != nil {
		return Key{}, &unspent.Error{Reason: unspent.Unavailable, Detail: "the key cannot be read: check that it belongs to the user who runs unspent", Err: err}
	}
	defer f.Close()
	state, err := f.Stat()
	switch {
	case err != nil || !state.Mode().IsRegular():
		return Key{}, unspent.Errorf(unspent.Invalid, "the key is not a plain file")
	case state.Mode().Perm()&0o077 != 0:
		return Key{}, unspent.Errorf(unspent.Forbidden, "the key can be read by others: set its mode to 600, and take a new selector if anyone may have read it")
	}
	text, err := io.ReadAll(io.LimitReader(f, maxKeyFile))
	if err != nil {
		return Key{}, &unspent.Error{Reason: unspent.Unavailable, Detail: "the key cannot be read", Err: err}
	}
	block, _ := pem.Decode(text)
	if block == nil || block.Type != keyBlock {
		return Key{}, damagedKey()
	}
	domain, selector := block.Headers[keyDomain], block.Headers[keySelector]
	parsed, err := x509.ParsePKCS8PrivateKey(block.Bytes)
	if err != nil || !domainForm.MatchString(domain) || !selectorForm.MatchString(selector) {
		return Key{}, damagedKey()
	}
	switch private := parsed.(type) {
	case *rsa.PrivateKey:
		if private.N.BitLen() < rsaBits {
			return Key{}, unspent.Errorf(unspent.Invalid, "the key has fewer than %d bits: make a new one under a new selector", rsaBits)
		}
		return keyOf(domain, selector, private), nil
	case ed25519.PrivateKey:
		return keyOf(domain, selector, private), nil
	}
	return Key{}, damagedKey()
}

func damagedKey() error {
	return unspent.Errorf(unspent.Invalid, "the key is damaged: make a new one under a new selector")
}

// Domain returns the domain that the key speaks for.
func (k Key) Domain() string { return k.in().domain }

// Selector returns the name of the key within its domain.
func (k Key) Selector() string { return k.in().selector }

// Algorithm returns what the key signs with.
func (k Key) Algorithm() Algorithm {
	if _, ok := k.in().private.(ed25519.PrivateKey); ok {
		return Ed25519
	}
	return RSA
}

// RecordName is where the record stands in DNS.
func (k Key) RecordName() string { return k.in().selector + "._domainkey." + k.in().domain }

// Record is the text of the TXT record that publishes the key.
func (k Key) Record() (string, error) {
	var raw []byte
	switch public := k.in().private.Public().(type) {
	case ed25519.PublicKey:
		raw = public // RFC 8463, 4: the key itself
	default:
		var err error
		if raw, err = x509.MarshalPKIXPublicKey(public); err != nil {
			return "", err
		}
	}
	return "v=DKIM1; k=" + string(k.Algorithm()) + "; h=sha256; s=email; p=" + base64.StdEncoding.EncodeToString(raw), nil
}

// Zone is the record as a line of a zone file, in strings of at most 255 bytes.
func (k Key) Zone() (string, error) {
	const most = 255
	text, err := k.Record()
	if err != nil {
		return "", err
	}
	var parts []string
	for len(text) > most {
		parts, text = append(parts, `"`+text[:most]+`"`), text[most:]
	}
	return k.RecordName() + ". IN TXT ( " + strings.Join(append(parts, `"`+text+`"`), " ") + " )", nil
}

// Format prints a mask, whatever the verb.
func (k Key) Format(f fmt.State, _ rune) { io.WriteString(f, "dkim-key(redacted)") }

// LogValue logs a mask.
func (k Key) LogValue() slog.Value { return slog.StringValue("redacted") }

// MarshalText refuses: a key leaves the program only into its file.
func (k Key) MarshalText() ([]byte, error) { return nil, errors.New("a key is not marshalable") }
