package storetest

import (
	"testing"
	"time"

	"github.com/unspent-dev/unspent"
	"github.com/unspent-dev/unspent/internal/store"
)

// sealOf reads a seal.
func sealOf(t *testing.T, s store.Store, seq unspent.Seq) (box []byte) {
	t.Helper()
	mustView(t, s, func(r store.Reader) (err error) {
		box, err = r.Seal(t.Context(), seq)
		return err
	})
	return box
}

func testSeals(t *testing.T, s store.Store) {
	mustRun(t, s, start(), issue(1, 1, 3, 5000, true), hold(2, 1))                  // seals 1 and 4, until an hour later
	mustRun(t, s, start().Add(time.Minute), issue(3, 4, 1, 5000, true), hold(4, 4)) // 5 and 6, a minute later
	for seq, want := range map[unspent.Seq]string{0: "", 1: "box 1", 2: "", 4: "box 4", 5: "box 5", 6: "box 6", 99: ""} {
		if got := sealOf(t, s, seq); string(got) != want || (got == nil) != (want == "") {
			t.Errorf("Seal(%d) = %q, want %q", seq, got, want)
		}
	}
	erase := func(now time.Time) (n int) {
		mustUpdate(t, s, func(tx store.Tx) (err error) {
			n, err = tx.EraseSeals(t.Context(), now)
			return err
		})
		return n
	}
	eraseOne := func(seq unspent.Seq) {
		mustUpdate(t, s, func(tx store.Tx) error { return tx.EraseSeal(t.Context(), seq) })
	}
	if n := erase(start().Add(time.Hour - time.Microsecond)); n != 0 {
		t.Errorf("EraseSeals inside every window erased %d, want 0", n)
	}
	if n := erase(start().Add(time.Hour)); n != 2 {
		t.Errorf("EraseSeals at the end of two windows erased %d, want 2", n)
	}
	eraseOne(5)
	eraseOne(5)
	eraseOne(99)
	for seq, want := range map[unspent.Seq]string{1: "", 4: "", 5: "", 6: "box 6"} {
		if got := sealOf(t, s, seq); string(got) != want || (got == nil) != (want == "") {
			t.Errorf("after erasing, Seal(%d) = %q, want %q", seq, got, want)
		}
	}
	if n := erase(start().Add(48 * time.Hour)); n != 1 {
		t.Errorf("EraseSeals after every window erased %d, want the last one", n)
	}
}

func testParties(t *testing.T, s store.Store) {
	mustRun(t, s, start(), issue(1, 1, 1, 5000, true), hold(2, 1))
	erase := func(id string) {
		mustUpdate(t, s, func(tx store.Tx) error { return tx.EraseParty(t.Context(), id) })
	}
	check := func(id, want string) {
		t.Helper()
		mustView(t, s, func(r store.Reader) error {
			got, err := r.Party(t.Context(), id)
			if got != want {
				t.Errorf("Party(%q) = %q, want %q", id, got, want)
			}
			return err
		})
	}
	check("pty_1", "pty_1@例.example")
	check("pty_hold_1", "pty_hold_1@例.example")
	check("pty_unknown", "")
	check("", "")
	erase("pty_1")
	erase("pty_1")
	erase("pty_unknown")
	check("pty_1", "")
	check("pty_hold_1", "pty_hold_1@例.example")
}

func testPrograms(t *testing.T, s store.Store) {
	forever := unspent.Program{ID: "a.b-c_d@e", Name: "Gift", Currency: currency("EUR"), CreatedAt: start()}
	full := program()
	full.Validity, _ = unspent.ParsePeriod("P1Y2M3D")
	full.RevealWindow = 30 * 24 * time.Hour
	full.CodeFormat = unspent.CodeFormat{Alphabet: unspent.Digits, Length: 16, Check: unspent.CheckLuhn, PIN: 4}
	put := func(p unspent.Program) error {
		return s.Update(t.Context(), func(tx store.Tx) error { return tx.PutProgram(t.Context(), p) })
	}
	for _, p := range []unspent.Program{full, forever} {
		if err := put(p); err != nil {
			t.Fatalf("PutProgram(%q): %v", p.ID, err)
		}
	}
	other := full
	other.Claimable, other.Name = false, "other"
	wantReason(t, "a program whose id is taken", put(other), unspent.Conflict)
	wantReason(t, "the same program again", put(full), unspent.Conflict)
	err := s.Update(t.Context(), func(tx store.Tx) error {
		p := unspent.Program{ID: "twice", Name: "Twice", Currency: yen(), CreatedAt: start()}
		if err := tx.PutProgram(t.Context(), p); err != nil {
			return err
		}
		return tx.PutProgram(t.Context(), p)
	})
	wantReason(t, "two programs of one id in one Update", err, unspent.Conflict)
	want := map[string]unspent.Program{full.ID: full, forever.ID: forever}
	if d := diff(mustLook(t, s, album{now: start()}).Programs, want); d != "" {
		t.Errorf("programs (-want +got):\n%s", d)
	}
}

func testKeys(t *testing.T, s store.Store) {
	b := store.APIKey{ID: "key_b", Name: "レジ", Role: unspent.Merchant, Bound: "m1", Scope: "acct_taro,acct_shop1_*", Hash: [32]byte{1, 2, 3}, CreatedAt: start()}
	a := store.APIKey{ID: "key_a", Role: unspent.Admin, Hash: [32]byte{4}, CreatedAt: start().Add(time.Second)}
	put := func(k store.APIKey) error {
		return s.Update(t.Context(), func(tx store.Tx) error { return tx.PutKey(t.Context(), k) })
	}
	revoke := func(id string) error {
		return s.Update(t.Context(), func(tx store.Tx) error { return tx.RevokeKey(t.Context(), id, start().Add(time.Hour)) })
	}
	for _, k := range []store.APIKey{b, a} {
		if err := put(k); err != nil {
			t.Fatalf("PutKey(%q): %v", k.ID, err)
		}
	}
	if d := diff(mustLook(t, s, album{now: start()}).Keys, []store.APIKey{a, b}); d != "" {
		t.Errorf("keys in the order of their ids (-want +got):\n%s", d)
	}
	wantReason(t, "revoking an unknown key", revoke("key_c"), unspent.NotFound)
	wantReason(t, "revoking a key", revoke("key_b"), "")
	wantReason(t, "a key whose id is taken", put(a), unspent.Conflict)
	wantReason(t, "a key whose id was revoked", put(b), unspent.Conflict)
	b.RevokedAt = start().Add(time.Hour)
	if d := diff(mustLook(t, s, album{now: start()}).Keys, []store.APIKey{a, b}); d != "" {
		t.Errorf("keys after one was revoked (-want +got):\n%s", d)
	}
}

// testNothingShared changes what was given in and out; the store must not notice.
func testNothingShared(t *testing.T, s store.Store) {
	box := []byte("sealed")
	mustUpdate(t, s, func(tx store.Tx) error {
		state := store.NewState()
		p := issue(1, 1, 1, 5000, true)
		if err := tx.Load(t.Context(), p.want, state); err != nil {
			return err
		}
		e, err := state.Record(p.decide(state, start())[0], start())
		if err != nil {
			return err
		}
		if err := tx.PutProgram(t.Context(), program()); err != nil {
			return err
		}
		err = tx.Append(t.Context(), state, []store.Seal{{Seq: e.Seq, Until: start(), Box: box}}, nil)
		box[0] = 'X'
		return err
	})
	before := mustLook(t, s, album{now: start()})
	if before.Seals[1] != "sealed" || before.Journal[0].Note != "order-1" || len(before.State.Cards) != 1 {
		t.Error("the store kept what its caller changed after Append")
	}
	again := mustLook(t, s, album{now: start()})
	sealOf(t, s, 1)[0] = 'Y'
	clear(again.Programs)
	clear(again.State.Cards)
	again.State.Accounts[world()] = unspent.Account{}
	after := mustLook(t, s, album{now: start()})
	if d := diff(after, before); d != "" || len(after.Programs) != 1 {
		t.Errorf("the store noticed what a reader changed (-want +got):\n%s", d)
	}
}
