package main

import (
	"cmp"
	"context"
	"encoding/base32"
	"io"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"sync"

	"github.com/unspent-dev/unspent/brand"
	"github.com/unspent-dev/unspent/internal/house"
	"github.com/unspent-dev/unspent/internal/intake"
	"github.com/unspent-dev/unspent/internal/notify"
	"github.com/unspent-dev/unspent/internal/texts"
	"github.com/unspent-dev/unspent/internal/web"
)

// mailbox takes every mail of the demo, signed as those of an issuer are. The
// record of the key, which DNS would have, is a file.
type mailbox struct {
	post house.Post
	keys intake.Keys

	mu     sync.Mutex
	all    []web.DemoMail
	secret string // of the one-time link to the desk; "" once it was used
	key    string // that it stands for
}

const (
	demoDomain = "cards.example"
	demoGiver  = "taro@mail.example"
	demoFriend = "hanako@mail.example"
	demoOther  = "saburo@mail.example"
)

// address is one of the demo.
func address(text string) notify.Address {
	a, err := notify.ParseAddress(text)
	if err != nil {
		panic(err) // it is one
	}
	return a
}

func newMailbox(d *demo, adminKey string) (*mailbox, error) {
	m := &mailbox{key: adminKey}
	m.post.From = address("gift@" + demoDomain)
	var err error
	if m.post.Head, err = notify.NewLetterhead(brand.Text{JA: "お試しカード", EN: "Demo Cards"}, m.post.From, d.base); err != nil {
		return nil, err
	}
	key, err := notify.NewKey(demoDomain, "demo", notify.Ed25519, d.sh.rand)
	if err != nil {
		return nil, err
	}
	if m.post.Signer, err = notify.NewSigner(key); err != nil {
		return nil, err
	}
	record, err := key.Record()
	if err != nil {
		return nil, err
	}
	dir := d.path("dkim")
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return nil, wrong("use.folderUnmade", "Folder", dir)
	}
	if err := d.put(filepath.Join("dkim", key.RecordName()+".txt"), record); err != nil {
		return nil, err
	}
	m.keys, m.post.Domain, m.post.Take = intake.Dir(os.DirFS(dir)), demoDomain, func(context.Context, notify.Mail) error { return nil }
	m.post.Keep = m.keep
	random := make([]byte, 15)
	if _, err := io.ReadFull(d.sh.rand, random); err != nil {
		return nil, err
	}
	m.secret = strings.ToLower(base32.StdEncoding.EncodeToString(random))
	return m, nil
}

// keep puts a mail into the mailbox, once.
func (m *mailbox) keep(mail notify.Mail, l notify.Letter, e notify.Envelope) {
	m.mu.Lock()
	defer m.mu.Unlock()
	for _, known := range m.all {
		if known.ID() == mail.ID() {
			return
		}
	}
	one := web.DemoMail{Mail: mail}
	if o, ok := l.(notify.Opened); ok {
		one.Said = map[string]string{"brand": notify.ProfileID, "asker": "holder", "channel": "person", "form": "mail",
			"amount": strconv.FormatInt(o.Face.Units(), 10),
			"order":  o.Order, "recipient": o.Recipient.String(), "giver": e.To.String()}
	}
	m.all = append(m.all, one)
}

func (m *mailbox) mails() []web.DemoMail {
	m.mu.Lock()
	defer m.mu.Unlock()
	return append([]web.DemoMail(nil), m.all...)
}

// invite returns the secret of the link to the desk.
func (m *mailbox) invite() string {
	m.mu.Lock()
	defer m.mu.Unlock()
	return m.secret
}

// redeem uses the link to the desk up.
func (m *mailbox) redeem(secret string) string {
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.secret == "" || secret != m.secret {
		return ""
	}
	m.secret = ""
	return m.key
}

// pages returns what the pages show of the demo.
func (m *mailbox) pages(d *demo) *web.Demo {
	links := func() []web.DemoLink { return d.links }
	return &web.Demo{Mails: m.mails, Invite: m.redeem, People: []string{demoGiver, demoFriend}, Cases: demoCases(), Links: links, Cards: func() []web.DemoCard {
		var all []web.DemoCard
		for _, c := range d.cards {
			all = append(all, web.DemoCard{Code: c.code, About: texts.Both("demo.card." + c.name)})
		}
		return all
	}}
}

// demoCases are three cases of cards of another brand.
func demoCases() []web.DemoCase {
	all := []web.DemoCase{
		{Name: "present", Said: map[string]string{"channel": "person", "form": "mail", "intent": "use", "amount": "3000", "notice": "on"}},
		{Name: "buy-back", Said: map[string]string{"asker": "seller", "channel": "issuer", "form": "mail", "intent": "sell", "amount": "5000",
			"claimed": "on", "messageOwner": "buyer", "message": "別のアカウントに登録済みです。ギフトカードの登録ができません。"}},
		{Name: "shop-card", Said: map[string]string{"channel": "shop", "form": "shop", "intent": "use", "amount": "5000",
			"seal": "intact", "till": "only", "messageOwner": "me", "message": "このギフトカード番号は有効化されていません。"}},
	}
	for i, c := range all {
		all[i].About = texts.Both("demo.case." + c.Name)
		c.Said["brand"], c.Said["asker"] = "amazon-jp", cmp.Or(c.Said["asker"], "holder")
	}
	return all
}
