package storetest

import (
	"errors"
	"slices"
	"testing"
	"time"

	"github.com/unspent-dev/unspent"
	"github.com/unspent-dev/unspent/internal/store"
)

func testEmpty(t *testing.T, s store.Store) {
	want := store.Want{Requests: []unspent.RequestID{requestOf(1)}, Codes: []unspent.CardKey{keyOf(1)},
		Serials: []unspent.Serial{serialOf(1)}, Accounts: []unspent.Ref{world()}, Events: []unspent.Seq{0, 1, 9}, Refunded: []unspent.Seq{1}}
	if d := diff(*mustLoad(t, s, want), *store.NewState()); d != "" {
		t.Errorf("Load of what does not exist (-want +got):\n%s", d)
	}
	empty := picture{State: *store.NewState(), Parties: map[string]string{"pty_1": ""}}
	if d := diff(mustLook(t, s, album{start(), []string{"pty_1"}}), empty); d != "" {
		t.Errorf("an empty store (-want +got):\n%s", d)
	}
}

// testAppend reads back what one Update and then another have appended.
func testAppend(t *testing.T, s store.Store) {
	first := mustRun(t, s, start(), issue(1, 1, 3, 5000, true))
	later := start().Add(time.Second)
	second := mustRun(t, s, later, spend(2, 1, 1200), claim(3, 2, "acct_taro"), activate(4, 3))
	got := mustLoad(t, s, mentioned(slices.Concat(first, second)))

	if got.Seq != 6 || !got.At.Equal(later) {
		t.Errorf("head is %d at %v, want 6 at %v", got.Seq, got.At, later)
	}
	states := map[int]unspent.State{1: unspent.StateActive, 2: unspent.StateClaimed, 3: unspent.StateActive}
	for n, want := range states {
		c, ok := got.CardByKey(keyOf(n))
		if !ok || c.Serial != serialOf(n) || c.State != want || c.Key != keyOf(n) {
			t.Errorf("card %d: got %+v, %t; want it %s", n, c, ok, want)
		}
	}
	balances := map[unspent.Ref]int64{world(): -15_000, merchant(): 1200, unspent.AccountRef("acct_taro"): 5000}
	for ref, want := range balances {
		if a := got.Accounts[ref]; a.Balance != jpy(want) || a.Program != gift || a.Ref != ref {
			t.Errorf("%s: got %+v, want a balance of %d", ref, a, want)
		}
	}
	if last := second[2]; last.Kind != unspent.Declined || last.Reason != unspent.WrongState {
		t.Errorf("activating twice: got %s, %s; want declined, wrong_state", last.Kind, last.Reason)
	}
	if head := got.Cards[serialOf(3)].Head; head.Seq != 6 || head.Hash != second[2].Hash {
		t.Errorf("head of card 3 is %v, want the declined event 6", head)
	}
}

// testEventFields appends an event with every field filled and one with none
// that can be left out.
func testEventFields(t *testing.T, s store.Store) {
	full := unspent.Event{Kind: unspent.Issued, Program: gift, Debit: world(), Credit: unspent.CardRef(serialOf(1)), Amount: jpy(1 << 53),
		Reason: "support_issue", Request: requestOf(1), Print: printOf(1), By: "key_1", Key: keyOf(1), Face: jpy(1 << 53),
		Until: start().AddDate(10, 0, 0), Party: "pty_1", Secret: unspent.Digest{1, 2, 3}, Of: 7, Asked: unspent.Taken, Wanted: 1<<53 - 1,
		Note: "注文 №1\n\x00'\";--"}
	bare := unspent.Event{Kind: unspent.Declined, Debit: unspent.AccountRef("a"), Amount: unspent.NewMoney(0, currency("KWD"))}
	var want []unspent.Event
	mustUpdate(t, s, func(tx store.Tx) error {
		state := store.NewState()
		if err := tx.Load(t.Context(), mentioned([]unspent.Event{full, bare}), state); err != nil {
			return err
		}
		for _, e := range []unspent.Event{full, bare} {
			if _, err := state.Record(e, start()); err != nil {
				return err
			}
		}
		want = state.Journal
		return tx.Append(t.Context(), state, nil, nil)
	})
	got := mustLook(t, s, album{now: start()})
	if d := diff(got.Journal, want); d != "" {
		t.Errorf("journal (-want +got):\n%s", d)
	}
	if d := diff(got.State.Events, map[unspent.Seq]unspent.Event{1: want[0], 2: want[1]}); d != "" {
		t.Errorf("events by seq (-want +got):\n%s", d)
	}
}

// testBigLoad asks for more than one statement's worth, with the missing and the
// repeated among it.
func testBigLoad(t *testing.T, s store.Store) {
	const n = 2500
	mustRun(t, s, start(), issue(1, 1, n, 100, false))
	var want store.Want
	for i := range 2 * n {
		want.Codes = append(want.Codes, keyOf(i+1))
		want.Serials = append(want.Serials, serialOf(i+1), serialOf(1))
		want.Requests = append(want.Requests, requestOf(i+1))
		want.Events = append(want.Events, unspent.Seq(i+1), 1)
		want.Accounts = append(want.Accounts, unspent.AccountRef(serialOf(i+1).String()), world())
		want.Refunded = append(want.Refunded, unspent.Seq(i+1))
	}
	got := mustLoad(t, s, want)
	if len(got.Cards) != n || len(got.Codes) != n || len(got.Answers) != 1 || len(got.Events) != n || len(got.Accounts) != 0 || len(got.Refunded) != 0 {
		t.Errorf("loaded %d cards, %d codes, %d answers, %d events, %d accounts, %d refunds; want %d, %[7]d, 1, %[7]d, 0, 0",
			len(got.Cards), len(got.Codes), len(got.Answers), len(got.Events), len(got.Accounts), len(got.Refunded), n)
	}
}

// testLoadAdds loads twice into one state: the first is still there.
func testLoadAdds(t *testing.T, s store.Store) {
	mustRun(t, s, start(), issue(1, 1, 2, 100, true))
	state := store.NewState()
	mustView(t, s, func(r store.Reader) error {
		err := r.Load(t.Context(), store.Want{Serials: []unspent.Serial{serialOf(1)}}, state)
		return errors.Join(err, r.Load(t.Context(), store.Want{Codes: []unspent.CardKey{keyOf(2)}}, state))
	})
	if len(state.Cards) != 2 || len(state.Codes) != 2 {
		t.Errorf("after two loads there are %d cards and %d codes, want 2 and 2", len(state.Cards), len(state.Codes))
	}
}

// testRefresh loads ahead in Views, changes some of it once or many times over,
// and brings it up to date in an Update: as if it had been loaded there.
func testRefresh(t *testing.T, s store.Store) {
	mustRun(t, s, start(), issue(1, 1, 6, 5000, true), spend(2, 1, 100), claim(3, 2, "a"))
	var want store.Want
	for n := range 12 {
		want.Codes = append(want.Codes, keyOf(n+1))
		want.Serials = append(want.Serials, serialOf(n+1))
		want.Requests = append(want.Requests, requestOf(n+1))
		want.Events = append(want.Events, unspent.Seq(n+1))
		want.Refunded = append(want.Refunded, unspent.Seq(n+1))
	}
	want.Accounts = []unspent.Ref{world(), unspent.AccountRef("a"), unspent.AccountRef("b")}
	for _, changes := range [][]step{nil, {spend(4, 1, 200)}, {claim(5, 3, "b"), spend(6, 4, 1)}, {issue(7, 7, 3, 100, true)}} {
		ahead := store.NewState()
		half := store.Want{Codes: want.Codes[:3], Requests: want.Requests[:3], Accounts: want.Accounts[:1]}
		mustView(t, s, func(r store.Reader) error { return r.Load(t.Context(), half, ahead) })
		mustView(t, s, func(r store.Reader) error { return r.Load(t.Context(), want, ahead) })
		for _, step := range changes {
			mustRun(t, s, start(), step)
		}
		mustUpdate(t, s, func(tx store.Tx) error {
			fresh := store.NewState()
			if err := errors.Join(tx.Refresh(t.Context(), want, ahead), tx.Load(t.Context(), want, fresh)); err != nil {
				return err
			}
			ahead.Epoch, fresh.Epoch = 0, 0
			if d := diff(ahead, fresh); d != "" {
				t.Errorf("refreshed after %d changes (-want +got):\n%s", len(changes), d)
			}
			return nil
		})
	}
}

func testAnswers(t *testing.T, s store.Store) {
	mustRun(t, s, start(), issue(1, 1, 4, 5000, true), spend(2, 1, 9999))
	if again := mustRun(t, s, start(), issue(1, 9, 4, 5000, true), spend(2, 1, 10), spend(3, 1, 10)); len(again) != 1 {
		t.Errorf("two of three requests were answered before, yet there are %d events", len(again))
	}
	mustRun(t, s, start(), staff(0, 1, unspent.Frozen, 0)) // has no request
	got := mustLoad(t, s, store.Want{Requests: []unspent.RequestID{requestOf(1), requestOf(2), requestOf(3), requestOf(4), {}}}).Answers
	want := map[unspent.RequestID]store.Answer{
		requestOf(1): {First: 1, Last: 4, Print: printOf(1)},
		requestOf(2): {First: 5, Last: 5, Print: printOf(2)}, // declined
		requestOf(3): {First: 6, Last: 6, Print: printOf(3)},
	}
	if d := diff(got, want); d != "" {
		t.Errorf("answers (-want +got):\n%s", d)
	}
}

func testRefunds(t *testing.T, s store.Store) {
	mustRun(t, s, start(), issue(1, 1, 2, 5000, true), claim(2, 2, "a"))
	mustRun(t, s, start(), spend(3, 1, 5000), spendAccount(4, "a", 2000))
	card, account := unspent.CardRef(serialOf(1)), unspent.AccountRef("a")
	mustRun(t, s, start(), refund(5, 4, card, 300), refund(6, 4, card, 200), refund(7, 5, account, 2000))
	mustRun(t, s, start(), refund(8, 4, card, 4501), refund(9, 4, card, 1)) // the first is declined
	got := mustLoad(t, s, store.Want{Refunded: []unspent.Seq{1, 4, 5, 99}, Serials: []unspent.Serial{serialOf(1)}, Accounts: []unspent.Ref{account, merchant()}})
	want := map[unspent.Seq]store.Refunds{4: {Units: 501, Last: 10}, 5: {Units: 2000, Last: 8}}
	if d := diff(got.Refunded, want); d != "" {
		t.Errorf("refunds (-want +got):\n%s", d)
	}
	if c := got.Cards[serialOf(1)]; c.Balance != jpy(501) || c.State != unspent.StateActive {
		t.Errorf("the card is %s with %s, want active with 501 JPY", c.State, c.Balance)
	}
	if a, m := got.Accounts[account].Balance, got.Accounts[merchant()].Balance; a != jpy(5000) || m != jpy(4499) {
		t.Errorf("account and merchant() have %s and %s, want 5000 and 4499 JPY", a, m)
	}
}

// testLinks walks from the heads back to the first events, hash by hash.
func testLinks(t *testing.T, s store.Store) {
	mustRun(t, s, start(), issue(1, 1, 3, 5000, true), hold(2, 1), staff(3, 1, unspent.Released, 0), take(4, 1, 7))
	mustRun(t, s, start(), spend(5, 7, 10), claim(6, 7, "a"), spendAccount(7, "a", 10), transfer(8, 2, 8), reissue(9, 8, 9), claim(10, 9, "a"))
	all := mustLook(t, s, album{now: start()})
	prev := map[unspent.Ref]unspent.Head{}
	for _, e := range all.Journal {
		debit, credit := prev[e.Debit], prev[e.Credit]
		if e.Credit == "" {
			credit = unspent.Head{}
		}
		if e.DebitPrev != debit.Seq || e.CreditPrev != credit.Seq || e.Hash != e.Digest(debit.Hash, credit.Hash) {
			t.Errorf("event %d links to %d and %d, want %d and %d and the hash of all", e.Seq, e.DebitPrev, e.CreditPrev, debit.Seq, credit.Seq)
		}
		prev[e.Debit], prev[e.Credit] = unspent.Head{Seq: e.Seq, Hash: e.Hash}, unspent.Head{Seq: e.Seq, Hash: e.Hash}
	}
	for serial, c := range all.State.Cards {
		if want := prev[unspent.CardRef(serial)]; c.Head != want {
			t.Errorf("head of card %s is %v, want %v", serial, c.Head, want)
		}
	}
	for ref, a := range all.State.Accounts {
		if a.Head != prev[ref] {
			t.Errorf("head of %s is %v, want %v", ref, a.Head, prev[ref])
		}
	}
	if c := all.State.Cards[serialOf(2)]; c.State != unspent.StateReplaced || c.Successor != serialOf(8) {
		t.Errorf("card 2 is %s by %s, want replaced by %s", c.State, c.Successor, serialOf(8))
	}
}
