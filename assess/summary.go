package assess

import (
	"slices"

	"github.com/unspent-dev/unspent/brand"
)

// summaries has a sentence for each state and confidence. {on|} and its like
// are the time, and nothing if it is not known; unused always has one.
var summaries = map[State]map[Confidence]brand.Text{
	Used: {
		Proven: {
			JA: "このカードは使用済みです。{by|}使われたことが証明されています。",
			EN: "This card is used. It is proven that it was used{by|}.",
		},
		Likely: {
			JA: "このカードは使用済みと考えられます。{by|}使われたことを示す有力な証拠があります。",
			EN: "This card is probably used. There is strong evidence that it was used{by|}.",
		},
		Possible: {
			JA: "このカードは使用済みの可能性があります。{by|}使われたことをうかがわせる資料がありますが、決め手にはなりません。",
			EN: "This card may be used. Something suggests that it was used{by|}, but that does not settle it.",
		},
	},
	Unused: {
		Proven: {
			JA: "このカードは、{asof|}未使用だったことが証明されています。ただし、その後に使われたり、無効になったりすることはあります。",
			EN: "It is proven that this card was unused{on|}. It can have been used or made invalid since.",
		},
		Likely: {
			JA: "このカードは、{asof|}未使用だったと考えられます。ただし、その後に使われたり、無効になったりすることはあります。",
			EN: "This card was probably unused{on|}. It can have been used or made invalid since.",
		},
		Possible: {
			JA: "このカードは、{asof|}未使用だった可能性がありますが、確実ではありません。その後に使われたり、無効になったりすることもあります。",
			EN: "This card may have been unused{on|}. That is not certain, and it can have been used or made invalid since.",
		},
	},
	Replaced: {
		Proven: {
			JA: "このカードの番号は、もう使えません。{by|}新しい番号に替わったことが証明されています。",
			EN: "The code of this card no longer works. It is proven that it was replaced by a new one{by|}.",
		},
		Likely: {
			JA: "このカードの番号は、もう使えないと考えられます。{by|}新しい番号に替わったことを示す有力な証拠があります。",
			EN: "The code of this card probably no longer works. There is strong evidence that it was replaced by a new one{by|}.",
		},
		Possible: {
			JA: "このカードの番号は、もう使えない可能性があります。{by|}新しい番号に替わったことをうかがわせる資料があります。",
			EN: "The code of this card may no longer work. Something suggests that it was replaced by a new one{by|}.",
		},
	},
	Blocked: {
		Proven: {
			JA: "このカードは、{asof|}使えない状態です。発行者による停止や取り消し、期限切れなどによるもので、証明されています。",
			EN: "It is proven that this card could not be used{on|}: the issuer blocked it or took it back, or it expired.",
		},
		Likely: {
			JA: "このカードは、{asof|}使えない状態と考えられます。発行者による停止や取り消しなどを示す有力な証拠があります。",
			EN: "This card probably could not be used{on|}. There is strong evidence that the issuer blocked it or took it back.",
		},
		Possible: {
			JA: "このカードは、{asof|}使えない状態になっている可能性があります。発行者による停止や取り消しなどをうかがわせる資料があります。",
			EN: "This card may be of no use{on|}. Something suggests that the issuer blocked it or took it back.",
		},
	},
	Inactive: {
		Proven: {
			JA: "このカードは、{asof|}有効化されていないことが証明されています。使用済みとは別の状態です。",
			EN: "It is proven that this card was not activated{on|}. That is not the same as used.",
		},
		Likely: {
			JA: "このカードは、{asof|}レジで有効化されていないと考えられます。使用済みとは別の状態です。",
			EN: "The till had probably not activated this card{on|}. That is not the same as used.",
		},
		Possible: {
			JA: "このカードは、{asof|}レジで有効化されていない可能性があります。使用済みとは別の状態です。",
			EN: "The till may not have activated this card{on|}. That is not the same as used.",
		},
	},
}

// ownSummaries are said of a card that is used in the asker's own account.
var ownSummaries = map[Confidence]brand.Text{
	Proven: {
		JA: "このカードは、{by|}あなたのアカウントに登録されたことが証明されています。金額はアカウントの残高に加わっています。もう一度登録することはできません。",
		EN: "It is proven that this card was added to your own account{by|}. Its value went into your balance there. It cannot be added again.",
	},
	Likely: {
		JA: "このカードは、{by|}あなたのアカウントに登録されたと考えられます。金額はアカウントの残高に加わっているはずです。もう一度登録することはできません。",
		EN: "This card was most likely added to your own account{by|}. Its value should be in your balance there. It cannot be added again.",
	},
	Possible: {
		JA: "このカードは、{by|}あなたのアカウントに登録された可能性があります。アカウントの残高をご確認ください。",
		EN: "This card may have been added to your own account{by|}. Have a look at your balance there.",
	},
}

// overdue is said of a card that is too old to be good.
func overdue() brand.Text {
	return brand.Text{
		JA: "このカードは、有効期限が切れている可能性があります。{last}までだったと考えられます。使用済みとは別の状態です。",
		EN: "This card may have expired: by what is known of its brand it was good until {last}. That is not the same as used.",
	}
}

// summary is the verdict in a sentence or two.
func (w *weighing) summary(v Verdict) brand.Text {
	switch {
	case v.State == Unknown:
		return w.unknown(brand.Text{})
	case v.State == Blocked && v.Confidence != Proven && w.outdated():
		return validityOf(w.c, w.p).slots().fill(overdue())
	}
	return timed(v.AsOf).fill(summaries[v.State][v.Confidence])
}

// outdated reports whether the card's age is the weightiest that speaks against it.
func (w *weighing) outdated() bool {
	i := slices.IndexFunc(w.found, func(f *found) bool { return f.State == Blocked })
	return i >= 0 && w.found[i].e.Says == ended
}

// unknown says that nothing is certain, then what to do first, then what there is.
func (w *weighing) unknown(act brand.Text) brand.Text {
	if act.EN != "" {
		act.EN = " " + act.EN
	}
	say := func(head, tail brand.Text) brand.Text {
		return brand.Text{JA: head.JA + act.JA + tail.JA, EN: head.EN + act.EN + tail.EN}
	}
	if w.divided {
		return say(brand.Text{
			JA: "資料どうしが食い違っているため、このカードが使用済みかどうかは判断できません。",
			EN: "The evidence contradicts itself, so it cannot be said whether this card is used.",
		}, brand.Text{})
	}
	for _, f := range w.found {
		if f.Weight == Hint {
			return say(brand.Text{
				JA: "このカードが使用済みかどうか、確かなことは分かりません。",
				EN: "It is not known for certain whether this card is used.",
			}, brand.Text{
				JA: "今ある手がかりは次のとおりです。" + f.Text.JA,
				EN: " What there is, is no more than a hint. " + f.Text.EN,
			})
		}
	}
	head := brand.Text{
		JA: "このカードが使用済みかどうかは、まだ分かりません。",
		EN: "It is not known whether this card is used.",
	}
	if slices.ContainsFunc(w.found, func(f *found) bool { return f.e.Says == brand.Invalid && f.e.counts() }) {
		return say(head, brand.Text{
			JA: "番号が無効という表示は、使用済みという意味ではありません。",
			EN: " That the code is said to be not valid does not mean that it is used.",
		})
	}
	return say(head, brand.Text{JA: "判断できる証拠は、まだありません。", EN: " There is no evidence yet that tells."})
}
