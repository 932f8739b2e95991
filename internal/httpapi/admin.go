package httpapi

import (
	"slices"
	"strings"
	"time"

	"github.com/unspent-dev/unspent"
	"github.com/unspent-dev/unspent/api"
	"github.com/unspent-dev/unspent/internal/store"
)

func (s *server) mountAdmin() {
	yes, at := true, exampleTime()
	shown := api.Program{ID: "gift-jpy", Name: "ギフトカード", Currency: "JPY", Validity: "P10Y", Claimable: true, Spendable: true, Transferable: true, Limits: api.AllLimits{AccountCap: 300000, PerTransfer: 100000, PerMonth: 300000}, RevealWindow: "24h", CreatedAt: at}
	mount(s, endpoint[api.ProgramRequest, api.Program]{
		id: "createProgram", method: "POST", path: "/v1/programs", tag: "administration", summary: "Create a program",
		about:  "Terms never change: the same program again is answered with the first one, other terms under the same id are a conflict.",
		access: access{}, write: true, status: 201, do: (*exchange).createProgram, out: shown,
		in: api.ProgramRequest{ID: "gift-jpy", Name: "ギフトカード", Currency: "JPY", Validity: "P10Y", Claimable: &yes, Spendable: &yes, Transferable: &yes},
	})
	mount(s, endpoint[struct{}, api.Program]{
		id: "program", method: "GET", path: "/v1/programs/{id}", tag: "administration", summary: "See a program",
		about: "The terms of its cards, for whoever has one: no key is needed.", access: access{open: true}, reasons: []unspent.Reason{unspent.NotFound},
		out: shown, do: (*exchange).program,
	})
	mount(s, endpoint[struct{}, api.ProgramPage]{
		id: "programs", method: "GET", path: "/v1/programs", tag: "administration", summary: "List programs", about: "By id.",
		access: staffAccess(), query: pageQuery(), out: api.ProgramPage{Programs: []api.Program{shown}}, do: (*exchange).programs,
	})
	key := api.KeyRecord{ID: "key_1a2b3c", Name: "till 4", Role: "merchant", Merchant: "m1", CreatedAt: at}
	mount(s, endpoint[api.KeyRequest, api.NewKey]{
		id: "createKey", method: "POST", path: "/v1/keys", tag: "administration", summary: "Create an API key",
		about:  "Only its hash is kept, so this call alone cannot be replayed: asked again it makes another key. Revoke the one whose answer was lost. Where there are two admins, or were, it takes both of them: an admin who made keys alone could be two persons.",
		access: access{}, write: true, status: 201, reasons: []unspent.Reason{unspent.SecondPerson}, in: api.KeyRequest{Name: "till 4", Role: "merchant", Merchant: "m1"}, out: api.NewKey{KeyRecord: key, Key: "uk_1a2b3c_…"}, do: (*exchange).createKey,
	})
	mount(s, endpoint[struct{}, api.KeyList]{
		id: "keys", method: "GET", path: "/v1/keys", tag: "administration", summary: "List API keys", about: "Revoked ones too.",
		access: access{}, out: api.KeyList{Keys: []api.KeyRecord{key}}, do: (*exchange).keys,
	})
	mount(s, endpoint[struct{}, struct{}]{
		id: "revokeKey", method: "DELETE", path: "/v1/keys/{id}", tag: "administration", summary: "Revoke an API key at once",
		access: access{}, write: true, status: 204, reasons: []unspent.Reason{unspent.NotFound},
		do: func(x *exchange, _ *struct{}) (*struct{}, error) {
			return nothing(x.s.Book.RevokeKey(x.noting(), x.by, x.r.PathValue("id")))
		},
	})
	mount(s, endpoint[struct{}, struct{}]{
		id: "forget", method: "DELETE", path: "/v1/parties/{id}", tag: "administration", summary: "Forget a person",
		about:  "Erases the name or address behind an opaque id for good. Money and history stay.",
		access: access{roles: []unspent.Role{unspent.Support, unspent.Issuer}}, write: true, status: 204,
		do: func(x *exchange, _ *struct{}) (*struct{}, error) {
			return nothing(x.s.Book.EraseParty(x.noting(), x.by, x.r.PathValue("id")))
		},
	})
	mount(s, endpoint[struct{}, struct{}]{
		id: "confirmDelivery", method: "POST", path: "/v1/events/{id}/confirm", tag: "cards", summary: "Confirm that the codes arrived",
		about:  "Ends the reveal window early: from now on nobody can show these codes or secrets again. The id is in the header Unspent-Event of the answer that had them.",
		access: access{roles: []unspent.Role{unspent.Issuer, unspent.Support}}, write: true, status: 204, do: (*exchange).confirmDelivery,
	})
}

func nothing(err error) (*struct{}, error) { return &struct{}{}, err }

func (x *exchange) createProgram(in *api.ProgramRequest) (*api.Program, error) {
	cur, err := unspent.ParseCurrency(in.Currency)
	if err != nil {
		return nil, err
	}
	validity, err := unspent.ParsePeriod(in.Validity)
	if err != nil {
		return nil, err
	}
	given := func(b *bool) bool { return b == nil || *b }
	p := unspent.Program{ID: in.ID, Name: in.Name, Currency: cur, Validity: validity,
		Claimable: given(in.Claimable), Spendable: given(in.Spendable), Transferable: given(in.Transferable)}
	if in.Limits != nil {
		p.Limits = unspent.Limits(*in.Limits)
	}
	if in.RevealWindow != "" {
		p.RevealWindow, err = time.ParseDuration(in.RevealWindow)
		if err != nil || p.RevealWindow <= 0 {
			return nil, unspent.Errorf(unspent.Invalid, "revealWindow is a duration such as 24h, up to 720h")
		}
	}
	if p, err = x.s.Book.CreateProgram(x.noting(), x.by, p); err != nil {
		return nil, err
	}
	x.subject = p.ID
	v := viewProgram(p)
	return &v, nil
}

func viewProgram(p unspent.Program) api.Program {
	return api.Program{ID: p.ID, Name: p.Name, Currency: p.Currency.String(), Validity: p.Validity.String(), Claimable: p.Claimable, Spendable: p.Spendable, Transferable: p.Transferable,
		Limits: api.AllLimits(p.Limits), RevealWindow: viewDuration(p.RevealWindow), CreatedAt: p.CreatedAt.UTC()}
}

// viewDuration spells 24h as people do, not as 24h0m0s.
func viewDuration(d time.Duration) string {
	text := d.String()
	if strings.HasSuffix(text, "m0s") {
		text = strings.TrimSuffix(text, "0s")
	}
	if strings.HasSuffix(text, "h0m") {
		text = strings.TrimSuffix(text, "0m")
	}
	return text
}

func (x *exchange) program(*struct{}) (*api.Program, error) {
	p, err := x.s.Book.Program(x.r.PathValue("id"))
	if err != nil {
		return nil, err
	}
	v := viewProgram(p)
	return &v, nil
}

func (x *exchange) programs(*struct{}) (*api.ProgramPage, error) {
	limit, cursor, err := x.page()
	if err != nil {
		return nil, err
	}
	all, err := x.s.Book.Programs(x.r.Context())
	if err != nil {
		return nil, err
	}
	start, found := slices.BinarySearchFunc(all, string(cursor), func(p unspent.Program, id string) int { return strings.Compare(p.ID, id) })
	if found {
		start++
	}
	out := &api.ProgramPage{Programs: []api.Program{}}
	for _, p := range all[start:] {
		if len(out.Programs) == limit {
			out.Next = newCursor([]byte(out.Programs[limit-1].ID))
			break
		}
		out.Programs = append(out.Programs, viewProgram(p))
	}
	return out, nil
}

func (x *exchange) createKey(in *api.KeyRequest) (*api.NewKey, error) {
	s, err := parseScope(in.Role, in.Accounts)
	if err != nil {
		return nil, err
	}
	name, err := s.stored(in.Name)
	if err != nil {
		return nil, err
	}
	if err := x.clearKey(in); err != nil {
		return nil, err
	}
	k, secret, err := x.s.Book.CreateKey(x.noting(), x.by, name, in.Role, in.Merchant)
	if err != nil {
		return nil, err
	}
	x.subject = k.ID + x.subject
	return &api.NewKey{KeyRecord: viewKey(k), Key: secret}, nil
}

func viewKey(k store.APIKey) api.KeyRecord {
	name, accounts := splitName(k.Name)
	return api.KeyRecord{ID: k.ID, Name: name, Role: k.Role, Merchant: k.Bound, Accounts: accounts, CreatedAt: k.CreatedAt.UTC(), RevokedAt: api.TimeOf(k.RevokedAt)}
}

func (x *exchange) keys(*struct{}) (*api.KeyList, error) {
	all, err := x.s.Book.Keys(x.r.Context())
	if err != nil {
		return nil, err
	}
	out := &api.KeyList{Keys: []api.KeyRecord{}}
	for _, k := range all {
		if !k.Person() {
			out.Keys = append(out.Keys, viewKey(k))
		}
	}
	return out, nil
}

func (x *exchange) confirmDelivery(*struct{}) (*struct{}, error) {
	seq, err := unspent.ParseEventID(x.r.PathValue("id"))
	if err != nil {
		return nil, err
	}
	return nothing(x.s.Book.ConfirmDelivery(x.noting(), x.by, seq))
}
