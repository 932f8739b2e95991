package httpapi

import (
	"encoding/binary"
	"time"

	"github.com/unspent-dev/unspent"
	"github.com/unspent-dev/unspent/api"
	"github.com/unspent-dev/unspent/internal/approval"
	"github.com/unspent-dev/unspent/internal/store"
)

func (s *server) mountApprovals() {
	const tag = "second person"
	judges := access{roles: []unspent.Role{unspent.Issuer, unspent.Support}}
	readers := access{roles: []unspent.Role{unspent.Issuer, unspent.Support, unspent.Auditor}}
	missing := []unspent.Reason{unspent.NotFound}
	shown := api.ApprovalView{ID: "apr_3f6c1d0a9b27e8453f6c1d0a", Kind: "issued", Batch: true, Subject: "gift-jpy", Amount: yen(100_000_000),
		Value: yen(5000), Count: 20_000, Activate: true, Note: "order-9", By: "key_1a2b3c", ByName: "Hanako", Key: "order-9-try", AskedAt: exampleTime(), State: "waiting"}
	mount(s, endpoint[struct{}, api.ApprovalPage]{
		id: "approvals", method: "GET", path: "/v1/approvals", tag: tag, summary: "List what waits for a second person",
		about:  "The newest first, with what was judged or carried out; only=open leaves out the latter, only=batch all that is no batch.",
		access: readers, query: append(pageQuery(), "only"), out: api.ApprovalPage{Approvals: []api.ApprovalView{shown}}, do: (*exchange).approvals,
	})
	mount(s, endpoint[struct{}, api.ApprovalView]{
		id: "approval", method: "GET", path: "/v1/approvals/{id}", tag: tag, summary: "See one request", access: readers, reasons: missing, out: shown,
		do: func(x *exchange, _ *struct{}) (*api.ApprovalView, error) {
			return x.approved(x.s.approvals.One(x.r.Context(), x.r.PathValue("id")))
		},
	})
	judge := func(id, summary string, yes bool) {
		mount(s, endpoint[struct{}, api.ApprovalView]{
			id: id, method: "POST", path: "/v1/approvals/{id}/" + id, tag: tag, summary: summary,
			about:  "Somebody else's, with a role that may do the same. Then the one who asked sends the same call again. Once two admins have enrolled as persons of the staff, only persons judge, at the desk, and what a key asks for waits until two of them have approved it.",
			access: judges, write: true, reasons: missing, out: shown,
			do: func(x *exchange, _ *struct{}) (*api.ApprovalView, error) {
				two, err := x.mayJudge(x.r.PathValue("id"))
				if err != nil {
					return nil, err
				}
				return x.approved(x.s.approvals.Judge(x.r.Context(), x.by, x.r.PathValue("id"), yes, two))
			},
		})
	}
	judge("approve", "Approve what somebody else asks for", true)
	judge("refuse", "Refuse what somebody else asks for", false)
	mount(s, endpoint[api.BatchRequest, api.ApprovalView]{
		id: "planBatch", method: "POST", path: "/v1/batches", tag: tag, summary: "Plan a batch of cards",
		about: "Issues nothing yet: it asks for a second person for the whole batch, if it is worth so much, and is approved at once otherwise. " +
			"Its parts are then issued by POST /v1/cards: 10,000 cards each, the last one the rest, under the batch's Idempotency-Key with -0, -1, … added.",
		access: access{kind: unspent.Issued}, write: true, status: 201, reasons: []unspent.Reason{unspent.NotFound, unspent.WrongCurrency, unspent.LimitExceeded},
		in: api.BatchRequest{Program: "gift-jpy", Value: yen(5000), Count: 20_000, Activate: true, Order: "order-9"}, out: shown, do: (*exchange).planBatch,
	})
}

func (x *exchange) approved(r approval.Request, err error) (*api.ApprovalView, error) {
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

func (x *exchange) viewApproval(r approval.Request, names map[string]string) api.ApprovalView {
	return api.ApprovalView{ID: r.ID, Kind: r.Kind, Batch: r.Batch, Subject: r.Subject, Amount: r.Amount, Value: r.Value, Count: r.Count, Activate: r.Activate, Reason: r.Reason,
		Note: r.Note, Role: r.Role, Merchant: r.Bound, Accounts: r.Accounts, To: r.To, Lang: r.Lang, By: r.By, ByName: names[r.By], Key: r.Key, AskedAt: r.AskedAt, State: string(x.s.approvals.Standing(r)), First: r.First, FirstName: names[r.First], Judge: r.Judge, JudgeName: names[r.Judge], JudgedAt: api.TimeOf(r.JudgedAt), Issued: r.Issued()}
}

func (x *exchange) approvals(*struct{}) (*api.ApprovalPage, error) {
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
	out := &api.ApprovalPage{Approvals: []api.ApprovalView{}}
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

func (x *exchange) planBatch(in *api.BatchRequest) (*api.ApprovalView, error) {
	cmd := unspent.Issue{Program: in.Program, Value: in.Value, Count: in.Count, Activate: in.Activate, Order: in.Order}
	one := cmd
	one.Count = 1
	if err := one.Validate(); err != nil {
		return nil, err
	}
	if in.Count > 0 && in.Value.Units() > unspent.MaxAmount/int64(in.Count) {
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
	p, err := x.s.Book.Program(cmd.Program)
	if err == nil && p.Currency != cmd.Value.Currency() {
		err = unspent.Errorf(unspent.WrongCurrency, "program %q is in %s", cmd.Program, p.Currency)
	}
	return err
}
