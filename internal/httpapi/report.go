package httpapi

import (
	"context"
	"slices"
	"time"

	"github.com/unspent-dev/unspent"
	"github.com/unspent-dev/unspent/api"
	"github.com/unspent-dev/unspent/brand"
	"github.com/unspent-dev/unspent/internal/gate"
	"github.com/unspent-dev/unspent/internal/report"
)

func viewValues(values []report.ProgramValue) []api.ProgramValue {
	views := make([]api.ProgramValue, len(values))
	for i, v := range values {
		views[i] = api.ProgramValue{Program: v.Program, Total: v.Total(), Cards: v.Cards, Accounts: v.Accounts, UnspentCards: v.UnspentCards, PartUsedCards: v.PartUsedCards, Holders: v.Holders}
	}
	return views
}

func viewDay(d report.Day) api.DayReport {
	f := func(f report.Flow) api.Flow {
		return api.Flow{Count: f.Count, Value: unspent.NewMoney(f.Amount, d.Currency)}
	}
	return api.DayReport{Date: d.Date, Program: d.Program, Issued: f(d.Issued), Activated: f(d.Activated), Deactivated: f(d.Deactivated), Claimed: f(d.Claimed), Spent: f(d.Spent), Refunded: f(d.Refunded),
		Raised: f(d.Raised), Lowered: f(d.Lowered), Voided: f(d.Voided), Expired: f(d.Expired), Change: unspent.NewMoney(d.Change(), d.Currency)}
}

func (s *server) mountReports() {
	who := access{roles: []unspent.Role{unspent.Issuer, unspent.Support, unspent.Auditor}}
	busy := []unspent.Reason{unspent.Busy}
	value := api.ProgramValue{Program: "gift-jpy", Total: yen(12_000_000), Cards: yen(9_000_000), Accounts: yen(3_000_000), UnspentCards: 1800, PartUsedCards: 12, Holders: 640}
	at := exampleTime().Add(-time.Microsecond)
	then := api.UnspentReport{At: at, Programs: []api.ProgramValue{value}}
	mount(s, endpoint[struct{}, api.UnspentReport]{
		id: "unspentValue", method: "GET", path: "/v1/reports/unspent", tag: "reports", summary: "Unspent value at an instant",
		about: "From the journal alone: the same question about the past has the same answer for ever. An instant that is still to come is refused.", access: who,
		query: []string{"at"}, reasons: busy, out: then, do: (*exchange).unspentValue,
	})
	mount(s, endpoint[struct{}, api.SeriesReport]{
		id: "unspentSeries", method: "GET", path: "/v1/reports/series", tag: "reports", summary: "Unspent value at the end of each day",
		about: "Days of Japan time.", access: who, query: []string{"from", "to"}, reasons: busy, out: api.SeriesReport{Points: []api.UnspentReport{then}}, do: (*exchange).unspentSeries,
	})
	mount(s, endpoint[struct{}, api.DailyReport]{
		id: "daily", method: "GET", path: "/v1/reports/daily", tag: "reports", summary: "What happened on each day",
		about: "Days of Japan time. The days add up: unspent value before the first, plus change of every day, is unspent value at the end of the last.", access: who,
		query: []string{"from", "to"}, reasons: busy, out: api.DailyReport{Days: []api.DayReport{exampleDay()}}, do: (*exchange).daily,
	})
	mount(s, endpoint[struct{}, api.BaseDateReport]{
		id: "baseDates", method: "GET", path: "/v1/reports/base-dates", tag: "reports", summary: "Unspent value at the base dates", access: who, reasons: busy,
		out: api.BaseDateReport{Threshold: yen(report.Notify), BaseDates: []api.BaseDate{{Date: "2027-03-31", At: at, Yen: yen(12_000_000), Over: true, Secure: yen(6_000_000), Due: "2027-05-31", Programs: then.Programs}}}, do: (*exchange).baseDates,
	})
	mount(s, endpoint[struct{}, api.GateState]{
		id: "gate", method: "GET", path: "/v1/gate", tag: "operation", summary: "How the look-up gate stands", about: "Counts only, and no addresses.", access: who,
		out: api.GateState{Since: exampleTime(), Hits: 5210, Misses: 14, Outstanding: 3, WorkFrom: 600, WorkOfAll: false, Working: 1, Paused: 0, PausedKeys: 0},
		do: func(x *exchange, _ *struct{}) (*api.GateState, error) {
			v := viewGate(x.s.Gate.State())
			return &v, nil
		},
	})
}

func exampleDay() api.DayReport {
	sold := report.Flow{Count: 20, Amount: 100_000}
	return viewDay(report.Day{Date: "2027-03-31", Program: "gift-jpy", Currency: yen(0).Currency(), Issued: sold, Activated: sold,
		Claimed: report.Flow{Count: 12, Amount: 60_000}, Spent: report.Flow{Count: 9, Amount: 31_200}})
}

func viewGate(s gate.State) api.GateState {
	return api.GateState{Since: s.Since.UTC(), Hits: s.Hits, Misses: s.Misses, Outstanding: s.Outstanding, WorkFrom: s.WorkFrom, WorkOfAll: s.WorkOfAll, Working: s.Working, Paused: s.Paused, PausedKeys: s.PausedKeys}
}

func (x *exchange) unspentValue(*struct{}) (*api.UnspentReport, error) {
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
	return &api.UnspentReport{At: at, Programs: viewValues(all[0])}, nil
}

func (x *exchange) unspentSeries(*struct{}) (*api.SeriesReport, error) {
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
	out := &api.SeriesReport{Points: make([]api.UnspentReport, len(at))}
	for i := range at {
		out.Points[i] = api.UnspentReport{At: at[i].UTC(), Programs: viewValues(all[i])}
	}
	return out, nil
}

func (x *exchange) daily(*struct{}) (*api.DailyReport, error) {
	p, err := x.period()
	if err != nil {
		return nil, err
	}
	days, err := made(x, question{"daily", p.from.UTC(), p.to.UTC().Add(-time.Microsecond)}, func(ctx context.Context, j report.Journal) ([]report.Day, error) {
		return report.Daily(ctx, j, p.from, p.to, brand.Japan())
	})
	if err != nil {
		return nil, err
	}
	out := &api.DailyReport{Days: make([]api.DayReport, len(days))}
	for i, d := range days {
		out.Days[i] = viewDay(d)
	}
	return out, nil
}

func (x *exchange) baseDates(*struct{}) (*api.BaseDateReport, error) {
	dates := report.BaseDates(x.s.Now(), baseDates)
	at := make([]time.Time, 0, len(dates))
	for _, d := range slices.Backward(dates) {
		at = append(at, d.End)
	}
	all, err := x.series("base dates", at)
	if err != nil {
		return nil, err
	}
	out := &api.BaseDateReport{Threshold: yen(report.Notify), BaseDates: make([]api.BaseDate, len(dates))}
	for i, d := range dates {
		values := viewValues(all[len(all)-1-i])
		sum := int64(0)
		for _, v := range values {
			if v.Total.Currency() == yen(0).Currency() {
				sum += v.Total.Units()
			}
		}
		secure := report.Secured(sum)
		out.BaseDates[i] = api.BaseDate{Date: d.Date(), At: d.End.UTC(), Yen: yen(sum), Over: secure > 0, Secure: yen(secure), Due: d.DueDate(), Programs: values}
	}
	return out, nil
}
