package assess

import (
	"fmt"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/unspent-dev/unspent"
	"github.com/unspent-dev/unspent/brand"
)

// The rows of the procedure that a verdict answers; what to do about them is
// tested beside advice, asks and remedies.
func TestJudgeRows(t *testing.T) {
	bought := received()
	bought.Channel = FromIssuer
	opened := func(id string) Evidence { return verified(about(id, Mail, Givers, brand.MailOpened)) }
	anyone := Card{}
	selling := shopped()
	selling.Asker = Seller
	today := received()
	today.Got = time.Date(2026, 11, 19, 15, 0, 0, 0, time.UTC) // a day in Japan, without a time
	tests := map[string]struct {
		c    Case
		e    []Evidence
		want State
		sure Confidence
		asOf time.Time
	}{
		"1 an entry in my history": {bought, []Evidence{about("e1", History, Mine, brand.RowClaimed)}, Used, Likely, ago(days)},
		"1 an entry of another card": {bought, []Evidence{of(about("e1", History, Mine, brand.RowClaimed), Card{Last4: "ZZZZ", Amount: yen(5000)})},
			Unknown, "", time.Time{}},
		"1 a purchase paid from the balance": {bought, []Evidence{of(about("e1", History, Mine, brand.RowSpent), Card{Order: gift().Order})}, Unknown, "",
			time.Time{}},
		"2 no entry":                     {bought, []Evidence{of(about("e1", History, Mine, brand.RowAbsent), anyone)}, Unknown, "", ago(days)},
		"3 an opening notice":            {bought, []Evidence{opened("e1")}, Used, Proven, ago(days)},
		"4 no opening notice":            {bought, []Evidence{of(about("e1", Statement, Givers, brand.NoNotice), anyone)}, Unknown, "", ago(days)},
		"5 the order page says redeemed": {received(), []Evidence{about("e1", OrderPage, Givers, brand.OrderRedeemed)}, Used, Likely, ago(days)},
		"5 the order page says sent":     {received(), []Evidence{about("e1", OrderPage, Givers, brand.OrderSent)}, Unused, Likely, ago(days)},
		"5 sent, then redeemed": {received(), []Evidence{at(about("e1", OrderPage, Givers, brand.OrderSent), ago(3*days)),
			about("e2", OrderPage, Givers, brand.OrderRedeemed)}, Used, Likely, ago(days)},
		"6 from a shop, no notice":              {shopped(), []Evidence{of(about("e1", Statement, Mine, brand.NoNotice), anyone)}, Unknown, "", ago(days)},
		"9 their history, last four and amount": {received(), []Evidence{about("e1", History, Givers, brand.RowClaimed)}, Used, Likely, ago(days)},
		"9 their history, the amount only": {received(), []Evidence{of(about("e1", History, Sellers, brand.RowClaimed), Card{Amount: yen(5000)})},
			Used, Possible, ago(days)},
		"10 the seal is peeled":     {shopped(), []Evidence{of(about("e1", Seal, Mine, brand.SealBroken), anyone)}, Used, Possible, ago(days)},
		"10 the seal is glued back": {shopped(), []Evidence{of(about("e1", Seal, Mine, brand.SealTampered), anyone)}, Used, Possible, ago(days)},
		"11 the seal is intact":     {shopped(), []Evidence{of(about("e1", Seal, Mine, brand.SealIntact), anyone)}, Unused, Possible, ago(days)},
		"13 success":                {received(), []Evidence{of(about("e1", Message, Mine, brand.RedeemedNow), anyone)}, Used, Likely, ago(days)},
		"13 already here":           {received(), []Evidence{of(about("e1", Message, Mine, brand.AlreadyHere), anyone)}, Used, Likely, ago(days)},
		"13 already elsewhere":      {received(), []Evidence{of(about("e1", Message, Mine, brand.AlreadyElsewhere), anyone)}, Used, Likely, ago(days)},
		"13 invalid":                {received(), []Evidence{of(about("e1", Message, Mine, brand.Invalid), anyone)}, Unknown, "", ago(days)},
		"13 blocked":                {received(), []Evidence{of(about("e1", Message, Mine, brand.Blocked), anyone)}, Blocked, Likely, ago(days)},
		"13 check failed":           {received(), []Evidence{of(about("e1", Message, Mine, brand.CheckFailed), anyone)}, Unknown, "", ago(days)},
		"16 never activated":        {shopped(), []Evidence{of(about("e1", Message, Mine, brand.NotActivated), anyone)}, Inactive, Likely, ago(days)},
		"16 no line of activation, and invalid": {shopped(), []Evidence{of(about("e1", Till, Mine, brand.TillOnly), anyone),
			of(about("e2", Message, Mine, brand.Invalid), anyone)}, Inactive, Possible, ago(days)},
		"16 scratched off to try it, and invalid": {shopped(), []Evidence{at(of(about("e1", Seal, Mine, brand.SealBroken), anyone), ago(2*days)),
			of(about("e2", Till, Mine, brand.TillOnly), anyone), at(of(about("e3", Message, Mine, brand.Invalid), anyone), ago(2*days))}, Inactive, Possible, ago(days)},
		"10 open when it came, tried days later": {shopped(), []Evidence{at(of(about("e1", Seal, Mine, brand.SealBroken), anyone), ago(5*days)),
			of(about("e2", Message, Mine, brand.Invalid), anyone)}, Used, Possible, ago(5 * days)},
		"17 the buyer opened what was sold": {handedOver(selling), []Evidence{of(about("e1", Seal, Buyers, brand.SealBroken), selling.Card)}, Unknown, "", ago(days)},
		"18 a page of today tells of a resend, not when": {received(), []Evidence{of(about("e1", OrderPage, Givers, brand.OrderResent),
			other(func(c *Card) { c.Last4 = "" }))}, Replaced, Possible, ago(days)},
		"18 sent again on the day on which it came": {today, []Evidence{of(verified(at(about("e1", Mail, Givers, brand.MailResent), today.Got.Add(10*time.Hour))),
			other(func(c *Card) { c.Last4 = "" }))}, Replaced, Possible, today.Got.Add(10 * time.Hour)},
		"18 sent again after the hand-over": {handedOver(bought), []Evidence{of(verified(about("e1", Mail, Givers, brand.MailResent)),
			Card{Order: gift().Order, Recipient: gift().Recipient}),
			at(about("e2", OrderPage, Givers, brand.OrderSent), ago(8*days))}, Replaced, Proven, ago(days)},
		"18 taken back later": {received(), []Evidence{at(about("e1", History, Mine, brand.RowClaimed), ago(3*days)),
			about("e2", History, Mine, brand.RowReversed)}, Blocked, Likely, ago(days)},
		"18 a page says taken back, a signed notice proves the use": {received(),
			[]Evidence{at(opened("e1"), ago(3*days)), about("e2", History, Mine, brand.RowReversed)}, Used, Proven, ago(3 * days)},
		"3 a notice with a date to come": {bought, []Evidence{at(opened("e1"), noon.Add(3*days))}, Used, Proven, noon},
		"19 hints only": {received(),
			[]Evidence{of(about("e1", Statement, Givers, brand.SaidUnused), anyone), of(about("e2", History, Mine, brand.RowAbsent), anyone)}, Unknown, "", ago(days)},
		"19 nothing": {received(), nil, Unknown, "", time.Time{}},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			v := Judge(tt.c, tt.e, issuerA(), noon)
			if v.State != tt.want || v.Confidence != tt.sure || !v.AsOf.Equal(tt.asOf) {
				t.Errorf("Judge = %s %s as of %v; want %s %s as of %v\n%+v", v.State, v.Confidence, v.AsOf, tt.want, tt.sure, tt.asOf, v.Findings)
			}
			whole(t, "summary", v.Summary)
		})
	}
}

// Forged evidence, as the importers hand it over: what it weighs, and why.
// What is used in the asker's own account is said so, as surely as it is known; a seller
// who has given the code away, and whoever asks somebody, has nothing of their own there.
func TestJudgeOwnAccount(t *testing.T) {
	bought, sold, accused := received(), received(), received()
	bought.Channel = FromIssuer
	sold.Asker, sold.HandedOver = Seller, ago(5*days)
	accused.Asker, accused.Claimed = Seller, true
	tests := map[string]struct {
		c    Case
		e    Evidence
		want bool
	}{
		"an entry in my history":         {bought, about("e1", History, Mine, brand.RowClaimed), true},
		"an entry that could be another": {bought, of(about("e1", History, Mine, brand.RowClaimed), Card{Amount: yen(5000)}), true},
		"the page says: already here":    {received(), about("e1", Message, Mine, brand.AlreadyHere), true},
		"it was accepted just now":       {received(), about("e1", Message, Mine, brand.RedeemedNow), true},
		"already in another account":     {received(), about("e1", Message, Mine, brand.AlreadyElsewhere), false},
		"an entry in the giver's":        {received(), about("e1", History, Givers, brand.RowClaimed), false},
		"of another card":                {bought, of(about("e1", History, Mine, brand.RowClaimed), Card{Last4: "ZZZZ", Amount: yen(5000)}), false},
		"taken back since":               {bought, about("e1", History, Mine, brand.RowReversed), false},
		"handed over since":              {sold, about("e1", History, Sellers, brand.RowClaimed), false},
		"sold, and they complain":        {accused, about("e1", History, Mine, brand.RowClaimed), false},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			v := Judge(tt.c, []Evidence{tt.e}, issuerA(), noon)
			if v.Own != tt.want {
				t.Errorf("own account = %t, want %t: %s", v.Own, tt.want, v.Summary.EN)
			}
			if said := strings.Contains(v.Summary.EN, "your own account") && strings.Contains(v.Summary.JA, "あなたのアカウント"); said != tt.want {
				t.Errorf("summary: %s %s", v.Summary.EN, v.Summary.JA)
			}
		})
	}
}

func TestJudgeForged(t *testing.T) {
	notice := about("e", Mail, Givers, brand.MailOpened)
	page := about("e", OrderPage, Givers, brand.OrderSent)
	tests := map[string]struct {
		e      Evidence
		weight Weight
		why    string
	}{
		"genuine":                      {verified(notice), Proof, ""},
		"altered body":                 {remarked(notice, SignatureBroken), Hint, "changed after it was signed"},
		"altered body, contradicted":   {graded(remarked(notice, SignatureBroken), Contradicted), None, "changed after it was signed"},
		"altered unsigned header":      {remarked(verified(notice), HeadersUnsigned), Strong, "not covered by the signature"},
		"From put before":              {remarked(notice, HeadersDoubled), Hint, "stands twice"},
		"another domain's signature":   {remarked(notice, SignatureForeign), Hint, "does not speak for the sender"},
		"a person of the right domain": {remarked(notice, SenderStaff), Hint, "a person's mail"},
		"an unknown sender":            {remarked(notice, SenderUnknown), Hint, "not one that the issuer sends"},
		"one notice for two cards":     {remarked(verified(notice), MailReplayed), Fair, "for another card"},
		"no signature":                 {remarked(notice, SignatureMissing), Fair, "no signature"},
		"forwarded inline":             {remarked(notice, MailForwarded), Fair, "as an attachment"},
		"the signature is too old":     {remarked(notice, SignatureExpired), Strong, "past its own validity"},
		"no key":                       {remarked(notice, SignatureNoKey), Fair, "could not be had"},
		"text added behind l=":         {remarked(notice, SignatureShort), Fair, "only a part"},
		"two signatures, one too old":  {remarked(notice, SignatureForeign, SignatureExpired), Strong, "past its own validity"},
		"rsa-sha1":                     {remarked(notice, SignatureWeak), Fair, "no longer counts"},
		"to somebody else":             {remarked(verified(notice), MailToOther), Hint, "somebody else"},
		"another template":             {remarked(verified(notice), TemplateUnknown), Fair, "not one that is known"},
		"edited page":                  {remarked(page, PageEditable), Strong, "edited by anybody"},
		"screenshot":                   {remarked(page, PictureOnly), Fair, "picture"},
		"screenshot of another date":   {remarked(page, PictureOnly, PictureStale), Hint, "on another day"},
		"a page without resend":        {remarked(page, ResendMissing), Fair, "no button"},
		"the mail is only told of":     {asWord(notice), Hint, "only told"},
		"a date to come":               {at(page, noon.Add(3*days)), Hint, "in the future"},
		"another amount":               {verified(of(notice, other(func(c *Card) { c.Amount = yen(3000) }))), None, "in the amount"},
		"another currency": {verified(of(notice, other(func(c *Card) { c.Amount = unspent.NewMoney(5000, unspent.Currency{}) }))), None,
			"in the amount"},
		"another recipient":             {verified(of(notice, other(func(c *Card) { c.Recipient = "jiro@example.jp" }))), None, "address of the recipient"},
		"another order":                 {verified(of(notice, other(func(c *Card) { c.Order = "503-7654321-7654321" }))), None, "the order number"},
		"another giver":                 {verified(of(notice, other(func(c *Card) { c.Giver = "jiro@example.jp" }))), Strong, "who bought it"},
		"the order number alone":        {verified(of(notice, Card{Order: gift().Order})), Strong, "would fit other cards"},
		"the amount alone":              {verified(of(notice, Card{Amount: yen(5000)})), Strong, "would fit other cards"},
		"recipient and amount":          {verified(of(notice, Card{Recipient: " HANAKO@example.jp", Amount: yen(5000)})), Proof, ""},
		"no card at all":                {verified(of(notice, Card{})), None, "does not say which card"},
		"a notice older than the order": {verified(of(at(notice, ago(30*days)), gift())), None, "older than the card"},
	}
	c := received()
	c.Channel = FromIssuer
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			v := Judge(c, []Evidence{tt.e}, issuerA(), noon)
			f := find(t, v, "e")
			var why []string
			for _, b := range f.Because {
				whole(t, "because", b)
				why = append(why, b.EN)
			}
			if f.Weight != tt.weight || !strings.Contains(strings.Join(why, " "), tt.why) || (tt.why == "") != (len(why) == 0) {
				t.Errorf("weighs %d because %q; want %d because of %q", f.Weight, why, tt.weight, tt.why)
			}
		})
	}
}

func graded(e Evidence, g Grade) Evidence { e.Grade = g; return e }

func asWord(e Evidence) Evidence { e.Kind = Statement; return e }

func other(change func(*Card)) Card {
	c := gift()
	change(&c)
	return c
}

// What the issuer has not confirmed is no proof, however good its signature is.
func TestJudgeUnconfirmed(t *testing.T) {
	p := issuerA()
	for i := range p.Mails {
		p.Mails[i].Confirmed = false
	}
	for name, p := range map[string]*brand.Profile{"unconfirmed": p, "no profile": nil} {
		v := Judge(received(), []Evidence{verified(about("e", Mail, Givers, brand.MailOpened))}, p, noon)
		if f := find(t, v, "e"); v.State != Used || v.Confidence != Likely || len(f.Because) != 1 {
			t.Errorf("%s: Judge = %s %s because %v; want used likely, with the reason", name, v.State, v.Confidence, f.Because)
		}
	}
}

func TestJudgeAge(t *testing.T) {
	for _, tt := range []struct {
		age  time.Duration
		want Weight
	}{{0, Strong}, {FreshFor, Strong}, {FreshFor + 1, Fair}, {StaleAfter, Fair}, {StaleAfter + 1, Hint}} {
		c := received()
		c.Got = time.Time{}
		sent := at(about("e", OrderPage, Givers, brand.OrderSent), ago(tt.age))
		if f := find(t, Judge(c, []Evidence{sent}, issuerA(), noon), "e"); f.Weight != tt.want {
			t.Errorf("sent %v ago weighs %d; want %d", tt.age, f.Weight, tt.want)
		}
		used := at(about("e", OrderPage, Givers, brand.OrderRedeemed), ago(tt.age))
		if f := find(t, Judge(c, []Evidence{used}, issuerA(), noon), "e"); f.Weight != Strong {
			t.Errorf("redeemed %v ago weighs %d; used does not age", tt.age, f.Weight)
		}
	}
	old := Judge(received(), []Evidence{at(about("e", OrderPage, Givers, brand.OrderSent), ago(8*days))}, issuerA(), noon)
	if why := find(t, old, "e").Because; len(why) != 1 || !strings.HasPrefix(why[0].JA, "7日以上前") {
		t.Errorf("why it counts less is not told: %v", why)
	}
	timeless := about("e", OrderPage, Givers, brand.OrderSent)
	timeless.At, timeless.Seen = time.Time{}, time.Time{}
	v := Judge(received(), []Evidence{timeless}, issuerA(), noon)
	if v.State != Unknown || !strings.Contains(v.Summary.JA, "時点が分からなければ") && find(t, v, "e").Weight != Hint {
		t.Errorf("unused without a time: %s %+v", v.State, v.Findings)
	}
	before := at(about("e", OrderPage, Mine, brand.OrderSent), ago(6*days))
	if v := Judge(handedOver(received()), []Evidence{before}, issuerA(), noon); v.State != Unknown || find(t, v, "e").Weight != Hint {
		t.Errorf("unused before the hand-over: %s %s; want unknown, a hint", v.State, v.Confidence)
	}
}

// Two pieces that cannot both be true are named, and make a verdict less sure
// unless it is proven.
func TestJudgeContradictions(t *testing.T) {
	claimed := at(about("e1", History, Givers, brand.RowClaimed), ago(5*days))
	sent := about("e2", OrderPage, Givers, brand.OrderSent)
	seal := of(about("e2", Seal, Mine, brand.SealIntact), Card{})
	opened := at(verified(about("e1", Mail, Givers, brand.MailOpened)), ago(5*days))
	resent := of(about("e2", Mail, Givers, brand.MailResent), Card{Order: gift().Order, Recipient: gift().Recipient})
	posted := received()
	posted.Form = brand.FormPosted
	tests := map[string]struct {
		c     Case
		e     []Evidence
		want  State
		sure  Confidence
		words string // of the contradiction; empty: there is none
	}{
		"used, then seen unused":      {received(), []Evidence{claimed, sent}, Used, Possible, "どちらかが事実と違います"},
		"seen unused, then used":      {received(), []Evidence{at(sent, ago(6*days)), claimed}, Used, Likely, ""},
		"proven, then proven unspent": {received(), []Evidence{opened, verified(about("e2", Book, Issuers, brand.BookUnspent))}, Used, Proven, "どちらかが事実と違います"},
		"within the same day":         {received(), []Evidence{at(claimed, ago(days+12*time.Hour)), sent}, Used, Likely, ""},
		"proven, then seen unused":    {received(), []Evidence{opened, sent}, Used, Proven, "どちらかが事実と違います"},
		"proven, and an intact seal":  {posted, []Evidence{opened, seal}, Used, Proven, "シールが無傷"},
		"peeled, then seen intact": {shopped(), []Evidence{of(at(about("e1", Seal, Sellers, brand.SealTampered), ago(5*days)),
			Card{Serial: shopped().Card.Serial}), seal}, Unknown, "", "シールが無傷"},
		"used, then sent again": {received(), []Evidence{claimed, resent}, Used, Possible, "再送できないはず"},
		"sent again, then opened": {received(), []Evidence{at(resent, ago(5*days)),
			verified(of(about("e1", Mail, Givers, brand.MailOpened), other(func(c *Card) { c.Last4 = "" })))}, Replaced, Likely, ""},
		"in two people's accounts": {received(), []Evidence{claimed, about("e2", Message, Mine, brand.AlreadyHere)}, Used, Likely, "別々の人"},
		"here, and elsewhere": {received(), []Evidence{about("e1", Message, Mine, brand.AlreadyHere),
			about("e2", Message, Mine, brand.AlreadyElsewhere)}, Used, Likely, "アカウントが複数"},
		"here, and not in the history": {received(), []Evidence{at(about("e1", Message, Mine, brand.AlreadyHere), ago(5*days)),
			of(about("e2", History, Mine, brand.RowAbsent), Card{})}, Used, Likely, "履歴"},
		"the seller's word against it": {received(), []Evidence{opened, of(about("e2", Statement, Sellers, brand.SaidUnused), Card{})}, Used, Proven,
			"どちらかが事実と違います"},
		"the amount differs": {received(), []Evidence{of(about("e1", Mail, Mine, brand.MailDelivered),
			other(func(c *Card) { c.Amount = yen(3000) }))}, Unknown, "", "金額"},
		"addressed to somebody else": {received(), []Evidence{remarked(opened, MailToOther)}, Unknown, "", "別の人あて"},
		"a notice for a card of a shop": {shopped(), []Evidence{verified(of(about("e1", Mail, Givers, brand.MailOpened),
			Card{Serial: shopped().Card.Serial}))}, Used, Proven, "店で買った"},
		"frozen, then unspent": {received(), []Evidence{at(verified(about("e1", Book, Issuers, brand.BookFrozen)), ago(3*days)),
			verified(about("e2", Book, Issuers, brand.BookUnspent))}, Unused, Proven, ""},
		"spent, then refunded": {received(), []Evidence{at(verified(about("e1", Book, Issuers, brand.BookSpent)), ago(3*days)),
			verified(about("e2", Book, Issuers, brand.BookUnspent))}, Unused, Proven, ""},
		"unspent, then spent": {received(), []Evidence{at(verified(about("e1", Book, Issuers, brand.BookUnspent)), ago(3*days)),
			verified(about("e2", Book, Issuers, brand.BookSpent))}, Used, Proven, ""},
		"not activated, then full": {shopped(), []Evidence{of(at(about("e1", Message, Mine, brand.NotActivated), ago(3*days)), Card{}),
			of(about("e2", Balance, Mine, brand.BalanceFull), Card{})}, Unused, Likely, ""},
		"not activated, the seal intact": {shopped(), []Evidence{of(at(about("e1", Message, Mine, brand.NotActivated), ago(3*days)), Card{}), seal},
			Inactive, Likely, ""},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			v := Judge(tt.c, tt.e, issuerA(), noon)
			if v.State != tt.want || v.Confidence != tt.sure {
				t.Errorf("Judge = %s %s; want %s %s", v.State, v.Confidence, tt.want, tt.sure)
			}
			var named []string
			for _, c := range v.Contradictions {
				whole(t, "contradiction", c.Text)
				named = append(named, c.Text.JA)
			}
			if (tt.words == "") != (len(named) == 0) || !strings.Contains(strings.Join(named, ""), tt.words) {
				t.Errorf("contradictions %q; want %q", named, tt.words)
			}
			if t.Failed() {
				for _, f := range v.Findings {
					t.Logf("%+v", f)
				}
			}
		})
	}
}

// The giver of a case is the asker where the asker is the giver.
func TestJudgeOwner(t *testing.T) {
	c := received()
	c.Asker = Giver
	v := Judge(c, []Evidence{about("e", History, Givers, brand.RowClaimed)}, issuerA(), noon)
	if f := find(t, v, "e"); f.Rule != "row-claimed" {
		t.Errorf("the giver's own history is judged by %s", f.Rule)
	}
}

func TestJudgeLeavesItsInput(t *testing.T) {
	c, p := received(), issuerA()
	all := []Evidence{verified(about("e1", Mail, Givers, brand.MailOpened)), remarked(about("e2", OrderPage, Sellers, brand.OrderSent), PageEditable)}
	before := fmt.Sprintf("%+v %+v %+v", c, all, *p)
	v := Judge(c, all, p, noon)
	if after := fmt.Sprintf("%+v %+v %+v", c, all, *p); after != before {
		t.Errorf("Judge changes its input:\n%s\n%s", before, after)
	}
	slices.Reverse(all)
	if d := cmp.Diff(v, Judge(c, all, p, noon), cmp.Comparer(func(a, b time.Time) bool { return a.Equal(b) })); d != "" {
		t.Errorf("the order of evidence matters: %s", d)
	}
	if !reflect.DeepEqual(v, Judge(c, all, p, noon)) {
		t.Error("Judge says something else the second time")
	}
}
