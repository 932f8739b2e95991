package assess

import (
	"slices"
	"strings"
	"time"

	"github.com/unspent-dev/unspent/brand"
)

// citation says in a letter, in the writer's own words, what a piece of evidence
// shows. Unlike a rule's text it judges nothing and tells the writer nothing.
type citation struct {
	says []brand.Meaning
	text brand.Text
}

var citations = []citation{
	{[]brand.Meaning{brand.MailOpened}, brand.Text{
		JA: "発行者からの開封通知のメールがあります。カードがアカウントに登録されたという内容です。",
		EN: "there is an opening notice from the issuer: the card was added to an account."}},
	{[]brand.Meaning{brand.MailDelivered, brand.MailSent, brand.MailOrdered}, brand.Text{
		JA: "発行者からの、購入または送付のメールがあります。",
		EN: "there is the issuer's mail of the purchase or the delivery."}},
	{[]brand.Meaning{brand.MailResent, brand.OrderResent}, brand.Text{
		JA: "カードが再送され、新しい番号が発行されたという記録があります。",
		EN: "there is a record that the card was sent again under a new code."}},
	{[]brand.Meaning{brand.MailRefunded, brand.OrderCancelled}, brand.Text{
		JA: "購入が取り消されたか、返金されたという記録があります。",
		EN: "there is a record that the purchase was cancelled or paid back."}},
	{[]brand.Meaning{brand.RowClaimed, brand.RowReloaded}, brand.Text{
		JA: "{whose}利用履歴に、このカードが登録された記録があります。",
		EN: "{whose} usage history has an entry that this card was added."}},
	{[]brand.Meaning{brand.RowReversed}, brand.Text{
		JA: "{whose}利用履歴に、登録された残高が取り消された記録があります。",
		EN: "{whose} usage history has an entry that the value was taken back."}},
	{[]brand.Meaning{brand.RowAbsent}, brand.Text{
		JA: "{whose}利用履歴に、このカードが登録された記録はありません。",
		EN: "{whose} usage history has no entry of this card."}},
	{[]brand.Meaning{brand.OrderSent}, brand.Text{
		JA: "{whose}注文ページでは、{quote|まだ登録されていない}と表示されています。",
		EN: "{whose} order page shows it as not yet redeemed{quote|}."}},
	{[]brand.Meaning{brand.OrderRedeemed}, brand.Text{
		JA: "{whose}注文ページでは、{quote|登録済み}と表示されています。",
		EN: "{whose} order page shows it as redeemed{quote|}."}},
	{[]brand.Meaning{brand.RedeemedNow, brand.AlreadyHere}, brand.Text{
		JA: "{whose}アカウントに登録されているという表示{quote|}が出ました。",
		EN: "a message{quote|} said that it is in {whose} account."}},
	{[]brand.Meaning{brand.AlreadyElsewhere}, brand.Text{
		JA: "登録しようとしたところ、{quote|別のアカウントに登録済み}と表示されました。",
		EN: "on redeeming, the message{quote|} was that it is already in another account."}},
	{[]brand.Meaning{brand.AlreadyRedeemed}, brand.Text{
		JA: "登録しようとしたところ、{quote|使用済み}と表示されました。",
		EN: "on redeeming, the message{quote|} was that it has already been redeemed."}},
	{[]brand.Meaning{brand.Invalid}, brand.Text{
		JA: "登録しようとしたところ、{quote|番号が無効}と表示されました。使用済みという表示ではありません。",
		EN: "on redeeming, the message{quote|} was that the code is invalid, not that it was used."}},
	{[]brand.Meaning{brand.Blocked, brand.BookFrozen}, brand.Text{
		JA: "発行者によって停止されていると表示されました。",
		EN: "it was shown as blocked by the issuer."}},
	{[]brand.Meaning{brand.NotActivated, brand.BookInactive}, brand.Text{
		JA: "有効化されていないと表示されました。",
		EN: "it was shown as not activated."}},
	{[]brand.Meaning{brand.Expired}, brand.Text{
		JA: "登録しようとしたところ、有効期限切れと表示されました。使用済みという表示ではありません。",
		EN: "on redeeming, the message was that it has expired, not that it was used."}},
	{[]brand.Meaning{brand.OtherRegion}, brand.Text{
		JA: "登録しようとしたところ、国や地域が違うと表示されました。使用済みという表示ではありません。",
		EN: "on redeeming, the message was that it is of another country or region, not that it was used."}},
	{[]brand.Meaning{brand.Unclear}, brand.Text{
		JA: "登録しようとしたところ、原因をいくつも挙げるメッセージが表示されました。使用済みとは書かれていません。",
		EN: "on redeeming, the message named several causes. It did not say that the card was used."}},
	{[]brand.Meaning{brand.BalanceFull, brand.BookUnspent}, brand.Text{
		JA: "発行者の照会では、全額が残っていました。",
		EN: "the issuer's look-up showed the full value."}},
	{[]brand.Meaning{brand.BalancePart}, brand.Text{
		JA: "発行者の照会では、残高の一部が使われていました。",
		EN: "the issuer's look-up showed that a part was spent."}},
	{[]brand.Meaning{brand.BalanceZero, brand.BookSpent}, brand.Text{
		JA: "発行者の照会では、残高がありませんでした。",
		EN: "the issuer's look-up showed that nothing is left."}},
	{[]brand.Meaning{brand.BookReplaced}, brand.Text{
		JA: "発行者の照会では、新しい番号に置き換えられていました。",
		EN: "the issuer's look-up showed that a new code has replaced it."}},
	{[]brand.Meaning{brand.BookExpired}, brand.Text{
		JA: "発行者の照会では、有効期限が切れていました。",
		EN: "the issuer's look-up showed that it has expired."}},
	{[]brand.Meaning{brand.SealIntact}, brand.Text{
		JA: "カードのシールやスクラッチは、はがされていませんでした。",
		EN: "the seal or scratch-off of the card was intact."}},
	{[]brand.Meaning{brand.SealBroken}, brand.Text{
		JA: "カードのシールやスクラッチが、はがされていました。",
		EN: "the seal or scratch-off of the card was open."}},
	{[]brand.Meaning{brand.SealTampered}, brand.Text{
		JA: "カードのシールに、貼り直したような跡がありました。",
		EN: "the seal of the card showed signs of resealing."}},
	{[]brand.Meaning{brand.TillActivated}, brand.Text{
		JA: "レシートに、有効化の記載があります。",
		EN: "the receipt has an activation line."}},
	{[]brand.Meaning{brand.TillOnly}, brand.Text{
		JA: "レシートに、有効化の記載がありません。",
		EN: "the receipt has no activation line."}},
	{[]brand.Meaning{brand.NoNotice}, brand.Text{
		JA: "開封通知は届いていません。",
		EN: "no opening notice has come."}},
}

// cited is a piece of evidence that a letter names, with its finding.
type cited struct {
	Evidence
	finding Finding
}

// cite returns the evidence whose findings say state, at least so weighty, and
// that a letter has words for; the weightiest first.
func (s situation) cite(state State, least Weight) []cited {
	var out []cited
	for _, f := range s.v.Findings {
		i := slices.IndexFunc(s.all, func(e Evidence) bool { return e.ID == f.Evidence })
		if i < 0 || f.State != state || f.Weight < least || f.Weight == None || len(out) == mostCited {
			continue
		}
		out = append(out, cited{s.all[i], f})
	}
	return out
}

// list writes evidence as lines of a letter, below a heading; nothing if there
// is none.
func (s situation) list(heading brand.Text, pieces []cited) brand.Text {
	out := heading
	for _, e := range pieces {
		said := slices.IndexFunc(citations, func(c citation) bool { return slices.Contains(c.says, e.Says) })
		if said < 0 {
			continue
		}
		line := slots{"whose": s.whose(e.Owner), "quote": quote(e.Shown)}.fill(citations[said].text)
		out.JA, out.EN = out.JA+"\n・", out.EN+"\n- "
		if at := spellTime(e.finding.At); !e.finding.At.IsZero() { // else nobody told it
			out.JA, out.EN = out.JA+at.JA+"、", out.EN+at.EN+", "
		}
		out.JA += attached(e.ID) + "：" + line.JA
		out.EN += e.ID + ": " + line.EN
		if e.Kind == Mail && e.Grade == Verified {
			out.JA += "メールの電子署名は確認済みです。"
			out.EN += " The signature of the mail has been verified."
		}
	}
	if out == heading {
		return brand.Text{}
	}
	return out
}

// attached is what a Japanese letter calls a piece of evidence that comes with it: 添付資料3.
func attached(id string) string { return "添付資料" + strings.TrimPrefix(id, "e") }

// whose is the owner of a page, as the writer of a letter calls them.
func (s situation) whose(o Owner) brand.Text {
	switch ownerFor(s.c.Asker, o) {
	case Mine:
		return brand.Text{JA: "私の", EN: "my"}
	case Givers:
		return brand.Text{JA: "購入した方の", EN: "the giver's"}
	case Sellers:
		return brand.Text{JA: "販売者の", EN: "the seller's"}
	case Buyers:
		return brand.Text{JA: "買い取った側の", EN: "the buyer's"}
	case Shops, Issuers, NoOwner:
	}
	return brand.Text{JA: "確認した", EN: "the"}
}

// inOwnAccount reports whether the card is used in the asker's own account.
func (s situation) inOwnAccount() bool {
	return s.v.State == Used && slices.ContainsFunc(s.cite(Used, Fair), func(e cited) bool {
		return ownerFor(s.c.Asker, e.Owner) == Mine &&
			(e.Says == brand.RowClaimed || e.Says == brand.RowReloaded || e.Says == brand.AlreadyHere || e.Says == brand.RedeemedNow)
	})
}

// usedBefore reports whether evidence of some weight says that the card was used
// before its code was handed over.
func (s situation) usedBefore() bool {
	return s.inOwnAccount() || !s.c.HandedOver.IsZero() && slices.ContainsFunc(s.cite(Used, Fair), func(e cited) bool {
		return !e.At.IsZero() && !latest(e.At).After(s.c.HandedOver)
	})
}

// after says what speaks for a seller beside the findings: a message that is
// not about use, and evidence of a time after the hand-over.
func (s situation) after() brand.Text {
	var ja, en []string
	for _, e := range s.all {
		if e.Says == brand.Invalid && ownerFor(s.c.Asker, e.Owner) == Buyers && e.Grade != Contradicted {
			ja = append(ja, "お示しいただいたメッセージ（"+attached(e.ID)+"）は「無効」で、使用済みという表示ではありません。")
			en = append(en, "The message that you named ("+e.ID+") is “invalid”. It does not say that the card was used.")
		}
	}
	slices.Sort(ja)
	slices.Sort(en)
	if s.c.HandedOver.IsZero() {
		return brand.Text{JA: strings.Join(ja, "\n"), EN: strings.Join(en, "\n")}
	}
	add := func(pieces []cited, what brand.Text, says ...brand.Meaning) {
		for _, e := range pieces {
			if slices.Contains(says, e.Says) && after(e.At, s.c.HandedOver) {
				line := sentence(slots{"id": brand.Text{JA: attached(e.ID), EN: e.ID}, "when": spellTime(e.At)}.fill(what))
				ja, en = append(ja, line.JA), append(en, line.EN)
			}
		}
	}
	add(s.cite(Used, Fair), brand.Text{
		JA: "{id}の日時は{when}で、番号をお渡しした日時より後です。",
		EN: "the time of {id}, {when}, is after the hand-over of the code."},
		brand.MailOpened, brand.RowClaimed, brand.RedeemedNow)
	good := slices.DeleteFunc(s.cite(Unused, Hint), func(e cited) bool { return e.finding.Binding != Exact })
	add(good, brand.Text{ // however old by now, or followed by a use
		JA: "{id}によると、番号をお渡しした後の{when}にも、まだ使われていませんでした。",
		EN: "by {id} the card was still unused at {when}, after the hand-over."},
		brand.OrderSent, brand.BalanceFull, brand.BookUnspent, brand.SealIntact)
	return brand.Text{JA: strings.Join(ja, "\n"), EN: strings.Join(en, "\n")}
}

// latest is the last instant that a time may mean: one that is told as a day
// may be any of that day.
func latest(t time.Time) time.Time {
	if midnight(t.In(brand.Japan())) {
		return t.Add(DaySlack)
	}
	return t
}
