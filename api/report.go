package api

import (
	"time"

	"github.com/unspent-dev/unspent"
)

// ProgramValue is the unspent value of one program and currency.
type ProgramValue struct {
	Program       string        `json:"program"`
	Total         unspent.Money `json:"total" doc:"Cards and accounts together."`
	Cards         unspent.Money `json:"cards" doc:"On cards that were sold; held and frozen ones too."`
	Accounts      unspent.Money `json:"accounts" doc:"In holders' accounts."`
	UnspentCards  int64         `json:"unspentCards" doc:"Cards from which nothing is missing."`
	PartUsedCards int64         `json:"partUsedCards" doc:"Cards with something left, but less than their face value."`
	Holders       int64         `json:"holders" doc:"Accounts with something in them."`
}

// UnspentReport is the unspent value at an instant.
type UnspentReport struct {
	At       time.Time      `json:"at" doc:"Everything dated at or before it is counted."`
	Programs []ProgramValue `json:"programs" doc:"By id: every program of which the journal knew a card by then."`
}

// SeriesReport is the unspent value over days.
type SeriesReport struct {
	Points []UnspentReport `json:"points" doc:"Before the first day, and at the end of each day; of today so far."`
}

// Flow is how often something happened on a day, and how much it moved.
type Flow struct {
	Count int64         `json:"count"`
	Value unspent.Money `json:"value"`
}

// DayReport is what happened to one program on one day of Japan time.
type DayReport struct {
	Date        string        `json:"date" doc:"Day of Japan time."`
	Program     string        `json:"program"`
	Issued      Flow          `json:"issued" doc:"Cards made, sold or not, at face value."`
	Activated   Flow          `json:"activated" doc:"Cards sold, those sold when they were made too."`
	Deactivated Flow          `json:"deactivated" doc:"Mistaken sales undone."`
	Claimed     Flow          `json:"claimed" doc:"Cards moved to accounts."`
	Spent       Flow          `json:"spent" doc:"Payments from cards and accounts."`
	Refunded    Flow          `json:"refunded" doc:"Payments put back."`
	Raised      Flow          `json:"raised" doc:"Adjustments up."`
	Lowered     Flow          `json:"lowered" doc:"Adjustments down."`
	Voided      Flow          `json:"voided" doc:"Sales cancelled."`
	Expired     Flow          `json:"expired" doc:"Cards whose validity ended on this day with something left."`
	Change      unspent.Money `json:"change" doc:"By how much the day changed the unspent value."`
}

// DailyReport is what happened on each day.
type DailyReport struct {
	Days []DayReport `json:"days" doc:"By day, program and currency; those on which nothing happened are left out."`
}

// BaseDate is the unspent value at the end of a base date (基準日).
type BaseDate struct {
	Date     string         `json:"date" doc:"31 March or 30 September, to its end in Japan." example:"2027-03-31"`
	At       time.Time      `json:"at" doc:"The last instant of the day."`
	Yen      unspent.Money  `json:"yen" doc:"Unspent value of all programs in yen together."`
	Over     bool           `json:"over" doc:"It is above the threshold."`
	Secure   unspent.Money  `json:"secure" doc:"At least half of it if it is above, to be secured; otherwise nothing."`
	Due      string         `json:"due" doc:"Last day to notify on: two months after the base date." example:"2027-05-31"`
	Programs []ProgramValue `json:"programs"`
}

// BaseDateReport has the base dates that are over.
type BaseDateReport struct {
	Threshold unspent.Money `json:"threshold" doc:"Above it an issuer of cards for its own goods notifies and secures. Not legal advice: docs/guides/report.md."`
	BaseDates []BaseDate    `json:"baseDates" doc:"The last ones that are over, the newest first."`
}

// GateState is how the look-up gate stands: counts, and of nobody.
type GateState struct {
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
