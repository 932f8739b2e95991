package audit

import (
	"context"
	"encoding/binary"
	"slices"
	"testing"
	"time"

	"github.com/unspent-dev/unspent"
	"github.com/unspent-dev/unspent/internal/store"
)

// history is a book that the rules of package unspent and store.State write: the
// code that the audit must not share.
type history struct {
	t        testing.TB
	state    *store.State
	programs map[string]unspent.Program
	now      time.Time
	serials  []unspent.Serial
	requests uint64
	cards    uint64
}

func mustCurrency(t testing.TB, code string) unspent.Currency {
	t.Helper()
	cur, err := unspent.ParseCurrency(code)
	if err != nil {
		t.Fatal(err)
	}
	return cur
}

func newHistory(t testing.TB) *history {
	t.Helper()
	validity, err := unspent.ParsePeriod("P6M")
	if err != nil {
		t.Fatal(err)
	}
	jpy, eur := mustCurrency(t, "JPY"), mustCurrency(t, "EUR")
	return &history{t: t, state: store.NewState(), now: time.Date(2026, 12, 30, 9, 0, 0, 0, time.UTC), programs: map[string]unspent.Program{
		"gift": {ID: "gift", Currency: jpy, Validity: validity, Claimable: true, Spendable: true, Transferable: true, Limits: unspent.DefaultLimits(jpy)},
		"euro": {ID: "euro", Currency: eur, Claimable: true, Spendable: true, Transferable: true},
	}}
}

// record writes e as an own request.
func (h *history) record(e unspent.Event) unspent.Event {
	h.t.Helper()
	h.requests++
	return h.again(e)
}

// again writes e as a part of the same request as the event before.
func (h *history) again(e unspent.Event) unspent.Event {
	h.t.Helper()
	binary.BigEndian.PutUint64(e.Request[:], h.requests)
	binary.BigEndian.PutUint64(e.Print[8:], h.requests)
	e.By = "key_1"
	recorded, err := h.state.Record(e, h.now)
	if err != nil {
		h.t.Fatal(err)
	}
	h.now = h.now.Add(time.Minute)
	return recorded
}

// fresh returns what a new card needs.
func (h *history) fresh() (unspent.Serial, unspent.CardKey) {
	h.cards++
	s, err := unspent.NewSerial(600100, h.cards*7919)
	if err != nil {
		h.t.Fatal(err)
	}
	var key unspent.CardKey
	binary.BigEndian.PutUint64(key[:], h.cards)
	h.serials = append(h.serials, s)
	return s, key
}

func (h *history) money(program string, units int64) unspent.Money {
	return unspent.NewMoney(units, h.programs[program].Currency)
}

// issue makes count cards in one request.
func (h *history) issue(program string, units int64, count int, sold bool) []unspent.Serial {
	h.t.Helper()
	h.requests++
	from := len(h.serials)
	for range count {
		s, key := h.fresh()
		p := h.programs[program]
		e := unspent.Event{Kind: unspent.Issued, Program: program, Debit: unspent.CardRef(s), Amount: h.money(program, 0),
			Face: h.money(program, units), Key: key, Party: "per_1", Note: "order-1"}
		if sold {
			e.Debit, e.Credit, e.Amount, e.Until = unspent.WorldRef(program), unspent.CardRef(s), e.Face, p.Validity.After(h.now)
		}
		h.again(e)
	}
	return slices.Clone(h.serials[from:])
}

func (h *history) card(s unspent.Serial) unspent.Card { return h.state.Cards[s] }

func (h *history) terms(s unspent.Serial) unspent.Program { return h.programs[h.card(s).Program] }

func (h *history) account(id, program string) unspent.Account {
	return h.state.Account(unspent.AccountRef(id), h.programs[program].Currency)
}

func (h *history) claim(s unspent.Serial, id string) unspent.Event {
	h.t.Helper()
	return h.record(h.card(s).Claim(h.terms(s), h.account(id, h.card(s).Program), h.now))
}

func (h *history) spend(s unspent.Serial, units int64) unspent.Event {
	h.t.Helper()
	return h.record(h.card(s).Spend(h.terms(s), h.money(h.card(s).Program, units), "shop", "order-9", h.now))
}

func (h *history) refund(e unspent.Event, units int64) unspent.Event {
	h.t.Helper()
	amount, done := h.money(e.Program, units), h.state.Refunded[e.Seq].Units
	if s, ok := e.Debit.Serial(); ok {
		return h.record(h.card(s).Refund(e, done, amount, "back", h.now))
	}
	return h.record(h.state.Accounts[e.Debit].Refund(h.programs["gift"], e, unspent.Event{}, done, amount, "back", h.now))
}

func (h *history) hold(s unspent.Serial, d time.Duration) unspent.Event {
	h.t.Helper()
	return h.record(h.card(s).PlaceHold(h.terms(s), "per_2", h.now.Add(d), unspent.Digest{1}, h.now))
}

func (h *history) take(s unspent.Serial, hold unspent.Seq) unspent.Serial {
	h.t.Helper()
	next, key := h.fresh()
	h.record(h.card(s).Take(h.terms(s), hold, next, key, h.now))
	return next
}

func (h *history) transfer(s unspent.Serial) unspent.Serial {
	h.t.Helper()
	next, key := h.fresh()
	h.record(h.card(s).Transfer(h.terms(s), next, key, h.now))
	return next
}

// full returns a history with every kind of event, and several of most.
func full(t testing.TB) *history {
	h := newHistory(t)
	c := h.issue("gift", 5000, 8, true)
	i := h.issue("gift", 3000, 2, false)
	eur := h.issue("euro", 2500, 2, true)
	h.record(h.card(i[0]).Activate(h.programs["gift"], h.now))
	h.record(h.card(i[0]).Deactivate(h.now))
	h.record(h.card(i[0]).Activate(h.programs["gift"], h.now))
	h.record(h.card(i[1]).Void("sale_cancelled", "", h.now))
	h.claim(c[0], "taro")
	h.claim(c[0], "taro") // declined
	paid := h.record(h.account("taro", "gift").Spend(h.programs["gift"], h.money("gift", 1200), "shop", "o1", h.now))
	h.refund(paid, 200)
	h.refund(paid, 1001) // declined
	part := h.spend(c[1], 2000)
	h.spend(c[1], 3000)
	h.refund(part, 500)
	hold := h.hold(c[2], time.Hour)
	h.spend(c[2], 1) // declined
	h.record(h.card(c[2]).Release(hold.Seq, h.now))
	taken := h.take(c[2], hold.Seq)
	next := h.transfer(taken)
	last, key := h.fresh()
	h.record(h.card(next).Reissue(last, key, "lost", h.now))
	hold = h.hold(c[3], time.Hour)
	h.record(h.card(c[3]).CancelHold(hold.Seq, h.now))
	h.hold(c[3], 2*time.Minute)
	h.record(h.card(c[4]).Freeze("support_issue", "asked", h.now))
	h.record(h.card(c[4]).Unfreeze("cleared", ""))
	h.record(h.card(c[4]).Freeze("lost_or_stolen", "", h.now))
	h.record(h.card(c[5]).Void("chargeback", "", h.now))
	h.record(h.card(c[6]).Adjust(h.money("gift", 700), "complimentary", "", h.now))
	h.record(h.card(c[6]).Adjust(h.money("gift", -5700), "support_issue", "", h.now))
	h.spend(c[3], 10) // its hold has lapsed
	h.accounts()
	h.claim(eur[0], "hanako")
	h.spend(eur[1], 99)
	h.now = h.now.AddDate(0, 7, 0)
	h.record(h.card(c[7]).Expire(h.now))
	h.record(h.card(c[3]).Expire(h.now))
	h.claim(last, "taro") // declined: lapsed
	return h
}

// accounts does with accounts what the staff does, and undoes a claim of which a part
// was spent.
func (h *history) accounts() {
	c := h.issue("gift", 5000, 2, true)
	h.claim(c[0], "jiro")
	h.record(h.account("jiro", "gift").Spend(h.programs["gift"], h.money("gift", 300), "shop", "", h.now))
	wrong := h.claim(c[1], "mistyped")
	h.record(h.account("mistyped", "gift").Adjust(h.programs["gift"], h.money("gift", -1000), "support_issue", "mine", h.now))
	h.record(h.account("mistyped", "gift").Freeze("support_issue", ""))
	h.record(h.account("mistyped", "gift").Unclaim(h.card(c[1]), wrong, false, "wrong_account", "called", h.now))
	h.record(h.account("mistyped", "gift").Unclaim(h.card(c[1]), wrong, true, "wrong_account", "called", h.now)) // declined
	h.record(h.account("mistyped", "gift").Unfreeze("cleared", ""))
	h.record(h.account("jiro", "gift").Close("support_issue", "asked"))
	h.record(h.account("mistyped", "gift").Close("support_issue", "")) // nothing is left
	h.imports()
}

// imports takes over a card of each state that there can be.
func (h *history) imports() {
	h.requests++
	nothing, left := h.money("gift", 0), h.money("gift", 1200)
	for _, c := range []unspent.OwnCard{
		{State: unspent.StateActive, Balance: left, End: h.now.AddDate(1, 0, 0), Seen: h.now.AddDate(-1, 0, 0), Order: "A-1"},
		{State: unspent.StateActive, Balance: left, Frozen: "chargeback"},
		{State: unspent.StateInactive, Balance: nothing},
		{State: unspent.StateSpent, Balance: nothing},
		{State: unspent.StateVoid, Balance: nothing},
		{State: unspent.StateExpired, Balance: nothing, End: h.now.AddDate(-1, 0, 0)},
	} {
		c.Face = h.money("gift", 5000)
		serial, key := h.fresh()
		ev, err := c.Import(h.programs["gift"], serial, key, "", h.now)
		if err != nil {
			h.t.Fatal(err)
		}
		h.again(ev)
	}
}

// book is a store.Reader over a journal and what is stored beside it, which need
// not agree. What the audit does not use is nil.
type book struct {
	store.Reader
	programs map[string]unspent.Program
	journal  []unspent.Event
	kept     *store.State
	// grow, if not nil, runs after the journal has been read, as a server beside
	// the audit does.
	grow func(b *book)
	// later, if not nil, is what the programs are when they are read again.
	later map[string]unspent.Program
}

// Documents says that there is no correction of the clock.
func (b *book) Documents(context.Context, store.Pick) ([]store.Document, error) { return nil, nil }

func (h *history) book() *book {
	return &book{programs: h.programs, journal: slices.Clone(h.state.Journal), kept: h.state}
}

func (b *book) Programs(context.Context) (map[string]unspent.Program, error) {
	now := b.programs
	if b.later != nil {
		b.programs = b.later
	}
	return now, nil
}

func (b *book) Journal(ctx context.Context, from unspent.Seq, f func(unspent.Event) error) error {
	for i := int(from) - 1; i < len(b.journal); i++ {
		if err := f(b.journal[i]); err != nil {
			return err
		}
	}
	if grow := b.grow; grow != nil {
		b.grow = nil
		grow(b)
	}
	return ctx.Err()
}

func (b *book) Load(ctx context.Context, want store.Want, into *store.State) error {
	into.Seq, into.At = b.kept.Seq, b.kept.At
	for _, key := range want.Codes {
		if s, ok := b.kept.Codes[key]; ok {
			into.PutCard(b.kept.Cards[s])
		}
	}
	for _, s := range want.Serials {
		if c, ok := b.kept.Cards[s]; ok {
			into.PutCard(c)
		}
	}
	for _, ref := range want.Accounts {
		if a, ok := b.kept.Accounts[ref]; ok {
			into.Accounts[ref] = a
		}
	}
	for _, id := range want.Requests {
		if a, ok := b.kept.Answers[id]; ok {
			into.Answers[id] = a
		}
	}
	for _, seq := range want.Refunded {
		if r, ok := b.kept.Refunded[seq]; ok {
			into.Refunded[seq] = r
		}
	}
	return ctx.Err()
}

func (b *book) Lapsed(_ context.Context, now time.Time, _ unspent.CardKey, _ int) ([]unspent.Card, unspent.CardKey, error) {
	var found []unspent.Card
	for _, c := range b.kept.Cards {
		if c.State == unspent.StateActive && c.Standing(now) == unspent.StateExpired {
			found = append(found, c)
		}
	}
	return found, unspent.CardKey{}, nil
}
