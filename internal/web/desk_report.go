package web

import (
	"encoding/csv"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/unspent-dev/unspent"
	"github.com/unspent-dev/unspent/api"
	"github.com/unspent-dev/unspent/brand"
	"github.com/unspent-dev/unspent/client"
)

// reportsPage is the issuer's figures: of one kind of card in a period, of all
// kinds at the base dates, and of the look-up gate.
type reportsPage struct {
	Who       member
	Programs  []unspent.Program
	Choice    choice
	Periods   []periodOption
	Value     *valueChart // nil: there was nothing in the period
	Claims    *claimChart
	CSV       string // address of the daily figures as a file
	BaseDates []baseDateView
	Threshold unspent.Money
	Gate      gateView
}

// baseDateView is a base date with its last day to notify on.
type baseDateView struct {
	api.BaseDate
	LastDay time.Time
}

// choice is the kind of card and the period that a report is about.
type choice struct {
	Program string
	Days    int
	chosen  bool // by somebody, not by us
}

// periodOption is a period that can be chosen: today, or so many whole days up
// to yesterday. Those never change, so that their reports are kept.
type periodOption struct {
	Days int
	Text string
}

const today = 1

func periods() []periodOption {
	return []periodOption{{30, "reports.30"}, {90, "reports.90"}, {365, "reports.365"}, {today, "reports.today"}}
}

// choiceOf reads a choice from the address. What cannot be read is the first.
func choiceOf(q url.Values, programs []unspent.Program) choice {
	days, _ := strconv.Atoi(q.Get("days"))
	c := choice{Program: q.Get("program"), Days: days, chosen: true}
	if !slices.ContainsFunc(periods(), func(p periodOption) bool { return p.Days == days }) {
		c.Days, c.chosen = periods()[0].Days, false
	}
	if !slices.ContainsFunc(programs, func(p unspent.Program) bool { return p.ID == c.Program }) {
		c.Program = ""
		if len(programs) > 0 {
			c.Program = programs[0].ID
		}
	}
	return c
}

// days returns the first and the last day of the period.
func (c choice) days(now time.Time) (from, to string) {
	last := now.In(brand.Japan())
	if c.Days != today {
		last = last.AddDate(0, 0, -1)
	}
	return last.AddDate(0, 0, 1-c.Days).Format(time.DateOnly), last.Format(time.DateOnly)
}

func (v *visit) reports() error {
	s, server, ok, err := v.staff()
	if !ok {
		return err
	}
	page := reportsPage{Who: v.member(s), Periods: periods()}
	dates, err := server.BaseDates(v.r.Context())
	if err != nil {
		return err
	}
	page.Threshold = dates.Threshold
	for _, d := range dates.BaseDates {
		due, err := time.ParseInLocation(time.DateOnly, d.Due, brand.Japan())
		if err != nil {
			return err
		}
		page.BaseDates = append(page.BaseDates, baseDateView{d, due})
	}
	if page.Programs, err = server.Programs(v.r.Context()); err != nil {
		return err
	}
	gate, err := server.Gate(v.r.Context())
	if err != nil {
		return err
	}
	page.Gate = viewGate(gate)
	page.Choice = choiceOf(v.r.URL.Query(), page.Programs)
	if err := v.drawReports(server, &page); err != nil {
		return err
	}
	if page.Value == nil && !page.Choice.chosen { // the first day of an issuer
		page.Choice.Days = today
		if err := v.drawReports(server, &page); err != nil {
			return err
		}
	}
	page.CSV = "/desk/reports/daily.csv?" + url.Values{"program": {page.Choice.Program}, "days": {strconv.Itoa(page.Choice.Days)}}.Encode()
	return v.show("desk_report", http.StatusOK, "reports.title", page)
}

// drawReports draws the charts of the page's choice, if there is something to see.
func (v *visit) drawReports(server *client.Client, page *reportsPage) error {
	at := slices.IndexFunc(page.Programs, func(p unspent.Program) bool { return p.ID == page.Choice.Program })
	if at < 0 {
		return nil
	}
	from, to := page.Choice.days(v.s.Now())
	series, err := server.UnspentSeries(v.r.Context(), from, to)
	if err != nil {
		return err
	}
	daily, err := v.daily(server, page.Choice)
	if err != nil {
		return err
	}
	p := page.Programs[at]
	value := drawValue(p, series)
	if len(daily) == 0 && value.Most.IsZero() {
		return nil
	}
	page.Value, page.Claims = value, drawClaims(p, series[1:], daily)
	return nil
}

// daily reads what happened to the program of a choice.
func (v *visit) daily(server *client.Client, c choice) ([]api.DayReport, error) {
	from, to := c.days(v.s.Now())
	all, err := server.Daily(v.r.Context(), from, to)
	return slices.DeleteFunc(all, func(d api.DayReport) bool { return d.Program != c.Program }), err
}

// dailyFile answers the daily figures of the choice as CSV.
func (v *visit) dailyFile() error {
	_, server, ok, err := v.staff()
	if !ok {
		return err
	}
	programs, err := server.Programs(v.r.Context())
	if err != nil {
		return err
	}
	daily, err := v.daily(server, choiceOf(v.r.URL.Query(), programs))
	if err != nil {
		return err
	}
	var b strings.Builder
	b.WriteString("\ufeff") // spreadsheets take it for UTF-8 only with this
	header := []string{"date", "program", "currency"}
	for _, name := range []string{"issued", "activated", "deactivated", "claimed", "spent", "refunded", "raised", "lowered", "voided", "expired"} {
		header = append(header, name+"_count", name+"_amount")
	}
	rows := [][]string{append(header, "change")}
	for _, d := range daily {
		row := []string{d.Date, plainCell(d.Program), d.Change.Currency().String()}
		for _, f := range []api.Flow{d.Issued, d.Activated, d.Deactivated, d.Claimed, d.Spent, d.Refunded, d.Raised, d.Lowered, d.Voided, d.Expired} {
			row = append(row, strconv.FormatInt(f.Count, 10), f.Value.Decimal())
		}
		rows = append(rows, append(row, d.Change.Decimal()))
	}
	if err := csv.NewWriter(&b).WriteAll(rows); err != nil {
		return err
	}
	h := v.w.Header()
	h.Set("Content-Type", "text/csv; charset=utf-8")
	h.Set("Content-Disposition", `attachment; filename="daily.csv"`)
	v.w.WriteHeader(http.StatusOK)
	_, _ = v.w.Write([]byte(b.String())) // an error means that the visitor is gone
	return nil
}

// gateView is how the look-up gate stands: one verdict, and the figures.
type gateView struct {
	api.GateState
	Word, Tone string // id of a text; "ok", "note", "bad", or "" where there is nothing to judge
	Lookups    int
	Unknown    int // of them
	OneIn      int // one of so many is; 0: none
}

// viewGate judges by what the gate does to visitors first, and then by how many
// look-ups were of unknown codes, if they are enough to tell.
func viewGate(g api.GateState) gateView {
	view := gateView{GateState: g, Lookups: int(g.Hits + g.Misses), Unknown: int(g.Misses)}
	if view.Unknown > 0 {
		view.OneIn = (view.Lookups + view.Unknown/2) / view.Unknown
	}
	view.Word, view.Tone = "gate.calm", "ok"
	switch {
	case g.WorkOfAll:
		view.Word, view.Tone = "gate.work", "bad"
	case g.Paused+g.PausedKeys > 0:
		view.Word, view.Tone = "gate.paused", "note"
	case g.Working > 0:
		view.Word, view.Tone = "gate.some", "note"
	case g.WorkFrom > 0 && 2*g.Outstanding >= g.WorkFrom:
		view.Word, view.Tone = "gate.near", "note"
	case view.Lookups < fewLookups:
		view.Word, view.Tone = "gate.tooFew", ""
	case 10*view.Unknown >= view.Lookups:
		view.Word, view.Tone = "gate.many", "note"
	case 100*view.Unknown >= view.Lookups:
		view.Word, view.Tone = "gate.more", "note"
	}
	return view
}

// valueOf returns what a point says of a program.
func valueOf(p unspent.Program, point api.UnspentReport) api.ProgramValue {
	for _, v := range point.Programs {
		if v.Program == p.ID && v.Total.Currency() == p.Currency {
			return v
		}
	}
	none := unspent.NewMoney(0, p.Currency)
	return api.ProgramValue{Program: p.ID, Total: none, Cards: none, Accounts: none}
}
