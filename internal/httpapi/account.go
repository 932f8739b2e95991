package httpapi

import (
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

// pageQuery are the parameters of a paged call.
func pageQuery() []string { return []string{"cursor", "limit"} }
