package main

import (
	"bytes"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
)

// TestVerifyJoined compares a receipt with a card to which something has happened
// since: in one history, and in another.
func TestVerifyJoined(t *testing.T) {
	const card = `"serial":"6001000000000000002","program":"gift","state":"active","unspent":true,"face":{"amount":100,"currency":"JPY"},` +
		`"balance":{"amount":100,"currency":"JPY"},"held":null,"frozen":false,"expiresAt":null,"asOf":"2027-01-15T10:00:00Z","seq":1,"head":"00"`
	tests := map[string]struct {
		end  string
		code int
		says string
	}{
		"joined": {`"joined":true`, exitDone, "this has changed since"},
		"torn":   {`"joined":false`, exitNo, "another history"},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
				w.Header().Set("Content-Type", "application/json")
				_, _ = io.WriteString(w, `{"valid":true,"then":{`+card+`,"issuer":"x","validUntil":"2027-01-16T10:00:00Z","keyId":"k"},"now":{`+card+
					`},"changed":true,`+tt.end+`}`)
			}))
			defer server.Close()
			var out bytes.Buffer
			sh := newShell("unspent", func(string) string { return "" }, strings.NewReader("e.e.e\n"), &out, io.Discard)
			err := sh.main(t.Context(), []string{"verify", "-", "--server", server.URL})
			if got := exitCode(err); got != tt.code || !strings.Contains(out.String(), tt.says) {
				t.Errorf("verify ends with %d (%v) and says %q; want %d and %q", got, err, out.String(), tt.code, tt.says)
			}
		})
	}
}
