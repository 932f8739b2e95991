package web

import (
	"bytes"
	"encoding/csv"
	"fmt"
	"net/http"
	"slices"
	"strconv"
	"strings"

	"github.com/unspent-dev/unspent"
	"github.com/unspent-dev/unspent/api"
	"github.com/unspent-dev/unspent/client"
	"github.com/unspent-dev/unspent/internal/approval"
)

// batchesPage is the form for a batch, and the batches so far.
type batchesPage struct {
	Who      member
	Trouble  trouble
	Programs []unspent.Program
	Batches  []requestView
	Next     string
	ID       string
	Form     batchForm
	Wrong    mistakes
	Most     int
}

// batchForm is what was typed, shown again when it is not right.
type batchForm struct{ Program, Value, Count, Order string }

func (v *visit) batches() error {
	s, server, ok, err := v.staff()
	if !ok {
		return err
	}
	return v.showBatches(s, server, nil)
}

func (v *visit) showBatches(s *session, server *client.Client, wrong error) error {
	if !s.who.May(unspent.Issued) {
		return unspent.Errorf(unspent.Forbidden, "role %s may not issue cards", s.who.Role)
	}
	page := batchesPage{Who: v.member(s), Trouble: v.trouble(wrong, nil), Wrong: mistakesOf(wrong), Most: mostCards,
		Form: batchForm{v.field("program"), v.field("value"), v.field("count"), v.field("order")}}
	var err error
	if page.Programs, err = server.Programs(v.r.Context()); err != nil {
		return err
	}
	all, err := server.Approvals(v.r.Context(), "batch", v.cursor(), 0)
	if err != nil {
		return err
	}
	for _, a := range all.Approvals {
		page.Batches = append(page.Batches, viewRequest(a, s.who))
	}
	if all.Next != "" {
		page.Next = "/desk/batches?cursor=" + string(all.Next)
	}
	if page.ID, err = v.id(); err != nil {
		return err
	}
	return v.show("desk_batches", statusOf(wrong), "batches.title", page)
}

// planBatch asks for a batch. Its page shows what it comes to, and begins it.
func (v *visit) planBatch() error {
	s, server, ok, err := v.staff()
	if !ok {
		return err
	}
	cmd, err := v.batchCommand(server)
	if err != nil {
		return v.showBatches(s, server, err)
	}
	a, err := server.PlanBatch(v.r.Context(), v.field("id"), cmd)
	if err != nil {
		return v.showBatches(s, server, err)
	}
	return v.to("/desk/batches/" + a.ID)
}

// batchCommand reads the form of a batch.
func (v *visit) batchCommand(server *client.Client) (unspent.Issue, error) {
	programs, err := server.Programs(v.r.Context())
	if err != nil {
		return unspent.Issue{}, err
	}
	i := slices.IndexFunc(programs, func(p unspent.Program) bool { return p.ID == v.field("program") })
	if i < 0 {
		return unspent.Issue{}, mistakes{}.add("program", "gift.wrong.program")
	}
	var wrong mistakes
	value, err := readAmount(v.field("value"), programs[i].Currency)
	if err != nil {
		wrong = wrong.add("value", "gift.wrong.amount", "Example", unspent.NewMoney(3000, programs[i].Currency))
	}
	count, err := strconv.Atoi(strings.ReplaceAll(plainDigits(v.field("count")), ",", ""))
	if err != nil || count < 1 || count > mostCards {
		wrong = wrong.add("count", "wrong.count", "Most", mostCards)
	}
	return unspent.Issue{Program: programs[i].ID, Value: value, Count: count, Activate: v.field("activate") != "", Order: v.field("order")},
		wrong.orNil("value", "count")
}

// batchPage is one batch.
type batchPage struct {
	Who       member
	Trouble   trouble
	Batch     requestView
	Mine      bool
	Progress  approval.Progress
	Issued    int    // cards of it that there are
	Kind      string // what its program is called
	Confirmed bool   // that the codes arrived, just now
	ID        string
}

func (v *visit) batch() error {
	s, server, ok, err := v.staff()
	if !ok {
		return err
	}
	a, p, err := v.oneBatch(server)
	if err != nil {
		return err
	}
	return v.showBatch(s, a, batchPage{Progress: p})
}

// oneBatch returns a batch and how far it is. That is looked up first, so that a
// batch which ends in between is not taken for one that nobody issues.
func (v *visit) oneBatch(server *client.Client) (a api.ApprovalView, p approval.Progress, err error) {
	if p, err = v.s.Batches.Progress(v.r.Context(), v.r.PathValue("id")); err != nil {
		return a, p, err
	}
	a, err = server.Approval(v.r.Context(), v.r.PathValue("id"))
	if err == nil && !a.Batch {
		err = unspent.Errorf(unspent.NotFound, "there is no such batch")
	}
	return a, p, err
}

func (v *visit) showBatch(s *session, a api.ApprovalView, page batchPage) error {
	page.Who, page.Batch, page.Mine = v.member(s), viewRequest(a, s.who), a.By == s.who.ID
	page.Kind = v.kind(a.Subject)
	page.Issued = a.Issued
	if page.Trouble.Reason == "" {
		page.Trouble = v.trouble(page.Progress.Wrong, nil)
	}
	if page.Progress.Running {
		v.w.Header().Set("Refresh", fmt.Sprintf("%d; url=/desk/batches/%s", refresh, a.ID))
	}
	var err error
	if page.ID, err = v.id(); err != nil {
		return err
	}
	return v.show("desk_batch", http.StatusOK, "batch.title", page)
}

// batchAct goes on with a batch, hands its codes out, or ends their being shown.
// Only the key that asked for the batch can: the codes are found by its request.
func (v *visit) batchAct() error {
	s, server, ok, err := v.staff()
	if !ok {
		return err
	}
	a, _, err := v.oneBatch(server)
	if err != nil {
		return err
	}
	if a.By != s.who.ID {
		return unspent.Errorf(unspent.Forbidden, "only the key that asked for a batch issues it and takes its codes")
	}
	verb := v.r.PathValue("verb")
	if verb == "issue" && a.State != "done" {
		if a.State != "approved" {
			return v.showBatch(s, a, batchPage{Trouble: trouble{Reason: "reason.second_person_needed"}})
		}
		if err := v.s.Batches.Begin(v.r.Context(), s.who, a.ID); err != nil {
			return v.showBatch(s, a, batchPage{Trouble: v.trouble(err, nil)})
		}
		return v.to("/desk/batches/" + a.ID)
	}
	switch {
	case verb == "issue":
		return v.to("/desk/batches/" + a.ID)
	case verb != "codes" && verb != "confirm":
		return unspent.Errorf(unspent.NotFound, "there is no such action")
	case a.State != "done":
		return v.showBatch(s, a, batchPage{Trouble: trouble{Reason: "batch.notDone"}})
	case verb == "codes":
		return v.codes(s, server, a)
	}
	for n := range client.Parts(a) {
		_, event, err := server.IssuePart(v.r.Context(), a, n)
		if err == nil {
			err = server.ConfirmDelivery(v.r.Context(), fmt.Sprintf("%s-%d", v.field("id"), n), event)
		}
		if err != nil {
			return v.showBatch(s, a, batchPage{Trouble: v.trouble(err, nil)})
		}
	}
	return v.showBatch(s, a, batchPage{Confirmed: true})
}

// codes answers a batch as CSV. The API is asked for the codes again; they are in
// memory for as long as it takes to send them.
func (v *visit) codes(s *session, server *client.Client, a api.ApprovalView) error {
	var b bytes.Buffer
	defer func() { clear(b.Bytes()[:cap(b.Bytes())]) }()
	b.Grow(a.Count * csvLine)
	lines := csv.NewWriter(&b)
	_ = lines.Write([]string{"serial", "code"}) // into memory
	for n := range client.Parts(a) {
		cards, _, err := server.IssuePart(v.r.Context(), a, n)
		if err != nil {
			return v.showBatch(s, a, batchPage{Trouble: v.trouble(err, nil)})
		}
		for _, c := range cards {
			if c.Code.IsZero() {
				return v.showBatch(s, a, batchPage{Trouble: trouble{Reason: "batch.gone"}})
			}
			_ = lines.Write([]string{c.Serial.String(), c.Code.Reveal()})
		}
	}
	lines.Flush()
	h := v.w.Header()
	h.Set("Content-Type", "text/csv; charset=utf-8")
	h.Set("Content-Disposition", `attachment; filename="`+a.ID+`.csv"`)
	h.Set("Content-Length", strconv.Itoa(b.Len()))
	_, _ = v.w.Write(b.Bytes()) // an error means that the visitor is gone
	return nil
}
