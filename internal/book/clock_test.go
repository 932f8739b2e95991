package book_test

import (
	"slices"
	"testing"
	"time"

	"github.com/unspent-dev/unspent"
	"github.com/unspent-dev/unspent/internal/book"
	"github.com/unspent-dev/unspent/internal/store/memory"
)

// A clock that jumps ahead takes the book nowhere, and is believed again when it
// has come back. What is asked meanwhile changes nothing.
func TestClockJumps(t *testing.T) {
	const year = 365 * 24 * time.Hour
	type step struct {
		wall, steady time.Duration  // what passed
		write, ready unspent.Reason // "" if it goes well
	}
	fine := step{time.Second, time.Second, "", ""}
	for name, tt := range map[string]struct {
		steps []step
		told  []bool // of a jump, or of its end
	}{
		"a steady clock":   {[]step{fine, {9 * year, 9 * year, "", ""}, fine}, nil},
		"set right a bit":  {[]step{{4 * time.Minute, 0, "", ""}, {4 * time.Minute, 0, "", ""}, fine}, nil},
		"slow, then right": {[]step{{0, 4 * time.Minute, "", ""}, {4 * time.Minute, 0, "", ""}, fine}, nil},
		"a jump and back": {[]step{{2 * year, time.Second, unspent.Unavailable, unspent.Unavailable},
			{time.Hour, time.Hour, unspent.Unavailable, unspent.Unavailable}, {-2 * year, time.Minute, "", ""}, fine}, []bool{true, false}},
		"just too much": {[]step{{6 * time.Minute, time.Second, unspent.Unavailable, unspent.Unavailable}, {-2 * time.Minute, 0, "", ""}}, []bool{true, false}},
		"two jumps": {[]step{{year, 0, unspent.Unavailable, unspent.Unavailable}, {-year, 0, "", ""},
			{year, 0, unspent.Unavailable, unspent.Unavailable}}, []bool{true, false, true}},
		"time catches up":  {[]step{{time.Hour, 0, unspent.Unavailable, unspent.Unavailable}, {0, time.Hour, "", ""}}, []bool{true, false}},
		"a short way back": {[]step{{-4 * time.Minute, 0, "", ""}, fine}, nil},
		"far behind, set right": {[]step{{-year, 0, "", unspent.Unavailable}, {time.Hour, time.Hour, "", unspent.Unavailable},
			{year, 0, "", ""}, {year, 0, unspent.Unavailable, unspent.Unavailable}}, []bool{true}},
		"beyond what can be counted": {[]step{{1<<63 - 1, 0, unspent.Unavailable, unspent.Unavailable}}, []bool{true}},
	} {
		t.Run(name, func(t *testing.T) {
			var steady time.Duration
			var told []bool
			d := newDesk(t, memory.New(), book.Options{Steady: func() time.Duration { return steady }, Jumped: func(err error) { told = append(told, err != nil) }})
			codes, began := d.cards(1), d.clock()
			wantReason(t, "Ready", d.Ready(t.Context()), "") // from the first event on the clock is compared
			var newest time.Time
			for i, s := range tt.steps {
				d.wait(s.wall)
				steady += s.steady
				_, err := d.CreateProgram(t.Context(), admin(), gift())
				wantReason(t, "CreateProgram", err, s.write)
				_, _, err = d.CreateKey(t.Context(), admin(), "till", unspent.Store, "")
				wantReason(t, "CreateKey", err, s.write)
				_, _, err = d.Sweep(t.Context())
				wantReason(t, "Sweep", err, s.write)
				got, err := d.ask(spend(codes[0], 1))
				wantReason(t, "spend", err, s.write)
				if wantReason(t, "Ready", d.Ready(t.Context()), s.ready); t.Failed() {
					t.Fatalf("at step %d", i)
				}
				if s.write == "" {
					newest = got.Events[0].At
				} else if len(got.Events) > 0 {
					t.Errorf("step %d wrote an event of %v", i, got.Events[0].At)
				}
			}
			if limit := began.Add(steady + 10*time.Minute); newest.After(limit) {
				t.Errorf("the book is at %v, want at most %v", newest, limit)
			}
			if !slices.Equal(told, tt.told) {
				t.Errorf("told %v, want %v", told, tt.told)
			}
		})
	}
}

func TestLead(t *testing.T) {
	for name, tt := range map[string]struct {
		cards      int
		wait, want time.Duration
	}{
		"an empty book":    {0, time.Hour, 0},
		"at once":          {1, 0, 0},
		"an hour later":    {1, time.Hour, time.Hour},
		"after a way back": {1, -3 * time.Hour, -3 * time.Hour},
	} {
		t.Run(name, func(t *testing.T) {
			d := newDesk(t, memory.New(), book.Options{})
			if tt.cards > 0 {
				d.cards(tt.cards)
			}
			d.wait(tt.wait)
			if got, err := d.Lead(t.Context()); got != tt.want || err != nil {
				t.Errorf("Lead = %v, %v; want %v", got, err, tt.want)
			}
		})
	}
}
