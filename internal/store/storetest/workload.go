package storetest

import (
	"context"
	"crypto/sha256"
	"fmt"
	"strconv"
	"time"

	"github.com/unspent-dev/unspent"
	"github.com/unspent-dev/unspent/internal/store"
)

// start is when every workload begins.
func start() time.Time { return time.Date(2026, 3, 31, 23, 50, 0, 123456000, time.UTC) }

func yen() unspent.Currency { return currency("JPY") }

func currency(code string) unspent.Currency {
	c, err := unspent.ParseCurrency(code)
	if err != nil {
		panic(err)
	}
	return c
}

func jpy(units int64) unspent.Money { return unspent.NewMoney(units, yen()) }

// program is what the workload's cards belong to: short-lived and with low
// limits, so that declines and expiry happen.
func program() unspent.Program {
	validity, err := unspent.ParsePeriod("P2D")
	if err != nil {
		panic(err)
	}
	return unspent.Program{ID: "gift-jpy", Name: "ギフトカード", Currency: yen(), Validity: validity, Claimable: true, Spendable: true,
		Transferable: true, Limits: unspent.Limits{AccountCap: 20_000, PerTransfer: 9_000, PerMonth: 15_000},
		RevealWindow: time.Hour, CreatedAt: start()}
}

// serialOf returns the serial of the n-th card; its key does not sort as n does.
func serialOf(n int) unspent.Serial {
	s, err := unspent.NewSerial(600100, uint64(n)*7_919)
	if err != nil {
		panic(err)
	}
	return s
}

func keyOf(n int) unspent.CardKey { return unspent.CardKey(hash("card", n)) }

// last4Of is the same for every tenth card.
func last4Of(n int) string { return fmt.Sprintf("A%03d", n%10) }

func requestOf(n int) unspent.RequestID { return unspent.RequestID(hash("request", n)) }

func printOf(n int) unspent.Print { return unspent.Print(hash("print", n)) }

func hash(what string, n int) (short [16]byte) {
	sum := sha256.Sum256(fmt.Appendf(nil, "%s %d", what, n))
	return [16]byte(sum[:16])
}

// step is one request: what it needs to see and what it yields. It is pure, so
// the same step gives the same events on equal stores.
type step struct {
	request int // 0: none
	want    store.Want
	decide  func(s *store.State, now time.Time) []unspent.Event
	sealed  bool   // the first event has a sealed seed
	party   string // opaque id whose text is kept with the events
}

// run takes steps in one Update, as the book does.
func run(ctx context.Context, st store.Store, now time.Time, steps ...step) ([]unspent.Event, error) {
	var done []unspent.Event
	err := st.Update(ctx, func(tx store.Tx) error {
		events, err := apply(ctx, tx, now, steps...)
		done = events
		return err
	})
	return done, err
}

// apply takes steps inside an Update.
func apply(ctx context.Context, tx store.Tx, now time.Time, steps ...step) ([]unspent.Event, error) {
	state := store.NewState()
	if err := tx.Load(ctx, wanted(steps), state); err != nil {
		return nil, err
	}
	var seals []store.Seal
	var parties []store.Party
	for _, p := range steps {
		id := unspent.RequestID{}
		if p.request != 0 {
			id = requestOf(p.request)
		}
		if _, replayed := state.Answers[id]; replayed {
			continue
		}
		first := state.Seq + 1
		for _, e := range p.decide(state, now) {
			e.Request, e.By = id, "key_1"
			if p.request != 0 {
				e.Print = printOf(p.request)
			}
			if _, err := state.Record(e, now); err != nil {
				return nil, err
			}
		}
		switch {
		case state.Seq < first:
			continue
		case p.sealed:
			seals = append(seals, store.Seal{Seq: first, Until: now.Add(time.Hour), Box: fmt.Appendf(nil, "box %d", first)})
		}
		if p.party != "" {
			parties = append(parties, store.Party{ID: p.party, Text: p.party + "@例.example"})
		}
	}
	if len(state.Journal) == 0 {
		return nil, nil
	}
	return state.Journal, tx.Append(ctx, state, seals, parties)
}

func wanted(steps []step) (all store.Want) {
	for _, p := range steps {
		if p.request != 0 {
			all.Requests = append(all.Requests, requestOf(p.request))
		}
		all.Codes = append(all.Codes, p.want.Codes...)
		all.Serials = append(all.Serials, p.want.Serials...)
		all.Accounts = append(all.Accounts, p.want.Accounts...)
		all.Events = append(all.Events, p.want.Events...)
		all.Refunded = append(all.Refunded, p.want.Refunded...)
	}
	return all
}

const gift = "gift-jpy"

func world() unspent.Ref    { return unspent.WorldRef(gift) }
func breakage() unspent.Ref { return unspent.BreakageRef(gift) }
func merchant() unspent.Ref { return unspent.MerchantRef(gift, "m1") }

// issue makes count cards from number n on.
func issue(request, n, count int, face int64, active bool) step {
	p := step{request: request, sealed: true, party: fmt.Sprintf("pty_%d", n)}
	p.want.Accounts = []unspent.Ref{world()}
	for i := range count {
		p.want.Serials = append(p.want.Serials, serialOf(n+i))
	}
	p.decide = func(s *store.State, now time.Time) (events []unspent.Event) {
		for i := range count {
			if _, taken := s.Cards[serialOf(n+i)]; taken {
				return nil
			}
			e := unspent.Event{Kind: unspent.Issued, Program: gift, Debit: unspent.CardRef(serialOf(n + i)), Amount: jpy(0),
				Face: jpy(face), Key: keyOf(n + i), Last4: last4Of(n + i), Party: p.party, Note: "order-" + strconv.Itoa(request)}
			if active {
				e.Debit, e.Credit, e.Amount, e.Until = world(), e.Debit, e.Face, program().Validity.After(now)
			}
			events = append(events, e)
		}
		return events
	}
	return p
}

// onCard is a step about the n-th card; it yields nothing if there is none. Any
// account of others must be named.
func onCard(request, n int, others []unspent.Ref, decide func(s *store.State, c unspent.Card, now time.Time) unspent.Event) step {
	return step{request: request, want: store.Want{Codes: []unspent.CardKey{keyOf(n)}, Accounts: others},
		decide: func(s *store.State, now time.Time) []unspent.Event {
			c, ok := s.CardByKey(keyOf(n))
			if !ok {
				return nil
			}
			return []unspent.Event{decide(s, c, now)}
		}}
}

func activate(request, n int) step {
	return onCard(request, n, []unspent.Ref{world()}, func(_ *store.State, c unspent.Card, now time.Time) unspent.Event {
		return c.Activate(program(), now)
	})
}

func claim(request, n int, account string) step {
	ref := unspent.AccountRef(account)
	return onCard(request, n, []unspent.Ref{ref}, func(s *store.State, c unspent.Card, now time.Time) unspent.Event {
		return c.Claim(program(), s.Account(ref, yen()), now)
	})
}

func spend(request, n int, units int64) step {
	return onCard(request, n, []unspent.Ref{merchant()}, func(_ *store.State, c unspent.Card, now time.Time) unspent.Event {
		return c.Spend(program(), jpy(units), "m1", "order-9", now)
	})
}

func spendAccount(request int, account string, units int64) step {
	ref := unspent.AccountRef(account)
	return step{request: request, want: store.Want{Accounts: []unspent.Ref{ref, merchant()}},
		decide: func(s *store.State, now time.Time) []unspent.Event {
			a, ok := s.Accounts[ref]
			if !ok {
				return nil
			}
			return []unspent.Event{a.Spend(program(), jpy(units), "m1", "order-10", now)}
		}}
}

// refund puts units of the spend at seq, which paid from subject, back.
func refund(request int, seq unspent.Seq, subject unspent.Ref, units int64) step {
	p := step{request: request}
	p.want = store.Want{Events: []unspent.Seq{seq}, Refunded: []unspent.Seq{seq}, Accounts: []unspent.Ref{merchant()}}
	serial, isCard := subject.Serial()
	if isCard {
		p.want.Serials = []unspent.Serial{serial}
	} else {
		p.want.Accounts = append(p.want.Accounts, subject)
	}
	p.decide = func(s *store.State, now time.Time) []unspent.Event {
		spend, done := s.Events[seq], s.Refunded[seq].Units
		if isCard {
			return []unspent.Event{s.Cards[serial].Refund(spend, done, jpy(units), "back", now)}
		}
		return []unspent.Event{s.Accounts[subject].Refund(program(), spend, unspent.Event{}, done, jpy(units), "back", now)}
	}
	return p
}

func hold(request, n int) step {
	p := onCard(request, n, nil, func(_ *store.State, c unspent.Card, now time.Time) unspent.Event {
		return c.PlaceHold(program(), fmt.Sprintf("pty_hold_%d", n), now.Add(3*time.Hour), unspent.Digest(sha256.Sum256([]byte("secret"))), now)
	})
	p.party, p.sealed = fmt.Sprintf("pty_hold_%d", n), true
	return p
}

func take(request, n, next int) step {
	p := onCard(request, n, nil, func(_ *store.State, c unspent.Card, now time.Time) unspent.Event {
		return c.Take(program(), c.Hold.ID, serialOf(next), keyOf(next), now)
	})
	p.want.Serials, p.sealed = []unspent.Serial{serialOf(next)}, true
	return p
}

func transfer(request, n, next int) step {
	p := onCard(request, n, nil, func(_ *store.State, c unspent.Card, now time.Time) unspent.Event {
		return c.Transfer(program(), serialOf(next), keyOf(next), now)
	})
	p.want.Serials = []unspent.Serial{serialOf(next)}
	return p
}

func reissue(request, n, next int) step {
	p := onCard(request, n, nil, func(_ *store.State, c unspent.Card, now time.Time) unspent.Event {
		return c.Reissue(serialOf(next), keyOf(next), "lost mail", now)
	})
	p.want.Serials = []unspent.Serial{serialOf(next)}
	return p
}

func expire(request, n int) step {
	return onCard(request, n, []unspent.Ref{breakage()}, func(_ *store.State, c unspent.Card, now time.Time) unspent.Event {
		return c.Expire(now)
	})
}

// staff is one of the steps that only change or end a card.
func staff(request, n int, kind unspent.Kind, units int64) step {
	return onCard(request, n, []unspent.Ref{world()}, func(_ *store.State, c unspent.Card, now time.Time) unspent.Event {
		switch kind {
		case unspent.Deactivated:
			return c.Deactivate(now)
		case unspent.Released:
			return c.Release(c.Hold.ID, now)
		case unspent.Unheld:
			return c.CancelHold(c.Hold.ID, now)
		case unspent.Frozen:
			return c.Freeze("support_issue", "a note", now)
		case unspent.Unfrozen:
			return c.Unfreeze("cleared", "a note")
		case unspent.Voided:
			return c.Void("chargeback", "a note", now)
		default:
			return c.Adjust(jpy(units), "support_issue", "a note", now)
		}
	})
}
