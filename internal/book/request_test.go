package book_test

import (
	"testing"

	"github.com/unspent-dev/unspent"
	"github.com/unspent-dev/unspent/internal/book"
	"github.com/unspent-dev/unspent/internal/store/memory"
)

// TestRow01Parties asks for one payment twice, by two who may be one party: a retry is
// answered again, and somebody else's request is another one.
func TestRow01Parties(t *testing.T) {
	merchant := func(id, bound string) unspent.Actor {
		return unspent.Actor{ID: id, Role: unspent.Merchant, Bound: bound}
	}
	partner := func(id string, scope unspent.Scope) unspent.Actor {
		return unspent.Actor{ID: id, Role: unspent.Partner, Scope: scope}
	}
	for name, tt := range map[string]struct {
		first, second unspent.Actor
		replayed      bool
	}{
		"a merchant's rotated key":     {merchant("key_1", "shop"), merchant("key_2", "shop"), true},
		"a key bound to nobody before": {merchant("key_1", ""), merchant("key_2", "shop"), true},
		"an admin's rotated key":       {unspent.Actor{ID: "key_1", Role: unspent.Admin}, unspent.Actor{ID: "key_2", Role: unspent.Admin}, true},
		"a partner's rotated key":      {partner("key_1", "acct_a*,acct_b"), partner("key_2", "acct_b,acct_a*"), true},
		"partners without accounts":    {partner("key_1", ""), partner("key_2", ""), true},
		"two partners":                 {partner("key_1", "acct_a*"), partner("key_2", "acct_b*"), false},
		"a merchant and an admin":      {merchant("key_1", "shop"), unspent.Actor{ID: "key_2", Role: unspent.Admin}, false},
		"two people of the staff":      {unspent.Actor{ID: "per_1", Role: unspent.Admin}, unspent.Actor{ID: "per_2", Role: unspent.Admin}, false},
		"a person and a key":           {unspent.Actor{ID: "per_1", Role: unspent.Admin}, unspent.Actor{ID: "key_1", Role: unspent.Admin}, false},
		"an actor from before parties": {unspent.Actor{ID: "key_1", Role: unspent.System}, merchant("key_1", "shop"), true},
	} {
		t.Run(name, func(t *testing.T) {
			d := newDesk(t, memory.New(), book.Options{})
			pay := spend(d.cards(1)[0], 300)
			first, err := d.Do(t.Context(), unspent.Request{Key: "order-77", By: tt.first, Command: pay})
			wantReason(t, "the payment", err, "")
			again := unspent.Request{Key: "order-77", By: tt.second, Command: pay}
			if got, err := d.Repeated(t.Context(), again); got != tt.replayed || err != nil {
				t.Errorf("Repeated() = %t, %v; want %t", got, err, tt.replayed)
			}
			got, err := d.Do(t.Context(), again)
			if got.Replayed != tt.replayed || tt.replayed && shown(got, err) != shown(first, nil) {
				t.Errorf("asked again: %s, replayed %t; want %t", shown(got, err), got.Replayed, tt.replayed)
			}
		})
	}
}

// TestRow01TwoMerchants keeps two merchants apart who chose the same id: neither a
// conflict nor the other's answer. So it is with issues, and with tills.
func TestRow01TwoMerchants(t *testing.T) {
	d := newDesk(t, memory.New(), book.Options{})
	codes := d.cards(2)
	for i, shop := range []string{"one", "two"} {
		for _, bound := range []string{shop, ""} {
			got, err := d.Do(t.Context(), unspent.Request{Key: "1", By: unspent.Actor{ID: "key_" + shop, Role: unspent.Merchant, Bound: bound},
				Command: unspent.Spend{Code: codes[i], Amount: euro(300), Merchant: shop}})
			if err != nil || got.Replayed != (bound == "") {
				t.Errorf("%s, bound to %q: %v, replayed %t", shop, bound, err, got.Replayed)
			}
		}
	}
	made, err := d.ask(unspent.Issue{Program: "gift", Value: euro(500), Count: 2})
	wantReason(t, "Issue", err, "")
	for i, ev := range made.Events {
		serial, _ := ev.Debit.Serial()
		for n, till := range []string{"key_1", "key_2"} {
			got, err := d.Do(t.Context(), unspent.Request{Key: "1", By: unspent.Actor{ID: till, Role: unspent.Store}, Command: unspent.Activate{Serial: serial}})
			if err != nil || got.Replayed != (n == 1) {
				t.Errorf("card %d at %s: %v, replayed %t", i, till, err, got.Replayed)
			}
		}
	}
}

// TestRow01OldIDs asks again, with a key that replaced another, for what was done
// before ids were a party's.
func TestRow01OldIDs(t *testing.T) {
	d := newDesk(t, memory.New(), book.Options{})
	pay := spend(d.cards(1)[0], 300)
	var keys []unspent.Actor
	for range 2 {
		k, _, err := d.CreateKey(t.Context(), admin(), "till", unspent.Merchant, "shop")
		wantReason(t, "CreateKey", err, "")
		keys = append(keys, unspent.Actor{ID: k.ID, Role: k.Role, Bound: k.Bound})
	}
	before := keys[0]
	before.Role, before.Bound = unspent.System, "" // whose ids are kept as every key's were
	_, err := d.Do(t.Context(), unspent.Request{Key: "order-77", By: before, Command: pay})
	wantReason(t, "the payment", err, "")
	wantReason(t, "RevokeKey", d.RevokeKey(t.Context(), admin(), keys[0].ID), "")
	got, err := d.Do(t.Context(), unspent.Request{Key: "order-77", By: keys[1], Command: pay})
	if err != nil || !got.Replayed {
		t.Errorf("asked again after the upgrade: %v, replayed %t", err, got.Replayed)
	}
}
