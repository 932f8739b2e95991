package notify

import (
	"regexp"
	"strings"

	"github.com/unspent-dev/unspent"
)

// Address is a mail address that can stand in a header, an SMTP command and a
// text as it is. The zero value is none.
type Address struct{ local, domain string }

var (
	localForm  = regexp.MustCompile(`^[A-Za-z0-9_%+'&=/-]+(\.[A-Za-z0-9_%+'&=/-]+)*$`)
	domainForm = regexp.MustCompile(`^([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z][a-z0-9-]{0,61}[a-z0-9]$`)
)

// loose are the domains that gave out addresses with dots where none may stand, until
// 2009: they are still in use, and are written in quotes to other machines.
var loose = map[string]bool{"docomo.ne.jp": true, "ezweb.ne.jp": true}

var looseForm = regexp.MustCompile(`^[A-Za-z0-9_%+'&=/-][A-Za-z0-9_%+'&=/.-]*$`)

// ParseAddress reads an address without a name. Quoted local parts, letters
// outside ASCII and addresses without a full domain are refused.
func ParseAddress(text string) (Address, error) {
	local, domain, ok := strings.Cut(text, "@")
	domain = strings.ToLower(domain)
	if !ok || len(text) > maxAddress || len(local) > maxLocal || !localForm.MatchString(local) && !(loose[domain] && looseForm.MatchString(local)) ||
		!domainForm.MatchString(domain) {
		return Address{}, unspent.Errorf(unspent.Invalid, "a mail address is written as taro@example.jp, in plain letters")
	}
	return Address{local, domain}, nil
}

// String returns the address; of the zero value the empty text.
func (a Address) String() string {
	if a.domain == "" {
		return ""
	}
	return a.local + "@" + a.domain
}

// Wire returns the address as it stands in an SMTP command: with its local part in
// quotes if that is of no regular form.
func (a Address) Wire() string {
	if a.Regular() {
		return a.String()
	}
	return `"` + a.local + `"@` + a.domain
}

// Regular reports whether the address is of the form that every mail server takes.
func (a Address) Regular() bool { return a.domain == "" || localForm.MatchString(a.local) }

// Domain returns the part after the @.
func (a Address) Domain() string { return a.domain }

// key is one spelling for everything that reaches the same mailbox.
func (a Address) key() string { return strings.ToLower(a.String()) }
