package report

import (
	"encoding/csv"
	"encoding/json"
	"io"
	"strconv"
	"time"

	"github.com/unspent-dev/unspent"
)

type moneyJSON struct {
	Amount   int64  `json:"amount"`
	Currency string `json:"currency"`
}

func moneyOf(m unspent.Money) moneyJSON { return moneyJSON{m.Units(), m.Currency().String()} }

type valueJSON struct {
	Program       string    `json:"program"`
	Total         moneyJSON `json:"total"`
	Cards         moneyJSON `json:"cards"`
	Accounts      moneyJSON `json:"accounts"`
	UnspentCards  int64     `json:"unspentCards"`
	PartUsedCards int64     `json:"partUsedCards"`
	Holders       int64     `json:"holders"`
}

type valuesJSON struct {
	At       time.Time   `json:"at"`
	Programs []valueJSON `json:"programs"`
}

// WriteValuesJSON writes what [Unspent] returned for at: amounts in minor units
// with their currency, the time in UTC.
func WriteValuesJSON(w io.Writer, at time.Time, values []ProgramValue) error {
	out := valuesJSON{at.UTC(), make([]valueJSON, 0, len(values))}
	for _, v := range values {
		out.Programs = append(out.Programs, valueJSON{v.Program, moneyOf(v.Total()), moneyOf(v.Cards), moneyOf(v.Accounts),
			v.UnspentCards, v.PartUsedCards, v.Holders})
	}
	return writeJSON(w, out)
}

// WriteValuesCSV writes what [Unspent] returned for at, with a line of column
// names: amounts in minor units, the currency in its own column.
func WriteValuesCSV(w io.Writer, at time.Time, values []ProgramValue) error {
	rows := [][]string{{"at", "program", "currency", "total", "cards", "accounts", "unspent_cards", "part_used_cards", "holders"}}
	for _, v := range values {
		rows = append(rows, append([]string{at.UTC().Format(time.RFC3339Nano), v.Program, v.Currency.String()},
			numbers(v.Total().Units(), v.Cards.Units(), v.Accounts.Units(), v.UnspentCards, v.PartUsedCards, v.Holders)...))
	}
	return csv.NewWriter(w).WriteAll(rows)
}

type flowJSON struct {
	Count int64     `json:"count"`
	Value moneyJSON `json:"value"`
}

type dayJSON struct {
	Date        string    `json:"date"`
	Program     string    `json:"program"`
	Issued      flowJSON  `json:"issued"`
	Activated   flowJSON  `json:"activated"`
	Deactivated flowJSON  `json:"deactivated"`
	Claimed     flowJSON  `json:"claimed"`
	Spent       flowJSON  `json:"spent"`
	Refunded    flowJSON  `json:"refunded"`
	Raised      flowJSON  `json:"raised"`
	Lowered     flowJSON  `json:"lowered"`
	Voided      flowJSON  `json:"voided"`
	Expired     flowJSON  `json:"expired"`
	Change      moneyJSON `json:"change"`
}

type daysJSON struct {
	Days []dayJSON `json:"days"`
}

// WriteDaysJSON writes what [Daily] returned: amounts in minor units with their
// currency.
func WriteDaysJSON(w io.Writer, days []Day) error {
	out := daysJSON{make([]dayJSON, 0, len(days))}
	for _, d := range days {
		flow := func(f Flow) flowJSON { return flowJSON{f.Count, moneyJSON{f.Amount, d.Currency.String()}} }
		out.Days = append(out.Days, dayJSON{d.Date, d.Program, flow(d.Issued), flow(d.Activated), flow(d.Deactivated),
			flow(d.Claimed), flow(d.Spent), flow(d.Refunded), flow(d.Raised), flow(d.Lowered), flow(d.Voided), flow(d.Expired),
			moneyJSON{d.Change(), d.Currency.String()}})
	}
	return writeJSON(w, out)
}

// WriteDaysCSV writes what [Daily] returned, with a line of column names: counts,
// and amounts in minor units, the currency in its own column.
func WriteDaysCSV(w io.Writer, days []Day) error {
	header := []string{"date", "program", "currency"}
	for _, name := range []string{"issued", "activated", "deactivated", "claimed", "spent", "refunded", "raised", "lowered", "voided", "expired"} {
		header = append(header, name+"_count", name+"_amount")
	}
	rows := [][]string{append(header, "change")}
	for _, d := range days {
		row := []string{d.Date, d.Program, d.Currency.String()}
		for _, f := range []Flow{d.Issued, d.Activated, d.Deactivated, d.Claimed, d.Spent, d.Refunded, d.Raised, d.Lowered, d.Voided, d.Expired} {
			row = append(row, numbers(f.Count, f.Amount)...)
		}
		rows = append(rows, append(row, numbers(d.Change())...))
	}
	return csv.NewWriter(w).WriteAll(rows)
}

func numbers(all ...int64) []string {
	texts := make([]string, len(all))
	for i, n := range all {
		texts[i] = strconv.FormatInt(n, 10)
	}
	return texts
}

func writeJSON(w io.Writer, v any) error {
	e := json.NewEncoder(w)
	e.SetIndent("", "  ")
	return e.Encode(v)
}
