package intake

import (
	"regexp"
	"slices"
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
	yearHead  = regexp.MustCompile(`(?i)^(?:(\d{4}) ?年?(?: ?(\d{1,2}) ?月|[/.-](\d{1,2}))?(?:の?(?:ご?利用)?(?:履歴|明細))?|(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6}\.?,? (\d{4}))$`)
)

// dayLine is a line that begins with a day.
type dayLine struct {
	line       int
	at         time.Time // with its year
	month, day int       // without: at is zero
	from       int       // where the year belongs in the first cell, and in what words
	year       string
}

// years completes the days of a page that are written without their year, where the
// page leaves only one: under a heading with the year, or in the order of other days
// that have theirs, none later than the page was brought. It never guesses the year
// of the case's own time: last year's page looks like this year's.
func (r *reader) years() {
	var days []dayLine
	headYear, headMonth := "", ""
	for i, l := range r.lines {
		text := l.cells[0]
		if len(text) > longestPart {
			continue
		}
		if m := yearHead.FindStringSubmatch(text); m != nil && len(l.cells) == 1 {
			headYear, headMonth = m[1]+m[5], m[2]+m[3]
			if m[4] != "" {
				headMonth = monthNumber(m[4])
			}
			continue
		}
		if at, from, _ := dateIn(r.p, text); !at.IsZero() && from == 0 {
			days = append(days, dayLine{line: i, at: at.In(zone(r.p))})
			continue
		}
		d, ok := r.shortDay(text)
		if !ok {
			continue
		}
		d.line = i
		if headYear != "" && (headMonth == "" || atoi(headMonth) == d.month) {
			r.complete(d, atoi(headYear))
			continue
		}
		days = append(days, d)
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

// shortDay reads a day without its year at the start of a text.
func (r *reader) shortDay(text string) (d dayLine, ok bool) {
	if m := shortJA.FindStringSubmatch(text); m != nil {
		d = dayLine{month: atoi(m[1]), day: atoi(m[2]), year: "年"}
	} else if m := shortMD.FindStringSubmatchIndex(text); m != nil {
		g := groups{text, m}
		d = dayLine{month: atoi(monthNumber(g.at(1))), day: atoi(strings.TrimRight(g.at(2), "stndrh")), from: m[5], year: ", "}
	} else if m := shortDM.FindStringSubmatchIndex(text); m != nil {
		g := groups{text, m}
		d = dayLine{month: atoi(monthNumber(g.at(2))), day: atoi(g.at(1)), from: len(g.at(1)), year: " "}
		d.from = strings.Index(text[m[4]:]+" ", " ") + m[4]
	} else if m := shortNums.FindStringSubmatch(text); m != nil {
		d = dayLine{month: atoi(m[1]), day: atoi(m[2]), year: "/"}
		if r.p.Country != "JP" && r.p.Country != "US" && d.day <= 12 && d.day != d.month {
			return d, false // day or month first: nobody can tell
		}
	}
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
	if text := l.cells[0]; d.from == 0 {
		l.cells[0] = number + d.year + text
	} else {
		l.cells[0] = text[:d.from] + d.year + number + text[d.from:]
	}
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
