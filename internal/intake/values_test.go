package intake

import "testing"

func TestEndingFour(t *testing.T) {
	for text, want := range map[string]string{
		"カードの下4桁は7Q2Mです":                      "7Q2M",
		"番号（下 4 けた: 7Q2M）":                    "7Q2M",
		"下四桁 7Q2M":                            "7Q2M",
		"末尾7Q2Mのカード":                          "7Q2M",
		"a card ending in 7q2m":               "7Q2M",
		"your card ending 7Q2M":               "7Q2M",
		"ending with KQNM":                    "KQNM",
		"last four digits of 7Q2M":            "7Q2M",
		"last 4: 7Q2M":                        "7Q2M",
		"last 4 (7Q2M)":                       "7Q2M",
		"in the last 4 days":                  "",
		"an offer ending in June":             "",
		"an offer ending soon":                "",
		"for the month ending 2026":           "",
		"gift card ending in 7Q2MX is no end": "",
	} {
		if got := endingFour(text); got != want {
			t.Errorf("endingFour(%q) = %q, want %q", text, got, want)
		}
	}
}

func TestMaskedFour(t *testing.T) {
	for text, want := range map[string]string{
		"5021XXXXXXXX7712":           "7712",
		"5021********7712":           "7712",
		"412345XXXXXX7712":           "7712",
		"5021 XXXX XXXX 7712":        "7712",
		"番号 XXXX-XXXXXX-AB12":        "AB12",
		"カード番号: 4123 45XX XXXX 7712": "7712",
		"XXXX-XXXXXX-XXXX":           "",
		"MAXX7712":                   "",
		"XXXXX-XXXXX-XXXXXK":         "",
		"XXXXX-XXXXX-XXKXKK":         "",
	} {
		if got := maskedFour(text); got != want {
			t.Errorf("maskedFour(%q) = %q, want %q", text, got, want)
		}
	}
}

// What people take for one another, readers of pictures do too.
func TestLookAlikes(t *testing.T) {
	const symbols = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
	for _, a := range symbols {
		for _, b := range symbols {
			one, other := "7"+string(a)+"2M", "7"+string(b)+"2M"
			if looksLike(one, other) && !alike(one, other) {
				t.Errorf("%c and %c are one to people, and two to eyes", a, b)
			}
		}
	}
}
