package main

import (
	"context"
	"crypto/rand"
	"encoding/base64"
	"fmt"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/unspent-dev/unspent"
	"github.com/unspent-dev/unspent/api"
	"github.com/unspent-dev/unspent/assess"
	"github.com/unspent-dev/unspent/brand"
	"github.com/unspent-dev/unspent/client"
	"github.com/unspent-dev/unspent/internal/notify"
)

// arrived returns the next mail that the mail server takes, as it came and as its
// reader sees it.
func (c *circle) arrived(t *testing.T, to string) (whole, plain string) {
	t.Helper()
	select {
	case whole = <-c.took:
	case <-time.After(20 * time.Second):
		t.Fatalf("no mail arrived for %s", to)
	}
	if !strings.Contains(whole, "To: <"+to+">") {
		t.Fatalf("the next mail is not for %s:\n%s", to, whole)
	}
	return whole, plainPart(t, whole)
}

// plainPart returns the text of a mail.
func plainPart(t *testing.T, mail string) string {
	t.Helper()
	_, rest, _ := strings.Cut(mail, "text/plain; charset=UTF-8\r\n\r\n")
	body, _, _ := strings.Cut(rest, "\r\n--part-")
	raw, err := base64.StdEncoding.DecodeString(strings.ReplaceAll(body, "\r\n", ""))
	if err != nil || len(raw) == 0 {
		t.Fatalf("the mail has no text: %v\n%s", err, mail)
	}
	return string(raw)
}

// TestCircleServed walks from an order to the verdict "used, proven" by nothing
// but a served book and the mails that arrive. The server is set up by its
// settings alone, and finds the keys of its own mails in DNS.
func TestCircleServed(t *testing.T) {
	sh := newShell("unspent", func(string) string { return "" }, nil, io.Discard, io.Discard)
	db := filepath.Join(t.TempDir(), "book.db")
	c := &circle{took: make(chan string, 8)}
	if _, err := notify.CreateKey(notify.KeyPath(db, "u2026a"), "hanami.example", "u2026a", notify.RSA, rand.Reader, time.Now()); err != nil {
		t.Fatal(err)
	}
	key, err := notify.LoadKey(notify.KeyPath(db, "u2026a"))
	if err != nil {
		t.Fatal(err)
	}
	c.keys = []notify.Key{key}
	sh.config = Config{DB: db, Addr: "127.0.0.1:0", Prefix: 600100, AssessDNS: c.serveRecords(t), MailServer: "smtp+plain://" + c.serveMail(t),
		MailFrom: "gift@mail.hanami.example", MailName: "花見カード", MailNameEN: "Hanami Cards", MailKeys: notify.KeyPath(db, "u2026a"), MailLang: "ja"}
	adminKey, err := sh.create(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	ctx, stop := context.WithCancel(t.Context())
	defer stop()
	server, served := serving(ctx, t, sh, adminKey)
	defer func() {
		stop()
		if err := <-served; err != nil {
			t.Errorf("serve = %v", err)
		}
		server.Transport.(*http.Transport).CloseIdleConnections()
	}()
	sold(t, server)

	o, err := server.Order(t.Context(), "order-1", api.OrderRequest{Program: "gift", Number: "G-1042",
		Giver: api.Giver{Mail: "hanako@example.jp", Lang: "ja", Notices: true},
		Cards: []api.OrderCardRequest{{To: "taro@example.jp", Lang: "ja", Value: circleYen(5000), Message: "おめでとう"}}})
	if err != nil {
		t.Fatal(err)
	}
	mails := map[string][2]string{} // in either order
	for range 2 {
		whole := <-c.took
		to := regexp.MustCompile(`(?m)^To: <(.*)>`).FindStringSubmatch(whole)[1]
		mails[to] = [2]string{whole, plainPart(t, whole)}
	}
	code, err := unspent.ParseCode(regexp.MustCompile(`[0-9A-Z]{5}(-[0-9A-Z]{5}){3}`).FindString(mails["taro@example.jp"][1]))
	if err != nil {
		t.Fatalf("the gift mail has no code: %v", err)
	}
	if order := mails["hanako@example.jp"]; strings.Contains(order[0]+order[1], code.Reveal()) || !strings.Contains(order[1], "G-1042") {
		t.Error("the order mail has no order number, or the code")
	}
	if _, err := server.Claim(t.Context(), "claim-1", unspent.Claim{Code: code, Account: "acct_taro"}); err != nil {
		t.Fatal(err)
	}
	notice, _ := c.arrived(t, "hanako@example.jp")

	holder := &client.Client{BaseURL: server.BaseURL, Transport: server.Transport}
	ask := func(amount int) api.Assessment {
		t.Helper()
		a, err := holder.Assess(t.Context(), client.Case{Files: []client.File{{Name: "notice.eml", Content: []byte(notice)}},
			Text: fmt.Appendf(nil, "brand: unspent\nasker: holder\nchannel: person\nform: mail\ncard: {amount: %d JPY, order: G-1042, recipient: "+
				"taro@example.jp, giver: hanako@example.jp}\nevidence:\n  - {file: notice.eml, owner: giver}\n", amount)})
		if err != nil {
			t.Fatal(err)
		}
		return a
	}
	a := ask(5000)
	if v := a; v.State != assess.Used || v.Confidence != assess.Proven || len(a.Evidence) != 1 || a.Evidence[0].Says != brand.MailOpened {
		t.Errorf("verdict = %s, %s from %+v; want used, proven", v.State, v.Confidence, a.Evidence)
	}
	if v := ask(9000); v.Confidence == assess.Proven {
		t.Errorf("of a card of another amount the verdict is %s, %s", v.State, v.Confidence)
	}

	// The gift mail comes back: the order tells so, and the card is as it was.
	b, err := readBounce("To: gift@mail.hanami.example\r\n\r\nStatus: 5.1.1\r\nDiagnostic-Code: smtp; 550 <taro@example.jp>: no such " +
		"user\r\n\r\n" + mails["taro@example.jp"][0])
	if err != nil {
		t.Fatal(err)
	}
	if err := server.ReportBounce(t.Context(), b.token, b.status, b.said); err != nil {
		t.Fatal(err)
	}
	o, err = server.OrderByNumber(t.Context(), o.Number)
	if err != nil || !strings.Contains(o.Cards[0].Failed, "no such user") || strings.Contains(o.Cards[0].Failed, "taro") || o.Cards[0].Status != "claimed" {
		t.Errorf("order = %+v, %v; want it claimed, its mail failed, and nobody named", o.Cards, err)
	}
	state, err := server.Mails(t.Context())
	if err != nil || !state.Configured || len(state.Dead) != 0 || len(state.Bounces) != 1 {
		t.Errorf("mails = %+v, %v", state, err)
	}
}

// A sender that the keys do not speak for is refused before a mail is.
func TestMailSettings(t *testing.T) {
	db := filepath.Join(t.TempDir(), "book.db")
	if _, err := notify.CreateKey(notify.KeyPath(db, "a"), "hanami.example", "a", notify.Ed25519, rand.Reader, time.Now()); err != nil {
		t.Fatal(err)
	}
	password := filepath.Join(t.TempDir(), "password")
	if err := os.WriteFile(password, []byte("pa55word\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	loose := filepath.Join(t.TempDir(), "loose")
	if err := os.WriteFile(loose, []byte("pa55word\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := os.Chmod(loose, 0o644); err != nil {
		t.Fatal(err)
	}
	good := Config{MailServer: "smtp://localhost:587", MailFrom: "gift@mail.hanami.example", MailKeys: notify.KeyPath(db, "a"), MailUser: "u",
		MailPasswordFile: password}
	tests := map[string]struct {
		edit func(*Config)
		says string
	}{
		"as it should be":     {func(*Config) {}, ""},
		"no keys":             {func(c *Config) { c.MailKeys = "" }, ""},
		"another domain":      {func(c *Config) { c.MailFrom = "gift@other.example" }, "does not speak for"},
		"a similar domain":    {func(c *Config) { c.MailFrom = "gift@nohanami.example" }, "does not speak for"},
		"no such key":         {func(c *Config) { c.MailKeys += "x" }, "keys dkim makes one"},
		"the same key twice":  {func(c *Config) { c.MailKeys += ", " + c.MailKeys }, "selector of its own"},
		"no such password":    {func(c *Config) { c.MailPasswordFile += "x" }, "mail-password-file"},
		"an empty password":   {func(c *Config) { c.MailPasswordFile = os.DevNull }, "user and a password"},
		"anybody's password":  {func(c *Config) { c.MailPasswordFile = loose }, "can be read by others"},
		"an unknown protocol": {func(c *Config) { c.MailServer = "http://localhost" }, "mail server is"},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			c := good
			tt.edit(&c)
			_, err := c.post("https://cards.example")
			if (err == nil) != (tt.says == "") || err != nil && !strings.Contains(err.Error(), tt.says) {
				t.Errorf("post = %v; want %q", err, tt.says)
			}
		})
	}
}
