package assess

import (
	"slices"
	"time"

	"github.com/unspent-dev/unspent/brand"
)

// remedied is one line of the table of remedies.
type remedied struct {
	id     string
	rows   string // of the procedure that it answers
	source string
	when   func(situation) bool
	whom   brand.Whom // whose address to give; empty: nobody's
	urgent bool       // it must be done within the dispute window
	text   brand.Text
	needs  brand.Text
	letter func() brand.Text // nil if there is nobody to write to
}

// remedies returns what to do about a card that is not good, in order.
func remedies(c Case, all []Evidence, v Verdict, p *brand.Profile, now time.Time) []Remedy {
	s := situation{c: c, all: all, v: v, p: p, now: now}
	if c.Intent == ToCash && !c.Claimed && !s.bad() {
		return nil // a warning is all there is
	}
	values := s.slots()
	s.letterSlots(values)
	var out []Remedy
	for _, r := range remedyTable {
		if !r.when(s) {
			continue
		}
		given := Remedy{ID: r.id, Text: values.fill(r.text), Needs: values.fill(r.needs)}
		if r.whom != "" {
			given.URL = s.contact(r.whom).URL
		}
		if r.urgent {
			given.Until = s.open()
		}
		if r.letter != nil {
			given.Letter = values.fill(r.letter())
		}
		out = append(out, given)
	}
	return out
}

// bad reports whether the card cannot be used as it should.
func (s situation) bad() bool { return s.v.State != Unknown && s.v.State != Unused && s.v.State != "" }

// is reports whether the verdict has one of some states.
func (s situation) is(states ...State) bool { return slices.Contains(states, s.v.State) }

// swapped reports whether a receipt says activated where a screen says not.
func (s situation) swapped() bool {
	says := func(m brand.Meaning) bool {
		return slices.ContainsFunc(s.all, func(e Evidence) bool { return e.Says == m && e.Grade != Contradicted })
	}
	return s.is(Inactive) && says(brand.TillActivated) && says(brand.NotActivated)
}

// elsewhere reports whether the asker was shown that the card is in another
// account, or used somewhere.
func (s situation) elsewhere() bool {
	return s.is(Used) && !s.inOwnAccount() && slices.ContainsFunc(s.all, func(e Evidence) bool {
		return ownerFor(s.c.Asker, e.Owner) == Mine && e.Kind == Message && e.Grade != Contradicted &&
			(e.Says == brand.AlreadyElsewhere || e.Says == brand.AlreadyRedeemed)
	})
}

// ended reports whether the card is too old, and nothing else speaks against it.
func (s situation) ended() bool {
	return s.is(Blocked) && s.said("ended") && len(s.cite(Blocked, Fair)) == 0
}

// wronged reports whether the asker may turn to whoever the card came from: it
// went bad in the asker's hands, or before. A seller whose card was good when it
// was handed over has no such claim.
func (s situation) wronged() bool {
	sold := s.c.Asker == Seller && (s.c.Claimed || !s.c.HandedOver.IsZero())
	return s.bad() && !s.inOwnAccount() && !s.ended() && (!sold || s.v.State == Replaced || s.usedBefore())
}

// takenBack reports whether the value was taken back after the card was sold or
// claimed.
func (s situation) takenBack() bool {
	return s.is(Blocked) && slices.ContainsFunc(s.cite(Blocked, Hint), func(e cited) bool {
		return e.Says == brand.RowReversed || e.Says == brand.MailRefunded || e.Says == brand.OrderCancelled
	})
}

// rebuttable reports whether there is something to answer a buy-back shop with.
func (s situation) rebuttable() bool {
	return s.c.Claimed && !s.usedBefore() && !s.is(Replaced) && (len(s.cite(Unused, Hint)) > 0 || s.after() != (brand.Text{}))
}

// letterSlots adds what letters name beside the slots of every text.
func (s situation) letterSlots(to slots) {
	heading := brand.Text{JA: "手元の資料から確認できることは、次のとおりです。", EN: "The records that I have show:"}
	pieces := s.cite(s.v.State, Hint)
	if s.rebuttable() {
		pieces = s.cite(Unused, Hint)
	}
	to["found"] = s.list(heading, pieces)
	to["after"] = s.after()
	to["problem"] = s.problem()
	day := s.now.In(brand.Japan())
	to["today"] = brand.Text{JA: day.Format("2006年1月2日"), EN: day.Format("2 January 2006")}
	to["denial"] = brand.Text{JA: "私は、このカードを登録も利用もしておりません。", EN: "I have neither redeemed nor used it."}
	to["askfirst"] = brand.Text{}
	if s.c.Asker == Giver {
		to["askfirst"] = brand.Text{
			JA: "次の連絡は、受け取った方が登録していないと確かめてからにしてください。",
			EN: "Do what follows only once you know that whoever got the card has not redeemed it.",
		}
		to["denial"] = brand.Text{JA: "私も、受け取った方も、このカードを登録しておりません。", EN: "Neither I nor the person I gave it to has redeemed it."}
	}
	if s.inOwnAccount() {
		to["askfirst"] = brand.Text{
			JA: "次の連絡は、ご自分にも、ご家族にも、登録した覚えがないときだけにしてください。",
			EN: "Do what follows only if neither you nor anybody in your family remembers having added it.",
		}
		to["denial"] = brand.Text{JA: "私のアカウントに登録されたようですが、登録した覚えがありません。", EN: "It seems to have been added to my own account, but I do not remember doing so."}
	}
	to["notme"], to["faith"] = brand.Text{}, brand.Text{JA: "参考として、私のアカウントの利用履歴の画面を添えます。", EN: "I enclose the usage history of my own account."}
	if s.is(Used) {
		to["notme"] = brand.Text{JA: "私は登録しておらず、", EN: " I have not redeemed it."}
		to["faith"] = brand.Text{JA: "こちらで登録していないことの参考として、私のアカウントの利用履歴の画面を添えます。",
			EN: "I enclose the usage history of my own account as a sign that I did not redeem it."}
	}
	to["secondhand"] = brand.Text{}
	if (s.selling() || s.counterpart() == Sellers) && s.terms(brand.TermResale) != (brand.Text{}) {
		to["secondhand"] = brand.Text{
			JA: "売買で手に入れたカードだと伝えると、規約を理由に断られたり、カードやアカウントを止められたりすることがあります。発行者に連絡する前に、購入先との話し合いと、規約の確認をしてください。",
			EN: "If you say that the card was resold, the issuer may refuse by its terms, or stop the card or the account. Before you write to the " +
				"issuer, talk to whoever sold it to you, and read the terms.",
		}
	}
	to["bought"], to["shop"] = brand.Text{}, brand.Text{}
	switch {
	case s.c.Channel == FromIssuer:
		to["bought"] = brand.Text{JA: "貴社のサイトで購入した", EN: " that I bought on your site"}
	case s.c.Channel == FromShop:
		to["bought"] = brand.Text{JA: "店頭で購入した", EN: " that I bought in a shop"}
		to["shop"] = brand.Text{JA: "〔購入した店の名前〕", EN: "[name of the shop]"}
	case s.c.Channel == FromPerson && s.c.Asker != Buyer:
		to["bought"] = brand.Text{JA: "贈り物として受け取った", EN: " that I was given as a present"}
	case s.c.Channel != "":
		to["bought"] = brand.Text{JA: "購入した", EN: " that I bought"}
	}
	to["by"] = brand.Text{JA: "できるだけ早く", EN: "as soon as you can"}
	if open := s.open(); !open.IsZero() {
		at := brand.TimeText(open)
		to["by"] = brand.Text{JA: at.JA + "までに", EN: "by " + at.EN}
	}
}

// problem says in a letter what is wrong with the card, as surely as it is known.
func (s situation) problem() brand.Text {
	what := brand.Text{JA: "使えない状態になっている", EN: "the card cannot be used"}
	switch s.v.State {
	case Used:
		what = brand.Text{JA: "すでに使用済みになっている", EN: "the card has already been used"}
	case Replaced:
		what = brand.Text{JA: "再送により新しい番号が発行され、受け取った番号は使えなくなっている", EN: "the card was sent again under a new code, so that the one I got no longer works"}
	case Blocked:
		what = brand.Text{JA: "停止または取り消しの状態になっている", EN: "the card was stopped or taken back"}
	case Inactive:
		what = brand.Text{JA: "まだ有効化されていない", EN: "the card has not been activated"}
	case Unused, Unknown:
	}
	switch s.v.Confidence {
	case Proven:
		return brand.Text{JA: what.JA + "ことが分かりました", EN: "I have found that " + what.EN}
	case Likely:
		return brand.Text{JA: what.JA + "ようです", EN: "It appears that " + what.EN}
	case Possible:
	}
	return brand.Text{JA: what.JA + "おそれがあります", EN: "It may be that " + what.EN}
}
