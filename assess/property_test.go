package assess

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/unspent-dev/unspent"
	"github.com/unspent-dev/unspent/brand"
	"pgregory.net/rapid"
)

func some[T any](label string, values ...T) func(*rapid.T) T {
	return func(t *rapid.T) T { return rapid.SampledFrom(values).Draw(t, label) }
}

// when draws a time of the last months, or none.
func when(t *rapid.T, label string) time.Time {
	if rapid.IntRange(0, 5).Draw(t, label+" known") == 0 {
		return time.Time{}
	}
	return ago(time.Duration(rapid.IntRange(-24, 24*120).Draw(t, label)) * time.Hour)
}

// card draws what is told of a card: of that of the case, of another, or little.
func card(t *rapid.T) Card {
	c := Card{
		Last4:     some("last4", "", "X1Y2", "X1Y2", "ZZZZ")(t),
		Order:     some("order", "", gift().Order, gift().Order, "503-0000000-0000000")(t),
		Serial:    some("serial", "", "", "6001234567890123", "6000000000000000")(t),
		Recipient: some("recipient", "", gift().Recipient, gift().Recipient, "jiro@example.jp")(t),
		Giver:     some("giver", "", gift().Giver, "jiro@example.jp")(t),
	}
	c.Amount = some("amount", unspent.Money{}, yen(5000), yen(5000), yen(3000))(t)
	return c
}

func drawCase(t *rapid.T) Case {
	return Case{
		Asker:      some("asker", Holder, Giver, Seller, Buyer)(t),
		Channel:    some("channel", FromIssuer, FromShop, FromPerson, FromBusiness)(t),
		Form:       some("form", brand.FormMail, brand.FormShop, brand.FormTopUp, brand.FormPosted, brand.FormUnknown, "")(t),
		Intent:     some("intent", ToUse, ToSell, IntentOpen)(t),
		Card:       some("card", gift(), gift(), shopped().Card, Card{})(t),
		Got:        when(t, "got"),
		HandedOver: some("handed over", time.Time{}, time.Time{}, when(t, "hand-over"))(t),
		Claimed:    rapid.Bool().Draw(t, "claimed"),

		Device:   some("device", Phone, Computer, "")(t),
		Issued:   some("issued", time.Time{}, time.Time{}, when(t, "issue"), noon.AddDate(-12, 0, 0))(t),
		AskedFor: rapid.Bool().Draw(t, "asked for"),
		GivenTo:  some("given to", "", "", GivenNobody, GivenKnown, GivenBuyer, GivenStranger)(t),
		Opened:   some("opened", "", "", OpenedByMe, OpenedByOther, FoundOpen)(t),
		SeenBy:   some("seen by", "", "", SeenByNobody, SeenByFamily, SeenBySeller, SeenByStranger, SeenByAll)(t),
		Entered:  some("entered", NoReply, Yes, No)(t),
		Readable: some("readable", NoReply, Yes, Partly, No)(t),
		Arrived:  some("arrived", NoReply, Yes, No)(t),
	}
}

var meanings = sync.OnceValue(func() (all []brand.Meaning) {
	for _, r := range Rules() {
		for _, m := range r.When.Says {
			if !slices.Contains(all, m) {
				all = append(all, m)
			}
		}
	}
	return append(all, brand.MailOther, brand.NothingToTell)
})

func drawEvidence(t *rapid.T, id string) Evidence {
	e := Evidence{
		ID:    id,
		Kind:  some("kind", Mail, History, OrderPage, Message, Seal, Till, Balance, Statement, Picture, Book)(t),
		Owner: some("owner", Mine, Givers, Sellers, Buyers, Shops, Issuers, NoOwner)(t),
		Says:  rapid.SampledFrom(meanings()).Draw(t, "says"),
		Card:  card(t),
		At:    when(t, "at"),
		Seen:  when(t, "seen"),
		Grade: some("grade", Verified, Unverified, Unverified, Contradicted)(t),
	}
	if rapid.IntRange(0, 3).Draw(t, "natural") > 0 { // as importers make it, of the card mostly
		from := rapid.SampledFrom(naturals()).Draw(t, "like")
		e.Kind, e.Says, e.Owner, e.Grade, e.Card = from.Kind, from.Says, from.Owner, from.Grade, gift()
		if e.Kind == Mail && rapid.Bool().Draw(t, "unsigned") {
			e.Grade = Unverified
		}
		return e
	}
	for range rapid.IntRange(0, 2).Draw(t, "notes") {
		e.Notes = append(e.Notes, Note{ID: notes[rapid.IntRange(0, len(notes)-1).Draw(t, "note")].id})
	}
	return e
}

// naturals has a piece of evidence for each rule.
var naturals = sync.OnceValue(func() (all []Evidence) {
	rules := theRules()
	for _, id := range slices.Sorted(maps.Keys(rules)) {
		all = append(all, rules[id].e)
	}
	return all
})

func drawAll(t *rapid.T) []Evidence {
	var all []Evidence
	for i := range rapid.IntRange(0, 7).Draw(t, "pieces") {
		all = append(all, drawEvidence(t, fmt.Sprintf("e%d", i+1)))
	}
	return all
}

// usedness orders verdicts by how much they say used.
func usedness(v Verdict) int {
	if v.State != Used {
		return 0
	}
	return 1 + slices.Index([]Confidence{Possible, Likely, Proven}, v.Confidence)
}

func says(v Verdict) string { return fmt.Sprint(v.State, " ", v.Confidence, " as of ", v.AsOf) }

func TestJudgeProperties(t *testing.T) {
	p := issuerB()
	properties := map[string]func(*rapid.T, Case, []Evidence, Verdict){
		"the order does not matter": func(t *rapid.T, c Case, all []Evidence, v Verdict) {
			mixed := rapid.Permutation(all).Draw(t, "order")
			if d := cmp.Diff(v, newWeighing(c, mixed, p, noon, true).verdict()); d != "" {
				t.Errorf("in another order: %s", d)
			}
		},
		"a verified proof of use never makes it less used": func(t *rapid.T, c Case, all []Evidence, _ Verdict) {
			c.Card, c.Form, c.Channel, c.Got = gift(), brand.FormMail, FromPerson, time.Time{}
			v := weigh(c, all, p, noon)
			proof := verified(at(about("proof", Mail, Givers, brand.MailOpened), when(t, "opened")))
			if rapid.Bool().Draw(t, "book") {
				proof = verified(at(about("proof", Book, Issuers, brand.BookSpent), when(t, "spent")))
			}
			if proof.Kind == Mail && rapid.Bool().Draw(t, "by the order") {
				proof.Card = other(func(c *Card) { c.Last4 = "" })
			}
			w := weigh(c, append(slices.Clone(all), proof), p, noon)
			if usedness(w) < usedness(v) {
				t.Errorf("%s became %s", says(v), says(w))
			}
		},
		"unverified evidence never proves": func(t *rapid.T, c Case, all []Evidence, v Verdict) {
			weak := slices.Clone(all)
			for i := range weak {
				if weak[i].Grade == Verified {
					weak[i].Grade = Unverified
				}
			}
			if v := weigh(c, weak, p, noon); v.Confidence == Proven {
				t.Errorf("%s, of %+v", says(v), v.Findings)
			}
		},
		"contradicted and unbound evidence changes nothing": func(t *rapid.T, c Case, all []Evidence, v Verdict) {
			more := drawEvidence(t, "more")
			if rapid.Bool().Draw(t, "contradicted") {
				more.Grade = Contradicted
			}
			w := weigh(c, append(slices.Clone(all), more), p, noon)
			for _, f := range w.Findings {
				if f.Evidence == "more" && (f.Binding == Unbound || more.Grade == Contradicted) && says(v) != says(w) {
					t.Errorf("%s became %s by %+v", says(v), says(w), f)
				}
			}
		},
		"unused has its time": func(t *rapid.T, c Case, all []Evidence, v Verdict) {
			if v.State == Unused && (v.AsOf.IsZero() || !strings.Contains(v.Summary.JA, "時点で")) {
				t.Errorf("%s: %s", says(v), v.Summary.JA)
			}
		},
		"proof needs verified evidence of exactly this card": func(t *rapid.T, c Case, all []Evidence, v Verdict) {
			for _, f := range v.Findings {
				i := slices.IndexFunc(all, func(e Evidence) bool { return e.ID == f.Evidence })
				if f.Rule == "ended" && f.Evidence == "" && f.Weight < Proof {
					continue
				}
				if f.Weight == Proof && (f.Binding != Exact || all[i].Grade != Verified) {
					t.Errorf("%+v of %+v", f, all[i])
				}
			}
		},
		"an unknown verdict has an act, which is said first": func(t *rapid.T, c Case, all []Evidence, _ Verdict) {
			v := Judge(c, all, p, noon)
			if v.State == Unknown && (v.Next.ID == "" || v.Next.Text.EN == "" || len(v.Next.Steps) == 0 || !strings.Contains(v.Summary.JA, v.Next.Text.JA)) {
				t.Errorf("next %+v of %s", v.Next, v.Summary.JA)
			}
			allWhole(t, v)
		},
		"what the asker tells of a code proves nothing": func(t *rapid.T, c Case, all []Evidence, v Verdict) {
			bare := c
			bare.AskedFor, bare.GivenTo, bare.Opened, bare.SeenBy, bare.Entered, bare.Readable, bare.Arrived = false, "", "", "", "", "", ""
			// It may explain away a weak sign of use, and so leave a proof standing that the
			// sign had overtaken; it never proves use itself.
			if w := weigh(bare, all, p, noon); usedness(v) > usedness(w) && v.Confidence == Proven {
				t.Errorf("%s without what is told, %s with it", says(w), says(v))
			}
		},
		"all is said in both languages": func(t *rapid.T, c Case, all []Evidence, v Verdict) {
			texts := []brand.Text{v.Summary}
			for _, f := range v.Findings {
				texts = append(append(texts, f.Text), f.Because...)
			}
			for _, c := range v.Contradictions {
				texts = append(texts, c.Text)
			}
			for _, text := range texts {
				if text.JA == "" || text.EN == "" || strings.ContainsAny(text.JA+text.EN, "{}") {
					t.Errorf("not whole: %q", text)
				}
			}
			of := slices.DeleteFunc(slices.Clone(v.Findings), func(f Finding) bool { return f.Rule == "ended" })
			if len(of) != len(all) || len(v.Findings) > len(all)+1 || (v.State == Unknown) != (v.Confidence == "") {
				t.Errorf("%s with %d findings of %d", says(v), len(v.Findings), len(all))
			}
		},
	}
	for name, holds := range properties {
		t.Run(name, rapid.MakeCheck(func(t *rapid.T) {
			c, all := drawCase(t), drawAll(t)
			holds(t, c, all, newWeighing(c, all, p, noon, true).verdict())
		}))
	}
}
