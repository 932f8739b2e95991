package notify

import (
	"regexp"
	"strings"
	"time"

	"github.com/unspent-dev/unspent"
	"github.com/unspent-dev/unspent/brand"
)

// Letter is what a mail tells. Its kinds are [Gift], [Order], [Opened],
// [Handover], [Expiring], [SignIn] and [Judged].
type Letter interface {
	// Kind names the letter. It is part of the Message-ID, so it never changes.
	Kind() string

	// sheet says it in both languages. Pages is the address of the pages.
	sheet(pages string) (sheet, error)
}

// sheet is a letter before it is laid out. Only quote holds what a person typed.
type sheet struct {
	subject brand.Text
	lead    []brand.Text
	facts   []fact
	quote   quote
	link    link
	notes   []brand.Text
	answers bool // a mail of the reader
}

type fact struct {
	label string // id of its text
	value brand.Text
}

type quote struct {
	by    string
	lines []string
}

type link struct {
	label brand.Text
	url   string
}

// Where the pages are that letters lead to.
const (
	pathClaim    = "/claim"
	pathAccount  = "/account"
	pathHandover = "/handover"
)

var (
	orderForm = regexp.MustCompile(`^[A-Za-z0-9][A-Za-z0-9._/#-]*$`)
	last4Form = regexp.MustCompile(`^[0-9A-HJKMNP-TV-Z]{4}$`)
	holdForm  = regexp.MustCompile(`^hld_[0-9A-Za-z_-]{1,60}$`)
)

// plainOrder returns an order number that can be told from the words around it.
// Issuers may give others; a letter does without those.
func plainOrder(order string) string {
	if len(order) > maxOrder || !orderForm.MatchString(order) {
		return ""
	}
	return order
}

// add appends a fact if its value is known.
func (s *sheet) add(known bool, label string, value brand.Text) {
	if known {
		s.facts = append(s.facts, fact{label, value})
	}
}

func incomplete(letter, what string) error {
	return unspent.Errorf(unspent.Invalid, "%s needs %s", letter, what)
}

// Gift brings a card to its recipient. It is the one letter with a code.
type Gift struct {
	Code    unspent.Code
	Face    unspent.Money
	Expires time.Time // zero: never
	Order   string    // optional
	Giver   string    // name, as the giver typed it; optional
	Message string    // as the giver typed it; optional
	Again   bool      // sent once more under a new code, which killed the old one
}

// Kind implements [Letter].
func (g Gift) Kind() string {
	if g.Again {
		return "gift-again"
	}
	return "gift"
}

func (g Gift) sheet(pages string) (sheet, error) {
	if g.Code.IsZero() || !g.Face.IsPositive() {
		return sheet{}, incomplete("a gift mail", "a code and an amount")
	}
	s := sheet{
		subject: brand.Text{JA: "ギフトカードが届いています", EN: "A gift card for you"},
		lead:    []brand.Text{{JA: "あなたにギフトカードが届いています。", EN: "Somebody sent you a gift card."}},
		link:    link{brand.Text{JA: "ギフトカードを受け取る", EN: "Claim the gift card"}, pages + pathClaim},
		notes: []brand.Text{
			{JA: "コードは現金と同じです。受け取るまで、ほかの人に見せたり転送したりしないでください。",
				EN: "The code is as good as cash. Do not show or forward it before you have claimed the card."},
			{JA: "使わずに、未使用かどうかだけを確かめることもできます（" + pages + "/ ）。",
				EN: "You can check that it is unspent without using it (" + pages + "/ )."},
		},
	}
	if g.Again {
		s.subject = brand.Text{JA: "ギフトカードを再送しました", EN: "Your gift card, sent again"}
		s.lead = []brand.Text{{JA: "ギフトカードを新しいコードで再送しました。以前のコードは使えません。",
			EN: "We sent your gift card again with a new code. The earlier code no longer works."}}
	}
	s.add(true, "mail.code", same(g.Code.Reveal()))
	s.add(true, "mail.amount", brand.MoneyText(g.Face))
	s.add(!g.Expires.IsZero(), "mail.expires", brand.MomentText(g.Expires))
	s.add(plainOrder(g.Order) != "", "mail.order", same(g.Order))
	s.quote = quote{line(g.Giver, maxName), lines(g.Message)}
	return s, nil
}

// Order confirms an order to its giver. It never has a code.
type Order struct {
	Number string
	Total  unspent.Money
	Items  []Item
	Quiet  bool // the giver wants no opening notices
}

// Item is one card of an order.
type Item struct {
	To   Address // zero: a sheet to print
	Face unspent.Money
	Send time.Time // zero: now
}

// Kind implements [Letter].
func (o Order) Kind() string { return "order" }

func (o Order) sheet(pages string) (sheet, error) {
	if plainOrder(o.Number) == "" || !o.Total.IsPositive() || len(o.Items) == 0 {
		return sheet{}, incomplete("an order mail", "an order number in plain letters, a total and a card")
	}
	s := sheet{
		subject: brand.Text{JA: "ギフトカードのご注文を承りました", EN: "Your gift card order"},
		lead:    []brand.Text{{JA: "ご注文ありがとうございます。次の内容で承りました。", EN: "Thank you for your order. This is what you ordered."}},
		link:    link{brand.Text{JA: "送ったカードの様子を見る", EN: "See the cards you gave"}, pages + pathAccount},
		notes:   []brand.Text{{JA: "このメールにコードは書かれていません。", EN: "This mail holds no code."}},
	}
	if !o.Quiet {
		s.notes = append([]brand.Text{{JA: "受け取られたときに、開封通知でお知らせします。", EN: "We will tell you when a card is claimed."}}, s.notes...)
	}
	s.add(true, "mail.order", same(o.Number))
	s.add(true, "mail.total", brand.MoneyText(o.Total))
	for i, item := range o.Items {
		if i == maxItems {
			s.add(true, "mail.more", count(len(o.Items)-i, "件", "more card", "more cards"))
			break
		}
		value, what := brand.MoneyText(item.Face), "mail.print"
		if to := item.To.String(); to != "" {
			value, what = brand.Text{JA: to + " " + value.JA, EN: to + " " + value.EN}, "mail.recipient"
		}
		if !item.Send.IsZero() {
			at := brand.MomentText(item.Send)
			value = brand.Text{JA: value.JA + "、" + at.JA + "に送ります", EN: value.EN + ", to be sent " + at.EN}
		}
		s.add(true, what, value)
	}
	return s, nil
}

// Opened is the opening notice (開封通知) to the giver: the recipient has claimed
// the card. Amount and recipient tell which card it was; serial and last four
// tell two of one order apart. Nothing that anybody typed stands in it, because
// it is brought as proof.
type Opened struct {
	Face      unspent.Money
	Recipient Address // zero: it was handed over as a sheet
	At        time.Time
	Order     string         // optional
	Serial    unspent.Serial // optional
	Last4     string         // of the code, if it is known; optional
}

// Kind implements [Letter].
func (o Opened) Kind() string { return "opened" }

func (o Opened) sheet(pages string) (sheet, error) {
	if !o.Face.IsPositive() || o.Recipient == (Address{}) && o.Serial.IsZero() || o.At.IsZero() {
		return sheet{}, incomplete("an opening notice", "an amount, a recipient or a serial, and a time")
	}
	if o.Last4 != "" && !last4Form.MatchString(o.Last4) {
		return sheet{}, unspent.Errorf(unspent.Invalid, "the last four of a code are four of its symbols")
	}
	s := sheet{
		subject: brand.Text{JA: "開封通知：お送りになったギフトカードが受け取られました", EN: "Opening notice: the gift card you sent was claimed"},
		lead: []brand.Text{{JA: "お送りになったギフトカードは、受け取った方のアカウントに登録されました。",
			EN: "The gift card you sent was claimed to an account."}},
		link: link{brand.Text{JA: "送ったカードの様子を見る", EN: "See the cards you gave"}, pages + pathAccount},
		notes: []brand.Text{
			{JA: "このカードは使用済みです。コードをもう一度使うことはできません。", EN: "The card is used now. Its code cannot be used again."},
			{JA: "この通知は、設定で止めることができます。", EN: "You can switch these notices off in your settings."},
		},
	}
	s.add(o.Recipient != (Address{}), "mail.recipient", same(o.Recipient.String()))
	s.add(true, "mail.amount", brand.MoneyText(o.Face))
	s.add(plainOrder(o.Order) != "", "mail.order", same(o.Order))
	s.add(true, "mail.claimed", brand.MomentText(o.At))
	s.add(!o.Serial.IsZero(), "mail.serial", same(o.Serial.String()))
	s.add(o.Last4 != "", "mail.last4", same(o.Last4))
	return s, nil
}

// Step is how far a hand-over is.
type Step string

// The steps of a hand-over.
const (
	Held     Step = "held"     // to the counterparty: a card is reserved for you
	Released Step = "released" // to the counterparty: you can take it now
	Taken    Step = "taken"    // to who gave it: it is theirs, the old code is dead
)

// Handover tells one side what the other did with a held card.
type Handover struct {
	Step    Step
	Hold    string // hld_…
	Serial  unspent.Serial
	Balance unspent.Money
	Until   time.Time // end of the hold; not for Taken
}

// Kind implements [Letter].
func (h Handover) Kind() string { return string(h.Step) }

func (h Handover) sheet(pages string) (sheet, error) {
	if !holdForm.MatchString(h.Hold) || h.Serial.IsZero() || !h.Balance.IsPositive() || h.Until.IsZero() != (h.Step == Taken) {
		return sheet{}, incomplete("a mail about a hand-over", "a hold, a serial, a balance and, until it is taken, an end")
	}
	s := sheet{link: link{brand.Text{JA: "引き渡しのページを開く", EN: "Open the hand-over"}, pages + pathHandover}}
	switch h.Step {
	case Held:
		s.subject = brand.Text{JA: "ギフトカードが取り置かれました", EN: "A gift card is held for you"}
		s.lead = []brand.Text{{JA: "あなたのためにギフトカードが取り置かれました。期限までは、ほかの誰も使えません。",
			EN: "A gift card is held for you. Nobody else can use it until the hold ends."}}
		s.notes = []brand.Text{{JA: "まだ受け取れません。カードの状態は、引き渡しのページで確かめられます。",
			EN: "You cannot take it yet. The hand-over page shows how it stands."}}
	case Released:
		s.subject = brand.Text{JA: "ギフトカードを受け取れるようになりました", EN: "You can take the gift card now"}
		s.lead = []brand.Text{{JA: "引き渡しが確定しました。期限までに受け取ってください。",
			EN: "The hand-over was confirmed. Take the card before the hold ends."}}
		s.notes = []brand.Text{{JA: "受け取ると新しいコードになり、以前のコードは使えなくなります。",
			EN: "When you take it you get a new code, and the old one dies."}}
	case Taken:
		s.subject = brand.Text{JA: "ギフトカードの引き渡しが終わりました", EN: "The gift card was handed over"}
		s.lead = []brand.Text{{JA: "相手がギフトカードを受け取りました。お手元のコードは、もう使えません。",
			EN: "The other side took the gift card. The code you have no longer works."}}
	default:
		return sheet{}, unspent.Errorf(unspent.Invalid, "a hand-over has no step %q", string(h.Step))
	}
	s.add(true, "mail.hold", same(h.Hold))
	s.add(true, "mail.serial", same(h.Serial.String()))
	s.add(true, "mail.amount", brand.MoneyText(h.Balance))
	s.add(!h.Until.IsZero(), "mail.held", brand.MomentText(h.Until))
	return s, nil
}

// Expiring reminds of the end of validity. It never has a code.
type Expiring struct {
	Serial  unspent.Serial
	Balance unspent.Money
	Expires time.Time
}

// Kind implements [Letter].
func (e Expiring) Kind() string { return "expiring" }

func (e Expiring) sheet(pages string) (sheet, error) {
	if e.Serial.IsZero() || !e.Balance.IsPositive() || e.Expires.IsZero() {
		return sheet{}, incomplete("a reminder", "a serial, a balance and an end of validity")
	}
	s := sheet{
		subject: brand.Text{JA: "ギフトカードの有効期限が近づいています", EN: "Your gift card expires soon"},
		lead: []brand.Text{{JA: "まだ使われていないギフトカードの有効期限が近づいています。期限を過ぎると使えません。",
			EN: "A gift card that is not used yet expires soon. After that it cannot be used."}},
		link:  link{brand.Text{JA: "ギフトカードを受け取る", EN: "Claim the gift card"}, pages + pathClaim},
		notes: []brand.Text{{JA: "このお知らせは一度だけお送りします。", EN: "We send this reminder once."}},
	}
	s.add(true, "mail.serial", same(e.Serial.String()))
	s.add(true, "mail.balance", brand.MoneyText(e.Balance))
	s.add(true, "mail.expires", brand.MomentText(e.Expires))
	return s, nil
}

// SignIn brings a link that signs its reader in, once.
type SignIn struct {
	Link  string // below the address of the pages
	Until time.Time
}

// Kind implements [Letter].
func (l SignIn) Kind() string { return "sign-in" }

func (l SignIn) sheet(pages string) (sheet, error) {
	if len(l.Link) > maxLink || !strings.HasPrefix(l.Link, pages+"/") || strings.ContainsFunc(l.Link, unsafeInLink) || l.Until.IsZero() {
		return sheet{}, incomplete("a sign-in mail", "a link to the pages and an end")
	}
	s := sheet{
		subject: brand.Text{JA: "サインイン用のリンク", EN: "Your sign-in link"},
		lead:    []brand.Text{{JA: "次のリンクを開くと、サインインできます。使えるのは一度だけです。", EN: "Open this link to sign in. It works once."}},
		link:    link{brand.Text{JA: "サインインする", EN: "Sign in"}, l.Link},
		notes: []brand.Text{{JA: "お心当たりがなければ、このメールは無視してください。リンクは誰にも渡さないでください。",
			EN: "If you did not ask for it, ignore this mail. Give the link to nobody."}},
	}
	s.add(true, "mail.link", brand.MomentText(l.Until))
	return s, nil
}

func unsafeInLink(r rune) bool { return r <= ' ' || r > '~' || strings.ContainsRune(`<>"`, r) }
