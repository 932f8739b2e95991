package counter

import (
	"bytes"
	"context"
	"errors"
	"log/slog"
	"strings"
	"testing"
	"time"

	"github.com/unspent-dev/unspent"
	"github.com/unspent-dev/unspent/api"
	"github.com/unspent-dev/unspent/internal/gate"
	"github.com/unspent-dev/unspent/internal/store"
	"github.com/unspent-dev/unspent/internal/store/memory"
)

// Row 9 of what surrounds the journal: a case that keeps a processor for long counts
// as the many that it kept from it.
func TestRow09CasesCountByTheirWork(t *testing.T) {
	now := time.Date(2027, 1, 15, 10, 0, 0, 0, time.UTC)
	a, err := newAssessors(func() time.Time { return now })
	if err != nil {
		t.Fatal(err)
	}
	quick, slow := gate.Remote("192.0.2.1:1"), gate.Remote("198.51.100.1:1")
	for range 9 {
		a.gate.Miss(quick)
		a.charge(quick, assessWork-time.Millisecond)
	}
	if err := a.gate.Admit(quick, api.Calls().Assess.Path, ""); err != nil {
		t.Errorf("after nine quick cases: %v", err)
	}
	a.gate.Miss(slow)
	a.charge(slow, maxAssessTime)
	if err := a.gate.Admit(slow, api.Calls().Assess.Path, ""); unspent.ReasonOf(err) != unspent.WorkRequired {
		t.Errorf("after one case of %s: %v; want work", maxAssessTime, err)
	}
	for range 2 {
		a.gate.Miss(slow)
		a.charge(slow, maxAssessTime)
	}
	if _, refused := gate.RetryAfter(a.gate.Admit(slow, api.Calls().Assess.Path, "")); !refused {
		t.Error("after three of them the place is not refused")
	}
}

// fullDisk is a store that takes nothing any more.
type fullDisk struct{ store.Store }

func (fullDisk) Update(context.Context, func(store.Tx) error) error {
	return errors.New("the disk is full")
}

// What the staff did stays done when the log cannot be written, and the server's
// own log tells of it.
func TestActionThatCannotBeLogged(t *testing.T) {
	var log bytes.Buffer
	c := &Counter{Config: Config{Store: fullDisk{memory.New()}, Now: time.Now, Log: slog.New(slog.NewTextHandler(&log, nil))}}
	x := c.Errand(t.Context())
	x.entry, x.asked, x.by = &Entry{Call: api.Calls().Freeze, Noted: true}, here{}, unspent.Actor{ID: "key_1", Role: unspent.Support}
	if told := x.End(nil); told != nil {
		t.Errorf("what was done is told as %v", told)
	}
	for _, want := range []string{"freeze", "key_1", "incident=inc_", "the disk is full"} {
		if !strings.Contains(log.String(), want) {
			t.Errorf("the log does not say %q: %s", want, &log)
		}
	}
}
