package assess

import (
	"slices"
	"time"

	"github.com/unspent-dev/unspent/brand"
)

// found is a finding in the making.
type found struct {
	Finding
	rule *Rule
	e    *piece
	raw  Weight // before other findings take something off
}

// least takes a weight down to most, for a reason.
func (f *found) least(most Weight, why ...brand.Text) {
	if f.Weight > most {
		f.Weight = most
		f.Because = append(f.Because, why...)
	}
}

// weighAlone weighs a finding by its own evidence: authenticity, what the
// importer noticed, binding, age.
func (w *weighing) weighAlone(f *found) {
	f.Because = append(f.Because, f.e.because...)
	w.byGrade(f)
	if f.State == Unused && f.e.owner == Mine && w.c.Asker == Seller && f.e.Kind != Book && f.e.Grade != Verified {
		f.least(Fair, brand.Text{
			JA: "売る人ご自身の画面なので、買う人にとっては「可能性がある」までです。",
			EN: "It is the seller's own screen: to whoever buys the card it makes it no more than possible.",
		})
	}
	switch f.Binding {
	case Unbound:
		f.Weight = None
	case Partial:
		f.Weight = max(f.Weight-1, None)
	case Exact:
	}
	if f.State == Unused {
		w.byAge(f)
	}
	f.raw = f.Weight
}

func (w *weighing) byGrade(f *found) {
	e := f.e
	said := len(f.Because)
	signed, faulty := None, false // of several faulty signatures the best counts
	for _, n := range e.Notes {
		about, ok := note(n.ID)
		if !ok || about.most == Proof || about.unused && f.State != Unused || n.ID == PictureOnly && e.owner == Mine {
			continue
		}
		f.Because = append(f.Because, NoteText(n))
		if about.ofSignature() {
			signed, faulty = max(signed, about.most), true
			continue
		}
		f.Weight = min(f.Weight, about.most)
	}
	if faulty {
		f.Weight = min(f.Weight, signed)
	}
	explained := len(f.Because) > said
	switch {
	case e.Grade == Contradicted:
		f.least(None, brand.Text{
			JA: "見かけどおりの資料ではないため、証拠として数えません。",
			EN: "It is not what it says it is, so it counts for nothing.",
		})
	case e.Grade == Verified && e.Kind == Mail && !w.confirmed(e.Says):
		f.least(Strong, brand.Text{
			JA: "電子署名は正しいものの、この種類のメールの差出人や文面を発行者が公表していないため、証明とまでは言えません。",
			EN: "The signature is good, but the issuer has not confirmed how this kind of mail looks, so it is not taken as proof.",
		})
	case e.Grade == Verified:
	case explained:
		f.least(Strong)
	default:
		f.least(Strong, brand.Text{
			JA: "電子署名などの裏づけがない資料なので、証明とまでは言えません。",
			EN: "No signature backs it, so it is not taken as proof.",
		})
	}
	if e.chosen() { // a message that was read would weigh more
		f.Weight = max(f.Weight-1, None)
	}
	switch {
	case e.Kind == Statement && f.State != Unknown && !slices.Contains([]brand.Meaning{brand.SaidUsed, brand.SaidUnused, brand.NoNotice}, e.Says):
		f.least(Hint, brand.Text{
			JA: "話だけで、そのもの（メールや画面）は示されていません。",
			EN: "It is only told: the mail or the page itself was not brought.",
		})
	case e.Kind == Picture && e.owner != Mine:
		f.least(Fair, NoteText(Note{ID: PictureOnly}))
	}
}

// confirmed reports whether the issuer confirms how a kind of mail looks: no
// proof is built on what nobody has confirmed.
func (w *weighing) confirmed(m brand.Meaning) bool {
	return slices.ContainsFunc(w.p.Mails, func(mail brand.Mail) bool { return mail.Means == m && mail.Confirmed })
}

// byAge takes from a finding of unused what time has made of it.
func (w *weighing) byAge(f *found) {
	at := f.e.at
	switch {
	case at.IsZero():
		f.least(Hint, brand.Text{
			JA: "いつのことか分かりません。未使用かどうかは、時点が分からなければ意味がありません。",
			EN: "It does not say when. That a card was unused means nothing without a time.",
		})
		return
	case at.After(w.now.Add(DaySlack)):
		f.least(Hint, brand.Text{JA: "日付が未来になっています。", EN: "Its date is in the future."})
		return
	case !w.c.HandedOver.IsZero() && at.Before(w.c.HandedOver):
		f.least(Hint, brand.Text{
			JA: "番号が渡される前の状態です。渡された後のことは分かりません。",
			EN: "It is of the time before the code was handed over, and says nothing of what came after.",
		})
	}
	switch age := w.now.Sub(at); {
	case age > StaleAfter:
		f.least(Hint, older(StaleAfter))
	case age > FreshFor:
		f.least(max(f.Weight-1, Hint), older(FreshFor))
	}
}

func older(than time.Duration) brand.Text {
	age := span(than)
	return brand.Text{
		JA: age.JA + "以上前の状態です。その後に使われた可能性があります。",
		EN: "It is more than " + age.EN + " old: the card may have been used since.",
	}
}

// weighTogether takes from findings what later ones have made of them. It looks
// at the raw weights only, so that the order does not matter.
func (w *weighing) weighTogether() {
	overtaken := brand.Text{
		JA: "その後に状態が変わったことを示す、より新しい資料があります。",
		EN: "There is later evidence that the card's state has changed since.",
	}
	for _, f := range w.found {
		if f.Weight == None {
			continue
		}
		if w.anyOther(f, func(g *found) bool { return overtakes(f, g) }) {
			f.least(Hint, overtaken)
		}
		w.byResend(f)
	}
}

// byResend takes from a finding that goes by the order, which an old and a new
// code share, what a resend before it has made of it: it may be about the new
// code, and then this one was replaced.
func (w *weighing) byResend(f *found) {
	if f.State != Used && f.State != Unused || f.e.named || !ofOrder(f.e) {
		return
	}
	resent := None
	for _, g := range w.found {
		if g.State == Replaced && g.raw >= Fair && later(f, g) {
			resent = max(resent, g.raw)
		}
	}
	most := Hint
	switch {
	case resent == None:
		return
	case f.State == Used:
		most = max(min(f.Weight, resent)-1, min(f.Weight, Fair))
	case f.State == Unused:
	}
	f.Binding = Partial
	f.least(most, brand.Text{
		JA: "再送より後のことなので、新しい番号のカードについての資料かもしれません。",
		EN: "It came after the card was sent again, so it may be about the new code.",
	})
}

// ofOrder reports whether evidence is of the order by which a card was bought.
func ofOrder(e *piece) bool { return e.Kind == Mail || e.Kind == OrderPage }

func (w *weighing) anyOther(f *found, is func(*found) bool) bool {
	return slices.ContainsFunc(w.found, func(g *found) bool { return g != f && g.raw >= Fair && is(g) })
}

// overtakes reports whether g, which counts, is later than f and tells a change
// of what f says. Used stays used; only a book can tell that value was put back.
func overtakes(f, g *found) bool {
	if f.e.Kind == Book && g.e.Kind == Book {
		return f.State != g.State && later(g, f) && g.raw >= f.raw
	}
	switch f.State {
	case Unused:
		return (g.State == Used || g.State == Replaced || g.State == Blocked) && !knownBefore(g, f)
	case Inactive:
		return (g.State == Used || g.State == Unused) && later(g, f) && !slices.Contains(g.rule.Fits, Inactive)
	case Blocked:
		if f.e.Says == ended && g.e.Says != brand.BalanceFull && g.e.Says != brand.BookUnspent {
			return false // only the issuer's own look-up tells that it is good all the same
		}
		return g.State == Unused && g.raw >= f.raw && later(g, f) && !slices.Contains(g.rule.Fits, Blocked)
	case Used, Replaced, Unknown:
	}
	return false
}

// later reports whether g is surely later than f.
func later(g, f *found) bool { return !g.At.IsZero() && !f.At.IsZero() && g.At.After(f.At) }

// knownBefore reports whether g had surely happened by the time of f.
func knownBefore(g, f *found) bool {
	if g.At.IsZero() || f.At.IsZero() {
		return false
	}
	if g.e.day() {
		return !f.At.Before(g.At.Add(DaySlack))
	}
	return !f.At.Before(g.At)
}
