package httpapi

import (
	"fmt"

	"github.com/unspent-dev/unspent"
	"github.com/unspent-dev/unspent/api"
)

func (s *server) mountAccounts() {
	mount(s, endpoint[struct{}, api.AccountRecord]{
		call: api.Calls().Account, tag: "accounts", summary: "Read an account's balance",
		about: "A partner's key reads the accounts that it is bound to, a holder who is signed in their own. Any other is not_found to it, as one that does " +
			"not exist.",
		reasons: []unspent.Reason{unspent.NotFound}, out: api.AccountRecord{ID: "acct_taro", Program: "gift-jpy", Balance: yen(5000)},
	})
	mount(s, endpoint[struct{}, api.EventPage]{
		call: api.Calls().History, tag: "accounts", summary: "List an account's usage history (利用履歴)",
		about: "Newest first, and for a partner or a holder as the account itself.", query: pageQuery(), reasons: []unspent.Reason{unspent.NotFound},
		out: api.EventPage{Events: []api.Event{exampleClaim().Event}},
	})
}

// mountAccountSteps mounts what the staff does with an account.
func (s *server) mountAccountSteps() {
	step := func(call api.Call, kind unspent.Kind, summary, about string) {
		mount(s, endpoint[api.StaffRequest, api.EventAnswer]{
			call: call, tag: "accounts", summary: summary, about: about + " Reasons: " + reasonList(unspent.StaffReasons(kind, false)) + ".",
			reasons: []unspent.Reason{unspent.NotFound, unspent.WrongState, unspent.AccountClosed, unspent.SecondPerson},
			in:      api.StaffRequest{Reason: unspent.StaffReasons(kind, false)[0], Note: ""}, out: api.EventAnswer{Event: exampleAccountEvent(kind)},
		})
	}
	step(api.Calls().FreezeAccount, unspent.Frozen, "Stop an account", "Nothing is claimed to it and nothing paid from it until the stop ends; refunds reach it.")
	step(api.Calls().UnfreezeAccount, unspent.Unfrozen, "End an account's stop", "It is as before.")
	step(api.Calls().CloseAccount, unspent.Closed, "Close an account for good", "What is left in it goes back to the program, as a cancelled sale does.")
	mount(s, endpoint[api.AdjustRequest, api.EventAnswer]{
		call: api.Calls().AdjustAccount, tag: "accounts", summary: "Correct an account's balance",
		about: "Reasons down: " + reasonList(unspent.StaffReasons(unspent.Adjusted, false)) + ". Reasons up: " +
			reasonList(unspent.StaffReasons(unspent.Adjusted, true)) + ".",
		reasons: []unspent.Reason{unspent.NotFound, unspent.WrongCurrency, unspent.Insufficient, unspent.LimitExceeded, unspent.AccountClosed,
			unspent.SecondPerson},
		in: api.AdjustRequest{Delta: yen(-500), Reason: "balance_accidentally_increased",
			Note: ""}, out: api.EventAnswer{Event: exampleAccountEvent(unspent.Adjusted)},
	})
	mount(s, endpoint[api.UndoRequest, api.UndoAnswer]{
		call: api.Calls().UndoClaim, tag: "accounts", summary: "Undo a claim",
		about: fmt.Sprintf("As of a card that was claimed to a mistyped account: what of the claim is still in the account goes back to the card, whose code is good again. "+
			"What is not there any more is missing, and told. Within %.0f days, once; of a frozen account too. Reasons: ", unspent.UnclaimWindow.Hours()/24) +
			reasonList(unspent.StaffReasons(unspent.Unclaimed, false)) + ".",
		reasons: []unspent.Reason{unspent.NotFound, unspent.WrongState, unspent.CardExpired, unspent.Insufficient, unspent.AccountClosed, unspent.TooLate,
			unspent.SecondPerson},
		in:  api.UndoRequest{Event: 43, Reason: "wrong_account", Note: "typed acct_tarou"},
		out: api.UndoAnswer{Event: exampleAccountEvent(unspent.Unclaimed), Serial: serialOf(exampleSerial), Missing: yen(0)},
	})
}

// pageQuery are the parameters of a paged call.
func pageQuery() []string { return []string{"cursor", "limit"} }
