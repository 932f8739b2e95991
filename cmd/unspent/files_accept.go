package main

import (
	"bufio"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"os"
	"slices"
	"strings"
	"sync"

	"github.com/unspent-dev/unspent"
	"github.com/unspent-dev/unspent/internal/book"
	"github.com/unspent-dev/unspent/internal/store"
	"github.com/unspent-dev/unspent/internal/store/sqlite"
)

// filesAcceptCmd goes on with a book of which events are missing for good.
type filesAcceptCmd struct {
	Reason  string `required:"" placeholder:"TEXT" help:"What happened to the files; it is kept with every card that is frozen."`
	Cards   string `placeholder:"FILE" help:"Freeze these cards: a serial in each line, from the payments that merchants, receipts and logs know."`
	All     bool   `name:"all-cards" help:"Freeze every card: unfreeze them one by one as they are looked at."`
	None    bool   `name:"no-cards" help:"Freeze no more cards than those that the files themselves name."`
	By      string `required:"" placeholder:"NAME" help:"Who accepts the loss; the book, the staff's log and audit keep the name."`
	Second  string `placeholder:"NAME" help:"The second person, who has looked at the files and at the cards too."`
	Confirm string `placeholder:"CODE" help:"The code that the command prints without this flag: it stands for the files, the cards and the flags as they were then."`
	Last    string `placeholder:"EVENT" help:"The newest event that anybody has seen, such as evt_2100, where it is later than the files know."`
}

// Run freezes the cards whose events are missing, gives out no number twice, and
// then makes what is left the whole of the book.
func (c *filesAcceptCmd) Run(ctx context.Context, sh *shell) (err error) {
	db, err := sh.database()
	if err != nil {
		return err
	}
	alarm, err := sh.alarm()
	if err != nil {
		return err
	}
	if f := sqlite.Inspect(db); alarm == nil {
		alarm = f.Alarm
	}
	if alarm == nil {
		return usage("nothing that was answered is missing from %s: there is nothing to accept", db)
	}
	last, cards, err := c.loss(sh, db)
	if err != nil {
		return err
	}
	sh.note("%s", alarm)
	if yes, err := c.agreed(sh, alarm, last, cards); err != nil || !yes {
		return err
	}
	h, aside, err := sh.openAccepting(ctx)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, h.close()) }()
	sh.note("what was there is kept beside the database, named %s-*: keep it until everything is looked at", aside)
	st, ok := h.store.(*sqlite.Store)
	if !ok {
		return unspent.Errorf(unspent.Internal, "this store accepts nothing")
	}
	loss, err := st.Lose(ctx, store.Loss{Last: last, At: sh.now().UTC(), By: c.By, Second: c.Second, Note: c.Reason})
	if err != nil {
		return err
	}
	a := &accepting{sh: sh, book: h.book, reason: c.Reason, key: "accept-" + aside}
	if c.All {
		if cards, err = a.every(ctx, h.store); err != nil {
			return err
		}
	}
	frozen, err := a.freeze(ctx, cards)
	if err != nil {
		return err
	}
	newest, err := a.burn(ctx, h.store, last)
	if err != nil {
		return err
	}
	if err := st.Accept(ctx); err != nil {
		return err
	}
	if sh.json {
		return sh.encode(map[string]any{"frozen": frozen, "cards": len(cards), "newest": max(last, newest).EventID(), "aside": aside,
			"epoch": loss.Epoch, "kept": loss.Kept.EventID()})
	}
	sh.print("accepted: %d of %d cards frozen; new events begin after %s", frozen, len(cards), max(last, newest).EventID())
	sh.note("look at each frozen card, then unspent unfreeze it; run unspent audit before you serve")
	return nil
}

// agreed reports whether a second person has confirmed what is to be done. The
// first call prints the code that the second person hands in.
func (c *filesAcceptCmd) agreed(sh *shell, a *sqlite.Alarm, last unspent.Seq, cards []unspent.Serial) (bool, error) {
	h := sha256.New()
	fmt.Fprintf(h, "%s\n%d %d\n%q %q %t\n", a, a.Seq, last, c.By, c.Reason, c.All)
	for _, serial := range tidy(cards) {
		fmt.Fprintln(h, serial)
	}
	code := hex.EncodeToString(h.Sum(nil)[:confirmBytes])
	switch {
	case c.Confirm == "":
		what := fmt.Sprintf("%d cards", len(tidy(cards)))
		if c.All {
			what = "every card"
		}
		if last > 0 {
			what += ", and no number up to " + last.EventID() + " given out again"
		}
		if sh.json {
			return false, answer(sh.encode(map[string]any{"confirm": code, "cards": len(tidy(cards)), "all": c.All, "last": int64(last)}), false)
		}
		sh.print("nothing is accepted yet: to be frozen are %s", what)
		sh.print("a second person looks at the same, and repeats the command with --second NAME --confirm %s", code)
		return false, errNo
	case c.Second == "" || strings.EqualFold(strings.TrimSpace(c.Second), strings.TrimSpace(c.By)):
		return false, withHint(usage("a loss is accepted by two people"), "--second NAME: somebody else than --by")
	case c.Confirm != code:
		return false, withHint(usage("the code is not that of these files, cards and flags"), "repeat the command without --confirm, and look again")
	}
	return true, nil
}

// tidy returns serials in order, each once.
func tidy(cards []unspent.Serial) []unspent.Serial {
	cards = slices.SortedFunc(slices.Values(cards), func(x, y unspent.Serial) int { return strings.Compare(x.String(), y.String()) })
	return slices.Compact(cards)
}

// loss reads what is known to be missing, before anything is opened.
func (c *filesAcceptCmd) loss(sh *shell, db string) (last unspent.Seq, cards []unspent.Serial, err error) {
	if last, err = sqlite.Missing(db); err != nil {
		return 0, nil, err
	}
	if c.Last != "" {
		named, err := unspent.ParseEventID(c.Last)
		if err != nil {
			return 0, nil, err
		}
		last = max(last, named)
	}
	if cards, err = sqlite.Touched(db); err != nil {
		return 0, nil, err
	}
	if n := len(cards); n > 0 {
		sh.note("the state file names %d cards whose events are missing", n)
	}
	chosen := 0
	for _, flag := range []bool{c.Cards != "", c.All, c.None} {
		if flag {
			chosen++
		}
	}
	if chosen != 1 {
		return 0, nil, hinted{usage("say which cards are to be frozen until somebody has looked at them"), []string{
			"--cards FILE: the serials that the payments since then name (merchants, receipts, logs)",
			"--all-cards: when nobody can say which", "--no-cards: only when you know that nothing was paid"}}
	}
	if c.Cards == "" {
		return last, cards, nil
	}
	listed, err := serialsIn(c.Cards)
	return last, append(cards, listed...), err
}

// serialsIn reads a file of serials, one in each line.
func serialsIn(name string) (all []unspent.Serial, err error) {
	f, err := os.Open(name)
	if err != nil {
		return nil, usage("the file %q cannot be read", name)
	}
	defer f.Close()
	lines := bufio.NewScanner(f)
	for n := 1; lines.Scan(); n++ {
		text := strings.TrimSpace(lines.Text())
		if text == "" {
			continue
		}
		serial, err := unspent.ParseSerial(text)
		if err != nil {
			return nil, usage("line %d of %q is not a serial", n, name)
		}
		all = append(all, serial)
	}
	if lines.Err() != nil {
		return nil, usage("the file %q cannot be read", name)
	}
	return all, nil
}

// openAccepting opens the book for a command that accepts what is missing.
func (sh *shell) openAccepting(ctx context.Context) (*house, string, error) {
	ring, err := sh.ring(ctx)
	if err != nil {
		return nil, "", err
	}
	db, aside, err := sqlite.OpenAccepting(sh.config.DB, sqlite.Options{Overlay: localOverlay, Now: sh.now, Tell: func(text string) { sh.note("%s", text) }})
	if err != nil {
		return nil, "", err
	}
	h := &house{store: db, ring: ring}
	h.book, err = book.Open(ctx, db, ring, book.Options{Now: sh.now, Rand: sh.rand, Prefix: sh.config.Prefix})
	if err != nil {
		return nil, "", errors.Join(err, h.close())
	}
	return h, aside, nil
}

// accepting is one acceptance of a loss.
type accepting struct {
	sh     *shell
	book   *book.Book
	reason string
	key    string
	asked  int
}

// ask asks n commands at once, and returns how many were not refused.
func (a *accepting) ask(ctx context.Context, n int, command func(int) unspent.Command) (done int, err error) {
	var mu sync.Mutex
	var failed error
	var crew sync.WaitGroup
	for from := 0; from < n && failed == nil; from += acceptBatch {
		for i := from; i < min(n, from+acceptBatch); i++ {
			a.asked++
			r := unspent.Request{Key: fmt.Sprintf("%s-%d", a.key, a.asked), By: unspent.Actor{ID: localKeyID, Role: unspent.Admin}, Command: command(i)}
			crew.Go(func() {
				_, err := a.book.Do(ctx, r)
				mu.Lock()
				defer mu.Unlock()
				switch unspent.ReasonOf(err) {
				case "":
					done++
				case unspent.Unavailable, unspent.Internal, unspent.Busy, unspent.Invalid:
					failed = err
				}
			})
		}
		crew.Wait()
		a.sh.progress("events", int64(min(n, from+acceptBatch)), int64(n))
	}
	return done, failed
}

func (a *accepting) freeze(ctx context.Context, cards []unspent.Serial) (int, error) {
	cards = tidy(cards)
	return a.ask(ctx, len(cards), func(i int) unspent.Command {
		return unspent.Freeze{Serial: cards[i], Reason: "support_issue", Note: a.reason}
	})
}

// every returns every card that was ever made.
func (a *accepting) every(ctx context.Context, st store.Store) (cards []unspent.Serial, err error) {
	err = st.View(ctx, func(r store.Reader) error {
		return r.Journal(ctx, 1, func(e unspent.Event) error {
			for _, ref := range [...]unspent.Ref{e.Debit, e.Credit} {
				if serial, ok := ref.Serial(); ok && e.Key != (unspent.CardKey{}) {
					cards = append(cards, serial)
				}
			}
			return nil
		})
	})
	return cards, err
}

// burn gives the numbers up to last to events that mean nothing: refusals of a
// card that was made and voided for them. So no number that somebody holds, in a
// receipt or to refund a payment with, ever names another event. It returns the
// newest event.
func (a *accepting) burn(ctx context.Context, st store.Store, last unspent.Seq) (unspent.Seq, error) {
	head := store.NewState()
	load := func() error {
		return st.View(ctx, func(r store.Reader) error { return r.Load(ctx, store.Want{}, head) })
	}
	if err := load(); err != nil || head.Seq >= last {
		return head.Seq, err
	}
	programs, err := a.book.Programs(ctx)
	if err != nil {
		return 0, err
	}
	if len(programs) == 0 {
		return 0, withHint(unspent.Errorf(unspent.Conflict, "the book that is left has no program, and so no numbers of events to keep free"),
			"start a new book and keep these files")
	}
	by := unspent.Actor{ID: localKeyID, Role: unspent.Admin}
	made, err := a.book.Do(ctx, unspent.Request{Key: a.key + "-card", By: by, Command: unspent.Issue{Program: programs[0].ID,
		Value: unspent.NewMoney(1, programs[0].Currency), Count: 1, Order: "numbers of lost events"}})
	if err != nil {
		return 0, err
	}
	card, _ := made.Events[0].Subject().Serial()
	if _, err := a.book.Do(ctx, unspent.Request{Key: a.key + "-void", By: by,
		Command: unspent.Void{Serial: card, Reason: "sale_cancelled", Note: a.reason}}); err != nil {
		return 0, err
	}
	if err := load(); err != nil {
		return 0, err
	}
	if _, err := a.ask(ctx, int(max(0, last-head.Seq)), func(int) unspent.Command { return unspent.Activate{Serial: card} }); err != nil {
		return 0, err
	}
	err = load()
	return head.Seq, err
}
