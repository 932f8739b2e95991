package house

import (
	"context"

	"github.com/unspent-dev/unspent/brand"
	"github.com/unspent-dev/unspent/internal/notify"
)

// Post is how an issuer mails: who writes, who signs, and who takes the mails. The
// zero value mails nothing.
type Post struct {
	Head   notify.Letterhead
	From   notify.Address
	Domain string // of the keys that sign; "" if none does
	Signer notify.Signer
	Take   func(context.Context, notify.Mail) error          // nil: there is no mail server
	Keep   func(notify.Mail, notify.Letter, notify.Envelope) // told of each that was taken; may be nil
}

// Send writes a letter, signs it and hands it over. It returns the mail's token.
func (p Post) Send(ctx context.Context, l notify.Letter, e notify.Envelope) (string, error) {
	m, err := p.Head.Compose(l, e)
	if err != nil {
		return "", err
	}
	if p.Domain != "" {
		if m, err = p.Signer.Sign(m); err != nil {
			return "", err
		}
	}
	if err := p.Take(ctx, m); err != nil {
		return "", err
	}
	if p.Keep != nil {
		p.Keep(m, l, e)
	}
	return m.Token(), nil
}

// brands returns the catalogue in which the issuer's own mails are those that it
// sends, so that they can be proven; as it was if nothing signs them.
func (p Post) brands(of brand.Catalogue) (brand.Catalogue, error) {
	if p.Domain == "" {
		return of, nil
	}
	if len(of.All()) == 0 {
		of = brand.Builtin()
	}
	own, err := notify.Profile(of, p.From, p.Domain)
	if err != nil {
		return of, err
	}
	return of.With(own), nil
}
