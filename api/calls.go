package api

import (
	"net/url"
	"strings"
)

// Call is one call of version 1: its name, as the document and the log of the staff
// have it, and its address.
type Call struct {
	Name   string
	Method string
	Path   string // with a place such as {serial} for each argument
	Write  bool   // it needs an Idempotency-Key
}

// Ask is one call with all that it is made of.
type Ask struct {
	Call  Call
	Args  []string   // of its path, in the order of the places
	Query url.Values // never a secret
	ID    string     // Idempotency-Key; "" for a read
	Key   string     // API key, or what somebody is signed in with; "" for neither
	Body  any        // nil for none
}

// Target returns the path and the query, escaped.
func (a Ask) Target() string {
	var b strings.Builder
	rest := a.Call.Path
	for _, arg := range a.Args {
		before, after, _ := strings.Cut(rest, "{")
		_, rest, _ = strings.Cut(after, "}")
		b.WriteString(before)
		b.WriteString(url.PathEscape(arg))
	}
	b.WriteString(rest)
	if len(a.Query) > 0 {
		b.WriteString("?" + a.Query.Encode())
	}
	return b.String()
}

// PathValue returns the argument of a place, "" if there is none, as a request over
// HTTP does.
func (a Ask) PathValue(place string) string {
	before, _, ok := strings.Cut(a.Call.Path, "{"+place+"}")
	if n := strings.Count(before, "{"); ok && n < len(a.Args) {
		return a.Args[n]
	}
	return ""
}

// CallSet has every call of version 1 by its name.
type CallSet struct {
	Check, Checks, Challenge, Claim, Spend, Refund, Hold, Release, CancelHold, CheckHold, Transfer, Receipt, VerifyReceipt, Issue, Imports, Card, Cards,
	CardEvents, SearchCards, Activate, Deactivate, Freeze, Unfreeze, Void, Adjust, Reissue, SendCard, ConfirmDelivery, Account, History,
	FreezeAccount, UnfreezeAccount, AdjustAccount, CloseAccount, UndoClaim,
	CreateProgram, Program, Programs, CreateKey, Keys, RevokeKey, Forget, Party, AddPerson, People, DisablePerson, ResetPerson, Approvals, Approval,
	Approve, Refuse, PlanBatch, Actions, AskLink, LookAtLink, Enter, RenewSession, Leave, Me, ChangeMe, ForgetMe, Received, Seen, Order,
	ReviewOrder, Orders, SearchOrders, OrderByNumber, Resend, CancelOrder, OrderNotices, Sheets, Mails, RetryMail, Bounce, Assess, UnspentValue,
	UnspentSeries, Daily, BaseDates, Gate, JWKS Call
}

// Calls returns all calls.
func Calls() CallSet {
	return CallSet{
		Check: Call{"check", "POST", "/v1/check", false}, Checks: Call{"checks", "POST", "/v1/checks", false},
		Challenge: Call{"challenge", "GET", "/v1/challenge", false}, Claim: Call{"claim", "POST", "/v1/claim", true},
		Spend: Call{"spend", "POST", "/v1/spend", true}, Refund: Call{"refund", "POST", "/v1/refunds", true},
		Hold: Call{"hold", "POST", "/v1/holds", true}, Release: Call{"release", "POST", "/v1/holds/{id}/release", true},
		CancelHold: Call{"cancelHold", "DELETE", "/v1/holds/{id}", true}, CheckHold: Call{"checkHold", "POST", "/v1/holds/{id}/check", false},
		Transfer: Call{"transfer", "POST", "/v1/transfers", true}, Receipt: Call{"receipt", "POST", "/v1/receipts", false},
		VerifyReceipt: Call{"verifyReceipt", "POST", "/v1/receipts/verify", false}, Issue: Call{"issue", "POST", "/v1/cards", true},
		Imports: Call{"imports", "POST", "/v1/imports", true},
		Cards:   Call{"cards", "GET", "/v1/cards", false},
		Card:    Call{"card", "GET", "/v1/cards/{serial}", false}, CardEvents: Call{"cardEvents", "GET", "/v1/cards/{serial}/events", false},
		SearchCards: Call{"searchCards", "POST", "/v1/cards/search", false}, Activate: Call{"activate", "POST", "/v1/cards/{serial}/activate", true},
		Deactivate: Call{"deactivate", "POST", "/v1/cards/{serial}/deactivate", true}, Freeze: Call{"freeze", "POST", "/v1/cards/{serial}/freeze", true},
		Unfreeze: Call{"unfreeze", "POST", "/v1/cards/{serial}/unfreeze", true}, Void: Call{"void", "POST", "/v1/cards/{serial}/void", true},
		Adjust: Call{"adjust", "POST", "/v1/cards/{serial}/adjust", true}, Reissue: Call{"reissue", "POST", "/v1/cards/{serial}/reissue", true},
		SendCard: Call{"sendCard", "POST", "/v1/cards/{serial}/send", true}, ConfirmDelivery: Call{"confirmDelivery", "POST", "/v1/events/{id}/confirm", true},
		Account: Call{"account", "GET", "/v1/accounts/{id}", false}, History: Call{"history", "GET", "/v1/accounts/{id}/history", false},
		FreezeAccount:   Call{"freezeAccount", "POST", "/v1/accounts/{id}/freeze", true},
		UnfreezeAccount: Call{"unfreezeAccount", "POST", "/v1/accounts/{id}/unfreeze", true},
		AdjustAccount:   Call{"adjustAccount", "POST", "/v1/accounts/{id}/adjust", true},
		CloseAccount:    Call{"closeAccount", "POST", "/v1/accounts/{id}/close", true},
		UndoClaim:       Call{"undoClaim", "POST", "/v1/claims/undo", true},
		CreateProgram:   Call{"createProgram", "POST", "/v1/programs", true}, Program: Call{"program", "GET", "/v1/programs/{id}", false},
		Programs: Call{"programs", "GET", "/v1/programs", false}, CreateKey: Call{"createKey", "POST", "/v1/keys", true},
		Keys: Call{"keys", "GET", "/v1/keys", false}, RevokeKey: Call{"revokeKey", "DELETE", "/v1/keys/{id}", true},
		Forget: Call{"forget", "DELETE", "/v1/parties/{id}", true}, Party: Call{"party", "GET", "/v1/parties/{id}", false}, AddPerson: Call{"addPerson", "POST",
			"/v1/staff", true},
		People: Call{"people", "GET", "/v1/staff", false}, DisablePerson: Call{"disablePerson", "DELETE", "/v1/staff/{id}", true},
		ResetPerson: Call{"resetPerson", "POST", "/v1/staff/{id}/link", true}, Approvals: Call{"approvals", "GET", "/v1/approvals", false},
		Approval: Call{"approval", "GET", "/v1/approvals/{id}", false}, Approve: Call{"approve", "POST", "/v1/approvals/{id}/approve", true},
		Refuse: Call{"refuse", "POST", "/v1/approvals/{id}/refuse", true}, PlanBatch: Call{"planBatch", "POST", "/v1/batches", true},
		Actions: Call{"actions", "GET", "/v1/actions", false}, AskLink: Call{"askLink", "POST", "/v1/sign-ins", false},
		LookAtLink: Call{"lookAtLink", "POST", "/v1/sign-ins/look", false}, Enter: Call{"enter", "POST", "/v1/sessions", false},
		RenewSession: Call{"renewSession", "POST", "/v1/sessions/renew", false}, Leave: Call{"leave", "DELETE", "/v1/sessions/current", false},
		Me: Call{"me", "GET", "/v1/me", false}, ChangeMe: Call{"changeMe", "PUT", "/v1/me", false},
		ForgetMe: Call{"forgetMe", "DELETE", "/v1/me", false}, Received: Call{"received", "GET", "/v1/me/cards", false},
		Seen: Call{"seen", "POST", "/v1/me/cards/{serial}/seen", false}, Order: Call{"order", "POST", "/v1/orders", true},
		ReviewOrder: Call{"reviewOrder", "POST", "/v1/orders/review", false}, Orders: Call{"orders", "GET", "/v1/orders", false},
		SearchOrders: Call{"searchOrders", "POST", "/v1/orders/search", false}, OrderByNumber: Call{"orderByNumber", "GET", "/v1/orders/{number}", false},
		Resend: Call{"resend", "POST", "/v1/orders/{number}/cards/{n}/resend", true}, CancelOrder: Call{"cancelOrder", "POST", "/v1/orders/{number}/cancel", true},
		OrderNotices: Call{"orderNotices", "PUT", "/v1/orders/{number}/notices", false}, Sheets: Call{"sheets", "POST", "/v1/orders/{number}/sheets", false},
		Mails: Call{"mails", "GET", "/v1/mails", false}, RetryMail: Call{"retryMail", "POST", "/v1/mails/retry", false},
		Bounce: Call{"bounce", "POST", "/v1/bounces", false}, Assess: Call{"assess", "POST", "/v1/assessments", false},
		UnspentValue: Call{"unspentValue", "GET", "/v1/reports/unspent", false}, UnspentSeries: Call{"unspentSeries", "GET", "/v1/reports/series", false},
		Daily: Call{"daily", "GET", "/v1/reports/daily", false}, BaseDates: Call{"baseDates", "GET", "/v1/reports/base-dates", false},
		Gate: Call{"gate", "GET", "/v1/gate", false}, JWKS: Call{"jwks", "GET", "/.well-known/jwks.json", false},
	}
}
