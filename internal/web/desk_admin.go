package web

import (
	"strings"
	"sync"
	"time"

	"github.com/unspent-dev/unspent"
	"github.com/unspent-dev/unspent/api"
	"github.com/unspent-dev/unspent/client"
)

// once knows the forms that were sent whose call the API cannot tell from a new
// one, so that a double click does nothing twice.
type once struct {
	now func() time.Time

	mu   sync.Mutex
	seen map[string]time.Time
}

// first reports whether the form with an id is sent for the first time.
func (o *once) first(id string) (bool, error) {
	o.mu.Lock()
	defer o.mu.Unlock()
	now := o.now()
	for old, at := range o.seen {
		if now.Sub(at) > ticketLife {
			delete(o.seen, old)
		}
	}
	switch _, known := o.seen[id]; {
	case len(id) != idSymbols:
		return false, errTicket
	case known:
		return false, nil
	case len(o.seen) >= maxOnce:
		return false, unspent.Errorf(unspent.Busy, "too many forms were sent; try again later")
	}
	o.seen[id] = now
	return true, nil
}

// programsPage is the programs, and the form for another.
type programsPage struct {
	Who      member
	Trouble  trouble
	Programs []programTerms
	Creates  bool
	ID       string
	Form     map[string]string
	Wrong    mistakes
}

// programTerms is a program with its limits as money, nil where there is none.
type programTerms struct {
	unspent.Program
	Cap, Transfer, Month *unspent.Money
}

func (v *visit) programs() error {
	s, server, ok, err := v.staff()
	if !ok {
		return err
	}
	return v.showPrograms(s, server, nil)
}

func (v *visit) showPrograms(s *session, server *client.Client, wrong error) error {
	page := programsPage{Who: v.member(s), Trouble: v.trouble(wrong, nil), Wrong: mistakesOf(wrong), Creates: s.who.Role == unspent.Admin,
		Form: map[string]string{"currency": "JPY", "validity": "P10Y", "refunds": "P3M"}}
	if wrong != nil {
		for name := range v.r.PostForm {
			page.Form[name] = v.field(name)
		}
	}
	all, err := server.Programs(v.r.Context())
	if err != nil {
		return err
	}
	for _, p := range all {
		money := func(units int64) *unspent.Money {
			if units == 0 {
				return nil
			}
			return new(unspent.NewMoney(units, p.Currency))
		}
		page.Programs = append(page.Programs, programTerms{p, money(p.Limits.AccountCap), money(p.Limits.PerTransfer), money(p.Limits.PerMonth)})
	}
	if page.ID, err = v.id(); err != nil {
		return err
	}
	return v.show("desk_programs", statusOf(wrong), "programs.title", page)
}

// createProgram makes a program. The same form sent twice makes one.
func (v *visit) createProgram() error {
	s, server, ok, err := v.staff()
	if !ok {
		return err
	}
	p, err := v.program()
	if err == nil {
		_, err = server.CreateProgram(v.r.Context(), v.field("id"), p)
	}
	if err != nil {
		return v.showPrograms(s, server, err)
	}
	return v.to("/desk/programs")
}

// program reads the form of a program.
func (v *visit) program() (p unspent.Program, err error) {
	p = unspent.Program{ID: v.field("program"), Name: v.field("name"),
		Claimable: v.field("claimable") != "", Spendable: v.field("spendable") != "", Transferable: v.field("transferable") != "", Endless: v.field("endless") != ""}
	var wrong mistakes
	if p.Currency, err = unspent.ParseCurrency(strings.ToUpper(plainDigits(v.field("currency")))); err != nil {
		wrong = wrong.add("currency", "wrong.currency")
	}
	if p.Validity, err = unspent.ParsePeriod(strings.ToUpper(plainDigits(v.field("validity")))); err != nil {
		wrong = wrong.add("validity", "wrong.validity")
	}
	if p.RefundTerm, err = unspent.ParsePeriod(strings.ToUpper(plainDigits(v.field("refunds")))); err != nil {
		wrong = wrong.add("refunds", "wrong.validity")
	}
	for name, limit := range map[string]*int64{"cap": &p.Limits.AccountCap, "transfer": &p.Limits.PerTransfer, "month": &p.Limits.PerMonth} {
		if v.field(name) == "" || wrong.In("currency") {
			continue
		}
		m, err := readAmount(v.field(name), p.Currency)
		if err != nil {
			wrong = wrong.add(name, "wrong.limit", "Example", unspent.NewMoney(100_000, p.Currency))
		}
		*limit = m.Units()
	}
	return p, wrong.orNil("currency", "validity", "refunds", "cap", "transfer", "month")
}

// keysPage is the API keys, and the form for another.
type keysPage struct {
	Who     member
	Trouble trouble
	Keys    []api.KeyRecord
	Heads   []column
	Roles   []unspent.Role
	Made    *api.KeyRecord // just now
	Key     string         // itself, this once
	ID      string
}

func (v *visit) keys() error {
	s, server, ok, err := v.staff()
	if !ok {
		return err
	}
	return v.showKeys(s, server, nil, keysPage{})
}

func (v *visit) showKeys(s *session, server *client.Client, wrong error, page keysPage) error {
	page.Who, page.Roles = v.member(s), unspent.KeyRoles()
	if wrong != nil {
		page.Trouble = v.trouble(wrong, nil)
	}
	var err error
	if page.Keys, err = server.Keys(v.r.Context()); err != nil {
		return err
	}
	page.Heads = sorted(v, page.Keys,
		sortable[api.KeyRecord]{"name", "keys.name", byText(func(k api.KeyRecord) string { return k.Name })},
		sortable[api.KeyRecord]{"role", "desk.who", byText(func(k api.KeyRecord) string { return string(k.Role) })},
		sortable[api.KeyRecord]{"state", "batch.state", func(a, b api.KeyRecord) int { return a.RevokedAt.Compare(b.RevokedAt.Time) }})
	if page.ID, err = v.id(); err != nil {
		return err
	}
	return v.show("desk_keys", statusOf(wrong), "keys.title", page)
}

// createKey makes an API key and shows it, this once. A form that is sent twice
// makes one key; the second answer says where to look.
func (v *visit) createKey() error {
	s, server, ok, err := v.staff()
	if !ok {
		return err
	}
	first, err := v.s.once.first(v.field("id"))
	if err != nil {
		return err
	}
	if !first {
		return v.showKeys(s, server, nil, keysPage{Trouble: trouble{Reason: "keys.twice"}})
	}
	made, err := server.CreateKey(v.r.Context(), v.field("id"), api.KeyRequest{Name: v.field("name"), Role: unspent.Role(v.field("role")),
		Merchant: v.field("merchant"), Accounts: strings.Fields(v.field("accounts"))})
	if unspent.ReasonOf(err) == unspent.SecondPerson {
		return v.to("/desk/approvals")
	}
	if err != nil {
		return v.showKeys(s, server, err, keysPage{})
	}
	return v.showKeys(s, server, nil, keysPage{Made: &made.KeyRecord, Key: made.Key})
}

func (v *visit) revokeKey() error {
	s, server, ok, err := v.staff()
	if !ok {
		return err
	}
	err = server.RevokeKey(v.r.Context(), v.field("id"), v.r.PathValue("id"))
	return v.ended(err, "/desk/keys", func() error { return v.showKeys(s, server, err, keysPage{}) })
}

// ended goes on after a form that ends something of a list. What may not be, or is not
// there, is no matter of the list; what failed otherwise is shown with it.
func (v *visit) ended(err error, list string, show func() error) error {
	switch unspent.ReasonOf(err) {
	case "":
		return v.to(list)
	case unspent.Forbidden, unspent.NotFound:
		return err
	}
	return show()
}
