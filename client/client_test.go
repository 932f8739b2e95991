package client_test

import (
	"context"
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/unspent-dev/unspent"
	"github.com/unspent-dev/unspent/client"
)

// TestAnswers meets what stands between a client and a server.
func TestAnswers(t *testing.T) {
	tests := map[string]struct {
		status int
		kind   string
		body   string
		want   unspent.Reason
		detail string
	}{
		"a problem":              {409, "application/problem+json", `{"reason":"held","detail":"the card is held"}`, unspent.CardHeld, "the card is held"},
		"a problem with charset": {409, "application/problem+json; charset=utf-8", `{"reason":"held","detail":"x"}`, unspent.CardHeld, "x"},
		"an incident": {500, "application/problem+json", `{"reason":"internal","detail":"our fault","incident":"inc_1"}`, unspent.Internal,
			"our fault (incident inc_1)"},
		"a newer reason":        {409, "application/problem+json", `{"reason":"eclipsed","detail":"x"}`, "eclipsed", "x"},
		"work without a puzzle": {403, "application/problem+json", `{"reason":"work_required","detail":"x"}`, unspent.WorkRequired, "x"},
		"a proxy is down":       {502, "text/html", "<h1>Bad Gateway", unspent.Unavailable, "the server answered Bad Gateway without saying why"},
		"a proxy is busy":       {429, "text/html", "slow down", unspent.Busy, "the server answered Too Many Requests without saying why"},
		"not this server":       {404, "text/html", "nothing here", unspent.Internal, "the server answered Not Found without saying why"},
		"a broken problem":      {400, "application/problem+json", `{"reason":"held`, unspent.Internal, "the server answered Bad Request without saying why"},
		"not JSON":              {200, "text/html", "<h1>welcome", unspent.Internal, "the server's answer is not what the API promises"},
		"another document":      {200, "application/json", `{"serial":"1"}`, unspent.Internal, "the server's answer is not what the API promises"},
		"too much":              {200, "application/json", strings.Repeat(" ", 17<<20), unspent.Internal, "the server's answer is larger than 16777216 bytes"},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
				w.Header().Set("Content-Type", tt.kind)
				w.WriteHeader(tt.status)
				_, _ = io.WriteString(w, tt.body)
			}))
			defer s.Close()
			_, err := (&client.Client{BaseURL: s.URL}).Check(t.Context(), unspent.DeriveCode([32]byte{}, 0))
			if unspent.ReasonOf(err) != tt.want || err == nil || err.Error() != tt.detail {
				t.Errorf("Check = %v (%s); want %q (%s)", err, unspent.ReasonOf(err), tt.detail, tt.want)
			}
		})
	}
}

func TestRedirectIsNotFollowed(t *testing.T) {
	followed := false
	other := httptest.NewServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) { followed = true }))
	defer other.Close()
	s := httptest.NewServer(http.RedirectHandler(other.URL, http.StatusTemporaryRedirect))
	defer s.Close()
	for _, h := range []http.RoundTripper{nil, &http.Transport{}} {
		_, err := (&client.Client{BaseURL: s.URL, Transport: h}).Check(t.Context(), unspent.DeriveCode([32]byte{}, 0))
		if followed || unspent.ReasonOf(err) != unspent.Internal {
			t.Errorf("Check = %v, followed: %v; want an error and no second request", err, followed)
		}
	}
}

func TestNoAnswer(t *testing.T) {
	code := unspent.DeriveCode([32]byte{}, 0)
	s := httptest.NewServer(http.NotFoundHandler())
	s.Close()
	_, err := (&client.Client{BaseURL: s.URL}).Check(t.Context(), code)
	if unspent.ReasonOf(err) != unspent.Unavailable || strings.Contains(err.Error(), code.Reveal()) {
		t.Errorf("a server that is gone: %v; want %s", err, unspent.Unavailable)
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := (&client.Client{BaseURL: s.URL}).Check(ctx, code); unspent.ReasonOf(err) != unspent.Unavailable || !errors.Is(err, context.Canceled) {
		t.Errorf("interrupted: %v; want %s", err, unspent.Unavailable)
	}
	for _, address := range []string{"", "cards.example", "://"} {
		if _, err := (&client.Client{BaseURL: address}).Check(t.Context(), code); unspent.ReasonOf(err) != unspent.Invalid {
			t.Errorf("address %q: %v; want %s", address, err, unspent.Invalid)
		}
	}
}
