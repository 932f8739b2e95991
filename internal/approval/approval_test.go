package approval_test

import (
	"fmt"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/unspent-dev/unspent"
	"github.com/unspent-dev/unspent/internal/approval"
	"github.com/unspent-dev/unspent/internal/store"
	"github.com/unspent-dev/unspent/internal/store/memory"
)

// world is a keeper over a store with four keys, and a clock that is moved.
type world struct {
	*approval.Keeper
	t  *testing.T
	st store.Store

	ahead atomic.Int64
}

func (w *world) now() time.Time {
	return time.Date(2027, 1, 15, 10, 0, 0, 0, time.UTC).Add(time.Duration(w.ahead.Load()))
}

func newWorld(t *testing.T) *world {
	w := &world{t: t, st: memory.New()}
	w.Keeper = approval.New(w.st, w.now)
	w.update(func(tx store.Tx) error {
		for id, role := range map[string]unspent.Role{"a": unspent.Support, "b": unspent.Support, "c": unspent.Admin, "i": unspent.Issuer, "x": unspent.Auditor} {
			if err := tx.PutKey(t.Context(), store.APIKey{ID: id, Role: role}); err != nil {
				return err
			}
		}
		return nil
	})
	return w
}

func (w *world) update(f func(store.Tx) error) {
	w.t.Helper()
	if err := w.st.Update(w.t.Context(), f); err != nil {
		w.t.Fatal(err)
	}
}

func (w *world) revoke(id string) {
	w.t.Helper()
	w.update(func(tx store.Tx) error { return tx.RevokeKey(w.t.Context(), id, w.now()) })
}

func yen(units int64) unspent.Money {
	cur, err := unspent.ParseCurrency("JPY")
	if err != nil {
		panic(err)
	}
	return unspent.NewMoney(units, cur)
}

// call is a's adjustment under a request id.
func call(key string, print byte) approval.Request {
	return approval.Request{Kind: unspent.Adjusted, Subject: "6001000000000000424", Amount: yen(9), Value: yen(9), By: "a", Key: key, Print: [16]byte{print}}
}

func batch(key string, count int) approval.Request {
	return approval.Request{Kind: unspent.Issued, Batch: true, Subject: "gift", Amount: yen(int64(count)), Value: yen(1), Count: count, Activate: true,
		By: "i", Key: key, Print: [16]byte{byte(count), byte(count >> 8)}}
}

// asks makes a's call and returns the reason why it does not pass.
func (w *world) asks(r approval.Request) unspent.Reason {
	w.t.Helper()
	_, err := w.Pass(w.t.Context(), r)
	return reason(err)
}

func reason(err error) unspent.Reason {
	if err == nil {
		return ""
	}
	return unspent.ReasonOf(err)
}

// id returns the id of what was asked under a request id.
func (w *world) id(key string) string {
	w.t.Helper()
	all, err := w.List(w.t.Context(), approval.All, store.Place{}, 1000)
	if err != nil {
		w.t.Fatal(err)
	}
	for _, r := range all {
		if r.Key == key {
			return r.ID
		}
	}
	w.t.Fatalf("nothing is asked under %q", key)
	return ""
}

func (w *world) judges(by string, role unspent.Role, key string, yes bool) unspent.Reason {
	w.t.Helper()
	_, err := w.Judge(w.t.Context(), unspent.Actor{ID: by, Role: role}, w.id(key), yes, false)
	return reason(err)
}

// What becomes of a's request, and whether a's call passes afterwards.
func TestRules(t *testing.T) {
	yes := func(by string, role unspent.Role, want unspent.Reason) func(*world) {
		return func(w *world) {
			w.t.Helper()
			if got := w.judges(by, role, "k", true); got != want {
				w.t.Errorf("%s approves: %q, want %q", by, got, want)
			}
		}
	}
	no := func(by string, want unspent.Reason) func(*world) {
		return func(w *world) {
			w.t.Helper()
			if got := w.judges(by, unspent.Support, "k", false); got != want {
				w.t.Errorf("%s refuses: %q, want %q", by, got, want)
			}
		}
	}
	wait := func(d time.Duration) func(*world) { return func(w *world) { w.ahead.Add(int64(d)) } }
	revoke := func(id string) func(*world) { return func(w *world) { w.revoke(id) } }
	done := func(w *world) {
		if err := w.Done(w.t.Context(), w.id("k"), 0); err != nil {
			w.t.Error(err)
		}
	}
	const needed = unspent.SecondPerson
	tests := map[string]struct {
		steps []func(*world)
		want  unspent.Reason // of the same call again
		state approval.State // after it
	}{
		"nobody":      {nil, needed, approval.Waiting},
		"a colleague": {[]func(*world){yes("b", unspent.Support, "")}, "", approval.Approved},
		"an admin":    {[]func(*world){yes("c", unspent.Admin, "")}, "", approval.Approved},
		"oneself":     {[]func(*world){yes("a", unspent.Support, unspent.Forbidden)}, needed, approval.Waiting},
		"a role that may not": {[]func(*world){yes("i", unspent.Issuer, unspent.Forbidden), yes("x", unspent.Auditor, unspent.Forbidden)}, needed,
			approval.Waiting},
		"somebody without a key": {[]func(*world){yes("", unspent.Holder, unspent.Forbidden)}, needed, approval.Waiting},
		"refused": {[]func(*world){no("b", ""), no("b", ""), yes("b", unspent.Support, unspent.Conflict),
			yes("c", unspent.Admin, unspent.Conflict)}, needed, approval.Refused},
		"approved twice": {[]func(*world){yes("b", unspent.Support, ""), yes("b", unspent.Support, ""), yes("c", unspent.Admin, unspent.Conflict),
			no("b", unspent.Conflict)}, "", approval.Approved},
		"approver revoked":          {[]func(*world){yes("b", unspent.Support, ""), revoke("b")}, needed, approval.Waiting},
		"approver revoked, another": {[]func(*world){yes("b", unspent.Support, ""), revoke("b"), yes("c", unspent.Admin, "")}, "", approval.Approved},
		"approver revoked after":    {[]func(*world){yes("b", unspent.Support, ""), done, revoke("b")}, "", approval.Done},
		"asker revoked":             {[]func(*world){revoke("a"), yes("b", unspent.Support, unspent.Conflict)}, needed, approval.Waiting},
		"lapsed waiting":            {[]func(*world){wait(approval.Life), yes("b", unspent.Support, unspent.Conflict)}, needed, approval.Waiting},
		"lapsed approved":           {[]func(*world){yes("b", unspent.Support, ""), wait(approval.Life)}, needed, approval.Waiting},
		"in time":                   {[]func(*world){yes("b", unspent.Support, ""), wait(approval.Life - 1)}, "", approval.Approved},
		"carried out":               {[]func(*world){yes("b", unspent.Support, ""), done, wait(2 * approval.Life), no("c", unspent.Conflict)}, "", approval.Done},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			w := newWorld(t)
			if got := w.asks(call("k", 1)); got != needed {
				t.Fatalf("the call is answered %q, want %q", got, needed)
			}
			mine := w.id("k")
			for _, step := range tt.steps {
				step(w)
			}
			if got := w.asks(call("k", 1)); got != tt.want {
				t.Errorf("the call again is answered %q, want %q", got, tt.want)
			}
			if got := w.asks(call("k", 2)); got != unspent.Conflict {
				t.Errorf("another body under the same request id is answered %q, want %q", got, unspent.Conflict)
			}
			other := call("k", 1)
			if other.By = "c"; w.asks(other) != needed {
				t.Error("another key's call passes by it")
			}
			if got := w.asks(call("k2", 1)); got != needed {
				t.Errorf("the same under another request id is answered %q, want %q", got, needed)
			}
			r, err := w.One(t.Context(), mine)
			if got := w.Standing(r); err != nil || got != tt.state {
				t.Errorf("the request is %q (%v), want %q", got, err, tt.state)
			}
		})
	}
}

// What takes two waits until two have approved it, and again when one of them is gone or
// was reset.
func TestTwoJudges(t *testing.T) {
	yes := func(by string) func(*world) {
		return func(w *world) {
			w.t.Helper()
			if _, err := w.Judge(w.t.Context(), unspent.Actor{ID: by, Role: unspent.Admin}, w.id("k"), true, true); err != nil {
				w.t.Errorf("%s approves: %v", by, err)
			}
		}
	}
	no := func(w *world) {
		if got := w.judges("b", unspent.Support, "k", false); got != "" {
			w.t.Errorf("b refuses: %q", got)
		}
	}
	revoke := func(id string) func(*world) { return func(w *world) { w.revoke(id) } }
	reset := func(id string) func(*world) {
		return func(w *world) {
			w.update(func(tx store.Tx) error { return approval.PutBack(w.t.Context(), tx, id, w.now()) })
		}
	}
	done := func(w *world) {
		if err := w.Done(w.t.Context(), w.id("k"), 0); err != nil {
			w.t.Error(err)
		}
	}
	tests := map[string]struct {
		steps []func(*world)
		want  approval.State
	}{
		"one":                            {[]func(*world){yes("b")}, approval.Waiting},
		"one twice":                      {[]func(*world){yes("b"), yes("b")}, approval.Waiting},
		"two":                            {[]func(*world){yes("b"), yes("c")}, approval.Approved},
		"two, and the first once more":   {[]func(*world){yes("b"), yes("c"), yes("b")}, approval.Approved},
		"one, who refuses after all":     {[]func(*world){yes("b"), no}, approval.Refused},
		"the first is gone":              {[]func(*world){yes("b"), yes("c"), revoke("b")}, approval.Waiting},
		"the first is gone, and another": {[]func(*world){yes("b"), yes("c"), revoke("b"), yes("d")}, approval.Approved},
		"the first is gone, the same":    {[]func(*world){yes("b"), yes("c"), revoke("b"), yes("c")}, approval.Waiting},
		"the second is gone":             {[]func(*world){yes("b"), yes("c"), revoke("c")}, approval.Waiting},
		"both are gone":                  {[]func(*world){yes("b"), yes("c"), revoke("c"), revoke("b"), yes("d")}, approval.Waiting},
		"the first is reset":             {[]func(*world){yes("b"), yes("c"), reset("b")}, approval.Waiting},
		"the first is reset, and again":  {[]func(*world){yes("b"), yes("c"), reset("b"), yes("b")}, approval.Approved},
		"the second is reset":            {[]func(*world){yes("b"), yes("c"), reset("c")}, approval.Waiting},
		"somebody else is reset":         {[]func(*world){yes("b"), yes("c"), reset("d")}, approval.Approved},
		"carried out before a reset":     {[]func(*world){yes("b"), yes("c"), done, reset("c")}, approval.Done},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			w := newWorld(t)
			w.update(func(tx store.Tx) error { return tx.PutKey(t.Context(), store.APIKey{ID: "d", Role: unspent.Admin}) })
			_ = w.asks(call("k", 1)) // it waits
			for _, step := range tt.steps {
				step(w)
			}
			if got := w.asks(call("k", 1)); (got == "") != (tt.want == approval.Approved || tt.want == approval.Done) {
				t.Errorf("the call again is answered %q", got)
			}
			if r, err := w.One(t.Context(), w.id("k")); err != nil || r.State != tt.want {
				t.Errorf("the request is %q (%v), want %q", r.State, err, tt.want)
			}
		})
	}
}

// More is put back than is read at once, of what was asked lately.
func TestPutBackAll(t *testing.T) {
	w := newWorld(t)
	for i := range approval.MaxOpen - 1 {
		for _, by := range []string{"a", "c"} {
			r := call(fmt.Sprint(by, i), 1)
			r.By = by
			kept, _ := w.Pass(t.Context(), r)
			if kept.ID == "" {
				all, err := w.List(t.Context(), approval.Open, store.Place{}, 1)
				if err != nil {
					t.Fatal(err)
				}
				kept = all[0]
			}
			if _, err := w.Judge(t.Context(), unspent.Actor{ID: "b", Role: unspent.Support}, kept.ID, true, false); err != nil {
				t.Fatal(err)
			}
			w.ahead.Add(int64(time.Second))
		}
	}
	w.update(func(tx store.Tx) error { return approval.PutBack(t.Context(), tx, "b", w.now()) })
	all, err := w.List(t.Context(), approval.Open, store.Place{}, 1000)
	if err != nil || len(all) != 2*(approval.MaxOpen-1) {
		t.Fatalf("List = %d, %v", len(all), err)
	}
	for _, r := range all {
		if r.State != approval.Waiting || r.Judge != "" {
			t.Fatalf("%s is %s by %q after the reset", r.Key, r.State, r.Judge)
		}
	}
}

// Of two who judge at the same instant one is told that the other was first.
func TestRaces(t *testing.T) {
	tests := map[string][2]bool{"two approve": {true, true}, "one approves, one refuses": {true, false}, "two refuse": {false, false}}
	for name, verdicts := range tests {
		t.Run(name, func(t *testing.T) {
			w := newWorld(t)
			for i := range 50 {
				key := fmt.Sprintf("k%d", i)
				if got := w.asks(call(key, 1)); got != unspent.SecondPerson {
					t.Fatal(got)
				}
				id := w.id(key)
				var won atomic.Int32
				var crew sync.WaitGroup
				for n, who := range []unspent.Actor{{ID: "b", Role: unspent.Support}, {ID: "c", Role: unspent.Admin}} {
					crew.Go(func() {
						switch _, err := w.Judge(t.Context(), who, id, verdicts[n], false); reason(err) {
						case "":
							won.Add(1)
						case unspent.Conflict:
						default:
							t.Error(err)
						}
					})
				}
				crew.Wait()
				r, err := w.One(t.Context(), id)
				if won.Load() != 1 || err != nil || r.State != map[bool]approval.State{true: approval.Approved,
					false: approval.Refused}[verdicts[map[string]int{"b": 0, "c": 1}[r.Judge]]] {
					t.Fatalf("%d judged, and the request is %+v (%v)", won.Load(), r, err)
				}
				if err := w.Done(t.Context(), id, 0); err != nil { // so that it is not open any more
					t.Fatal(err)
				}
			}
		})
	}
}

// A batch passes part by part, as far as it was planned.
func TestBatches(t *testing.T) {
	w := newWorld(t)
	part := func(key string, cmd unspent.Issue) (ok bool, n int, why unspent.Reason) {
		t.Helper()
		_, n, ok, err := w.PassPart(t.Context(), "i", key, cmd)
		return ok, n, reason(err)
	}
	b, err := w.Plan(t.Context(), batch("k", 20_001), true)
	if err != nil || b.State != approval.Waiting || b.Parts() != 3 {
		t.Fatalf("Plan = %+v, %v", b, err)
	}
	whole := unspent.Issue{Program: "gift", Value: yen(1), Count: unspent.MaxIssue, Activate: true}
	rest, more := whole, whole
	rest.Count, more.Value = 1, yen(2)
	if ok, _, why := part("k-0", whole); !ok || why != unspent.SecondPerson {
		t.Errorf("a part of what waits: %v, %q", ok, why)
	}
	if got := w.judges("c", unspent.Admin, "k", true); got != "" {
		t.Fatal(got)
	}
	for _, tt := range []struct {
		key string
		cmd unspent.Issue
		ok  bool
		n   int
	}{
		{"k-0", whole, true, 0}, {"k-1", whole, true, 1}, {"k-2", rest, true, 2}, {"k-2", whole, false, 0}, {"k-0", more, false, 0},
		{"k-3", rest, false, 0}, {"k-9", whole, false, 0}, {"k", whole, false, 0}, {"k-00", whole, false, 0}, {"-0", whole, false, 0}, {"l-0", whole, false, 0},
	} {
		if ok, n, why := part(tt.key, tt.cmd); ok != tt.ok || n != tt.n || why != "" {
			t.Errorf("part %s of %d: %v, %d, %q; want %v, %d", tt.key, tt.cmd.Count, ok, n, why, tt.ok, tt.n)
		}
	}
	if _, _, ok, _ := w.PassPart(t.Context(), "a", "k-0", whole); ok {
		t.Error("another key issues a part")
	}
	if again, err := w.Plan(t.Context(), batch("k", 20_001), true); err != nil || again.State != approval.Approved {
		t.Errorf("the same plan again = %+v, %v", again, err)
	}
	for name, tt := range map[string]struct {
		r    approval.Request
		want unspent.Reason
	}{"other body": {batch("k", 5), unspent.Conflict}, "none": {batch("l", 0), unspent.Invalid}, "too many": {batch("l", 100_001), unspent.Invalid},
		"long id": {batch(fmt.Sprintf("%061d", 1), 1), unspent.Invalid}} {
		if _, err := w.Plan(t.Context(), tt.r, true); reason(err) != tt.want {
			t.Errorf("%s: Plan = %v, want %q", name, err, tt.want)
		}
	}
	if free, err := w.Plan(t.Context(), batch("free", 5), false); err != nil || free.State != approval.Approved || free.Judge != "" {
		t.Errorf("a batch that needs nobody = %+v, %v", free, err)
	}
}

// A batch and a call are never taken for each other, though a key asks for them under
// one request id and they print alike.
func TestBatchIsNoCall(t *testing.T) {
	w := newWorld(t)
	alone := batch("k", 1)
	alone.Batch = false
	if _, err := w.Plan(t.Context(), batch("k", 1), true); err != nil {
		t.Fatal(err)
	}
	if got := w.asks(alone); got != unspent.Conflict {
		t.Errorf("a call under the id of a batch: %q, want %q", got, unspent.Conflict)
	}
	alone.Key = "l"
	if got := w.asks(alone); got != unspent.SecondPerson {
		t.Fatal(got)
	}
	if _, err := w.Plan(t.Context(), batch("l", 1), false); reason(err) != unspent.Conflict {
		t.Errorf("a batch under the id of a call: %v, want %q", err, unspent.Conflict)
	}
}

// A batch tells how many of its cards are issued, in whatever order its parts were
// carried out, and is done with the last of them. What was issued before it lapsed
// stays known.
func TestPartsCarriedOut(t *testing.T) {
	w := newWorld(t)
	if _, err := w.Plan(t.Context(), batch("k", 20_001), false); err != nil {
		t.Fatal(err)
	}
	carry := func(n, issued int, state approval.State) {
		t.Helper()
		if err := w.Done(t.Context(), w.id("k"), n); err != nil {
			t.Fatal(err)
		}
		r, err := w.One(t.Context(), w.id("k"))
		if err != nil || r.Issued() != issued || w.Standing(r) != state {
			t.Errorf("after part %d: %d cards are issued and it is %s (%v), want %d and %s", n, r.Issued(), w.Standing(r), err, issued, state)
		}
	}
	carry(2, 1, approval.Approved)
	carry(2, 1, approval.Approved)
	carry(0, 10_001, approval.Approved)
	w.ahead.Add(int64(approval.Life))
	carry(0, 10_001, approval.Lapsed)
	carry(1, 20_001, approval.Done)
}

// One key has only so many requests open, and nobody else waits for that.
func TestOpenIsLimited(t *testing.T) {
	w := newWorld(t)
	for i := range approval.MaxOpen {
		if got := w.asks(call(fmt.Sprint(i), 1)); got != unspent.SecondPerson {
			t.Fatal(got)
		}
	}
	if got := w.asks(call("more", 1)); got != unspent.LimitExceeded {
		t.Errorf("request %d: %q, want %q", approval.MaxOpen+1, got, unspent.LimitExceeded)
	}
	other := call("more", 1)
	other.By = "b"
	if got := w.asks(other); got != unspent.SecondPerson {
		t.Errorf("another key's first: %q", got)
	}
	w.ahead.Add(int64(approval.Life + time.Second))
	if got := w.asks(call("more", 1)); got != unspent.SecondPerson {
		t.Errorf("when all have lapsed: %q", got)
	}
	if all, err := w.List(t.Context(), approval.Open, store.Place{}, 1000); err != nil || len(all) != 1 {
		t.Errorf("%d are open, %v; want the new one", len(all), err)
	}
}

// What is stored is what is read.
func TestStored(t *testing.T) {
	w := newWorld(t)
	want := call("k", 7)
	want.Reason, want.Note = "support_issue", "called twice 電話"
	if got := w.asks(want); got != unspent.SecondPerson {
		t.Fatal(got)
	}
	got, err := w.One(t.Context(), w.id("k"))
	want.ID, want.AskedAt, want.State = got.ID, w.now(), approval.Waiting
	if err != nil || got != want {
		t.Errorf("One = %+v, %v; want %+v", got, err, want)
	}
	if _, err := w.One(t.Context(), "apr_1"); reason(err) != unspent.NotFound {
		t.Errorf("One of an unknown id: %v", err)
	}
	if _, err := w.Judge(t.Context(), unspent.Actor{ID: "c", Role: unspent.Admin}, "apr_1", true, false); reason(err) != unspent.NotFound {
		t.Errorf("Judge of an unknown id: %v", err)
	}
	if _, err := w.Plan(t.Context(), batch("b", 3), true); err != nil {
		t.Fatal(err)
	}
	if err := w.Done(t.Context(), w.id("k"), 0); err != nil {
		t.Fatal(err)
	}
	for which, n := range map[approval.List]int{approval.All: 2, approval.Open: 1, approval.Batches: 1} {
		if all, err := w.List(t.Context(), which, store.Place{}, 9); err != nil || len(all) != n {
			t.Errorf("List(%q) = %d, %v; want %d", which, len(all), err, n)
		}
	}
}

// A call counts once while its outcome is open, and is given back when all that is
// under way of it was refused; what was moved before a program remembered calls counts.
func TestCallsCountOnce(t *testing.T) {
	w := newWorld(t)
	into := []approval.Count{{Of: "issued a", Most: approval.MostOf(1000)}}
	answered := map[string]bool{}
	of := func(key string, units int64) (approval.Request, func(store.Reader) (bool, error)) {
		r := approval.Request{By: "a", Key: key, Amount: yen(units), Print: unspent.Print{byte(units / 100)}}
		return r, func(store.Reader) (bool, error) { return answered[key], nil }
	}
	call := func(key string, units int64, want bool) {
		t.Helper()
		r, done := of(key, units)
		if alone, err := w.Alone(t.Context(), r, into, done); err != nil || alone != want {
			t.Errorf("%s of %d passes: %t (%v), want %t", key, units, alone, err, want)
		}
	}
	back := func(key string, units int64) {
		t.Helper()
		r, done := of(key, units)
		if err := w.GiveBack(t.Context(), r, into, done); err != nil {
			t.Error(err)
		}
	}
	call("k1", 800, true)
	call("k1", 800, true) // again, because no answer came
	call("k2", 300, false)
	call("k1", 900, false) // under its id something else
	back("k1", 800)
	call("k2", 300, false) // the other one may yet be carried out
	back("k1", 800)
	call("k2", 300, true)
	back("k1", 800) // it is not counted any more
	call("k3", 800, false)
	call("k3", 700, true)
	answered["k3"] = true
	back("k3", 700) // it was carried out
	call("k4", 100, false)
	call("k3", 700, true)

	w.ahead.Add(int64(26 * time.Hour))
	call("k5", 900, true)
	w.ahead.Add(int64(2 * time.Hour))
	back("k5", 900) // from the hour in which it was counted
	call("k6", 1000, true)

	w.ahead.Add(int64(26 * time.Hour))
	old := fmt.Sprintf(`{"%d":{"JPY":900}}`, w.now().Unix()/3600)
	w.update(func(tx store.Tx) error {
		return tx.PutDocument(t.Context(), store.Document{Kind: "moved-alone", ID: "issued a", At: w.now(), Body: []byte(old)})
	})
	call("k7", 200, false)
	call("k7", 100, true)
}

// Sums in which nothing counts any more do not pile up.
func TestOldSumsAreDropped(t *testing.T) {
	w := newWorld(t)
	counts := func(of string) {
		t.Helper()
		r := approval.Request{By: "a", Key: of, Amount: yen(1)}
		if _, err := w.Alone(t.Context(), r, []approval.Count{{Of: of, Most: approval.MostOf(1000)}},
			func(store.Reader) (bool, error) { return false, nil }); err != nil {
			t.Error(err)
		}
	}
	left := func() int {
		t.Helper()
		var all []store.Document
		err := w.st.View(t.Context(), func(r store.Reader) (err error) {
			all, err = r.Documents(t.Context(), store.Pick{Kind: "moved-alone", Limit: 100})
			return err
		})
		if err != nil {
			t.Error(err)
		}
		return len(all)
	}
	for i := range 30 {
		counts(fmt.Sprint("card ", i))
	}
	w.ahead.Add(int64(24 * time.Hour))
	if counts("card 1"); left() != 30 {
		t.Errorf("%d are left while they count, want 30", left())
	}
	w.ahead.Add(int64(2 * time.Hour))
	for i := range 10 {
		counts(fmt.Sprint("other ", i))
	}
	if left() != 11 {
		t.Errorf("%d are left, want the 11 that count", left())
	}
}

// What a second person sees is what was asked: for whom a key is, and where a card
// is mailed.
func TestJudgeSeesAll(t *testing.T) {
	w := newWorld(t)
	for key, r := range map[string]approval.Request{
		"key": {Kind: approval.KeyMade, Subject: "till 4", Role: unspent.Merchant, Bound: "m1", Accounts: "acct_a acct_b", By: "c", Key: "key", Print: [16]byte{1}},
		"send": {Kind: unspent.Reissued, Subject: "6001000000000000424", Amount: yen(9), Value: yen(9), To: "hanako@example.jp", Lang: "ja", By: "a", Key: "send",
			Print: [16]byte{2}},
	} {
		if got := w.asks(r); got != unspent.SecondPerson {
			t.Fatalf("%s: %s", key, got)
		}
		got, err := w.One(t.Context(), w.id(key))
		r.ID, r.AskedAt, r.State = got.ID, w.now(), approval.Waiting
		if err != nil || got != r {
			t.Errorf("One(%s) = %+v, %v; want %+v", key, got, err, r)
		}
	}
}
