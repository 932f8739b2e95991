package casefile_test

import (
	"fmt"
	"io"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/unspent-dev/unspent/assess"
	"github.com/unspent-dev/unspent/brand"
	"github.com/unspent-dev/unspent/internal/album"
	"github.com/unspent-dev/unspent/internal/casefile"
)

// TestAlbum reads every page of the album as a saved page: it is what its truth says,
// of the card that it says, and the verdict is none that this does not bear.
func TestAlbum(t *testing.T) {
	all := brand.Builtin()
	pages := album.Tuned()
	for _, p := range pages {
		t.Run(p.Name, func(t *testing.T) {
			for _, wrong := range misread(t, all, p) {
				t.Error(wrong)
			}
		})
	}
}

// bears is the verdict that what a page says bears by itself, besides that nothing can
// be told.
var bears = map[string]assess.State{
	"row_claimed": assess.Used, "already_elsewhere": assess.Used, "already_here": assess.Used, "already_redeemed": assess.Used, "redeemed_now": assess.Used,
	"order_redeemed": assess.Used, "balance_part": assess.Used, "balance_zero": assess.Used, "mail_opened": assess.Used,
	"order_sent": assess.Unused, "balance_full": assess.Unused, "row_absent": assess.Unused,
	"order_resent": assess.Replaced, "order_cancelled": assess.Blocked, "not_activated": assess.Inactive,
}

// shown are the fields that evidence of a kind has if the page shows them.
var shown = map[assess.Kind][]string{assess.OrderPage: {"order", "recipient"}, assess.Mail: {"order"}}

// misread returns what a page is read as where its truth says something else.
func misread(t *testing.T, all brand.Catalogue, p album.Page) (wrong []string) {
	t.Helper()
	in, err := casefile.Parse([]byte(p.Case))
	if err != nil {
		t.Fatal(err)
	}
	at := time.Date(2026, 11, 29, 0, 0, 0, 0, time.UTC)
	owner := assess.Mine
	if p.Owner == "giver" {
		owner = assess.Givers
	}
	in.Evidence = []casefile.Item{{File: "page.html", Owner: owner, Seen: at}}
	got, err := casefile.Assess(t.Context(), in, casefile.Deps{Brands: all, Now: func() time.Time { return at },
		Open: func(string) (io.ReadCloser, error) { return casefile.Held([]byte(p.HTML(false))), nil }})
	evidence := got.Evidence
	if to := got.Input.Case.Card.Recipient; len(evidence) > 1 { // one for each card of an order
		evidence = slices.DeleteFunc(slices.Clone(evidence), func(e assess.Evidence) bool { return e.Card.Recipient != to })
	}
	if err != nil || len(evidence) != 1 {
		return []string{fmt.Sprintf("%d pieces of evidence, %v", len(got.Evidence), err)}
	}
	e, kind, says := evidence[0], p.Truth["kind"][0], p.Truth["state"][0]
	if string(e.Kind) != kind || string(e.Says) != says {
		return []string{fmt.Sprintf("%s %s, want %s %s: %v", e.Kind, e.Says, kind, says, e.Notes)}
	}
	if s := got.Verdict.State; s != assess.Unknown && s != bears[says] {
		wrong = append(wrong, fmt.Sprintf("verdict %s of %s", s, says))
	}
	if e.Says == brand.RowAbsent {
		return wrong // it is of the card that was asked about
	}
	said := map[string]string{"last4": e.Card.Last4, "order": e.Card.Order, "recipient": e.Card.Recipient}
	if e.Card.Amount.IsPositive() {
		said["amount"] = e.Card.Amount.String()
	}
	if !e.At.IsZero() && e.Kind != assess.Balance { // which is as of any time
		zone := time.UTC
		if c := got.Brand.Country; c == "JP" || c == brand.Anywhere && got.Brand.Currency == "JPY" {
			zone = brand.Japan()
		}
		if said["date"] = e.At.In(zone).Format(time.DateOnly); e.At.Equal(at) {
			said["date"] = "" // when it was brought
		}
	}
	for field, value := range said {
		if truth, known := p.Right(field, e.Card.Last4); value != "" && (!known || !slices.Contains(truth, value)) {
			wrong = append(wrong, fmt.Sprintf("%s %s, want %v", field, value, truth))
		}
	}
	for _, field := range shown[e.Kind] {
		if len(p.Truth[field]) > 0 && strings.Contains(p.Body, p.Truth[field][0]) && said[field] == "" {
			wrong = append(wrong, fmt.Sprintf("no %s, want %v", field, p.Truth[field]))
		}
	}
	asked := got.Input.Case.Card
	switch own := p.Rows[e.Card.Last4]; {
	case e.Kind == assess.History && (e.Card.Last4 != asked.Last4 || e.Card.Amount != asked.Amount || said["date"] == "" ||
		own != nil && own["date"] != said["date"]):
		wrong = append(wrong, fmt.Sprintf("row %v, want %v", said, own))
	case e.Kind == assess.OrderPage && said["amount"] != "" && e.Card.Amount != asked.Amount:
		wrong = append(wrong, "the amount of something else: "+said["amount"])
	}
	return wrong
}
