package keyring_test

import (
	"bytes"
	"crypto/ed25519"
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"encoding/gob"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"strings"
	"sync"
	"testing"
	"testing/iotest"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/unspent-dev/unspent"
	"github.com/unspent-dev/unspent/internal/keyring"
	"pgregory.net/rapid"
)

var noon = time.Date(2026, 4, 1, 12, 0, 0, 0, time.UTC)

func newRing(t testing.TB) *keyring.Ring {
	t.Helper()
	r, err := keyring.New(rand.Reader, noon)
	if err != nil {
		t.Fatalf("New: %v", err)
	}
	return r
}

func codeOf(n int) unspent.Code { return unspent.DeriveCode([32]byte{1, 2, 3}, n) }

// The order of Secrets is pepper, seal, signing, request.
func TestHashesAreHMAC(t *testing.T) {
	r := newRing(t)
	pepper, request := r.Secrets()[0], r.Secrets()[3]
	mac := func(key []byte, text string) (out [16]byte) {
		h := hmac.New(sha256.New, key)
		io.WriteString(h, text)
		copy(out[:], h.Sum(nil))
		return out
	}
	long := strings.Repeat("body ", 1000)
	tests := map[string]struct{ got, want [16]byte }{
		"card":        {r.CardKey(codeOf(1)), mac(pepper, "unspent card v1\n"+codeOf(1).Reveal())},
		"card again":  {r.CardKey(codeOf(1)), mac(pepper, "unspent card v1\n"+codeOf(1).Reveal())},
		"request":     {r.RequestID("key_1", "order-9"), mac(request, "unspent request v1\n\x00\x00\x00\x05key_1order-9")},
		"print":       {r.Print([]byte(long)), mac(request, "unspent print v1\n"+long)},
		"empty print": {r.Print(nil), mac(request, "unspent print v1\n")},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			if tt.got != tt.want {
				t.Errorf("hash = %x, want %x", tt.got, tt.want)
			}
		})
	}
}

func TestRequestIDKeepsScopesApart(t *testing.T) {
	r := newRing(t)
	rapid.Check(t, func(t *rapid.T) {
		type ask struct{ scope, key string }
		text := rapid.StringOfN(rapid.SampledFrom([]rune("ab\x00\n")), 0, 4, -1)
		a := ask{text.Draw(t, "scope"), text.Draw(t, "key")}
		b := ask{text.Draw(t, "other scope"), text.Draw(t, "other key")}
		if got, want := r.RequestID(a.scope, a.key) == r.RequestID(b.scope, b.key), a == b; got != want {
			t.Errorf("RequestID of %q and %q equal: %v, want %v", a, b, got, want)
		}
	})
}

func TestHashesUnderConcurrency(t *testing.T) {
	r := newRing(t)
	var want []unspent.CardKey
	for i := range 50 {
		want = append(want, r.CardKey(codeOf(i)))
	}
	var wg sync.WaitGroup
	for range 4 {
		wg.Go(func() {
			for i := range 50 {
				r.Print([]byte("something else in between"))
				if got := r.CardKeys(codeOf(i)); len(got) != 1 || got[0] != want[i] {
					t.Errorf("CardKeys(%d) = %x, want %x", i, got, want[i])
				}
			}
		})
	}
	wg.Wait()
}

func TestSealOpens(t *testing.T) {
	r := newRing(t)
	rapid.Check(t, func(t *rapid.T) {
		seed := [32]byte(rapid.SliceOfN(rapid.Byte(), 32, 32).Draw(t, "seed"))
		sealed, err := r.Seal(seed, rand.Reader)
		if err != nil {
			t.Fatalf("Seal: %v", err)
		}
		if got, err := r.Open(sealed); got != seed || err != nil {
			t.Fatalf("Open(Seal(%x)) = %x, %v", seed, got, err)
		}
		if bytes.Contains(sealed, seed[:8]) {
			t.Errorf("the box shows the seed")
		}
		sealed[rapid.IntRange(0, len(sealed)-1).Draw(t, "byte")] ^= 1 << rapid.IntRange(0, 7).Draw(t, "bit")
		if got, err := r.Open(sealed); err == nil || got != [32]byte{} {
			t.Errorf("Open of a changed box = %x, %v", got, err)
		}
	})
}

func TestSealIsFreshEachTime(t *testing.T) {
	r := newRing(t)
	a, _ := r.Seal([32]byte{}, rand.Reader)
	b, _ := r.Seal([32]byte{}, rand.Reader)
	if bytes.Equal(a, b) {
		t.Errorf("Seal gave the same box twice")
	}
}

func TestOpenRefuses(t *testing.T) {
	r := newRing(t)
	sealed, err := r.Seal([32]byte{7}, rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	foreign, err := newRing(t).Seal([32]byte{7}, rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	for name, in := range map[string][]byte{
		"nothing": nil, "short": sealed[:len(sealed)-1], "long": append(bytes.Clone(sealed), 0),
		"header only": sealed[:9], "foreign": foreign,
	} {
		t.Run(name, func(t *testing.T) {
			if got, err := r.Open(in); !errors.Is(err, unspent.Internal) || got != [32]byte{} {
				t.Errorf("Open = %x, %v; want %v", got, err, unspent.Internal)
			}
		})
	}
}

func TestSigner(t *testing.T) {
	r := newRing(t)
	kid, key := r.Signer()
	want := []keyring.PublicKey{{ID: kid, Key: key.Public().(ed25519.PublicKey), CreatedAt: noon}}
	if diff := cmp.Diff(r.PublicKeys(), want); diff != "" {
		t.Errorf("PublicKeys (-got +want):\n%s", diff)
	}
}

func TestRandomnessThatFails(t *testing.T) {
	dry := iotest.ErrReader(errors.New("dry"))
	if _, err := keyring.New(dry, noon); !errors.Is(err, unspent.Internal) {
		t.Errorf("New = %v, want %v", err, unspent.Internal)
	}
	if _, err := newRing(t).Seal([32]byte{}, dry); !errors.Is(err, unspent.Internal) {
		t.Errorf("Seal = %v, want %v", err, unspent.Internal)
	}
}

// Nothing of a ring may be seen, however it is printed and wherever it sits.
func TestRingDoesNotPrint(t *testing.T) {
	r := newRing(t)
	type holder struct {
		Ring   *keyring.Ring
		Value  keyring.Ring
		hidden *keyring.Ring
		copied keyring.Ring
	}
	h := holder{r, *r, r, *r}
	_ = []any{h.hidden, h.copied}
	var out bytes.Buffer
	for _, v := range []any{r, *r, h, &h, []*keyring.Ring{r}, map[string]any{"ring": *r}} {
		for _, verb := range []string{"%v", "%+v", "%#v", "%s", "%q", "%x", "%X", "%d", "%T"} {
			fmt.Fprintf(&out, verb+"\n", v)
		}
		fmt.Fprintln(&out, v)
		for _, handler := range []slog.Handler{slog.NewTextHandler(&out, nil), slog.NewJSONHandler(&out, nil)} {
			slog.New(handler).Info("ring", "ring", v)
		}
		if text, err := json.Marshal(v); err == nil {
			t.Errorf("json.Marshal(%T) = %s, want a refusal", v, text)
		}
		if err := gob.NewEncoder(&out).Encode(v); err == nil {
			t.Errorf("gob encodes a %T", v)
		}
	}
	lower := strings.ToLower(out.String())
	for i, secret := range r.Secrets() {
		decimal := strings.Trim(fmt.Sprint(secret[:6]), "[]")
		goSyntax := strings.TrimSuffix(strings.TrimPrefix(fmt.Sprintf("%#v", secret[:6]), "[]byte{"), "}")
		for _, spelling := range []string{
			string(secret[:8]), hex.EncodeToString(secret[:8]), decimal, goSyntax,
			base64.StdEncoding.EncodeToString(secret[:9]), base64.URLEncoding.EncodeToString(secret[:9]),
		} {
			if strings.Contains(out.String(), spelling) || strings.Contains(lower, strings.ToLower(spelling)) {
				t.Errorf("secret %d shows in print", i)
			}
		}
	}
	if !strings.Contains(out.String(), "keyring(redacted)") {
		t.Errorf("the mask is not there: the test prints nothing")
	}
}

func BenchmarkCardKeys(b *testing.B) {
	r, c := newRing(b), codeOf(1)
	b.ReportAllocs()
	b.RunParallel(func(pb *testing.PB) {
		for pb.Next() {
			r.CardKeys(c)
		}
	})
}

func BenchmarkPrint(b *testing.B) {
	r, body := newRing(b), bytes.Repeat([]byte("x"), 200)
	b.ReportAllocs()
	b.RunParallel(func(pb *testing.PB) {
		for pb.Next() {
			r.Print(body)
		}
	})
}

func BenchmarkRequestID(b *testing.B) {
	r := newRing(b)
	b.ReportAllocs()
	b.RunParallel(func(pb *testing.PB) {
		for pb.Next() {
			r.RequestID("key_0123456789", "6d0c7a2e-9a55-4c6e-8d0b-1f7b1a9f3c11")
		}
	})
}
