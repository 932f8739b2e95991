package intake

import (
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"
)

// Days that a page writes without their year, at the start of a line, and headings
// that give the year, or the month of a year, of the rows below.
var (
	shortJA   = regexp.MustCompile(`^(\d{1,2}) ?月 ?(\d{1,2}) ?日(?:$|[^ぁ-ん以分迄有期締])`)
	shortMD   = regexp.MustCompile(`(?i)^(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6}\.? (\d{1,2}(?:st|nd|rd|th)?)(?:$|,? ?[^\d, ]|, [^\d]|,? \d{1,2}:\d\d)`)
	shortDM   = regexp.MustCompile(`(?i)^(\d{1,2})(?:st|nd|rd|th)? (jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6}\.?(?:$|,? ?[^\d, a-z]|,? \d{1,2}:\d\d|,? [a-z])`)
	shortNums = regexp.MustCompile(`^(\d{1,2})/(\d{1,2})(?:$|[ (][^/]|\()`)
	dayAlone  = regexp.MustCompile(`^(\d{1,2}) ?日(?: ?\([月火水木金土日]\)|$| \d)`)
	twoDigits = regexp.MustCompile(`^'?(\d{1,2})([/.-])(\d{1,2})[/.-](\d{2})(?:$|[^\d/.-])`)
	weekday   = regexp.MustCompile(`(?i)^(?:(?:mon|tue|wed|thu|fri|sat|sun)[a-z]{0,6}[,.]? |[日月火水木金土](?:曜日?)? )`)
	yearIn    = regexp.MustCompile(`(?i)(?:^|[^\d/.-])(?:((?:19|20)\d{2}) ?年?(?: ?(\d{1,2}) ?月|[/.-](\d{1,2}))?|(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6}\.?,? ((?:19|20)\d{2}))(?:$|[^\d/.-])`)
	countOf   = regexp.MustCompile(`(?i)\d{1,4} ?(?:件|点|回|items?|transactions?|orders?|entries)`)
	headRest  = regexp.MustCompile(`(?i)^(?:の|ご|お|月|分|度|利用|履歴|明細|取引|一覧|集計|合計|月ごと|内訳|入出金|入金|出金|残高|購入|お?支払い?|増減|動き|記録|ウォレット|ギフト|カード|券|アカウント|アクティビティ|年|in|for|and|out|to|of|the|your|my|history|activity|transactions?|purchases?|orders?|statements?|summary|total|wallet|balance|credits?|cash|money|gift|cards?|payments?|all|recent|past|(?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)\b|[^\pL\pN])*$`)
)

// dayLine is a line with a cell that begins with a day.
type dayLine struct {
	line, cell  int
	at          time.Time // with its year
	month, day  int       // without: at is zero
	from        int       // where the year belongs in the cell, and what stands around it
	left, right string
}

// years completes the days of a page that are written without their year, where the
// page leaves only one: under a heading with the year, or in the order of other days
// that have theirs, none later than the page was brought. It never guesses the year
// of the case's own time: last year's page looks like this year's.
func (r *reader) years() {
	var days []dayLine
	headYear, headMonth := "", ""
	for i, l := range r.lines {
		if len(l.cells[0]) > longestPart {
			continue
		}
		if year, month, ok := r.yearHead(l); ok {
			headYear, headMonth = year, month
			continue
		}
		d, ok := r.dayOf(i, atoi(headMonth))
		switch {
		case !ok:
		case !d.at.IsZero() || headYear == "" || headMonth != "" && atoi(headMonth) != d.month:
			days = append(days, d)
		default:
			r.complete(d, atoi(headYear))
			r.shortDays = true
		}
	}
	if !slices.ContainsFunc(days, func(d dayLine) bool { return d.at.IsZero() }) {
		return
	}
	r.shortDays = true
	newestFirst := slices.Clone(days)
	slices.Reverse(newestFirst)
	up, upOK := r.inOrder(days)
	down, downOK := r.inOrder(newestFirst)
	slices.Reverse(down)
	upOK, downOK = upOK && thisYear(days, up), downOK && thisYear(days, down)
	for i, d := range days {
		switch {
		case !d.at.IsZero(), !upOK && !downOK:
		case !upOK:
			r.complete(d, down[i])
		case !downOK, up[i] == down[i]:
			r.complete(d, up[i])
		}
	}
}

// thisYear reports whether days above all that have their year are of no earlier one:
// a page leaves out the year of its own time only.
func thisYear(days []dayLine, years []int) bool {
	first := slices.IndexFunc(days, func(d dayLine) bool { return !d.at.IsZero() })
	for i := range max(0, first) {
		if i < len(years) && years[i] != 0 && years[i] < days[first].at.Year() {
			return false
		}
	}
	return true
}

// yearHead reads a heading with the year, or the month of a year, of the rows below.
func (r *reader) yearHead(l row) (year, month string, ok bool) {
	const longest = 60
	for k, cell := range l.cells {
		rest := strings.Join(slices.Delete(slices.Clone(l.cells), k, k+1), " ")
		if len(l.cells) > 1 && (len(l.text()) > longest || strings.ContainsAny(monthAlone.ReplaceAllString(countOf.ReplaceAllString(r.unpriced(rest), ""), ""),
			"0123456789")) {
			continue
		}
		if year, month, ok = r.headingOf(cell); ok {
			return year, month, true
		}
	}
	return "", "", false
}

// monthAlone is another month that a page leads to.
var monthAlone = regexp.MustCompile(`(?:^|[^\d])(?:1[0-2]|[1-9]) ?月|(?:^|[^\d])(?:19|20)\d{2} ?年?(?:$|[^\d])`)

// unpriced is a text without its amounts.
func (r *reader) unpriced(text string) string {
	for _, s := range slices.Backward(r.amounts.all(text, 2)) {
		text = text[:s.from] + text[s.to:]
	}
	return text
}

func (r *reader) headingOf(text string) (year, month string, ok bool) {
	const longest = 60
	if len(text) > longest {
		return "", "", false
	}
	m := yearIn.FindStringSubmatchIndex(text)
	if m == nil {
		return "", "", false
	}
	from, to := max(m[2], m[8]), max(m[3], m[5], m[7], m[11])
	rest := text[:from] + " " + text[to:]
	rest = r.unpriced(rest)
	g := groups{text, m}
	year, month = g.at(1)+g.at(5), g.at(2)+g.at(3)
	if g.at(4) != "" {
		month = monthNumber(g.at(4))
	}
	return year, month, headRest.MatchString(countOf.ReplaceAllString(rest, "")) && (month == "" || atoi(month) >= 1 && atoi(month) <= 12)
}

// dayOf finds the day in a line, with its year or without, under a heading of this
// month. One whose year has two digits gets all of it.
func (r *reader) dayOf(line, month int) (dayLine, bool) {
	for k, cell := range r.lines[line].cells {
		if at, from, _ := dateIn(r.p, cell); !at.IsZero() && from <= len(weekday.FindString(cell)) {
			return dayLine{line: line, cell: k, at: at.In(zone(r.p))}, true
		}
		if m := twoDigits.FindStringSubmatchIndex(cell); m != nil {
			if day, ok := r.fullYear(groups{cell, m}); ok {
				cells := slices.Clone(r.lines[line].cells)
				cells[k] = day + cell[m[9]:]
				r.lines[line].cells = cells
				at, _, _ := dateIn(r.p, cells[k])
				return dayLine{line: line, cell: k, at: at.In(zone(r.p))}, !at.IsZero()
			}
		}
		if d, ok := r.shortDay(cell, month); ok {
			d.line, d.cell = line, k
			return d, true
		}
	}
	return dayLine{}, false
}

// fullYear writes a day whose year has two digits with all of it, if it can be read
// in one way only where the brand's pages are: year first in Japan, last in America.
func (r *reader) fullYear(g groups) (string, bool) {
	valid := func(year, month, day string) (string, bool) {
		at, ok := moment(time.UTC, "20"+year, month, day, "", "")
		return at.Format("2006/01/02"), ok && len(year) == 2 && !at.After(r.o.Seen.AddDate(0, 0, 1)) && at.After(r.o.Seen.AddDate(-12, 0, 0))
	}
	first, okFirst := valid(g.at(1), g.at(3), g.at(4))
	last, okLast := valid(g.at(4), g.at(1), g.at(3))
	switch {
	case okFirst && (!okLast || r.p.Country == "JP"):
		return first, true
	case okLast && (r.p.Country == "US" || !okFirst && atoi(g.at(3)) > 12):
		return last, true
	}
	return "", false
}

// shortDay reads a day without its year at the start of a text; one without its month
// as well, if a heading above has one.
func (r *reader) shortDay(text string, month int) (d dayLine, ok bool) {
	skip := len(weekday.FindString(text))
	text = text[skip:]
	if m := shortJA.FindStringSubmatch(text); m != nil {
		d = dayLine{month: atoi(m[1]), day: atoi(m[2]), right: "年"}
	} else if m := dayAlone.FindStringSubmatch(text); m != nil && month > 0 {
		d = dayLine{month: month, day: atoi(m[1]), right: "年" + strconv.Itoa(month) + "月"}
	} else if m := shortMD.FindStringSubmatchIndex(text); m != nil {
		g := groups{text, m}
		d = dayLine{month: atoi(monthNumber(g.at(1))), day: atoi(strings.TrimRight(g.at(2), "stndrh")), from: m[5], left: ", "}
	} else if m := shortDM.FindStringSubmatchIndex(text); m != nil {
		g := groups{text, m}
		d = dayLine{month: atoi(monthNumber(g.at(2))), day: atoi(g.at(1)), left: " "}
		d.from = strings.Index(text[m[4]:]+" ", " ") + m[4]
	} else if m := shortNums.FindStringSubmatch(text); m != nil {
		d = dayLine{month: atoi(m[1]), day: atoi(m[2]), right: "/"}
		if r.p.Country != "JP" && r.p.Country != "US" && d.day <= 12 && d.day != d.month {
			return d, false // day or month first: nobody can tell
		}
	}
	d.from += skip
	at := time.Date(2024, time.Month(d.month), d.day, 0, 0, 0, 0, time.UTC) // a leap year
	return d, d.month > 0 && int(at.Month()) == d.month && at.Day() == d.day
}

// complete writes the year of a day where it belongs.
func (r *reader) complete(d dayLine, year int) {
	if year < 1995 {
		return
	}
	l := &r.lines[d.line]
	number := time.Date(year, 1, 1, 0, 0, 0, 0, time.UTC).Format("2006")
	l.cells = slices.Clone(l.cells)
	text := l.cells[d.cell]
	l.cells[d.cell] = text[:d.from] + d.left + number + d.right + text[d.from:]
}

// inOrder returns the years of days that stand in the order in which they passed: 0
// for one that the others leave open. It is false if no years make them stand so.
func (r *reader) inOrder(days []dayLine) (years []int, ok bool) {
	latest := r.o.Seen
	if !r.saved.IsZero() {
		latest = r.saved
	}
	latest = latest.AddDate(0, 0, 1)
	first, last := make([]time.Time, len(days)), make([]time.Time, len(days))
	var before time.Time
	for i, d := range days { // the earliest that each can be
		switch {
		case !d.at.IsZero():
			first[i] = d.at
		case !before.IsZero():
			first[i] = d.notBefore(before)
		}
		if !before.IsZero() && daysBefore(first[i], before) || !first[i].IsZero() && first[i].After(latest) {
			return nil, false
		}
		if !first[i].IsZero() {
			before = first[i]
		}
	}
	after, dated := latest, false
	for i, d := range slices.Backward(days) { // and the latest
		if last[i] = d.at; last[i].IsZero() {
			last[i] = d.notAfter(after)
		} else {
			dated = true
		}
		if daysBefore(after, last[i]) {
			return nil, false
		}
		after = last[i]
		if !dated && first[i].IsZero() {
			last[i] = time.Time{} // nothing on the page has a year
		}
	}
	years = make([]int, len(days))
	for i := range days {
		if f, l := first[i], last[i]; !l.IsZero() && (f.IsZero() || f.Year() == l.Year()) {
			years[i] = l.Year()
		}
	}
	return years, true
}

// daysBefore reports whether a is on an earlier day than b.
func daysBefore(a, b time.Time) bool {
	return a.Format(time.DateOnly) < b.Format(time.DateOnly)
}

func (d dayLine) in(year int, like time.Time) time.Time {
	return time.Date(year, time.Month(d.month), d.day, 0, 0, 0, 0, like.Location())
}

func (d dayLine) notBefore(day time.Time) time.Time {
	if at := d.in(day.Year(), day); !daysBefore(at, day) {
		return at
	}
	return d.in(day.Year()+1, day)
}

func (d dayLine) notAfter(day time.Time) time.Time {
	if at := d.in(day.Year(), day); !daysBefore(day, at) {
		return at
	}
	return d.in(day.Year()-1, day)
}
