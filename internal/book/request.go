package book

import (
	"context"
	"slices"

	"github.com/unspent-dev/unspent"
	"github.com/unspent-dev/unspent/internal/store"
)

// requestIDs returns under what name a request is kept: that of the party that it
// comes from. Those of whoever acts for no party are kept apart by what each is
// about, so that a retry is one with any key, and nobody meets who is not at the same
// card. older are the names of before parties were: of the key itself, and of
// the party's other keys.
func (b *Book) requestIDs(r unspent.Request, t unspent.Touched) (id unspent.RequestID, older []unspent.RequestID) {
	party := r.By.Party()
	spend, ok := r.Command.(unspent.Spend)
	switch {
	case party == r.By.ID && party != "": // as before
		return b.ring.RequestID(party, r.Key), nil
	case party == "" && r.By.Role == unspent.Merchant && ok:
		party = unspent.MerchantParty(spend.Merchant)
	case party == "":
		party = "of " + string(r.By.Role) + " " + about(t)
	}
	if id = b.ring.RequestID(party, r.Key); r.By.ID == "" {
		return id, nil
	}
	for _, key := range b.keysOf(r.By) {
		older = append(older, b.ring.RequestID(key, r.Key))
	}
	return id, older
}

// about tells apart what requests are about.
func about(t unspent.Touched) string {
	switch {
	case !t.Secret.IsZero():
		return t.Event.HoldID() + t.Secret.Reveal()
	case !t.Code.IsZero():
		return t.Code.Reveal()
	case !t.Serial.IsZero():
		return t.Serial.String()
	case t.Event != 0:
		return t.Event.EventID()
	}
	return t.Account
}

// keysOf returns the ids of the keys that act for the same party as by, its own first.
func (b *Book) keysOf(by unspent.Actor) []string {
	keys := []string{by.ID}
	for _, id := range (*b.parties.Load())[by.Party()] {
		if id != by.ID {
			keys = append(keys, id)
		}
	}
	return keys
}

// partiesOf returns the newest keys of every party, at most maxOlder of each.
func partiesOf(keys []store.APIKey) map[string][]string {
	keys = slices.Clone(keys)
	slices.SortStableFunc(keys, func(a, b store.APIKey) int { return b.CreatedAt.Compare(a.CreatedAt) })
	all := map[string][]string{}
	for _, k := range keys {
		party := unspent.Actor{ID: k.ID, Role: k.Role, Bound: k.Bound, Scope: k.Scope}.Party()
		if party != "" && party != k.ID && len(all[party]) < maxOlder {
			all[party] = append(all[party], k.ID)
		}
	}
	return all
}

// answered returns the answer to a request if there is one.
func answered(s *store.State, id unspent.RequestID, older []unspent.RequestID) (a store.Answer, ok bool) {
	if a, ok = s.Answers[id]; ok {
		return a, true
	}
	for _, id := range older {
		if a, ok = s.Answers[id]; ok {
			return a, true
		}
	}
	return a, false
}

// Answered reports whether a request was answered before, as r knows.
func (b *Book) Answered(ctx context.Context, r store.Loader, req unspent.Request) (bool, error) {
	id, older := b.requestIDs(req, req.Command.Touches())
	s := store.NewState()
	if err := r.Load(ctx, store.Want{Requests: append(older, id)}, s); err != nil {
		return false, err
	}
	_, ok := answered(s, id, older)
	return ok, nil
}

// Repeated reports whether a request, of anybody, was answered before: asking for it
// again writes nothing.
func (b *Book) Repeated(ctx context.Context, req unspent.Request) (done bool, err error) {
	if err := req.Validate(); err != nil {
		return false, err
	}
	err = b.store.View(ctx, func(r store.Reader) error {
		done, err = b.Answered(ctx, r, req)
		return err
	})
	return done, unavailableOrNil(err)
}

// Asked returns the names that a request of by was kept under outside the journal: the
// party's first, then those of the keys themselves, from before parties were.
func (b *Book) Asked(by unspent.Actor) []string {
	party := by.Party()
	if party == "" || party == by.ID {
		return []string{by.ID}
	}
	return append([]string{party}, b.keysOf(by)...)
}
