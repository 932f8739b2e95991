package sqlite

import (
	"context"

	"github.com/unspent-dev/unspent"
	"github.com/unspent-dev/unspent/internal/store"
	"zombiezen.com/go/sqlite"
)

// replay applies the events from seq on to the overlay, in the order of the
// journal. pace is told after every step how the overlay has grown.
func replay(ctx context.Context, v view, journal *sqlite.Conn, over *overlay, from unspent.Seq, pace func(rows, grown int)) error {
	if err := startAt(journal, over, from-1); err != nil {
		return err
	}
	for {
		var events []unspent.Event
		err := each(journal, selectEvents+` LIMIT ?`, func(r *row) { r.int(int64(from)); r.int(replayEvents) }, func(c *columns) error {
			ev, err := readEvent(c.stmt)
			events = append(events, ev)
			return err
		})
		if err != nil || len(events) == 0 {
			return err
		}
		state := store.NewState()
		if err := v.Load(ctx, touched(events), state); err != nil {
			return err
		}
		for _, e := range events {
			if e.Seq != from {
				return damaged("an event is missing from the journal")
			}
			if altered(state, e) {
				return damaged("an event is not what was written")
			}
			if err := state.Apply(e); err != nil {
				return err
			}
			from++
		}
		pace(over.absorb(state, events))
	}
}

// altered reports whether e does not match its own hash, as far as the hashes of
// the events before it are known: those of a record that is ahead are not.
func altered(s *store.State, e unspent.Event) bool {
	var prev [2]unspent.Digest
	for i, link := range [...]struct {
		ref unspent.Ref
		seq unspent.Seq
	}{{e.Debit, e.DebitPrev}, {e.Credit, e.CreditPrev}} {
		if link.seq == 0 {
			continue
		}
		head := s.Accounts[link.ref].Head
		if serial, ok := link.ref.Serial(); ok {
			head = s.Cards[serial].Head
		}
		if head.Seq >= e.Seq {
			return false
		}
		if head.Seq != link.seq {
			return true
		}
		prev[i] = head.Hash
	}
	return e.Digest(prev[0], prev[1]) != e.Hash
}

// startAt sets the overlay's head to the event before the first to replay.
func startAt(journal *sqlite.Conn, over *overlay, seq unspent.Seq) error {
	if over.seq >= seq {
		return nil
	}
	return each(journal, selectEvent, func(r *row) { r.int(int64(seq)) }, func(c *columns) error {
		ev, err := readEvent(c.stmt)
		over.seq, over.at = ev.Seq, ev.At
		return err
	})
}

// touched names every record that the events change.
func touched(events []unspent.Event) (want store.Want) {
	for _, e := range events {
		for _, ref := range [...]unspent.Ref{e.Debit, e.Credit} {
			if serial, ok := ref.Serial(); ok {
				want.Serials = append(want.Serials, serial)
			} else if ref != "" {
				want.Accounts = append(want.Accounts, ref)
			}
		}
		want.Requests = append(want.Requests, e.Request)
		if e.Corrects() {
			want.Refunded = append(want.Refunded, e.Of)
		}
	}
	return want
}

// asWritten checks an event that was read against its own hash, which covers the
// hashes of the events before it on both sides. What a decision stands on (a
// payment that is refunded, an answer that is given again) is checked so.
func asWritten(journal *sqlite.Conn, e unspent.Event) error {
	var prev [2]unspent.Digest
	for i, seq := range [...]unspent.Seq{e.DebitPrev, e.CreditPrev} {
		if seq == 0 {
			continue
		}
		err := each(journal, `SELECT hash FROM journal WHERE seq = ?`, func(r *row) { r.int(int64(seq)) }, func(c *columns) error {
			c.blob(prev[i][:])
			return nil
		})
		if err != nil {
			return err
		}
	}
	if e.Digest(prev[0], prev[1]) != e.Hash {
		return damaged(e.Seq.EventID() + " is not what was written")
	}
	return nil
}

// wholeTail checks the newest events, which are the likeliest to be damaged and
// the likeliest to be missed.
func wholeTail(journal *sqlite.Conn) error {
	newest, err := number(journal, `SELECT max(seq) FROM journal`)
	if err != nil {
		return err
	}
	var events []unspent.Event
	first := max(1, newest-tailEvents+1)
	err = each(journal, selectEvents, func(r *row) { r.int(first) }, func(c *columns) error {
		e, err := readEvent(c.stmt)
		events = append(events, e)
		return err
	})
	for i, e := range events {
		if err != nil {
			return err
		}
		if e.Seq != unspent.Seq(first)+unspent.Seq(i) {
			return damaged("an event is missing from the journal")
		}
		err = asWritten(journal, e)
	}
	return err
}
