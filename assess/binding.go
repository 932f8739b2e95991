package assess

import (
	"regexp"
	"slices"
	"strings"
	"time"

	"github.com/unspent-dev/unspent/brand"
)

// piece is a piece of evidence as the rules look at it.
type piece struct {
	Evidence
	owner   Owner     // as the asker sees it
	at      time.Time // when it happened, or else when what shows a state was seen; zero: not known
	binding Binding
	named   bool         // bound by the last four or the serial, which are the card's own
	fits    []string     // what it says of the card that the case says too
	differs []string     // what it says otherwise
	because []brand.Text // why it is not bound exactly
}

// counts reports whether it may count for something.
func (e *piece) counts() bool { return e.Grade != Contradicted && e.binding != Unbound }

// day reports whether it tells days, not instants.
func (e *piece) day() bool { return e.Kind == History || e.Kind == OrderPage }

// newPiece binds evidence to the card of a case.
func newPiece(c Case, e Evidence) *piece {
	p := &piece{Evidence: e, owner: ownerFor(c.Asker, e.Owner), at: e.When()}
	p.compare(c.Card)
	p.bind(c)
	return p
}

// ownerFor tells whose a thing is as the asker sees it.
func ownerFor(asker Asker, o Owner) Owner {
	switch {
	case asker == Giver && o == Givers, asker == Seller && o == Sellers, asker == Buyer && o == Buyers:
		return Mine
	}
	return o
}

// compare finds what the evidence says of the card as the case does, and what
// otherwise.
func (e *piece) compare(card Card) {
	told := func(what string, a, b string, equal bool) {
		switch {
		case a == "" || b == "":
		case equal:
			e.fits = append(e.fits, what)
		default:
			e.differs = append(e.differs, what)
		}
	}
	if !successor(e.Says) { // which names the last four of the new code
		told("last4", e.Card.Last4, card.Last4, equalNumber(e.Card.Last4, card.Last4))
	}
	told("serial", e.Card.Serial, card.Serial, equalNumber(e.Card.Serial, card.Serial) || equalShown(e.Card.Serial, card.Serial))
	if e.Says != brand.RowSpent { // whose order is that of the purchase
		told("order", e.Card.Order, card.Order, equalNumber(e.Card.Order, card.Order))
	}
	if e.Card.Amount.IsPositive() && card.Amount.IsPositive() {
		told("amount", "+", "+", e.Card.Amount == card.Amount)
	}
	told("recipient", e.Card.Recipient, card.Recipient, equalAddress(e.Card.Recipient, card.Recipient))
}

func successor(m brand.Meaning) bool { return m == brand.MailResent || m == brand.OrderResent }

func equalNumber(a, b string) bool { return a == b || brand.Normalise(a) == brand.Normalise(b) }

// masked finds what stands for symbols that are not shown. A single x may be one
// of the number itself.
var masked = regexp.MustCompile(`[*＊×•●]+|[xX]{2,}`)

// punctuation is what may part masks.
var punctuation = regexp.MustCompile(`[^\pL\pN]+`)

// equalShown reports whether a number of which receipts mask a part is that of the
// card, as far as it is shown: its last four at least, and in their order whatever
// stands before and between the masks.
func equalShown(shown, number string) bool {
	bare := func(s string) string { return punctuation.ReplaceAllString(brand.Normalise(s), "") }
	pieces, rest := masked.Split(shown, -1), bare(number)
	for i, p := range pieces {
		pieces[i] = bare(p)
	}
	last := len(pieces) - 1
	if last == 0 || len(pieces[last]) < 4 || !strings.HasPrefix(rest, pieces[0]) {
		return false
	}
	rest = rest[len(pieces[0]):]
	if !strings.HasSuffix(rest, pieces[last]) {
		return false
	}
	rest = strings.TrimSuffix(rest, pieces[last])
	for _, p := range pieces[1:last] {
		_, after, ok := strings.Cut(rest, p)
		if !ok {
			return false
		}
		rest = after
	}
	return true
}

func equalAddress(a, b string) bool {
	return strings.EqualFold(strings.TrimSpace(a), strings.TrimSpace(b))
}

// bind decides how surely the evidence is about the card of the case.
func (e *piece) bind(c Case) {
	has := func(what string) bool { return slices.Contains(e.fits, what) }
	e.named = has("last4") || has("serial")
	switch {
	case len(e.differs) > 0:
		e.binding = Unbound
		for _, what := range e.differs {
			e.because = append(e.because, differing(what))
		}
	case e.tooOld(c):
		e.binding = Unbound
		e.because = append(e.because, brand.Text{
			JA: "カードを手に入れるより前の日付なので、別のカードのことです。",
			EN: "It is older than the card is in this case, so it is about another card.",
		})
	case e.named, e.exact(has), e.byHand(c):
		e.binding = Exact
	case len(e.fits) > 0, e.linked():
		e.binding = Partial
		e.because = append(e.because, brand.Text{
			JA: "このカードのことと思われますが、同じ条件に当てはまる別のカードのことかもしれません。",
			EN: "It seems to be about this card, but it would fit other cards too.",
		})
	default:
		e.binding = Unbound
		e.because = append(e.because, brand.Text{
			JA: "どのカードのことかが示されていません。",
			EN: "It does not say which card it is about.",
		})
	}
	if e.binding == Exact && e.Card.Giver != "" && c.Card.Giver != "" && !equalAddress(e.Card.Giver, c.Card.Giver) {
		e.binding = Partial
		e.because = append(e.because, differing("giver"))
	}
}

// exact reports whether what fits is of this card only, without its last four
// or serial. One order can have many cards, so its number is not enough.
func (e *piece) exact(has func(string) bool) bool {
	switch e.Says {
	case brand.MailOpened:
		return has("recipient") && has("amount")
	case brand.MailResent, brand.OrderResent:
		return has("recipient") && has("order")
	case brand.RowReloaded:
		return has("order")
	default:
		return (e.Kind == Mail || e.Kind == OrderPage) && has("order") && has("recipient") && has("amount")
	}
}

// byHand reports whether a person ties the evidence to the card: the asker had
// the card in hand, somebody was asked about it, or the history was searched
// for it.
func (e *piece) byHand(c Case) bool {
	switch {
	case e.Says == brand.RowAbsent:
		return c.Card.Last4 != "" || c.Card.Serial != "" || c.Form == brand.FormTopUp && c.Card.Order != ""
	case e.Kind == Statement:
		return true
	}
	return e.linked() && e.owner == Mine
}

// linked reports whether evidence of this kind is about a card that somebody
// had, although it names none.
func (e *piece) linked() bool {
	switch e.Kind {
	case Message, Seal, Till, Balance, Statement, Picture:
		return true
	case Mail, History, OrderPage, Book:
	}
	return e.Says == brand.RowAbsent
}

// tooOld reports whether it happened before the card can have been there: the
// asker bought it new, or it happened in the asker's own account.
func (e *piece) tooOld(c Case) bool {
	switch e.Says {
	case brand.MailOpened, brand.RowClaimed, brand.RowReloaded, brand.RowReversed, brand.OrderRedeemed, brand.OrderSent,
		brand.RedeemedNow, brand.AlreadyHere, brand.AlreadyElsewhere, brand.AlreadyRedeemed:
	default:
		return false
	}
	bought := c.Channel == FromIssuer || c.Channel == FromShop
	own := e.owner == Mine && (e.Kind == History || e.Kind == Message) && (c.Asker == Holder || c.Asker == Buyer)
	return (bought || own) && !c.Got.IsZero() && !e.at.IsZero() && e.at.Add(DaySlack).Before(c.Got)
}

// differing says what the evidence tells otherwise than the case.
func differing(what string) brand.Text {
	name := differences[what]
	return brand.Text{JA: name.JA + "が、このカードについて伺っている内容と違います。", EN: "It differs from what the case says in " + name.EN + "."}
}

var differences = map[string]brand.Text{
	"last4":     {JA: "番号の下4桁", EN: "the last four symbols of the code"},
	"serial":    {JA: "シリアル番号", EN: "the serial number"},
	"order":     {JA: "注文番号", EN: "the order number"},
	"amount":    {JA: "金額", EN: "the amount"},
	"recipient": {JA: "届け先のアドレス", EN: "the address of the recipient"},
	"giver":     {JA: "購入した人のアドレス", EN: "the address of who bought it"},
}
