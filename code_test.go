package unspent_test

import (
	"bytes"
	"encoding/gob"
	"encoding/json"
	"encoding/xml"
	"errors"
	"fmt"
	"log/slog"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"github.com/unspent-dev/unspent"
)

// crockford is the alphabet, written again: the code's own must not change.
const crockford = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"

// seedOf returns a fake batch seed.
func seedOf(n byte) [32]byte { return [32]byte{n, 1, 2, 3} }

// symbolsOf returns a code's symbols without hyphens.
func symbolsOf(c unspent.Code) string { return strings.ReplaceAll(c.Reveal(), "-", "") }

func TestParseCode(t *testing.T) {
	code := unspent.DeriveCode(seedOf(1), 0)
	canonical, plain := code.Reveal(), symbolsOf(code)
	full := strings.Map(func(r rune) rune {
		if r == '-' {
			return '－'
		}
		return r + '！' - '!'
	}, canonical)
	for name, text := range map[string]string{
		"canonical":        canonical,
		"no hyphens":       plain,
		"lower case":       strings.ToLower(canonical),
		"full width":       full,
		"full lower case":  strings.ToLower(full),
		"spaces":           " " + strings.ReplaceAll(canonical, "-", " \t") + "\r\n",
		"wide spaces":      strings.ReplaceAll(canonical, "-", "\u3000"),
		"dashes":           strings.ReplaceAll(canonical, "-", "–"),
		"long vowel marks": strings.ReplaceAll(canonical, "-", "ー"),
		"minus signs":      strings.ReplaceAll(canonical, "-", "−"),
		"invisible":        "\ufeff" + strings.ReplaceAll(canonical, "-", "\u200b\u00a0"),
		"look-alikes":      strings.NewReplacer("0", "O", "1", "I").Replace(canonical),
		"more look-alikes": strings.NewReplacer("0", "o", "1", "l").Replace(canonical),
	} {
		got, err := unspent.ParseCode(text)
		if err != nil || got.Reveal() != canonical {
			t.Errorf("%s: ParseCode refused or changed a good code: %v", name, err)
		}
	}
	for name, text := range map[string]string{
		"empty":        "",
		"hyphens only": "-----",
		"short":        plain[:19],
		"long":         plain + "0",
		"letter U":     "U" + plain[1:],
		"symbol":       "*" + plain[1:],
		"kana":         "ア" + plain[1:],
		"dotless i":    "ı" + plain[1:],
		"Kelvin sign":  "\u212a" + plain[1:],
		"not UTF-8":    "\xff" + plain[1:],
		"NUL":          "\x00" + plain[1:],
		"huge":         strings.Repeat("A", 1<<16),
	} {
		got, err := unspent.ParseCode(text)
		if !errors.Is(err, unspent.MistypedCode) || !got.IsZero() {
			t.Errorf("%s: ParseCode gave %v, want mistyped_code", name, err)
		}
		if err != nil && len(plain) > 0 && strings.Contains(err.Error(), plain[1:6]) {
			t.Errorf("%s: the error repeats what was typed", name)
		}
	}
}

// TestCheckSymbol tries every single wrong symbol and every swap of neighbours,
// at every place.
func TestCheckSymbol(t *testing.T) {
	wrong := func(t *testing.T, symbols []byte, how string) {
		if _, err := unspent.ParseCode(string(symbols)); !errors.Is(err, unspent.MistypedCode) {
			t.Errorf("%s was not noticed", how)
		}
	}
	for n := range 40 {
		good := []byte(symbolsOf(unspent.DeriveCode(seedOf(2), n)))
		for i := range good {
			for _, s := range []byte(crockford) {
				if s == good[i] {
					continue
				}
				bad := bytes.Clone(good)
				bad[i] = s
				wrong(t, bad, fmt.Sprintf("code %d: a wrong symbol at %d", n, i))
			}
			if i > 0 && good[i] != good[i-1] {
				bad := bytes.Clone(good)
				bad[i], bad[i-1] = bad[i-1], bad[i]
				wrong(t, bad, fmt.Sprintf("code %d: a swap at %d", n, i))
			}
		}
	}
	// Every pair of symbols beside each other, at every place.
	base := []byte(symbolsOf(unspent.DeriveCode(seedOf(3), 0)))
	for i := range len(base) - 2 {
		for _, a := range []byte(crockford) {
			for _, b := range []byte(crockford) {
				if a == b {
					continue
				}
				text := bytes.Clone(base)
				text[i], text[i+1] = a, b
				swapped := bytes.Clone(base)
				swapped[i], swapped[i+1] = b, a
				if checkOf(t, text) == checkOf(t, swapped) {
					t.Errorf("%c%c and %c%c at %d have the same check symbol", a, b, b, a, i)
				}
			}
		}
	}
}

// checkOf finds the one check symbol that makes symbols a code.
func checkOf(t *testing.T, symbols []byte) (found byte) {
	for _, s := range []byte(crockford) {
		symbols[len(symbols)-1] = s
		if _, err := unspent.ParseCode(string(symbols)); err == nil {
			if found != 0 {
				t.Errorf("two check symbols fit: %c and %c", found, s)
			}
			found = s
		}
	}
	if found == 0 {
		t.Error("no check symbol fits")
	}
	return found
}

func TestDeriveCode(t *testing.T) {
	const n = 5000
	seen := map[string]bool{}
	counts := map[rune]int{}
	for i := range n {
		code := unspent.DeriveCode(seedOf(4), i)
		parsed, err := unspent.ParseCode(code.Reveal())
		if err != nil || parsed.Reveal() != code.Reveal() || unspent.DeriveCode(seedOf(4), i).Reveal() != code.Reveal() {
			t.Fatalf("code %d does not parse back or is not the same twice: %v", i, err)
		}
		seen[code.Reveal()] = true
		for _, s := range symbolsOf(code) {
			counts[s]++
		}
	}
	if len(seen) != n {
		t.Errorf("%d of %d codes are different", len(seen), n)
	}
	for _, s := range crockford { // 3125 each; six standard deviations are 330
		if got := counts[s]; got < 3125-330 || got > 3125+330 {
			t.Errorf("symbol %c occurs %d times in %d codes", s, got, n)
		}
	}
	if unspent.DeriveCode(seedOf(5), 0).Reveal() == unspent.DeriveCode(seedOf(6), 0).Reveal() {
		t.Error("two seeds give the same code")
	}
	// A retry must show the same codes after an upgrade too.
	if got, want := unspent.DeriveCode([32]byte{}, 0).Reveal(), goldenCode; got != want {
		t.Errorf("the first code of the zero seed is %s, want %s", got, want)
	}
	if got, want := unspent.DeriveSecret([32]byte{}).Reveal(), goldenSecret; got != want {
		t.Errorf("the secret of the zero seed is %s, want %s", got, want)
	}
}

func TestParseSecret(t *testing.T) {
	secret := unspent.DeriveSecret(seedOf(1))
	text := secret.Reveal()
	for name, typed := range map[string]string{"canonical": text, "lower case": strings.ToLower(text), "groups": text[:13] + " - " + text[13:]} {
		if got, err := unspent.ParseSecret(typed); err != nil || got.Reveal() != text {
			t.Errorf("%s: ParseSecret refused or changed a good secret: %v", name, err)
		}
	}
	for name, typed := range map[string]string{"empty": "", "short": text[1:], "long": text + "0", "letter U": "U" + text[1:], "kana": "ア" + text[1:]} {
		if got, err := unspent.ParseSecret(typed); !errors.Is(err, unspent.Invalid) || !got.IsZero() || strings.Contains(err.Error(), text[1:6]) {
			t.Errorf("%s: ParseSecret gave %v, want invalid", name, err)
		}
	}
}

func TestLast4(t *testing.T) {
	code := unspent.DeriveCode(seedOf(1), 3)
	want := code.Reveal()[len(code.Reveal())-4:]
	if got := code.Last4(); got != want || (unspent.Code{}).Last4() != "" {
		t.Errorf("Last4() = %q, want %q; of no code %q", got, want, unspent.Code{}.Last4())
	}
	for name, typed := range map[string]string{"canonical": "01QZ", "lower case": "01qz", "O and I": "oIQZ", "full width": "０１ＱＺ", "spaces": " -01 qz\u3000"} {
		if got, err := unspent.ParseLast4(typed); err != nil || got != "01QZ" {
			t.Errorf("%s: ParseLast4(%q) = %q, %v; want 01QZ", name, typed, got, err)
		}
	}
	for name, typed := range map[string]string{"empty": "", "short": "1QZ", "long": "01QZ7", "letter U": "01QU", "kana": "01Qア", "a whole code": code.Reveal()} {
		if got, err := unspent.ParseLast4(typed); !errors.Is(err, unspent.Invalid) || got != "" || typed != "" && strings.Contains(err.Error(), typed) {
			t.Errorf("%s: ParseLast4 gave %q, %v; want invalid", name, got, err)
		}
	}
}

// TestNeverPrinted puts a code and a secret into everything that prints.
func TestNeverPrinted(t *testing.T) {
	code, secret := unspent.DeriveCode(seedOf(1), 0), unspent.DeriveSecret(seedOf(1))
	type inner struct {
		Code   unspent.Code
		code   unspent.Code
		Secret unspent.Secret
		secret *unspent.Secret
	}
	in := inner{code, code, secret, &secret}
	values := map[string]any{
		"code": code, "code pointer": &code, "secret": secret, "secret pointer": &secret, "struct": in, "struct pointer": &in,
		"slice": []unspent.Code{code}, "map": map[string]unspent.Code{"c": code}, "key": map[unspent.Code]int{code: 1},
		"any": []any{code, secret, in}, "nested": map[string][]*inner{"x": {&in}}, "command": unspent.Claim{Code: code},
		"request": unspent.Request{Command: unspent.Take{Secret: secret}}, "pointer pointer": func() **inner { p := &in; return &p }(),
		"error": &unspent.Error{Reason: unspent.Invalid, Err: fmt.Errorf("x %v", code)},
	}
	leaks := []string{code.Reveal(), symbolsOf(code), code.Reveal()[:5], symbolsOf(code)[10:], secret.Reveal(), secret.Reveal()[:6]}
	clean := func(name, how, text string) {
		for _, leak := range leaks {
			if strings.Contains(strings.ToUpper(text), leak) {
				t.Errorf("%s under %s prints a secret", name, how)
			}
		}
		hexed := fmt.Sprintf("%X", code.Reveal()[:5])
		if strings.Contains(strings.ToUpper(text), hexed) {
			t.Errorf("%s under %s prints a secret in hexadecimal", name, how)
		}
	}
	for name, v := range values {
		for _, verb := range "vTtbcdoOqxXUeEfFgGspw" {
			for _, flags := range []string{"", "+", "#", " ", "-40", "040", "+#", ".3", "[1]"} {
				format := "%" + flags + string(verb)
				clean(name, format, fmt.Sprintf(format, v))
			}
		}
		clean(name, "Sprint", fmt.Sprint(v))
		clean(name, "Errorf", fmt.Errorf("%v", v).Error())
		var out bytes.Buffer
		for how, h := range map[string]slog.Handler{"text": slog.NewTextHandler(&out, nil), "json": slog.NewJSONHandler(&out, nil)} {
			out.Reset()
			log := slog.New(h)
			log.With("w", v).WithGroup("g").Info("m", "v", v, slog.Group("h", "v", v))
			clean(name, "slog "+how, out.String())
		}
		encoded, _ := json.Marshal(v)
		clean(name, "json", string(encoded))
		encoded, _ = xml.Marshal(v)
		clean(name, "xml", string(encoded))
		out.Reset()
		_ = gob.NewEncoder(&out).Encode(v) // refused, or nothing in it
		clean(name, "gob", out.String())
	}
	for name, v := range map[string]any{"code": code, "secret": secret} {
		if _, err := json.Marshal(v); err == nil {
			t.Errorf("a %s can be marshalled", name)
		}
	}
}

func FuzzParseCode(f *testing.F) {
	f.Add(unspent.DeriveCode(seedOf(1), 0).Reveal())
	f.Add("00000-00000-00000-00000")
	f.Add("ｏｏｏｏｏ－ooooo－OOOOO－00000")
	f.Add("")
	f.Fuzz(func(t *testing.T, text string) {
		c, err := unspent.ParseCode(text)
		if err != nil {
			if !errors.Is(err, unspent.MistypedCode) || !c.IsZero() {
				t.Errorf("ParseCode(%q) gave %v beside a code", text, err)
			}
			return
		}
		if again, err := unspent.ParseCode(c.Reveal()); err != nil || again.Reveal() != c.Reveal() || len(c.Reveal()) != 23 {
			t.Errorf("ParseCode(%q) reveals %q, which reads as %q, %v", text, c.Reveal(), again.Reveal(), err)
		}
	})
}

func TestSecretProperties(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		seed := [32]byte(rapid.SliceOfN(rapid.Byte(), 32, 32).Draw(t, "seed"))
		s := unspent.DeriveSecret(seed)
		if again, err := unspent.ParseSecret(s.Reveal()); err != nil || again.Reveal() != s.Reveal() {
			t.Fatalf("a secret does not parse back: %v", err)
		}
		c := unspent.DeriveCode(seed, rapid.IntRange(0, unspent.MaxIssue).Draw(t, "n"))
		if again, err := unspent.ParseCode(c.Reveal()); err != nil || again.Reveal() != c.Reveal() {
			t.Fatalf("a code does not parse back: %v", err)
		}
	})
}

const goldenCode, goldenSecret = "F40D2-F3D3W-44G09-3EBCD", "AM22G8S09AP1D4J2H5KV017N1P"
