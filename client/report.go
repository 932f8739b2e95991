package client

import (
	"context"
	"net/http"
	"net/url"
	"time"

	"github.com/unspent-dev/unspent"
)

// ProgramValue is the unspent value of one program and currency.
type ProgramValue struct {
	Program  string
	Total    unspent.Money
	Cards    unspent.Money // on cards that were sold
	Accounts unspent.Money // in holders' accounts

	UnspentCards  int64 // cards from which nothing is missing
	PartUsedCards int64 // cards with something left, but less than their face value
	Holders       int64 // accounts with something in them
}

// Value is the unspent value at an instant, by program.
type Value struct {
	At       time.Time
	Programs []ProgramValue
}

type wireValue struct {
	At       time.Time `json:"at"`
	Programs []struct {
		Program       string    `json:"program"`
		Total         wireMoney `json:"total"`
		Cards         wireMoney `json:"cards"`
		Accounts      wireMoney `json:"accounts"`
		UnspentCards  int64     `json:"unspentCards"`
		PartUsedCards int64     `json:"partUsedCards"`
		Holders       int64     `json:"holders"`
	} `json:"programs"`
}

func (w wireValue) parse() (Value, error) {
	v := Value{At: w.At, Programs: make([]ProgramValue, len(w.Programs))}
	for i, p := range w.Programs {
		one := &v.Programs[i]
		one.Program, one.UnspentCards, one.PartUsedCards, one.Holders = p.Program, p.UnspentCards, p.PartUsedCards, p.Holders
		var errs [3]error
		one.Total, errs[0] = p.Total.parse()
		one.Cards, errs[1] = p.Cards.parse()
		one.Accounts, errs[2] = p.Accounts.parse()
		if err := firstOf(errs[:]...); err != nil {
			return Value{}, err
		}
	}
	return v, nil
}

// UnspentValue reads the unspent value at an instant, now if at is zero.
func (c *Client) UnspentValue(ctx context.Context, at time.Time) (Value, error) {
	query := url.Values{}
	if !at.IsZero() {
		query.Set("at", at.UTC().Format(time.RFC3339Nano))
	}
	var w wireValue
	if err := c.do(ctx, call{method: http.MethodGet, path: "/v1/reports/unspent", query: query}, &w); err != nil {
		return Value{}, err
	}
	return w.parse()
}

// days are the parameters of a report about days of Japan time, such as
// 2027-03-31; "" is the server's default.
func days(from, to string) url.Values {
	query := url.Values{}
	if from != "" {
		query.Set("from", from)
	}
	if to != "" {
		query.Set("to", to)
	}
	return query
}

// UnspentSeries reads the unspent value before the day from, and at the end of
// each day until to, of Japan time; "" is today, or 29 days before to.
func (c *Client) UnspentSeries(ctx context.Context, from, to string) ([]Value, error) {
	var w struct {
		Points []wireValue `json:"points"`
	}
	if err := c.do(ctx, call{method: http.MethodGet, path: "/v1/reports/series", query: days(from, to)}, &w); err != nil {
		return nil, err
	}
	all := make([]Value, len(w.Points))
	for i := range w.Points {
		var err error
		if all[i], err = w.Points[i].parse(); err != nil {
			return nil, err
		}
	}
	return all, nil
}

// Flow is how often something happened on a day, and how much it moved.
type Flow struct {
	Count int64
	Value unspent.Money
}

// Day is what happened to one program on one day of Japan time.
type Day struct {
	Date    string // such as 2027-03-31
	Program string
	Change  unspent.Money // of the unspent value

	Issued, Activated, Deactivated, Claimed, Spent, Refunded, Raised, Lowered, Voided, Expired Flow
}

type wireFlow struct {
	Count int64     `json:"count"`
	Value wireMoney `json:"value"`
}

type wireDay struct {
	Date        string    `json:"date"`
	Program     string    `json:"program"`
	Change      wireMoney `json:"change"`
	Issued      wireFlow  `json:"issued"`
	Activated   wireFlow  `json:"activated"`
	Deactivated wireFlow  `json:"deactivated"`
	Claimed     wireFlow  `json:"claimed"`
	Spent       wireFlow  `json:"spent"`
	Refunded    wireFlow  `json:"refunded"`
	Raised      wireFlow  `json:"raised"`
	Lowered     wireFlow  `json:"lowered"`
	Voided      wireFlow  `json:"voided"`
	Expired     wireFlow  `json:"expired"`
}

func (w wireDay) parse() (Day, error) {
	d := Day{Date: w.Date, Program: w.Program}
	var err error
	if d.Change, err = w.Change.parse(); err != nil {
		return Day{}, err
	}
	for _, f := range []struct {
		from wireFlow
		to   *Flow
	}{
		{w.Issued, &d.Issued}, {w.Activated, &d.Activated}, {w.Deactivated, &d.Deactivated}, {w.Claimed, &d.Claimed}, {w.Spent, &d.Spent},
		{w.Refunded, &d.Refunded}, {w.Raised, &d.Raised}, {w.Lowered, &d.Lowered}, {w.Voided, &d.Voided}, {w.Expired, &d.Expired},
	} {
		f.to.Count = f.from.Count
		if f.to.Value, err = f.from.Value.parse(); err != nil {
			return Day{}, err
		}
	}
	return d, nil
}

// Daily reads what happened on each day from from to to, as [Client.UnspentSeries]
// takes them. Days on which nothing happened to a program are left out.
func (c *Client) Daily(ctx context.Context, from, to string) ([]Day, error) {
	var w struct {
		Days []wireDay `json:"days"`
	}
	if err := c.do(ctx, call{method: http.MethodGet, path: "/v1/reports/daily", query: days(from, to)}, &w); err != nil {
		return nil, err
	}
	all := make([]Day, len(w.Days))
	for i := range w.Days {
		var err error
		if all[i], err = w.Days[i].parse(); err != nil {
			return nil, garbled(err)
		}
	}
	return all, nil
}

// BaseDate is the unspent value at the end of a base date (基準日).
type BaseDate struct {
	Value
	Date   string        // such as 2027-03-31
	Yen    unspent.Money // all programs in yen together
	Over   bool          // it is above the threshold
	Secure unspent.Money // at least half of it if it is, to be secured
	Due    string        // last day to notify on
}

// BaseDates reads the last base dates that are over, the newest first, and the
// threshold above which an issuer notifies.
func (c *Client) BaseDates(ctx context.Context) (dates []BaseDate, threshold unspent.Money, err error) {
	var w struct {
		Threshold wireMoney `json:"threshold"`
		BaseDates []struct {
			wireValue
			Date   string    `json:"date"`
			Yen    wireMoney `json:"yen"`
			Over   bool      `json:"over"`
			Secure wireMoney `json:"secure"`
			Due    string    `json:"due"`
		} `json:"baseDates"`
	}
	if err := c.do(ctx, call{method: http.MethodGet, path: "/v1/reports/base-dates"}, &w); err != nil {
		return nil, threshold, err
	}
	var errs [4]error
	threshold, errs[0] = w.Threshold.parse()
	dates = make([]BaseDate, len(w.BaseDates))
	for i, one := range w.BaseDates {
		d := &dates[i]
		d.Date, d.Over, d.Due = one.Date, one.Over, one.Due
		d.Value, errs[1] = one.parse()
		d.Yen, errs[2] = one.Yen.parse()
		d.Secure, errs[3] = one.Secure.parse()
		if err := firstOf(errs[:]...); err != nil {
			return nil, threshold, err
		}
	}
	return dates, threshold, nil
}

// Gate is how the look-up gate stands: counts, and of nobody.
type Gate struct {
	Since       time.Time `json:"since"`       // hits and misses are since then
	Hits        int64     `json:"hits"`        // look-ups of known codes
	Misses      int64     `json:"misses"`      // look-ups of unknown codes
	Outstanding int       `json:"outstanding"` // misses of all anonymous clients together that are not forgiven yet
	WorkFrom    int       `json:"workFrom"`    // with so many outstanding, a proof of work is asked of everybody
	WorkOfAll   bool      `json:"workOfAll"`   // it is now
	Working     int       `json:"working"`     // anonymous clients of whom it is asked for their own misses
	Paused      int       `json:"paused"`      // anonymous clients that are refused for now
	PausedKeys  int       `json:"pausedKeys"`  // API keys that are
}

// Gate reads how the look-up gate stands.
func (c *Client) Gate(ctx context.Context) (g Gate, err error) {
	err = c.do(ctx, call{method: http.MethodGet, path: "/v1/gate"}, &g)
	return g, err
}
