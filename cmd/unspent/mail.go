package main

import (
	"context"
	"io"
	"log/slog"
	"strings"

	"github.com/unspent-dev/unspent/brand"
	"github.com/unspent-dev/unspent/internal/gift"
	"github.com/unspent-dev/unspent/internal/notify"
	"github.com/unspent-dev/unspent/internal/outbox"
	"github.com/unspent-dev/unspent/internal/signin"
)

// post is how an installation mails: who writes, who signs, and who takes the
// mails. The zero value mails nothing.
type post struct {
	head   notify.Letterhead
	from   notify.Address
	domain string // of the keys that sign; "" if none does
	signer notify.Signer
	take   func(context.Context, notify.Mail) error          // nil: there is no mail server
	keep   func(notify.Mail, notify.Letter, notify.Envelope) // told of each that was taken; may be nil
}

// post returns how the settings say to mail.
func (c Config) post(base string) (post, error) {
	if c.MailServer == "" {
		return post{}, nil
	}
	server, from, err := c.mailServer()
	if err != nil {
		return post{}, err
	}
	p := post{take: notify.NewSender(server).Send, from: from}
	if p.head, err = notify.NewLetterhead(c.mailName(p.from), p.from, base); err != nil {
		return post{}, err
	}
	var keys []notify.Key
	for path := range listed(c.MailKeys) {
		key, err := notify.LoadKey(path)
		if err != nil {
			return post{}, err
		}
		keys = append(keys, key)
	}
	if len(keys) > 0 {
		p.domain = keys[0].Domain()
		if p.signer, err = notify.NewSigner(keys...); err != nil {
			return post{}, err
		}
	}
	return p, p.signer.SpeaksFor(p.from)
}

// mailName returns the issuer's name in both languages.
func (c Config) mailName(from notify.Address) brand.Text {
	name := brand.Text{JA: c.MailName, EN: c.MailNameEN}
	if name.JA == "" {
		name.JA = from.Domain()
	}
	if name.EN == "" {
		name.EN = name.JA
	}
	return name
}

// mailServer returns who takes mails, and the address that they come from.
func (c Config) mailServer() (server notify.Server, from notify.Address, err error) {
	password, err := c.mailPassword()
	if err != nil {
		return server, from, err
	}
	if server, err = notify.NewServer(c.MailServer, c.MailUser, password); err != nil {
		return server, from, err
	}
	from, err = notify.ParseAddress(c.MailFrom)
	return server, from, err
}

func (c Config) mailPassword() (string, error) {
	if c.MailPasswordFile == "" {
		return "", nil
	}
	f, err := opened(c.MailPasswordFile)
	if err != nil {
		return "", err
	}
	defer f.Close()
	if err := kept(f, strangersMay); err != nil {
		return "", err
	}
	text, err := io.ReadAll(io.LimitReader(f, maxSecret))
	return strings.TrimRight(string(text), "\r\n"), err
}

// send writes a letter, signs it and hands it over. It returns the mail's token.
func (p post) send(ctx context.Context, l notify.Letter, e notify.Envelope) (string, error) {
	m, err := p.head.Compose(l, e)
	if err != nil {
		return "", err
	}
	if p.domain != "" {
		if m, err = p.signer.Sign(m); err != nil {
			return "", err
		}
	}
	if err := p.take(ctx, m); err != nil {
		return "", err
	}
	if p.keep != nil {
		p.keep(m, l, e)
	}
	return m.Token(), nil
}

// brands returns the catalogue in which the issuer's own mails are those that it
// sends, so that they can be proven; as it was if nothing signs them.
func (p post) brands(of brand.Catalogue) (brand.Catalogue, error) {
	if p.domain == "" {
		return of, nil
	}
	if len(of.All()) == 0 {
		of = brand.Builtin()
	}
	own, err := notify.Profile(of, p.from, p.domain)
	if err != nil {
		return of, err
	}
	return of.With(own), nil
}

// openMails opens what mails need, and returns the brands that assessments know,
// with the issuer's own mails among them, and how to mail.
func (h *house) openMails(sh *shell, o houseOptions, base string, log *slog.Logger) (brands brand.Catalogue, p post, err error) {
	if sh.config.AssessBrands != "" {
		if brands, err = (brandsFlag{sh.config.AssessBrands}).profiles(); err != nil {
			return brands, p, err
		}
	}
	if o.post != nil {
		p = *o.post
	} else if p, err = sh.config.post(base); err != nil {
		return brands, p, err
	}
	h.mails(sh, p, base, log)
	brands, err = p.brands(brands)
	return brands, p, err
}

// mails opens the people, the orders and the outbox.
func (h *house) mails(sh *shell, p post, base string, log *slog.Logger) {
	door := signin.Options{Pages: base, Now: sh.now, Rand: sh.rand}
	box := outbox.Options{Now: sh.now, Log: log, Lang: notify.Lang(sh.config.MailLang)}
	if p.take != nil {
		door.Send = func(ctx context.Context, l notify.Letter, e notify.Envelope) error {
			_, err := p.send(ctx, l, e)
			return err
		}
		box.Post = p.send
	}
	h.door = signin.New(h.store, door)
	h.shop = gift.New(h.store, h.book, gift.Options{Now: sh.now, Log: log})
	h.outbox = outbox.New(h.store, h.book, h.shop, h.door, box)
}
