package receipt_test

import (
	"bytes"
	"crypto/rand"
	"encoding/hex"
	"errors"
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/unspent-dev/unspent"
	"github.com/unspent-dev/unspent/internal/keyring"
	"github.com/unspent-dev/unspent/internal/receipt"
	"github.com/unspent-dev/unspent/proof"
)

var (
	update = flag.Bool("update", false, "rewrite the vector in proof/testdata")
	noon   = time.Date(2026, 4, 1, 12, 0, 0, 0, time.UTC)
	sameMo = cmp.AllowUnexported(unspent.Money{}, unspent.Currency{})
)

func jpy(t testing.TB, units int64) unspent.Money {
	t.Helper()
	cur, err := unspent.ParseCurrency("JPY")
	if err != nil {
		t.Fatal(err)
	}
	return unspent.NewMoney(units, cur)
}

func sample(t testing.TB) proof.Receipt {
	t.Helper()
	serial, err := unspent.NewSerial(600100, 42)
	if err != nil {
		t.Fatal(err)
	}
	return proof.Receipt{
		Serial: serial.String(), Program: "gift-jpy", State: unspent.StateActive,
		Face: jpy(t, 5000), Balance: jpy(t, 5000), Hold: &proof.Hold{Until: noon.Add(72 * time.Hour), Released: true},
		ExpiresAt: noon.AddDate(10, 0, 0), AsOf: noon.Add(123456 * time.Microsecond), Until: noon.Add(24 * time.Hour),
		Seq: 42, Head: unspent.Digest(bytes.Repeat([]byte{0xab}, 32)), Audience: "shop.example", Nonce: "n-0S6_WzA2Mj",
	}
}

func keysOf(t testing.TB, s *receipt.Signer) proof.Keys {
	t.Helper()
	jwks, err := s.JWKS()
	if err != nil {
		t.Fatalf("JWKS: %v", err)
	}
	k, err := proof.ParseKeys(jwks)
	if err != nil {
		t.Fatalf("ParseKeys(%s): %v", jwks, err)
	}
	return k
}

func TestSignThenVerify(t *testing.T) {
	ring, err := keyring.New(rand.Reader, noon)
	if err != nil {
		t.Fatal(err)
	}
	s := receipt.New(ring, "https://gift.example")
	compact, err := s.Sign(sample(t))
	if err != nil {
		t.Fatalf("Sign: %v", err)
	}
	want := sample(t)
	want.Issuer = "https://gift.example"
	want.KeyID, _ = ring.Signer()
	got, err := proof.Verify(compact, keysOf(t, s), proof.Expect{Audience: "shop.example", Now: noon})
	if diff := cmp.Diff(got, want, sameMo); diff != "" || err != nil {
		t.Errorf("Verify = %v (-got +want):\n%s", err, diff)
	}
}

func TestSignRefuses(t *testing.T) {
	ring, err := keyring.New(rand.Reader, noon)
	if err != nil {
		t.Fatal(err)
	}
	if got, err := receipt.New(ring, "").Sign(sample(t)); got != "" || !errors.Is(err, unspent.Invalid) {
		t.Errorf("Sign without an issuer = %q, %v; want %v", got, err, unspent.Invalid)
	}
	if got, err := receipt.New(ring, "i").Sign(proof.Receipt{}); got != "" || !errors.Is(err, unspent.Invalid) {
		t.Errorf("Sign of nothing = %q, %v; want %v", got, err, unspent.Invalid)
	}
}

func TestOldReceiptsVerifyAfterRotation(t *testing.T) {
	path := filepath.Join(t.TempDir(), "keys")
	ring, err := keyring.File{Path: path}.Create(rand.Reader, noon)
	if err != nil {
		t.Fatal(err)
	}
	before := receipt.New(ring, "https://gift.example")
	old, err := before.Sign(sample(t))
	if err != nil {
		t.Fatal(err)
	}
	for range 3 {
		if ring, err = (keyring.File{Path: path}).Rotate(keyring.Signing, rand.Reader, noon); err != nil {
			t.Fatal(err)
		}
	}
	after := receipt.New(ring, "https://gift.example")
	if _, err := proof.Verify(old, keysOf(t, after), proof.Expect{Now: noon}); err != nil {
		t.Errorf("Verify of an old receipt = %v", err)
	}
	fresh, err := after.Sign(sample(t))
	if err != nil {
		t.Fatal(err)
	}
	if _, err := proof.Verify(fresh, keysOf(t, after), proof.Expect{Now: noon}); err != nil {
		t.Errorf("Verify of a new receipt = %v", err)
	}
	if _, err := proof.Verify(fresh, keysOf(t, before), proof.Expect{Now: noon}); !errors.Is(err, unspent.ReceiptKey) {
		t.Errorf("Verify of a new receipt with the old keys = %v, want %v", err, unspent.ReceiptKey)
	}
}

// Row 12 of what surrounds the journal: what a withdrawn key signed, whenever, is
// not believed, and the key set says since when.
func TestRow12WithdrawnKey(t *testing.T) {
	file := keyring.File{Path: filepath.Join(t.TempDir(), "keys")}
	ring, err := file.Create(rand.Reader, noon)
	if err != nil {
		t.Fatal(err)
	}
	leaked := receipt.New(ring, "https://gift.example")
	old, err := leaked.Sign(sample(t))
	if err != nil {
		t.Fatal(err)
	}
	kid, _ := ring.Signer()
	if ring, err = file.Withdraw(kid, rand.Reader, noon); err != nil {
		t.Fatal(err)
	}
	after := receipt.New(ring, "https://gift.example")
	set, err := after.JWKS()
	if err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(string(set), `"withdrawn":[{"kid":"`+kid+`","withdrawnAt":"2026-04-01T12:00:00Z"}]`) {
		t.Errorf("the key set is %s", set)
	}
	_, err = proof.Verify(old, keysOf(t, after), proof.Expect{Now: noon})
	if !errors.Is(err, unspent.ReceiptWithdrawn) || !strings.Contains(err.Error(), "2026-04-01T12:00:00Z") {
		t.Errorf("Verify of what the leaked key signed = %v", err)
	}
	fresh, err := after.Sign(sample(t))
	if err != nil {
		t.Fatal(err)
	}
	if _, err := proof.Verify(fresh, keysOf(t, after), proof.Expect{Now: noon}); err != nil {
		t.Errorf("Verify of a new receipt = %v", err)
	}
}

// The published vector: what this package signs with the published key, what
// package proof reads, and what the page shows are the same.
func TestVector(t *testing.T) {
	seed, err := hex.DecodeString("9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60") // RFC 8032, test 1
	if err != nil {
		t.Fatal(err)
	}
	random := append(append(make([]byte, 64), seed...), make([]byte, 32)...) // pepper, seal key, signing key, request key
	ring, err := keyring.New(bytes.NewReader(random), noon)
	if err != nil {
		t.Fatal(err)
	}
	s := receipt.New(ring, "https://gift.example")
	compact, err := s.Sign(sample(t))
	if err != nil {
		t.Fatal(err)
	}
	jwks, err := s.JWKS()
	if err != nil {
		t.Fatal(err)
	}
	claims := sample(t)
	claims.Issuer = "https://gift.example"
	payload, err := claims.Claims()
	if err != nil {
		t.Fatal(err)
	}
	page, err := os.ReadFile("../../docs/reference/receipt.md")
	if err != nil {
		t.Fatal(err)
	}
	for name, want := range map[string]string{"vector.jws": compact, "vector.jwks": string(jwks), "vector.json": string(payload)} {
		file := filepath.Join("../../proof/testdata", name)
		if *update {
			if err := os.WriteFile(file, []byte(want+"\n"), 0o644); err != nil {
				t.Fatal(err)
			}
		}
		got, err := os.ReadFile(file)
		if err != nil || string(got) != want+"\n" {
			t.Errorf("%s = %s, %v; want %s", name, got, err, want)
		}
		if !strings.Contains(string(page), "\n"+want+"\n") {
			t.Errorf("docs/reference/receipt.md does not show %s:\n%s", name, want)
		}
	}
}

func BenchmarkSign(b *testing.B) {
	ring, err := keyring.New(rand.Reader, noon)
	if err != nil {
		b.Fatal(err)
	}
	s, r := receipt.New(ring, "https://gift.example"), sample(b)
	for b.Loop() {
		if _, err := s.Sign(r); err != nil {
			b.Fatal(err)
		}
	}
}
