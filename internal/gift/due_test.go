package gift_test

import (
	"fmt"
	"testing"
	"time"

	"github.com/unspent-dev/unspent/internal/jobs"
	"github.com/unspent-dev/unspent/internal/store"
	"github.com/unspent-dev/unspent/internal/store/memory"
)

// That a paid order has something to do is never given up: neither when one process after
// another died of it, nor when its job cannot be read; and one that an earlier program
// gave up begins anew as soon as its order changes.
func TestNeverGivenUp(t *testing.T) {
	for name, tt := range map[string]struct {
		kind, body string
	}{
		"its tries were cut short": {"gift-due", `{"v":1,"work":%q,"unsure":10,"try":"lost"}`},
		"it cannot be read":        {"gift-due", "{"},
		"it was given up before":   {"gift-due-dead", `{"v":1,"work":%q}`},
	} {
		t.Run(name, func(t *testing.T) {
			m, end := newMarket(t, memory.New())
			t.Cleanup(end)
			m.fund(t, 5000)
			o := order(t, 1000, "now@example.jp", "later@example.jp")
			o.Cards[1].Send = m.now.Add(time.Hour)
			o, err := m.Place(t.Context(), holder(), "id", o)
			wantReason(t, "Place", err, "")
			m.Catch(t.Context())
			if tt.body != "{" {
				tt.body = fmt.Sprintf(tt.body, o.Cards[1].Send.Format(time.RFC3339Nano))
			}
			err = m.store.Update(t.Context(), func(tx store.Tx) error {
				if err := tx.DropDocument(t.Context(), "gift-due", o.Number); err != nil {
					return err
				}
				return tx.PutDocument(t.Context(), store.Document{Kind: tt.kind, ID: o.Number, At: m.clock(), Body: []byte(tt.body)})
			})
			wantReason(t, "the damage", err, "")
			m.Catch(t.Context())
			if tt.kind == "gift-due-dead" {
				_, err = m.Silence(t.Context(), o.Number, true)
				wantReason(t, "Silence", err, "")
			}
			m.wait(time.Hour)
			m.Catch(t.Context())
			if got := statuses(t, m, o.Number); got != "sent sent" {
				t.Errorf("the cards are %s", got)
			}
		})
	}
}

// An order that is seen through again leaves the trouble of before behind: the next pause
// is short.
func TestTroubleIsOver(t *testing.T) {
	m := open(t)
	o := order(t, 1000, "later@example.jp")
	o.Cards[0].Send = m.now.Add(time.Hour)
	o, err := m.Place(t.Context(), admin(), "id", o)
	wantReason(t, "Place", err, "")
	wantReason(t, "the trouble", m.store.Update(t.Context(), func(tx store.Tx) error {
		return tx.PutDocument(t.Context(), store.Document{Kind: "gift-due", ID: o.Number, At: m.clock(),
			Body: fmt.Appendf(nil, `{"v":1,"work":%q,"tries":9,"said":"down"}`, o.Cards[0].Send.Format(time.RFC3339Nano))})
	}), "")
	m.Catch(t.Context())
	wantReason(t, "One", m.store.View(t.Context(), func(r store.Reader) error {
		j, _, ok, err := jobs.One(t.Context(), r, "gift-due", o.Number)
		if !ok || j.Tries != 0 || j.Said != "" || !j.At.Equal(o.Cards[0].Send) {
			t.Errorf("its job is %+v, %t", j, ok)
		}
		return err
	}), "")
}
