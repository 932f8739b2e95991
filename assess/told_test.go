package assess

import (
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/unspent-dev/unspent/brand"
)

func ids[T any](all []T, id func(T) string) string {
	var out []string
	for _, a := range all {
		out = append(out, id(a))
	}
	return strings.Join(out, " ")
}

func adviceOf(v Verdict) string { return ids(v.Advice, func(a Advice) string { return a.ID }) }
func remedyOf(v Verdict) string { return ids(v.Remedies, func(r Remedy) string { return r.ID }) }

// Where minutes matter, what to do in them comes before everything else, and
// nothing withholds it.
func TestCodeOut(t *testing.T) {
	shop := with(shopped(), func(c *Case) { c.Got = ago(time.Hour) })
	gave := with(shop, func(c *Case) { c.HandedOver = ago(time.Hour / 2) })
	for name, tt := range map[string]struct {
		c    Case
		p    *brand.Profile
		want string // first advice; empty: another
		act  string // in English, of the next act
	}{
		"given away, nobody says to whom": {gave, issuerB(), "code-out", "redeem it to your own account right now"},
		"told to a stranger": {with(shop, func(c *Case) { c.GivenTo = GivenStranger }), issuerB(), "code-out",
			"redeem it to your own account right now"},
		"the code was in a picture":   {with(shop, func(c *Case) { c.SeenBy = SeenByAll }), issuerB(), "code-out", "redeem it"},
		"a card that keeps its value": {with(shop, func(c *Case) { c.GivenTo = GivenStranger }), storedB(), "code-out", "spend it right now"},
		"a card that is an address": {with(received(), func(c *Case) { c.GivenTo, c.Form = GivenStranger, brand.FormLink }), linked(), "code-out",
			"save it to your own app"},
		"somebody asks for codes":           {with(shop, func(c *Case) { c.AskedFor = true }), issuerB(), "asked-for", "stop"},
		"asked for, and told":               {with(gave, func(c *Case) { c.AskedFor = true }), issuerB(), "code-out", "redeem it"},
		"sold to a buy-back shop":           {with(gave, func(c *Case) { c.Asker, c.Intent = Seller, ToSell }), issuerB(), "", ""},
		"to sell, by its holder":            {with(gave, func(c *Case) { c.Intent = ToSell }), issuerB(), "", ""},
		"given to whom it was meant for":    {with(gave, func(c *Case) { c.GivenTo = GivenKnown }), issuerB(), "", ""},
		"a present":                         {with(gave, func(c *Case) { c.Intent = ToGive }), issuerB(), "", ""},
		"a card limit into cash, warned of": {with(gave, func(c *Case) { c.Intent = ToCash }), issuerB(), "card-limit-cash", "card company"},
	} {
		t.Run(name, func(t *testing.T) {
			v := Judge(tt.c, []Evidence{of(about("e1", Till, Mine, brand.TillActivated), Card{})}, tt.p, noon)
			first := v.Advice[0].ID
			if tt.want == "" && (first == "code-out" || first == "asked-for") || tt.want != "" && first != tt.want {
				t.Errorf("first advice %q of %s; want %q", first, adviceOf(v), tt.want)
			}
			if tt.want == "" {
				return
			}
			if !strings.Contains(v.Next.Text.EN, tt.act) || !strings.Contains(v.Summary.EN, v.Next.Text.EN) || !strings.Contains(v.Summary.JA, v.Next.Text.JA) {
				t.Errorf("next %q, summary %q; want %q", v.Next.Text.EN, v.Summary.EN, tt.act)
			}
			if tt.want == "code-out" && tt.p.Redeem.Kind == brand.OneShot && v.Missing[0].ID != "redeem-now" {
				t.Errorf("asks first for %s", v.Missing[0].ID)
			}
			for _, number := range []string{"#9110", "188"} {
				if tt.want != "card-limit-cash" && (!strings.Contains(v.Advice[0].Text.JA, number) || !strings.Contains(v.Advice[0].Text.EN, number)) {
					t.Errorf("%s does not name %s: %q", first, number, v.Advice[0].Text)
				}
			}
			if slices.ContainsFunc(v.Advice, func(a Advice) bool { return a.ID == "redeem" }) {
				t.Errorf("withholds redeeming: %s", adviceOf(v))
			}
		})
	}
}

// Who opened the cover, who has seen the code, and whether it can be read decide
// what an open cover means.
func TestOpened(t *testing.T) {
	today := with(shopped(), func(c *Case) { c.Got, c.Intent = ago(3*time.Hour), ToUse })
	broken := of(about("e1", Seal, Mine, brand.SealBroken), Card{})
	for name, tt := range map[string]struct {
		c            Case
		state        State
		advice, next string
	}{
		"bought today, to use, open":       {today, Unknown, "enter", "redeem-now"},
		"opened by me, days ago":           {with(today, func(c *Case) { c.Got, c.Opened = ago(9*days), OpenedByMe }), Unknown, "enter", "redeem-now"},
		"opened by me, seen by the family": {with(today, func(c *Case) { c.Opened, c.SeenBy = OpenedByMe, SeenByFamily }), Unknown, "enter", "redeem-now"},
		"opened by me, of a present": {with(received(), func(c *Case) { c.Form, c.Intent, c.Opened = brand.FormPosted, ToUse, OpenedByMe }), Unknown,
			"enter", "redeem-now"},
		"found open":                       {with(today, func(c *Case) { c.Opened = FoundOpen }), Used, "", "issuer-answer"},
		"opened by somebody else":          {with(today, func(c *Case) { c.Opened = OpenedByOther }), Used, "", "issuer-answer"},
		"nobody says who, a month ago":     {with(today, func(c *Case) { c.Got = ago(30 * days) }), Used, "", "issuer-answer"},
		"opened by me, seen by a stranger": {with(today, func(c *Case) { c.Opened, c.SeenBy = OpenedByMe, SeenByStranger }), Unknown, "code-out", "code-out"},
		"opened by me, it cannot be read":  {with(today, func(c *Case) { c.Opened, c.Readable = OpenedByMe, No }), Unknown, "", "unreadable"},
		"opened by me, a part can be read": {with(today, func(c *Case) { c.Opened, c.Readable = OpenedByMe, Partly }), Unknown, "enter", "unreadable"},
		"opened by me, and entered before": {with(today, func(c *Case) { c.Opened, c.Entered = OpenedByMe, Yes }), Unknown, "", "issuer-answer"},
	} {
		t.Run(name, func(t *testing.T) {
			v := Judge(tt.c, []Evidence{broken, of(about("e2", Till, Mine, brand.TillActivated), Card{})}, issuerB(), noon)
			advised := slices.ContainsFunc(v.Advice, func(a Advice) bool { return a.ID == tt.advice })
			if v.State != tt.state || tt.advice != "" && !advised || tt.advice != "enter" && strings.Contains(adviceOf(v), "enter") || v.Next.ID != tt.next {
				t.Errorf("%s %s, advice %s, remedies %s, next %s; want %s, %s, %s", v.State, v.Confidence, adviceOf(v), remedyOf(v), v.Next.ID, tt.state,
					tt.advice, tt.next)
			}
		})
	}
}

// While nobody has redeemed a present, to send it again is the remedy; not once
// somebody relies on its code.
func TestSendAgain(t *testing.T) {
	giver := with(received(), func(c *Case) { c.Asker, c.Channel, c.Intent = Giver, FromIssuer, ToGive })
	sent := remarked(about("e1", OrderPage, Mine, brand.OrderSent), ResendOffered)
	for name, tt := range map[string]struct {
		c    Case
		e    Evidence
		want bool
	}{
		"sent, nothing said":         {giver, sent, true},
		"it has not arrived":         {with(giver, func(c *Case) { c.Arrived = No }), sent, true},
		"not arrived though told":    {with(giver, func(c *Case) { c.Arrived, c.GivenTo = No, GivenKnown }), sent, true},
		"it has arrived":             {with(giver, func(c *Case) { c.Arrived = Yes }), sent, false},
		"the code was handed on":     {with(giver, func(c *Case) { c.HandedOver = ago(days) }), sent, false},
		"it is redeemed":             {giver, about("e1", OrderPage, Mine, brand.OrderRedeemed), false},
		"sold":                       {with(giver, func(c *Case) { c.Asker, c.Intent = Seller, ToSell }), sent, false},
		"a form that cannot be sent": {with(giver, func(c *Case) { c.Form = brand.FormPosted }), sent, false},
	} {
		t.Run(name, func(t *testing.T) {
			v := Judge(tt.c, []Evidence{tt.e}, issuerB(), noon)
			if got := v.Next.ID == "send-again" && strings.HasPrefix(remedyOf(v), "send-again"); got != tt.want {
				t.Errorf("next %s, remedies %s; send-again: want %t", v.Next.ID, remedyOf(v), tt.want)
			}
			if tt.want && strings.Contains(adviceOf(v), "resend-yours") {
				t.Error("it is advised against in one breath")
			}
		})
	}
}

// A card that is too old is not called unused without a word of it.
func TestEnded(t *testing.T) {
	old := with(shopped(), func(c *Case) { c.Got = time.Date(2015, 12, 24, 0, 0, 0, 0, brand.Japan()) })
	seal := of(about("e1", Seal, Mine, brand.SealIntact), Card{})
	sure := issuerB()
	for i := range sure.Expiry {
		sure.Expiry[i].Confirmed = true
	}
	for name, tt := range map[string]struct {
		c     Case
		e     []Evidence
		p     *brand.Profile
		state State
		sure  Confidence
		words string // of the summary
	}{
		"by itself":          {old, nil, issuerB(), Blocked, Possible, "2016年12月24日まで"},
		"its seal intact":    {old, []Evidence{seal}, issuerB(), Blocked, Possible, "2016年12月24日まで"},
		"the issuer says so": {old, []Evidence{seal}, sure, Blocked, Likely, "2016年12月24日まで"},
		"an order page says sent": {with(received(), func(c *Case) { c.Issued = time.Date(2014, 1, 1, 0, 0, 0, 0, brand.Japan()) }),
			[]Evidence{about("e1", OrderPage, Givers, brand.OrderSent)}, issuerB(), Blocked, Possible, "2016年1月1日まで"},
		"the issuer shows its balance": {old, []Evidence{of(about("e1", Balance, Mine, brand.BalanceFull), Card{})}, lookedUp(), Unused, Likely, "未使用"},
		"it was used":                  {old, []Evidence{of(at(about("e1", Message, Mine, brand.AlreadyElsewhere), noon), Card{})}, issuerB(), Used, Likely, "使用済み"},
		"bought late, given early": {with(received(), func(c *Case) { c.Issued = time.Date(2017, 4, 24, 0, 0, 0, 0, brand.Japan()) }), nil, issuerB(),
			Unknown, "", ""},
		"nothing is known of when": {with(old, func(c *Case) { c.Got = time.Time{} }), []Evidence{seal}, issuerB(), Unused, Possible, ""},
	} {
		t.Run(name, func(t *testing.T) {
			v := Judge(tt.c, tt.e, tt.p, noon)
			if v.State != tt.state || v.Confidence != tt.sure || !strings.Contains(v.Summary.JA, tt.words) {
				t.Errorf("%s %s: %s; want %s %s, %q\n%+v", v.State, v.Confidence, v.Summary.JA, tt.state, tt.sure, tt.words, v.Findings)
			}
			whole(t, "summary", v.Summary)
			for _, f := range v.Findings {
				whole(t, "finding", f.Text)
			}
			if tt.state == Blocked && (v.Next.ID != "ended" || !strings.Contains(remedyOf(v), "ended")) {
				t.Errorf("next %s, remedies %s", v.Next.ID, remedyOf(v))
			}
		})
	}
}

// What happened once has the time that was told, or none; what a page shows was
// so when it was saved.
func TestNoTimeIsInvented(t *testing.T) {
	for _, k := range []Kind{Message, Statement, Till, Mail} {
		e := about("e1", k, Mine, brand.AlreadyElsewhere)
		e.At, e.Shown = time.Time{}, "別のアカウントに登録済みです。"
		v := Judge(received(), []Evidence{e}, issuerB(), noon)
		f := find(t, v, "e1")
		if !f.At.IsZero() || !v.AsOf.IsZero() || strings.Contains(f.Text.JA+v.Summary.JA, "2026年") {
			t.Errorf("%s: at %v, as of %v: %s", k, f.At, v.AsOf, f.Text.JA)
		}
		for _, r := range v.Remedies {
			if strings.Contains(strings.SplitN(r.Letter.JA, "添付資料1", 2)[0], "2026年11月22日") {
				t.Errorf("%s: the letter %s has a time: %s", k, r.ID, r.Letter.JA)
			}
		}
	}
	page := about("e1", OrderPage, Givers, brand.OrderSent)
	page.At = time.Time{}
	if v := Judge(received(), []Evidence{page}, issuerB(), noon); !v.AsOf.Equal(page.Seen) {
		t.Errorf("a page is as of %v; want when it was seen, %v", v.AsOf, page.Seen)
	}
}

// TestQuotations compares every quotation of a finding or a letter with its
// source.
func TestQuotations(t *testing.T) {
	quoted := func(text string) (all []string) {
		for _, marks := range [][2]string{{"「", "」"}, {"“", "”"}} {
			for rest := text; ; {
				_, after, ok := strings.Cut(rest, marks[0])
				if !ok {
					break
				}
				inside, more, _ := strings.Cut(after, marks[1])
				all, rest = append(all, inside), more
			}
		}
		return all
	}
	for id, r := range theRules() {
		for _, shown := range []string{"", "未使用", "すでに別のアカウントに登録されています"} {
			e := r.e
			e.Shown = shown
			p := r.p
			if p == nil {
				p = issuerB()
			}
			f := find(t, Judge(r.c, append([]Evidence{e}, r.more...), p, noon), "e")
			for _, q := range quoted(f.Text.JA + f.Text.EN) {
				generic := slices.Contains([]string{"チャージ", "利用", "国／地域", "場合", "可能性", "if", "may"}, q) // names of rows and settings, of no page in particular
				if q != shown && !generic {
					t.Errorf("%s quotes %q; its source has %q", id, q, shown)
				}
			}
		}
	}
}

// What is to be done about a code that somebody else has stands in three parts, that which
// cannot wait first, and none of them is empty.
func TestCodeOutParts(t *testing.T) {
	used := about("e1", Message, Mine, brand.AlreadyElsewhere)
	for name, tt := range map[string]struct {
		p    *brand.Profile
		e    []Evidence
		want string // how it begins
	}{
		"it may be saved":         {issuerB(), nil, "sign in to your own account"},
		"it keeps its value":      {storedB(), nil, "customer service"},
		"it is used already":      {issuerB(), []Evidence{used}, "B"},
		"a brand nobody knows of": {nil, nil, "issuer"},
	} {
		t.Run(name, func(t *testing.T) {
			c := shopped()
			c.GivenTo = GivenStranger
			n := Judge(c, tt.e, tt.p, noon).Next
			var all []brand.Text
			for _, p := range n.Parts {
				all = append(all, p.Steps...)
				if p.Head.JA == "" || p.Head.EN == "" || len(p.Steps) == 0 {
					t.Errorf("a part without words: %+v", p)
				}
			}
			if len(n.Parts) != 3 || !slices.Equal(all, n.Steps) {
				t.Fatalf("parts = %+v, steps = %+v", n.Parts, n.Steps)
			}
			if first := n.Parts[0].Steps[0].EN; !strings.Contains(first, tt.want) {
				t.Errorf("it begins with %q, want %q", first, tt.want)
			}
			if last := n.Steps[len(n.Steps)-1].EN; !strings.Contains(last, "one more card") {
				t.Errorf("it ends with %q", last)
			}
		})
	}
}
