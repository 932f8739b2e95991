package casefile_test

import (
	"errors"
	"fmt"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"github.com/unspent-dev/unspent"
	"github.com/unspent-dev/unspent/assess"
	"github.com/unspent-dev/unspent/brand"
	"github.com/unspent-dev/unspent/internal/casefile"
)

// What was read once is judged again as it was judged then.
func TestTogetherJudgesAsAssess(t *testing.T) {
	for _, name := range []string{"present-opened", "present-waiting", "store-card", "sold-called-used"} {
		t.Run(name, func(t *testing.T) {
			r := judged(t, filepath.Join(examples, name), deps())
			want := casefile.NewAnswer(r)
			in := r.Input
			in.Evidence = nil
			got, err := casefile.Together(in, brand.Builtin(), noon(), casefile.Party{Evidence: want.Evidence})
			if err != nil {
				t.Fatal(err)
			}
			for i, e := range got.Evidence {
				if e.File != "" && e.File != "1/"+want.Evidence[i].File {
					t.Errorf("%s is of the file %q", e.ID, e.File)
				}
			}
			sameButFiles := cmp.Options{cmpopts.IgnoreFields(casefile.EvidenceJSON{}, "File"), cmpopts.IgnoreFields(casefile.Answer{}, "Read", "Copies"),
				cmpopts.EquateEmpty()}
			if diff := cmp.Diff(want, got, sameButFiles, byMoney); diff != "" {
				t.Errorf("judged again (-then +now):\n%s", diff)
			}
		})
	}
}

// order is a page of an order that shows the card of holder's case.
func order(id string, says brand.Meaning, seen time.Time) casefile.EvidenceJSON {
	yen, _ := unspent.ParseCurrency("JPY")
	amount := unspent.NewMoney(5000, yen)
	return casefile.EvidenceJSON{ID: id, File: "file-1.png", Kind: assess.OrderPage, Owner: assess.Mine, Says: says, Seen: &seen, Grade: assess.Unverified,
		Card: casefile.CardJSON{Last4: "7Q2M", Amount: &amount}}
}

func said(asker string) casefile.Said {
	return casefile.Said{"brand": "amazon-jp", "language": "en", "asker": asker, "channel": "person", "form": "mail", "last4": "7q2m",
		"amount": "５，０００円", "currency": "JPY", "got": "2026-11-01", "handed": "2026-11-02T09:30", "challengeAt": "2026-11-20T10:00"}
}

// Of several parties each piece is whose that party is, and no two have one name.
func TestTogetherOfSeveral(t *testing.T) {
	in, err := said("holder").Input()
	if err != nil {
		t.Fatal(err)
	}
	party := func(owner assess.Owner) casefile.Party {
		return casefile.Party{Owner: owner, Evidence: []casefile.EvidenceJSON{order("e1", brand.OrderRedeemed, noon().Add(-time.Hour))},
			Copies: []casefile.CopyJSON{{File: "file-1.png", JPEG: []byte(owner)}}}
	}
	a, err := casefile.Together(in, brand.Builtin(), noon(), party(""), party(assess.Givers), party(assess.Shops))
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for i, e := range a.Evidence {
		got = append(got, fmt.Sprintln(e.ID, e.Owner, e.File, a.Copies[i].File, string(a.Copies[i].JPEG)))
	}
	want := []string{"e1 mine 1/file-1.png 1/file-1.png \n", "e2 giver 2/file-1.png 2/file-1.png giver\n", "e3 shop 3/file-1.png 3/file-1.png shop\n"}
	if diff := cmp.Diff(want, got, byMoney); diff != "" {
		t.Errorf("pieces (-want +got):\n%s", diff)
	}
	if a.State != assess.Used || a.JudgedAt != noon() || len(a.Timeline) < 5 {
		t.Errorf("judged %s at %s, %d moments", a.State, a.JudgedAt, len(a.Timeline))
	}
	for _, m := range a.Timeline {
		if m.Evidence != "" && !strings.Contains("e1 e2 e3", m.Evidence) {
			t.Errorf("the time line names %s", m.Evidence)
		}
	}
}

// Another party with the asker's part is somebody else all the same: nothing of theirs
// counts as what the asker has seen.
func TestTogetherOthersAreOthers(t *testing.T) {
	for asker, owner := range map[string]assess.Owner{"seller": assess.Sellers, "giver": assess.Givers, "buyer": assess.Buyers, "holder": assess.Mine} {
		in, err := said(asker).Input()
		if err != nil {
			t.Fatal(err)
		}
		a, err := casefile.Together(in, brand.Builtin(), noon(), casefile.Party{},
			casefile.Party{Owner: owner, Evidence: []casefile.EvidenceJSON{order("e1", brand.OrderSent, noon())}})
		if err != nil || a.Evidence[0].Owner != assess.NoOwner {
			t.Errorf("asker %s, party %s: %+v, %v", asker, owner, a.Evidence, err)
		}
	}
}

func TestTogetherRefuses(t *testing.T) {
	many := make([]casefile.EvidenceJSON, casefile.MaxPieces+1)
	with := func(name, value string) casefile.Said {
		s := said("holder")
		s[name] = value
		return s
	}
	for name, tt := range map[string]struct {
		said   casefile.Said
		pieces []casefile.EvidenceJSON
		want   unspent.Reason
	}{
		"too many pieces":    {said("holder"), many, unspent.TooLarge},
		"no such brand":      {with("brand", "no-such-brand"), nil, unspent.NotFound},
		"got later than now": {with("got", "2027-11-01"), nil, unspent.Invalid},
		"a whole code":       {with("giver", "AQ2M-7HXKPR-9WBD"), nil, unspent.Invalid},
		"no asker":           {with("asker", ""), nil, unspent.Invalid},
		"no time":            {with("got", "yesterday"), nil, unspent.Invalid},
	} {
		in, err := tt.said.Input()
		if err == nil {
			_, err = casefile.Together(in, brand.Builtin(), noon(), casefile.Party{Evidence: tt.pieces})
		}
		if unspent.ReasonOf(err) != tt.want {
			t.Errorf("%s: %v, want %s", name, err, tt.want)
		}
	}
	if _, err := casefile.Together(casefile.Input{}, brand.Builtin(), noon()); !errors.Is(err, unspent.Invalid) {
		t.Errorf("no case at all: %v", err)
	}
}

// The currency that somebody typed beside an amount.
func TestSaidMarked(t *testing.T) {
	for amount, want := range map[string]string{"5000": "", "": "", "¥5,000": "JPY", "５０００円": "JPY", "$25": "USD", "25 eur": "EUR", "£10": "GBP"} {
		if got := (casefile.Said{"amount": amount}).Marked(); got != want {
			t.Errorf("Marked of %q = %q, want %q", amount, got, want)
		}
	}
}
