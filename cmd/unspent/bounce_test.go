package main

import (
	"strings"
	"testing"
)

const bounceToken = "6732c17032e6b31a9099a4f58b9947a205f4c5ab"

func TestReadBounce(t *testing.T) {
	report := "Content-Type: message/delivery-status\r\n\r\nFinal-Recipient: rfc822; none@example.jp\r\nAction: failed\r\nStatus: 5.1.1\r\n" +
		"Diagnostic-Code: smtp; 550 no such\r\n user\r\n"
	returned := "\r\nMessage-ID: <" + bounceToken + "@cards.example>\r\n"
	tests := map[string]struct {
		text string
		want bounce
		ok   bool
	}{
		"by its address":   {"To: gift+b-" + bounceToken + "@cards.example\r\n\r\n" + report, bounce{bounceToken, "5.1.1", "550 no such\n user"}, true},
		"by the mail":      {"To: gift@cards.example\r\n\r\n" + report + returned, bounce{bounceToken, "5.1.1", "550 no such\n user"}, true},
		"delivered to":     {"Delivered-To: <gift+b-" + bounceToken + "@cards.example>\n\nStatus: 4.2.2\n", bounce{bounceToken, "4.2.2", ""}, true},
		"no status":        {"To: gift+b-" + bounceToken + "@cards.example\r\n\r\nsorry", bounce{}, false},
		"somebody else's":  {"To: gift@cards.example\r\nMessage-ID: <x@other.example>\r\n\r\n" + report, bounce{}, false},
		"nothing":          {"", bounce{}, false},
		"an odd token":     {"To: gift+b-6732@cards.example\r\n\r\n" + report, bounce{}, false},
		"a success report": {"To: gift+b-" + bounceToken + "@cards.example\r\n\r\nStatus: 2.0.0\r\n", bounce{bounceToken, "2.0.0", ""}, true},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			got, err := readBounce(tt.text)
			if got != tt.want || (err == nil) != tt.ok {
				t.Errorf("readBounce = %+v, %v; want %+v, %t", got, err, tt.want, tt.ok)
			}
		})
	}
}

func FuzzReadBounce(f *testing.F) {
	f.Add("To: gift+b-" + bounceToken + "@cards.example\r\n\r\nStatus: 5.1.1\r\n")
	f.Fuzz(func(t *testing.T, text string) {
		b, err := readBounce(text)
		if err == nil && (len(b.token) != 40 || strings.ContainsAny(b.status, "\n ")) {
			t.Errorf("readBounce = %+v", b)
		}
	})
}
