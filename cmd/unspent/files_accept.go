package main

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"strings"
	"sync"

	"github.com/unspent-dev/unspent"
	"github.com/unspent-dev/unspent/internal/book"
	"github.com/unspent-dev/unspent/internal/store"
	"github.com/unspent-dev/unspent/internal/store/sqlite"
)

// filesAcceptCmd goes on with a book of which events are missing for good.
type filesAcceptCmd struct {
	Reason  string `required:"" placeholder:"TEXT"`
	Cards   string `placeholder:"FILE"`
	All     bool   `name:"all-cards"`
	None    bool   `name:"no-cards"`
	By      string `required:"" placeholder:"NAME"`
	Second  string `placeholder:"NAME"`
	Confirm string `placeholder:"CODE"`
	Last    string `placeholder:"EVENT"`
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
		return wrong("use.nothingLost", "File", db)
	}
	todo, err := c.loss(sh, db)
	if err != nil {
		return err
	}
	sh.note("%s", alarm)
	if yes, err := c.agreed(sh, alarm, todo); err != nil || !yes {
		return err
	}
	a, err := sh.openAccepting(ctx, todo, store.Loss{Last: todo.Last, At: sh.now().UTC(), By: c.By, Second: c.Second, Note: c.Reason})
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, a.book.Close(), a.store.Close()) }()
	sh.note("what was there is kept beside the database, named %s-*: keep it until everything is looked at", a.aside)
	return a.accept(ctx, todo)
}

// agreed reports whether a second person has confirmed what is to be done. The
// first call prints the code that the second person hands in.
func (c *filesAcceptCmd) agreed(sh *shell, a *sqlite.Alarm, todo sqlite.Pending) (bool, error) {
	last, cards := todo.Last, todo.Cards
	h := sha256.New()
	fmt.Fprintf(h, "%s\n%d %d\n%q %q %t\n", a, a.Seq, last, c.By, c.Reason, todo.All)
	for _, serial := range cards {
		fmt.Fprintln(h, serial)
	}
	code := hex.EncodeToString(h.Sum(nil)[:confirmBytes])
	switch {
	case c.Confirm == "":
		what := fmt.Sprintf("%d cards", len(cards))
		if todo.All {
			what = "every card"
		}
		if last > 0 {
			what += ", and no number up to " + last.EventID() + " given out again"
		}
		if sh.json {
			return false, answer(sh.encode(map[string]any{"confirm": code, "cards": len(cards), "all": todo.All, "last": int64(last)}), false)
		}
		sh.print("nothing is accepted yet: to be frozen are %s", what)
		sh.print("a second person looks at the same, and repeats the command with --second NAME --confirm %s", code)
		return false, errNo
	case c.Second == "" || strings.EqualFold(strings.TrimSpace(c.Second), strings.TrimSpace(c.By)):
		return false, withHint(wrong("use.twoPeople"), "use.second")
	case c.Confirm != code:
		return false, withHint(wrong("use.otherCode"), "use.lookAgain")
	}
	return true, nil
}

// loss reads what is known to be missing, before anything is opened.
func (c *filesAcceptCmd) loss(sh *shell, db string) (todo sqlite.Pending, err error) {
	last, err := sqlite.Missing(db)
	if err != nil {
		return todo, err
	}
	if c.Last != "" {
		named, err := unspent.ParseEventID(c.Last)
		if err != nil {
			return todo, err
		}
		last = max(last, named)
	}
	cards, whole, err := sqlite.Touched(db)
	if err != nil {
		return todo, err
	}
	if !whole {
		sh.note("the state file cannot be read, or not all of it: cards that it does not name may have lost payments too, so name them, or all")
	}
	if n := len(cards); n > 0 {
		sh.note("the state file names %d cards whose events are missing", n)
	}
	begun, err := sqlite.Begun(db)
	if err != nil {
		return todo, err
	}
	if n := len(begun.Cards); n > 0 || begun.Last > 0 || begun.All {
		sh.note("this was begun before and cut short: %d cards were named then, and they are frozen too", n)
	}
	chosen := 0
	for _, flag := range []bool{c.Cards != "", c.All, c.None} {
		if flag {
			chosen++
		}
	}
	if chosen != 1 {
		return todo, withHint(withHint(withHint(wrong("use.whichCards"), "use.cards"), "use.allCards"), "use.noCards")
	}
	if c.Cards != "" {
		if err := sh.eachLine(c.Cards, func(n int, text string) error {
			serial, err := unspent.ParseSerial(text)
			if err != nil {
				return wrong("use.serialLine", "Line", n, "File", c.Cards)
			}
			cards = append(cards, serial)
			return nil
		}); err != nil {
			return todo, err
		}
	}
	return sqlite.Pending{Last: last, Cards: cards, All: c.All}.With(begun), nil
}

// accepting is one acceptance of a loss.
type accepting struct {
	sh    *shell
	store store.Store
	book  *book.Book
	loss  store.Loss
	aside string                      // where what was there is kept
	key   string                      // with which the ids of its requests begin
	whole func(context.Context) error // makes what is left the whole of the book
}

// openAccepting opens the book for a command that accepts what is missing, and notes
// the loss before anything else is written.
func (sh *shell) openAccepting(ctx context.Context, todo sqlite.Pending, l store.Loss) (*accepting, error) {
	ring, err := sh.ring(ctx)
	if err != nil {
		return nil, err
	}
	db, aside, err := sqlite.OpenAccepting(sh.config.DB, todo, sqlite.Options{Overlay: localOverlay, Now: sh.now, Tell: func(text string) { sh.note("%s", text) }})
	if err != nil {
		return nil, err
	}
	a := &accepting{sh: sh, store: db, aside: aside, whole: db.Accept}
	if a.loss, err = db.Lose(ctx, l); err == nil {
		a.book, err = book.Open(ctx, db, ring, book.Options{Now: sh.now, Rand: sh.rand, Prefix: sh.config.Prefix})
	}
	if err != nil {
		return nil, errors.Join(err, db.Close())
	}
	a.key = fmt.Sprintf("accept-%d-%d", a.loss.Epoch, a.loss.Kept)
	return a, nil
}

// accept freezes, gives numbers to nothing, and makes the mark. What it asks the book
// for has request ids of the loss: after it was cut short, the same is not done twice.
func (a *accepting) accept(ctx context.Context, todo sqlite.Pending) error {
	cards, err := todo.Cards, error(nil)
	if todo.All {
		if cards, err = a.every(ctx); err != nil {
			return err
		}
	}
	frozen, err := a.freeze(ctx, cards)
	if err != nil {
		return err
	}
	newest, err := a.burn(ctx, a.loss.Last)
	if err != nil {
		return err
	}
	if err := a.whole(ctx); err != nil {
		return err
	}
	newest = max(a.loss.Last, newest)
	if a.sh.json {
		return a.sh.encode(map[string]any{"frozen": frozen, "cards": len(cards), "newest": newest.EventID(), "aside": a.aside,
			"epoch": a.loss.Epoch, "kept": a.loss.Kept.EventID()})
	}
	a.sh.print("accepted: %d of %d cards frozen; new events begin after %s", frozen, len(cards), newest.EventID())
	a.sh.note("look at each frozen card, then unspent unfreeze it; run unspent audit before you serve")
	return nil
}

// ask asks n commands at once, under ids that begin alike, and returns how many were not
// refused. One that was asked before, in other words, was done then.
func (a *accepting) ask(ctx context.Context, n int, id func(int) string, command func(int) unspent.Command) (done int, err error) {
	var mu sync.Mutex
	var failed error
	var crew sync.WaitGroup
	for from := 0; from < n && failed == nil; from += acceptBatch {
		for i := from; i < min(n, from+acceptBatch); i++ {
			r := unspent.Request{Key: a.key + "-" + id(i), By: unspent.Actor{ID: book.LocalKeyID, Role: unspent.Admin}, Command: command(i)}
			crew.Go(func() {
				_, err := a.book.Do(ctx, r)
				mu.Lock()
				defer mu.Unlock()
				switch unspent.ReasonOf(err) {
				case "", unspent.Conflict:
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
	return a.ask(ctx, len(cards), func(i int) string { return cards[i].String() }, func(i int) unspent.Command {
		return unspent.Freeze{Serial: cards[i], Reason: "support_issue", Note: a.loss.Note}
	})
}

// every returns every card that was ever made.
func (a *accepting) every(ctx context.Context) (cards []unspent.Serial, err error) {
	err = a.store.View(ctx, func(r store.Reader) error {
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

// forLost is the order and the note of the card that lost numbers are given to. It says
// nothing of what happened: whoever goes on with it may say that in other words.
const forLost = "numbers of lost events"

// burn gives the numbers up to last to events that mean nothing: refusals of a
// card that was made and voided for them. So no number that somebody holds, in a
// receipt or to refund a payment with, ever names another event. It returns the
// newest event.
func (a *accepting) burn(ctx context.Context, last unspent.Seq) (unspent.Seq, error) {
	head := store.NewState()
	load := func() error {
		return a.store.View(ctx, func(r store.Reader) error { return r.Load(ctx, store.Want{}, head) })
	}
	if err := load(); err != nil {
		return 0, err
	}
	programs, err := a.book.Programs(ctx)
	if err != nil {
		return 0, err
	}
	if len(programs) == 0 {
		if head.Seq >= last {
			return head.Seq, nil
		}
		return 0, withHint(refuse(nil, unspent.Conflict, "use.noProgram"), "use.newBook")
	}
	by := unspent.Actor{ID: book.LocalKeyID, Role: unspent.Admin}
	issue := unspent.Request{Key: a.key + "-card", By: by, Command: unspent.Issue{Program: programs[0].ID,
		Value: unspent.NewMoney(1, programs[0].Currency), Count: 1, Order: forLost}}
	if head.Seq >= last { // a card that was made before it was cut short is still to be voided
		if begun, err := a.book.Repeated(ctx, issue); err != nil || !begun {
			return head.Seq, err
		}
	}
	made, err := a.book.Do(ctx, issue)
	if err != nil {
		return 0, err
	}
	card, _ := made.Events[0].Subject().Serial()
	_, err = a.book.Do(ctx, unspent.Request{Key: a.key + "-void", By: by,
		Command: unspent.Void{Serial: card, Reason: "sale_cancelled", Note: forLost}})
	if err != nil && !errors.Is(err, unspent.Conflict) { // in the words of an earlier program it is voided too
		return 0, err
	}
	if err := load(); err != nil {
		return 0, err
	}
	from := head.Seq // ids of an earlier try began with an earlier number
	if _, err := a.ask(ctx, int(max(0, last-from)), func(i int) string { return fmt.Sprintf("%d-%d", from, i) },
		func(int) unspent.Command { return unspent.Activate{Serial: card} }); err != nil {
		return 0, err
	}
	if err = load(); err == nil && head.Seq < last {
		err = refuse(nil, unspent.Internal, "use.numbersNotFree", "Event", last.EventID())
	}
	return head.Seq, err
}
