package bench

import (
	"context"
	"errors"
	"os/exec"
	"testing"

	"github.com/unspent-dev/unspent"
	"github.com/unspent-dev/unspent/internal/album"
	"github.com/unspent-dev/unspent/internal/ocr"
)

// A few pictures of every kind of page are read as the same pages are as HTML;
// unspent bench --only read does it for all of them.
func TestReadingInBrowser(t *testing.T) {
	eyes, err := ocr.Find(t.Context(), "auto")
	if err != nil {
		t.Fatal(err)
	}
	if !eyes.Reads() { // then there is nothing to measure, and it says so
		if _, err := Run(t.Context(), Options{Only: []string{"read"}, Dir: t.TempDir(), ChildCase: nobody}); !errors.Is(err, unspent.Unavailable) {
			t.Errorf("without eyes the bench says %v", err)
		}
		return
	}
	browser, err := album.Open(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	var some []album.Page
	for _, p := range album.Tuned() {
		switch p.Name {
		case "claimed-list-ja", "order-sent-ja", "elsewhere-ja", "balance-part-starbucks", "delivered-com", "redeemed-com", "held-balance-starbucks":
			some = append(some, p)
		}
	}
	c := tally{same: map[bool]int{}, all: map[bool]int{}}
	if err := album.Shots(t.Context(), browser, some, album.Looks(), 1, func(s album.Shot) error { return c.add(t.Context(), s, eyes) }); err != nil {
		t.Fatal(err)
	}
	if c.codes > 0 || c.wrong > 0 || c.same[false] < c.all[false]-1 {
		t.Errorf("of %d pictures %d give the verdict of the page; %d fields of %d that are certain are wrong; %d codes are to be seen: %v",
			c.all[false], c.same[false], c.wrong, c.sure, c.codes, c.missed)
	}
	t.Log(c)
}

func nobody(ctx context.Context, _ string) *exec.Cmd { return exec.CommandContext(ctx, "false") }
