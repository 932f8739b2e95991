package unspent_test

import (
	"strings"
	"testing"

	"github.com/unspent-dev/unspent"
)

// TestSecondRow01CodeFormat reads codes of an issuer's own format as people type them.
func TestSecondRow01CodeFormat(t *testing.T) {
	luhn := unspent.CodeFormat{Alphabet: unspent.Digits, Length: 16, Check: unspent.CheckLuhn, PIN: 4}
	letters := unspent.CodeFormat{Alphabet: "ABCDEFGHIJKLMNOPQRSTUVWXYZ", Length: 12}
	ean := unspent.CodeFormat{Alphabet: unspent.Digits, Length: 13, Check: unspent.CheckEAN}
	for _, tt := range []struct {
		format      unspent.CodeFormat
		typed, want string // "": mistyped
	}{
		{luhn, "4111 1111 1111 1111 0417", "4111111111111111+0417"},
		{luhn, "４１１１−１１１１−１１１１−１１１１　０４１７", "4111111111111111+0417"},
		{luhn, "4lllllllIIIIlIlI O4I7", "4111111111111111+0417"},
		{luhn, "4111111111111111+0417", "4111111111111111+0417"},
		{luhn, "4111111111111112 0417", ""},
		{luhn, "4111111111111111 041", ""},
		{luhn, "4111111111111111 04178", ""},
		{luhn, "4111111111111111 041X", ""},
		{letters, "oil-lamp-star", ""},
		{letters, "oil-lamp-stars", "OILLAMPSTARS"},
		{letters, "0il-lamp-stars", ""},
		{ean, "4006381333931", "4006381333931"},
		{ean, "4006381333932", ""},
	} {
		code, err := tt.format.Read(tt.typed)
		if code.Reveal() != tt.want || (err == nil) != (tt.want != "") || err != nil && unspent.ReasonOf(err) != unspent.MistypedCode {
			t.Errorf("%s: %q is read as %q, %v; want %q", tt.format, tt.typed, code.Reveal(), err, tt.want)
		}
		if err != nil && strings.Contains(err.Error(), tt.typed) {
			t.Errorf("the error repeats the code: %v", err)
		}
		if again, err := unspent.ParseCodeFormat(tt.format.String()); again != tt.format || err != nil {
			t.Errorf("%s is read as %s, %v", tt.format, again, err)
		}
		made := tt.format.Derive([32]byte{1}, 3)
		if read, err := tt.format.Read(made.Reveal()); err != nil || read.Reveal() != made.Reveal() || made.Reveal() == tt.format.Derive([32]byte{1}, 4).Reveal() {
			t.Errorf("%s: a code that was made is read as another one: %v", tt.format, err)
		}
	}
	code, err := luhn.Read("4111111111111111 0417")
	if code.Last4() != "1111" || err != nil {
		t.Errorf("the last four are %q: the PIN is no part of them", code.Last4())
	}
	if code, of, err := unspent.ReadCode("4111 1111 1111 1111 0417", []unspent.CodeFormat{ean, luhn}); code.Last4() != "1111" || of != luhn || err != nil {
		t.Errorf("of several formats it is read as one of %s: %v", of, err)
	}
	ours := unspent.DeriveCode([32]byte{1}, 0)
	if code, of, err := unspent.ReadCode(ours.Reveal(), []unspent.CodeFormat{ean, luhn}); code.Reveal() != ours.Reveal() || !of.IsZero() || err != nil {
		t.Errorf("a code of ours is read as one of %s: %v", of, err)
	}
}

// TestSecondRow01ShortFormats tells which codes can be guessed.
func TestSecondRow01ShortFormats(t *testing.T) {
	for _, tt := range []struct {
		format           string
		short, guessable bool
	}{
		{"0123456789:16:luhn:3", true, true},
		{"0123456789:16:luhn:4", true, false},
		{"0123456789:18::0", true, true},
		{"0123456789:19::0", false, false},
		{"0123456789:19:luhn:0", true, true},
		{"0123456789ABCDEF:15::0", false, false},
		{"0123456789ABCDEF:14::0", true, true},
	} {
		f, err := unspent.ParseCodeFormat(tt.format)
		if err != nil || f.Short() != tt.short || f.Guessable() != tt.guessable {
			t.Errorf("%s: short %t, guessable %t, %v", tt.format, f.Short(), f.Guessable(), err)
		}
	}
	for _, bad := range []string{"0123456789:16:luhn", "0:6::0", "00123:6::0", "abc:6::0", "0123456789:5::0", "0123456789:41::0", "0123456789:8::13",
		"0123456789:8:mod:0", "ABC:8:luhn:0", "ABC:20::0", "ABC:x::0"} {
		if f, err := unspent.ParseCodeFormat(bad); err == nil {
			t.Errorf("%q is read as %s", bad, f)
		}
	}
}
