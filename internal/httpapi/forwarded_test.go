package httpapi

import (
	"net/http"
	"net/netip"
	"testing"
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
