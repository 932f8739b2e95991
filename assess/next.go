package assess

import (
	"slices"
	"strings"

	"github.com/unspent-dev/unspent/brand"
)

// next chooses the one act to begin with.
func (s situation) next() Next {
	values := s.slots()
	s.urgentSlots(values)
	act := func(id string, whom Owner, text brand.Text, tasks ...brand.Task) Next {
		n := Next{ID: id, Whom: whom, Text: sentence(values.fill(text))}
		for _, t := range tasks {
			n.Steps = append(n.Steps, s.steps(t, whom, values)...)
		}
		return n
	}
	switch {
	case s.c.Intent == ToCash && !s.c.Claimed:
		return act("card-limit-cash", Mine, brand.Text{
			JA: "まず、カードを買わずに、支払い方法を変えられないかクレジットカード会社に相談してください。",
			EN: "First, before you buy any card, ask your credit card company whether the payments can be arranged otherwise.",
		}, "cash")
	case s.c.leaked():
		return s.codeOut(values)
	case s.c.AskedFor:
		return act("asked-for", Mine, brand.Text{
			JA: "まず、番号を伝えず、カードも買わずに、電話やメッセージのやり取りを止めてください。",
			EN: "First stop: tell no code, buy no card, and break off the call or the chat.",
		}, "police")
	case len(s.v.Remedies) > 0 && (s.bad() || s.c.Claimed || s.v.Remedies[0].ID == "send-again" || s.v.Remedies[0].ID == "unreadable"):
		r := s.v.Remedies[0]
		mine := r.ID == "not-certain-yet" && s.hasRemedy("own-account")
		if r.ID == "not-certain-yet" && len(s.v.Missing) > 0 && !mine {
			break // what is missing comes first, unless it is the asker's own account that has the value
		}
		if r.ID == "not-certain-yet" && len(s.v.Remedies) > 1 {
			r = s.v.Remedies[1]
		}
		tasks := map[string][]brand.Task{"own-accounts": {brand.ToHistory},
			"own-account": {brand.ToHistory}, "issuer-blocked": {brand.ToContact}, "issuer-reissue": {brand.ToContact}, "store-exchange": {"store"},
			"compare-numbers": {"compare"}}
		if r.ID == "send-again" {
			return act(r.ID, Mine, brand.Text{
				JA: "相手に届いていなければ、送り先のアドレスを確かめて、注文ページからもう一度送ってください。",
				EN: "If it has not arrived, check the address and have it sent again from the page of your order.",
			}, brand.ToResend)
		}
		if r.ID == "unreadable" {
			return act(r.ID, Mine, brand.Text{
				JA: "まず、カードの両面の写真とレシートを用意して、発行者の窓口に連絡してください。",
				EN: "First take pictures of both sides, find the receipt, and contact the issuer's support.",
			}, "unreadable")
		}
		if r.ID == "desk-ask" {
			return act(r.ID, Buyers, firstSentence(r.Text), "theirs")
		}
		if r.ID == "own-account" && s.hasHistory() {
			return act(r.ID, Mine, r.Text) // its steps lead to what is there already
		}
		return act(r.ID, Mine, firstSentence(r.Text), tasks[r.ID]...)
	case s.v.State == Unused && s.v.Confidence != Possible:
		return Next{}
	}
	for _, a := range s.v.Missing {
		return act(a.ID, a.Whom, a.Act, taskOf(a.ID))
	}
	if s.v.State != Unknown {
		return Next{}
	}
	return act("issuer-answer", Issuers, brand.Text{
		JA: "まず、発行者の窓口に、いまある資料を示して、このカードの状態を尋ねてください。",
		EN: "First show the issuer's support what you have, and ask for the state of this card.",
	}, brand.ToContact)
}

// hasRemedy reports whether the remedy right behind the first is this one.
func (s situation) hasRemedy(id string) bool {
	return len(s.v.Remedies) > 1 && s.v.Remedies[1].ID == id
}

// hasHistory reports whether the asker's own history was brought.
func (s situation) hasHistory() bool {
	return slices.ContainsFunc(s.all, func(e Evidence) bool { return e.Kind == History && e.Owner == Mine })
}

// taskOf returns how an ask is met.
func taskOf(id string) brand.Task {
	for _, a := range askTable {
		if a.id == id {
			return a.task
		}
	}
	return ""
}

// firstSentence is how a text begins.
func firstSentence(t brand.Text) brand.Text {
	cut := func(text, end string) string {
		line, _, _ := strings.Cut(text, "\n")
		first, _, found := strings.Cut(line, end)
		if !found {
			return line
		}
		return first + strings.TrimSpace(end)
	}
	return brand.Text{JA: cut(t.JA, "。"), EN: cut(t.EN, ". ")}
}

// steps says how to do a thing on the asker's device: as the brand's profile
// knows it, or else as it is with any brand. What somebody else does begins with
// asking them.
func (s situation) steps(t brand.Task, whom Owner, values slots) (steps []brand.Text) {
	device := s.c.device()
	if whom == Givers || whom == Sellers || whom == Buyers {
		_, values["who"] = spellOwner(whom)
		steps = append(steps, brand.Text{
			JA: "{who}に、用意した文面を送ります。見てもらうのは次の画面です。",
			EN: "Send {who} the message that is ready. What they look at is this:",
		})
		device = Phone
	}
	if known, ok := s.p.StepsFor(t, brand.Device(device)); ok {
		if known.URL != "" {
			steps = append(steps, brand.Text{JA: "開くページ：" + known.URL, EN: "Where it begins: " + known.URL})
		}
		steps = append(steps, known.Steps...)
	} else {
		steps = append(steps, generic(t, device)...)
	}
	if brings(t) && !s.c.leaked() {
		steps = append(steps, AddAgain())
	}
	var out []brand.Text
	for _, step := range steps {
		if said := sentence(values.fill(step)); said.JA != "" && said.EN != "" {
			out = append(out, said)
		}
	}
	return out
}

// brings reports whether a task ends with something to show.
func brings(t brand.Task) bool {
	switch t {
	case "", "cash", "police", "unreadable", "store", "compare", brand.ToResend, brand.ToContact:
		return false
	default:
		return true
	}
}

// AddAgain is the last step of what brings a picture or a file: to whoever has a case.
func AddAgain() brand.Text {
	return brand.Text{
		JA: "撮った画面や保存したファイルをこの判定に加えて、もう一度判定します。",
		EN: "Add the pictures or files to this case, and have it judged again.",
	}
}
