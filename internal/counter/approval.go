package counter

import (
	"context"
	"encoding/binary"
	"time"

	"github.com/unspent-dev/unspent"
	"github.com/unspent-dev/unspent/api"
	"github.com/unspent-dev/unspent/internal/approval"
	"github.com/unspent-dev/unspent/internal/book"
	"github.com/unspent-dev/unspent/internal/store"
)

func (x *Errand) approved(r approval.Request, err error) (*api.ApprovalView, error) {
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
func (x *Errand) keyNames() (map[string]string, error) {
	all, err := x.c.Book.Keys(x.ctx)
	if err != nil {
		return nil, err
	}
	names := make(map[string]string, len(all))
	for _, k := range all {
		names[k.ID] = k.Name
	}
	return names, nil
}

func (x *Errand) viewApproval(r approval.Request, names map[string]string) api.ApprovalView {
	return api.ApprovalView{ID: r.ID, Kind: r.Kind, Batch: r.Batch, Subject: r.Subject, Amount: r.Amount, Value: r.Value, Count: r.Count,
		Activate: r.Activate, Reason: r.Reason,
		Note: r.Note, Role: r.Role, Merchant: r.Bound, Accounts: r.Accounts, To: r.To, Lang: r.Lang, By: r.By, ByName: names[r.By], Key: r.Key,
		AskedAt: r.AskedAt, State: string(x.c.approvals.Standing(r)), First: r.First, FirstName: names[r.First], Judge: r.Judge, JudgeName: names[r.Judge],
		JudgedAt: api.TimeOf(r.JudgedAt), Issued: r.Issued()}
}

func (x *Errand) approvals(*struct{}) (*api.ApprovalPage, error) {
	limit, cursor, err := x.page()
	if err != nil {
		return nil, err
	}
	only := approval.List(x.asked.Values().Get("only"))
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
	found, err := x.c.approvals.List(x.ctx, only, after, limit+1)
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
			out.Next = x.cursor(append(binary.AppendVarint(nil, last.AskedAt.UnixMicro()), last.ID...))
			break
		}
		out.Approvals = append(out.Approvals, x.viewApproval(r, names))
	}
	return out, nil
}

func (x *Errand) planBatch(in *api.BatchRequest) (*api.ApprovalView, error) {
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
	st.Batch, st.answered = true, unanswered // the id is that of the batch, and its parts have their own
	alone, err := x.alone(st)
	if err != nil {
		return nil, err
	}
	planned, err := x.c.approvals.Plan(x.ctx, st.Request, !alone)
	if err == nil {
		x.subject += " " + planned.ID
	}
	return x.approved(planned, err)
}

// issuable refuses cards of a program that there is not, or in another currency:
// nobody need be asked for those.
func (x *Errand) issuable(cmd unspent.Issue) error {
	p, err := x.c.Book.Program(cmd.Program)
	if err == nil && p.Currency != cmd.Value.Currency() {
		err = unspent.Errorf(unspent.WrongCurrency, "program %q is in %s", cmd.Program, p.Currency)
	}
	return err
}

func (x *Errand) approval(*struct{}) (*api.ApprovalView, error) {
	return x.approved(x.c.approvals.One(x.ctx, x.asked.PathValue("id")))
}

func (x *Errand) approve(*struct{}) (*api.ApprovalView, error) { return x.judge(true) }

func (x *Errand) refuse(*struct{}) (*api.ApprovalView, error) { return x.judge(false) }

func (x *Errand) judge(yes bool) (*api.ApprovalView, error) {
	id := x.asked.PathValue("id")
	two, err := x.mayJudge(id)
	if err != nil {
		return nil, err
	}
	return x.approved(x.c.approvals.Judge(x.ctx, x.by, id, yes, two))
}

// IssueCleared issues a part of a batch, which was cleared as a whole, for whoever may:
// who that is has been looked up for this part. The staff's log tells of it.
func (c *Counter) IssueCleared(ctx context.Context, batch approval.Request, by unspent.Actor, key string, cmd unspent.Issue) error {
	if !may(unspent.Issued).Permits(by) {
		return unspent.Errorf(unspent.Forbidden, "role %s may not make this call", by.Role)
	}
	ctx = book.WithNote(ctx, &book.Note{By: by.ID, Name: api.Calls().Issue.Name, Subject: cmd.Program + " " + batch.ID})
	_, err := c.Book.Do(ctx, unspent.Request{Key: key, By: by, Command: cmd})
	return err
}
