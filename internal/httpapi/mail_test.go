package httpapi_test

import (
	"net/http"
	"strings"
	"testing"

	"github.com/unspent-dev/unspent"
)

// Who sees how mails stand, and who may do something about it. On a server that
// mails nothing that is to find nothing.
func TestMailRoles(t *testing.T) {
	w := newWorld(t)
	see, do := "admin issuer support auditor", "admin issuer support"
	tests := map[string]struct {
		method, path, body string
		may                string
		status             int
	}{
		"see":    {"GET", "/v1/mails", "", see, http.StatusOK},
		"retry":  {"POST", "/v1/mails/retry", `{"id":"gift evt_1"}`, do, http.StatusNotFound},
		"bounce": {"POST", "/v1/bounces", `{"token":"x","status":"5.1.1","text":"no such user"}`, do, http.StatusNotFound},
	}
	for name, tt := range tests {
		for _, who := range append(unspent.KeyRoles(), "nobody") {
			want := tt.status
			switch {
			case who == "nobody":
				want = http.StatusUnauthorized
			case !strings.Contains(tt.may, string(who)):
				want = http.StatusForbidden
			}
			if res := w.ask(string(who), tt.method, tt.path, tt.body); res.StatusCode != want {
				t.Errorf("%s as %s answers %d, want %d: %s", name, who, res.StatusCode, want, text(t, res))
			}
		}
	}
}
