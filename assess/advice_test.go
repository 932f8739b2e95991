package assess

import (
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/unspent-dev/unspent/brand"
)

func adviceIDs(c Case, v Verdict, p *brand.Profile) []string {
	var ids []string
	for _, a := range advise(c, v, p, noon) {
		ids = append(ids, a.ID)
	}
	return ids
}

func TestAdvise(t *testing.T) {
	unused := Verdict{State: Unused, Confidence: Likely, AsOf: ago(days)}
	present := with(received(), func(c *Case) { c.Intent = ToUse })
	market := with(present, func(c *Case) { c.Channel, c.Asker, c.Got, c.Window = FromBusiness, Buyer, ago(time.Hour), days })
	selling := with(received(), func(c *Case) { c.Asker, c.Channel, c.Intent = Seller, FromIssuer, ToSell })
	for name, tt := range map[string]struct {
		c    Case
		v    Verdict
		p    *brand.Profile
		want string
	}{
		"a present":                {present, Verdict{State: Unknown}, issuerB(), "never-send-code redeem"},
		"a present, unused":        {present, unused, issuerB(), "resend-possible never-send-code redeem"},
		"a present, used":          {present, Verdict{State: Used, Confidence: Likely}, issuerB(), "never-send-code"},
		"the issuer has a look-up": {present, Verdict{State: Unknown}, lookedUp(), "official-lookup never-send-code"},
		"looked up just now": {present, Verdict{State: Unused, Confidence: Likely, AsOf: noon,
			Findings: []Finding{{Rule: "balance-full", State: Unused, Weight: Strong, At: noon}}}, lookedUp(), "resend-possible never-send-code"},
		"the address is the value": {present, Verdict{State: Unknown}, linked(), "official-lookup-url never-send-link"},
		"the book answers":         {present, Verdict{State: Unknown}, booked(), "book never-send-code"},
		"bought in a shop": {with(shopped(), func(c *Case) { c.Intent = ToGive }), unused, issuerB(),
			"shop-evidence unused-until-now never-send-code"},
		"a shop's card as a present": {with(present, func(c *Case) { c.Form = brand.FormShop }), Verdict{State: Unknown}, issuerB(),
			"shop-evidence never-send-code redeem"},
		"bought on the issuer's site": {with(present, func(c *Case) { c.Channel = FromIssuer }), Verdict{State: Unknown}, issuerB(),
			"history-reading never-send-code redeem"},
		"a marketplace": {market, Verdict{State: Unknown}, issuerB(), "dispute-window resale-terms never-send-code redeem"},
		"a marketplace, too late": {with(market, func(c *Case) { c.Got = ago(2 * days) }), Verdict{State: Unknown}, issuerB(),
			"dispute-window-over resale-terms never-send-code redeem"},
		"a marketplace, window not told": {with(market, func(c *Case) { c.Window = 0 }), Verdict{State: Unknown}, issuerB(),
			"dispute-window-unknown resale-terms never-send-code redeem"},
		"the seller still has the card": {with(market, func(c *Case) { c.Got = time.Time{} }), Verdict{State: Unknown}, lookedUp(),
			"official-lookup-seller dispute-window-unknown resale-terms never-send-code"},
		"to sell": {selling, unused, issuerB(), "history-reading resend-yours keep-hand-over resale-terms never-send-code"},
		"a buy-back shop says it was used": {with(selling, func(c *Case) { c.Claimed = true }), unused, issuerB(),
			"history-reading resend-yours find-hand-over resale-terms never-send-code"},
		"a card limit into cash": {with(present, func(c *Case) { c.Intent, c.Channel = ToCash, FromIssuer }), unused, lookedUp(),
			"card-limit-cash cash-terms never-send-code"},
	} {
		t.Run(name, func(t *testing.T) {
			if got := strings.Join(adviceIDs(tt.c, tt.v, tt.p), " "); got != tt.want {
				t.Errorf("advise = %q; want %q", got, tt.want)
			}
		})
	}
}

func linked() *brand.Profile {
	p := issuerB()
	p.Redeem.Kind, p.Lookup = brand.StoredValue, brand.Lookup{Kind: brand.LookupURL, Needs: brand.Text{JA: "届いたURL", EN: "the address"}}
	return p
}

// TestLookedUpRules keeps the names of the rules that advice goes by.
func TestLookedUpRules(t *testing.T) {
	for _, id := range []string{"balance-full", "balance-part", "balance-zero"} {
		if !slices.ContainsFunc(Rules(), func(r Rule) bool { return r.ID == id }) {
			t.Errorf("there is no rule %q", id)
		}
	}
}

// TestLastResort is row 12: redeeming is spoken of only if the card is for the
// asker's own use and there is no better way, and then last.
func TestLastResort(t *testing.T) {
	stored := issuerB()
	stored.Redeem.Kind = brand.StoredValue
	for _, p := range []*brand.Profile{issuerB(), lookedUp(), booked(), stored} {
		for _, state := range States() {
			everyCase(func(name string, c Case) {
				ids := adviceIDs(c, Verdict{State: state}, p)
				i := slices.Index(ids, "redeem")
				if i < 0 {
					return
				}
				if c.Intent != ToUse || c.Asker == Giver || c.Asker == Seller || c.Claimed || state != Unknown && state != Unused ||
					(situation{p: p}).hasLookup() || p.Redeem.Kind != brand.OneShot {
					t.Errorf("%s: %s, %s: redeeming is advised", p.ID, name, state)
				}
				if i != len(ids)-1 {
					t.Errorf("%s: %s: the last resort is not the last advice: %v", p.ID, name, ids)
				}
			})
		}
	}
}

// TestCashIsOnlyWarned is row 20: a warning first, and nothing that would help.
func TestCashIsOnlyWarned(t *testing.T) {
	everyCase(func(name string, c Case) {
		if c.Claimed {
			return
		}
		v := Judge(c, nil, lookedUp(), noon)
		warned := len(v.Advice) > 0 && v.Advice[0].ID == "card-limit-cash"
		if warned != (c.Intent == ToCash) {
			t.Errorf("%s: warned = %v", name, warned)
		}
		if warned && len(v.Missing) > 0 {
			t.Errorf("%s: asks for evidence: %v", name, v.Missing)
		}
	})
}

func TestAdviceTable(t *testing.T) {
	seen := map[string]bool{}
	for _, a := range append(append([]advised(nil), urgentAdvice...), advices...) {
		if a.id == "" || a.source == "" || seen[a.id] {
			t.Errorf("advice %q has no id or source, or stands twice", a.id)
		}
		seen[a.id] = true
	}
	for _, r := range remedyTable {
		if r.id == "" || r.source == "" || r.rows == "" || seen[r.id] {
			t.Errorf("remedy %q has no id, source or row, or stands twice", r.id)
		}
		seen[r.id] = true
	}
	seen = map[string]bool{}
	for _, a := range askTable {
		if a.id == "" || seen[a.id] {
			t.Errorf("ask %q has no id, or stands twice", a.id)
		}
		seen[a.id] = true
	}
}
