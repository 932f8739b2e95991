package unspent

import (
	"fmt"
	"strconv"
	"strings"
	"time"
	_ "time/tzdata" // so that a program's days are the same on every machine
)

// Program is a brand of cards that an issuer runs. A program never changes
// after its creation: the terms of a sold card are the terms it was sold under.
type Program struct {
	ID           string
	Name         string // as holders see it
	Currency     Currency
	Validity     Period // from activation; zero is for ever
	Zone         string // whose days validity ends with, as IANA calls it; "": it ends to the second, as of programs from before zones
	Claimable    bool   // a card may be claimed to an account
	Spendable    bool   // a card may pay directly
	Transferable bool   // a card may be held, handed over and transferred
	Limits       Limits
	Endless      bool          // what is claimed to an account ends no more
	RefundTerm   Period        // validity of what is refunded after its own has ended, or to a closed account; zero: it is not
	RevealWindow time.Duration // how long a retried request shows its codes again
	CodeFormat   CodeFormat    // of its codes; zero: ours
	CreatedAt    time.Time
}

// Limits are a program's hard limits in minor units. Zero is no limit.
type Limits struct {
	AccountCap  int64 // balance of an account after a claim
	PerTransfer int64 // one claim or one hand-over
	PerMonth    int64 // claims into one account, or hand-overs of one card's value, in a calendar month (UTC)
}

// DefaultLimits returns the limits of a program in cur that names none: for yen
// those that keep a program out of the high-value class, otherwise none.
func DefaultLimits(cur Currency) Limits {
	if cur.String() == "JPY" {
		return Limits{yenAccountCap, yenPerTransfer, yenPerMonth}
	}
	return Limits{}
}

// Validate reports the first thing that is wrong with p.
func (p Program) Validate() error {
	switch {
	case checkName("program id", p.ID) != nil:
		return checkName("program id", p.ID)
	case p.Name == "" || len(p.Name) > MaxProgramName:
		return Errorf(Invalid, "a program needs a name of at most %d bytes", MaxProgramName)
	case p.Currency.String() == "":
		return Errorf(Invalid, "a program needs a currency, such as JPY")
	case p.Limits.AccountCap < 0 || p.Limits.PerTransfer < 0 || p.Limits.PerMonth < 0:
		return Errorf(Invalid, "a limit is not negative; 0 is no limit")
	case max(p.Limits.AccountCap, p.Limits.PerTransfer, p.Limits.PerMonth) > MaxAmount:
		return Errorf(Invalid, "a limit is at most %d minor units", int64(MaxAmount))
	case p.Zone == "Local" || zoneOf(p.Zone) == nil:
		return Errorf(Invalid, "%q is not a time zone such as Asia/Tokyo", clip(p.Zone))
	case p.CodeFormat.Validate() != nil:
		return p.CodeFormat.Validate()
	case p.Endless && !p.Claimable:
		return Errorf(Invalid, "claimed value without an end needs a program whose cards may be claimed")
	case p.RevealWindow < 0 || p.RevealWindow > 30*24*time.Hour:
		return Errorf(Invalid, "a reveal window is between 0 and 30 days")
	}
	return nil
}

// DefaultZone returns the zone of a program in cur that names none.
func DefaultZone(cur Currency) string {
	if cur.String() == "JPY" {
		return "Asia/Tokyo"
	}
	return "UTC"
}

// zoneOf returns a zone by its name, nil if there is none.
func zoneOf(name string) *time.Location {
	zone, err := time.LoadLocation(name)
	if err != nil {
		return nil
	}
	return zone
}

// Ends returns what tells the end of the validity that begins at an instant: the last
// second of its last day in the program's zone; the zero time is no end. Who asks for
// many keeps what it returns.
func (p Program) Ends() func(time.Time) time.Time {
	if p.Zone == "" || p.Validity == (Period{}) {
		return p.Validity.After
	}
	zone := zoneOf(p.Zone)
	if zone == nil {
		panic(fmt.Sprintf("program %s: there is no zone %q", p.ID, p.Zone)) // it was there when the program was made
	}
	return func(begin time.Time) time.Time {
		year, month, day := p.Validity.After(begin.In(zone)).Date()
		return time.Date(year, month, day+1, 0, 0, 0, 0, zone).Add(-time.Second).UTC()
	}
}

// Renewed returns the end of what is refunded at now after its own end; the zero time if
// the terms do not have it refunded.
func (p Program) Renewed(now time.Time) time.Time {
	if p.RefundTerm == (Period{}) {
		return time.Time{}
	}
	p.Validity = p.RefundTerm
	return p.Ends()(now)
}

// Short reports whether no value of p is of use for more than six months after it was
// sold, whatever becomes of it: only then are its cards no prepaid means under Japan's
// Payment Services Act (article 4, item 2).
func (p Program) Short() bool { return p.Validity.short() && !p.Endless && p.RefundTerm == (Period{}) }

// short reports whether p is six months or less, whatever day it begins on.
func (p Period) short() bool {
	begin := time.Date(2001, 1, 1, 0, 0, 0, 0, time.UTC)
	return p != (Period{}) && !p.After(begin).After(begin.AddDate(0, 6, 0))
}

// noRefundTerm says in words that value is not refunded after its end.
const noRefundTerm = "none"

// ParseRefundTerm reads how long value is good that is refunded after its own validity
// has ended, or to an account that was closed: a period, "none", or nothing, which is
// three months where cards are valid for more than six and otherwise none, because what
// can be used for longer than six months is a prepaid means in Japan.
func (p Program) ParseRefundTerm(text string) (Period, error) {
	switch {
	case text == noRefundTerm, text == "" && p.Validity.short():
		return Period{}, nil
	case text == "":
		return Period{months: 3}, nil
	}
	return ParsePeriod(text)
}

// checkName accepts 1 to [MaxName] letters, digits and -_.@ of ASCII that are no
// card code.
func checkName(what, text string) error {
	article := "a"
	if strings.HasPrefix(what, "a") { // of an account
		article = "an"
	}
	if text == "" || len(text) > MaxName {
		return Errorf(Invalid, "%s %s has 1 to %d characters", article, what, MaxName)
	}
	if err := CheckNoCode(what, text); err != nil {
		return err
	}
	for _, r := range text {
		if (r < 'a' || r > 'z') && (r < 'A' || r > 'Z') && (r < '0' || r > '9') && !strings.ContainsRune("-_.@", r) {
			return Errorf(Invalid, "%s %s has letters, digits and - _ . @ only; %q has others", article, what, clip(text))
		}
	}
	return nil
}

// Period is a length of time on the calendar, such as ten years. The zero value
// has no end.
type Period struct{ years, months, days int }

// maxPeriod is the most of each part. Whatever starts today ends before the year
// 9999, the last that RFC 3339 can write.
const maxPeriod = 5000

// ParsePeriod reads an ISO 8601 duration of years, months, weeks and days, such
// as P10Y, P6M or P1Y30D. The empty text is the zero period.
func ParsePeriod(text string) (Period, error) {
	if text == "" {
		return Period{}, nil
	}
	bad := Errorf(Invalid, "%q is not a period such as P10Y, P6M or P180D", clip(text))
	rest, ok := strings.CutPrefix(text, "P")
	if !ok || rest == "" {
		return Period{}, bad
	}
	var p Period
	for units := "YMWD"; rest != ""; {
		i := strings.IndexAny(rest, units)
		if i < 1 || !plainDigits(rest[:i]) {
			return Period{}, bad
		}
		n, err := strconv.Atoi(rest[:i])
		if err != nil || n > maxPeriod {
			return Period{}, bad
		}
		switch rest[i] {
		case 'Y':
			p.years = n
		case 'M':
			p.months = n
		case 'W':
			p.days += 7 * n
		case 'D':
			p.days += n
		}
		if p.days > maxPeriod {
			return Period{}, bad
		}
		units = units[strings.IndexByte(units, rest[i])+1:]
		rest = rest[i+1:]
	}
	if p == (Period{}) {
		return Period{}, Errorf(Invalid, "a period is longer than nothing; leave it out for no end")
	}
	return p, nil
}

// String returns the period in ISO 8601, "" for the zero period.
func (p Period) String() string {
	if p == (Period{}) {
		return ""
	}
	var b strings.Builder
	b.WriteByte('P')
	for _, part := range [...]struct {
		n    int
		unit byte
	}{{p.years, 'Y'}, {p.months, 'M'}, {p.days, 'D'}} {
		if part.n > 0 {
			fmt.Fprintf(&b, "%d%c", part.n, part.unit)
		}
	}
	return b.String()
}

// After returns the end of the period that starts at t: the zero time for the
// zero period. Where the last month has no such day, it ends on that month's
// last: six months from 31 August are over on 28 February, not in March.
func (p Period) After(t time.Time) time.Time {
	if p == (Period{}) {
		return time.Time{}
	}
	end := t.AddDate(p.years, p.months, 0)
	if end.Day() != t.Day() {
		end = end.AddDate(0, 0, -end.Day())
	}
	return end.AddDate(0, 0, p.days)
}
