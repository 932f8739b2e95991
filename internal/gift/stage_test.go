package gift

import (
	"flag"
	"fmt"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/unspent-dev/unspent"
)

var update = flag.Bool("update", false, "rewrite the reference")

// staged returns an order with one card at a stage, every way that there is to be there.
func staged(s Stage) (all []Order) {
	at := time.Date(2027, 1, 15, 10, 0, 0, 0, time.UTC)
	serials := []unspent.Serial{{}}
	one := func(c Card) Order { return Order{Number: "A-1", Cards: []Card{c}} }
	switch s {
	case StageUnpaid:
		o := one(Card{})
		o.Giver.Account = "acct_x"
		return []Order{o}
	case StageWaiting:
		paid := one(Card{})
		paid.Giver.Account, paid.Paid = "acct_x", 1
		return []Order{one(Card{}), paid}
	case StageBegun:
		off := one(Card{begun: true})
		off.Cancelled = at
		return []Order{one(Card{begun: true}), off}
	case StageSent:
		return []Order{one(Card{Serials: serials})}
	case StageDelivered:
		return []Order{one(Card{Serials: serials, Mailed: at})}
	case StageFailed:
		return []Order{one(Card{Serials: serials, Failed: "5.1.1"}), one(Card{Serials: serials, Failed: "5.1.1", Mailed: at})}
	case StageOpened:
		return []Order{one(Card{Serials: serials, Opened: at}), one(Card{Serials: serials, Opened: at, Mailed: at, Failed: "5.1.1"})}
	case StageOwed:
		o := one(Card{})
		o.Giver.Account, o.Paid, o.Cancelled = "acct_x", 1, at
		return []Order{o}
	case StageCancelled:
		o := one(Card{})
		o.Cancelled = at
		return []Order{o}
	}
	return nil
}

// happen does to an order what a happening does, where the shop lets it.
func happen(o *Order, h Happening) {
	at, c := time.Date(2027, 1, 16, 10, 0, 0, 0, time.UTC), &o.Cards[0]
	switch issued := len(c.Serials) > 0; h {
	case Paid:
		if o.unpaid() {
			o.Paid = 1
		}
	case Begun:
		c.begun = c.begun || o.stage(0).may(Begun)
	case Issued:
		if o.stage(0).may(Issued) {
			c.Serials = []unspent.Serial{{}}
		}
	case Mailed:
		if issued {
			c.Mailed, c.Failed = at, ""
		}
	case Bounced:
		if issued {
			c.Failed = "5.1.1"
		}
	case Seen:
		if issued && c.Opened.IsZero() {
			c.Opened = at
		}
	case Asked:
		if o.stage(0).may(Asked) {
			c.resends = append(c.resends, resend{id: "r"})
		}
	case Renewed:
		if issued {
			c.Serials = append(c.Serials, unspent.Serial{})
			c.Mailed, c.Failed, c.Opened = time.Time{}, "", time.Time{}
		}
	case CalledOff:
		if o.anyMay(CalledOff) {
			o.Cancelled = at
		}
	case PaidBack:
		if o.owed() {
			o.back = 2
		}
	case WasForgot:
		c.Failed = ""
	case nothingNew:
		o.Giver.Quiet = true
	}
}

func happenings() []Happening {
	return []Happening{Paid, Begun, Issued, Mailed, Bounced, Seen, Asked, Renewed, CalledOff, PaidBack, WasForgot, nothingNew}
}

func stageList() []Stage {
	return []Stage{StageUnpaid, StageWaiting, StageBegun, StageSent, StageDelivered, StageFailed, StageOpened, StageOwed, StageCancelled}
}

// Whatever happens at whatever stage is a step of the table, and every line of the table
// is reached. What something else did is refused.
func TestStages(t *testing.T) {
	reached := map[Transition]bool{}
	for _, from := range stageList() {
		for _, h := range happenings() {
			for _, o := range staged(from) {
				if got := o.stage(0); got != from {
					t.Fatalf("an order that is %s is %s", from, got)
				}
				before := o.stages()
				happen(&o, h)
				to := o.stage(0)
				reached[Transition{from, h, to}] = true
				if err := o.moved(before, h); err != nil {
					t.Errorf("%v", err)
				}
				if err := o.moved(before, nothingNew); (err != nil) != (from != to) || err != nil && unspent.ReasonOf(err) != unspent.Internal {
					t.Errorf("from %s to %s by nothing: %v", from, to, err)
				}
			}
		}
	}
	for _, step := range Transitions() {
		if !reached[step] {
			t.Errorf("nothing takes the step %v", step)
		}
	}
	clear(Transitions())
	if Transitions()[0] == (Transition{}) {
		t.Error("Transitions hands out the table itself")
	}
}

// TestDocs compares docs/reference/states.md with the table. make docs rewrites it.
func TestDocs(t *testing.T) {
	const page = "../../docs/reference/states.md"
	text, err := os.ReadFile(page)
	if err != nil {
		t.Fatal(err)
	}
	const begin, end = "<!-- orders: written by make docs -->\n", "<!-- end of orders -->"
	head, rest, ok := strings.Cut(string(text), begin)
	_, tail, closed := strings.Cut(rest, end)
	if !ok || !closed {
		t.Fatalf("%s needs the lines %q and %q", page, begin, end)
	}
	want := head + begin + drawn() + end + tail
	if string(text) == want {
		return
	}
	if !*update {
		t.Fatalf("%s does not say what the code does: make docs rewrites it", page)
	}
	if err := os.WriteFile(page, []byte(want), 0o644); err != nil {
		t.Fatal(err)
	}
}

// drawn is the table as a drawing, and what may happen at each stage.
func drawn() string {
	var b strings.Builder
	b.WriteString("```mermaid\nstateDiagram-v2\n    [*] --> unpaid: from an account\n" +
		"    [*] --> waiting: placed by the staff\n    [*] --> sent: a card that was issued before\n")
	type arrow struct{ from, to Stage }
	var arrows []arrow
	labels := map[arrow][]string{}
	for _, step := range Transitions() {
		a := arrow{step.From, step.To}
		if labels[a] == nil {
			arrows = append(arrows, a)
		}
		labels[a] = append(labels[a], string(step.By))
	}
	for _, a := range arrows {
		fmt.Fprintf(&b, "    %s --> %s: %s\n", a.from, a.to, strings.Join(labels[a], ", "))
	}
	b.WriteString("    unpaid --> [*]: not paid\n    cancelled --> [*]\n```\n\n| stage | what can happen | what cannot |\n|---|---|---|\n")
	for _, s := range stageList() {
		var can, cannot []string
		for _, h := range happenings() {
			switch word := "`" + string(h) + "`"; {
			case h == nothingNew, h == WasForgot && !s.may(h): // who is forgotten stays where they are
			case s.may(h):
				can = append(can, word)
			default:
				cannot = append(cannot, word)
			}
		}
		if len(can) == 0 {
			can = []string{"nothing"}
		}
		fmt.Fprintf(&b, "| `%s` | %s | %s |\n", s, strings.Join(can, ", "), strings.Join(cannot, ", "))
	}
	return b.String()
}
