package httpapi

import (
	"slices"
	"strings"
	"time"

	"github.com/unspent-dev/unspent"
	"github.com/unspent-dev/unspent/internal/store"
)

type programRequest struct {
	ID           string  `json:"id" maxLength:"64"`
	Name         string  `json:"name" doc:"As holders see it." maxLength:"200"`
	Currency     string  `json:"currency" example:"JPY"`
	Validity     string  `json:"validity,omitempty" doc:"From activation, in ISO 8601; no end if left out." example:"P10Y"`
	Claimable    *bool   `json:"claimable,omitempty" doc:"A card may be claimed to an account; true if left out."`
	Spendable    *bool   `json:"spendable,omitempty" doc:"A card may pay directly; true if left out."`
	Transferable *bool   `json:"transferable,omitempty" doc:"A card may be held, handed over and transferred; true if left out."`
	Limits       *limits `json:"limits,omitempty" doc:"If left out, yen programs get limits that keep them out of the high-value class."`
	RevealWindow string  `json:"revealWindow,omitempty" doc:"How long a retried request shows its codes again; 24h if left out." example:"24h"`
}

type limits struct {
	AccountCap  int64 `json:"accountCap,omitempty" doc:"Most balance of an account, in minor units; 0 or left out: that of the currency, if it has one."`
	PerTransfer int64 `json:"perTransfer,omitempty" doc:"Most value of one claim or hand-over; 0 as above."`
	PerMonth    int64 `json:"perMonth,omitempty" doc:"Most value of a calendar month, UTC; 0 as above."`
}

type program struct {
	ID           string    `json:"id"`
	Name         string    `json:"name"`
	Currency     string    `json:"currency"`
	Validity     string    `json:"validity" doc:"Empty: no end."`
	Claimable    bool      `json:"claimable"`
	Spendable    bool      `json:"spendable"`
	Transferable bool      `json:"transferable"`
	Limits       allLimits `json:"limits"`
	RevealWindow string    `json:"revealWindow"`
	CreatedAt    time.Time `json:"createdAt"`
}

type allLimits struct {
	AccountCap  int64 `json:"accountCap"`
	PerTransfer int64 `json:"perTransfer"`
	PerMonth    int64 `json:"perMonth"`
}

type programPage struct {
	Programs []program `json:"programs"`
	Next     *string   `json:"next" doc:"Cursor of the next page, null at the end."`
}

type keyRequest struct {
	Name     string `json:"name" doc:"What the staff calls it." maxLength:"64"`
	Role     string `json:"role" enum:"admin,issuer,store,merchant,support,auditor,partner"`
	Merchant string `json:"merchant,omitempty" doc:"The one merchant that a merchant's key may act as."`

	Accounts []string `json:"accounts,omitempty" doc:"The accounts that a merchant's or a partner's key acts for: ids, or the beginning of ids and a star. A star alone is every account; left out: none. With the name at most 63 bytes." example:"[\"acct_shop1_*\"]"`
}

type apiKey struct {
	ID        string     `json:"id"`
	Name      string     `json:"name"`
	Role      string     `json:"role"`
	Merchant  string     `json:"merchant,omitempty"`
	Accounts  []string   `json:"accounts,omitempty" doc:"The accounts that it acts for, of a merchant's or a partner's key."`
	CreatedAt time.Time  `json:"createdAt"`
	RevokedAt *time.Time `json:"revokedAt" doc:"null: in force."`
}

type newKey struct {
	apiKey
	Key string `json:"key" doc:"The key itself. It is shown this once."`
}

type keyList struct {
	Keys []apiKey `json:"keys"`
}

func (s *server) mountAdmin() {
	yes, at := true, exampleTime()
	shown := program{"gift-jpy", "ギフトカード", "JPY", "P10Y", true, true, true, allLimits{300000, 100000, 300000}, "24h", at}
	mount(s, endpoint[programRequest, program]{
		id: "createProgram", method: "POST", path: "/v1/programs", tag: "administration", summary: "Create a program",
		about:  "Terms never change: the same program again is answered with the first one, other terms under the same id are a conflict.",
		access: access{}, write: true, status: 201, do: (*exchange).createProgram, out: shown,
		in: programRequest{ID: "gift-jpy", Name: "ギフトカード", Currency: "JPY", Validity: "P10Y", Claimable: &yes, Spendable: &yes, Transferable: &yes},
	})
	mount(s, endpoint[struct{}, program]{
		id: "program", method: "GET", path: "/v1/programs/{id}", tag: "administration", summary: "See a program",
		about: "The terms of its cards, for whoever has one: no key is needed.", access: access{open: true}, reasons: []unspent.Reason{unspent.NotFound},
		out: shown, do: (*exchange).program,
	})
	mount(s, endpoint[struct{}, programPage]{
		id: "programs", method: "GET", path: "/v1/programs", tag: "administration", summary: "List programs", about: "By id.",
		access: staffAccess(), query: pageQuery(), out: programPage{Programs: []program{shown}}, do: (*exchange).programs,
	})
	key := apiKey{ID: "key_1a2b3c", Name: "till 4", Role: "merchant", Merchant: "m1", CreatedAt: at}
	mount(s, endpoint[keyRequest, newKey]{
		id: "createKey", method: "POST", path: "/v1/keys", tag: "administration", summary: "Create an API key",
		about:  "Only its hash is kept, so this call alone cannot be replayed: asked again it makes another key. Revoke the one whose answer was lost. Where there are two admins, or were, it takes both of them: an admin who made keys alone could be two persons.",
		access: access{}, write: true, status: 201, reasons: []unspent.Reason{unspent.SecondPerson}, in: keyRequest{Name: "till 4", Role: "merchant", Merchant: "m1"}, out: newKey{key, "uk_1a2b3c_…"}, do: (*exchange).createKey,
	})
	mount(s, endpoint[struct{}, keyList]{
		id: "keys", method: "GET", path: "/v1/keys", tag: "administration", summary: "List API keys", about: "Revoked ones too.",
		access: access{}, out: keyList{[]apiKey{key}}, do: (*exchange).keys,
	})
	mount(s, endpoint[struct{}, struct{}]{
		id: "revokeKey", method: "DELETE", path: "/v1/keys/{id}", tag: "administration", summary: "Revoke an API key at once",
		access: access{}, write: true, status: 204, reasons: []unspent.Reason{unspent.NotFound},
		do: func(x *exchange, _ *struct{}) (*struct{}, error) {
			return nothing(x.s.Book.RevokeKey(x.r.Context(), x.by, x.r.PathValue("id")))
		},
	})
	mount(s, endpoint[struct{}, struct{}]{
		id: "forget", method: "DELETE", path: "/v1/parties/{id}", tag: "administration", summary: "Forget a person",
		about:  "Erases the name or address behind an opaque id for good. Money and history stay.",
		access: access{roles: []unspent.Role{unspent.Support, unspent.Issuer}}, write: true, status: 204,
		do: func(x *exchange, _ *struct{}) (*struct{}, error) {
			return nothing(x.s.Book.EraseParty(x.r.Context(), x.by, x.r.PathValue("id")))
		},
	})
	mount(s, endpoint[struct{}, struct{}]{
		id: "confirmDelivery", method: "POST", path: "/v1/events/{id}/confirm", tag: "cards", summary: "Confirm that the codes arrived",
		about:  "Ends the reveal window early: from now on nobody can show these codes or secrets again. The id is in the header Unspent-Event of the answer that had them.",
		access: access{roles: []unspent.Role{unspent.Issuer, unspent.Support}}, write: true, status: 204, do: (*exchange).confirmDelivery,
	})
}

func nothing(err error) (*struct{}, error) { return &struct{}{}, err }

func (x *exchange) createProgram(in *programRequest) (*program, error) {
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
	if p, err = x.s.Book.CreateProgram(x.r.Context(), x.by, p); err != nil {
		return nil, err
	}
	x.subject = p.ID
	v := viewProgram(p)
	return &v, nil
}

func viewProgram(p unspent.Program) program {
	return program{p.ID, p.Name, p.Currency.String(), p.Validity.String(), p.Claimable, p.Spendable, p.Transferable,
		allLimits(p.Limits), viewDuration(p.RevealWindow), p.CreatedAt.UTC()}
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

func (x *exchange) program(*struct{}) (*program, error) {
	all, err := x.s.Book.Programs(x.r.Context())
	if err != nil {
		return nil, err
	}
	for _, p := range all {
		if p.ID == x.r.PathValue("id") {
			v := viewProgram(p)
			return &v, nil
		}
	}
	return nil, unspent.Errorf(unspent.NotFound, "there is no such program")
}

func (x *exchange) programs(*struct{}) (*programPage, error) {
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
	out := &programPage{Programs: []program{}}
	for _, p := range all[start:] {
		if len(out.Programs) == limit {
			out.Next = newCursor([]byte(out.Programs[limit-1].ID))
			break
		}
		out.Programs = append(out.Programs, viewProgram(p))
	}
	return out, nil
}

func (x *exchange) createKey(in *keyRequest) (*newKey, error) {
	s, err := parseScope(unspent.Role(in.Role), in.Accounts)
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
	k, secret, err := x.s.Book.CreateKey(x.r.Context(), x.by, name, unspent.Role(in.Role), in.Merchant)
	if err != nil {
		return nil, err
	}
	x.subject = k.ID + x.subject
	return &newKey{viewKey(k), secret}, nil
}

func viewKey(k store.APIKey) apiKey {
	name, accounts := splitName(k.Name)
	return apiKey{k.ID, name, string(k.Role), k.Bound, accounts, k.CreatedAt.UTC(), viewTime(k.RevokedAt)}
}

func (x *exchange) keys(*struct{}) (*keyList, error) {
	all, err := x.s.Book.Keys(x.r.Context())
	if err != nil {
		return nil, err
	}
	out := &keyList{[]apiKey{}}
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
	return nothing(x.s.Book.ConfirmDelivery(x.r.Context(), x.by, seq))
}
