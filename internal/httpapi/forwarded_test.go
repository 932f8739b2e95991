package httpapi

import (
	"bytes"
	"log/slog"
	"net/http"
	"net/netip"
	"strings"
	"testing"
	"time"

	"github.com/unspent-dev/unspent/internal/counter"
)

func TestForwarded(t *testing.T) {
	trusted := []netip.Prefix{netip.MustParsePrefix("10.0.0.0/8"), netip.MustParsePrefix("fd00::/8")}
	tests := map[string]struct {
		peer    string
		headers []string
		want    string
	}{
		"no proxy":                  {"192.0.2.1:9", nil, "192.0.2.1"},
		"a stranger's header":       {"192.0.2.1:9", []string{"198.51.100.7"}, "192.0.2.1"},
		"one proxy":                 {"10.0.0.1:9", []string{"198.51.100.7"}, "198.51.100.7"},
		"a forged start":            {"10.0.0.1:9", []string{"203.0.113.9, 198.51.100.7"}, "198.51.100.7"},
		"two proxies":               {"10.0.0.1:9", []string{"198.51.100.7, 10.0.0.2"}, "198.51.100.7"},
		"two headers":               {"10.0.0.1:9", []string{"198.51.100.7", "10.0.0.2"}, "198.51.100.7"},
		"only proxies":              {"10.0.0.1:9", []string{"10.0.0.3"}, "10.0.0.3"},
		"nothing said":              {"10.0.0.1:9", nil, "10.0.0.1"},
		"nonsense":                  {"10.0.0.1:9", []string{"198.51.100.7, unknown"}, "10.0.0.1"},
		"IPv4 inside IPv6":          {"[::ffff:10.0.0.1]:9", []string{"::ffff:198.51.100.7"}, "198.51.100.7"},
		"IPv6 behind an IPv6 proxy": {"[fd00::1]:9", []string{"2001:db8::5"}, "2001:db8::5"},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			r := &http.Request{RemoteAddr: tt.peer, Header: http.Header{"X-Forwarded-For": tt.headers}}
			if got := forwarded(r, trusted); got.String() != tt.want {
				t.Errorf("forwarded(%s, %q) = %s; want %s", tt.peer, tt.headers, got, tt.want)
			}
		})
	}
}

// A header of somebody who is not trusted is told of, with the way out, and not
// more often than once an hour.
func TestRow11_ForwardedIsTold(t *testing.T) {
	var log bytes.Buffer
	now := time.Date(2027, 1, 15, 10, 0, 0, 0, time.UTC)
	s := &server{Config: Config{Proxies: []netip.Prefix{netip.MustParsePrefix("10.0.0.0/8")}, Counter: &counter.Counter{Config: counter.Config{
		Now: func() time.Time { return now }, Log: slog.New(slog.NewTextHandler(&log, nil))}}}}
	type step struct {
		after        time.Duration
		peer, header string
		want         string // in the log; "" if nothing new
	}
	for i, st := range []step{
		{0, "192.0.2.1:9", "", ""},
		{0, "10.0.0.1:9", "X-Forwarded-For", ""},
		{0, "192.0.2.1:9", "X-Forwarded-For", "--proxies\" peer=192.0.2.1 header=X-Forwarded-For unsaid=0"},
		{time.Minute, "192.0.2.1:9", "X-Forwarded-For", ""},
		{58 * time.Minute, "192.0.2.7:9", "Forwarded", ""},
		{2 * time.Minute, "[::ffff:192.0.2.7]:9", "Forwarded", "--proxies\" peer=192.0.2.7 header=Forwarded unsaid=2"},
		{time.Hour, "10.0.0.1:9", "Forwarded", "have it set X-Forwarded-For\" peer=10.0.0.1"},
		{time.Hour, "10.0.0.1:9", "X-Real-Ip", "have it set X-Forwarded-For\" peer=10.0.0.1"},
	} {
		now = now.Add(st.after)
		log.Reset()
		r := &http.Request{RemoteAddr: st.peer, Header: http.Header{}}
		if st.header != "" {
			r.Header[st.header] = []string{"198.51.100.7"}
		}
		s.hear(r)
		if got := log.String(); !strings.Contains(got, st.want) || (got == "") != (st.want == "") {
			t.Errorf("step %d: the log says %q; want %q", i, got, st.want)
		}
	}
}
