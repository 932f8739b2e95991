package staff_test

import (
	"context"
	"testing"
	"time"

	"github.com/unspent-dev/unspent"
	"github.com/unspent-dev/unspent/internal/approval"
)

// Whoever's time is over while the book is busy issues no more of their batch.
func TestBatchOfWhoseTimeIsOver(t *testing.T) {
	for name, tt := range map[string]struct {
		works  time.Duration // for so long, from when they begin the batch; 0: for good
		reason unspent.Reason
		parts  int
	}{
		"one minute": {time.Minute, unspent.Forbidden, 0},
		"a day":      {24 * time.Hour, "", 1},
		"for good":   {0, "", 1},
	} {
		t.Run(name, func(t *testing.T) {
			o := newOffice(t)
			var ends time.Time
			if tt.works != 0 {
				ends = o.clock().Add(tt.works)
			}
			id, _ := o.add("Hanako", unspent.Issuer, ends)
			jpy, err := unspent.ParseCurrency("JPY")
			must(t, err)
			k := approval.New(o.st, o.clock)
			batch, err := k.Plan(t.Context(), approval.Request{Kind: unspent.Issued, Batch: true, Subject: "gift-jpy", By: id, Key: "nightly",
				Amount: unspent.NewMoney(100, jpy), Value: unspent.NewMoney(100, jpy), Count: 1}, false)
			must(t, err)
			busy, parts := true, 0
			r := approval.NewRunner(k, o.InForce, func(context.Context, approval.Request, unspent.Actor, string, unspent.Issue) error {
				if busy {
					return unspent.Errorf(unspent.Busy, "not just now")
				}
				parts++
				return nil
			}, nil)
			must(t, r.Begin(t.Context(), unspent.Actor{ID: id, Role: unspent.Issuer}, batch.ID))
			must(t, r.Step(t.Context()))
			busy = false
			o.wait(2 * time.Minute)
			must(t, r.Step(t.Context()))
			p, err := r.Progress(t.Context(), batch.ID)
			if err != nil || unspent.ReasonOf(p.Wrong) != tt.reason || p.Running || parts != tt.parts {
				t.Errorf("the batch: %+v with %d parts, %v", p, parts, err)
			}
		})
	}
}

// InForce knows persons and keys that are in force, and nobody else.
func TestInForce(t *testing.T) {
	o := newOffice(t)
	gone, _ := o.add("Taro", unspent.Issuer, time.Time{})
	must(t, o.Disable(t.Context(), boss(), gone))
	over, _ := o.add("Jiro", unspent.Issuer, o.clock().Add(time.Hour))
	o.wait(time.Hour)
	here, _ := o.add("Hanako", unspent.Support, time.Time{})
	key, _, err := o.book.CreateKey(t.Context(), boss(), "shop", unspent.Merchant, "m-1")
	must(t, err)
	for id, want := range map[string]unspent.Actor{
		gone: {}, over: {}, "key_none": {}, "": {},
		here:   {ID: here, Role: unspent.Support},
		key.ID: {ID: key.ID, Role: unspent.Merchant, Bound: "m-1"},
	} {
		if who, err := o.InForce(t.Context(), id); who != want || err != nil {
			t.Errorf("InForce(%q) = %+v, %v; want %+v", id, who, err, want)
		}
	}
}
