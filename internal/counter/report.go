package counter

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
		views[i] = api.ProgramValue{Program: v.Program, Total: v.Total(), Cards: v.Cards, Accounts: v.Accounts, UnspentCards: v.UnspentCards,
			PartUsedCards: v.PartUsedCards, Holders: v.Holders}
	}
	return views
}

func viewDay(d report.Day) api.DayReport {
	f := func(f report.Flow) api.Flow {
		return api.Flow{Count: f.Count, Value: unspent.NewMoney(f.Amount, d.Currency)}
	}
	return api.DayReport{Date: d.Date, Program: d.Program, Issued: f(d.Issued), Activated: f(d.Activated), Deactivated: f(d.Deactivated),
		Claimed: f(d.Claimed), Spent: f(d.Spent), Refunded: f(d.Refunded),
		Raised: f(d.Raised), Lowered: f(d.Lowered), Voided: f(d.Voided), Expired: f(d.Expired), Change: unspent.NewMoney(d.Change(), d.Currency)}
}

func viewGate(s gate.State) api.GateState {
	return api.GateState{Since: s.Since.UTC(), Hits: s.Hits, Misses: s.Misses, Outstanding: s.Outstanding, WorkFrom: s.WorkFrom, WorkOfAll: s.WorkOfAll,
		Working: s.Working, Paused: s.Paused, PausedKeys: s.PausedKeys}
}

func (x *Errand) unspentValue(*struct{}) (*api.UnspentReport, error) {
	at := x.c.Now().UTC().Truncate(time.Microsecond)
	if q := x.asked.Values(); q.Has("at") {
		asked, err := api.ParseTime("at", q.Get("at"))
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

func (x *Errand) unspentSeries(*struct{}) (*api.SeriesReport, error) {
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

func (x *Errand) daily(*struct{}) (*api.DailyReport, error) {
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

func (x *Errand) baseDates(*struct{}) (*api.BaseDateReport, error) {
	dates := report.BaseDates(x.c.Now(), baseDates)
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

func (x *Errand) gate(*struct{}) (*api.GateState, error) {
	v := viewGate(x.c.Gate.State())
	return &v, nil
}

func yen(units int64) unspent.Money {
	cur, err := unspent.ParseCurrency("JPY")
	if err != nil {
		panic(err) // it is a currency
	}
	return unspent.NewMoney(units, cur)
}
