package sim

import (
	"maps"
	"math"
	"slices"
	"time"

	"github.com/anishathalye/porcupine"

	"github.com/unspent-dev/unspent"
)

// looked is the kind of a question that changes nothing.
const looked unspent.Kind = "looked"

// asked is what one operation asked: porcupine's input.
type asked struct {
	family int
	line   int // of the family, when the operation is about a card
	kind   unspent.Kind
	serial unspent.Serial // of the card it names; zero: it is about the account
	units  int64
	until  time.Time   // end of a new hold
	hold   unspent.Seq // that it names
	spend  unspent.Seq // that it refunds
	paid   int64       // of that spend
}

// answered is how it ended: porcupine's output.
type answered struct {
	known  bool           // false: it may have happened or not
	reason unspent.Reason // "" accepted
	at     time.Time      // of the event
	seq    unspent.Seq
	next   unspent.Serial // of the new card
	sight  line           // what a question saw of a card
	units  int64          // what a question saw in an account
}

// line is the life of one value through all the codes that it had.
type line struct {
	live     unspent.Serial // the card that has the value now; zero: not known
	state    unspent.State
	units    int64
	hold     unspent.Seq // 0: none; -1: one that nobody has learned of
	until    time.Time
	released bool
	frozen   bool
}

// family is what one history is about: some lines and the account they share.
type family struct {
	lines   [familyLines]line
	account int64
	touched bool // the account exists
	refunds map[unspent.Seq]int64
}

func (f family) equal(g family) bool {
	return f.lines == g.lines && f.account == g.account && f.touched == g.touched && maps.Equal(f.refunds, g.refunds)
}

// Model returns what a history is compared with.
func Model() porcupine.Model {
	m := porcupine.NondeterministicModel{
		Partition: func(history []porcupine.Operation) [][]porcupine.Operation {
			parts := map[int][]porcupine.Operation{}
			for _, o := range history {
				n := o.Input.(asked).family
				parts[n] = append(parts[n], o)
			}
			return slices.Collect(maps.Values(parts))
		},
		Init:  func() []any { return []any{family{}} },
		Equal: func(a, b any) bool { return a.(family).equal(b.(family)) },
		Step:  func(state, in, out any) []any { return step(state.(family), in.(asked), out.(answered)) },
	}
	return m.ToModel()
}

// step returns the families that f may be after an operation: none if it cannot
// have ended so.
func step(f family, in asked, out answered) []any {
	if !out.known {
		all := []any{f}
		for _, at := range [...]time.Time{{}, time.Unix(math.MaxInt32, 0)} { // with every hold in force, and with none
			if g, reason := decide(f, in, answered{at: at, seq: -1}); reason == "" {
				all = append(all, g)
			}
		}
		return all
	}
	if in.kind == looked {
		if l := &f.lines[in.line]; l.hold < 0 && out.sight.hold > 0 {
			l.hold = out.sight.hold // so that was its id
		}
		if f.sees(in) == (answered{known: true, reason: out.reason, sight: out.sight, units: out.units}) {
			return []any{f}
		}
		return nil
	}
	g, reason := decide(f, in, out)
	if reason != out.reason {
		return nil
	}
	return []any{g}
}

// sees returns what a question in f is answered with.
func (f family) sees(in asked) answered {
	out := answered{known: true}
	l := f.lines[in.line]
	switch {
	case in.serial.IsZero() && !f.touched:
		out.reason = unspent.NotFound
	case in.serial.IsZero():
		out.units = f.account
	case in.serial != l.live:
		out.sight = line{live: in.serial, state: unspent.StateReplaced}
	default:
		out.sight = l
	}
	return out
}

// decide returns f after an operation, or why it is refused.
func decide(f family, in asked, out answered) (family, unspent.Reason) {
	l := &f.lines[in.line]
	switch {
	case in.kind == unspent.Issued:
		*l = line{live: out.next, state: unspent.StateActive, units: in.units}
		return f, ""
	case in.kind == unspent.Refunded:
		return f.refund(in)
	case in.serial.IsZero():
		return f.pay(in.units)
	case in.serial != l.live:
		return f, unspent.CardReplaced
	case in.kind == unspent.Claimed:
		if reason := l.refuses(out.at); reason != "" {
			return f, reason
		}
		f.account, f.touched = f.account+l.units, true
		l.end(unspent.StateClaimed)
		return f, ""
	}
	return f, l.decide(in, out)
}

// pay takes units from the account.
func (f family) pay(units int64) (family, unspent.Reason) {
	switch {
	case !f.touched:
		return f, unspent.NotFound
	case units > f.account:
		return f, unspent.Insufficient
	}
	f.account -= units
	return f, ""
}

// refund puts a part of a payment back.
func (f family) refund(in asked) (family, unspent.Reason) {
	l := &f.lines[in.line]
	onCard := !in.serial.IsZero() && l.state != unspent.StateClaimed // it follows the value
	switch {
	case onCard && l.state != unspent.StateActive && l.state != unspent.StateSpent:
		return f, l.dead()
	case in.units > in.paid-f.refunds[in.spend]:
		return f, unspent.RefundExceeded
	}
	f.refunds = maps.Clone(f.refunds)
	if f.refunds == nil {
		f.refunds = map[unspent.Seq]int64{}
	}
	f.refunds[in.spend] += in.units
	if onCard {
		l.state, l.units = unspent.StateActive, l.units+in.units
	} else {
		f.account += in.units
	}
	return f, ""
}

// dead is what a card says that is not active.
func (l *line) dead() unspent.Reason {
	return map[unspent.State]unspent.Reason{unspent.StateInactive: unspent.CardInactive, unspent.StateClaimed: unspent.CardClaimed,
		unspent.StateSpent: unspent.CardSpent, unspent.StateVoid: unspent.CardVoid}[l.state]
}

func (l *line) held(at time.Time) bool { return l.hold != 0 && at.Before(l.until) }

// refuses is why an active card refuses its holder.
func (l *line) refuses(at time.Time) unspent.Reason {
	switch {
	case l.state != unspent.StateActive:
		return l.dead()
	case l.frozen:
		return unspent.CardFrozen
	case l.held(at):
		return unspent.CardHeld
	}
	return ""
}

// reserved is why a step of a hold is refused.
func (l *line) reserved(hold unspent.Seq, at time.Time) unspent.Reason {
	switch {
	case l.state != unspent.StateActive:
		return l.dead()
	case l.hold != hold || !l.held(at):
		return unspent.NotHeld
	case l.frozen:
		return unspent.CardFrozen
	}
	return ""
}

func (l *line) unhold() { l.hold, l.until, l.released = 0, time.Time{}, false }

// end leaves a card without value; a claim does not end its hold, which has
// lapsed.
func (l *line) end(s unspent.State) { l.state, l.units = s, 0 }

// decide changes a live card, or says why not.
func (l *line) decide(in asked, out answered) unspent.Reason {
	switch in.kind {
	case unspent.Spent, unspent.Held, unspent.Transferred, unspent.Reissued, unspent.Deactivated:
		if reason := l.refuses(out.at); reason != "" {
			return reason
		}
	case unspent.Released, unspent.Unheld, unspent.Taken:
		if reason := l.reserved(in.hold, out.at); reason != "" {
			return reason
		}
	default:
		return l.staff(in)
	}
	switch {
	case in.kind == unspent.Spent && in.units > l.units:
		return unspent.Insufficient
	case in.kind == unspent.Deactivated && l.units != faceUnits:
		return unspent.WrongState
	case in.kind == unspent.Taken && !l.released:
		return unspent.NotReleased
	}
	switch in.kind {
	case unspent.Spent:
		if l.units -= in.units; l.units == 0 {
			l.state = unspent.StateSpent
		}
	case unspent.Held:
		l.hold, l.until, l.released = out.seq, in.until, false
	case unspent.Deactivated:
		l.end(unspent.StateInactive)
		l.unhold()
	case unspent.Released:
		l.released = true
	case unspent.Unheld:
		l.unhold()
	default: // a new code for the same value
		l.live = out.next
		l.unhold()
	}
	return ""
}

// staff is what only the issuer's people ask.
func (l *line) staff(in asked) unspent.Reason {
	living := l.state == unspent.StateActive || l.state == unspent.StateInactive
	switch in.kind {
	case unspent.Activated:
		switch {
		case l.state == unspent.StateActive:
			return unspent.WrongState
		case l.state != unspent.StateInactive:
			return l.dead()
		case l.frozen:
			return unspent.CardFrozen
		}
		l.state, l.units = unspent.StateActive, faceUnits
	case unspent.Frozen, unspent.Unfrozen:
		switch {
		case !living:
			return l.dead()
		case l.frozen == (in.kind == unspent.Frozen):
			return unspent.WrongState
		}
		l.frozen = !l.frozen
	case unspent.Voided:
		if !living {
			return l.dead()
		}
		l.end(unspent.StateVoid)
		l.unhold()
	case unspent.Adjusted:
		switch {
		case l.state != unspent.StateActive && (l.state != unspent.StateSpent || in.units < 0):
			return l.dead()
		case l.units+in.units < 0:
			return unspent.Insufficient
		}
		l.state, l.units = unspent.StateActive, l.units+in.units
		if l.units == 0 {
			l.state = unspent.StateSpent
		}
	default: // expire: these cards have no end
		if l.state != unspent.StateActive {
			return l.dead()
		}
		return unspent.WrongState
	}
	return ""
}
