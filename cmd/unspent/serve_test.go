package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"os"
	"path/filepath"
	"sync"
	"sync/atomic"
	"testing"

	"go.uber.org/goleak"

	"github.com/unspent-dev/unspent"
	"github.com/unspent-dev/unspent/api"
	"github.com/unspent-dev/unspent/client"
)

// TestStopFinishesWhatWasAccepted stops a server under load: every answered
// payment is there afterwards, and an unanswered one happened once or not at all.
func TestStopFinishesWhatWasAccepted(t *testing.T) {
	defer goleak.VerifyNone(t, goleak.IgnoreCurrent()) // other tests leave a terminal's reader behind
	sh := newShell("unspent", func(string) string { return "" }, nil, io.Discard, io.Discard)
	sh.config = Config{DB: filepath.Join(t.TempDir(), "book.db"), Addr: "127.0.0.1:0", Prefix: 600100}
	key, err := sh.create(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	ctx, stop := context.WithCancel(t.Context())
	defer stop()
	c, served := serving(ctx, t, sh, key)
	cards, account := sold(t, c), "acct"
	if _, err := c.Claim(ctx, "claim", unspent.Claim{Code: cards[0].Code, Account: account}); err != nil {
		t.Fatal(err)
	}

	const workers, each = 16, 400
	pay := func(c *client.Client, worker, n int) error {
		_, err := c.Spend(t.Context(), fmt.Sprintf("pay-%d-%d", worker, n), unspent.Spend{Account: account, Amount: yen(1), Merchant: "m1"})
		return err
	}
	var answered, asked atomic.Int64
	var crew sync.WaitGroup
	for w := range workers {
		crew.Go(func() {
			for n := range each {
				asked.Add(1)
				if err := pay(c, w, n); err != nil {
					return
				}
				if answered.Add(1) == 500 {
					stop()
				}
			}
		})
	}
	crew.Wait()
	if err := <-served; err != nil {
		t.Fatalf("serve = %v", err)
	}
	c.Transport.(*http.Transport).CloseIdleConnections()

	ctx, stop = context.WithCancel(t.Context())
	defer stop()
	c, served = serving(ctx, t, sh, key)
	left := balance(t, c, account)
	if paid := 100_000 - left; paid < answered.Load() || paid > asked.Load() {
		t.Errorf("%d payments were asked for, %d answered, and %d happened", asked.Load(), answered.Load(), paid)
	}
	for w := range workers { // asked again, all of them happen exactly once
		for n := range 10 {
			if err := pay(c, w, n); err != nil {
				t.Fatal(err)
			}
		}
	}
	if again := balance(t, c, account); left-again > asked.Load()-answered.Load()+workers*10 || again > left {
		t.Errorf("the balance went from %d to %d", left, again)
	}
	stop()
	if err := <-served; err != nil {
		t.Errorf("serve = %v", err)
	}
	c.Transport.(*http.Transport).CloseIdleConnections()
}

// serving runs a server until ctx is done, and returns a client of it.
func serving(ctx context.Context, t *testing.T, sh *shell, key string) (*client.Client, chan error) {
	t.Helper()
	l, err := listen(ctx, "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	base := "http://" + l.Addr().String()
	h, err := sh.openHouse(ctx, houseOptions{baseURL: base})
	if err != nil {
		t.Fatal(errors.Join(err, l.Close()))
	}
	served := make(chan error, 1)
	go func() { served <- (&front{pages: l, base: base}).serve(ctx, h, slog.New(slog.DiscardHandler)) }()
	return &client.Client{BaseURL: base, Key: key, Transport: &http.Transport{MaxIdleConnsPerHost: 16}}, served
}

// sold makes a program and one card of ¥100,000.
func sold(t *testing.T, c *client.Client) []api.IssuedCard {
	t.Helper()
	_, err := c.CreateProgram(t.Context(), "p", unspent.Program{ID: "gift", Name: "Gift", Currency: yen(0).Currency(), Claimable: true, Spendable: true})
	if err != nil {
		t.Fatal(err)
	}
	cards, err := c.Issue(t.Context(), "i", unspent.Issue{Program: "gift", Value: yen(100_000), Count: 1, Activate: true})
	if err != nil {
		t.Fatal(err)
	}
	return cards
}

func balance(t *testing.T, c *client.Client, account string) int64 {
	t.Helper()
	a, err := c.Account(t.Context(), account)
	if err != nil {
		t.Fatal(err)
	}
	return a.Balance.Units()
}

// A server assesses cases with the brands of its settings, looks keys of mails up
// at its DNS server, and starts only if its brands can be read.
func TestServeAssesses(t *testing.T) {
	brands := t.TempDir()
	profile, err := os.ReadFile("../../brand/data/amazon-jp.yaml")
	if err != nil {
		t.Fatal(err)
	}
	own := filepath.Join(brands, "own.yaml")
	if err := os.WriteFile(own, bytes.Replace(profile, []byte("id: amazon-jp"), []byte("id: own"), 1), 0o600); err != nil {
		t.Fatal(err)
	}
	sh := newShell("unspent", func(string) string { return "" }, nil, io.Discard, io.Discard)
	sh.config = Config{DB: filepath.Join(t.TempDir(), "book.db"), Addr: "127.0.0.1:0", Prefix: 600100, AssessBrands: brands, AssessDNS: dnsOff}
	key, err := sh.create(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	ctx, stop := context.WithCancel(t.Context())
	c, served := serving(ctx, t, sh, key)
	c.Key = ""
	const text = "brand: own\nasker: holder\nchannel: shop\nevidence: [{file: a.eml, owner: giver}]\n"
	a, err := c.Assess(ctx, client.Case{Text: []byte(text), Files: []client.File{{Name: "a.eml",
		Content: []byte("From: do-not-reply@amazon.co.jp\r\nSubject: x\r\n\r\nx\r\n")}}})
	if err != nil || a.Brand != "own" || len(a.Evidence) != 1 || a.Evidence[0].File != "a.eml" {
		t.Errorf("Assess = %+v, %v", a, err)
	}
	stop()
	if err := <-served; err != nil {
		t.Errorf("serve = %v", err)
	}
	c.Transport.(*http.Transport).CloseIdleConnections()
	if err := os.WriteFile(own, []byte("id: [broken"), 0o600); err != nil {
		t.Fatal(err)
	}
	if h, err := sh.openHouse(t.Context(), houseOptions{}); err == nil {
		t.Errorf("a server with broken brands starts: %v", h.Close())
	}
}
