package notify_test

import (
	"crypto"
	"crypto/rand"
	"crypto/rsa"
	"crypto/x509"
	"encoding/pem"
	"errors"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"github.com/emersion/go-msgauth/dkim"

	"github.com/unspent-dev/unspent"
	"github.com/unspent-dev/unspent/internal/notify"
)

func edKey(t testing.TB, selector string) notify.Key {
	t.Helper()
	k, err := notify.NewKey("cards.example", selector, notify.Ed25519, rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	return k
}

// rsaKey is one RSA key for all tests: making one takes a while.
var rsaKey = sync.OnceValue(func() notify.Key {
	k, err := notify.NewKey("cards.example", "r1", notify.RSA, rand.Reader)
	if err != nil {
		panic(err)
	}
	return k
})

func signed(t testing.TB, m notify.Mail, keys ...notify.Key) notify.Mail {
	t.Helper()
	s, err := notify.NewSigner(keys...)
	if err != nil {
		t.Fatal(err)
	}
	out, err := s.Sign(m)
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// verify checks text with the records of keys, and returns how many signatures
// are good.
func verify(t testing.TB, text string, keys ...notify.Key) (good int, faults []error) {
	t.Helper()
	results, err := dkim.VerifyWithOptions(strings.NewReader(text), &dkim.VerifyOptions{LookupTXT: func(name string) ([]string, error) {
		for _, k := range keys {
			if k.RecordName() == name {
				record, err := k.Record()
				return []string{record}, err
			}
		}
		return nil, errors.New("no such key")
	}})
	if err != nil {
		t.Fatal(err)
	}
	for _, r := range results {
		if r.Err == nil {
			good++
		} else {
			faults = append(faults, r.Err)
		}
	}
	return good, faults
}

func TestSignatures(t *testing.T) {
	ed := edKey(t, "e1")
	for name, tt := range letters() {
		text := string(signed(t, compose(t, tt.letter, envelope(notify.Japanese)), rsaKey(), ed).Reveal())
		if good, faults := verify(t, text, rsaKey(), ed); good != 2 {
			t.Errorf("%s: %d good signatures, %v; want 2", name, good, faults)
		}
	}
}

// A change of the text, of any header that says something, or another one in
// front of it breaks every signature.
func TestSignatureBreaks(t *testing.T) {
	ed := edKey(t, "e1")
	text := string(signed(t, compose(t, letters()["opened"].letter, envelope(notify.Japanese)), rsaKey(), ed).Reveal())
	head, body, _ := strings.Cut(text, "\r\n\r\n")
	edits := map[string]string{"body": head + "\r\n\r\n" + strings.Replace(body, "\r\n\r\n", "\r\n\r\nQQ==\r\n", 1)}
	for _, name := range []string{"From", "To", "Subject", "Date", "Message-ID", "MIME-Version", "Content-Type", "Auto-Submitted", "Cc", "Reply-To",
		"Content-Transfer-Encoding"} {
		edits["another "+name] = name + ": x\r\n" + text
		edits["a later "+name] = head + "\r\n" + name + ": x\r\n\r\n" + body
		if at := strings.Index(text, "\r\n"+name+": "); at >= 0 {
			at += len("\r\n" + name + ": ")
			edits["changed "+name] = text[:at] + "x" + text[at:]
		}
	}
	for name, edited := range edits {
		if good, _ := verify(t, edited, rsaKey(), ed); good > 0 {
			t.Errorf("%s: %d signatures still hold", name, good)
		}
	}
}

// A verifier that shares no code with the signer agrees.
func TestElsewhere(t *testing.T) {
	text := signed(t, compose(t, letters()["gift"].letter, envelope(notify.Japanese)), rsaKey()).Reveal()
	record, err := rsaKey().Record()
	if err != nil {
		t.Fatal(err)
	}
	script := `import sys, dkim
record = sys.argv[1].encode()
print(dkim.verify(sys.stdin.buffer.read(), dnsfunc=lambda name, **kw: record))`
	cmd := exec.Command("/usr/bin/python3", "-c", script, record)
	cmd.Stdin = strings.NewReader(string(text))
	var errs strings.Builder
	cmd.Stderr = &errs
	out, err := cmd.Output()
	if err != nil || strings.TrimSpace(string(out)) != "True" {
		t.Errorf("dkimpy (Debian package python3-dkim) says %q, %v: %s", out, err, errs.String())
	}
}

func TestSignerRefuses(t *testing.T) {
	m := compose(t, letters()["opened"].letter, envelope(notify.Japanese))
	other, err := notify.NewKey("other.example", "s1", notify.Ed25519, rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	for name, keys := range map[string][]notify.Key{"none": nil, "two domains": {edKey(t, "a"), other}, "one selector twice": {edKey(t, "a"), edKey(t, "a")}} {
		if _, err := notify.NewSigner(keys...); unspent.ReasonOf(err) != unspent.Invalid {
			t.Errorf("%s: NewSigner = %v, want %v", name, err, unspent.Invalid)
		}
	}
	foreign, err := notify.NewSigner(other)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := foreign.Sign(m); unspent.ReasonOf(err) != unspent.Invalid {
		t.Errorf("a key of another domain: Sign = %v, want %v", err, unspent.Invalid)
	}
	own, err := notify.NewSigner(edKey(t, "a"))
	if err != nil {
		t.Fatal(err)
	}
	if _, err := own.Sign(signed(t, m, edKey(t, "a"))); unspent.ReasonOf(err) != unspent.Invalid {
		t.Errorf("signed twice: Sign = %v, want %v", err, unspent.Invalid)
	}
}

func TestKeyFile(t *testing.T) {
	for _, a := range []notify.Algorithm{notify.RSA, notify.Ed25519} {
		path := notify.KeyPath(filepath.Join(t.TempDir(), "unspent.db"), "u2026a")
		made, err := notify.CreateKey(path, "cards.example", "u2026a", a, rand.Reader, noon())
		if err != nil {
			t.Fatal(err)
		}
		if state, err := os.Stat(path); err != nil || state.Mode() != 0o600 {
			t.Errorf("%s: mode = %v, %v; want 0600", a, state.Mode(), err)
		}
		loaded, err := notify.LoadKey(path)
		if err != nil {
			t.Fatal(err)
		}
		want, err := made.Record()
		if err != nil {
			t.Fatal(err)
		}
		if got, err := loaded.Record(); got != want || err != nil || loaded.RecordName() != "u2026a._domainkey.cards.example" || loaded.Algorithm() != a {
			t.Errorf("%s: loaded %s %q, %v; want %q", a, loaded.RecordName(), got, err, want)
		}
		zone, err := loaded.Zone()
		if err != nil {
			t.Fatal(err)
		}
		var joined strings.Builder
		for i, part := range strings.Split(zone, `"`) {
			if i%2 == 1 {
				joined.WriteString(part)
				if len(part) > 255 {
					t.Errorf("%s: a string of the record has %d bytes", a, len(part))
				}
			}
		}
		if joined.String() != want {
			t.Errorf("%s: zone line %q, want the record in it", a, zone)
		}
		if _, err := notify.CreateKey(path, "cards.example", "u2026a", a, rand.Reader, noon()); !errors.Is(err, unspent.Conflict) {
			t.Errorf("%s: second CreateKey = %v, want %v", a, err, unspent.Conflict)
		}
	}
}

func TestLoadKeyRefuses(t *testing.T) {
	weak, err := rsa.GenerateKey(rand.Reader, 1024)
	if err != nil {
		t.Fatal(err)
	}
	block := func(key crypto.Signer, headers map[string]string) []byte {
		raw, err := x509.MarshalPKCS8PrivateKey(key)
		if err != nil {
			t.Fatal(err)
		}
		return pem.EncodeToMemory(&pem.Block{Type: "PRIVATE KEY", Bytes: raw, Headers: headers})
	}
	named := map[string]string{"Domain": "cards.example", "Selector": "s1"}
	tests := map[string]struct {
		text []byte
		mode fs.FileMode
		want unspent.Reason
	}{
		"empty":            {nil, 0o600, unspent.Invalid},
		"no key":           {[]byte("hello"), 0o600, unspent.Invalid},
		"weak":             {block(weak, named), 0o600, unspent.Invalid},
		"nameless":         {block(weak, nil), 0o600, unspent.Invalid},
		"read by others":   {block(weak, named), 0o640, unspent.Forbidden},
		"not a key inside": {pem.EncodeToMemory(&pem.Block{Type: "PRIVATE KEY", Bytes: []byte("x"), Headers: named}), 0o600, unspent.Invalid},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			path := filepath.Join(t.TempDir(), "key")
			if err := os.WriteFile(path, tt.text, tt.mode); err != nil {
				t.Fatal(err)
			}
			if err := os.Chmod(path, tt.mode); err != nil {
				t.Fatal(err)
			}
			if _, err := notify.LoadKey(path); !errors.Is(err, tt.want) || strings.Contains(err.Error(), path) {
				t.Errorf("LoadKey = %v, want %v", err, tt.want)
			}
		})
	}
	if _, err := notify.LoadKey(filepath.Join(t.TempDir(), "none")); !errors.Is(err, unspent.NotFound) {
		t.Errorf("LoadKey of nothing = %v, want %v", err, unspent.NotFound)
	}
	if _, err := notify.CreateKey(filepath.Join(t.TempDir(), "none", "key"), "cards.example", "s1", notify.Ed25519, rand.Reader, noon()); !errors.Is(err,
		unspent.Unavailable) {
		t.Errorf("CreateKey in no directory = %v, want %v", err, unspent.Unavailable)
	}
	for name, k := range map[string][2]string{"domain": {"cards", "s1"}, "selector": {"cards.example", "S 1"}, "path": {"cards.example", "../s1"}} {
		if _, err := notify.NewKey(k[0], k[1], notify.Ed25519, rand.Reader); !errors.Is(err, unspent.Invalid) {
			t.Errorf("%s: NewKey = %v, want %v", name, err, unspent.Invalid)
		}
	}
}
