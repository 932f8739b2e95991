package report

import (
	"slices"
	"testing"
	"time"

	gocmp "github.com/google/go-cmp/cmp"
	"github.com/unspent-dev/unspent"
	"pgregory.net/rapid"
)

// A series says at each of its instants what a report as of that instant says.
func TestSeries(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		h := newHistory(t)
		random(rt, h)
		j := h.journal()
		span := int64(h.now.Sub(j[0].At) / time.Hour)
		var at []time.Time
		for range rapid.IntRange(1, 12).Draw(rt, "instants") {
			one := j[0].At.Add(time.Duration(rapid.Int64Range(-100, span+6000).Draw(rt, "at")) * time.Hour)
			at = append(at, one)
			if c := h.card(rapid.SampledFrom(h.serials).Draw(rt, "card")); !c.ExpiresAt.IsZero() { // the very end of a validity
				at = append(at, c.ExpiresAt, c.ExpiresAt.Add(-time.Microsecond))
			}
		}
		slices.SortFunc(at, time.Time.Compare)
		got, err := Series(t.Context(), j, at)
		if err != nil || len(got) != len(at) {
			rt.Fatalf("Series(%v) has %d values, %v", at, len(got), err)
		}
		for i, one := range at {
			if diff := gocmp.Diff(values(t, j, one), got[i], equalMoney); diff != "" {
				rt.Fatalf("at %s, %d of %v (-Unspent +Series):\n%s", one, i, at, diff)
			}
		}
	})
}

func TestSeriesOfNothing(t *testing.T) {
	got, err := Series(t.Context(), journal{}, []time.Time{time.Unix(1, 0), time.Unix(2, 0)})
	if err != nil || len(got) != 2 || len(got[0]) != 0 || len(got[1]) != 0 {
		t.Errorf("Series of an empty journal = %v, %v", got, err)
	}
	for name, at := range map[string][]time.Time{"none": nil, "zero": {{}}, "backwards": {time.Unix(2, 0), time.Unix(1, 0)}} {
		if _, err := Series(t.Context(), journal{}, at); unspent.ReasonOf(err) != unspent.Invalid {
			t.Errorf("%s: %v, want %s", name, err, unspent.Invalid)
		}
	}
}

func TestBaseDates(t *testing.T) {
	tests := map[string]struct {
		now  time.Time
		want []string // with the last day to notify on
	}{
		"spring": {time.Date(2027, 5, 2, 0, 0, 0, 0, time.UTC), []string{"2027-03-31 2027-05-31", "2026-09-30 2026-11-30", "2026-03-31 2026-05-31"}},
		"the last instant of one": {time.Date(2027, 3, 31, 14, 59, 59, 999_999_000, time.UTC),
			[]string{"2026-09-30 2026-11-30", "2026-03-31 2026-05-31", "2025-09-30 2025-11-30"}},
		"midnight in Japan": {time.Date(2027, 3, 31, 15, 0, 0, 0, time.UTC),
			[]string{"2027-03-31 2027-05-31", "2026-09-30 2026-11-30", "2026-03-31 2026-05-31"}},
		"New Year in Japan": {time.Date(2026, 12, 31, 15, 0, 0, 0, time.UTC),
			[]string{"2026-09-30 2026-11-30", "2026-03-31 2026-05-31", "2025-09-30 2025-11-30"}},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			var got []string
			for _, d := range BaseDates(tt.now, 3) {
				got = append(got, d.Date()+" "+d.DueDate())
			}
			if diff := gocmp.Diff(tt.want, got); diff != "" {
				t.Errorf("BaseDates(%s) (-want +got):\n%s", tt.now, diff)
			}
		})
	}
	for yen, want := range map[int64]int64{0: 0, 10_000_000: 0, 10_000_001: 5_000_001, 12_000_000: 6_000_000} {
		if got := Secured(yen); got != want {
			t.Errorf("Secured(%d) = %d, want %d", yen, got, want)
		}
	}
}
