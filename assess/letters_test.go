package assess

import (
	"cmp"
	"flag"
	"fmt"
	"os"
	"regexp"
	"strings"
	"testing"
	"time"

	gocmp "github.com/google/go-cmp/cmp"
	"github.com/rogpeppe/go-internal/txtar"
	"github.com/unspent-dev/unspent/brand"
)

var update = flag.Bool("update", false, "rewrite the golden files")

// issuerB is a profile that has everything the texts can name, but no look-up.
func issuerB() *brand.Profile {
	p := issuerA()
	p.ID, p.Name, p.Issuer = "b", brand.Text{JA: "Bギフトカード", EN: "B gift card"}, brand.Text{JA: "B社", EN: "B Inc."}
	p.Redeem.Kind, p.Lookup.Kind = brand.OneShot, brand.LookupNone
	p.History = []brand.Phrase{{Match: "登録", Means: brand.RowClaimed}}
	p.Order = []brand.Phrase{{Match: "発送済み", Means: brand.OrderSent}, {Match: "使用済み", Means: brand.OrderRedeemed}}
	p.Contacts = []brand.Contact{
		{Whom: brand.ToIssuer, URL: "https://b.example/help", How: brand.Text{JA: "B社のカスタマーサービスに、電話かチャットで連絡します。", EN: "Call B's customer service, or use its chat."},
			Needs: brand.Text{JA: "番号の下4桁、注文番号、購入者の名前", EN: "the last four, the order number, the buyer's name"}},
		{Whom: brand.ToStore, URL: "https://b.example/shops", How: brand.Text{JA: "購入した店に、カードとレシートを持って行きます。",
			EN: "Bring the card and the receipt to the shop of purchase."},
			Needs: brand.Text{JA: "カードとレシート", EN: "the card and the receipt"}},
	}
	p.Expiry = []brand.Expiry{
		{Form: brand.FormAll, From: "2017-04-24", After: "P10Y", Sourced: brand.Sourced{Source: "https://b.example/terms"}},
		{Form: brand.FormShop, Until: "2017-04-23", After: "P1Y", Sourced: brand.Sourced{Source: "https://b.example/old"}},
		{Form: brand.FormMail, Until: "2017-04-23", After: "P2Y", Sourced: brand.Sourced{Source: "https://b.example/old"}},
	}
	p.Terms = []brand.Term{
		{About: brand.TermResale, Says: brand.Text{JA: "有償で譲り渡すことはできません。", EN: "The card may not be passed on for money."}},
		{About: brand.TermCash, Says: brand.Text{JA: "現金に換えることはできません。", EN: "The card may not be turned into cash."}},
	}
	return p
}

// storedB is a profile of cards that keep their value.
func storedB() *brand.Profile {
	p := issuerB()
	p.Redeem.Kind = brand.StoredValue
	return p
}

// lookedUp is a profile whose issuer shows the balance.
func lookedUp() *brand.Profile {
	p := issuerB()
	p.Lookup = brand.Lookup{Kind: brand.LookupCodePIN, URL: "https://b.example/balance",
		Needs: brand.Text{JA: "カード番号とPIN", EN: "the card number and the PIN"}}
	return p
}

// scene is a case of the procedure, with its evidence.
type scene struct {
	row  string
	c    Case
	all  []Evidence
	p    *brand.Profile
	want string // of remedies: ids
}

func with(c Case, change func(*Case)) Case { change(&c); return c }

func scenes() []scene {
	bought := with(received(), func(c *Case) { c.Channel, c.Intent, c.Challenge = FromIssuer, ToUse, "あさがお" })
	present := with(received(), func(c *Case) { c.Intent, c.Challenge = ToUse, "あさがお" })
	market := with(present, func(c *Case) {
		c.Channel, c.Asker, c.Got, c.Window = FromBusiness, Buyer, ago(2*time.Hour), 24*time.Hour
	})
	shop := with(shopped(), func(c *Case) { c.Intent, c.Challenge = ToUse, "あさがお" })
	sold := with(received(), func(c *Case) {
		c.Asker, c.Intent, c.Claimed, c.HandedOver, c.Challenge = Seller, ToSell, true, ago(3*days), "あさがお"
	})
	elsewhere := about("e1", Message, Mine, brand.AlreadyElsewhere)
	return []scene{
		{"06 bought in a shop", shop, nil, issuerB(), ""},
		{"07 got from a person", present, nil, issuerB(), ""},
		{"08 bought from a business", market, nil, issuerB(), ""},
		{"08 bought from a business, the window is over", with(market, func(c *Case) { c.Got = ago(2 * days) }), nil, issuerB(), ""},
		{"12 the last resort", present, []Evidence{about("e1", History, Mine, brand.RowAbsent)}, issuerB(), ""},
		{"12 not the last resort if there is a look-up", present, nil, lookedUp(), ""},
		{"14 used, bought on the issuer's site", bought, []Evidence{elsewhere}, issuerB(), "own-accounts issuer-reissue"},
		{"14 used in the own account", bought, []Evidence{about("e1", History, Mine, brand.RowClaimed)}, issuerB(), "own-account issuer-reissue"},
		{"14 the giver sees that it is used", with(bought, func(c *Case) { c.Asker, c.Intent = Giver, ToGive }),
			[]Evidence{verified(about("e1", Mail, Givers, brand.MailOpened))}, issuerB(), "ask-recipient issuer-reissue"},
		{"15 used, bought from a business", market, []Evidence{at(elsewhere, ago(time.Hour)), about("e2", History, Mine, brand.RowAbsent)}, issuerB(),
			"own-accounts seller-replace hotline"},
		{"15 used, a present", present, []Evidence{elsewhere}, issuerB(), "own-accounts giver-tell"},
		{"15 perhaps used, bought in a shop", shop, []Evidence{of(about("e1", Seal, Mine, brand.SealTampered), Card{})}, issuerB(),
			"not-certain-yet store-exchange issuer-shop-card hotline"},
		{"16 never activated", shop, []Evidence{of(about("e1", Message, Mine, brand.NotActivated), Card{})}, issuerB(), "store-exchange hotline"},
		{"17 a buy-back shop says it was used", sold, []Evidence{
			about("e1", History, Mine, brand.RowAbsent), at(about("e2", OrderPage, Givers, brand.OrderSent), ago(2*days)),
			about("e3", Statement, Buyers, brand.SaidUsed), about("e4", Message, Buyers, brand.Invalid)}, issuerB(), "desk-ask desk-rebuttal desk-rights"},
		{"17 nothing at hand, not even the time", with(sold, func(c *Case) { c.HandedOver = time.Time{} }), nil, issuerB(), "desk-ask desk-rights"},
		{"17 it was used before the hand-over", sold, []Evidence{at(about("e1", OrderPage, Givers, brand.OrderRedeemed), ago(5*days))}, issuerB(),
			"desk-ask desk-settle desk-rights giver-tell"},
		{"18 sent again by the giver", present, []Evidence{of(verified(about("e1", Mail, Givers, brand.MailResent)),
			Card{Order: gift().Order, Recipient: gift().Recipient})}, issuerB(), "giver-resent"},
		{"18 sent again after the hand-over", sold, []Evidence{of(verified(about("e1", Mail, Givers, brand.MailResent)),
			Card{Order: gift().Order, Recipient: gift().Recipient})}, issuerB(),
			"desk-ask desk-rights giver-resent"},
		{"18 blocked by the issuer", present, []Evidence{about("e1", Message, Mine, brand.Blocked)}, issuerB(), "giver-tell issuer-blocked"},
		{"18 taken back later", market, []Evidence{at(about("e1", History, Mine, brand.RowReversed), ago(time.Hour))}, issuerB(),
			"seller-replace issuer-blocked taken-back hotline"},
		{"19 nothing certain", with(present, func(c *Case) { c.Intent = IntentOpen }), []Evidence{about("e1", Statement, Givers, brand.SaidUnused)}, issuerB(), ""},
		{"10 opened to use it", with(shop, func(c *Case) { c.Got = ago(2 * time.Hour) }), []Evidence{of(about("e1", Seal, Mine, brand.SealBroken), Card{})},
			issuerB(), ""},
		{"13 the code cannot be read", with(shop, func(c *Case) { c.Opened, c.Readable = OpenedByMe, No }), nil, issuerB(), "unreadable"},
		{"16 activated, and not activated", shop, []Evidence{of(about("e1", Message, Mine, brand.NotActivated), Card{}),
			of(about("e2", Till, Mine, brand.TillActivated), Card{})}, issuerB(), "compare-numbers store-exchange hotline"},
		{"17 told to a stranger", with(shop, func(c *Case) { c.GivenTo, c.Got = GivenStranger, ago(time.Hour) }), nil, issuerB(), ""},
		{"17 told to a stranger, of a card that keeps its value", with(shop, func(c *Case) { c.GivenTo, c.Got = GivenStranger, ago(time.Hour) }), nil, storedB(), ""},
		{"17 somebody asks for codes", with(shop, func(c *Case) { c.AskedFor = true }), nil, issuerB(), ""},
		{"18 a card that is too old", with(shop, func(c *Case) { c.Got = time.Date(2015, 12, 24, 0, 0, 0, 0, brand.Japan()) }),
			[]Evidence{of(about("e1", Seal, Mine, brand.SealIntact), Card{})}, issuerB(), "ended not-certain-yet"},
		{"18 the friend says that nothing came", with(bought, func(c *Case) { c.Asker, c.Intent, c.Arrived = Giver, ToGive, No }),
			[]Evidence{about("e1", OrderPage, Mine, brand.OrderSent)}, issuerB(), "send-again"},
		{"20 to turn a card limit into cash", with(bought, func(c *Case) { c.Intent = ToCash }), nil, issuerB(), ""},
	}
}

// TestTexts compares everything that a person is told to do, in both languages,
// with the golden file. Read what changed there aloud.
func TestTexts(t *testing.T) {
	out := &txtar.Archive{Comment: []byte("What a person is told, by row of the procedure. go test ./assess -run TestTexts -update rewrites this.\n\n")}
	before := map[string]bool{}
	for _, sc := range scenes() {
		v := Judge(sc.c, sc.all, sc.p, noon)
		for _, language := range []string{"ja", "en"} {
			out.Files = append(out.Files, txtar.File{Name: sc.row + " (" + language + ")", Data: []byte(told(v, language, before))})
		}
	}
	const file = "testdata/texts.txtar"
	if *update {
		if err := os.WriteFile(file, txtar.Format(out), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := txtar.ParseFile(file)
	if err != nil {
		t.Fatal(err)
	}
	golden := map[string]string{}
	for _, f := range want.Files {
		golden[f.Name] = string(f.Data)
	}
	for _, f := range out.Files {
		if diff := gocmp.Diff(golden[f.Name], string(f.Data)); diff != "" {
			t.Errorf("%s differs from what %s says (-want +got):\n%s", f.Name, file, diff)
		}
	}
	if len(out.Files) != len(want.Files) {
		t.Errorf("%s has %d sections; want %d", file, len(want.Files), len(out.Files))
	}
}

// told writes a verdict's texts. What was said before stands there as its first
// line and an ellipsis.
func told(v Verdict, language string, before map[string]bool) string {
	var b strings.Builder
	say := func(head string, t brand.Text) {
		text := t.JA
		if language == "en" {
			text = t.EN
		}
		if text == "" {
			return
		}
		first, _, _ := strings.Cut(text, "\n")
		if r := []rune(first); before[text] {
			text = string(r[:min(len(r), 24)]) + " …"
		}
		before[text] = true
		fmt.Fprintf(&b, "%s\n%s\n", head, text)
	}
	say("# summary", v.Summary)
	say("# next "+v.Next.ID, v.Next.Text)
	for i, step := range v.Next.Steps {
		say(fmt.Sprintf("%d.", i+1), step)
	}
	for _, a := range v.Advice {
		say("# advice "+a.ID, a.Text)
	}
	for _, a := range v.Missing {
		say(fmt.Sprintf("# ask %s, of %s, gain %d, could be %v", a.ID, a.Whom, a.Gain, a.Could), a.Text)
		say("## message", a.Message)
	}
	for _, r := range v.Remedies {
		say("# remedy "+r.ID, r.Text)
		say("## needs", r.Needs)
		if r.URL != "" || !r.Until.IsZero() {
			fmt.Fprintf(&b, "## at %q until %q\n", r.URL, brand.TimeText(r.Until).EN)
		}
		say("## letter", r.Letter)
	}
	return b.String()
}

var code = regexp.MustCompile(`\b[A-Z0-9]{4}-?[A-Z0-9]{6}-?[A-Z0-9]{4,5}\b`)

// allWhole fails if a text is missing in one language, has a hole that was not
// filled, or a code.
func allWhole(t interface {
	Helper()
	Errorf(string, ...any)
}, v Verdict) {
	t.Helper()
	check := func(id string, texts ...brand.Text) {
		for _, text := range texts {
			if (text.JA == "") != (text.EN == "") {
				t.Errorf("%s is missing in one language: %q", id, text)
			}
			for _, said := range []string{text.JA, text.EN} {
				if strings.ContainsAny(said, "{}|") || strings.Contains(said, "\n\n\n") || strings.Contains(said, "  ") || code.MatchString(said) {
					t.Errorf("%s has a hole or a code: %q", id, said)
				}
			}
			if strings.Contains(text.EN, "〔") || strings.Contains(text.JA, "[") {
				t.Errorf("%s has a placeholder of the other language: %q", id, text)
			}
		}
	}
	check("summary", v.Summary)
	check("next "+v.Next.ID, append([]brand.Text{v.Next.Text}, v.Next.Steps...)...)
	for _, a := range v.Advice {
		check("advice "+a.ID, a.Text)
	}
	for _, a := range v.Missing {
		check("ask "+a.ID, a.Act, a.Text, a.Message)
	}
	for _, r := range v.Remedies {
		check("remedy "+r.ID, r.Text, r.Needs, r.Letter)
		if r.Text.JA == "" {
			t.Errorf("remedy %s says nothing", r.ID)
		}
	}
}

// everyCase calls f with cases of all sorts.
func everyCase(f func(name string, c Case)) {
	for _, asker := range []Asker{Holder, Giver, Seller, Buyer} {
		for _, channel := range []Channel{FromIssuer, FromShop, FromPerson, FromBusiness} {
			for _, form := range []brand.FormKind{"", brand.FormMail, brand.FormShop, brand.FormTopUp, brand.FormLink} {
				for _, intent := range []Intent{ToUse, ToGive, ToSell, ToCash, IntentOpen} {
					c := Case{Asker: asker, Channel: channel, Form: form, Intent: intent}
					name := fmt.Sprintf("%s from %s, %q, to %q", asker, channel, form, intent)
					f(name+", nothing known", c)
					c.Card, c.Got, c.Window, c.Challenge = gift(), ago(days), 7*days, "あさがお"
					f(name, c)
					c.Claimed, c.HandedOver = true, ago(days/2)
					f(name+", claimed to be used", c)
				}
			}
		}
	}
}

// TestTextsAreWhole looks at every text of many cases of every brand.
func TestTextsAreWhole(t *testing.T) {
	for i, p := range append(brand.Builtin().All(), issuerB(), lookedUp(), booked(), new(brand.Profile)) {
		t.Run(p.ID, func(t *testing.T) {
			n := i // each brand has other cases, and each case another piece
			everyCase(func(_ string, c Case) {
				says := []brand.Meaning{brand.AlreadyElsewhere, brand.Blocked, brand.NotActivated, brand.OrderSent, brand.MailResent, brand.RowReversed, brand.RowClaimed}
				m := says[n%len(says)]
				if n++; n%11 != 0 {
					return
				}
				allWhole(t, Judge(c, []Evidence{about("e1", kindOf(m), Mine, m)}, p, noon))
			})
		})
	}
}

func kindOf(m brand.Meaning) Kind {
	kinds := map[brand.Meaning]Kind{brand.OrderSent: OrderPage, brand.MailResent: Mail, brand.RowReversed: History, brand.RowClaimed: History}
	return cmp.Or(kinds[m], Message)
}

// TestNoCode puts a code in every place of a case: no text repeats it.
func TestNoCode(t *testing.T) {
	p, ok := brand.Builtin().Find("amazon-jp")
	if !ok {
		t.Fatal("no amazon-jp")
	}
	const secret = "AB12-CD34EF-GH56"
	everyCase(func(name string, c Case) {
		c.Card = Card{Last4: secret, Order: secret, Serial: secret, Amount: yen(5000)}
		v := Judge(c, []Evidence{of(about("e1", Message, Mine, brand.AlreadyElsewhere), Card{})}, p, noon)
		if all := fmt.Sprintf("%+v", v); strings.Contains(strings.ReplaceAll(all, "-", ""), strings.ReplaceAll(secret, "-", "")) {
			t.Errorf("%s: the verdict repeats a code", name)
		}
	})
}
