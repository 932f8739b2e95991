package assess

import (
	"cmp"
	"slices"

	"github.com/unspent-dev/unspent/brand"
)

// clash is two findings that cannot both be true.
type clash struct {
	a, b    *found
	neutral bool // about what the state does not hang on
	text    brand.Text
}

// disputed reports whether all that says a state with a weight is denied by
// something else at least as weighty.
func (w *weighing) disputed(s State, weight Weight) bool {
	return !slices.ContainsFunc(w.found, func(f *found) bool {
		return f.State == s && f.Weight == weight && !slices.ContainsFunc(w.found, func(g *found) bool {
			c, ok := deny(f, g)
			return g.State != s && g.Weight >= weight && ok && !c.neutral
		})
	})
}

// contradictions names the findings that cannot both be true. Each is set
// against the weightiest of each state that denies it, so that they stay few.
func (w *weighing) contradictions() []Contradiction {
	var all []Contradiction
	for i, f := range w.found {
		denied := map[State]bool{}
		for _, g := range w.found[:i] {
			if f.Weight == None || g.Weight < Fair || denied[g.State] {
				continue
			}
			if c, ok := deny(g, f); ok {
				denied[g.State] = true
				all = append(all, Contradiction{A: g.Evidence, B: f.Evidence, Text: fill(c.text,
					words{"a": alike(c.a.Evidence), "b": alike(c.b.Evidence), "at": spellTime(c.a.At), "bt": spellTime(c.b.At)})})
			}
		}
	}
	return all
}

// deny reports whether f and g cannot both be true.
func deny(f, g *found) (clash, bool) {
	for _, pair := range [...][2]*found{{f, g}, {g, f}} {
		if text, neutral, ok := denied(pair[0], pair[1]); ok {
			return clash{pair[0], pair[1], neutral, text}, true
		}
	}
	return clash{}, false
}

// denied returns the sentence for two findings of which the first cannot be
// true if the second is; neutral if the state does not hang on it.
func denied(a, b *found) (text brand.Text, neutral, ok bool) {
	switch {
	case slices.Contains(a.rule.Fits, b.State) || slices.Contains(b.rule.Fits, a.State):
	case a.State == Used && b.State == Unused && knownBefore(a, b) &&
		!(a.e.Kind == Book && b.e.Kind == Book):
		if b.e.Says == brand.SealIntact {
			return brand.Text{
				JA: "資料{a}では{at}までに使用済みですが、資料{b}ではその後（{bt}）もシールが無傷です。貼り直されたか、別のカードのことかもしれません。",
				EN: "By {a} the card was used by {at}; by {b} its seal was intact later, on {bt}. The seal may have been replaced, or one of them is about another card.",
			}, false, true
		}
		return brand.Text{
			JA: "資料{a}では{at}までに使用済みですが、資料{b}ではその後（{bt}）も未使用です。どちらかが事実と違います。",
			EN: "By {a} the card was used by {at}; by {b} it was still unused later, on {bt}. One of them is wrong.",
		}, false, true
	case a.State == Used && b.State == Replaced && later(b, a) && knownBefore(a, b):
		return brand.Text{
			JA: "資料{a}では{at}までに使用済みですが、資料{b}ではその後（{bt}）に再送されています。使用済みのカードは再送できないはずです。",
			EN: "By {a} the card was used by {at}; by {b} it was sent again later, on {bt}. A used card should not be sent again.",
		}, false, true
	case a.State == Used && b.State == Inactive && knownBefore(a, b):
		return brand.Text{
			JA: "資料{a}では{at}までに使用済みですが、資料{b}ではその後（{bt}）も有効化されていません。どちらかが事実と違います。",
			EN: "By {a} the card was used by {at}; by {b} it was not even activated later, on {bt}. One of them is wrong.",
		}, false, true
	case a.State == Replaced && b.State == Unused && b.e.named && later(b, a):
		return brand.Text{
			JA: "資料{a}では{at}に再送されて無効になっていますが、資料{b}ではその後（{bt}）も未使用のままです。どちらかが事実と違います。",
			EN: "By {a} the card was replaced on {at}; by {b} it was still good later, on {bt}. One of them is wrong.",
		}, false, true
	}
	return inAccounts(a, b)
}

// inAccounts is denied for two findings that put the card in different accounts.
func inAccounts(a, b *found) (text brand.Text, neutral, ok bool) {
	in := func(f *found) bool {
		return f.State == Used && (f.e.Says == brand.RowClaimed || f.e.Says == brand.RedeemedNow || f.e.Says == brand.AlreadyHere)
	}
	switch {
	case !in(a) || a.e.owner == NoOwner || a.e.owner == Issuers:
	case in(b) && b.e.owner != NoOwner && b.e.owner != Issuers && b.e.owner != a.e.owner:
		return brand.Text{
			JA: "資料{a}と資料{b}は、同じカードが別々の人のアカウントに登録されたとしています。登録できるのは一つのアカウントだけです。",
			EN: "{a} and {b} put the same card in the accounts of two people. It can only be in one.",
		}, true, true
	case b.e.Says == brand.AlreadyElsewhere && b.e.owner == a.e.owner:
		return brand.Text{
			JA: "資料{a}では同じ人のアカウントに、資料{b}では別のアカウントに登録済みとなっています。アカウントが複数ないか確かめてください。",
			EN: "By {a} the card is in this person's account; by {b} it is in another. Ask whether there are several accounts.",
		}, true, true
	case b.e.Says == brand.RowAbsent && b.e.owner == a.e.owner && b.Weight > None && knownBefore(a, b):
		return brand.Text{
			JA: "資料{a}ではこのアカウントに登録済みですが、資料{b}の利用履歴には登録の記録がありません。アカウントが複数ないか、履歴が全部表示されているかを確かめてください。",
			EN: "By {a} the card is in this account; the history of {b} has no entry of it. Ask whether there are several accounts, and whether the history is whole.",
		}, true, true
	}
	return brand.Text{}, false, false
}

// activation names a receipt that says activated beside a screen that says not:
// it was another card, or it takes time.
func (w *weighing) activation() (all []Contradiction) {
	says := func(f *found, m brand.Meaning) bool { return f.e.Says == m && f.e.counts() }
	for _, paid := range w.found {
		for _, shown := range w.found {
			if says(paid, brand.TillActivated) && says(shown, brand.NotActivated) {
				all = append(all, Contradiction{A: paid.Evidence, B: shown.Evidence, Text: fill(brand.Text{
					JA: "資料{a}のレシートでは有効化されていますが、資料{b}では有効化されていません。別のカードが有効化された（番号のすり替えや、読み取りの間違い）か、反映に時間がかかっているかのどちらかと考えられます。レシートに印字された番号と、カードの番号を見比べてください。",
					EN: "By the receipt of {a} the card was activated; by {b} it was not. Either another card was activated (swapped numbers, or a wrong " +
						"scan), or it takes time to show. Compare the number on the receipt with the one on the card.",
				}, words{"a": alike(paid.Evidence), "b": alike(shown.Evidence)})})
			}
		}
	}
	slices.SortFunc(all, func(a, b Contradiction) int { return cmp.Or(cmp.Compare(a.A, b.A), cmp.Compare(a.B, b.B)) })
	return all
}

// againstCase names the evidence that tells something otherwise than the case:
// it names this card by one thing, and another card by another.
func (w *weighing) againstCase() []Contradiction {
	var all []Contradiction
	for _, f := range w.found {
		e := f.e
		add := func(t brand.Text) {
			all = append(all, Contradiction{A: e.ID, Text: fill(t, words{"a": alike(e.ID)})})
		}
		switch own := slices.ContainsFunc(e.fits, func(what string) bool { return what != "amount" }); {
		case e.Grade == Contradicted:
		case own && len(e.differs) > 0:
			what := differing(e.differs[0])
			add(brand.Text{
				JA: "資料{a}はこのカードのことのようですが、食い違いがあります。" + what.JA,
				EN: "{a} seems to be about this card, but does not agree with the case. " + what.EN,
			})
		case slices.ContainsFunc(e.Notes, func(n Note) bool { return n.ID == MailToOther }),
			e.counts() && e.Card.Giver != "" && w.c.Card.Giver != "" && !equalAddress(e.Card.Giver, w.c.Card.Giver):
			add(brand.Text{
				JA: "資料{a}は、カードを購入した人として伺っているアドレスとは別の人あてです。",
				EN: "{a} is addressed to somebody else than who is said to have bought the card.",
			})
		case w.holds(ShopBought, e) && f.Weight > None && ofOrder(e):
			add(brand.Text{
				JA: "店で買ったカードと伺っていますが、資料{a}は注文して届けられたカードのものです。買い方をもう一度ご確認ください。",
				EN: "The card is said to be from a shop, but {a} is of one that was ordered and delivered. Check how it was bought.",
			})
		}
	}
	slices.SortFunc(all, func(a, b Contradiction) int {
		return cmp.Or(cmp.Compare(a.A, b.A), cmp.Compare(a.Text.EN, b.Text.EN))
	})
	return all
}
