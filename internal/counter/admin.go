package counter

import (
	"slices"
	"strings"
	"time"

	"github.com/unspent-dev/unspent"
	"github.com/unspent-dev/unspent/api"
	"github.com/unspent-dev/unspent/internal/store"
)

func nothing(err error) (*struct{}, error) { return &struct{}{}, err }

func (x *Errand) createProgram(in *api.ProgramRequest) (*api.Program, error) {
	cur, err := unspent.ParseCurrency(in.Currency)
	if err != nil {
		return nil, err
	}
	validity, err := unspent.ParsePeriod(in.Validity)
	if err != nil {
		return nil, err
	}
	given := func(b *bool) bool { return b == nil || *b }
	p := unspent.Program{ID: in.ID, Name: in.Name, Currency: cur, Validity: validity, Zone: in.Zone,
		Claimable: given(in.Claimable), Spendable: given(in.Spendable), Transferable: given(in.Transferable)}
	p.CodeFormat = in.CodeFormat.Format()
	p.Endless = in.Endless
	if p.RefundTerm, err = p.ParseRefundTerm(in.RefundTerm); err != nil {
		return nil, err
	}
	if in.Limits != nil {
		p.Limits = unspent.Limits(*in.Limits)
	}
	if in.RevealWindow != "" {
		p.RevealWindow, err = time.ParseDuration(in.RevealWindow)
		if err != nil || p.RevealWindow <= 0 {
			return nil, unspent.Errorf(unspent.Invalid, "revealWindow is a duration such as 24h, up to 720h")
		}
	}
	if p, err = x.c.Book.CreateProgram(x.noting(), x.by, p); err != nil {
		return nil, err
	}
	x.subject = p.ID
	v := viewProgram(p)
	return &v, nil
}

func viewProgram(p unspent.Program) api.Program {
	return api.Program{ID: p.ID, Name: p.Name, Currency: p.Currency.String(), Validity: p.Validity.String(), Zone: p.Zone, Claimable: p.Claimable,
		Spendable: p.Spendable, Transferable: p.Transferable, Endless: p.Endless, RefundTerm: p.RefundTerm.String(), Short: p.Short(),
		Limits: api.AllLimits(p.Limits), RevealWindow: viewDuration(p.RevealWindow), CodeFormat: api.FormatOf(p.CodeFormat), CreatedAt: p.CreatedAt.UTC()}
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

func (x *Errand) program(*struct{}) (*api.Program, error) {
	p, err := x.c.Book.Program(x.asked.PathValue("id"))
	if err != nil {
		return nil, err
	}
	v := viewProgram(p)
	return &v, nil
}

func (x *Errand) programs(*struct{}) (*api.ProgramPage, error) {
	limit, cursor, err := x.page()
	if err != nil {
		return nil, err
	}
	all, err := x.c.Book.Programs(x.ctx)
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
			out.Next = x.cursor([]byte(out.Programs[limit-1].ID))
			break
		}
		out.Programs = append(out.Programs, viewProgram(p))
	}
	return out, nil
}

func (x *Errand) createKey(in *api.KeyRequest) (*api.NewKey, error) {
	if err := x.c.Book.MayCreateKey(x.by, in.Name, in.Role, in.Merchant, in.Accounts...); err != nil {
		return nil, err
	}
	if err := x.clearKey(in); err != nil {
		return nil, err
	}
	k, secret, err := x.c.Book.CreateKey(x.noting(), x.by, in.Name, in.Role, in.Merchant, in.Accounts...)
	if err != nil {
		return nil, err
	}
	x.subject = k.ID + x.subject
	return &api.NewKey{KeyRecord: viewKey(k), Key: secret}, nil
}

func viewKey(k store.APIKey) api.KeyRecord {
	return api.KeyRecord{ID: k.ID, Name: k.Name, Role: k.Role, Merchant: k.Bound, Accounts: k.Scope.Accounts(), CreatedAt: k.CreatedAt.UTC(),
		RevokedAt: api.TimeOf(k.RevokedAt)}
}

func (x *Errand) keys(*struct{}) (*api.KeyList, error) {
	all, err := x.c.Book.Keys(x.ctx)
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

func (x *Errand) confirmDelivery(*struct{}) (*struct{}, error) {
	seq, err := unspent.ParseEventID(x.asked.PathValue("id"))
	if err != nil {
		return nil, err
	}
	return nothing(x.c.Book.ConfirmDelivery(x.noting(), x.by, seq))
}

func (x *Errand) revokeKey(*struct{}) (*struct{}, error) {
	return nothing(x.c.Book.RevokeKey(x.noting(), x.by, x.asked.PathValue("id")))
}
