package report

import (
	"time"

	"github.com/unspent-dev/unspent/brand"
)

// BaseDate is a day at whose end an issuer in Japan looks at its unspent value
// (基準日): 31 March or 30 September.
type BaseDate struct {
	End time.Time // its last instant: events are dated in whole microseconds
	Due time.Time // the first instant that is too late to notify: two months are over
}

// Date returns the day, such as 2027-03-31.
func (d BaseDate) Date() string { return d.End.Format(time.DateOnly) }

// DueDate returns the last day to notify on, such as 2027-05-31.
func (d BaseDate) DueDate() string { return d.Due.AddDate(0, 0, -1).Format(time.DateOnly) }

// BaseDates returns the n last base dates that are over at now, the newest first.
func BaseDates(now time.Time, n int) []BaseDate {
	dates := make([]BaseDate, 0, n)
	for year := now.In(brand.Japan()).Year(); len(dates) < n; year-- {
		for _, after := range []time.Month{time.October, time.April} {
			midnight := time.Date(year, after, 1, 0, 0, 0, 0, brand.Japan())
			if len(dates) < n && !midnight.After(now) {
				dates = append(dates, BaseDate{midnight.Add(-time.Microsecond), midnight.AddDate(0, 2, 0)})
			}
		}
	}
	return dates
}

// What the base dates ask for, in yen: above Notify an issuer of cards for its
// own goods notifies, and secures at least half.
const Notify = 10_000_000

// Secured returns how much of the unspent value, in yen, is to be secured: at
// least half of it if it is above [Notify].
func Secured(yen int64) int64 {
	if yen <= Notify {
		return 0
	}
	return yen - yen/2
}
