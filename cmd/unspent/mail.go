package main

import (
	"io"
	"strings"

	"github.com/unspent-dev/unspent/brand"
	"github.com/unspent-dev/unspent/internal/house"
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
		return "", wrong("use.passwordFile")
	}
	defer f.Close()
	if err := kept(f, strangersMay); err != nil {
		return "", err
	}
	text, err := io.ReadAll(io.LimitReader(f, maxSecret))
	return strings.TrimRight(string(text), "\r\n"), err
}
