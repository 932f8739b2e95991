package report

import (
	"bytes"
	"cmp"
	"context"
	"encoding/binary"
	"slices"
	"testing"
	"time"

	gocmp "github.com/google/go-cmp/cmp"
	"github.com/unspent-dev/unspent"
	"github.com/unspent-dev/unspent/internal/store"
	"pgregory.net/rapid"
)

// history is a book written by the rules of package unspent and store.State.
type history struct {
	t        testing.TB
	state    *store.State
	programs map[string]unspent.Program
	now      time.Time
	serials  []unspent.Serial
	n        uint64
}

// journal is a Journal.
type journal []unspent.Event

func (j journal) Journal(_ context.Context, from unspent.Seq, f func(unspent.Event) error) error {
	for _, e := range j[from-1:] {
		if err := f(e); err != nil {
			return err
		}
	}
	return nil
}

// upTo returns what j held at an instant.
func (j journal) upTo(at time.Time) journal {
	n := slices.IndexFunc(j, func(e unspent.Event) bool { return e.At.After(at) })
	if n < 0 {
		return j
	}
	return j[:n]
}

func currency(t testing.TB, code string) unspent.Currency {
	t.Helper()
	cur, err := unspent.ParseCurrency(code)
	if err != nil {
		t.Fatal(err)
	}
	return cur
}

func newHistory(t testing.TB) *history {
	t.Helper()
	half, err := unspent.ParsePeriod("P6M")
	if err != nil {
		t.Fatal(err)
	}
	program := func(id, cur string, validity unspent.Period) unspent.Program {
		return unspent.Program{ID: id, Currency: currency(t, cur), Validity: validity, Claimable: true, Spendable: true, Transferable: true}
	}
	return &history{t: t, state: store.NewState(), now: time.Date(2026, 9, 30, 3, 0, 0, 0, time.UTC), programs: map[string]unspent.Program{
		"gift": program("gift", "JPY", half), "euro": program("euro", "EUR", unspent.Period{}),
	}}
}

func (h *history) record(e unspent.Event) unspent.Event {
	h.t.Helper()
	h.n++
	binary.BigEndian.PutUint64(e.Request[:], h.n)
	e.By = "key_1"
	recorded, err := h.state.Record(e, h.now)
	if err != nil {
		h.t.Fatal(err)
	}
	return recorded
}

func (h *history) fresh() (unspent.Serial, unspent.CardKey) {
	h.n++
	s, err := unspent.NewSerial(600100, h.n)
	if err != nil {
		h.t.Fatal(err)
	}
	var key unspent.CardKey
	binary.BigEndian.PutUint64(key[:], h.n)
	return s, key
}

func (h *history) money(program string, units int64) unspent.Money {
	return unspent.NewMoney(units, h.programs[program].Currency)
}

func (h *history) issue(program string, units int64, sold bool) unspent.Serial {
	h.t.Helper()
	s, key := h.fresh()
	e := unspent.Event{Kind: unspent.Issued, Program: program, Debit: unspent.CardRef(s), Amount: h.money(program, 0),
		Face: h.money(program, units), Key: key}
	if sold {
		e.Debit, e.Credit, e.Amount = unspent.WorldRef(program), e.Debit, e.Face
		e.Until = h.programs[program].Validity.After(h.now)
	}
	h.record(e)
	h.serials = append(h.serials, s)
	return s
}

func (h *history) card(s unspent.Serial) unspent.Card { return h.state.Cards[s] }

func (h *history) terms(s unspent.Serial) unspent.Program { return h.programs[h.card(s).Program] }

func (h *history) activate(s unspent.Serial) unspent.Event {
	return h.record(h.card(s).Activate(h.terms(s), h.now))
}

func (h *history) claim(s unspent.Serial, id string) unspent.Event {
	p := h.terms(s)
	return h.record(h.card(s).Claim(p, h.state.Account(unspent.AccountRef(id), p.Currency), h.now))
}

func (h *history) spend(s unspent.Serial, units int64) unspent.Event {
	p := h.terms(s)
	return h.record(h.card(s).Spend(p, h.money(p.ID, units), "shop", "", h.now))
}

func (h *history) spendFrom(id string, units int64) unspent.Event {
	a := h.state.Accounts[unspent.AccountRef(id)]
	return h.record(a.Spend(h.programs[a.Program], h.money(a.Program, units), "shop", "", h.now))
}

func (h *history) refund(e unspent.Event, units int64) unspent.Event {
	amount, done := h.money(e.Program, units), h.state.Refunded[e.Seq].Units
	if s, ok := e.Debit.Serial(); ok {
		return h.record(h.card(s).Refund(e, done, amount, "", h.now))
	}
	return h.record(h.state.Accounts[e.Debit].Refund(h.programs[e.Program], e, unspent.Event{}, done, amount, "", h.now))
}

func (h *history) adjust(s unspent.Serial, units int64) unspent.Event {
	return h.record(h.card(s).Adjust(h.money(h.card(s).Program, units), "support_issue", "", h.now))
}

func (h *history) transfer(s unspent.Serial) unspent.Serial {
	next, key := h.fresh()
	if e := h.record(h.card(s).Transfer(h.terms(s), next, key, h.now)); e.Kind == unspent.Transferred {
		h.serials = append(h.serials, next)
	}
	return next
}

func (h *history) journal() journal { return journal(h.state.Journal) }

var equalMoney = gocmp.AllowUnexported(unspent.Money{}, unspent.Currency{})

func TestUnspentAtTheBaseDate(t *testing.T) {
	h := newHistory(t)
	tokyo := time.FixedZone("JST", 9*60*60)
	h.now = time.Date(2026, 9, 30, 23, 30, 0, 0, tokyo).UTC()
	lapsing := h.issue("gift", 1000, true) // to the end of 30 March 23:30
	h.now = time.Date(2027, 1, 10, 12, 0, 0, 0, tokyo).UTC()
	used, claimed := h.issue("gift", 5000, true), h.issue("gift", 700, true)
	h.issue("gift", 9000, false)
	h.spend(used, 2000)
	h.claim(claimed, "taro")
	h.spendFrom("taro", 100)
	h.issue("euro", 2500, true)
	h.now = time.Date(2027, 4, 1, 0, 0, 0, 1000, tokyo).UTC()
	h.spend(used, 3000)
	h.now = time.Date(2027, 4, 20, 0, 0, 0, 0, tokyo).UTC()
	h.record(h.card(lapsing).Expire(h.now)) // swept three weeks late

	line := func(cards, accounts, unspentCards, partUsed, holders int64) []ProgramValue {
		return []ProgramValue{
			{Program: "euro", Currency: currency(t, "EUR"), Cards: h.money("euro", 2500), Accounts: h.money("euro", 0), UnspentCards: 1},
			{Program: "gift", Currency: currency(t, "JPY"), Cards: h.money("gift", cards), Accounts: h.money("gift", accounts),
				UnspentCards: unspentCards, PartUsedCards: partUsed, Holders: holders},
		}
	}
	tests := map[string]struct {
		at   time.Time
		want []ProgramValue
	}{
		"before anything":            {time.Date(2026, 9, 30, 14, 29, 0, 0, time.UTC), []ProgramValue{}},
		"just before the validity":   {time.Date(2027, 3, 30, 14, 29, 59, 999_999_000, time.UTC), line(4000, 600, 1, 1, 1)},
		"the validity ends":          {time.Date(2027, 3, 30, 14, 30, 0, 0, time.UTC), line(3000, 600, 0, 1, 1)},
		"base date 31 March":         {time.Date(2027, 3, 31, 15, 0, 0, 0, time.UTC), line(3000, 600, 0, 1, 1)},
		"one microsecond later":      {time.Date(2027, 3, 31, 15, 0, 0, 1000, time.UTC), line(0, 600, 0, 0, 1)},
		"the sweep changes nothing":  {time.Date(2027, 4, 20, 0, 0, 0, 0, time.UTC), line(0, 600, 0, 0, 1)},
		"an instant ahead of it all": {time.Date(2099, 1, 1, 0, 0, 0, 0, time.UTC), line(0, 0, 0, 0, 0)},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			got, err := Unspent(t.Context(), h.journal(), tt.at)
			if diff := gocmp.Diff(tt.want, got, equalMoney); err != nil || diff != "" {
				t.Errorf("Unspent(%s) (-want +got), %v:\n%s", tt.at, err, diff)
			}
		})
	}
}

func TestDaily(t *testing.T) {
	h := newHistory(t)
	tokyo := time.FixedZone("JST", 9*60*60)
	h.now = time.Date(2027, 1, 1, 14, 59, 59, 0, time.UTC) // one second before midnight in Tokyo
	a, b := h.issue("gift", 1000, true), h.issue("gift", 2000, false)
	h.now = h.now.Add(time.Second)
	h.activate(b)
	paid := h.spend(a, 400)
	h.refund(paid, 100)
	h.spend(a, 5000) // declined
	h.adjust(a, -50)
	h.adjust(a, 20)
	h.claim(h.transfer(b), "taro")
	c := h.issue("gift", 300, true)
	h.record(h.card(c).Deactivate(h.now))
	h.record(h.card(c).Void("chargeback", "", h.now))
	h.now = h.now.AddDate(1, 0, 0)
	h.record(h.card(a).Expire(h.now))

	jpy := currency(t, "JPY")
	first := Day{Date: "2027-01-01", Program: "gift", Currency: jpy, Issued: Flow{2, 3000}, Activated: Flow{1, 1000}}
	second := Day{Date: "2027-01-02", Program: "gift", Currency: jpy, Issued: Flow{1, 300}, Activated: Flow{2, 2300}, Deactivated: Flow{1, 300},
		Claimed: Flow{1, 2000}, Spent: Flow{1, 400}, Refunded: Flow{1, 100}, Raised: Flow{1, 20}, Lowered: Flow{1, 50}, Voided: Flow{1, 0}}
	last := Day{Date: "2027-07-01", Program: "gift", Currency: jpy, Expired: Flow{1, 670}}
	claimed := Day{Date: "2027-07-02", Program: "gift", Currency: jpy, Expired: Flow{1, 2000}} // in the account
	at := func(y int, m time.Month, d int) time.Time { return time.Date(y, m, d, 0, 0, 0, 0, tokyo) }
	tests := map[string]struct {
		from, to time.Time
		want     []Day
	}{
		"all":                   {at(2027, 1, 1), at(2028, 1, 1), []Day{first, second, last, claimed}},
		"one day":               {at(2027, 1, 2), at(2027, 1, 3), []Day{second}},
		"expired, not swept":    {at(2027, 7, 1), at(2027, 7, 2), []Day{last}},
		"swept, expired before": {at(2028, 1, 1), at(2028, 2, 1), []Day{}},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			got, err := Daily(t.Context(), h.journal(), tt.from, tt.to, tokyo)
			if diff := gocmp.Diff(tt.want, got, equalMoney); err != nil || diff != "" {
				t.Errorf("Daily(%s, %s) (-want +got), %v:\n%s", tt.from, tt.to, err, diff)
			}
		})
	}
}

func TestRefuses(t *testing.T) {
	now := time.Date(2027, 1, 1, 0, 0, 0, 0, time.UTC)
	if _, err := Unspent(t.Context(), journal{}, time.Time{}); unspent.ReasonOf(err) != unspent.Invalid {
		t.Errorf("Unspent at no time = %v; want %s", err, unspent.Invalid)
	}
	if _, err := Daily(t.Context(), journal{}, now, now, nil); unspent.ReasonOf(err) != unspent.Invalid {
		t.Errorf("Daily of no time = %v; want %s", err, unspent.Invalid)
	}
}

// liabilities sums up what the fold says holders can use at an instant.
func liabilities(s *store.State, now time.Time) map[string]int64 {
	sums := map[string]int64{}
	for _, c := range s.Cards {
		if c.Standing(now) == unspent.StateActive {
			sums[c.Program] += c.Balance.Units()
		}
	}
	for ref, a := range s.Accounts {
		if ref.IsAccount() {
			sums[a.Program] += a.Usable(now).Units()
		}
	}
	return sums
}

func TestAnyHistory(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		h := newHistory(t)
		random(rt, h)
		j := h.journal()
		begin := j[0].At
		span := int64(h.now.Sub(begin) / time.Hour)
		instant := func(label string) time.Time {
			return begin.Add(time.Duration(rapid.Int64Range(0, span+1000).Draw(rt, label)) * time.Hour)
		}
		at, from, to := instant("at"), instant("from"), instant("to")
		if to.Before(from) {
			from, to = to, from
		}
		to = to.Add(time.Hour)

		full := values(t, j, at)
		if diff := gocmp.Diff(values(t, j.upTo(at), at), full, equalMoney); diff != "" {
			rt.Fatalf("report at %s differs from that of the journal cut off there (-cut +full):\n%s", at, diff)
		}
		then := store.NewState()
		for _, e := range j.upTo(at) {
			if err := then.Apply(e); err != nil {
				rt.Fatal(err)
			}
		}
		sums := liabilities(then, at)
		for _, v := range full {
			if v.Total().Units() != sums[v.Program] {
				rt.Fatalf("unspent value of %s at %s = %s; the fold says %d", v.Program, at, v.Total(), sums[v.Program])
			}
		}

		change := map[string]int64{}
		days := daily(t, j, from, to)
		for _, d := range days {
			change[d.Program] += d.Change()
		}
		before := map[string]int64{}
		for _, v := range values(t, j, from.Add(-time.Microsecond)) {
			before[v.Program] = v.Total().Units()
		}
		for _, v := range values(t, j, to.Add(-time.Microsecond)) {
			if got := before[v.Program] + change[v.Program]; got != v.Total().Units() {
				rt.Fatalf("%s: %d before and %d by day is not %s after", v.Program, before[v.Program], change[v.Program], v.Total())
			}
		}
		middle := time.Date(from.Year(), from.Month(), from.Day()+1, 0, 0, 0, 0, time.UTC)
		if middle.Before(to) {
			parts := append(daily(t, j, from, middle), daily(t, j, middle, to)...)
			if diff := gocmp.Diff(days, parts, equalMoney); diff != "" {
				rt.Fatalf("two reports are not one (-one +two):\n%s", diff)
			}
		}
		if !slices.IsSortedFunc(days, func(a, b Day) int { return cmp.Or(cmp.Compare(a.Date, b.Date), cmp.Compare(a.Program, b.Program)) }) {
			rt.Fatalf("days are not in order: %+v", days)
		}
	})
}

func values(t testing.TB, j journal, at time.Time) []ProgramValue {
	t.Helper()
	got, err := Unspent(t.Context(), j, at)
	if err != nil {
		t.Fatal(err)
	}
	return got
}

func daily(t testing.TB, j journal, from, to time.Time) []Day {
	t.Helper()
	got, err := Daily(t.Context(), j, from, to, time.UTC)
	if err != nil {
		t.Fatal(err)
	}
	return got
}

// random does anything to a few cards and accounts, with long pauses.
func random(rt *rapid.T, h *history) {
	h.issue("gift", 5000, true)
	h.issue("euro", 900, true)
	var spends []unspent.Event
	card := func() unspent.Serial { return rapid.SampledFrom(h.serials).Draw(rt, "card") }
	units := func() int64 { return rapid.SampledFrom([]int64{1, 300, 900, 5000}).Draw(rt, "units") }
	program := func() string { return rapid.SampledFrom([]string{"gift", "euro"}).Draw(rt, "program") }
	actions := []func(){
		func() { h.issue(program(), units(), rapid.Bool().Draw(rt, "sold")) },
		func() { h.activate(card()) },
		func() { h.record(h.card(card()).Deactivate(h.now)) },
		func() { h.claim(card(), rapid.SampledFrom([]string{"a", "b"}).Draw(rt, "account")) },
		func() { spends = append(spends, h.spend(card(), units())) },
		func() {
			if _, ok := h.state.Accounts[unspent.AccountRef("a")]; ok {
				spends = append(spends, h.spendFrom("a", units()))
			}
		},
		func() {
			if paid := slices.DeleteFunc(slices.Clone(spends), func(e unspent.Event) bool { return e.Kind != unspent.Spent }); len(paid) > 0 {
				h.refund(rapid.SampledFrom(paid).Draw(rt, "payment"), units())
			}
		},
		func() { h.transfer(card()) },
		func() { h.record(h.card(card()).Void("chargeback", "", h.now)) },
		func() { h.adjust(card(), units()) },
		func() { h.adjust(card(), -units()) },
		func() { h.record(h.card(card()).Expire(h.now)) },
	}
	for range rapid.IntRange(0, 40).Draw(rt, "steps") {
		rapid.SampledFrom(actions).Draw(rt, "action")()
		h.now = h.now.Add(time.Duration(rapid.IntRange(0, 2000).Draw(rt, "hours")) * time.Hour)
	}
}

func TestEncoders(t *testing.T) {
	at := time.Date(2027, 3, 31, 15, 0, 0, 0, time.UTC)
	jpy := currency(t, "JPY")
	values := []ProgramValue{{Program: "gift", Currency: jpy, Cards: unspent.NewMoney(3000, jpy), Accounts: unspent.NewMoney(600, jpy),
		UnspentCards: 1, PartUsedCards: 2, Holders: 3}}
	days := []Day{{Date: "2027-03-31", Program: "gift", Currency: jpy, Issued: Flow{2, 20}, Spent: Flow{1, 5}}}
	zero := `{
        "count": 0,
        "value": {
          "amount": 0,
          "currency": "JPY"
        }
      }`
	tests := map[string]struct {
		write func(*bytes.Buffer) error
		want  string
	}{
		"values as CSV": {func(b *bytes.Buffer) error { return WriteValuesCSV(b, at, values) },
			"at,program,currency,total,cards,accounts,unspent_cards,part_used_cards,holders\n" +
				"2027-03-31T15:00:00Z,gift,JPY,3600,3000,600,1,2,3\n"},
		"values as JSON": {func(b *bytes.Buffer) error { return WriteValuesJSON(b, at, values) }, `{
  "at": "2027-03-31T15:00:00Z",
  "programs": [
    {
      "program": "gift",
      "total": {
        "amount": 3600,
        "currency": "JPY"
      },
      "cards": {
        "amount": 3000,
        "currency": "JPY"
      },
      "accounts": {
        "amount": 600,
        "currency": "JPY"
      },
      "unspentCards": 1,
      "partUsedCards": 2,
      "holders": 3
    }
  ]
}
`},
		"nothing as JSON": {func(b *bytes.Buffer) error { return WriteDaysJSON(b, nil) }, "{\n  \"days\": []\n}\n"},
		"days as CSV": {func(b *bytes.Buffer) error { return WriteDaysCSV(b, days) },
			"date,program,currency,issued_count,issued_amount,activated_count,activated_amount,deactivated_count,deactivated_amount," +
				"claimed_count,claimed_amount,spent_count,spent_amount,refunded_count,refunded_amount,raised_count,raised_amount," +
				"lowered_count,lowered_amount,voided_count,voided_amount,expired_count,expired_amount,change\n" +
				"2027-03-31,gift,JPY,2,20,0,0,0,0,0,0,1,5,0,0,0,0,0,0,0,0,0,0,-5\n"},
		"days as JSON": {func(b *bytes.Buffer) error { return WriteDaysJSON(b, days) }, `{
  "days": [
    {
      "date": "2027-03-31",
      "program": "gift",
      "issued": {
        "count": 2,
        "value": {
          "amount": 20,
          "currency": "JPY"
        }
      },
      "activated": ` + zero + `,
      "deactivated": ` + zero + `,
      "claimed": ` + zero + `,
      "spent": {
        "count": 1,
        "value": {
          "amount": 5,
          "currency": "JPY"
        }
      },
      "refunded": ` + zero + `,
      "raised": ` + zero + `,
      "lowered": ` + zero + `,
      "voided": ` + zero + `,
      "expired": ` + zero + `,
      "change": {
        "amount": -5,
        "currency": "JPY"
      }
    }
  ]
}
`},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			var b bytes.Buffer
			err := tt.write(&b)
			if diff := gocmp.Diff(tt.want, b.String()); err != nil || diff != "" {
				t.Errorf("written (-want +got), %v:\n%s", err, diff)
			}
		})
	}
}
