package mailin

import (
	"bytes"
	"context"
	"errors"
	"net"
	"net/netip"
	"slices"
	"strings"

	"blitiri.com.ar/go/spf"
	"github.com/emersion/go-msgauth/dkim"
	"golang.org/x/net/publicsuffix"

	"github.com/unspent-dev/unspent/internal/notify"
)

// Resolver answers what DNS has: [net.Resolver] does.
type Resolver interface {
	LookupTXT(ctx context.Context, name string) ([]string, error)
	LookupMX(ctx context.Context, name string) ([]*net.MX, error)
	LookupIPAddr(ctx context.Context, host string) ([]net.IPAddr, error)
	LookupAddr(ctx context.Context, address string) ([]string, error)
}

// envelope is what a client said before the mail itself.
type envelope struct {
	client netip.Addr
	helo   string
	from   string // "" of a bounce
	to     string // ours
	token  string // of a case; "" of case@
}

// whoAsks returns whom a mail is answered to, or what is done instead.
func (b *Box) whoAsks(ctx context.Context, e envelope, h head, mail []byte) (notify.Address, outcome) {
	from := h.one("from")
	switch {
	case e.from == "", robot(e.from), robot(from) && !b.senders[from], b.own(e.from), h.ours(b.o.Domain), h.added(e.from).automatic():
		return notify.Address{}, silent
	}
	ctx, cancel := context.WithTimeout(ctx, authTime)
	defer cancel()
	to, o := b.bySPF(ctx, e)
	if o != "" {
		var second outcome
		if to, second = b.bySignature(ctx, e, h, mail); second != unproven {
			o = second
		}
	}
	if o == "" && (b.own(to.String()) || robot(to.String()) || b.issuers[orgOf(to.Domain())]) {
		o = silent
	}
	return to, o
}

// own reports whether an address is one of ours.
func (b *Box) own(address string) bool {
	address = strings.ToLower(address)
	local, domain, _ := strings.Cut(address, "@")
	name, _, _ := strings.Cut(local, "+")
	return domain == b.o.Domain && name == boxName || slices.ContainsFunc(b.o.Own, func(a notify.Address) bool {
		ownLocal, ownDomain, _ := strings.Cut(strings.ToLower(a.String()), "@")
		return domain == ownDomain && name == ownLocal
	})
}

// bySPF returns the envelope sender if the client may send for it (RFC 7208).
func (b *Box) bySPF(ctx context.Context, e envelope) (notify.Address, outcome) {
	to, err := notify.ParseAddress(e.from)
	if err != nil || !e.client.IsValid() {
		return notify.Address{}, unproven
	}
	result, err := spf.CheckHostWithSender(net.IP(e.client.AsSlice()), e.helo, e.from, spf.WithContext(ctx), spf.WithResolver(b.o.Resolver))
	switch {
	case result == spf.Pass:
		return to, ""
	case result == spf.TempError, ctx.Err() != nil, temporary(err):
		return notify.Address{}, notReady
	}
	return notify.Address{}, unproven
}

func temporary(err error) bool {
	failed, ok := errors.AsType[*net.DNSError](err)
	return ok && failed.Temporary()
}

// bySignature returns who wrote the mail, if a signature of their own domain says
// so and that it was written to us: one that was written to somebody else is
// anybody's to send on.
func (b *Box) bySignature(ctx context.Context, e envelope, h head, mail []byte) (notify.Address, outcome) {
	to, err := notify.ParseAddress(h.one("from"))
	if err != nil || !h.names("to", e.to) && !h.names("cc", e.to) {
		return notify.Address{}, unproven
	}
	aimed := "to"
	if !h.names("to", e.to) {
		aimed = "cc"
	}
	results, err := dkim.VerifyWithOptions(bytes.NewReader(mail), &dkim.VerifyOptions{MaxVerifications: maxSignatures,
		LookupTXT: func(name string) ([]string, error) { return b.o.Resolver.LookupTXT(ctx, name) }})
	if err != nil && !errors.Is(err, dkim.ErrTooManySignatures) {
		return notify.Address{}, unproven
	}
	late := false
	for _, v := range results {
		if v == nil || !aligned(v.Domain, to.Domain()) {
			continue
		}
		signed := func(name string) bool {
			return slices.ContainsFunc(v.HeaderKeys, func(key string) bool { return strings.EqualFold(strings.TrimSpace(key), name) })
		}
		if v.Err == nil && signed("from") && signed(aimed) {
			return to, ""
		}
		late = late || dkim.IsTempFail(v.Err)
	}
	if late || ctx.Err() != nil {
		return notify.Address{}, notReady
	}
	return notify.Address{}, unproven
}

// aligned reports whether a signature of a domain speaks for senders of another:
// both are of one organisation (RFC 7489, 3.1.1).
func aligned(signer, from string) bool {
	return orgOf(signer) != "" && orgOf(signer) == orgOf(from)
}

// orgOf returns the domain that an organisation registered, "" if it is none.
func orgOf(domain string) string {
	org, err := publicsuffix.EffectiveTLDPlusOne(strings.TrimSuffix(strings.ToLower(domain), "."))
	if err != nil {
		return ""
	}
	return org
}
