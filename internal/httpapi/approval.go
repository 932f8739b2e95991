package httpapi

import (
	"encoding/binary"
	"time"

	"github.com/unspent-dev/unspent"
	"github.com/unspent-dev/unspent/internal/approval"
	"github.com/unspent-dev/unspent/internal/store"
)

// approvalView is a request for a second person.
type approvalView struct {
	ID        string     `json:"id" example:"apr_3f6c1d0a9b27e8453f6c1d0a"`
	Kind      string     `json:"kind" enum:"adjusted,issued,reissued,activated,refunded,spent,key_made,person_added,person_reset" doc:"What is asked for; a reissue that has to is mailed there."`
	Batch     bool       `json:"batch" doc:"A batch of cards that is issued part by part."`
	Subject   string     `json:"subject" doc:"Serial of the card, id of the program, name of the new key or person, id of the person who gets a new link, or id of the account."`
	Amount    money      `json:"amount" doc:"All that it would move, or what is on the card. Nothing of a key or a person."`
	Value     money      `json:"value" doc:"Of each card, or what is added to the balance."`
	Count     int        `json:"count" doc:"Of cards; 0 of an adjustment."`
	Activate  bool       `json:"activate"`
	Reason    string     `json:"reason,omitempty" doc:"Of an adjustment."`
	Note      string     `json:"note,omitempty" doc:"Of the staff, or the order number; until when a new person works here; the name of who gets a new link."`
	Role      string     `json:"role,omitempty" doc:"Of a new key, or of the person."`
	Merchant  string     `json:"merchant,omitempty" doc:"That a new key may act as."`
	Accounts  string     `json:"accounts,omitempty" doc:"That a new key acts for, with spaces between them."`
	To        string     `json:"to,omitempty" doc:"While it is open: the address that a new code would be mailed to."`
	Lang      string     `json:"lang,omitempty" doc:"Language of that mail."`
	By        string     `json:"by" doc:"Id of the key or person that asked."`
	ByName    string     `json:"byName,omitempty" doc:"What the staff calls them."`
	Key       string     `json:"key" doc:"Idempotency-Key that the call is to be sent again with."`
	AskedAt   time.Time  `json:"askedAt"`
	State     string     `json:"state" enum:"waiting,approved,refused,done,lapsed"`
	Judge     string     `json:"judge,omitempty" doc:"Id of the key or person that approved or refused."`
	JudgeName string     `json:"judgeName,omitempty"`
	JudgedAt  *time.Time `json:"judgedAt" doc:"null: not yet."`
	Issued    int        `json:"issued" doc:"Of a batch: cards that are issued already."`
}

type approvalPage struct {
	Approvals []approvalView `json:"approvals"`
	Next      *string        `json:"next" doc:"Cursor of the next page, null at the end."`
}

type batchRequest struct {
	Program  string `json:"program"`
	Value    money  `json:"value" doc:"Of each card."`
	Count    int    `json:"count" minimum:"1" maximum:"100000"`
	Activate bool   `json:"activate" doc:"Sold at once; otherwise a till activates the card when it is sold."`
	Order    string `json:"order,omitempty" doc:"Your order number." maxLength:"200"`
}

func (s *server) mountApprovals() {
	const tag = "second person"
	judges := access{roles: []unspent.Role{unspent.Issuer, unspent.Support}}
	readers := access{roles: []unspent.Role{unspent.Issuer, unspent.Support, unspent.Auditor}}
	missing := []unspent.Reason{unspent.NotFound}
	shown := approvalView{ID: "apr_3f6c1d0a9b27e8453f6c1d0a", Kind: "issued", Batch: true, Subject: "gift-jpy", Amount: money{100_000_000, "JPY"},
		Value: money{5000, "JPY"}, Count: 20_000, Activate: true, Note: "order-9", By: "key_1a2b3c", ByName: "Hanako", Key: "order-9-try", AskedAt: exampleTime(), State: "waiting"}
	mount(s, endpoint[struct{}, approvalPage]{
		id: "approvals", method: "GET", path: "/v1/approvals", tag: tag, summary: "List what waits for a second person",
		about:  "The newest first, with what was judged or carried out; only=open leaves out the latter, only=batch all that is no batch.",
		access: readers, query: append(pageQuery(), "only"), out: approvalPage{Approvals: []approvalView{shown}}, do: (*exchange).approvals,
	})
	mount(s, endpoint[struct{}, approvalView]{
		id: "approval", method: "GET", path: "/v1/approvals/{id}", tag: tag, summary: "See one request", access: readers, reasons: missing, out: shown,
		do: func(x *exchange, _ *struct{}) (*approvalView, error) {
			return x.approved(x.s.approvals.One(x.r.Context(), x.r.PathValue("id")))
		},
	})
	judge := func(id, summary string, yes bool) {
		mount(s, endpoint[struct{}, approvalView]{
			id: id, method: "POST", path: "/v1/approvals/{id}/" + id, tag: tag, summary: summary,
			about:  "Somebody else's, with a role that may do the same. Then the one who asked sends the same call again. Once two admins have enrolled as persons of the staff, only persons judge, at the desk.",
			access: judges, write: true, reasons: missing, out: shown,
			do: func(x *exchange, _ *struct{}) (*approvalView, error) {
				if err := x.mayJudge(x.r.PathValue("id")); err != nil {
					return nil, err
				}
				return x.approved(x.s.approvals.Judge(x.r.Context(), x.by, x.r.PathValue("id"), yes))
			},
		})
	}
	judge("approve", "Approve what somebody else asks for", true)
	judge("refuse", "Refuse what somebody else asks for", false)
	mount(s, endpoint[batchRequest, approvalView]{
		id: "planBatch", method: "POST", path: "/v1/batches", tag: tag, summary: "Plan a batch of cards",
		about: "Issues nothing yet: it asks for a second person for the whole batch, if it is worth so much, and is approved at once otherwise. " +
			"Its parts are then issued by POST /v1/cards: 10,000 cards each, the last one the rest, under the batch's Idempotency-Key with -0, -1, … added.",
		access: access{kind: unspent.Issued}, write: true, status: 201, reasons: []unspent.Reason{unspent.NotFound, unspent.WrongCurrency, unspent.LimitExceeded},
		in: batchRequest{Program: "gift-jpy", Value: money{5000, "JPY"}, Count: 20_000, Activate: true, Order: "order-9"}, out: shown, do: (*exchange).planBatch,
	})
}

func (x *exchange) approved(r approval.Request, err error) (*approvalView, error) {
	if err != nil {
		return nil, err
	}
	names, err := x.keyNames()
	if err != nil {
		return nil, err
	}
	v := x.viewApproval(r, names)
	return &v, nil
}

// keyNames returns what the staff calls each key. The log and the requests keep
// ids only: names are looked up when they are read.
func (x *exchange) keyNames() (map[string]string, error) {
	all, err := x.s.Book.Keys(x.r.Context())
	if err != nil {
		return nil, err
	}
	names := make(map[string]string, len(all))
	for _, k := range all {
		names[k.ID], _ = splitName(k.Name)
	}
	return names, nil
}

func (x *exchange) viewApproval(r approval.Request, names map[string]string) approvalView {
	return approvalView{r.ID, string(r.Kind), r.Batch, r.Subject, viewMoney(r.Amount), viewMoney(r.Value), r.Count, r.Activate, string(r.Reason),
		r.Note, string(r.Role), r.Bound, r.Accounts, r.To, r.Lang, r.By, names[r.By], r.Key, r.AskedAt, string(x.s.approvals.Standing(r)), r.Judge, names[r.Judge], viewTime(r.JudgedAt), r.Issued()}
}

func (x *exchange) approvals(*struct{}) (*approvalPage, error) {
	limit, cursor, err := x.page()
	if err != nil {
		return nil, err
	}
	only := approval.List(x.r.URL.Query().Get("only"))
	if only != approval.All && only != approval.Open && only != approval.Batches {
		return nil, unspent.Errorf(unspent.Invalid, "only is open or batch")
	}
	var after store.Place
	if cursor != nil {
		at, n := binary.Varint(cursor)
		if n <= 0 {
			return nil, errCursor
		}
		after = store.Place{At: time.UnixMicro(at).UTC(), ID: string(cursor[n:])}
	}
	found, err := x.s.approvals.List(x.r.Context(), only, after, limit+1)
	if err != nil {
		return nil, err
	}
	names, err := x.keyNames()
	if err != nil {
		return nil, err
	}
	out := &approvalPage{Approvals: []approvalView{}}
	for i, r := range found {
		if i == limit {
			last := found[i-1]
			out.Next = newCursor(append(binary.AppendVarint(nil, last.AskedAt.UnixMicro()), last.ID...))
			break
		}
		out.Approvals = append(out.Approvals, x.viewApproval(r, names))
	}
	return out, nil
}

func (x *exchange) planBatch(in *batchRequest) (*approvalView, error) {
	value, err := in.Value.parse()
	if err != nil {
		return nil, err
	}
	cmd := unspent.Issue{Program: in.Program, Value: value, Count: in.Count, Activate: in.Activate, Order: in.Order}
	one := cmd
	one.Count = 1
	if err := one.Validate(); err != nil {
		return nil, err
	}
	if in.Count > 0 && value.Units() > unspent.MaxAmount/int64(in.Count) {
		return nil, unspent.Errorf(unspent.Invalid, "the cards of one batch are worth at most %d minor units together", int64(unspent.MaxAmount))
	}
	if err := x.issuable(cmd); err != nil {
		return nil, err
	}
	x.subject = in.Program
	st, err := x.stakeOf(cmd)
	if err != nil {
		return nil, err
	}
	st.Batch, st.answered = true, unanswered
	alone, err := x.alone(st)
	if err != nil {
		return nil, err
	}
	planned, err := x.s.approvals.Plan(x.r.Context(), st.Request, !alone)
	if err == nil {
		x.subject += " " + planned.ID
	}
	return x.approved(planned, err)
}

// issuable refuses cards of a program that there is not, or in another currency:
// nobody need be asked for those.
func (x *exchange) issuable(cmd unspent.Issue) error {
	all, err := x.s.Book.Programs(x.r.Context())
	if err != nil {
		return err
	}
	for _, p := range all {
		switch {
		case p.ID != cmd.Program:
		case p.Currency != cmd.Value.Currency():
			return unspent.Errorf(unspent.WrongCurrency, "program %q is in %s", cmd.Program, p.Currency)
		default:
			return nil
		}
	}
	return unspent.Errorf(unspent.NotFound, "there is no such program")
}
