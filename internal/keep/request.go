package keep

import (
	"context"
	"io"
	"slices"
	"strings"
	"time"

	"github.com/unspent-dev/unspent"
	"github.com/unspent-dev/unspent/assess"
	"github.com/unspent-dev/unspent/brand"
	"github.com/unspent-dev/unspent/internal/casefile"
	"github.com/unspent-dev/unspent/internal/store"
)

// Ask is what an asker wants of somebody.
type Ask struct {
	Whom  assess.Owner // giver, seller, shop or buyer
	What  string       // id of what is asked for, as answers have it: of an ask or of the next act
	Name  string       // who asks, in their own words
	Note  string       // what they write to it
	Share []string     // which of their answers the other side sees, of those that can be shared
	Show  []string     // which pieces of their evidence, by the ids that the case has them under
	Until time.Time    // zero: RequestLife from now
}

// Shareable are the answers that an asker may share: what tells a card from others, and
// when it went from hand to hand.
func Shareable() []string {
	return []string{"last4", "amount", "order", "serial", "got", "issued", "handed"}
}

// shown are the answers that every request shows: without them nothing is judged.
func shown() []string { return []string{"brand", "language", "asker", "channel", "form"} }

// Request is a request as the other side sees it: all that they may know of the case.
type Request struct {
	Whom        assess.Owner
	What        string
	Name, Note  string            // the asker's
	Facts       map[string]string // what the asker shares, by the fields of the form
	Word        string            // fresh: what is photographed for this request shows it
	Made, Until time.Time
	State       State
	Deposits    []Deposit // those that stand
	Shown       []Showing // what the asker shows of their evidence, the newest last
	Wishes      []Wish    // of the other side, for something newer
}

// Asked is a request as the asker sees it.
type Asked struct {
	ID   string // the asker's
	Link RequestLink
	Request
}

// Deposit is what the other side brings, as it was read and confirmed there.
type Deposit struct {
	ID       string // the sender's: sent twice it is stored once
	Replaces string // the id of the one that it corrects; "" if it corrects none
	Name     string // who they say they are
	Note     string // what they say to it
	Evidence []casefile.EvidenceJSON
	Copies   []casefile.CopyJSON
	At       time.Time // when it came; not the sender's to say
}

// Input is the case as the other side may know it, with the fresh word: what they bring
// is read by it.
func (r Request) Input() (casefile.Input, error) {
	in, err := casefile.Said(r.told()).Input()
	if r.What != ToShow {
		in.Case.Challenge, in.Asked = r.Word, r.Made.Truncate(time.Minute)
	}
	return in, err
}

// Answer judges, at a time, the shared facts on what was deposited for this request, and
// on nothing else of the case, in words for whoever has the link: what they brought is
// theirs, and what they are shown is the asker's.
func (r Request) Answer(brands brand.Catalogue, at time.Time) (casefile.Answer, error) {
	in, err := r.Input()
	if err != nil {
		return casefile.Answer{}, err
	}
	own := r.deposited()
	for i := range own {
		if string(r.Whom) == string(in.Case.Asker) {
			own[i].Owner, own[i].Evidence = assess.NoOwner, slices.Clone(own[i].Evidence)
			for k := range own[i].Evidence {
				own[i].Evidence[k].Owner = assess.Mine
			}
		}
	}
	return casefile.Together(in, brands, at, append(r.showings(), own...)...)
}

// Asker judges the same as [Request.Answer], in words for whoever asks: letters of theirs
// to the other side are in it.
func (r Request) Asker(brands brand.Catalogue, at time.Time) (casefile.Answer, error) {
	in, err := casefile.Said(r.Facts).Input()
	if err != nil {
		return casefile.Answer{}, err
	}
	var all []casefile.Party
	for _, s := range r.Shown {
		all = append(all, casefile.Party{Evidence: s.Evidence, Copies: s.Copies})
	}
	return casefile.Together(in, brands, at, append(all, r.deposited()...)...)
}

// deposited is what one party brought.
func (r Request) deposited() (all []casefile.Party) {
	for _, d := range r.Deposits {
		all = append(all, casefile.Party{Owner: r.Whom, Evidence: d.Evidence, Copies: d.Copies})
	}
	return all
}

// requestBox is what is sealed of a request.
type requestBox struct {
	Request         // of one that was withdrawn nothing but the state
	Given   []given // all that ever came
	Notice  string  // the secret of who is told what comes; "" if nobody is
}

// given is a deposit in the box of its request. Of one that was corrected only what it
// is known again by is left.
type given struct {
	Deposit
	Sum  string
	Over bool
}

// stateAt is where a request that ends at until stands at a time.
func (b requestBox) stateAt(until, now time.Time) State {
	if to, err := b.State.after(TimeOver); err == nil && !now.Before(until) {
		return to
	}
	return b.State
}

func (b requestBox) standing() (stand []Deposit) {
	for _, g := range b.Given {
		if !g.Over {
			stand = append(stand, g.Deposit)
		}
	}
	return stand
}

// seen is what the other side sees.
func (b requestBox) seen() Request {
	r := b.Request
	r.Deposits = b.standing()
	return r
}

// add adds a deposit, or corrects one; news is false if it is there already.
func (b *requestBox) add(d Deposit, now time.Time) (news bool, err error) {
	sum := sumOf(d)
	if i := slices.IndexFunc(b.Given, func(g given) bool { return g.ID == d.ID }); i >= 0 {
		if b.Given[i].Sum != sum {
			err = refuse(unspent.Conflict, "keep.sentOther")
		}
		return false, err
	}
	if len(b.Given) >= MaxDeposits {
		return false, refuse(unspent.TooLarge, "keep.tooMany", "Most", MaxDeposits)
	}
	if d.Replaces != "" {
		i := slices.IndexFunc(b.Given, func(g given) bool { return g.ID == d.Replaces && !g.Over })
		if i < 0 {
			return false, refuse(unspent.Conflict, "keep.changed")
		}
		b.Given[i] = given{Deposit: Deposit{ID: d.Replaces}, Sum: b.Given[i].Sum, Over: true}
	}
	d.At = now
	b.Given = append(b.Given, given{Deposit: d, Sum: sum})
	return true, nil
}

// Ask makes a request from a case, under an id of the caller's: what is sent once more
// is made already, and another request under the same id is a Conflict.
func (c *Cases) Ask(ctx context.Context, link CaseLink, id string, a Ask) (out Asked, err error) {
	if a, err = c.cleanAsk(id, a); err != nil {
		return Asked{}, err
	}
	err = c.change(ctx, func(r store.Documents, now time.Time) ([]step, error) {
		k, err := unseal[caseBox](ctx, r, store.KindKept, link.Secret, now)
		if err != nil {
			return nil, err
		}
		i := slices.IndexFunc(k.body.Sent, func(s sent) bool { return s.ID == id })
		switch {
		case i < 0 && len(k.body.Sent) >= MaxRequests:
			return nil, refuse(unspent.TooLarge, "keep.tooMany", "Most", MaxRequests)
		case i < 0:
			var steps []step
			out, steps, err = c.send(k, id, a, now)
			return steps, err
		case k.body.Sent[i].Sum != sumOf(a):
			return nil, refuse(unspent.Conflict, "keep.sentOther")
		}
		all, err := whole(ctx, r, k, now)
		if err == nil {
			out = all.Requests[i]
		}
		return nil, err
	})
	return unless(err, out)
}

// send makes a request, and notes it in its case.
func (c *Cases) send(k sealed[caseBox], id string, a Ask, now time.Time) (out Asked, steps []step, err error) {
	r := Request{Whom: a.Whom, What: a.What, Name: a.Name, Note: a.Note, Facts: map[string]string{}, Made: now, Until: a.Until, State: Open}
	names := append(shown(), a.Share...)
	if len(a.Show) > 0 && a.What != ToShow { // it answers a complaint, which is part of the case then
		names = append(names, "claimed")
	}
	for _, name := range names {
		if value := k.body.Said[name]; value != "" {
			r.Facts[name] = value
		}
	}
	if r.Facts["amount"] != "" {
		r.Facts["currency"] = k.body.Said["currency"]
	}
	if r.Until.IsZero() {
		r.Until = now.Add(RequestLife)
		if a.What == ToShow {
			r.Until = k.end
		}
	}
	if r.Shown, err = k.body.show(a, now); err != nil {
		return out, nil, err
	}
	for i := range r.Shown {
		r.Shown[i].Evidence = c.reticent(r.Shown[i].Evidence, r.Facts)
	}
	if r.Until.After(k.end) {
		r.Until = k.end
	}
	if !r.Until.After(now) {
		return out, nil, unspent.Errorf(unspent.Invalid, "a request ends after now")
	}
	secret, err := draw(c.o.Rand)
	if err != nil {
		return out, nil, err
	}
	if r.Word, err = freshWord(c.o.Rand); err != nil {
		return out, nil, err
	}
	for _, judge := range []func(brand.Catalogue, time.Time) (casefile.Answer, error){r.Asker, r.Answer} {
		if _, err := judge(c.o.Brands, now); err != nil { // what nobody could judge is asked of nobody
			return out, nil, err
		}
	}
	l, err := lockOf(store.KindAsked, secret)
	if err != nil {
		return out, nil, err
	}
	plain := r
	plain.Shown = nil // the case has it already
	k.body.Sent = append(k.body.Sent, sent{id, secret.Reveal(), sumOf(a), plain})
	request, err := sealed[requestBox]{lock: l, end: k.end}.with(requestBox{Request: r, Notice: k.body.Notice}, c)
	if err != nil {
		return out, nil, err
	}
	noted, err := k.with(k.body, c)
	return Asked{id, RequestLink{secret}, r}, []step{noted, request}, err
}

// Withdraw ends a request of a case, by the asker's id of it. From then on its link
// shows and takes nothing; what was deposited stays. One that has ended is left as it
// is.
func (c *Cases) Withdraw(ctx context.Context, link CaseLink, id string) error {
	return c.change(ctx, func(r store.Documents, now time.Time) ([]step, error) {
		k, err := unseal[caseBox](ctx, r, store.KindKept, link.Secret, now)
		if err != nil {
			return nil, err
		}
		i := slices.IndexFunc(k.body.Sent, func(s sent) bool { return s.ID == id })
		if i < 0 {
			return nil, refuse(unspent.NotFound, "keep.gone")
		}
		_, q, err := k.body.Sent[i].read(ctx, r, now)
		if err != nil {
			return nil, err
		}
		to, ended := q.body.stateAt(k.body.Sent[i].Request.Until, now).after(TakenBack)
		if ended != nil {
			return nil, nil
		}
		s, err := q.with(requestBox{Request: Request{State: to}, Given: q.body.Given}, c)
		return []step{s}, err
	})
}

// reach reads a request for the other side; NotFound, with the word of why, if it shows
// and takes nothing. The state that it comes with is the one after a deposit.
func reach(ctx context.Context, r store.Documents, link RequestLink, now time.Time) (q sealed[requestBox], answered State, err error) {
	if q, err = unseal[requestBox](ctx, r, store.KindAsked, link.Secret, now); err != nil {
		return q, "", err
	}
	answered, err = q.body.stateAt(q.body.Until, now).after(Deposited)
	return q, answered, err
}

// Look returns what a request shows to whoever has its link; NotFound, with the word of
// why, if that is nothing.
func (c *Cases) Look(ctx context.Context, link RequestLink) (out Request, err error) {
	now := c.now()
	err = c.store.View(ctx, func(r store.Reader) error {
		q, _, err := reach(ctx, r, link, now)
		if err == nil {
			out = q.body.seen()
		}
		return err
	})
	return unless(err, out)
}

// Deposit brings something for a request, or corrects what was brought. What is sent
// once more is there already; another deposit under the same id is a Conflict, and so is
// correcting what was corrected since.
func (c *Cases) Deposit(ctx context.Context, link RequestLink, d Deposit) (out Request, err error) {
	if d, err = c.cleanDeposit(d); err != nil {
		return Request{}, err
	}
	err = c.change(ctx, func(r store.Documents, now time.Time) ([]step, error) {
		q, answered, err := reach(ctx, r, link, now)
		if err != nil {
			return nil, err
		}
		news, err := q.body.add(d, now)
		if !news || err != nil {
			out = q.body.seen()
			return nil, err
		}
		q.body.State = answered
		out = q.body.seen()
		s, err := q.with(q.body, c)
		return []step{s}, err
	})
	return unless(err, out)
}

// syllables make a word that is read aloud alike in Japanese and in English, of letters
// that neither a reader nor a machine takes for others.
func syllables() []string {
	return []string{"KA", "KE", "KU", "MA", "ME", "MU", "NA", "NE", "NU", "RA", "RE", "RU", "TA", "TE", "YA", "YU"}
}

// freshWord draws a word by which a picture is known to be newer than a request.
func freshWord(rand io.Reader) (string, error) {
	var random [wordParts]byte
	if _, err := io.ReadFull(rand, random[:]); err != nil {
		return "", err
	}
	var b strings.Builder
	for _, r := range random {
		b.WriteString(syllables()[int(r)%len(syllables())])
	}
	return b.String(), nil
}
