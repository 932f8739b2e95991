package outbox

import (
	"context"
	"errors"
	"time"

	"github.com/unspent-dev/unspent"
	"github.com/unspent-dev/unspent/internal/notify"
	"github.com/unspent-dev/unspent/internal/store"
)

// remind makes a row for every card whose validity ends soon and whose holder is
// known, once for each end.
func (o *Outbox) remind(ctx context.Context) error {
	now := o.now()
	for after := (unspent.CardKey{}); ; {
		var cards []unspent.Card
		var next unspent.CardKey
		err := o.store.View(ctx, func(r store.Reader) (err error) {
			cards, next, err = r.Lapsed(ctx, now.Add(RemindAhead), after, lapsePage)
			return err
		})
		if err != nil {
			return err
		}
		var rows []row
		for _, c := range cards {
			if !c.ExpiresAt.After(now) || c.Recipient == "" {
				continue
			}
			rows = append(rows, row{Kind: notify.Expiring{}.Kind(), Serial: c.Serial.String(), Until: c.ExpiresAt})
		}
		if err := o.addReminders(ctx, rows, now); err != nil {
			return err
		}
		if after = next; after == (unspent.CardKey{}) {
			return nil
		}
	}
}

func (o *Outbox) addReminders(ctx context.Context, rows []row, now time.Time) error {
	if len(rows) == 0 {
		return nil
	}
	return o.store.Update(ctx, func(tx store.Tx) error {
		for _, r := range rows {
			known, err := tx.Document(ctx, remindKind, r.id())
			if err != nil {
				return err
			}
			if known.ID != "" {
				continue
			}
			err = errors.Join(putRows(ctx, tx, []row{r}, now), tx.PutDocument(ctx, store.Document{Kind: remindKind, ID: r.id(), At: r.Until}))
			if err != nil {
				return err
			}
		}
		return nil
	})
}

// sweep drops what need not be kept any longer.
func (o *Outbox) sweep(ctx context.Context) error {
	ends := map[string]time.Time{sentKind: o.now().Add(-keepSent), bounceKind: o.now().Add(-keepSent), remindKind: o.now()}
	for kind, until := range ends {
		for more := true; more; {
			err := o.store.Update(ctx, func(tx store.Tx) error {
				old, err := tx.Documents(ctx, store.Pick{Kind: kind, Until: until, Limit: lapsePage})
				if err != nil {
					return err
				}
				more = len(old) == lapsePage
				for _, d := range old {
					if err := tx.DropDocument(ctx, kind, d.ID); err != nil {
						return err
					}
				}
				return nil
			})
			if err != nil {
				return err
			}
		}
	}
	return nil
}
