package main

import (
	"context"
	"strconv"
	"time"
	_ "time/tzdata" // report daily --zone works on machines without it

	"github.com/unspent-dev/unspent"
	"github.com/unspent-dev/unspent/internal/report"
	"github.com/unspent-dev/unspent/internal/store"
)

// reportCmd reads the journal, beside a running server too.
type reportCmd struct {
	Unspent reportUnspentCmd `cmd:""`
	Daily   reportDailyCmd   `cmd:""`
}

// formatFlag chooses how a report is written. --json is the same as json.
type formatFlag struct {
	Format string `enum:"table,csv,json" default:"table"`
}

func (f formatFlag) format(sh *shell) string {
	if sh.json {
		return "json"
	}
	return f.Format
}

type reportUnspentCmd struct {
	formatFlag
	At instant `placeholder:"TIME"`
}

// instant is a time on the command line.
type instant struct{ time.Time }

// UnmarshalText implements [encoding.TextUnmarshaler].
func (i *instant) UnmarshalText(text []byte) (err error) {
	if i.Time, err = time.Parse(time.RFC3339, string(text)); err != nil {
		return wrong("use.instant")
	}
	return nil
}

func (c *reportUnspentCmd) Run(ctx context.Context, sh *shell) error {
	at := sh.now().UTC()
	switch {
	case c.At.After(at):
		return wrong("use.future", "Time", stamp(c.At.Time))
	case !c.At.IsZero():
		at = c.At.UTC()
	}
	var values []report.ProgramValue
	err := sh.told(ctx, func(r store.Reader) (err error) {
		values, err = report.Unspent(ctx, r, at)
		return err
	})
	if err != nil {
		return err
	}
	switch c.format(sh) {
	case "json":
		return report.WriteValuesJSON(sh.stdout, at, values)
	case "csv":
		return report.WriteValuesCSV(sh.stdout, at, values)
	}
	rows := make([][]string, len(values))
	for i, v := range values {
		rows[i] = []string{v.Program, v.Total().String(), v.Cards.String(), v.Accounts.String(),
			strconv.FormatInt(v.UnspentCards, 10), strconv.FormatInt(v.PartUsedCards, 10), strconv.FormatInt(v.Holders, 10)}
	}
	sh.print("unspent value as of %s", stamp(at))
	sh.rows("PROGRAM TOTAL ON-CARDS IN-ACCOUNTS UNSPENT-CARDS PART-USED ACCOUNTS", rows)
	return nil
}

type reportDailyCmd struct {
	formatFlag
	From string `placeholder:"DATE"`
	To   string `placeholder:"DATE"`
	Zone string `placeholder:"ZONE" default:"UTC"`
}

// Run prints a line for each day and program on which something happened.
func (c *reportDailyCmd) Run(ctx context.Context, sh *shell) error {
	from, to, zone, err := c.period(sh.now())
	if err != nil {
		return err
	}
	var days []report.Day
	err = sh.told(ctx, func(r store.Reader) (err error) {
		days, err = report.Daily(ctx, r, from, to, zone)
		return err
	})
	if err != nil {
		return err
	}
	switch c.format(sh) {
	case "json":
		return report.WriteDaysJSON(sh.stdout, days)
	case "csv":
		return report.WriteDaysCSV(sh.stdout, days)
	}
	rows := make([][]string, len(days))
	for i, d := range days {
		rows[i] = []string{d.Date, d.Program}
		for _, f := range []report.Flow{d.Issued, d.Activated, d.Claimed, d.Spent, d.Refunded, d.Voided, d.Expired} {
			rows[i] = append(rows[i], strconv.FormatInt(f.Count, 10)+"/"+unspent.NewMoney(f.Amount, d.Currency).Decimal())
		}
		rows[i] = append(rows[i], unspent.NewMoney(d.Change(), d.Currency).String())
	}
	sh.rows("DAY PROGRAM ISSUED SOLD CLAIMED SPENT REFUNDED VOIDED EXPIRED CHANGE", rows)
	return nil
}

// period returns the first instant of the first day and that of the day after
// the last one.
func (c *reportDailyCmd) period(now time.Time) (from, to time.Time, zone *time.Location, err error) {
	if zone, err = time.LoadLocation(c.Zone); err != nil {
		return from, to, nil, wrong("use.zone", "Zone", c.Zone)
	}
	now = now.In(zone)
	to = time.Date(now.Year(), now.Month(), now.Day(), 0, 0, 0, 0, zone)
	if c.To != "" {
		if to, err = time.ParseInLocation(time.DateOnly, c.To, zone); err != nil {
			return from, to, nil, wrong("use.day", "Day", c.To, "Like", "2027-03-31")
		}
	}
	from = to.AddDate(0, 0, -30)
	if c.From != "" {
		if from, err = time.ParseInLocation(time.DateOnly, c.From, zone); err != nil {
			return from, to, nil, wrong("use.day", "Day", c.From, "Like", "2027-03-01")
		}
	}
	if to = to.AddDate(0, 0, 1); !from.Before(to) {
		return from, to, nil, wrong("use.period")
	}
	return from, to, zone, nil
}
