package proof_test

import (
	"crypto/ed25519"
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/unspent-dev/unspent"
	"github.com/unspent-dev/unspent/proof"
	"pgregory.net/rapid"
)

var (
	noon   = time.Date(2026, 4, 1, 12, 0, 0, 0, time.UTC)
	sameMo = cmp.AllowUnexported(unspent.Money{}, unspent.Currency{})
)

// privateKey is a published one (RFC 8032, test 1): never a real one.
func privateKey() ed25519.PrivateKey {
	seed, err := hex.DecodeString("9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60")
	if err != nil {
		panic(err)
	}
	return ed25519.NewKeyFromSeed(seed)
}

func b64(b []byte) string { return base64.RawURLEncoding.EncodeToString(b) }

func jwk(kid string, key ed25519.PublicKey) string {
	return fmt.Sprintf(`{"kty":"OKP","crv":"Ed25519","kid":%q,"alg":"EdDSA","use":"sig","x":%q}`, kid, b64(key))
}

func keys(t testing.TB) proof.Keys {
	t.Helper()
	k, err := proof.ParseKeys([]byte(`{"keys":[` + jwk("k1", privateKey().Public().(ed25519.PublicKey)) + `]}`))
	if err != nil {
		t.Fatalf("ParseKeys: %v", err)
	}
	return k
}

const header = `{"alg":"EdDSA","kid":"k1","typ":"unspent-receipt+jwt"}`

// sign signs whatever it is given, by hand.
func sign(header, payload string) string {
	text := b64([]byte(header)) + "." + b64([]byte(payload))
	return text + "." + b64(ed25519.Sign(privateKey(), []byte(text)))
}

func jpy(units int64) unspent.Money {
	cur, err := unspent.ParseCurrency("JPY")
	if err != nil {
		panic(err)
	}
	return unspent.NewMoney(units, cur)
}

func sample() proof.Receipt {
	serial, err := unspent.NewSerial(600100, 42)
	if err != nil {
		panic(err)
	}
	return proof.Receipt{
		Issuer: "https://gift.example", Serial: serial.String(), Program: "gift-jpy", State: unspent.StateActive,
		Unspent: true, Face: jpy(5000), Balance: jpy(5000), ExpiresAt: noon.AddDate(10, 0, 0), AsOf: noon,
		Until: noon.Add(24 * time.Hour), Seq: 42, Head: unspent.Digest{1, 2, 3}, Audience: "shop.example", Nonce: "n-1",
	}
}

func claims(t testing.TB, r proof.Receipt) string {
	t.Helper()
	text, err := r.Claims()
	if err != nil {
		t.Fatalf("Claims: %v", err)
	}
	return string(text)
}

func TestVerify(t *testing.T) {
	want := sample()
	want.KeyID = "k1"
	r, err := proof.Verify(sign(header, claims(t, sample())), keys(t),
		proof.Expect{Audience: "shop.example", Nonce: "n-1", Now: noon})
	if diff := cmp.Diff(r, want, sameMo); diff != "" || err != nil {
		t.Errorf("Verify = %v (-got +want):\n%s", err, diff)
	}
}

func TestVerifyExpects(t *testing.T) {
	full, bare := sample(), sample()
	bare.Audience, bare.Nonce = "", ""
	tests := map[string]struct {
		in   proof.Receipt
		want proof.Expect
		err  unspent.Reason
	}{
		"nothing expected, all reported": {full, proof.Expect{Now: noon}, ""},
		"bare, nothing expected":         {bare, proof.Expect{Now: noon}, ""},
		"other audience":                 {full, proof.Expect{Audience: "other.example", Now: noon}, unspent.ReceiptAudience},
		"no audience but one expected":   {bare, proof.Expect{Audience: "shop.example", Now: noon}, unspent.ReceiptAudience},
		"other nonce":                    {full, proof.Expect{Nonce: "n-2", Now: noon}, unspent.ReceiptNonce},
		"no nonce but one expected":      {bare, proof.Expect{Nonce: "n-1", Now: noon}, unspent.ReceiptNonce},
		"last moment":                    {full, proof.Expect{Now: full.Until.Add(-time.Nanosecond)}, ""},
		"expired":                        {full, proof.Expect{Now: full.Until}, unspent.ReceiptExpired},
		"expired and for another":        {full, proof.Expect{Audience: "x", Now: full.Until}, unspent.ReceiptExpired},
		"a clock that is behind":         {full, proof.Expect{Now: noon.Add(-time.Hour)}, ""},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			got, err := proof.Verify(sign(header, claims(t, tt.in)), keys(t), tt.want)
			tt.in.KeyID = "k1"
			if unspent.ReasonOf(err) != tt.err || !cmp.Equal(got, tt.in, sameMo) {
				t.Errorf("Verify = %+v, %v; want the receipt and %q", got, err, tt.err)
			}
		})
	}
	t.Run("made for nobody", func(t *testing.T) {
		_, err := proof.Verify(sign(header, claims(t, bare)), keys(t), proof.Expect{Audience: "shop.example", Now: noon})
		if err == nil || !strings.Contains(err.Error(), "nobody") {
			t.Errorf("Verify = %v; it was made for nobody, and not for somebody else", err)
		}
	})
	t.Run("no clock", func(t *testing.T) {
		got, err := proof.Verify(sign(header, claims(t, full)), keys(t), proof.Expect{})
		if !errors.Is(err, unspent.Invalid) || got.Serial != "" {
			t.Errorf("Verify = %v, %v; want %v", got, err, unspent.Invalid)
		}
	})
}

func TestVerifyRefuses(t *testing.T) {
	good := claims(t, sample())
	whole := sign(header, good)
	parts := strings.Split(whole, ".")
	with := func(member string) string { return strings.TrimSuffix(header, "}") + "," + member + "}" }
	alg := func(name string) string { return strings.Replace(header, "EdDSA", name, 1) }
	edit := func(from, to string) string {
		t.Helper()
		if !strings.Contains(good, from) {
			t.Fatalf("the claims have no %s: %s", from, good)
		}
		return sign(header, strings.Replace(good, from, to, 1))
	}
	const (
		malformed = unspent.ReceiptMalformed
		algorithm = unspent.ReceiptAlgorithm
	)
	tests := map[string]struct {
		in   string
		want unspent.Reason
	}{
		"empty":         {"", malformed},
		"dots":          {"..", malformed},
		"two parts":     {parts[0] + "." + parts[1], malformed},
		"four parts":    {whole + ".", malformed},
		"detached":      {parts[0] + ".." + parts[2], unspent.ReceiptSignature},
		"padded":        {whole + "==", malformed},
		"line break":    {parts[0] + "." + parts[1] + "\n." + parts[2], malformed},
		"space":         {whole + " ", malformed},
		"standard b64":  {strings.Replace(whole, parts[2][:1], "+", 1), malformed},
		"json form":     {`{"payload":"` + parts[1] + `","signatures":[]}`, malformed},
		"huge":          {strings.Repeat("a", proof.MaxReceipt+1), malformed},
		"no signature":  {parts[0] + "." + parts[1] + ".", unspent.ReceiptSignature},
		"short":         {whole[:len(whole)-6], unspent.ReceiptSignature},
		"no json":       {sign("hello", good), malformed},
		"null header":   {sign("null", good), malformed},
		"array header":  {sign("[]", good), malformed},
		"wrong type":    {sign(strings.Replace(header, "unspent-receipt+jwt", "JWT", 1), good), malformed},
		"status list":   {sign(strings.Replace(header, "unspent-receipt+jwt", "statuslist+jwt", 1), good), malformed},
		"no type":       {sign(`{"alg":"EdDSA","kid":"k1"}`, good), malformed},
		"type twice":    {sign(with(`"typ":"JWT"`), good), malformed},
		"alg twice":     {sign(with(`"alg":"none"`), good), malformed},
		"no kid":        {sign(`{"alg":"EdDSA","typ":"unspent-receipt+jwt"}`, good), malformed},
		"kid a number":  {sign(`{"alg":"EdDSA","kid":1,"typ":"unspent-receipt+jwt"}`, good), malformed},
		"other member":  {sign(with(`"nonce":"x"`), good), malformed},
		"alg none":      {b64([]byte(alg("none"))) + "." + parts[1] + ".", algorithm},
		"alg None":      {sign(alg("None"), good), algorithm},
		"alg HS256":     {sign(alg("HS256"), good), algorithm},
		"alg RS256":     {sign(alg("RS256"), good), algorithm},
		"alg ES256":     {sign(alg("ES256"), good), algorithm},
		"alg eddsa":     {sign(alg("eddsa"), good), algorithm},
		"alg Ed25519":   {sign(alg("Ed25519"), good), algorithm},
		"alg a list":    {sign(strings.Replace(header, `"EdDSA"`, `["EdDSA"]`, 1), good), algorithm},
		"no alg":        {sign(`{"kid":"k1","typ":"unspent-receipt+jwt"}`, good), algorithm},
		"own key":       {sign(with(`"jwk":`+jwk("k1", privateKey().Public().(ed25519.PublicKey))), good), algorithm},
		"own key url":   {sign(with(`"jku":"https://evil.example/keys"`), good), algorithm},
		"own chain":     {sign(with(`"x5c":["AAAA"]`), good), algorithm},
		"crit":          {sign(with(`"crit":["exp"]`), good), algorithm},
		"crit empty":    {sign(with(`"crit":[]`), good), algorithm},
		"crit b64":      {sign(with(`"b64":false,"crit":["b64"]`), good), algorithm},
		"b64":           {sign(with(`"b64":true`), good), algorithm},
		"zip":           {sign(with(`"zip":"DEF"`), good), algorithm},
		"unknown key":   {sign(strings.Replace(header, "k1", "k2", 1), good), unspent.ReceiptKey},
		"other payload": {parts[0] + "." + b64([]byte(strings.Replace(good, "5000", "9000", 2))) + "." + parts[2], unspent.ReceiptSignature},

		"claims not json":      {sign(header, "hello"), malformed},
		"claims null":          {sign(header, "null"), malformed},
		"claims twice":         {sign(header, good+good), malformed},
		"claims not utf-8":     {edit("gift-jpy", "gift\xff"), malformed},
		"member twice":         {edit(`"unspent":true`, `"unspent":true,"unspent":true`), malformed},
		"amount twice":         {edit(`"amount":5000`, `"amount":5000,"amount":1`), malformed},
		"no unspent":           {edit(`"unspent":true,`, ``), malformed},
		"no frozen":            {edit(`"frozen":false,`, ``), malformed},
		"other case":           {edit(`"unspent"`, `"Unspent"`), malformed},
		"no issuer":            {edit(`"iss":"https://gift.example",`, ``), malformed},
		"audience list":        {edit(`"aud":"shop.example"`, `"aud":["shop.example"]`), malformed},
		"no exp":               {edit(`"exp":`, `"ex":`), malformed},
		"exp text":             {edit(`"exp":1775131200`, `"exp":"1775131200"`), malformed},
		"exp fraction":         {edit(`"exp":1775131200`, `"exp":1775131200.5`), malformed},
		"exp huge":             {edit(`"exp":1775131200`, `"exp":9223372036854775807`), malformed},
		"ends before it began": {edit(`"exp":1775131200`, `"exp":1575131200`), malformed},
		"no time":              {edit(`"asOf":"2026-04-01T12:00:00Z",`, ``), malformed},
		"wrong serial":         {edit(`"serial":"6001000000000000`, `"serial":"6001000000000001`), malformed},
		"no program":           {edit(`"program":"gift-jpy"`, `"program":""`), malformed},
		"unknown state":        {edit(`"state":"active"`, `"state":"fine"`), malformed},
		"negative":             {edit(`"amount":5000`, `"amount":-5000`), malformed},
		"fraction":             {edit(`"amount":5000`, `"amount":5000.5`), malformed},
		"overflow":             {edit(`"amount":5000`, `"amount":9007199254740993`), malformed},
		"no such currency":     {edit(`"currency":"JPY"`, `"currency":"XTS"`), malformed},
		"two currencies":       {edit(`"currency":"JPY"`, `"currency":"EUR"`), malformed},
		"no seq":               {edit(`"seq":42`, `"seq":0`), malformed},
		"head too short":       {edit(`"head":"01`, `"head":"`), malformed},
		"head in capitals":     {edit(`"head":"01`, `"head":"0A`), malformed},
		"unspent but part":     {edit(`"balance":{"amount":5000`, `"balance":{"amount":4999`), malformed},
		"unspent but claimed":  {edit(`"state":"active"`, `"state":"claimed"`), malformed},
		"unspent but frozen":   {edit(`"frozen":false`, `"frozen":true`), malformed},
		"unspent but held":     {edit(`"held":null`, `"held":{"until":"2026-04-02T12:00:00Z","released":false}`), malformed},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			got, err := proof.Verify(tt.in, keys(t), proof.Expect{Now: noon})
			if unspent.ReasonOf(err) != tt.want || !cmp.Equal(got, proof.Receipt{}, sameMo) {
				t.Errorf("Verify = %+v, %v (%s); want %s", got, err, unspent.ReasonOf(err), tt.want)
			}
		})
	}
	t.Run("a later claim is left aside", func(t *testing.T) {
		if _, err := proof.Verify(edit(`"seq":42`, `"seq":42,"later":{"a":1}`), keys(t), proof.Expect{Now: noon}); err != nil {
			t.Errorf("Verify = %v, want nil", err)
		}
	})
}

// A changed, lost, doubled or swapped character anywhere is refused.
func TestAnyChangeIsRefused(t *testing.T) {
	k, good := keys(t), sign(header, claims(t, sample()))
	refused := func(in string, what string, i int) {
		t.Helper()
		if got, err := proof.Verify(in, k, proof.Expect{Now: noon}); in != good && (err == nil || got.Serial != "") {
			t.Errorf("%s at %d: Verify = %v, %v; want a refusal", what, i, got, err)
		}
	}
	for i := range good {
		for bit := range 8 {
			refused(good[:i]+string([]byte{good[i] ^ 1<<bit})+good[i+1:], fmt.Sprintf("bit %d changed", bit), i)
		}
		refused(good[:i]+good[i+1:], "character lost", i)
		refused(good[:i]+good[i:i+1]+good[i:], "character doubled", i)
		refused(good[:i]+"\n"+good[i:], "line break", i)
		if i > 0 {
			refused(good[:i-1]+good[i:i+1]+good[i-1:i]+good[i+1:], "characters swapped", i)
		}
	}
	const symbols = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
	for _, s := range symbols { // the last symbol of a signature has four bits that mean nothing
		refused(good[:len(good)-1]+string(s), "last symbol "+string(s), len(good)-1)
	}
}

func TestClaimsRoundTrip(t *testing.T) {
	k := keys(t)
	rapid.Check(t, func(t *rapid.T) {
		want := draw(t)
		text, err := want.Claims()
		if err != nil {
			t.Fatalf("Claims of %+v: %v", want, err)
		}
		want.KeyID = "k1"
		got, err := proof.Verify(sign(header, string(text)), k, proof.Expect{Now: noon})
		if diff := cmp.Diff(got, want, sameMo); diff != "" || err != nil {
			t.Errorf("Verify = %v (-got +want):\n%s", err, diff)
		}
	})
}

func draw(t *rapid.T) proof.Receipt {
	r := sample()
	r.State = rapid.SampledFrom(unspent.States()).Draw(t, "state")
	r.Audience = rapid.StringN(0, 60, proof.MaxAudience).Draw(t, "audience")
	r.Nonce = rapid.StringN(0, 30, proof.MaxNonce).Draw(t, "nonce")
	r.Face = jpy(rapid.Int64Range(0, unspent.MaxAmount).Draw(t, "face"))
	r.Balance = jpy(rapid.Int64Range(0, unspent.MaxAmount).Draw(t, "balance"))
	r.Frozen = rapid.Bool().Draw(t, "frozen")
	if rapid.Bool().Draw(t, "held") {
		r.Hold = &proof.Hold{Until: noon.Add(time.Hour), Released: rapid.Bool().Draw(t, "released")}
	}
	if rapid.Bool().Draw(t, "never expires") {
		r.ExpiresAt = time.Time{}
	}
	r.AsOf = noon.Add(-time.Duration(rapid.Int64Range(0, 1e9).Draw(t, "ago")) * time.Microsecond)
	r.Seq = unspent.Seq(rapid.Int64Range(1, 1<<62).Draw(t, "seq"))
	r.Unspent = r.State == unspent.StateActive && r.Balance == r.Face && r.Hold == nil && !r.Frozen
	return r
}

func TestClaimsRefuses(t *testing.T) {
	tests := map[string]struct {
		change func(*proof.Receipt)
		want   unspent.Reason
	}{
		"nothing":           {func(r *proof.Receipt) { *r = proof.Receipt{} }, unspent.Invalid},
		"no issuer":         {func(r *proof.Receipt) { r.Issuer = "" }, unspent.Invalid},
		"audience too long": {func(r *proof.Receipt) { r.Audience = strings.Repeat("a", proof.MaxAudience+1) }, unspent.Invalid},
		"nonce too long":    {func(r *proof.Receipt) { r.Nonce = strings.Repeat("a", proof.MaxNonce+1) }, unspent.Invalid},
		"nonce not utf-8":   {func(r *proof.Receipt) { r.Nonce = "\xff" }, unspent.Invalid},
		"no head":           {func(r *proof.Receipt) { r.Head = unspent.Digest{} }, unspent.Invalid},
		"over at once":      {func(r *proof.Receipt) { r.Until = r.AsOf.Add(time.Microsecond) }, unspent.Invalid},
		"never over":        {func(r *proof.Receipt) { r.Until = time.Time{} }, unspent.Invalid},
		"over too late":     {func(r *proof.Receipt) { r.Until = noon.AddDate(9000, 0, 0) }, unspent.Invalid},
		"a lie":             {func(r *proof.Receipt) { r.Balance = jpy(1) }, unspent.Invalid},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			r := sample()
			tt.change(&r)
			if text, err := r.Claims(); !errors.Is(err, tt.want) {
				t.Errorf("Claims = %s, %v; want %v", text, err, tt.want)
			}
		})
	}
}

// The longest texts a receipt may have, spelled in the longest way, fit.
func TestLongestReceiptFits(t *testing.T) {
	r := sample()
	r.Issuer = strings.Repeat("\x01", proof.MaxIssuer)
	r.Audience, r.Nonce = strings.Repeat("\x01", proof.MaxAudience), strings.Repeat("<", proof.MaxNonce)
	r.Program = strings.Repeat("&", unspent.MaxName)
	compact := sign(header, claims(t, r))
	if _, err := proof.Verify(compact, keys(t), proof.Expect{Now: noon}); err != nil || len(compact) > proof.MaxReceipt {
		t.Errorf("Verify of %d bytes = %v", len(compact), err)
	}
}

func TestParseKeys(t *testing.T) {
	public := privateKey().Public().(ed25519.PublicKey)
	one := jwk("k1", public)
	tests := map[string]struct {
		in   string
		want unspent.Reason
	}{
		"one":              {`{"keys":[` + one + `]}`, ""},
		"beside others":    {`{"keys":[{"kty":"EC","crv":"P-256","kid":"k1"},{"kty":"XYZ"},` + one + `]}`, ""},
		"no use, no alg":   {`{"keys":[{"kty":"OKP","crv":"Ed25519","kid":"k1","x":"` + b64(public) + `"}]}`, ""},
		"empty":            {``, unspent.Invalid},
		"null":             {`null`, unspent.Invalid},
		"a list":           {`[` + one + `]`, unspent.Invalid},
		"none":             {`{"keys":[]}`, unspent.Invalid},
		"no kid":           {`{"keys":[` + jwk("", public) + `]}`, unspent.Invalid},
		"same kid":         {`{"keys":[` + one + `,` + one + `]}`, unspent.Invalid},
		"set twice":        {`{"keys":[` + one + `],"keys":[` + one + `]}`, unspent.Invalid},
		"for encryption":   {`{"keys":[` + strings.Replace(one, "sig", "enc", 1) + `]}`, unspent.Invalid},
		"other algorithm":  {`{"keys":[` + strings.Replace(one, "EdDSA", "HS256", 1) + `]}`, unspent.Invalid},
		"too short":        {`{"keys":[` + jwk("k1", public[:31]) + `]}`, unspent.Invalid},
		"private":          {`{"keys":[` + strings.Replace(one, `"x"`, `"d":"`+b64(privateKey().Seed())+`","x"`, 1) + `]}`, unspent.Invalid},
		"secret beside it": {`{"keys":[` + one + `,{"kty":"oct","k":"AAAA","kid":"h"}]}`, unspent.Invalid},
		"huge":             {strings.Repeat(" ", 2<<20), unspent.TooLarge},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			k, err := proof.ParseKeys([]byte(tt.in))
			if unspent.ReasonOf(err) != tt.want {
				t.Fatalf("ParseKeys = %v, want %q", err, tt.want)
			}
			_, err = proof.Verify(sign(header, claims(t, sample())), k, proof.Expect{Now: noon})
			if want := (err == nil); want != (tt.want == "") {
				t.Errorf("Verify with these keys = %v", err)
			}
		})
	}
}

// What verifies says what its signer meant: the claims write back the same text.
func FuzzVerify(f *testing.F) {
	k := keys(f)
	f.Add(header, claims(f, sample()))
	f.Add(`{"alg":"none"}`, `{}`)
	f.Add(header, `{"iss":"a"}`)
	f.Fuzz(func(t *testing.T, header, payload string) {
		r, err := proof.Verify(sign(header, payload), k, proof.Expect{Now: noon})
		if err != nil {
			if unspent.ReasonOf(err) == unspent.Internal {
				t.Errorf("Verify = %v, an internal error", err)
			}
			return
		}
		text, err := r.Claims()
		if err != nil {
			t.Fatalf("Claims of a verified receipt: %v", err)
		}
		again, err := proof.Verify(sign(`{"alg":"EdDSA","kid":"k1","typ":"unspent-receipt+jwt"}`, string(text)), k, proof.Expect{Now: noon})
		again.AsOf, again.ExpiresAt = r.AsOf, r.ExpiresAt // finer than microseconds if foreign
		if r.Hold != nil && again.Hold != nil {
			again.Hold.Until = r.Hold.Until
		}
		if err != nil || !cmp.Equal(again, r, sameMo) {
			t.Errorf("receipt changes on the way: %+v, then %+v, %v", r, again, err)
		}
	})
}

// The text itself, unsigned: no panic, and never accepted.
func FuzzVerifyText(f *testing.F) {
	k, good := keys(f), sign(header, claims(f, sample()))
	f.Add(good + ".")
	f.Add("a.b.c")
	f.Fuzz(func(t *testing.T, in string) {
		if _, err := proof.Verify(in, k, proof.Expect{Now: noon}); err == nil && in != good {
			t.Errorf("Verify accepts %q", in)
		}
	})
}

func FuzzParseKeys(f *testing.F) {
	f.Add([]byte(`{"keys":[` + jwk("k1", privateKey().Public().(ed25519.PublicKey)) + `]}`))
	f.Add([]byte(`{"keys":[{}]}`))
	f.Fuzz(func(t *testing.T, in []byte) {
		if _, err := proof.ParseKeys(in); err == nil && !json.Valid(in) {
			t.Errorf("ParseKeys accepts what is not JSON: %q", in)
		}
	})
}
