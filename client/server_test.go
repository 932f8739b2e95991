package client_test

import (
	"bytes"
	"context"
	"crypto/rand"
	"log/slog"
	"net/http/httptest"
	"slices"
	"testing"
	"time"

	"github.com/unspent-dev/unspent"
	"github.com/unspent-dev/unspent/api"
	"github.com/unspent-dev/unspent/client"
	"github.com/unspent-dev/unspent/internal/approval"
	"github.com/unspent-dev/unspent/internal/book"
	"github.com/unspent-dev/unspent/internal/counter"
	"github.com/unspent-dev/unspent/internal/gate"
	"github.com/unspent-dev/unspent/internal/httpapi"
	"github.com/unspent-dev/unspent/internal/keyring"
	"github.com/unspent-dev/unspent/internal/receipt"
	"github.com/unspent-dev/unspent/internal/store/memory"
	"github.com/unspent-dev/unspent/proof"
)

// serve runs a real server on a book in memory and returns its address and an
// admin key.
func serve(limits gate.Limits) (address, key string, stop func(), err error) {
	ring, err := keyring.New(rand.Reader, time.Now())
	if err != nil {
		return "", "", nil, err
	}
	ctx := context.Background()
	kept := memory.New()
	b, err := book.Open(ctx, kept, ring, book.Options{})
	if err != nil {
		return "", "", nil, err
	}
	if _, key, err = b.CreateKey(ctx, unspent.Actor{Role: unspent.System}, "test", unspent.Admin, ""); err != nil {
		return "", "", nil, err
	}
	signer := receipt.New(ring, "https://cards.example")
	set, err := signer.JWKS()
	if err != nil {
		return "", "", nil, err
	}
	keys, err := proof.ParseKeys(set)
	if err != nil {
		return "", "", nil, err
	}
	lookups, err := gate.New(gate.Options{Now: time.Now, Rand: rand.Reader, Limits: limits})
	if err != nil {
		return "", "", nil, err
	}
	const base = "https://cards.example"
	log := slog.New(slog.DiscardHandler)
	o, err := counter.New(counter.Config{Book: b, Signer: signer, Keys: keys, Gate: lookups, BaseURL: base, Store: kept,
		SecondPerson: approval.MostOf(1_000_000), Log: log})
	if err != nil {
		return "", "", nil, err
	}
	h, err := httpapi.New(httpapi.Config{Counter: o})
	if err != nil {
		return "", "", nil, err
	}
	s := httptest.NewServer(h)
	return s.URL, key, func() { s.Close(); _ = b.Close() }, nil
}

// start returns a client with an admin key and one without a key.
func start(t *testing.T, limits gate.Limits) (admin, holder *client.Client) {
	t.Helper()
	address, key, stop, err := serve(limits)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(stop)
	return &client.Client{BaseURL: address, Key: key}, &client.Client{BaseURL: address}
}

func yen(t *testing.T, units int64) unspent.Money {
	t.Helper()
	cur, err := unspent.ParseCurrency("JPY")
	if err != nil {
		t.Fatal(err)
	}
	return unspent.NewMoney(units, cur)
}

// want stops the test if a step failed.
func want(t *testing.T, step string, err error) {
	t.Helper()
	if err != nil {
		t.Fatalf("%s: %v (%s)", step, err, unspent.ReasonOf(err))
	}
}

// approveAll has a colleague of an admin approve what waits.
func approveAll(t *testing.T, admin *client.Client) {
	t.Helper()
	made, err := admin.CreateKey(t.Context(), "colleague", api.KeyRequest{Name: "colleague", Role: unspent.Admin})
	want(t, "create key", err)
	colleague := &client.Client{BaseURL: admin.BaseURL, Key: made.Key}
	waiting, err := colleague.Approvals(t.Context(), "open", "", 0)
	want(t, "approvals", err)
	for _, a := range waiting.Approvals {
		_, err := colleague.Approve(t.Context(), "approve", a.ID)
		want(t, "approve", err)
	}
}

// issue makes a program and cards of ¥5,000.
func issue(t *testing.T, admin *client.Client, count int, sold bool) []api.IssuedCard {
	t.Helper()
	ctx := t.Context()
	p := unspent.Program{ID: "gift-jpy", Name: "ギフトカード", Currency: yen(t, 0).Currency(), Claimable: true, Spendable: true, Transferable: true}
	_, err := admin.CreateProgram(ctx, "program", p)
	want(t, "create program", err)
	cards, err := admin.Issue(ctx, "issue", unspent.Issue{Program: "gift-jpy", Value: yen(t, 5000), Count: count, Activate: sold, Recipient: "taro@example.jp"})
	want(t, "issue", err)
	if len(cards) != count {
		t.Fatalf("issued %d cards; want %d", len(cards), count)
	}
	return cards
}

func TestPrograms(t *testing.T) {
	admin, holder := start(t, gate.Limits{})
	period, err := unspent.ParsePeriod("P10Y")
	want(t, "period", err)
	p := unspent.Program{ID: "gift", Name: "Gift", Currency: yen(t, 0).Currency(), Validity: period, Spendable: true,
		Limits: unspent.Limits{AccountCap: 9, PerTransfer: 7, PerMonth: 8}, RevealWindow: time.Hour}
	made, err := admin.CreateProgram(t.Context(), "a", p)
	want(t, "create", err)
	p.Zone = unspent.DefaultZone(p.Currency) // as none was given
	if p.CreatedAt = made.CreatedAt; made != p || p.CreatedAt.IsZero() {
		t.Errorf("CreateProgram = %+v; want %+v", made, p)
	}
	all, err := admin.Programs(t.Context())
	want(t, "list", err)
	if len(all) != 1 || all[0] != made {
		t.Errorf("Programs = %+v; want %+v", all, made)
	}
	one, err := holder.Program(t.Context(), "gift")
	want(t, "one, without a key", err)
	if one != made {
		t.Errorf("Program = %+v; want %+v", one, made)
	}
	if _, err := holder.Program(t.Context(), "none"); unspent.ReasonOf(err) != unspent.NotFound {
		t.Errorf("Program of none: %v", err)
	}
}

func TestProgramsOfManyPages(t *testing.T) {
	admin, _ := start(t, gate.Limits{})
	const most = 120 // more than two pages of the server's default
	for i := range most {
		id := string([]byte{'p', byte('a' + i/26), byte('a' + i%26)})
		_, err := admin.CreateProgram(t.Context(), id, unspent.Program{ID: id, Name: id, Currency: yen(t, 0).Currency(), Spendable: true})
		want(t, "create", err)
	}
	all, err := admin.Programs(t.Context())
	want(t, "list", err)
	if len(all) != most {
		t.Errorf("Programs lists %d; want %d", len(all), most)
	}
}

func TestKeys(t *testing.T) {
	admin, _ := start(t, gate.Limits{})
	k, err := admin.CreateKey(t.Context(), "a",
		api.KeyRequest{Name: "till 4", Role: unspent.Merchant, Merchant: "m1", Accounts: []string{"acct_shop1_*", "acct_7"}})
	want(t, "create", err)
	if k.Role != unspent.Merchant || k.Merchant != "m1" || k.Name != "till 4" || !slices.Equal(k.Accounts, []string{"acct_shop1_*", "acct_7"}) ||
		!k.RevokedAt.IsZero() {
		t.Errorf("CreateKey = %+v", k)
	}
	till := *admin
	till.Key = k.Key
	if _, err := till.Keys(t.Context()); unspent.ReasonOf(err) != unspent.Forbidden {
		t.Errorf("a merchant lists keys: %v; want %s", err, unspent.Forbidden)
	}
	want(t, "revoke", admin.RevokeKey(t.Context(), "b", k.ID))
	all, err := admin.Keys(t.Context())
	want(t, "list", err)
	if len(all) != 2 || all[0].RevokedAt.IsZero() == all[1].RevokedAt.IsZero() {
		t.Errorf("Keys = %+v; want one in force and one revoked", all)
	}
	if _, err := till.Keys(t.Context()); unspent.ReasonOf(err) != unspent.Unauthenticated {
		t.Errorf("a revoked key: %v; want %s", err, unspent.Unauthenticated)
	}
}

// TestHandOver is the life of a card between two holders.
func TestHandOver(t *testing.T) {
	admin, holder := start(t, gate.Limits{})
	ctx := t.Context()
	card := issue(t, admin, 1, true)[0]

	seen, err := holder.Check(ctx, card.Code)
	want(t, "check", err)
	if !seen.Unspent || seen.Serial != card.Serial || seen.Balance != yen(t, 5000) || seen.Held != nil {
		t.Errorf("Check = %+v; want it unspent", seen)
	}
	until := time.Now().Add(time.Hour).Truncate(time.Second).UTC()
	placed, err := holder.Hold(ctx, "hold", unspent.PlaceHold{Code: card.Code, For: "buyer@example.jp", Until: until})
	want(t, "hold", err)
	if !placed.Hold.Until.Equal(until) || placed.Secret.IsZero() {
		t.Errorf("Hold = %+v; want until %s and a secret", placed, until)
	}
	held, err := holder.CheckHold(ctx, unspent.Seq(placed.Hold.ID), placed.Secret)
	want(t, "check hold", err)
	if !held.Unspent || held.Held == nil || held.Held.ID != placed.Hold.ID || held.Held.Released {
		t.Errorf("CheckHold = %+v; want it held, and unspent for its counterparty", held)
	}
	take := unspent.Take{Hold: unspent.Seq(placed.Hold.ID), Secret: placed.Secret}
	if _, err := holder.Take(ctx, "too-early", take); unspent.ReasonOf(err) != unspent.NotReleased {
		t.Errorf("take before release: %v; want %s", err, unspent.NotReleased)
	}
	want(t, "release", holder.Release(ctx, "release", unspent.Release{Hold: unspent.Seq(placed.Hold.ID), Code: card.Code}))
	taken, err := holder.Take(ctx, "take", take)
	want(t, "take", err)
	if taken.Replaced != card.Serial || taken.Card.Code.IsZero() {
		t.Errorf("Take = %+v; want a new code for %s", taken, card.Serial)
	}
	old, err := holder.Check(ctx, card.Code)
	want(t, "check the old code", err)
	if old.State != unspent.StateReplaced {
		t.Errorf("the old card is %s; want %s", old.State, unspent.StateReplaced)
	}
	moved, err := holder.Transfer(ctx, "transfer-of-the-holder", unspent.Transfer{Code: taken.Card.Code})
	want(t, "transfer-of-the-holder", err)
	if moved.Replaced != taken.Card.Serial {
		t.Errorf("Transfer replaced %s; want %s", moved.Replaced, taken.Card.Serial)
	}
	again, err := holder.Transfer(ctx, "transfer-of-the-holder", unspent.Transfer{Code: taken.Card.Code})
	want(t, "transfer again", err)
	if again.Card.Code.Reveal() != moved.Card.Code.Reveal() {
		t.Error("the same transfer with the same id shows another code")
	}
	got, err := admin.Claim(ctx, "claim", unspent.Claim{Code: moved.Card.Code, Account: "acct_taro"})
	want(t, "claim", err)
	if got.Account.ID != "acct_taro" || got.Account.Balance != yen(t, 5000) || got.Event.Kind != unspent.Claimed {
		t.Errorf("Claim = %+v", got)
	}
}

func TestCancelHold(t *testing.T) {
	admin, holder := start(t, gate.Limits{})
	ctx := t.Context()
	card := issue(t, admin, 1, true)[0]
	placed, err := holder.Hold(ctx, "hold", unspent.PlaceHold{Code: card.Code, For: "b", Until: time.Now().Add(time.Hour)})
	want(t, "hold", err)
	want(t, "cancel", holder.CancelHold(ctx, "cancel", unspent.CancelHold{Hold: unspent.Seq(placed.Hold.ID), Secret: placed.Secret}))
	seen, err := holder.Check(ctx, card.Code)
	want(t, "check", err)
	if !seen.Unspent {
		t.Errorf("after the hold the card is %+v; want it unspent", seen)
	}
}

func TestPayments(t *testing.T) {
	admin, holder := start(t, gate.Limits{})
	ctx := t.Context()
	card := issue(t, admin, 1, true)[0]
	spend := unspent.Spend{Code: card.Code, Amount: yen(t, 1200), Merchant: "m1", Reference: "order-9"}
	paid, err := admin.Spend(ctx, "spend", spend)
	want(t, "spend", err)
	if paid.Balance != yen(t, 3800) || paid.Event.Kind != unspent.Spent || paid.Event.Reference != "order-9" {
		t.Errorf("Spend = %+v", paid)
	}
	back, err := admin.Refund(ctx, "refund", unspent.Refund{Event: paid.Event.Seq, Amount: yen(t, 200)})
	want(t, "refund", err)
	if back.Balance != yen(t, 4000) || back.Event.Of != paid.Event.ID {
		t.Errorf("Refund = %+v", back)
	}
	spend.Amount = yen(t, 4001)
	if _, err := admin.Spend(ctx, "too-much", spend); unspent.ReasonOf(err) != unspent.Insufficient {
		t.Errorf("spend over the balance: %v; want %s", err, unspent.Insufficient)
	}
	if _, err := admin.Spend(ctx, "spend", spend); unspent.ReasonOf(err) != unspent.Conflict {
		t.Errorf("another spend with the same id: %v; want %s", err, unspent.Conflict)
	}
	if _, err := holder.Spend(ctx, "x", spend); unspent.ReasonOf(err) != unspent.Unauthenticated {
		t.Errorf("a holder pays: %v; want %s", err, unspent.Unauthenticated)
	}
	_, err = admin.Claim(ctx, "claim", unspent.Claim{Code: card.Code, Account: "acct"})
	want(t, "claim", err)
	fromAccount := unspent.Spend{Account: "acct", Amount: yen(t, 1000), Merchant: "m1"}
	if _, err = admin.Spend(ctx, "from-account", fromAccount); unspent.ReasonOf(err) != unspent.SecondPerson {
		t.Errorf("an admin alone pays from an account: %v", err)
	}
	approveAll(t, admin)
	_, err = admin.Spend(ctx, "from-account", fromAccount)
	want(t, "spend from an account", err)
	account, err := admin.Account(ctx, "acct")
	want(t, "account", err)
	if account.Balance != yen(t, 3000) {
		t.Errorf("Account = %+v; want 3000", account)
	}
	page, err := admin.History(ctx, "acct", "", 1)
	want(t, "history", err)
	if len(page.Events) != 1 || page.Events[0].Kind != unspent.Spent || page.Next == "" {
		t.Fatalf("History = %+v; want the payment and more", page)
	}
	page, err = admin.History(ctx, "acct", page.Next, 0)
	want(t, "history, second page", err)
	if len(page.Events) != 1 || page.Events[0].Kind != unspent.Claimed || page.Next != "" {
		t.Errorf("History = %+v; want the claim and no more", page)
	}
}

func TestStaff(t *testing.T) {
	admin, _ := start(t, gate.Limits{})
	ctx := t.Context()
	cards := issue(t, admin, 2, false)
	serial := cards[0].Serial
	steps := []struct {
		name string
		do   func(id string) (api.Event, error)
		kind unspent.Kind
		left int64
	}{
		{"activate", func(id string) (api.Event, error) {
			return admin.Activate(ctx, id, unspent.Activate{Serial: serial})
		}, unspent.Activated, 5000},
		{"deactivate", func(id string) (api.Event, error) {
			return admin.Deactivate(ctx, id, unspent.Deactivate{Serial: serial})
		}, unspent.Deactivated, 0},
		{"activate again", func(id string) (api.Event, error) {
			return admin.Activate(ctx, id, unspent.Activate{Serial: serial})
		}, unspent.Activated, 5000},
		{"freeze", func(id string) (api.Event, error) {
			return admin.Freeze(ctx, id, unspent.Freeze{Serial: serial, Reason: "chargeback", Note: "n"})
		}, unspent.Frozen, 5000},
		{"unfreeze", func(id string) (api.Event, error) {
			return admin.Unfreeze(ctx, id, unspent.Unfreeze{Serial: serial, Reason: "cleared"})
		}, unspent.Unfrozen, 5000},
		{"adjust", func(id string) (api.Event, error) {
			return admin.Adjust(ctx, id, unspent.Adjust{Serial: serial, Delta: yen(t, -500), Reason: "support_issue"})
		}, unspent.Adjusted, 4500},
		{"void", func(id string) (api.Event, error) {
			return admin.Void(ctx, id, unspent.Void{Serial: serial, Reason: "sale_cancelled"})
		}, unspent.Voided, 0},
	}
	for i, step := range steps {
		e, err := step.do("step-" + string(rune('a'+i)))
		want(t, step.name, err)
		if e.Kind != step.kind || e.Balance.Units() != step.left {
			t.Errorf("%s = %+v; want %s and %d left", step.name, e, step.kind, step.left)
		}
	}
	_, err := admin.Activate(ctx, "other", unspent.Activate{Serial: cards[1].Serial})
	want(t, "activate the other", err)
	if _, err := admin.Reissue(ctx, "reissue", unspent.Reissue{Serial: cards[1].Serial, Note: "lost"}); unspent.ReasonOf(err) != unspent.SecondPerson {
		t.Errorf("an admin alone is shown a new code: %v", err)
	}
	approveAll(t, admin)
	r, err := admin.Reissue(ctx, "reissue", unspent.Reissue{Serial: cards[1].Serial, Note: "lost"})
	want(t, "reissue", err)
	card, err := admin.Card(ctx, cards[1].Serial)
	want(t, "card", err)
	if card.Successor != r.Card.Serial || card.State != unspent.StateReplaced || card.Recipient == "" {
		t.Errorf("Card = %+v; want it replaced by %s", card, r.Card.Serial)
	}
	page, err := admin.CardEvents(ctx, cards[1].Serial, "", 0)
	want(t, "events", err)
	if len(page.Events) != 3 || page.Events[0].Kind != unspent.Reissued {
		t.Errorf("CardEvents = %+v; want reissued, activated, issued", page.Events)
	}
	want(t, "confirm", admin.ConfirmDelivery(ctx, "confirm", page.Events[0].Seq))
	late, err := admin.Reissue(ctx, "reissue", unspent.Reissue{Serial: cards[1].Serial, Note: "lost"})
	want(t, "reissue after the reveal window", err)
	if !late.Card.Code.IsZero() || late.Card.Serial != r.Card.Serial {
		t.Errorf("Reissue after the reveal window = %+v; want the serial without a code", late)
	}
	want(t, "forget", admin.Forget(ctx, "forget", card.Recipient))
}

func TestReceipts(t *testing.T) {
	admin, holder := start(t, gate.Limits{})
	ctx := t.Context()
	card := issue(t, admin, 1, true)[0]
	r, err := holder.Prove(ctx, client.Proof{Code: card.Code, Audience: "shop.example", Nonce: "n-1", TTL: time.Hour})
	want(t, "prove", err)
	set, err := holder.JWKS(ctx)
	want(t, "jwks", err)
	keys, err := proof.ParseKeys(set)
	want(t, "keys", err)
	said, err := proof.Verify(r.Receipt, keys, proof.Expect{Audience: "shop.example", Nonce: "n-1", Now: time.Now()})
	want(t, "verify offline", err)
	if !said.Unspent || said.Serial != card.Serial.String() {
		t.Errorf("the receipt says %+v; want it unspent", said)
	}
	v, err := holder.VerifyReceipt(ctx, r.Receipt, "shop.example", "n-1")
	want(t, "verify", err)
	if v.Changed || !v.Joined || !v.Then.Unspent || v.Now == nil || !v.Now.Unspent || v.Then.KeyID != said.KeyID {
		t.Errorf("VerifyReceipt = %+v; want nothing changed", v)
	}
	_, err = admin.Claim(ctx, "claim", unspent.Claim{Code: card.Code, Account: "a"})
	want(t, "claim", err)
	v, err = holder.VerifyReceipt(ctx, r.Receipt, "", "")
	want(t, "verify later", err)
	if !v.Changed || !v.Joined || !v.Then.Unspent || v.Now == nil || v.Now.Unspent {
		t.Errorf("VerifyReceipt = %+v; want it unspent then and not now", v)
	}
	if _, err := holder.VerifyReceipt(ctx, r.Receipt, "other.example", ""); unspent.ReasonOf(err) != unspent.ReceiptAudience {
		t.Errorf("a receipt for somebody else: %v; want %s", err, unspent.ReceiptAudience)
	}
}

func TestChecks(t *testing.T) {
	admin, _ := start(t, gate.Limits{})
	card := issue(t, admin, 1, true)[0]
	got, err := admin.Checks(t.Context(), []unspent.Code{card.Code, unspent.DeriveCode([32]byte{1}, 0)})
	want(t, "checks", err)
	if len(got) != 2 || got[0].Problem != nil || !got[0].Unspent || got[1].Problem == nil || got[1].Problem.Reason != unspent.NotFound {
		t.Errorf("Checks = %+v; want one unspent and one unknown", got)
	}
}

// TestWork lets the gate ask for a proof of work, which the client does by itself.
func TestWork(t *testing.T) {
	limits := gate.DefaultLimits()
	limits.Client.Work, limits.Bits = 1, 8
	admin, holder := start(t, limits)
	card := issue(t, admin, 1, true)[0]
	for i := range 3 {
		if _, err := holder.Check(t.Context(), unspent.DeriveCode([32]byte{2}, i)); unspent.ReasonOf(err) != unspent.NotFound {
			t.Fatalf("an unknown code: %v; want %s", err, unspent.NotFound)
		}
	}
	seen, err := holder.Check(t.Context(), card.Code)
	if err != nil || !seen.Unspent {
		t.Errorf("Check past the threshold = %+v, %v; want it unspent", seen, err)
	}
	limits.Bits = 32 // more than the client does
	admin, holder = start(t, limits)
	code := unspent.DeriveCode([32]byte{2}, 0)
	if _, err := admin.Check(t.Context(), code); unspent.ReasonOf(err) != unspent.NotFound {
		t.Errorf("an API key's miss: %v; want %s", err, unspent.NotFound)
	}
	_, _ = holder.Check(t.Context(), code)
	if _, err := holder.Check(t.Context(), code); unspent.ReasonOf(err) != unspent.WorkRequired || bytes.Contains([]byte(err.Error()), []byte(code.Reveal())) {
		t.Errorf("a puzzle of 32 bits: %v; want %s", err, unspent.WorkRequired)
	}
}
