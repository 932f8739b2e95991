package unspent_test

import (
	"strings"
	"testing"

	"github.com/unspent-dev/unspent"
)

// A code that was put in the wrong place is not repeated by the refusal.
func TestRefusalsDoNotRepeatCodes(t *testing.T) {
	code := unspent.DeriveCode([32]byte{1}, 0)
	for _, text := range []string{code.Reveal(), strings.ReplaceAll(code.Reveal(), "-", ""), strings.ToLower(code.Reveal()),
		unspent.DeriveSecret([32]byte{1}).Reveal()} {
		eur, err := unspent.ParseCurrency("EUR")
		if err != nil {
			t.Fatal(err)
		}
		tries := map[string]func() error{
			"currency": func() error { _, err := unspent.ParseCurrency(text); return err },
			"money":    func() error { _, err := unspent.ParseMoney(text, eur); return err },
			"kind":     func() error { _, err := unspent.ParseKind(text); return err },
			"event":    func() error { _, err := unspent.ParseEventID(text); return err },
			"hold":     func() error { _, err := unspent.ParseHoldID(text); return err },
			"serial":   func() error { _, err := unspent.ParseSerial(text); return err },
			"period":   func() error { _, err := unspent.ParsePeriod(text); return err },
			"secret":   func() error { _, err := unspent.ParseSecret(text + text); return err },
			"code":     func() error { _, err := unspent.ParseCode(text + text); return err },
			"name": func() error {
				return unspent.Claim{Code: code, Account: text + " "}.Validate()
			},
			"reason": func() error {
				return unspent.Freeze{Reason: unspent.Reason(text)}.Validate()
			},
		}
		for name, try := range tries {
			err := try()
			if err == nil {
				t.Errorf("%s: a code is accepted", name)
			} else if said := strings.ReplaceAll(strings.ToUpper(err.Error()), "-", ""); strings.Contains(said,
				strings.ToUpper(strings.ReplaceAll(text, "-", ""))[:10]) {
				t.Errorf("%s: %v repeats the code", name, err)
			}
		}
	}
}
