package httpapi

import (
	"net/http"
	"net/netip"
	"time"

	"github.com/unspent-dev/unspent/api"
	"github.com/unspent-dev/unspent/internal/gate"
)

// workHeader carries the solution of a challenge.
const workHeader = "Unspent-Work"

func exampleChallenge() api.Challenge {
	return api.Challenge{Text: "w1.EgAAAABz…", Bits: 18, Route: "/v1/check", ExpiresAt: exampleTime().Add(5 * time.Minute)}
}

// Remote returns how a request without an API key is counted: by the address that
// it comes from, or that proxies we trust say it comes from.
func Remote(trusted []netip.Prefix) func(*http.Request) gate.Client {
	return func(r *http.Request) gate.Client {
		if len(trusted) == 0 {
			return gate.Remote(r.RemoteAddr)
		}
		return gate.Address(forwarded(r, trusted))
	}
}
