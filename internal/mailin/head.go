package mailin

import (
	"bytes"
	"errors"
	netmail "net/mail"
	"regexp"
	"strings"

	"github.com/unspent-dev/unspent/internal/notify"
)

// field is one header of a mail: its name in small letters, its value unfolded.
type field struct{ name, value string }

// head are the headers of a mail in their order.
type head []field

var errHead = errors.New("the headers cannot be read")

var fieldName = regexp.MustCompile(`^[!-9;-~]+$`)

// readHead reads the headers of a mail whose line ends are CR LF.
func readHead(mail []byte) (h head, err error) {
	block, _, ok := bytes.Cut(mail, []byte("\r\n\r\n"))
	if !ok || len(block) > maxHeader {
		return nil, errHead
	}
	for line := range strings.SplitSeq(string(block), "\r\n") {
		if line != "" && (line[0] == ' ' || line[0] == '\t') && len(h) > 0 {
			h[len(h)-1].value += line
			continue
		}
		name, value, ok := strings.Cut(line, ":")
		if !ok || !fieldName.MatchString(name) {
			return nil, errHead
		}
		h = append(h, field{strings.ToLower(name), strings.TrimSpace(value)})
	}
	return h, nil
}

// all returns the values of a header.
func (h head) all(name string) (values []string) {
	for _, f := range h {
		if f.name == name {
			values = append(values, f.value)
		}
	}
	return values
}

// value returns the value of a header that stands once; "" otherwise.
func (h head) value(name string) string {
	if all := h.all(name); len(all) == 1 {
		return all[0]
	}
	return ""
}

// one returns the address of a header that stands once and has one address, in
// small letters; "" otherwise.
func (h head) one(name string) string {
	list, err := netmail.ParseAddressList(h.value(name))
	if err != nil || len(list) != 1 {
		return ""
	}
	return strings.ToLower(list[0].Address)
}

// names reports whether a header that stands once names an address.
func (h head) names(name, address string) bool {
	list, err := netmail.ParseAddressList(h.value(name))
	for _, a := range list {
		if err == nil && strings.EqualFold(a.Address, address) {
			return true
		}
	}
	return false
}

// added returns what stands above the mail that a person redirected, where they
// said so themselves (RFC 5322, 3.6.6): what stands below is of the mail as it
// came to them. Of a mail that nobody redirected it is all.
func (h head) added(by string) head {
	for i, f := range h {
		if f.name != "resent-from" {
			continue
		}
		if a, err := netmail.ParseAddress(f.value); err == nil && strings.EqualFold(a.Address, by) {
			return h[:i]
		}
	}
	return h
}

// automatic reports whether a program sent the mail, or a list: nobody waits for
// an answer (RFC 3834, 2).
func (h head) automatic() bool {
	for _, f := range h {
		value := strings.ToLower(f.value)
		first, _, _ := strings.Cut(value, ";")
		first = strings.TrimSpace(first)
		switch f.name {
		case "auto-submitted":
			if first != "no" {
				return true
			}
		case "precedence":
			switch first {
			case "bulk", "junk", "list", "auto_reply":
				return true
			}
		case "x-auto-response-suppress":
			if first != "none" {
				return true
			}
		case "list-id", "list-post", "x-autoreply", "x-autorespond":
			return true
		case "content-type":
			if first == "multipart/report" {
				return true
			}
		}
	}
	return false
}

var receivedBy = regexp.MustCompile(`(?i)\bby\s+([^\s;()]+)`)

// ours reports whether the mail has been here before: it has our mark, or came
// through a server of our name.
func (h head) ours(domain string) bool {
	for _, f := range h {
		switch f.name {
		case strings.ToLower(notify.LoopHeader):
			if strings.HasSuffix(strings.ToLower(f.value), "@"+domain) {
				return true
			}
		case "received":
			if m := receivedBy.FindStringSubmatch(f.value); m != nil && strings.EqualFold(strings.TrimSuffix(m[1], "."), domain) {
				return true
			}
		}
	}
	return false
}

// robots are the names of those who never read an answer.
var robots = regexp.MustCompile(`^(?:mailer[-_.]?daemon|postmaster|(?:no|do[-_.]?not|never)[-_.]?reply.*|bounces?(?:[-+_.=].*)?|listserv|` +
	`majordomo|owner-.*|.*-(?:request|bounces?|owner)|daemon|nobody|root|www-data|auto(?:mat(?:ed|ic))?[-_.].*)$`)

func robot(address string) bool {
	local, _, _ := strings.Cut(strings.ToLower(address), "@")
	return robots.MatchString(local)
}

// longestBlank returns the length of the longest run of line ends.
func longestBlank(mail []byte) int {
	longest, run := 0, 0
	for _, c := range mail {
		if run++; c != '\r' && c != '\n' {
			run = 0
		}
		longest = max(longest, run)
	}
	return longest
}
