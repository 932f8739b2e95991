package main

import (
	"context"
	"net"
	"regexp"
	"strings"

	"github.com/unspent-dev/unspent"
	"github.com/unspent-dev/unspent/internal/mailin"
	"github.com/unspent-dev/unspent/internal/notify"
)

var mailDomain = regexp.MustCompile(`^([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z0-9-]{2,63}$`)

// mailInFaults reports what is wrong with the settings of mails that come in.
func (c Config) mailInFaults() (faults []error) {
	fault := func(bad bool, text string) {
		if bad {
			faults = append(faults, unspent.Errorf(unspent.Invalid, "%s", text))
		}
	}
	fault(c.MailIn == "" && (c.MailInDomain != "" || c.MailInCert != "" || c.MailInKey != ""), "the other settings of mails that come in need mail-in")
	if c.MailIn == "" {
		return faults
	}
	_, port, err := net.SplitHostPort(c.MailIn)
	fault(err != nil || port == "", "mail-in is HOST:PORT, such as [::]:25")
	fault(!mailDomain.MatchString(strings.ToLower(c.MailInDomain)), "mail-in-domain is a domain such as in.cards.example")
	fault((c.MailInCert == "") != (c.MailInKey == ""), "mail-in-cert and mail-in-key go together")
	fault(c.MailServer == "", "mail-in needs mail-server and mail-from: what comes in is answered by mail")
	fault(c.AssessDNS == dnsOff, "mail-in needs DNS (assess-dns): without it nobody can tell who sent a mail")
	return faults
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

// openMailIn opens the box that takes mails, with what it reads them by; nil if the
// settings have none.
func (sh *shell) openMailIn(p post, o mailin.Options) (*mailin.Box, error) {
	c := sh.config
	if c.MailIn == "" {
		return nil, nil
	}
	o.Domain, o.Resolver, o.Own, o.Post, o.Now, o.Rand = c.MailInDomain, c.resolver(), []notify.Address{p.from}, p.send, sh.now, sh.rand
	if c.MailInCert != "" {
		pair, err := openCertificate("mail-in-cert and mail-in-key", c.MailInCert, c.MailInKey, sh.now, o.Log)
		if err != nil {
			return nil, err
		}
		o.TLS = pair.config()
	}
	return mailin.New(o)
}

// listenMailIn listens for mails; nil if nobody takes any.
func (sh *shell) listenMailIn(ctx context.Context) (net.Listener, error) {
	if sh.config.MailIn == "" {
		return nil, nil
	}
	l, err := new(net.ListenConfig).Listen(ctx, "tcp", sh.config.MailIn)
	if err != nil {
		return nil, withHint(&unspent.Error{Reason: unspent.Unavailable,
			Detail: "cannot take mails on " + sh.config.MailIn + ": is something else there, or does port 25 need a right?", Err: err},
			"choose another with --mail-in 127.0.0.1:2525, and let a mail server in front pass mails on")
	}
	return l, nil
}
