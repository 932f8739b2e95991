package intake

import (
	"context"
	"errors"
	"fmt"
	"iter"
	"net"
	"strings"
	"time"

	"github.com/unspent-dev/unspent"
)

// Keys is where DKIM keys come from.
type Keys interface {
	// Key returns the key that domain publishes under selector. It fails with
	// NotFound if there is none, and with Unavailable if nobody can tell now.
	Key(ctx context.Context, domain, selector string) (KeyRecord, error)
}

// KeyRecord is a DKIM key as its source gave it. It is public, and it is kept
// with the evidence: a signer changes its keys, and then the check could not be
// repeated without it.
type KeyRecord struct {
	Domain   string
	Selector string
	Record   string    // the TXT record
	Source   string    // one of the sources below
	At       time.Time // when the source gave it, or for an archive last saw it in DNS
}

// Sources of keys.
const (
	FromDNS       = "dns"
	FromDirectory = "directory"
	FromArchive   = "archive"
	FromBundle    = "bundle"
)

// several is a source that may know more than one key of a name, since signers
// use a selector again. The likeliest is first, and none is looked for before it
// is wanted.
type several interface {
	all(ctx context.Context, domain, selector string) iter.Seq2[KeyRecord, error]
}

// keysOf returns every key that the source knows of a name.
func keysOf(ctx context.Context, source Keys, domain, selector string) iter.Seq2[KeyRecord, error] {
	if many, ok := source.(several); ok {
		return many.all(ctx, domain, selector)
	}
	return func(yield func(KeyRecord, error) bool) { yield(source.Key(ctx, domain, selector)) }
}

// first returns the first key of keys. If there is none, it says that it could
// not be asked for, if that is so: then it is worth another try.
func first(keys iter.Seq2[KeyRecord, error], none error) (KeyRecord, error) {
	failed := none
	for key, err := range keys {
		if err == nil {
			return key, nil
		}
		if unspent.ReasonOf(failed) != unspent.Unavailable {
			failed = err
		}
	}
	return KeyRecord{}, failed
}

func noKey(domain, selector, where string) error {
	return unspent.Errorf(unspent.NotFound, "%s has no key %q of %q", where, selector, domain)
}

// keyName is the name in DNS of a key. Only names that DNS can have pass: they
// come from a mail and become names of files too.
func keyName(domain, selector string) (string, error) {
	name := selector + "._domainkey." + domain
	bad := func(r rune) bool {
		return (r < 'a' || r > 'z') && (r < 'A' || r > 'Z') && (r < '0' || r > '9') && !strings.ContainsRune("-_.", r)
	}
	if domain == "" || selector == "" || len(name) > maxKeyName || strings.ContainsFunc(name, bad) ||
		strings.Contains("."+name+".", "..") {
		return "", unspent.Errorf(unspent.Invalid, "no key can have the name of this signature")
	}
	return strings.ToLower(name), nil
}

// dnsKeys asks a DNS server.
type dnsKeys struct {
	resolver *net.Resolver
	now      func() time.Time
}

// DNS looks keys up at a server, given as an address with or without a port, or
// at those of the system if server is empty.
func DNS(server string) Keys {
	r := &net.Resolver{PreferGo: true}
	if server != "" {
		if _, _, err := net.SplitHostPort(server); err != nil {
			server = net.JoinHostPort(strings.Trim(server, "[]"), "53")
		}
		r.Dial = func(ctx context.Context, network, _ string) (net.Conn, error) {
			return (&net.Dialer{}).DialContext(ctx, network, server)
		}
	}
	return dnsKeys{r, time.Now}
}

func (d dnsKeys) Key(ctx context.Context, domain, selector string) (KeyRecord, error) {
	name, err := keyName(domain, selector)
	if err != nil {
		return KeyRecord{}, err
	}
	ctx, cancel := context.WithTimeout(ctx, keyTimeout)
	defer cancel()
	records, err := d.resolver.LookupTXT(ctx, name+".") // the dot: no search domain of this machine is tried
	var failed *net.DNSError
	switch {
	case errors.As(err, &failed) && failed.IsNotFound, err == nil && len(records) == 0:
		return KeyRecord{}, noKey(domain, selector, "DNS")
	case err != nil:
		return KeyRecord{}, &unspent.Error{Reason: unspent.Unavailable, Err: err,
			Detail: fmt.Sprintf("DNS did not answer for the key %q of %q: try again later", selector, domain)}
	case len(records) > 1: // RFC 6376, 3.6.2.2: which of them counts is not defined
		return KeyRecord{}, unspent.Errorf(unspent.NotFound, "DNS has %d keys %q of %q, so none counts", len(records), selector, domain)
	}
	return KeyRecord{domain, selector, records[0], FromDNS, d.now().UTC().Truncate(time.Second)}, nil
}

// chain asks one source after the other.
type chain []Keys

// Chain asks sources in order. A key that does not fit a mail is not the last
// word: DNS may hold a new one under an old selector, and the next source the old.
func Chain(keys ...Keys) Keys { return chain(keys) }

func (c chain) Key(ctx context.Context, domain, selector string) (KeyRecord, error) {
	return first(c.all(ctx, domain, selector), noKey(domain, selector, "no source"))
}

func (c chain) all(ctx context.Context, domain, selector string) iter.Seq2[KeyRecord, error] {
	return func(yield func(KeyRecord, error) bool) {
		for _, source := range c {
			for key, err := range keysOf(ctx, source, domain, selector) {
				if !yield(key, err) {
					return
				}
			}
		}
	}
}

// recorded are the keys of an earlier check.
type recorded []KeyRecord

// Recorded repeats a check with the keys that it used. They are only as good as
// who kept them: whoever made the records could have made the mail as well.
func Recorded(records []KeyRecord) Keys { return recorded(records) }

func (r recorded) Key(ctx context.Context, domain, selector string) (KeyRecord, error) {
	return first(r.all(ctx, domain, selector), noKey(domain, selector, "the bundle"))
}

func (r recorded) all(_ context.Context, domain, selector string) iter.Seq2[KeyRecord, error] {
	return func(yield func(KeyRecord, error) bool) {
		for _, key := range r {
			key.Source = FromBundle
			if strings.EqualFold(key.Domain, domain) && strings.EqualFold(key.Selector, selector) && !yield(key, nil) {
				return
			}
		}
	}
}
