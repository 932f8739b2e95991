package bench

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"strconv"
	"time"

	"github.com/unspent-dev/unspent"
	"github.com/unspent-dev/unspent/internal/audit"
	"github.com/unspent-dev/unspent/internal/book"
	"github.com/unspent-dev/unspent/internal/house"
	"github.com/unspent-dev/unspent/internal/keyring"
	"github.com/unspent-dev/unspent/internal/store"
	"github.com/unspent-dev/unspent/internal/store/sqlite"
)

const (
	dbFile   = "unspent.db"
	program  = "bench"
	merchant = "m1"
	hot      = "hot"   // the account that everybody spends from
	filled   = "fills" // the account that everybody claims into
)

// world is a book on disk with its cards.
type world struct {
	path  string
	o     sqlite.Options
	ring  *keyring.Ring
	db    *sqlite.Store
	yen   unspent.Currency
	key   string // of an API key that may claim and spend
	cards slab
	left  []int32 // balance of each card; belongs to the worker whose card it is
	ids   int64   // request ids given out, in blocks
}

// slab holds codes and serials without pointers, which a collector would follow.
type slab struct {
	codes, serials []byte
	code, serial   int // bytes of one
}

func (s *slab) add(code unspent.Code, serial unspent.Serial) {
	text, number := code.Reveal(), serial.String()
	s.code, s.serial = len(text), len(number)
	s.codes, s.serials = append(s.codes, text...), append(s.serials, number...)
}

func (s *slab) codeAt(i int) []byte   { return s.codes[i*s.code : (i+1)*s.code] }
func (s *slab) serialAt(i int) []byte { return s.serials[i*s.serial : (i+1)*s.serial] }

// emptyWorld makes a book in dir.
func emptyWorld(dir string, overlay int) (w *world, err error) {
	w = &world{path: filepath.Join(dir, dbFile), o: sqlite.Options{Overlay: overlay}}
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return nil, err
	}
	if w.ring, err = keyring.New(rand.Reader, time.Now()); err != nil {
		return nil, err
	}
	if w.yen, err = unspent.ParseCurrency("JPY"); err != nil {
		return nil, err
	}
	w.db, err = sqlite.Open(w.path, w.o)
	return w, err
}

// newWorld makes a book with n cards in dir, writes all of it and opens it again,
// so that nothing is in memory that would not be after a start.
func newWorld(ctx context.Context, dir string, n, overlay int, progress func(int)) (*world, error) {
	w, err := emptyWorld(dir, overlay)
	if err != nil {
		return nil, err
	}
	if err := w.found(ctx, n, progress); err != nil {
		return nil, errors.Join(err, w.close())
	}
	if err := w.close(); err != nil {
		return nil, err
	}
	w.db, err = sqlite.Open(w.path, w.o)
	return w, err
}

func (w *world) close() error { return w.db.Close() }

// found makes the program, the key, the cards and the funds of the hot account.
func (w *world) found(ctx context.Context, n int, progress func(int)) (err error) {
	b, err := book.Open(ctx, w.db, w.ring, book.Options{})
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, b.Close()) }()
	if err := found(ctx, b, w.yen); err != nil {
		return err
	}
	if _, w.key, err = b.CreateKey(ctx, system(), "bench", unspent.Admin, ""); err != nil {
		return err
	}
	for done := 0; done < n; {
		count := min(page, n-done)
		a, err := b.Do(ctx, w.issue(done, count, face))
		if err != nil {
			return err
		}
		for i, code := range a.Codes {
			serial, _ := a.Events[i].Credit.Serial()
			w.cards.add(code, serial)
			w.left = append(w.left, face)
		}
		done += count
		progress(done)
	}
	a, err := b.Do(ctx, w.issue(n, 1, hotFunds))
	if err != nil {
		return err
	}
	_, err = b.Do(ctx, unspent.Request{Key: "fund", By: system(), Command: unspent.Claim{Code: a.Codes[0], Account: hot}})
	return err
}

// found makes the program, with limits that no figure meets.
func found(ctx context.Context, b *book.Book, yen unspent.Currency) error {
	validity, err := unspent.ParsePeriod("P10Y")
	if err != nil {
		return err
	}
	_, err = b.CreateProgram(ctx, system(), unspent.Program{ID: program, Name: "Bench", Currency: yen, Validity: validity, Claimable: true,
		Spendable: true, Transferable: true, Limits: unspent.Limits{AccountCap: unspent.MaxAmount, PerTransfer: unspent.MaxAmount, PerMonth: unspent.MaxAmount}})
	return err
}

func system() unspent.Actor { return unspent.Actor{ID: "bench", Role: unspent.System} }

func (w *world) issue(n, count int, units int64) unspent.Request {
	return unspent.Request{Key: "issue-" + strconv.Itoa(n), By: system(),
		Command: unspent.Issue{Program: program, Value: unspent.NewMoney(units, w.yen), Count: count, Activate: true}}
}

// block gives out request ids that no other worker uses.
func (w *world) block() int64 {
	w.ids += 1 << 32
	return w.ids
}

// audit derives the book again; anything that differs is an error.
func (w *world) audit(ctx context.Context) error {
	return w.db.View(ctx, func(r store.Reader) error {
		result, err := audit.Run(ctx, r, audit.Options{StopAtFirst: true})
		if err != nil {
			return err
		}
		return unclean(result)
	})
}

// unclean returns what an audit found, as an error.
func unclean(result audit.Result) error {
	if f, found := result.First(); found {
		return fmt.Errorf("the audit after the figures: %s: %s: %s", f.Seq.EventID(), f.Subject, f.What)
	}
	return nil
}

// site is a server on a loopback address.
type site struct {
	addr string
	http *http.Server
	book *book.Book // nil for a bare handler
	done chan error
}

// serve starts the pages and the whole API as unspent serve does, with batches of at most
// batch commands.
func (w *world) serve(ctx context.Context, batch int) (*site, error) {
	h, err := house.Open(ctx, house.Options{Store: w.db, Ring: w.ring, BaseURL: "http://bench.example", Version: "bench", KeysOnly: true,
		Book: book.Options{Batch: batch}})
	if err != nil {
		return nil, err
	}
	s, err := listen(ctx, h.Pages)
	if err != nil {
		return nil, errors.Join(err, h.Book.Close())
	}
	s.book = h.Book
	return s, nil
}

// listen serves h with the time-outs that unspent serve has.
func listen(ctx context.Context, h http.Handler) (*site, error) {
	l, err := new(net.ListenConfig).Listen(ctx, "tcp", "127.0.0.1:0")
	if err != nil {
		return nil, err
	}
	s := &site{addr: l.Addr().String(), done: make(chan error, 1), http: &http.Server{Handler: h, ReadHeaderTimeout: 10 * time.Second,
		ReadTimeout: 30 * time.Second, WriteTimeout: 5 * time.Minute, IdleTimeout: time.Hour}}
	go func() { s.done <- s.http.Serve(l) }()
	return s, nil
}

// close stops the server and its book.
func (s *site) close() error {
	err := s.http.Close()
	if served := <-s.done; !errors.Is(served, http.ErrServerClosed) {
		err = errors.Join(err, served)
	}
	if s.book != nil {
		err = errors.Join(err, s.book.Close())
	}
	return err
}
