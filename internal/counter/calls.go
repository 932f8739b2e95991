package counter

import (
	"fmt"
	"slices"
	"strings"

	"github.com/unspent-dev/unspent"
	"github.com/unspent-dev/unspent/api"
)

// Access says who may make a call.
type Access struct {
	kind  unspent.Kind   // of the command, if it is one: the roles of unspent.Actor.May
	roles []unspent.Role // otherwise; admin may always
	self  bool           // beside those a holder who is signed in, for themselves
	open  bool           // anyone, with or without a key
}

// Permits reports whether by may.
func (a Access) Permits(by unspent.Actor) bool {
	switch {
	case a.open:
		return true
	case by.Role == unspent.Holder && a.self:
		return by.ID != ""
	case a.kind != "":
		return by.May(a.kind)
	}
	return by.Role == unspent.Admin || slices.Contains(a.roles, by.Role)
}

// Anyone reports whether it needs no leave.
func (a Access) Anyone() bool { return a.open }

// String says who may, for the reference.
func (a Access) String() string {
	if a.open {
		return "anyone, with or without a key"
	}
	var names []string
	for _, role := range unspent.KeyRoles() {
		if a.Permits(unspent.Actor{Role: role}) {
			names = append(names, string(role))
		}
	}
	if a.self {
		names = append(names, "and a holder who is signed in, for themselves")
	}
	text := strings.Join(names, ", ")
	if a.Permits(unspent.Actor{Role: unspent.Holder}) {
		return "holders without a key, and keys of the roles " + text
	}
	return text
}

// may is who may give a command.
func may(kind unspent.Kind) Access { return Access{kind: kind} }

// only is admins, and keys and people of these roles.
func only(roles ...unspent.Role) Access { return Access{roles: roles} }

// orSelf adds holders who are signed in, for themselves.
func (a Access) orSelf() Access {
	a.self = true
	return a
}

// Entry is one call as the counter knows it.
type Entry struct {
	api.Call
	Access Access
	Looks  bool // it looks a secret up, or costs as much: it may ask for a proof of work
	Noted  bool // what the staff does with it is in their log

	do     any // a func(*Errand, *I) (*O, error)
	answer func(x *Errand, in, out any) error
}

// Changes reports whether a holder may write with what e looks up, which is counted
// once more.
func (e *Entry) Changes() bool {
	return e.Looks && e.Write && e.Access.Permits(unspent.Actor{Role: unspent.Holder})
}

// Do returns what makes a call, of which the shapes must be those that the counter
// knows.
func Do[I, O any](e *Entry) (func(*Errand, *I) (*O, error), error) {
	do, ok := e.do.(func(*Errand, *I) (*O, error))
	if !ok {
		return nil, fmt.Errorf("the call %s has other shapes: %T", e.Name, e.do)
	}
	return do, nil
}

// Entry returns a call by its name.
func (c *Counter) Entry(name string) (*Entry, error) {
	e, ok := c.entries[name]
	if !ok {
		return nil, unspent.Errorf(unspent.Internal, "there is no call %q", name)
	}
	return e, nil
}

// What is particular about a call.
const (
	looks = 1 << iota
	noted
	shops // it is about orders, and refused where none are taken
)

func entry[I, O any](call api.Call, who Access, does int, do func(*Errand, *I) (*O, error)) *Entry {
	if take := do; does&shops != 0 {
		do = func(x *Errand, in *I) (*O, error) {
			if x.c.Shop == nil {
				return nil, unspent.Errorf(unspent.Unavailable, "this server takes no orders")
			}
			return take(x, in)
		}
	}
	return &Entry{Call: call, Access: who, Looks: does&looks != 0, Noted: does&noted != 0, do: do, answer: func(x *Errand, in, out any) error {
		body := new(I)
		switch in := in.(type) {
		case nil:
		case I:
			*body = in
		default:
			return fmt.Errorf("%s was asked with a %T", call.Name, in)
		}
		answer, err := do(x, body)
		if err != nil || out == nil {
			return err
		}
		if whole, ok := out.(*any); ok {
			*whole = answer
			return nil
		}
		place, ok := out.(*O)
		if !ok {
			return fmt.Errorf("%s answers with a %T, and not into a %T", call.Name, answer, out)
		}
		*place = *answer
		return nil
	}}
}

// entries are all calls: who may make each, and what does it. The staff's log has
// what they change, every showing of codes and every search, but not payments and
// hand-overs, which are events already and too many.
func entries() []*Entry { return slices.Concat(ofHolders(), ofCards(), ofAccounts(), ofHouse()) }

func reader() Access { return only(unspent.Issuer, unspent.Support, unspent.Auditor) }
func worker() Access { return only(unspent.Issuer, unspent.Support) }
func seller() Access { return only(unspent.Issuer, unspent.Store, unspent.Support, unspent.Auditor) }

// ofHolders are the calls of whoever has a code or an account, and of tills.
func ofHolders() []*Entry {
	all, anyone, self := api.Calls(), Access{open: true}, only().orSelf()
	account := only(unspent.Partner, unspent.Issuer, unspent.Support, unspent.Auditor).orSelf()
	return []*Entry{
		entry(all.Check, anyone, looks, (*Errand).check),
		entry(all.Checks, only(unspent.KeyRoles()...), looks, (*Errand).checks),
		entry(all.Challenge, anyone, 0, (*Errand).puzzle),
		entry(all.Receipt, anyone, looks, (*Errand).receipt),
		entry(all.VerifyReceipt, anyone, looks, (*Errand).verify),
		entry(all.Assess, anyone, looks, (*Errand).assess),
		entry(all.Claim, may(unspent.Claimed).orSelf(), looks, (*Errand).claim),
		entry(all.Spend, may(unspent.Spent), looks, (*Errand).spend),
		entry(all.Refund, may(unspent.Refunded), 0, (*Errand).refund),
		entry(all.Hold, may(unspent.Held), looks, (*Errand).hold),
		entry(all.Release, may(unspent.Released), looks, (*Errand).releaseHold),
		entry(all.CancelHold, may(unspent.Unheld), looks, (*Errand).cancelHold),
		entry(all.CheckHold, anyone, looks, (*Errand).checkHold),
		entry(all.Transfer, may(unspent.Transferred), looks, (*Errand).transfer),
		entry(all.Account, account, 0, (*Errand).account),
		entry(all.History, account, 0, (*Errand).accountHistory),
		entry(all.AskLink, anyone, looks, (*Errand).askLink),
		entry(all.LookAtLink, anyone, looks, (*Errand).lookAtLink),
		entry(all.Enter, anyone, looks, (*Errand).enter),
		entry(all.RenewSession, self, 0, (*Errand).renewSession),
		entry(all.Leave, self, 0, (*Errand).leave),
		entry(all.Me, self, 0, (*Errand).me),
		entry(all.ChangeMe, self, 0, (*Errand).changeMe),
		entry(all.ForgetMe, self, 0, (*Errand).forgetMe),
		entry(all.Received, self, shops, (*Errand).received),
		entry(all.Seen, self, shops, (*Errand).seen),
		entry(all.Order, may(unspent.Issued).orSelf(), noted|shops, (*Errand).order),
		entry(all.ReviewOrder, may(unspent.Issued).orSelf(), shops, (*Errand).reviewOrder),
		entry(all.Orders, reader().orSelf(), shops, (*Errand).orders),
		entry(all.SearchOrders, reader(), noted|shops, (*Errand).searchOrders),
		entry(all.OrderByNumber, reader().orSelf(), shops, ofOrder((*Errand).orderByNumber)),
		entry(all.Resend, worker().orSelf(), noted|shops, ofOrder((*Errand).resend)),
		entry(all.CancelOrder, worker().orSelf(), noted|shops, ofOrder((*Errand).cancelOrder)),
		entry(all.OrderNotices, worker().orSelf(), noted|shops, ofOrder((*Errand).orderNotices)),
		entry(all.Sheets, only(unspent.Issuer).orSelf(), noted|shops, (*Errand).sheets),
	}
}

// ofCards are the calls of the staff about cards.
func ofCards() []*Entry {
	all := api.Calls()
	return []*Entry{
		entry(all.Issue, may(unspent.Issued), noted, (*Errand).issue),
		entry(all.Imports, only(), noted, (*Errand).imports),
		entry(all.Card, seller(), 0, (*Errand).card),
		entry(all.Cards, reader(), noted, (*Errand).cards),
		entry(all.CardEvents, seller(), 0, (*Errand).cardEvents),
		entry(all.SearchCards, reader(), noted, (*Errand).searchCards),
		step(all.Activate, unspent.Activated, func(serial unspent.Serial, _ *struct{}) unspent.Command { return unspent.Activate{Serial: serial} }),
		step(all.Deactivate, unspent.Deactivated, func(serial unspent.Serial, _ *struct{}) unspent.Command { return unspent.Deactivate{Serial: serial} }),
		step(all.Freeze, unspent.Frozen, func(serial unspent.Serial, in *api.StaffRequest) unspent.Command {
			return unspent.Freeze{Serial: serial, Reason: in.Reason, Note: in.Note}
		}),
		step(all.Unfreeze, unspent.Unfrozen, func(serial unspent.Serial, in *api.StaffRequest) unspent.Command {
			return unspent.Unfreeze{Serial: serial, Reason: in.Reason, Note: in.Note}
		}),
		step(all.Void, unspent.Voided, func(serial unspent.Serial, in *api.StaffRequest) unspent.Command {
			return unspent.Void{Serial: serial, Reason: in.Reason, Note: in.Note}
		}),
		step(all.Adjust, unspent.Adjusted, func(serial unspent.Serial, in *api.AdjustRequest) unspent.Command {
			return unspent.Adjust{Serial: serial, Delta: in.Delta, Reason: in.Reason, Note: in.Note}
		}),
		entry(all.Reissue, may(unspent.Reissued), noted, (*Errand).reissue),
		entry(all.SendCard, may(unspent.Reissued), noted|shops, (*Errand).sendCard),
		entry(all.ConfirmDelivery, worker(), noted, (*Errand).confirmDelivery),
	}
}

// ofAccounts are the calls of the staff about accounts.
func ofAccounts() []*Entry {
	all := api.Calls()
	return []*Entry{
		stepOfAccount(all.FreezeAccount, unspent.Frozen, func(id string, in *api.StaffRequest) unspent.Command {
			return unspent.Freeze{Account: id, Reason: in.Reason, Note: in.Note}
		}),
		stepOfAccount(all.UnfreezeAccount, unspent.Unfrozen, func(id string, in *api.StaffRequest) unspent.Command {
			return unspent.Unfreeze{Account: id, Reason: in.Reason, Note: in.Note}
		}),
		stepOfAccount(all.AdjustAccount, unspent.Adjusted, func(id string, in *api.AdjustRequest) unspent.Command {
			return unspent.Adjust{Account: id, Delta: in.Delta, Reason: in.Reason, Note: in.Note}
		}),
		stepOfAccount(all.CloseAccount, unspent.Closed, func(id string, in *api.StaffRequest) unspent.Command {
			return unspent.Close{Account: id, Reason: in.Reason, Note: in.Note}
		}),
		entry(all.UndoClaim, may(unspent.Unclaimed), noted, (*Errand).undoClaim),
	}
}

// ofHouse are the calls about the house itself.
func ofHouse() []*Entry {
	all, anyone, admin := api.Calls(), Access{open: true}, only()
	return []*Entry{
		entry(all.CreateProgram, admin, noted, (*Errand).createProgram),
		entry(all.Program, anyone, 0, (*Errand).program),
		entry(all.Programs, seller(), 0, (*Errand).programs),
		entry(all.CreateKey, admin, noted, (*Errand).createKey),
		entry(all.Keys, admin, 0, (*Errand).keys),
		entry(all.RevokeKey, admin, noted, (*Errand).revokeKey),
		entry(all.Forget, worker(), noted, (*Errand).forget),
		entry(all.Party, worker(), noted, (*Errand).party),
		entry(all.AddPerson, admin, noted, (*Errand).addPerson),
		entry(all.People, admin, 0, (*Errand).people),
		entry(all.DisablePerson, admin, noted, (*Errand).disablePerson),
		entry(all.ResetPerson, admin, noted, (*Errand).resetPerson),
		entry(all.Mails, reader(), 0, (*Errand).mails),
		entry(all.RetryMail, worker(), noted, (*Errand).retryMail),
		entry(all.Bounce, worker(), noted, (*Errand).bounce),
		entry(all.UnspentValue, reader(), 0, (*Errand).unspentValue),
		entry(all.UnspentSeries, reader(), 0, (*Errand).unspentSeries),
		entry(all.Daily, reader(), 0, (*Errand).daily),
		entry(all.BaseDates, reader(), 0, (*Errand).baseDates),
		entry(all.Gate, reader(), 0, (*Errand).gate),
		entry(all.JWKS, anyone, 0, (*Errand).jwks),
	}
}

// stored are the calls about what waits for a second person, and about the log of the
// staff: both are kept in the store.
func stored() []*Entry {
	all := api.Calls()
	return []*Entry{
		entry(all.Approvals, reader(), 0, (*Errand).approvals),
		entry(all.Approval, reader(), 0, (*Errand).approval),
		entry(all.Approve, worker(), noted, (*Errand).approve),
		entry(all.Refuse, worker(), noted, (*Errand).refuse),
		entry(all.PlanBatch, may(unspent.Issued), noted, (*Errand).planBatch),
		entry(all.Actions, only(unspent.Auditor), 0, (*Errand).actions),
	}
}

// stepOfAccount is the entry of one transition of an account by the staff.
func stepOfAccount[I any](call api.Call, kind unspent.Kind, command func(string, *I) unspent.Command) *Entry {
	return entry(call, may(kind), noted, func(x *Errand, in *I) (*api.EventAnswer, error) {
		return happened(x.guarded(command(x.asked.PathValue("id"), in)))
	})
}

// step is the entry of one transition of a card by the staff.
func step[I any](call api.Call, kind unspent.Kind, command func(unspent.Serial, *I) unspent.Command) *Entry {
	return entry(call, may(kind), noted, func(x *Errand, in *I) (*api.EventAnswer, error) {
		serial, err := unspent.ParseSerial(x.asked.PathValue("serial"))
		if err != nil {
			return nil, err
		}
		return happened(x.guarded(command(serial, in)))
	})
}
