package assess

import "github.com/unspent-dev/unspent/brand"

// summaries has a sentence for each state and confidence. {by} and {at} are the
// time, and nothing if it is not known.
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
			JA: "このカードは使用済みの可能性があります。{by|}使われたことを示す資料がありますが、決め手にはなりません。",
			EN: "This card may be used. Something shows that it was used{by|}, but it does not settle the question.",
		},
	},
	Unused: {
		Proven: {
			JA: "このカードは、{at}の時点で未使用でした。証明されています。ただし、その後に使われたり、無効になったりすることはあります。",
			EN: "This card was unused on {at}. That is proven. It can have been used or made invalid since.",
		},
		Likely: {
			JA: "このカードは、{at}の時点で未使用だったと考えられます。ただし、その後に使われたり、無効になったりすることはあります。",
			EN: "This card was probably unused on {at}. It can have been used or made invalid since.",
		},
		Possible: {
			JA: "このカードは、{at}の時点で未使用だった可能性がありますが、確実ではありません。その後に使われたり、無効になったりすることもあります。",
			EN: "This card may have been unused on {at}. That is not certain, and it can have been used or made invalid since.",
		},
	},
	Replaced: {
		Proven: {
			JA: "このカードの番号は使えません。{when|}再送されて新しい番号に替わったことが証明されています。",
			EN: "The code of this card no longer works. It is proven that the card was sent again under a new code{on|}.",
		},
		Likely: {
			JA: "このカードの番号は使えないと考えられます。{when|}再送されて、新しい番号に替わっています。",
			EN: "The code of this card probably no longer works. The card was sent again under a new code{on|}.",
		},
		Possible: {
			JA: "このカードの番号は使えない可能性があります。{when|}再送されて、新しい番号に替わったことを示す資料があります。",
			EN: "The code of this card may no longer work. Something shows that the card was sent again under a new code{on|}.",
		},
	},
	Blocked: {
		Proven: {
			JA: "このカードは発行元によって止められていて、使えません（{when|時点は不明}）。証明されています。",
			EN: "The issuer has blocked this card, or taken it back{on|}. That is proven.",
		},
		Likely: {
			JA: "このカードは発行元によって止められたか、取り消されたと考えられます（{when|時点は不明}）。",
			EN: "The issuer has probably blocked this card, or taken it back{on|}.",
		},
		Possible: {
			JA: "このカードは発行元によって止められたか、取り消された可能性があります（{when|時点は不明}）。",
			EN: "The issuer may have blocked this card, or taken it back{on|}.",
		},
	},
	Inactive: {
		Proven: {
			JA: "このカードは有効化されていません（{when|時点は不明}）。証明されています。",
			EN: "This card is not activated{asof|}. That is proven.",
		},
		Likely: {
			JA: "このカードは、レジで有効化されていないと考えられます（{when|時点は不明}）。使用済みではありません。",
			EN: "This card was probably never activated at the till{asof|}. That is not the same as used.",
		},
		Possible: {
			JA: "このカードは、レジで有効化されていない可能性があります（{when|時点は不明}）。使用済みとは限りません。",
			EN: "This card may never have been activated at the till{asof|}. That is not the same as used.",
		},
	},
}

// summary is the verdict in a sentence or two.
func (w *weighing) summary(v Verdict, disputed bool) brand.Text {
	when := spellTime(v.AsOf)
	values := slots{"by": {}, "on": {}, "asof": {}, "at": when, "when": {}}
	if !v.AsOf.IsZero() {
		values["when"] = when
		values["by"] = brand.Text{JA: when.JA + "までに", EN: " by " + when.EN}
		values["on"] = brand.Text{EN: " on " + when.EN}
		values["asof"] = brand.Text{EN: " as of " + when.EN}
	}
	if v.State != Unknown {
		return values.fill(summaries[v.State][v.Confidence])
	}
	return values.fill(w.unknown(disputed))
}

// unknown says plainly that nothing is certain, and what there is.
func (w *weighing) unknown(disputed bool) brand.Text {
	if disputed {
		return brand.Text{
			JA: "資料どうしが食い違っているため、このカードが使用済みかどうかは判断できません。",
			EN: "The evidence contradicts itself, so it cannot be said whether this card is used.",
		}
	}
	hint := brand.Text{}
	for _, f := range w.found {
		if f.Weight == Hint {
			hint = f.Text
			break
		}
	}
	if hint == (brand.Text{}) {
		return brand.Text{
			JA: "このカードが使用済みかどうかは、まだ分かりません。判断できる証拠がありません。",
			EN: "It is not known whether this card is used: there is no evidence that tells.",
		}
	}
	return brand.Text{
		JA: "このカードが使用済みかどうかは、確かなことは分かりません。手がかりとして、次のことが分かっています。" + hint.JA,
		EN: "It is not known for certain whether this card is used. What is known is no more than a hint: " + hint.EN,
	}
}
