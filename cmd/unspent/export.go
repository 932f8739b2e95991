package main

import (
	"bufio"
	"context"
	"encoding/csv"
	"encoding/json"
	"errors"
	"io"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/unspent-dev/unspent"
	"github.com/unspent-dev/unspent/internal/store"
)

// exportCmd writes everything that is known of cards, accounts and orders into files
// that another system can read.
type exportCmd struct {
	Dir    string `arg:""`
	Format string `enum:"ndjson,csv" default:"ndjson"`
}

// Run reads one snapshot of the book, beside a running server too. The folder must be
// new, and is there whole or not at all.
func (c *exportCmd) Run(ctx context.Context, sh *shell) (err error) {
	if err := os.Mkdir(c.Dir, 0o700); errors.Is(err, os.ErrExist) {
		return refuse(nil, unspent.Conflict, "use.exists", "File", c.Dir)
	} else if err != nil {
		return wrong("use.unwritable", "File", c.Dir)
	}
	counts := map[string]int64{}
	defer func() {
		if err != nil {
			err = errors.Join(err, os.RemoveAll(c.Dir))
		}
	}()
	err = sh.told(ctx, func(r store.Reader) error {
		e := &export{ctx: ctx, r: r, dir: c.Dir, csv: c.Format == "csv", counts: counts, accounts: map[unspent.Ref]bool{}, parties: map[string]bool{}}
		return e.everything(sh.now().UTC())
	})
	if err != nil {
		return err
	}
	if sh.json {
		return sh.encode(counts)
	}
	for _, name := range slices.Sorted(maps.Keys(counts)) {
		sh.print("%s: %d", name, counts[name])
	}
	return nil
}

// cell is one named value of a row: a text, a number, a yes or no, or nil.
type cell struct {
	name  string
	value any
}

// export is one export under way.
type export struct {
	ctx      context.Context
	r        store.Reader
	dir      string
	csv      bool
	counts   map[string]int64
	accounts map[unspent.Ref]bool // that events name
	parties  map[string]bool      // likewise
}

func (e *export) everything(now time.Time) error {
	return errors.Join(e.file("programs", e.programs), e.file("events", e.events), e.file("cards", func(put func(...cell) error) error {
		return e.cards(now, put)
	}), e.file("accounts", e.bank), e.file("people", e.people), e.file("orders", e.orders))
}

// file writes one file: rows of the same names.
func (e *export) file(name string, fill func(put func(...cell) error) error) (err error) {
	path := filepath.Join(e.dir, name+".ndjson")
	if e.csv {
		path = filepath.Join(e.dir, name+".csv")
	}
	f, err := newFile(path)
	if err != nil {
		return err
	}
	w := bufio.NewWriterSize(f, 1<<20)
	put := lines(w)
	if e.csv {
		put = table(w)
	}
	e.counts[name] = 0
	err = fill(func(row ...cell) error {
		e.counts[name]++
		return put(row)
	})
	return errors.Join(err, w.Flush(), f.Close())
}

// lines writes rows as JSON objects, a line each.
func lines(w io.Writer) func([]cell) error {
	return func(row []cell) error {
		line := []byte{'{'}
		for i, c := range row {
			name, err1 := json.Marshal(c.name)
			value, err2 := json.Marshal(c.value)
			if err := errors.Join(err1, err2); err != nil {
				return err
			}
			if i > 0 {
				line = append(line, ',')
			}
			line = append(append(append(line, name...), ':'), value...)
		}
		_, err := w.Write(append(line, '}', '\n'))
		return err
	}
}

// table writes rows as CSV under a line of names.
func table(w io.Writer) func([]cell) error {
	out, begun := csv.NewWriter(w), false
	return func(row []cell) error {
		names, texts := make([]string, len(row)), make([]string, len(row))
		for i, c := range row {
			names[i], texts[i] = c.name, plain(c.value)
		}
		if !begun {
			begun = true
			if err := out.Write(names); err != nil {
				return err
			}
		}
		err := out.Write(texts)
		out.Flush()
		return errors.Join(err, out.Error())
	}
}

// plain spells a value for a table. A text that a spreadsheet would take for a formula
// gets an apostrophe before it.
func plain(value any) string {
	switch v := value.(type) {
	case string:
		if v != "" && strings.ContainsRune("=+-@\t\r", rune(v[0])) {
			return "'" + v
		}
		return v
	case int64:
		return strconv.FormatInt(v, 10)
	case bool:
		return strconv.FormatBool(v)
	case json.RawMessage:
		return string(v)
	}
	return ""
}

// at spells a time, and no time as null.
func at(t time.Time) any {
	if t.IsZero() {
		return nil
	}
	return t.UTC().Format(time.RFC3339Nano)
}

func (e *export) programs(put func(...cell) error) error {
	all, err := e.r.Programs(e.ctx)
	for _, id := range slices.Sorted(maps.Keys(all)) {
		if err != nil {
			return err
		}
		p := all[id]
		err = put(cell{"id", p.ID}, cell{"name", p.Name}, cell{"currency", p.Currency.String()}, cell{"validity", p.Validity.String()},
			cell{"claimable", p.Claimable}, cell{"spendable", p.Spendable}, cell{"transferable", p.Transferable},
			cell{"endless", p.Endless}, cell{"refundTerm", p.RefundTerm.String()},
			cell{"accountCap", p.Limits.AccountCap}, cell{"perTransfer", p.Limits.PerTransfer}, cell{"perMonth", p.Limits.PerMonth},
			cell{"createdAt", at(p.CreatedAt)})
	}
	return err
}

func (e *export) events(put func(...cell) error) error {
	return e.r.Journal(e.ctx, 1, func(v unspent.Event) error {
		for _, ref := range []unspent.Ref{v.Debit, v.Credit} {
			if ref.IsAccount() {
				e.accounts[ref] = true
			}
		}
		if v.Party != "" {
			e.parties[v.Party] = true
		}
		return put(cell{"seq", int64(v.Seq)}, cell{"at", at(v.At)}, cell{"kind", string(v.Kind)}, cell{"program", v.Program},
			cell{"debit", string(v.Debit)}, cell{"credit", string(v.Credit)}, cell{"amount", v.Amount.Units()},
			cell{"currency", v.Amount.Currency().String()}, cell{"debitAfter", v.DebitAfter}, cell{"creditAfter", v.CreditAfter},
			cell{"reason", string(v.Reason)}, cell{"asked", string(v.Asked)}, cell{"wanted", v.Wanted}, cell{"until", at(v.Until)},
			cell{"lots", lotsOf(v.Lots)}, cell{"of", int64(v.Of)}, cell{"party", v.Party}, cell{"note", v.Note}, cell{"by", v.By}, cell{"hash", v.Hash.String()})
	})
}

func (e *export) cards(now time.Time, put func(...cell) error) error {
	for after := (unspent.Serial{}); ; {
		page, next, err := e.r.Cards(e.ctx, after, exportPage)
		if err != nil {
			return err
		}
		for _, c := range page {
			if err := put(cell{"serial", c.Serial.String()}, cell{"program", c.Program}, cell{"state", string(c.Standing(now))},
				cell{"unspent", c.Unspent(now)}, cell{"face", c.Face.Units()}, cell{"balance", c.Balance.Units()},
				cell{"currency", c.Face.Currency().String()}, cell{"createdAt", at(c.Made)}, cell{"activatedAt", at(c.Began)},
				cell{"expiresAt", at(c.ExpiresAt)}, cell{"frozen", string(c.Frozen)}, cell{"held", c.Held(now)},
				cell{"successor", c.Successor.String()}, cell{"order", c.Order}, cell{"recipient", c.Recipient}, cell{"last4", c.Last4},
				cell{"seq", int64(c.Head.Seq)}, cell{"head", c.Head.Hash.String()}); err != nil {
				return err
			}
		}
		if next.IsZero() {
			return nil
		}
		after = next
	}
}

// bank writes the accounts that events name.
func (e *export) bank(put func(...cell) error) error {
	for some := range slices.Chunk(slices.Sorted(maps.Keys(e.accounts)), exportPage) {
		into := store.NewState()
		if err := e.r.Load(e.ctx, store.Want{Accounts: some}, into); err != nil {
			return err
		}
		for _, ref := range some {
			a := into.Accounts[ref]
			if err := put(cell{"account", string(ref)}, cell{"program", a.Program}, cell{"balance", a.Balance.Units()},
				cell{"currency", a.Balance.Currency().String()}, cell{"lots", lotsOf(a.Lots)},
				cell{"frozen", string(a.Frozen)}, cell{"closed", a.Closed}); err != nil {
				return err
			}
		}
	}
	return nil
}

// lotsOf spells what ends: end, units, and so on, with spaces between.
func lotsOf(lots unspent.Lots) string {
	var words []string
	for _, l := range lots.List() {
		words = append(words, l.Ends.UTC().Format(time.RFC3339Nano), strconv.FormatInt(l.Units, 10))
	}
	return strings.Join(words, " ")
}

// people writes the names and addresses that events name and nobody has erased.
func (e *export) people(put func(...cell) error) error {
	for _, id := range slices.Sorted(maps.Keys(e.parties)) {
		text, err := e.r.Party(e.ctx, id)
		if err == nil && text != "" {
			err = put(cell{"id", id}, cell{"text", text})
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// orders writes the orders of gift cards as they are kept.
func (e *export) orders(put func(...cell) error) error {
	for pick := (store.Pick{Kind: store.KindOrder, Limit: exportPage}); ; {
		page, err := e.r.Documents(e.ctx, pick)
		if err != nil {
			return err
		}
		for _, d := range page {
			if err := put(cell{"number", d.ID}, cell{"at", at(d.At)}, cell{"order", json.RawMessage(d.Body)}); err != nil {
				return err
			}
			pick.After = d.Place()
		}
		if len(page) < pick.Limit {
			return nil
		}
	}
}
