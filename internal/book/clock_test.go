package book_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

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
		"row 1, in two steps": {[]step{{-10 * time.Minute, 0, "", unspent.Unavailable}, {10 * year, 0, unspent.Unavailable, unspent.Unavailable},
			{-10 * year, time.Second, "", unspent.Unavailable}, {10 * time.Minute, 0, "", ""}}, []bool{true, false}},
		"row 1, in many steps": {[]step{{-year, 0, "", unspent.Unavailable}, {-10 * time.Minute, 0, "", unspent.Unavailable}, {year, 0, "", unspent.Unavailable},
			{10*time.Minute + year, 0, unspent.Unavailable, unspent.Unavailable}, {-year, 0, "", ""}}, []bool{true, false}},
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

// A clock that is far ahead when the book is opened is not believed, until it is
// right, or a second source or somebody says that it is.
func TestRow1WrongAtStart(t *testing.T) {
	const day = 24 * time.Hour
	for name, tt := range map[string]struct {
		ahead time.Duration
		sure  bool
		said  time.Duration // ahead of what was right; 0: nobody said anything
		want  unspent.Reason
	}{
		"at once":                     {ahead: time.Minute},
		"a night":                     {ahead: 10 * time.Hour},
		"a week off":                  {ahead: 7 * day},
		"eight days":                  {ahead: 8 * day, want: unspent.Unavailable},
		"eight days, and it is right": {ahead: 8 * day, sure: true},
		"eleven years":                {ahead: 11 * 365 * day, want: unspent.Unavailable},
		"eleven years, a second source is wrong too": {ahead: 11 * 365 * day, sure: true, want: unspent.Unavailable},
		"a year, and somebody says so":               {ahead: 365 * day, said: 365*day - time.Hour},
		"somebody said so long ago":                  {ahead: 365 * day, said: 360 * day, want: unspent.Unavailable},
		"somebody said something else":               {ahead: 365 * day, said: 700 * day, want: unspent.Unavailable},
		"behind":                                     {ahead: -365 * day},
	} {
		t.Run(name, func(t *testing.T) {
			var said time.Time
			o := book.Options{Steady: func() time.Duration { return 0 }, Sure: func() bool { return tt.sure }, Clock: func() time.Time { return said }}
			d := newDesk(t, memory.New(), o)
			codes := d.cards(1)
			if tt.said != 0 {
				said = d.clock().Add(tt.said)
			}
			if err := d.Close(); err != nil {
				t.Fatal(err)
			}
			d.wait(tt.ahead)
			d.open()
			_, err := d.ask(spend(codes[0], 1))
			wantReason(t, "spend", err, tt.want)
			if tt.want != "" && !strings.Contains(err.Error(), "unspent clock accept") {
				t.Errorf("%q names no way out", err)
			}
			if _, err := d.Check(t.Context(), codes[0]); err != nil {
				t.Errorf("a check: %v", err)
			}
			d.wait(-tt.ahead) // and is right
			if tt.want != "" {
				_, err = d.ask(spend(codes[0], 1))
				wantReason(t, "spend, when the clock is right", err, "")
			}
		})
	}
}

// forAYear sells n cards that are good for a year.
func forAYear(t *testing.T, d *desk, n int) []unspent.Code {
	t.Helper()
	p := gift()
	p.ID = "year"
	var err error
	if p.Validity, err = unspent.ParsePeriod("P1Y"); err != nil {
		t.Fatal(err)
	}
	if _, err := d.CreateProgram(t.Context(), admin(), p); err != nil {
		t.Fatal(err)
	}
	got, err := d.ask(sale(n))
	if err != nil {
		t.Fatal(err)
	}
	return got.Codes
}

func sale(n int) unspent.Command {
	return unspent.Issue{Program: "year", Value: euro(1000), Count: n, Activate: true}
}

// A book that has jumped comes home: what was sold before is good, and new events
// are dated by the clock again.
func TestRow1WayHome(t *testing.T) {
	const year = 365 * 24 * time.Hour
	d := newDesk(t, memory.New(), book.Options{})
	codes := forAYear(t, d, 3)
	_, err := d.CorrectClock(t.Context(), admin(), "nothing")
	wantReason(t, "a correction of a book that is right", err, unspent.Invalid)
	d.wait(11 * year) // nothing compares clocks here
	if _, err := d.ask(sale(1)); err != nil {
		t.Fatal(err)
	}
	d.wait(-11 * year)
	if _, err := d.ask(spend(codes[0], 1)); unspent.ReasonOf(err) != unspent.CardExpired {
		t.Fatalf("a spend after the jump: %v; the test shows nothing", err)
	}
	_, err = d.CorrectClock(t.Context(), unspent.Actor{ID: "key_s", Role: unspent.Support}, "no")
	wantReason(t, "a correction by support", err, unspent.Forbidden)
	c, err := d.CorrectClock(t.Context(), admin(), "the battery of the clock")
	if err != nil || c.Seq != 5 || !c.To.Equal(d.clock()) {
		t.Fatalf("CorrectClock = %+v, %v", c, err)
	}
	for round := range 2 {
		wantReason(t, "Ready", d.Ready(t.Context()), "")
		got, err := d.ask(spend(codes[round], 1))
		if err != nil || !got.Events[0].At.Equal(d.clock()) {
			t.Fatalf("a spend after the correction: %+v, %v", got.Events, err)
		}
		d.wait(time.Hour)
		if err := d.Close(); err != nil {
			t.Fatal(err)
		}
		d.open()
	}
	sold, err := d.ask(sale(1))
	if err != nil || sold.Events[0].Until.After(d.clock().Add(2*year)) {
		t.Errorf("a card that is sold after the correction: %+v, %v", sold.Events, err)
	}
	d.wait(11 * year) // again
	if _, err := d.ask(sale(1)); err != nil {
		t.Fatal(err)
	}
	d.wait(-11 * year)
	if _, err := d.CorrectClock(t.Context(), admin(), "again"); err != nil {
		t.Fatal(err)
	}
	if _, err := d.ask(spend(codes[2], 1)); err != nil {
		t.Errorf("after a second correction: %v", err)
	}
}

// No sequence of clock readings makes a book that a right clock cannot use.
func TestRow1AnyClock(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		var steady, wrong time.Duration
		var said time.Time
		restarts := 0
		o := book.Options{Steady: func() time.Duration { return steady }, Clock: func() time.Time { return said }}
		d := newDesk(t, memory.New(), o)
		codes, began := forAYear(t, d, 1), d.clock()
		lived := time.Duration(0) // that has passed in truth
		wantReason(t, "Ready", d.Ready(t.Context()), "")
		restart := func() {
			if err := d.Close(); err != nil {
				rt.Fatal(err)
			}
			steady = 0
			d.open()
		}
		rt.Repeat(map[string]func(*rapid.T){
			"": func(*rapid.T) {},
			"wait": func(rt *rapid.T) {
				by := time.Duration(rapid.IntRange(1, 5000).Draw(rt, "minutes")) * time.Minute
				if lived += by; lived > 100*24*time.Hour {
					lived -= by
					return
				}
				d.wait(by)
				steady += by
			},
			"set": func(rt *rapid.T) {
				to := time.Duration(rapid.SampledFrom([]int{-600_000, -1000, -10, -4, 0, 4, 10, 1000, 9000, 60_000, 5_800_000}).Draw(rt, "wrong by minutes")) * time.Minute
				d.wait(to - wrong)
				wrong = to
			},
			"restart": func(*rapid.T) { restarts++; restart() },
			"write":   func(*rapid.T) { _, _ = d.ask(sale(1)) },
			"sweep":   func(*rapid.T) { _, _, _ = d.Sweep(t.Context()) },
		})
		d.wait(-wrong) // the clock is right
		if restarts > 0 {
			restart()
		}
		said = d.clock() // and somebody says so
		if err := d.Ready(t.Context()); err != nil {
			if restarts == 0 {
				rt.Fatalf("a book that was opened with a right clock: %v", err)
			}
			if _, err := d.CorrectClock(t.Context(), admin(), "it had jumped"); err != nil {
				rt.Fatal(err)
			}
			wantReason(t, "Ready", d.Ready(t.Context()), "")
		}
		sold, err := d.ask(sale(1))
		if err != nil {
			rt.Fatalf("a sale: %v", err)
		}
		if at := sold.Events[0].At; at.Sub(d.clock()).Abs() > 5*time.Minute {
			rt.Fatalf("it is %v and a sale is dated %v", d.clock(), at)
		}
		if _, err := d.ask(spend(sold.Codes[0], 1)); err != nil {
			rt.Fatalf("a spend of it: %v", err)
		}
		if seen, err := d.Check(t.Context(), codes[0]); err != nil || restarts == 0 && seen.Card.State != unspent.StateActive {
			rt.Fatalf("the first card, of %v: %v, %v", began, seen.Card.State, err)
		}
	})
}
