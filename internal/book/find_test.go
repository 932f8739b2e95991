package book_test

import (
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/unspent-dev/unspent"
	"github.com/unspent-dev/unspent/internal/book"
	"github.com/unspent-dev/unspent/internal/store"
	"github.com/unspent-dev/unspent/internal/store/memory"
	"github.com/unspent-dev/unspent/internal/store/sqlite"
)

// all reads every page of a search.
func (d *desk) all(s book.Wanted, limit int) (serials []unspent.Serial) {
	d.t.Helper()
	for after := (unspent.Serial{}); ; {
		found, next, err := d.Find(d.t.Context(), s, after, limit)
		if err != nil || len(found) > limit || len(found) == 0 && !next.IsZero() {
			d.t.Fatalf("Find(%+v) = %d cards, next %s, %v", s, len(found), next, err)
		}
		for _, one := range found {
			serials = append(serials, one.Card.Serial)
			if !one.AsOf.Equal(d.clock()) {
				d.t.Errorf("card %s is as of %v, want now", one.Card.Serial, one.AsOf)
			}
		}
		if next.IsZero() {
			return serials
		}
		after = next
	}
}

func TestFind(t *testing.T) {
	for name, open := range map[string]func(t *testing.T) store.Store{
		"memory": func(*testing.T) store.Store { return memory.New() },
		"sqlite": func(t *testing.T) store.Store {
			s, err := sqlite.Open(filepath.Join(t.TempDir(), "unspent.db"), sqlite.Options{Overlay: 3})
			if err != nil {
				t.Fatal(err)
			}
			return s
		},
	} {
		t.Run(name, func(t *testing.T) {
			d := newDesk(t, open(t), book.Options{})
			d.cards(1)
			issue := func(count int, order, recipient string) (serials []unspent.Serial, codes []unspent.Code) {
				a, err := d.ask(unspent.Issue{Program: "gift", Value: euro(1000), Count: count, Activate: true, Order: order, Recipient: recipient})
				if err != nil {
					t.Fatal(err)
				}
				for _, ev := range a.Events {
					s, _ := ev.Credit.Serial()
					serials = append(serials, s)
				}
				return serials, a.Codes
			}
			first, codes := issue(7, "order-1", "花子@例.example")
			second, _ := issue(2, "order-2", "花子@例.example")
			third, _ := issue(1, "12345678901234567890", "taro@例.example") // as long as a code
			moved, err := d.ask(unspent.Transfer{Code: codes[0]})
			if err != nil {
				t.Fatal(err)
			}
			next, _ := moved.Events[0].Credit.Serial()
			sorted := func(serials ...unspent.Serial) []unspent.Serial {
				slices.SortFunc(serials, func(a, b unspent.Serial) int { return strings.Compare(a.String(), b.String()) })
				return serials
			}
			last4 := func(c unspent.Code) string { return strings.ToLower(c.Last4()) }
			tests := map[string]struct {
				s    book.Wanted
				want []unspent.Serial
			}{
				"order":             {book.Wanted{Order: "order-1"}, append([]unspent.Serial{next}, first...)},
				"long order":        {book.Wanted{Order: "12345678901234567890"}, third},
				"recipient":         {book.Wanted{Recipient: "花子@例.example"}, append(slices.Clone(first), second...)}, // not the next holder's card
				"both":              {book.Wanted{Order: "order-2", Recipient: "花子@例.example"}, second},
				"capitals":          {book.Wanted{Recipient: " TARO@例.example"}, third},
				"last four":         {book.Wanted{Last4: last4(codes[3])}, first[3:4]},
				"of the new code":   {book.Wanted{Last4: last4(moved.Codes[0])}, []unspent.Serial{next}},
				"of another order":  {book.Wanted{Order: "order-2", Last4: last4(codes[3])}, nil},
				"unknown order":     {book.Wanted{Order: "order"}, nil},
				"unknown recipient": {book.Wanted{Recipient: "花子"}, nil},
			}
			for name, tt := range tests {
				for _, limit := range []int{1, 3, 9, 10} {
					if got := sorted(d.all(tt.s, limit)...); !slices.Equal(got, sorted(slices.Clone(tt.want)...)) {
						t.Errorf("%s, limit %d: %v, want %v", name, limit, got, tt.want)
					}
				}
			}
		})
	}
}

func TestFindRefuses(t *testing.T) {
	d := newDesk(t, memory.New(), book.Options{})
	code := d.cards(1)[0]
	for range 501 { // far more than one person's
		if _, err := d.ask(unspent.Issue{Program: "gift", Value: euro(1), Count: 1, Recipient: "all@例.example"}); err != nil {
			t.Fatal(err)
		}
	}
	for name, tt := range map[string]struct {
		w     book.Wanted
		after unspent.Serial
		limit int
		want  unspent.Reason
	}{
		"nothing said":    {book.Wanted{}, unspent.Serial{}, 10, unspent.Invalid},
		"blanks":          {book.Wanted{Order: " ", Last4: " "}, unspent.Serial{}, 10, unspent.Invalid},
		"a code":          {book.Wanted{Order: "order " + code.Reveal()}, unspent.Serial{}, 10, unspent.Invalid},
		"a code as name":  {book.Wanted{Recipient: code.Reveal()}, unspent.Serial{}, 10, unspent.Invalid},
		"a code for four": {book.Wanted{Last4: code.Reveal()}, unspent.Serial{}, 10, unspent.Invalid},
		"no page":         {book.Wanted{Order: "o"}, unspent.Serial{}, 0, unspent.Invalid},
		"a big page":      {book.Wanted{Order: "o"}, unspent.Serial{}, book.MaxPage + 1, unspent.Invalid},
		"foreign cursor":  {book.Wanted{Order: "o"}, serialOf(t, 12345), 10, unspent.Invalid},
		"too many issues": {book.Wanted{Recipient: "all@例.example"}, unspent.Serial{}, 10, unspent.TooLarge},
	} {
		found, _, err := d.Find(t.Context(), tt.w, tt.after, tt.limit)
		wantReason(t, name, err, tt.want)
		if len(found) > 0 || err != nil && strings.Contains(err.Error(), code.Reveal()) {
			t.Errorf("%s: %d cards, %v", name, len(found), err)
		}
	}
}

func serialOf(t *testing.T, n uint64) unspent.Serial {
	t.Helper()
	s, err := unspent.NewSerial(book.DefaultPrefix, n)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// BenchmarkFind looks for cards among a million, most of which are in the files only.
func BenchmarkFind(b *testing.B) {
	s, err := sqlite.Open(filepath.Join(b.TempDir(), "unspent.db"), sqlite.Options{})
	if err != nil {
		b.Fatal(err)
	}
	d := newDesk(b, s, book.Options{})
	d.cards(1)
	var code unspent.Code
	for i := range 1000 {
		a, err := d.ask(unspent.Issue{Program: "gift", Value: euro(1000), Count: 1000, Activate: true,
			Order: fmt.Sprintf("order-%d", i), Recipient: fmt.Sprintf("person%d@example.jp", i/20)})
		if err != nil {
			b.Fatal(err)
		}
		code = a.Codes[7]
	}
	for name, w := range map[string]book.Wanted{
		"last four":     {Last4: code.Last4()},
		"order":         {Order: "order-999"},
		"unknown order": {Order: "order-1000"},
		"recipient":     {Recipient: "person49@example.jp"},
		"all":           {Order: "order-999", Recipient: "person49@example.jp", Last4: code.Last4()},
	} {
		b.Run(name, func(b *testing.B) {
			for b.Loop() {
				if _, _, err := d.Find(b.Context(), w, unspent.Serial{}, 50); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
