package unspent_test

import (
	"math"
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/unspent-dev/unspent"
)

// day returns noon of the n-th of April 2026, which may lie in another month.
func day(n int) time.Time { return time.Date(2026, 4, n, 12, 0, 0, 0, time.UTC) }

// card returns a card of giftYen that is active until the 20th, changed.
func card(change ...func(*unspent.Card)) unspent.Card {
	c := unspent.Card{Serial: serialOf(1), Key: unspent.CardKey{1}, Program: "gift-jpy", State: unspent.StateActive, Face: jpy(5000),
		Balance: jpy(5000), ExpiresAt: day(20), Head: unspent.Head{Seq: 3, Hash: unspent.Digest{3}}}
	for _, f := range change {
		f(&c)
	}
	return c
}

func in(s unspent.State) func(*unspent.Card) {
	return func(c *unspent.Card) {
		if c.State = s; s != unspent.StateActive {
			c.Balance = jpy(0)
		}
	}
}

func left(units int64) func(*unspent.Card) { return func(c *unspent.Card) { c.Balance = jpy(units) } }

func held(c *unspent.Card) {
	c.Hold = unspent.Reservation{ID: 9, For: "pty_1", Until: day(10), Secret: unspent.Digest{9}}
}

func released(c *unspent.Card) { held(c); c.Hold.Released = true }

func stopped(c *unspent.Card) { c.Frozen = "chargeback" }

func moved(units int64, when time.Time) func(*unspent.Card) {
	return func(c *unspent.Card) { c.Moved = windowOf(units, when) }
}

func windowOf(units int64, when time.Time) unspent.Window {
	return unspent.Window{Month: int32(when.Year())*12 + int32(when.Month()), Units: units}
}

// terms returns giftYen, changed.
func terms(change func(*unspent.Program)) unspent.Program {
	p := giftYen()
	change(&p)
	return p
}

func account(balance int64) unspent.Account {
	return unspent.Account{Ref: unspent.AccountRef("a"), Program: "gift-jpy", Balance: jpy(balance), Head: unspent.Head{Seq: 2}}
}

// decision is one question to a card, and the reason of a decline or "".
type decision struct {
	ask  func(unspent.Card) unspent.Event
	card unspent.Card
	want unspent.Reason
}

// decide runs decisions; what is not declined must be of kind k and move amount
// from debit to credit.
func decide(t *testing.T, k unspent.Kind, tests map[string]decision) {
	t.Helper()
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			e := tt.ask(tt.card)
			subject := unspent.CardRef(tt.card.Serial)
			switch {
			case e.Subject() != subject || e.Program != tt.card.Program || e.Amount.Currency() != currency("JPY"):
				t.Errorf("the event is about %s of %s in %s", e.Subject(), e.Program, e.Amount.Currency())
			case tt.want == "" && e.Kind != k:
				t.Errorf("got %s (%s), want %s", e.Kind, e.Reason, k)
			case tt.want != "" && (e.Kind != unspent.Declined || e.Reason != tt.want || e.Asked != k):
				t.Errorf("got %s of %s because of %q, want it declined because of %q", e.Kind, e.Asked, e.Reason, tt.want)
			case tt.want != "" && (!e.Amount.IsZero() || e.Debit != subject || e.Credit != "" || e.Key != unspent.CardKey{} || e.Until != time.Time{}):
				t.Errorf("a decline moves or grants something: %+v", e)
			}
		})
	}
}

// ended are the reasons of a card whose state has no step, for kinds that only
// an active card has.
func ended(ask func(unspent.Card) unspent.Event) map[string]decision {
	tests := map[string]decision{"lapsed": {ask, card(func(c *unspent.Card) { c.ExpiresAt = day(5) }), unspent.CardExpired}}
	for state, reason := range map[unspent.State]unspent.Reason{
		unspent.StateInactive: unspent.CardInactive, unspent.StateClaimed: unspent.CardClaimed, unspent.StateSpent: unspent.CardSpent,
		unspent.StateVoid: unspent.CardVoid, unspent.StateReplaced: unspent.CardReplaced, unspent.StateExpired: unspent.CardExpired,
	} {
		tests[string(state)] = decision{ask, card(in(state)), reason}
	}
	return tests
}

// holders adds what stops a holder's step besides.
func holders(ask func(unspent.Card) unspent.Event) map[string]decision {
	tests := ended(ask)
	tests["good"] = decision{ask, card(), ""}
	tests["last moment"] = decision{ask, card(func(c *unspent.Card) { c.ExpiresAt = day(5).Add(time.Microsecond) }), ""}
	tests["no end"] = decision{ask, card(func(c *unspent.Card) { c.ExpiresAt = time.Time{} }), ""}
	tests["frozen"] = decision{ask, card(stopped), unspent.CardFrozen}
	tests["held"] = decision{ask, card(held), unspent.CardHeld}
	tests["released"] = decision{ask, card(released), unspent.CardHeld}
	tests["frozen and held"] = decision{ask, card(held, stopped), unspent.CardFrozen}
	tests["hold lapsed"] = decision{ask, card(func(c *unspent.Card) { held(c); c.Hold.Until = day(5) }), ""}
	return tests
}

func TestActivate(t *testing.T) {
	ask := func(c unspent.Card) unspent.Event {
		return c.Activate(terms(func(p *unspent.Program) { p.Validity = period("P6M") }), day(5))
	}
	tests := ended(ask)
	delete(tests, "lapsed")
	tests["inactive"] = decision{ask, card(in(unspent.StateInactive)), ""}
	tests["active"] = decision{ask, card(), unspent.WrongState}
	tests["active and lapsed"] = decision{ask, card(func(c *unspent.Card) { c.ExpiresAt = day(5) }), unspent.WrongState}
	tests["inactive and frozen"] = decision{ask, card(in(unspent.StateInactive), stopped), unspent.CardFrozen}
	decide(t, unspent.Activated, tests)
	e := ask(card(in(unspent.StateInactive)))
	if want := time.Date(2026, 10, 5, 12, 0, 0, 0, time.UTC); e.Amount != jpy(5000) || !e.Debit.IsWorld() || !e.Until.Equal(want) {
		t.Errorf("a sale moves %s from %s until %v, want the face from the world until %v", e.Amount, e.Debit, e.Until, want)
	}
}

func TestDeactivate(t *testing.T) {
	ask := func(c unspent.Card) unspent.Event { return c.Deactivate(day(5)) }
	tests := holders(ask)
	tests["used"] = decision{ask, card(left(4999)), unspent.WrongState}
	decide(t, unspent.Deactivated, tests)
}

func TestClaim(t *testing.T) {
	with := func(p unspent.Program, a unspent.Account) func(unspent.Card) unspent.Event {
		return func(c unspent.Card) unspent.Event { return c.Claim(p, a, day(5)) }
	}
	plain := with(giftYen(), account(0))
	limits := func(l unspent.Limits, a unspent.Account) func(unspent.Card) unspent.Event {
		return with(terms(func(p *unspent.Program) { p.Limits = l }), a)
	}
	loaded := func(units int64, when time.Time) unspent.Account {
		a := account(0)
		a.Loaded = windowOf(units, when)
		return a
	}
	other := account(0)
	other.Program = "other"
	tests := holders(plain)
	for name, tt := range map[string]decision{
		"terms":               {with(terms(func(p *unspent.Program) { p.Claimable = false }), account(0)), card(), unspent.AgainstTerms},
		"new account":         {with(giftYen(), unspent.Account{Ref: unspent.AccountRef("a"), Balance: jpy(0)}), card(), ""},
		"of another":          {with(giftYen(), other), card(), unspent.WrongProgram},
		"cap reached":         {limits(unspent.Limits{AccountCap: 7000}, account(2000)), card(), ""},
		"cap passed":          {limits(unspent.Limits{AccountCap: 7000}, account(2001)), card(), unspent.LimitExceeded},
		"cap alone passed":    {limits(unspent.Limits{AccountCap: 4999}, account(0)), card(), unspent.LimitExceeded},
		"cap and part":        {limits(unspent.Limits{AccountCap: 5000}, account(4000)), card(left(1000)), ""},
		"transfer reached":    {limits(unspent.Limits{PerTransfer: 5000}, account(9999)), card(), ""},
		"transfer passed":     {limits(unspent.Limits{PerTransfer: 4999}, account(0)), card(), unspent.LimitExceeded},
		"month reached":       {limits(unspent.Limits{PerMonth: 8000}, loaded(3000, day(1))), card(), ""},
		"month passed":        {limits(unspent.Limits{PerMonth: 8000}, loaded(3001, day(1))), card(), unspent.LimitExceeded},
		"month before":        {limits(unspent.Limits{PerMonth: 8000}, loaded(8000, day(0))), card(), ""},
		"same month, year on": {limits(unspent.Limits{PerMonth: 8000}, loaded(8000, day(5).AddDate(-1, 0, 0))), card(), ""},
		"out of range":        {with(giftYen(), account(unspent.MaxAmount-4999)), card(), unspent.LimitExceeded},
		"just in range":       {with(giftYen(), account(unspent.MaxAmount-5000)), card(), ""},
	} {
		tests[name] = tt
	}
	decide(t, unspent.Claimed, tests)
	if e := plain(card(left(700))); e.Amount != jpy(700) || e.Credit != unspent.AccountRef("a") {
		t.Errorf("a claim moves %s to %s, want the whole balance to the account", e.Amount, e.Credit)
	}
}

func TestSpend(t *testing.T) {
	pay := func(p unspent.Program, amount unspent.Money) func(unspent.Card) unspent.Event {
		return func(c unspent.Card) unspent.Event { return c.Spend(p, amount, "m1", "order-9", day(5)) }
	}
	tests := holders(pay(giftYen(), jpy(1200)))
	for name, tt := range map[string]decision{
		"all":              {pay(giftYen(), jpy(5000)), card(), ""},
		"too much":         {pay(giftYen(), jpy(5001)), card(), unspent.Insufficient},
		"more than left":   {pay(giftYen(), jpy(11)), card(left(10)), unspent.Insufficient},
		"currency":         {pay(giftYen(), eur(1)), card(), unspent.WrongCurrency},
		"terms":            {pay(terms(func(p *unspent.Program) { p.Spendable = false }), jpy(1)), card(), unspent.AgainstTerms},
		"highest":          {pay(giftYen(), jpy(math.MaxInt64)), card(), unspent.Insufficient},
		"no transfer cap":  {pay(terms(func(p *unspent.Program) { p.Limits.PerTransfer = 1 }), jpy(1200)), card(), ""},
		"not transferable": {pay(terms(func(p *unspent.Program) { p.Transferable = false }), jpy(1200)), card(), ""},
	} {
		tests[name] = tt
	}
	decide(t, unspent.Spent, tests)
	e := pay(giftYen(), jpy(5001))(card())
	if e.Wanted != 5001 || e.Note != "order-9" {
		t.Errorf("the decline remembers %d for %q, want 5001 for order-9", e.Wanted, e.Note)
	}
}

func TestRefund(t *testing.T) {
	spend := unspent.Event{Seq: 7, Kind: unspent.Spent, Debit: unspent.CardRef(serialOf(1)), Credit: unspent.MerchantRef("gift-jpy", "m1"), Amount: jpy(1200)}
	back := func(done int64, amount unspent.Money) func(unspent.Card) unspent.Event {
		return func(c unspent.Card) unspent.Event { return c.Refund(spend, done, amount, "r", day(5)) }
	}
	tests := ended(back(0, jpy(1)))
	for name, tt := range map[string]decision{
		"part":             {back(0, jpy(1)), card(left(3800)), ""},
		"all":              {back(0, jpy(1200)), card(left(3800)), ""},
		"the rest":         {back(1199, jpy(1)), card(left(4999)), ""},
		"too much":         {back(0, jpy(1201)), card(left(3800)), unspent.RefundExceeded},
		"too much in all":  {back(1199, jpy(2)), card(left(4999)), unspent.RefundExceeded},
		"twice":            {back(1200, jpy(1)), card(), unspent.RefundExceeded},
		"highest":          {back(1, jpy(math.MaxInt64)), card(), unspent.RefundExceeded},
		"currency":         {back(0, eur(1)), card(), unspent.WrongCurrency},
		"frozen":           {back(0, jpy(1)), card(stopped), ""},
		"held":             {back(0, jpy(1)), card(held), ""},
		"spent":            {back(0, jpy(1)), card(in(unspent.StateSpent)), ""},
		"spent and lapsed": {back(0, jpy(1)), card(in(unspent.StateSpent), func(c *unspent.Card) { c.ExpiresAt = day(5) }), unspent.CardExpired},
	} {
		tests[name] = tt
	}
	decide(t, unspent.Refunded, tests)
	if e := back(0, jpy(1))(card()); e.Of != 7 || e.Debit != spend.Credit {
		t.Errorf("the refund is of %d from %s, want 7 from the merchant", e.Of, e.Debit)
	}
}

func TestHolds(t *testing.T) {
	place := func(p unspent.Program) func(unspent.Card) unspent.Event {
		return func(c unspent.Card) unspent.Event { return c.PlaceHold(p, "pty_1", day(7), unspent.Digest{1}, day(5)) }
	}
	tests := holders(place(giftYen()))
	tests["terms"] = decision{place(terms(func(p *unspent.Program) { p.Transferable = false })), card(), unspent.AgainstTerms}
	t.Run("place", func(t *testing.T) { decide(t, unspent.Held, tests) })

	onHold := func(ask func(unspent.Card, unspent.Seq) unspent.Event, ready func(*unspent.Card)) map[string]decision {
		mine := func(c unspent.Card) unspent.Event { return ask(c, 9) }
		tests := ended(mine)
		for name, tt := range map[string]decision{
			"good":        {mine, card(ready), ""},
			"not held":    {mine, card(), unspent.NotHeld},
			"other hold":  {func(c unspent.Card) unspent.Event { return ask(c, 8) }, card(ready), unspent.NotHeld},
			"no hold":     {func(c unspent.Card) unspent.Event { return ask(c, 0) }, card(), unspent.NotHeld},
			"hold lapsed": {mine, card(ready, func(c *unspent.Card) { c.Hold.Until = day(5) }), unspent.NotHeld},
			"last moment": {mine, card(ready, func(c *unspent.Card) { c.Hold.Until = day(5).Add(time.Microsecond) }), ""},
			"frozen":      {mine, card(ready, stopped), unspent.CardFrozen},
		} {
			tests[name] = tt
		}
		return tests
	}
	t.Run("release", func(t *testing.T) {
		decide(t, unspent.Released, onHold(func(c unspent.Card, id unspent.Seq) unspent.Event { return c.Release(id, day(5)) }, held))
	})
	t.Run("cancel", func(t *testing.T) {
		decide(t, unspent.Unheld, onHold(func(c unspent.Card, id unspent.Seq) unspent.Event { return c.CancelHold(id, day(5)) }, held))
	})
	t.Run("take", func(t *testing.T) {
		take := func(c unspent.Card, id unspent.Seq) unspent.Event {
			return c.Take(giftYen(), id, serialOf(2), unspent.CardKey{2}, day(5))
		}
		tests := onHold(take, released)
		tests["not released"] = decision{func(c unspent.Card) unspent.Event { return take(c, 9) }, card(held), unspent.NotReleased}
		for name, tt := range handOvers(func(p unspent.Program, c unspent.Card) unspent.Event {
			return c.Take(p, 9, serialOf(2), unspent.CardKey{2}, day(5))
		}, released) {
			tests[name] = tt
		}
		decide(t, unspent.Taken, tests)
	})
}

// handOvers are the terms and limits of what gives a card to another holder.
func handOvers(ask func(unspent.Program, unspent.Card) unspent.Event, ready func(*unspent.Card)) map[string]decision {
	with := func(l unspent.Limits) func(unspent.Card) unspent.Event {
		return func(c unspent.Card) unspent.Event {
			return ask(terms(func(p *unspent.Program) { p.Limits = l }), c)
		}
	}
	return map[string]decision{
		"terms": {func(c unspent.Card) unspent.Event {
			return ask(terms(func(p *unspent.Program) { p.Transferable = false }), c)
		}, card(ready), unspent.AgainstTerms},
		"transfer reached": {with(unspent.Limits{PerTransfer: 5000}), card(ready), ""},
		"transfer passed":  {with(unspent.Limits{PerTransfer: 4999}), card(ready), unspent.LimitExceeded},
		"part":             {with(unspent.Limits{PerTransfer: 4999}), card(ready, left(4999)), ""},
		"month reached":    {with(unspent.Limits{PerMonth: 8000}), card(ready, moved(3000, day(1))), ""},
		"month passed":     {with(unspent.Limits{PerMonth: 8000}), card(ready, moved(3001, day(1))), unspent.LimitExceeded},
		"month before":     {with(unspent.Limits{PerMonth: 8000}), card(ready, moved(8000, day(0))), ""},
		"account cap":      {with(unspent.Limits{AccountCap: 1}), card(ready), ""},
	}
}

func TestTransfer(t *testing.T) {
	ask := func(p unspent.Program, c unspent.Card) unspent.Event {
		return c.Transfer(p, serialOf(2), unspent.CardKey{2}, day(5))
	}
	tests := holders(func(c unspent.Card) unspent.Event { return ask(giftYen(), c) })
	for name, tt := range handOvers(ask, func(*unspent.Card) {}) {
		tests[name] = tt
	}
	decide(t, unspent.Transferred, tests)
	if e := ask(giftYen(), card(left(10))); e.Amount != jpy(10) || e.Credit != unspent.CardRef(serialOf(2)) || e.Key != (unspent.CardKey{2}) {
		t.Errorf("a transfer moves %s to %s under key %x", e.Amount, e.Credit, e.Key)
	}
}

func TestReissue(t *testing.T) {
	ask := func(c unspent.Card) unspent.Event {
		return c.Reissue(serialOf(2), unspent.CardKey{2}, "lost mail", day(5))
	}
	tests := holders(ask)
	tests["moved a lot"] = decision{ask, card(moved(1<<40, day(5))), ""} // no hand-over, so no limit
	decide(t, unspent.Reissued, tests)
}

func TestFreeze(t *testing.T) {
	ask := func(c unspent.Card) unspent.Event { return c.Freeze("chargeback", "n", day(5)) }
	tests := ended(ask)
	for name, tt := range map[string]decision{
		"good":       {ask, card(), ""},
		"inactive":   {ask, card(in(unspent.StateInactive)), ""},
		"held":       {ask, card(held), ""},
		"frozen":     {ask, card(stopped), unspent.WrongState},
		"the reason": {ask, card(in(unspent.StateVoid)), unspent.CardVoid},
	} {
		tests[name] = tt
	}
	decide(t, unspent.Frozen, tests)

	undo := func(c unspent.Card) unspent.Event { return c.Unfreeze("cleared", "n") }
	tests = ended(undo)
	for name, tt := range map[string]decision{
		"good":     {undo, card(stopped), ""},
		"held":     {undo, card(stopped, held), ""},
		"inactive": {undo, card(in(unspent.StateInactive), stopped), ""},
		"lapsed":   {undo, card(stopped, func(c *unspent.Card) { c.ExpiresAt = day(5) }), ""},
		"free":     {undo, card(), unspent.WrongState},
	} {
		tests[name] = tt
	}
	decide(t, unspent.Unfrozen, tests)
}

func TestVoid(t *testing.T) {
	ask := func(c unspent.Card) unspent.Event { return c.Void("chargeback", "n", day(5)) }
	tests := ended(ask)
	for name, tt := range map[string]decision{
		"good":     {ask, card(), ""},
		"part":     {ask, card(left(1)), ""},
		"inactive": {ask, card(in(unspent.StateInactive)), ""},
		"frozen":   {ask, card(stopped), ""},
		"held":     {ask, card(held), ""},
	} {
		tests[name] = tt
	}
	decide(t, unspent.Voided, tests)
	if e := ask(card(left(10))); e.Amount != jpy(10) || !e.Credit.IsWorld() || e.Reason != "chargeback" {
		t.Errorf("a void moves %s to %q because of %q", e.Amount, e.Credit, e.Reason)
	}
	if e := ask(card(in(unspent.StateInactive))); !e.Amount.IsZero() || e.Credit != "" {
		t.Errorf("a void of an unsold card moves %s to %q", e.Amount, e.Credit)
	}
}

func TestAdjust(t *testing.T) {
	by := func(delta unspent.Money) func(unspent.Card) unspent.Event {
		return func(c unspent.Card) unspent.Event { return c.Adjust(delta, "support_issue", "n", day(5)) }
	}
	tests := ended(by(jpy(-1)))
	for name, tt := range map[string]decision{
		"up":                 {by(jpy(1)), card(), ""},
		"down":               {by(jpy(-1)), card(), ""},
		"to nothing":         {by(jpy(-5000)), card(), ""},
		"below nothing":      {by(jpy(-5001)), card(), unspent.Insufficient},
		"to the top":         {by(jpy(unspent.MaxAmount - 5000)), card(), ""},
		"over the top":       {by(jpy(unspent.MaxAmount - 4999)), card(), unspent.LimitExceeded},
		"overflow":           {by(jpy(math.MaxInt64)), card(), unspent.LimitExceeded},
		"currency":           {by(eur(1)), card(), unspent.WrongCurrency},
		"spent, up":          {by(jpy(1)), card(in(unspent.StateSpent)), ""},
		"spent, down":        {by(jpy(-1)), card(in(unspent.StateSpent)), unspent.CardSpent},
		"spent, up, lapsed":  {by(jpy(1)), card(in(unspent.StateSpent), func(c *unspent.Card) { c.ExpiresAt = day(5) }), unspent.CardExpired},
		"active, up, lapsed": {by(jpy(1)), card(func(c *unspent.Card) { c.ExpiresAt = day(5) }), unspent.CardExpired},
		"frozen":             {by(jpy(1)), card(stopped), ""},
		"held":               {by(jpy(-1)), card(held), ""},
		"inactive, up":       {by(jpy(1)), card(in(unspent.StateInactive)), unspent.CardInactive},
		"claimed, up":        {by(jpy(1)), card(in(unspent.StateClaimed)), unspent.CardClaimed},
	} {
		tests[name] = tt
	}
	decide(t, unspent.Adjusted, tests)
	if e := by(jpy(3))(card()); e.Amount != jpy(3) || !e.Debit.IsWorld() {
		t.Errorf("an adjustment up moves %s from %s", e.Amount, e.Debit)
	}
	if e := by(jpy(-3))(card()); e.Amount != jpy(3) || !e.Credit.IsWorld() {
		t.Errorf("an adjustment down moves %s to %s", e.Amount, e.Credit)
	}
}

func TestExpire(t *testing.T) {
	ask := func(c unspent.Card) unspent.Event { return c.Expire(day(20)) }
	tests := ended(ask)
	for name, tt := range map[string]decision{
		"lapsed":    {ask, card(), ""},
		"too early": {func(c unspent.Card) unspent.Event { return c.Expire(day(20).Add(-time.Microsecond)) }, card(), unspent.WrongState},
		"no end":    {ask, card(func(c *unspent.Card) { c.ExpiresAt = time.Time{} }), unspent.WrongState},
		"frozen":    {ask, card(stopped), ""},
		"held":      {ask, card(func(c *unspent.Card) { held(c); c.Hold.Until = day(21) }), ""},
	} {
		tests[name] = tt
	}
	decide(t, unspent.Expired, tests)
	if e := ask(card(left(10))); e.Amount != jpy(10) || e.Credit != unspent.BreakageRef("gift-jpy") || !e.Until.Equal(day(20)) {
		t.Errorf("expiry moves %s to %s", e.Amount, e.Credit)
	}
}

func TestStanding(t *testing.T) {
	tests := map[string]struct {
		card    unspent.Card
		at      time.Time
		want    unspent.State
		unspent bool
		held    bool
	}{
		"good":              {card(), day(5), unspent.StateActive, true, false},
		"before the end":    {card(), day(20).Add(-time.Microsecond), unspent.StateActive, true, false},
		"at the end":        {card(), day(20), unspent.StateExpired, false, false},
		"no end":            {card(func(c *unspent.Card) { c.ExpiresAt = time.Time{} }), day(9999), unspent.StateActive, true, false},
		"used":              {card(left(4999)), day(5), unspent.StateActive, false, false},
		"more than face":    {card(left(5001)), day(5), unspent.StateActive, true, false},
		"frozen":            {card(stopped), day(5), unspent.StateActive, false, false},
		"held":              {card(held), day(5), unspent.StateActive, false, true},
		"hold's last":       {card(held), day(10).Add(-time.Microsecond), unspent.StateActive, false, true},
		"hold lapsed":       {card(held), day(10), unspent.StateActive, true, false},
		"inactive":          {card(in(unspent.StateInactive)), day(5), unspent.StateInactive, false, false},
		"claimed, past end": {card(in(unspent.StateClaimed)), day(21), unspent.StateClaimed, false, false},
		"spent, past end":   {card(in(unspent.StateSpent)), day(21), unspent.StateSpent, false, false},
		"expired":           {card(in(unspent.StateExpired)), day(5), unspent.StateExpired, false, false},
		"zero":              {unspent.Card{}, day(5), "", false, false},
	}
	for name, tt := range tests {
		if got := tt.card.Standing(tt.at); got != tt.want || tt.card.Unspent(tt.at) != tt.unspent || tt.card.Held(tt.at) != tt.held {
			t.Errorf("%s: stands as %q, unspent %t, held %t; want %q, %t, %t", name, got, tt.card.Unspent(tt.at), tt.card.Held(tt.at), tt.want, tt.unspent, tt.held)
		}
	}
}

// asked is what a card is asked in a test of the table.
type asked struct {
	terms   unspent.Program
	account unspent.Account
	now     time.Time
	units   int64 // to spend, to refund, to adjust by
	sign    int64 // of the adjustment
	done    int64 // put back of a spend of 2500 before
	hold    unspent.Seq
}

// decisions asks c for every kind of step.
func (q asked) decisions(c unspent.Card) map[unspent.Kind]unspent.Event {
	spend := unspent.Event{Seq: 7, Debit: unspent.CardRef(c.Serial), Credit: unspent.MerchantRef(q.terms.ID, "m"), Amount: jpy(2500)}
	claim := unspent.Event{Seq: 6, Debit: unspent.CardRef(c.Serial), Credit: q.account.Ref, Amount: jpy(5000), At: q.now}
	return map[unspent.Kind]unspent.Event{
		unspent.Unclaimed:   account(9000).Unclaim(c, claim, q.done > 0, "wrong_account", "", q.now),
		unspent.Activated:   c.Activate(q.terms, q.now),
		unspent.Deactivated: c.Deactivate(q.now),
		unspent.Claimed:     c.Claim(q.terms, q.account, q.now),
		unspent.Spent:       c.Spend(q.terms, jpy(q.units), "m", "", q.now),
		unspent.Refunded:    c.Refund(spend, q.done, jpy(q.units), "", q.now),
		unspent.Held:        c.PlaceHold(q.terms, "pty", q.now.Add(time.Hour), unspent.Digest{}, q.now),
		unspent.Released:    c.Release(q.hold, q.now),
		unspent.Unheld:      c.CancelHold(q.hold, q.now),
		unspent.Taken:       c.Take(q.terms, q.hold, serialOf(2), unspent.CardKey{2}, q.now),
		unspent.Transferred: c.Transfer(q.terms, serialOf(2), unspent.CardKey{2}, q.now),
		unspent.Reissued:    c.Reissue(serialOf(2), unspent.CardKey{2}, "", q.now),
		unspent.Frozen:      c.Freeze("chargeback", "", q.now),
		unspent.Unfrozen:    c.Unfreeze("cleared", ""),
		unspent.Voided:      c.Void("chargeback", "", q.now),
		unspent.Adjusted:    c.Adjust(jpy(q.sign*q.units), "support_issue", "", q.now),
		unspent.Expired:     c.Expire(q.now),
	}
}

// TestTransitions asks cards of every state for every kind of step, in random
// circumstances. What is not declined is in the table and can be applied.
func TestTransitions(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		c := drawCard(t)
		q := asked{terms: drawTerms(t), now: day(rapid.IntRange(1, 30).Draw(t, "day")),
			account: account(rapid.SampledFrom([]int64{0, 4000, 9000}).Draw(t, "in account")),
			units:   rapid.SampledFrom([]int64{1, 2500, 5000, 5001}).Draw(t, "units"),
			sign:    rapid.SampledFrom([]int64{1, -1}).Draw(t, "sign"),
			done:    rapid.SampledFrom([]int64{0, 1, 2500}).Draw(t, "refunded"),
			hold:    rapid.SampledFrom([]unspent.Seq{9, 8}).Draw(t, "hold")}
		q.account.Loaded = windowOf(rapid.SampledFrom([]int64{0, 4000, 9000}).Draw(t, "loaded"), day(rapid.IntRange(-5, 5).Draw(t, "loaded at")))
		for k, e := range q.decisions(c) {
			takeStep(t, c, k, e)
		}
	})
}

// TestTransitionsReached finds a decision for every line of the table.
func TestTransitionsReached(t *testing.T) {
	reached := map[unspent.Transition]bool{}
	for _, s := range unspent.States() {
		for _, beside := range []func(*unspent.Card){func(*unspent.Card) {}, held, released, stopped} {
			for _, now := range []time.Time{day(5), day(20)} {
				for _, units := range []int64{1, 5000, -1, -5000} {
					q := asked{terms: giftYen(), account: account(0), now: now, units: max(units, -units), sign: units / max(units, -units), hold: 9}
					for k, e := range q.decisions(card(in(s), beside)) {
						if step, ok := takeStep(t, card(in(s), beside), k, e); ok {
							reached[step] = true
						}
					}
				}
			}
		}
	}
	for _, step := range unspent.Transitions() {
		if !reached[step] {
			t.Errorf("no decision takes the step %v", step)
		}
	}
}

// takeStep applies the decision e of kind k on c.
func takeStep(t rapid.TB, c unspent.Card, k unspent.Kind, e unspent.Event) (unspent.Transition, bool) {
	e.Seq, e.At, e.Hash = c.Head.Seq+1, day(30), unspent.Digest{4}
	e.DebitAfter, e.CreditAfter = c.Balance.Units()-e.Amount.Units(), c.Balance.Units()+e.Amount.Units()
	after, err := c.Apply(e)
	if err != nil {
		t.Fatalf("%s of a card in %s was decided and cannot be applied: %v", e.Kind, c.State, err)
	}
	inTable := slices.ContainsFunc(unspent.Transitions(), func(s unspent.Transition) bool { return s.From == c.State && s.By == k })
	step := unspent.Transition{From: c.State, By: k, To: after.State}
	switch {
	case e.Kind == unspent.Declined:
		want := c
		want.Head = unspent.Head{Seq: e.Seq, Hash: e.Hash}
		if after != want || e.Asked != k || e.Reason == "" {
			t.Fatalf("a decline of %s because of %q turned %+v into %+v", k, e.Reason, c, after)
		}
		return step, false
	case e.Kind != k || !inTable || !slices.Contains(unspent.Transitions(), step):
		t.Fatalf("%s of a card in %s led to %s, which the table does not have", e.Kind, c.State, after.State)
	case after.Balance.Units() < 0 || after.Balance.Currency() != c.Balance.Currency() || after.Face != c.Face || after.Serial != c.Serial:
		t.Fatalf("%s turned %+v into %+v", k, c, after)
	case (after.State == unspent.StateActive) != after.Balance.IsPositive():
		t.Fatalf("%s left a card in %s with %s", k, after.State, after.Balance)
	case after.Head.Seq != e.Seq:
		t.Fatalf("%s left the head at %d", k, after.Head.Seq)
	}
	return step, true
}

// drawCard draws a card that could exist.
func drawCard(t *rapid.T) unspent.Card {
	c := card(in(rapid.SampledFrom(unspent.States()).Draw(t, "state")))
	if c.State == unspent.StateActive {
		c.Balance = jpy(rapid.SampledFrom([]int64{1, 2500, 5000, 5001}).Draw(t, "balance"))
	}
	c.ExpiresAt = rapid.SampledFrom([]time.Time{day(20), day(5), {}}).Draw(t, "expires")
	switch rapid.IntRange(0, 3).Draw(t, "hold") {
	case 0:
		held(&c)
	case 1:
		released(&c)
	}
	if rapid.IntRange(0, 2).Draw(t, "frozen") == 0 {
		stopped(&c)
	}
	c.Moved = windowOf(rapid.SampledFrom([]int64{0, 4000}).Draw(t, "moved"), day(rapid.IntRange(-5, 5).Draw(t, "moved at")))
	return c
}

// drawTerms draws a program that mostly allows things.
func drawTerms(t *rapid.T) unspent.Program {
	often := func(what string) bool { return rapid.IntRange(0, 5).Draw(t, what) > 0 }
	p := giftYen()
	p.Claimable, p.Spendable, p.Transferable = often("claimable"), often("spendable"), often("transferable")
	if !often("unlimited") {
		p.Limits = unspent.Limits{AccountCap: 9000, PerTransfer: 5000, PerMonth: 8000}
	}
	return p
}

// TestApplyRefuses applies steps that the table does not have.
func TestApplyRefuses(t *testing.T) {
	for _, s := range unspent.States() {
		for _, k := range unspent.Kinds() {
			for _, units := range []int64{0, 10} {
				c := card(in(s))
				e := unspent.Event{Seq: 4, Kind: k, Debit: unspent.CardRef(c.Serial), Amount: jpy(0), DebitAfter: units}
				got, err := c.Apply(e)
				want := k == unspent.Declined || slices.ContainsFunc(unspent.Transitions(), func(s unspent.Transition) bool {
					return s.From == c.State && s.By == k && (s.To != unspent.StateActive || units > 0) && (s.To != unspent.StateSpent || units == 0)
				})
				if (err == nil) != want {
					t.Errorf("%s of a card in %s with %d left: %v, %v; want it accepted: %t", k, s, units, got.State, err, want)
				}
				if err != nil && unspent.ReasonOf(err) != unspent.Internal {
					t.Errorf("%s of a card in %s: %v, want internal", k, s, err)
				}
			}
		}
	}
	e := unspent.Event{Seq: 4, Kind: unspent.Spent, Debit: unspent.CardRef(serialOf(1)), Amount: jpy(6000), DebitAfter: -1000}
	if got, err := card().Apply(e); err == nil {
		t.Errorf("a card with less than nothing was accepted: %+v", got)
	}
	// Whoever changes the table he was given does not change the rules.
	clear(unspent.Transitions())
	if unspent.Transitions()[0] == (unspent.Transition{}) {
		t.Error("Transitions hands out the table itself")
	}
}
