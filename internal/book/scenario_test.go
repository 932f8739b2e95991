package book_test

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/unspent-dev/unspent"
	"github.com/unspent-dev/unspent/internal/book"
)

// The files of testdata are stories. Each line is an operation and what comes of
// it: "ok", a reason, or what was seen. Cards are called by capital letters,
// holds and payments by names of their own; amounts are in the currency of the
// program that was made last.
func TestScenarios(t *testing.T) {
	files, err := filepath.Glob("testdata/*.txt")
	if err != nil || len(files) == 0 {
		t.Fatalf("%d scenarios, %v", len(files), err)
	}
	for driver, open := range drivers() {
		for _, file := range files {
			t.Run(driver+"/"+strings.TrimSuffix(filepath.Base(file), ".txt"), func(t *testing.T) {
				text, err := os.ReadFile(file)
				if err != nil {
					t.Fatal(err)
				}
				s := &story{desk: newDesk(t, open(t), book.Options{}), cards: map[string]*card{}, events: map[string]book.Answer{}}
				for i, line := range strings.Split(string(text), "\n") {
					line, _, _ = strings.Cut(line, "#")
					if line = strings.TrimSpace(line); line == "" {
						continue
					}
					does, want, ok := strings.Cut(line, "->")
					if !ok {
						t.Fatalf("%s:%d: no outcome", file, i+1)
					}
					if got := s.do(strings.Fields(does)); got != strings.TrimSpace(want) {
						t.Errorf("%s:%d: %s\n got %s", file, i+1, line, got)
					}
				}
			})
		}
	}
}

// story is a scenario under way.
type story struct {
	*desk
	currency string
	program  string
	cards    map[string]*card
	events   map[string]book.Answer
}

type card struct {
	code   unspent.Code
	serial unspent.Serial
}

// do runs one line and says what came of it.
func (s *story) do(w []string) string {
	switch w[0] {
	case "program":
		return s.newProgram(w[1:])
	case "wait":
		by, err := time.ParseDuration(w[1])
		if err != nil {
			s.t.Fatal(err)
		}
		s.wait(by)
		return "ok"
	case "sweep":
		expired, _, err := s.Sweep(context.Background())
		return outcome(err, fmt.Sprint(expired))
	case "check":
		seen, err := s.Check(context.Background(), s.card(w[1]).code)
		return outcome(err, s.say(seen))
	case "account":
		a, err := s.Account(context.Background(), w[1])
		return outcome(err, a.Balance.Decimal())
	case "again":
		s.count-- // the same id
		return s.do(w[1:])
	}
	c, name := s.command(w)
	got, err := s.ask(c)
	if err != nil {
		return outcome(err, "")
	}
	s.events[name] = got
	for i, code := range got.Codes {
		ref := got.Events[i].Credit
		if ref == "" {
			ref = got.Events[i].Debit
		}
		serial, _ := ref.Serial()
		s.cards[name] = &card{code, serial}
	}
	return "ok"
}

func outcome(err error, fine string) string {
	if err != nil {
		return string(unspent.ReasonOf(err))
	}
	return fine
}

func (s *story) say(seen book.Sighting) string {
	words := []string{string(seen.Card.Standing(seen.AsOf)), seen.Card.Balance.Decimal()}
	if seen.Unspent() {
		words = append(words, "unspent")
	}
	if seen.Card.Held(seen.AsOf) {
		words = append(words, "held")
	}
	if seen.Card.Frozen != "" {
		words = append(words, "frozen")
	}
	return strings.Join(words, " ")
}

// newProgram reads "name currency [validity] [limits=cap/transfer/month] [not=…]
// [refunds=validity] [endless]".
func (s *story) newProgram(w []string) string {
	p := gift()
	p.ID, s.program, s.currency = w[0], w[0], w[1]
	p.Currency = money(s.t, "1", w[1]).Currency()
	for _, word := range w[2:] {
		key, value, _ := strings.Cut(word, "=")
		switch key {
		case "validity":
			var err error
			if p.Validity, err = unspent.ParsePeriod(value); err != nil {
				s.t.Fatal(err)
			}
		case "limits":
			n := strings.Split(value, "/")
			p.Limits = unspent.Limits{AccountCap: money(s.t, n[0], w[1]).Units(), PerTransfer: money(s.t, n[1], w[1]).Units(), PerMonth: money(s.t, n[2], w[1]).Units()}
		case "not":
			p.Claimable = p.Claimable && value != "claimable"
			p.Spendable = p.Spendable && value != "spendable"
			p.Transferable = p.Transferable && value != "transferable"
		case "refunds":
			var err error
			if p.RefundTerm, err = unspent.ParsePeriod(value); err != nil {
				s.t.Fatal(err)
			}
		case "endless":
			p.Endless = true
		default:
			s.t.Fatalf("a program has no %q", key)
		}
	}
	_, err := s.CreateProgram(context.Background(), admin(), p)
	return outcome(err, "ok")
}

func (s *story) card(name string) *card {
	c, ok := s.cards[name]
	if !ok {
		s.t.Fatalf("there is no card %s", name)
	}
	return c
}

func (s *story) event(name string) book.Answer {
	got, ok := s.events[name]
	if !ok {
		s.t.Fatalf("nothing is called %s", name)
	}
	return got
}

func (s *story) amount(text string) unspent.Money { return money(s.t, text, s.currency) }

// last is the word at i, or the first one: what the outcome is called.
func last(w []string, i int) string {
	if len(w) > i {
		return w[i]
	}
	return w[0]
}

// command reads one command, and what its outcome is called.
func (s *story) command(w []string) (unspent.Command, string) {
	switch w[0] {
	case "issue", "make":
		return unspent.Issue{Program: s.program, Value: s.amount(w[2]), Count: 1, Activate: w[0] == "issue"}, w[1]
	case "claim":
		return unspent.Claim{Code: s.card(w[1]).code, Account: w[2]}, w[0]
	case "spend": // A 10.00 shop [name]
		return unspent.Spend{Code: s.card(w[1]).code, Amount: s.amount(w[2]), Merchant: w[3]}, last(w, 4)
	case "pay": // account 10.00 shop [name]
		return unspent.Spend{Account: w[1], Amount: s.amount(w[2]), Merchant: w[3]}, last(w, 4)
	case "refund": // lunch 10.00 [as B, the new card]
		return unspent.Refund{Event: s.event(w[1]).Events[0].Seq, Amount: s.amount(w[2])}, last(w, 4)
	case "close":
		return unspent.Close{Account: w[1], Reason: "support_issue"}, w[0]
	case "hold": // A for 2h as h
		d, err := time.ParseDuration(w[3])
		if err != nil {
			s.t.Fatal(err)
		}
		return unspent.PlaceHold{Code: s.card(w[1]).code, For: "hanako", Until: s.clock().Add(d)}, w[5]
	case "release": // A h
		return unspent.Release{Hold: s.event(w[2]).Events[0].Seq, Code: s.card(w[1]).code}, w[0]
	case "cancel":
		return unspent.CancelHold{Hold: s.event(w[1]).Events[0].Seq, Secret: s.event(w[1]).Secret}, w[0]
	case "take": // h as B
		return unspent.Take{Hold: s.event(w[1]).Events[0].Seq, Secret: s.event(w[1]).Secret}, w[3]
	case "transfer": // A as B
		return unspent.Transfer{Code: s.card(w[1]).code}, w[3]
	case "reissue": // A as B
		return unspent.Reissue{Serial: s.card(w[1]).serial}, w[3]
	}
	return s.staff(w), w[0]
}

func (s *story) staff(w []string) unspent.Command {
	serial := s.card(w[1]).serial
	switch w[0] {
	case "activate":
		return unspent.Activate{Serial: serial}
	case "deactivate":
		return unspent.Deactivate{Serial: serial}
	case "freeze":
		return unspent.Freeze{Serial: serial, Reason: "support_issue"}
	case "unfreeze":
		return unspent.Unfreeze{Serial: serial, Reason: "cleared"}
	case "void":
		return unspent.Void{Serial: serial, Reason: "chargeback"}
	case "adjust":
		return unspent.Adjust{Serial: serial, Delta: s.amount(w[2]), Reason: "support_issue"}
	}
	s.t.Fatalf("no command is called %s", strconv.Quote(w[0]))
	return nil
}
