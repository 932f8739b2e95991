package assess

import (
	"slices"
	"strings"
	"testing"

	"github.com/unspent-dev/unspent/brand"
)

func TestRemedies(t *testing.T) {
	for _, sc := range scenes() {
		t.Run(sc.row, func(t *testing.T) {
			v := Judge(sc.c, sc.all, sc.p, noon)
			var ids []string
			for _, r := range v.Remedies {
				ids = append(ids, r.ID)
			}
			if got := strings.Join(ids, " "); got != sc.want {
				t.Errorf("remedies = %q; want %q (the card is %s, %s)", got, sc.want, v.State, v.Confidence)
			}
		})
	}
}

// That the card was good after the hand-over is what a seller's answer hangs on.
// Neither the buyer's word of a later time nor age takes it out of the letter.
func TestRebuttalNamesUnusedAfterHandOver(t *testing.T) {
	c := with(received(), func(c *Case) { c.Asker, c.Claimed, c.HandedOver = Seller, true, ago(9*days) })
	sent := at(about("e1", OrderPage, Givers, brand.OrderSent), ago(8*days))
	said := about("e2", Message, Buyers, brand.AlreadyElsewhere)
	absent := of(about("e3", History, Mine, brand.RowAbsent), Card{})
	for name, tt := range map[string]struct {
		all  []Evidence
		want bool
	}{
		"old":                         {[]Evidence{sent}, true},
		"old, and the buyer's word":   {[]Evidence{sent, said}, true},
		"of another card perhaps":     {[]Evidence{of(sent, Card{Amount: yen(5000)}), said}, false},
		"a history without an entry":  {[]Evidence{absent, said}, false},
		"unused before the hand-over": {[]Evidence{at(sent, ago(10*days)), said}, false},
	} {
		letter := ""
		for _, r := range Judge(c, tt.all, issuerA(), noon).Remedies {
			if r.ID == "desk-rebuttal" {
				letter = r.Letter.EN
			}
		}
		if letter == "" || strings.Contains(letter, "the card was still unused") != tt.want {
			t.Errorf("%s: says that it was unused after the hand-over is not %t:\n%s", name, tt.want, letter)
		}
	}
}

// A letter to the issuer about a resold card can cost the sender the account.
func TestIssuerIsToldOfResaleWithCare(t *testing.T) {
	p := issuerA()
	p.Terms = []brand.Term{{About: brand.TermResale, Says: brand.Text{JA: "譲渡はできません。", EN: "Not transferable."}}}
	blocked := of(about("e1", Message, Mine, brand.Blocked), Card{})
	for channel, want := range map[Channel]bool{FromBusiness: true, FromPerson: false, FromIssuer: false} {
		c := with(received(), func(c *Case) { c.Channel = channel })
		i := slices.IndexFunc(Judge(c, []Evidence{blocked}, p, noon).Remedies, func(r Remedy) bool {
			return r.ID == "issuer-blocked" && strings.Contains(r.Text.EN, "resold") == want && strings.Contains(r.Text.JA, "売買で") == want
		})
		if i < 0 {
			t.Errorf("from %s: a warning is not %t", channel, want)
		}
	}
}

// That a present was redeemed is what a giver hopes for: no letter asks for
// another before the person who got it was asked.
func TestGiverAsksTheRecipientFirst(t *testing.T) {
	c := with(received(), func(c *Case) { c.Asker, c.Channel = Giver, FromIssuer })
	var ids []string
	for _, r := range Judge(c, []Evidence{about("e1", OrderPage, Mine, brand.OrderRedeemed)}, issuerA(), noon).Remedies {
		ids = append(ids, r.ID)
		if r.ID == "issuer-reissue" && (!strings.HasPrefix(r.Text.EN, "Do what follows only once") || !strings.Contains(r.Letter.EN, "Neither I nor the person")) {
			t.Errorf("issuer-reissue says %q, %q", r.Text.EN, r.Letter.EN)
		}
	}
	if got, want := strings.Join(ids, " "), "ask-recipient issuer-reissue"; got != want {
		t.Errorf("remedies = %q; want %q", got, want)
	}
}
