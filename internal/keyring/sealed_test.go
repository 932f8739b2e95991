package keyring_test

import (
	"bytes"
	"crypto/rand"
	"encoding/base64"
	"errors"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/unspent-dev/unspent"
	"github.com/unspent-dev/unspent/internal/keyring"
)

func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func says(passphrase string) func() (string, error) {
	return func() (string, error) { return passphrase, nil }
}

// Row 12 of what surrounds the journal: a sealed keyring has no key in clear, opens
// with its passphrase alone, and stays sealed when it is changed.
func TestRow12SealedKeyring(t *testing.T) {
	path := filepath.Join(t.TempDir(), "keys")
	plain := keyring.File{Path: path}
	ring, err := plain.Create(rand.Reader, noon)
	must(t, err)
	must(t, plain.Protect("correct horse"))
	sealed := keyring.File{Path: path, Passphrase: says("correct horse")}
	for name, tt := range map[string]struct {
		f    keyring.File
		want unspent.Reason
	}{
		"wrong":   {keyring.File{Path: path, Passphrase: says("battery staple")}, unspent.Forbidden},
		"empty":   {keyring.File{Path: path, Passphrase: says("")}, unspent.Invalid},
		"unasked": {plain, unspent.Forbidden},
	} {
		if _, err := tt.f.Load(); unspent.ReasonOf(err) != tt.want {
			t.Errorf("%s: Load = %v, want %q", name, err, tt.want)
		}
	}
	again, err := sealed.Rotate(keyring.Pepper, rand.Reader, noon.Add(time.Hour))
	must(t, err)
	text, err := os.ReadFile(path)
	must(t, err)
	for _, secret := range append(ring.Secrets(), again.Secrets()...) {
		if bytes.Contains(text, secret) || bytes.Contains(text, []byte(base64.StdEncoding.EncodeToString(secret))) {
			t.Fatal("a key stands in the sealed file")
		}
	}
	if _, err := plain.Load(); !errors.Is(err, unspent.Forbidden) {
		t.Errorf("after a rotation the file opens without its passphrase: %v", err)
	}
	info, err := os.Stat(path)
	must(t, err)
	if info.Mode().Perm() != 0o600 {
		t.Errorf("mode %o", info.Mode().Perm())
	}
	text[len(text)/2] ^= 1
	must(t, os.WriteFile(path, text, 0o600))
	if _, err := sealed.Load(); !errors.Is(err, unspent.Invalid) {
		t.Errorf("a damaged sealed file = %v", err)
	}
	text[len(text)/2] ^= 1
	must(t, os.WriteFile(path, text, 0o600))
	must(t, sealed.Protect(""))
	if ring, err := plain.Load(); err != nil || len(ring.Secrets()) != len(again.Secrets()) {
		t.Errorf("in clear again: %v", err)
	}
}

// A withdrawn key signs nothing more, is said to be withdrawn, and cannot be
// withdrawn twice; other parts have no such thing.
func TestRow12Withdraw(t *testing.T) {
	f := keyring.File{Path: filepath.Join(t.TempDir(), "keys")}
	ring, err := f.Create(rand.Reader, noon)
	must(t, err)
	leaked, _ := ring.Signer()
	ring, err = f.Withdraw(leaked, rand.Reader, noon.Add(time.Hour))
	must(t, err)
	if kid, _ := ring.Signer(); kid == leaked {
		t.Error("the withdrawn key signs on")
	}
	ring, err = f.Load()
	must(t, err)
	keys := ring.PublicKeys()
	if len(keys) != 2 || !keys[0].Withdrawn.IsZero() || keys[1].ID != leaked || !keys[1].Withdrawn.Equal(noon.Add(time.Hour)) {
		t.Errorf("keys = %+v", keys)
	}
	if _, err := f.Withdraw(leaked, rand.Reader, noon); !errors.Is(err, unspent.Conflict) {
		t.Errorf("withdrawn twice: %v", err)
	}
	if _, err := f.Withdraw("0123456789abcdef", rand.Reader, noon); !errors.Is(err, unspent.NotFound) {
		t.Errorf("an unknown key: %v", err)
	}
	if ring, err = f.Rotate(keyring.Signing, rand.Reader, noon.Add(2*time.Hour)); err != nil || len(ring.PublicKeys()) != 3 ||
		ring.PublicKeys()[2].Withdrawn.IsZero() {
		t.Errorf("after a rotation: %v, %v", ring.PublicKeys(), err)
	}
}
