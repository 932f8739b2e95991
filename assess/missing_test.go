package assess

import (
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/unspent-dev/unspent/brand"
)

// TestMissingChangesTheVerdict tries every ask again: its best outcome changes
// the verdict, to a state and with a weight that it promised.
func TestMissingChangesTheVerdict(t *testing.T) {
	for _, sc := range scenes() {
		sc.c = tellable(sc.c, sc.all)
		base := weigh(sc.c, sc.all, sc.p, noon)
		s := situation{c: sc.c, all: sc.all, v: base, p: sc.p, now: noon}
		for _, a := range missing(sc.c, sc.all, sc.p, noon) {
			i := slices.IndexFunc(askTable, func(line asked) bool { return line.id == a.ID })
			changed := false
			for _, e := range askTable[i].outcomes(s, a.Whom) {
				v := weigh(sc.c, append(slices.Clone(sc.all), e), sc.p, noon)
				if v.State == base.State && v.Confidence == base.Confidence {
					continue
				}
				changed = true
				if !slices.Contains(a.Could, v.State) {
					t.Errorf("%s: %s could make it %s; want that among %v", sc.row, a.ID, v.State, a.Could)
				}
			}
			if !changed || a.Gain == None || len(a.Could) == 0 {
				t.Errorf("%s: %s changes nothing: gain %d, could be %v", sc.row, a.ID, a.Gain, a.Could)
			}
		}
	}
}

func TestMissingIsInOneOrder(t *testing.T) {
	for _, sc := range scenes() {
		back := slices.Clone(sc.all)
		slices.Reverse(back)
		if diff := cmp.Diff(missing(sc.c, sc.all, sc.p, noon), missing(sc.c, back, sc.p, noon)); diff != "" {
			t.Errorf("%s: the order of evidence matters:\n%s", sc.row, diff)
		}
	}
}

func TestMissingMessages(t *testing.T) {
	for _, sc := range scenes() {
		for _, a := range missing(sc.c, sc.all, sc.p, noon) {
			toPerson := a.Whom == Givers || a.Whom == Sellers || a.Whom == Buyers
			if toPerson != (a.Message.JA != "") {
				t.Errorf("%s: %s of %q has the message %q", sc.row, a.ID, a.Whom, a.Message.JA)
			}
			if toPerson && (!strings.Contains(a.Message.JA, sc.c.Challenge) || !strings.Contains(a.Message.EN, sc.c.Challenge)) {
				t.Errorf("%s: the message of %s does not ask for the word %q: %q", sc.row, a.ID, sc.c.Challenge, a.Message)
			}
		}
	}
}

// TestMissingFirst is row 19: what would change the verdict most comes first.
func TestMissingFirst(t *testing.T) {
	present := received()
	shop := shopped()
	for name, tt := range map[string]struct {
		c    Case
		all  []Evidence
		p    *brand.Profile
		want string // ids, in order; "…" if more may follow
	}{
		"a present":                       {present, nil, issuerB(), "order-page …"},
		"a present that can be looked up": {present, nil, lookedUp(), "balance …"},
		"bought in a shop":                {shop, nil, issuerB(), "seal issuer-answer redeem-message"},
		"a shop's card that somebody gave": {with(present, func(c *Case) { c.Form = brand.FormShop }), nil, issuerB(),
			"seal counterpart-history issuer-answer redeem-message"},
		"bought on the issuer's site":       {with(present, func(c *Case) { c.Channel = FromIssuer }), nil, issuerB(), "order-page opening-notice usage-history …"},
		"the order page is there and fresh": {present, []Evidence{about("e1", OrderPage, Givers, brand.OrderSent)}, issuerB(), "opening-notice …"},
		"the order page is of last month": {present, []Evidence{at(about("e1", OrderPage, Givers, brand.OrderSent), ago(30*days))}, issuerB(),
			"order-page opening-notice …"},
		"the notice was pasted": {present, []Evidence{about("e1", Mail, Givers, brand.MailOpened)}, issuerB(), "opening-notice order-page …"},
		"proven":                {present, []Evidence{verified(about("e1", Mail, Givers, brand.MailOpened))}, issuerB(), ""},
		"a buy-back shop says it was used": {with(present, func(c *Case) { c.Asker, c.Claimed, c.HandedOver = Seller, true, ago(days) }), nil, issuerB(),
			"order-page usage-history opening-notice counterpart-history issuer-answer buyer-message"},
		"to turn a card limit into cash": {with(present, func(c *Case) { c.Intent = ToCash }), nil, issuerB(), ""},
		"the seller still has the card": {with(present, func(c *Case) {
			c.Asker, c.Channel, c.Got, c.Form = Buyer, FromBusiness, time.Time{},
				brand.FormShop
		}), nil, issuerB(), "seal counterpart-history issuer-answer"},
		"a card of an unspent book": {present, nil, booked(), "book …"},
	} {
		t.Run(name, func(t *testing.T) {
			var ids []string
			for _, a := range missing(tt.c, tt.all, tt.p, noon) {
				ids = append(ids, a.ID)
			}
			got, want := strings.Join(ids, " "), tt.want
			if head, more := strings.CutSuffix(want, " …"); more && strings.HasPrefix(got, head) {
				return
			}
			if got != want {
				t.Errorf("missing = %q; want %q", got, want)
			}
		})
	}
}

func booked() *brand.Profile {
	p := issuerB()
	p.Lookup = brand.Lookup{Kind: brand.LookupBook, URL: "https://cards.example",
		Needs: brand.Text{JA: "カードのコード", EN: "the code of the card"}}
	return p
}

func BenchmarkMissing(b *testing.B) {
	sc := scenes()[1]
	for b.Loop() {
		missing(sc.c, sc.all, sc.p, noon)
	}
}

func BenchmarkJudge(b *testing.B) {
	sc := scenes()[13]
	for b.Loop() {
		Judge(sc.c, sc.all, sc.p, noon)
	}
}
