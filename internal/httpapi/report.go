package httpapi

import (
	"context"
	"slices"
	"time"

	"github.com/unspent-dev/unspent"
	"github.com/unspent-dev/unspent/internal/gate"
	"github.com/unspent-dev/unspent/internal/report"
)

// programValue is the unspent value of one program and currency.
type programValue struct {
	Program       string `json:"program"`
	Total         money  `json:"total" doc:"Cards and accounts together."`
	Cards         money  `json:"cards" doc:"On cards that were sold; held and frozen ones too."`
	Accounts      money  `json:"accounts" doc:"In holders' accounts."`
	UnspentCards  int64  `json:"unspentCards" doc:"Cards from which nothing is missing."`
	PartUsedCards int64  `json:"partUsedCards" doc:"Cards with something left, but less than their face value."`
	Holders       int64  `json:"holders" doc:"Accounts with something in them."`
}

func viewValues(values []report.ProgramValue) []programValue {
	views := make([]programValue, len(values))
	for i, v := range values {
		views[i] = programValue{v.Program, viewMoney(v.Total()), viewMoney(v.Cards), viewMoney(v.Accounts), v.UnspentCards, v.PartUsedCards, v.Holders}
	}
	return views
}

type unspentReport struct {
	At       time.Time      `json:"at" doc:"Everything dated at or before it is counted."`
	Programs []programValue `json:"programs" doc:"By id: every program of which the journal knew a card by then."`
}

type seriesReport struct {
	Points []unspentReport `json:"points" doc:"Before the first day, and at the end of each day; of today so far."`
}

// flow is how often something happened on a day, and how much it moved.
type flow struct {
	Count int64 `json:"count"`
	Value money `json:"value"`
}

type dayReport struct {
	Date        string `json:"date" doc:"Day of Japan time."`
	Program     string `json:"program"`
	Issued      flow   `json:"issued" doc:"Cards made, sold or not, at face value."`
	Activated   flow   `json:"activated" doc:"Cards sold, those sold when they were made too."`
	Deactivated flow   `json:"deactivated" doc:"Mistaken sales undone."`
	Claimed     flow   `json:"claimed" doc:"Cards moved to accounts."`
	Spent       flow   `json:"spent" doc:"Payments from cards and accounts."`
	Refunded    flow   `json:"refunded" doc:"Payments put back."`
	Raised      flow   `json:"raised" doc:"Adjustments up."`
	Lowered     flow   `json:"lowered" doc:"Adjustments down."`
	Voided      flow   `json:"voided" doc:"Sales cancelled."`
	Expired     flow   `json:"expired" doc:"Cards whose validity ended on this day with something left."`
	Change      money  `json:"change" doc:"By how much the day changed the unspent value."`
}

func viewDay(d report.Day) dayReport {
	f := func(f report.Flow) flow { return flow{f.Count, money{f.Amount, d.Currency.String()}} }
	return dayReport{d.Date, d.Program, f(d.Issued), f(d.Activated), f(d.Deactivated), f(d.Claimed), f(d.Spent), f(d.Refunded),
		f(d.Raised), f(d.Lowered), f(d.Voided), f(d.Expired), money{d.Change(), d.Currency.String()}}
}

type dailyReport struct {
	Days []dayReport `json:"days" doc:"By day, program and currency; those on which nothing happened are left out."`
}

// baseDate is the unspent value at the end of a base date (基準日).
type baseDate struct {
	Date     string         `json:"date" doc:"31 March or 30 September, to its end in Japan." example:"2027-03-31"`
	At       time.Time      `json:"at" doc:"The last instant of the day."`
	Yen      money          `json:"yen" doc:"Unspent value of all programs in yen together."`
	Over     bool           `json:"over" doc:"It is above the threshold."`
	Secure   money          `json:"secure" doc:"At least half of it if it is above, to be secured; otherwise nothing."`
	Due      string         `json:"due" doc:"Last day to notify on: two months after the base date." example:"2027-05-31"`
	Programs []programValue `json:"programs"`
}

type baseDateReport struct {
	Threshold money      `json:"threshold" doc:"Above it an issuer of cards for its own goods notifies and secures. Not legal advice: docs/guides/report.md."`
	BaseDates []baseDate `json:"baseDates" doc:"The last ones that are over, the newest first."`
}

// gateState is how the look-up gate stands: counts, and of nobody.
type gateState struct {
	Since       time.Time `json:"since" doc:"When this process began to count; a restart forgets."`
	Hits        int64     `json:"hits" doc:"Look-ups of known codes since then."`
	Misses      int64     `json:"misses" doc:"Look-ups of unknown codes since then."`
	Outstanding int       `json:"outstanding" doc:"Misses of all anonymous clients together that are not forgiven yet."`
	WorkFrom    int       `json:"workFrom" doc:"With so many outstanding, a proof of work is asked of everybody."`
	WorkOfAll   bool      `json:"workOfAll" doc:"It is now."`
	Working     int       `json:"working" doc:"Anonymous clients of whom it is asked for their own misses."`
	Paused      int       `json:"paused" doc:"Anonymous clients that are refused for now."`
	PausedKeys  int       `json:"pausedKeys" doc:"API keys that are: once for unknown codes, once for refused commands."`
}

func (s *server) mountReports() {
	who := access{roles: []unspent.Role{unspent.Issuer, unspent.Support, unspent.Auditor}}
	busy := []unspent.Reason{unspent.Busy}
	yen := func(n int64) money { return money{n, "JPY"} }
	value := programValue{"gift-jpy", yen(12_000_000), yen(9_000_000), yen(3_000_000), 1800, 12, 640}
	at := exampleTime().Add(-time.Microsecond)
	then := unspentReport{at, []programValue{value}}
	mount(s, endpoint[struct{}, unspentReport]{
		id: "unspentValue", method: "GET", path: "/v1/reports/unspent", tag: "reports", summary: "Unspent value at an instant",
		about: "From the journal alone: the same question about the past has the same answer for ever. An instant that is still to come is refused.", access: who,
		query: []string{"at"}, reasons: busy, out: then, do: (*exchange).unspentValue,
	})
	mount(s, endpoint[struct{}, seriesReport]{
		id: "unspentSeries", method: "GET", path: "/v1/reports/series", tag: "reports", summary: "Unspent value at the end of each day",
		about: "Days of Japan time.", access: who, query: []string{"from", "to"}, reasons: busy, out: seriesReport{[]unspentReport{then}}, do: (*exchange).unspentSeries,
	})
	mount(s, endpoint[struct{}, dailyReport]{
		id: "daily", method: "GET", path: "/v1/reports/daily", tag: "reports", summary: "What happened on each day",
		about: "Days of Japan time. The days add up: unspent value before the first, plus change of every day, is unspent value at the end of the last.", access: who,
		query: []string{"from", "to"}, reasons: busy, out: dailyReport{[]dayReport{exampleDay()}}, do: (*exchange).daily,
	})
	mount(s, endpoint[struct{}, baseDateReport]{
		id: "baseDates", method: "GET", path: "/v1/reports/base-dates", tag: "reports", summary: "Unspent value at the base dates", access: who, reasons: busy,
		out: baseDateReport{yen(report.Notify), []baseDate{{"2027-03-31", at, yen(12_000_000), true, yen(6_000_000), "2027-05-31", then.Programs}}}, do: (*exchange).baseDates,
	})
	mount(s, endpoint[struct{}, gateState]{
		id: "gate", method: "GET", path: "/v1/gate", tag: "operation", summary: "How the look-up gate stands", about: "Counts only, and no addresses.", access: who,
		out: gateState{exampleTime(), 5210, 14, 3, 600, false, 1, 0, 0},
		do: func(x *exchange, _ *struct{}) (*gateState, error) {
			v := viewGate(x.s.Gate.State())
			return &v, nil
		},
	})
}

func exampleDay() dayReport {
	yen, err := unspent.ParseCurrency("JPY")
	if err != nil {
		panic(err) // it is a currency
	}
	sold := report.Flow{Count: 20, Amount: 100_000}
	return viewDay(report.Day{Date: "2027-03-31", Program: "gift-jpy", Currency: yen, Issued: sold, Activated: sold,
		Claimed: report.Flow{Count: 12, Amount: 60_000}, Spent: report.Flow{Count: 9, Amount: 31_200}})
}

func viewGate(s gate.State) gateState {
	return gateState{s.Since.UTC(), s.Hits, s.Misses, s.Outstanding, s.WorkFrom, s.WorkOfAll, s.Working, s.Paused, s.PausedKeys}
}

func (x *exchange) unspentValue(*struct{}) (*unspentReport, error) {
	at := x.s.Now().UTC().Truncate(time.Microsecond)
	if q := x.r.URL.Query(); q.Has("at") {
		asked, err := parseTime("at", q.Get("at"))
		if err != nil {
			return nil, err
		}
		if asked.After(at) {
			return nil, errAhead
		}
		at = asked
	}
	all, err := x.series("unspent", []time.Time{at})
	if err != nil {
		return nil, err
	}
	return &unspentReport{at, viewValues(all[0])}, nil
}

func (x *exchange) unspentSeries(*struct{}) (*seriesReport, error) {
	p, err := x.period()
	if err != nil {
		return nil, err
	}
	at := []time.Time{p.from.Add(-time.Microsecond)}
	for midnight := p.from.AddDate(0, 0, 1); midnight.Before(p.to); midnight = midnight.AddDate(0, 0, 1) {
		at = append(at, midnight.Add(-time.Microsecond))
	}
	at = append(at, p.to.Add(-time.Microsecond))
	all, err := x.series("series", at)
	if err != nil {
		return nil, err
	}
	out := &seriesReport{make([]unspentReport, len(at))}
	for i := range at {
		out.Points[i] = unspentReport{at[i].UTC(), viewValues(all[i])}
	}
	return out, nil
}

func (x *exchange) daily(*struct{}) (*dailyReport, error) {
	p, err := x.period()
	if err != nil {
		return nil, err
	}
	days, err := made(x, question{"daily", p.from.UTC(), p.to.UTC().Add(-time.Microsecond)}, func(ctx context.Context, j report.Journal) ([]report.Day, error) {
		return report.Daily(ctx, j, p.from, p.to, report.Japan())
	})
	if err != nil {
		return nil, err
	}
	out := &dailyReport{make([]dayReport, len(days))}
	for i, d := range days {
		out.Days[i] = viewDay(d)
	}
	return out, nil
}

func (x *exchange) baseDates(*struct{}) (*baseDateReport, error) {
	dates := report.BaseDates(x.s.Now(), baseDates)
	at := make([]time.Time, 0, len(dates))
	for _, d := range slices.Backward(dates) {
		at = append(at, d.End)
	}
	all, err := x.series("base dates", at)
	if err != nil {
		return nil, err
	}
	out := &baseDateReport{Threshold: money{report.Notify, "JPY"}, BaseDates: make([]baseDate, len(dates))}
	for i, d := range dates {
		values := viewValues(all[len(all)-1-i])
		yen := int64(0)
		for _, v := range values {
			if v.Total.Currency == "JPY" {
				yen += v.Total.Amount
			}
		}
		secure := report.Secured(yen)
		out.BaseDates[i] = baseDate{d.Date(), d.End.UTC(), money{yen, "JPY"}, secure > 0, money{secure, "JPY"}, d.DueDate(), values}
	}
	return out, nil
}
