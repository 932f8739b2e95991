package notify

import "testing"

// TestRow09Docomo reads the addresses that NTT docomo gave out until 2009, and writes
// them to mail servers in quotes.
func TestRow09Docomo(t *testing.T) {
	for text, want := range map[string]string{
		"hanako..hana@docomo.ne.jp": `"hanako..hana"@docomo.ne.jp`,
		"hanako.hana.@docomo.ne.jp": `"hanako.hana."@docomo.ne.jp`,
		"Hanako.@DOCOMO.ne.jp":      `"Hanako."@docomo.ne.jp`,
		"hanako.hana@docomo.ne.jp":  "hanako.hana@docomo.ne.jp",
		"taro@example.jp":           "taro@example.jp",
		"taro..t@example.jp":        "",
		".taro@docomo.ne.jp":        "",
		`"taro..t"@docomo.ne.jp`:    "",
		"taro t@docomo.ne.jp":       "",
	} {
		a, err := ParseAddress(text)
		if got := a.Wire(); (err == nil) != (want != "") || got != want {
			t.Errorf("ParseAddress(%q) is written as %s, %v; want %s", text, got, err, want)
		}
		if err == nil && a.Regular() != (a.Wire() == a.String()) {
			t.Errorf("%q is regular: %t", text, a.Regular())
		}
	}
}
