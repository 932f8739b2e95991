package httpapi

import (
	"time"

	"github.com/unspent-dev/unspent"
	"github.com/unspent-dev/unspent/api"
	"github.com/unspent-dev/unspent/internal/report"
)

func (s *server) mountReports() {
	busy := []unspent.Reason{unspent.Busy}
	value := api.ProgramValue{Program: "gift-jpy", Total: yen(12_000_000), Cards: yen(9_000_000), Accounts: yen(3_000_000), UnspentCards: 1800,
		PartUsedCards: 12, Holders: 640}
	at := exampleTime().Add(-time.Microsecond)
	then := api.UnspentReport{At: at, Programs: []api.ProgramValue{value}}
	mount(s, endpoint[struct{}, api.UnspentReport]{
		call: api.Calls().UnspentValue, tag: "reports", summary: "Unspent value at an instant",
		about: "From the journal alone: the same question about the past has the same answer for ever. An instant that is still to come is refused.",
		query: []string{"at"}, reasons: busy, out: then,
	})
	mount(s, endpoint[struct{}, api.SeriesReport]{
		call: api.Calls().UnspentSeries, tag: "reports", summary: "Unspent value at the end of each day",
		about: "Days of Japan time.", query: []string{"from", "to"}, reasons: busy, out: api.SeriesReport{Points: []api.UnspentReport{then}},
	})
	mount(s, endpoint[struct{}, api.DailyReport]{
		call: api.Calls().Daily, tag: "reports", summary: "What happened on each day",
		about: "Days of Japan time. The days add up: unspent value before the first, plus change of every day, is unspent value at the end of the last.",
		query: []string{"from", "to"}, reasons: busy, out: api.DailyReport{Days: []api.DayReport{exampleDay()}},
	})
	mount(s, endpoint[struct{}, api.BaseDateReport]{
		call: api.Calls().BaseDates, tag: "reports", summary: "Unspent value at the base dates", reasons: busy,
		out: api.BaseDateReport{Threshold: yen(report.Notify), BaseDates: []api.BaseDate{{Date: "2027-03-31", At: at, Yen: yen(12_000_000), Over: true,
			Secure: yen(6_000_000), Due: "2027-05-31", Programs: then.Programs}}},
	})
	mount(s, endpoint[struct{}, api.GateState]{
		call: api.Calls().Gate, tag: "operation", summary: "How the look-up gate stands", about: "Counts only, and no addresses.",
		out: api.GateState{Since: exampleTime(), Hits: 5210, Misses: 14, Outstanding: 3, WorkFrom: 600, WorkOfAll: false, Working: 1, Paused: 0, PausedKeys: 0},
	})
}

func exampleDay() api.DayReport {
	f := func(count, amount int64) api.Flow { return api.Flow{Count: count, Value: yen(amount)} }
	none := f(0, 0)
	return api.DayReport{Date: "2027-03-31", Program: "gift-jpy", Issued: f(20, 100_000), Activated: f(20, 100_000), Claimed: f(12, 60_000), Spent: f(9, 31_200),
		Deactivated: none, Refunded: none, Raised: none, Lowered: none, Voided: none, Expired: none, Change: yen(68_800)}
}
