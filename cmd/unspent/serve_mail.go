package main

import (
	"cmp"
	"context"
	"io"
	"log/slog"
	"net"
	"regexp"
	"strings"

	"github.com/unspent-dev/unspent"
	"github.com/unspent-dev/unspent/brand"
	"github.com/unspent-dev/unspent/internal/house"
	"github.com/unspent-dev/unspent/internal/mailin"
	"github.com/unspent-dev/unspent/internal/notify"
)

// post returns how the settings say to mail.
func (c Config) post(base string) (house.Post, error) {
	if c.MailServer == "" {
		return house.Post{}, nil
	}
	server, from, err := c.mailServer()
	if err != nil {
		return house.Post{}, err
	}
	p := house.Post{Take: notify.NewSender(server).Send, From: from}
	if p.Head, err = notify.NewLetterhead(c.mailName(p.From), p.From, base); err != nil {
		return house.Post{}, err
	}
	var keys []notify.Key
	for path := range listed(c.MailKeys) {
		key, err := notify.LoadKey(path)
		if err != nil {
			return house.Post{}, err
		}
		keys = append(keys, key)
	}
	if len(keys) > 0 {
		p.Domain = keys[0].Domain()
		if p.Signer, err = notify.NewSigner(keys...); err != nil {
			return house.Post{}, err
		}
	}
	return p, p.Signer.SpeaksFor(p.From)
}

// mailName returns the issuer's name in both languages.
func (c Config) mailName(from notify.Address) brand.Text {
	name := brand.Text{JA: cmp.Or(c.MailName, c.SiteName), EN: c.MailNameEN}
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
		return "", wrong("use.passwordFile")
	}
	defer f.Close()
	if err := kept(f, strangersMay); err != nil {
		return "", err
	}
	text, err := io.ReadAll(io.LimitReader(f, maxSecret))
	return strings.TrimRight(string(text), "\r\n"), err
}

var mailDomain = regexp.MustCompile(`^([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z0-9-]{2,63}$`)

// mailIn notes what is wrong with the settings of mails that come in.
func (c Config) mailIn(f *faults) {
	if c.MailIn == "" {
		f.add(c.MailInDomain != "" || c.MailInCert != "" || c.MailInKey != "", "set.mailIn")
		return
	}
	_, port, err := net.SplitHostPort(c.MailIn)
	f.add(err != nil || port == "", "set.hostPort", "Name", "mail-in", "Like", "[::]:25")
	f.add(!mailDomain.MatchString(strings.ToLower(c.MailInDomain)), "set.mailInDomain")
	f.add((c.MailInCert == "") != (c.MailInKey == ""), "set.pair", "Name", "mail-in-cert", "Other", "mail-in-key")
	f.add(c.MailServer == "", "set.mailInOut")
	f.add(c.AssessDNS == dnsOff, "set.mailInDNS")
}

// resolver returns what asks DNS for who may send mails.
func (c Config) resolver() *net.Resolver {
	r := &net.Resolver{PreferGo: true}
	if server := c.AssessDNS; server != dnsSystem && server != "" {
		r.Dial = func(ctx context.Context, network, _ string) (net.Conn, error) {
			return (&net.Dialer{}).DialContext(ctx, network, server)
		}
	}
	return r
}

// mailIn says how mails come in; nil if the settings let none.
func (sh *shell) mailIn(log *slog.Logger) (*mailin.Options, error) {
	c := sh.config
	if c.MailIn == "" {
		return nil, nil
	}
	o := &mailin.Options{Domain: c.MailInDomain, Resolver: c.resolver()}
	if c.MailInCert != "" {
		pair, err := openCertificate("mail-in-cert and mail-in-key", c.MailInCert, c.MailInKey, sh.now, log)
		if err != nil {
			return nil, err
		}
		o.TLS = pair.config()
	}
	return o, nil
}

// listenMailIn listens for mails; nil if nobody takes any.
func (sh *shell) listenMailIn(ctx context.Context) (net.Listener, error) {
	if sh.config.MailIn == "" {
		return nil, nil
	}
	l, err := new(net.ListenConfig).Listen(ctx, "tcp", sh.config.MailIn)
	if err != nil {
		return nil, withHint(refuse(err, unspent.Unavailable, "use.takeMails", "Addr", sh.config.MailIn), "use.otherMailIn")
	}
	return l, nil
}
