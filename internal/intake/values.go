package intake

import (
	"regexp"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/unspent-dev/unspent/brand"
)

// clock is a time of day that may follow a date.
const clock = `(?:[ ,T]{0,3}(午前|午後)? ?(\d{1,2})[:時](\d{2})(?::\d{2})?(?: ?([AaPp])\.?[Mm]\b\.?)?)?`

// All of these read text as [brand.NormaliseText] leaves it.
var (
	clockAfter = regexp.MustCompile(`^(?:[ ,T·・]{1,3}| at )(\d{1,2}):(\d{2})(?::\d{2})?(?: ?([AaPp])\.?[Mm]\b\.?)?`)
	dateYMD    = regexp.MustCompile(`^(\d{4}) ?(?:年|[/.-]) ?(\d{1,2}) ?(?:月|[/.-]) ?(\d{1,2})(?: ?日)?(?: ?\([^)]{1,9}\))?` + clock)
	dateEra    = regexp.MustCompile(`(平成|令和) ?(元|\d{1,2}) ?年 ?(\d{1,2}) ?月 ?(\d{1,2}) ?日` + clock)
	dateMDY    = regexp.MustCompile(`(?i)\b(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6}\.? (\d{1,2})(?:st|nd|rd|th)?,? \d{4}$`)
	dateDMY    = regexp.MustCompile(`(?i)\b(\d{1,2})(?:st|nd|rd|th)?[ -](jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6}\.?,?[ -]\d{4}$`)
	dateNums   = regexp.MustCompile(`(?:^|[^\d/.-])(\d{1,2})/(\d{1,2})/\d{4}$`)

	address  = regexp.MustCompile(`[A-Za-z0-9._%+'-]{1,64}@[A-Za-z0-9.-]{1,190}\.[A-Za-z]{2,24}`)
	tailRun  = regexp.MustCompile(`[A-Za-z0-9]+$`)
	masked   = regexp.MustCompile(`(?:^|[^A-Za-z0-9])(?:\d{4}|\d{6})?(?:[xX*•●・×∗]{2,}[ -]?)+([A-Za-z0-9]{4,5})(?:[^A-Za-z0-9]|$)|(?:^|[^A-Za-z0-9.])\.{3}([A-Za-z0-9]{4,5})(?:[^A-Za-z0-9/.@年]|$)`)
	numberly = regexp.MustCompile(`[A-Za-z0-9]+(?:-[A-Za-z0-9]+)+|[A-Za-z0-9]*\d[A-Za-z0-9]*`)
)

// zone is the time zone in which the pages of a brand give their days.
func zone(p *brand.Profile) *time.Location {
	if p.Country == "JP" || p.Country == brand.Anywhere && p.Currency == "JPY" {
		return brand.Japan()
	}
	return time.UTC
}

// dateIn returns the first date in text, where it stands, and where it ends. It
// looks at the first few years only.
func dateIn(p *brand.Profile, text string) (at time.Time, from, to int) {
	years := 0
	for i := 0; i+4 <= len(text) && years < maxYears; i++ {
		if i > 0 && digit(text[i-1]) || !digit(text[i]) {
			continue
		}
		if year := text[i : i+4]; (year[:2] == "19" || year[:2] == "20") && digit(year[2]) && digit(year[3]) && (i+4 == len(text) || !digit(text[i+4])) {
			years++
			if at, from, to = dateAround(p, text, i); !at.IsZero() {
				return at, from, to
			}
		}
	}
	if m := dateEra.FindStringSubmatchIndex(text); (strings.Contains(text, "令和") || strings.Contains(text, "平成")) && m != nil {
		g := groups{text, m}
		if at, ok := moment(zone(p), eraYear(g.at(1), g.at(2)), g.at(3), g.at(4), hourOf(g.at(6), g.at(5)+g.at(8)), g.at(7)); ok {
			return at, m[0], m[1]
		}
	}
	return time.Time{}, -1, -1
}

// due finds the name of a day that is still to come, before it or after it.
var (
	due      = regexp.MustCompile(`(?i)(?:更新日?|期限|次回[^ ]{0,8}|予定日?|expires?(?: on)?|renews?(?: on)?|valid (?:thru|until|through)|due(?: on)?|until|next [a-z ]{0,20})[ :：]{0,3}$`)
	dueAfter = regexp.MustCompile(`(?i)^ ?(?:まで|に(?:更新|失効)|期限|以降)`)
)

// pastDay returns the first day in a text that is none until which something is valid,
// or on which something is to come.
func pastDay(p *brand.Profile, text string) (at time.Time, from, to int) {
	skipped := 0
	for range maxDays {
		if at, from, to = dateIn(p, text[skipped:]); at.IsZero() {
			break
		}
		from, to = from+skipped, to+skipped
		if !due.MatchString(text[max(0, from-nearDay):from]) && !dueAfter.MatchString(text[to:]) {
			return at, from, to
		}
		skipped = to
	}
	return time.Time{}, -1, -1
}

// groups are the groups of a match.
type groups struct {
	text string
	m    []int
}

func (g groups) at(i int) string {
	if g.m[2*i] < 0 {
		return ""
	}
	return g.text[g.m[2*i]:g.m[2*i+1]]
}

// dateAround reads the date whose year stands at i: before the month and the
// day, or after them.
func dateAround(p *brand.Profile, text string, i int) (at time.Time, from, to int) {
	if m := dateYMD.FindStringSubmatchIndex(text[i:]); m != nil && (i == 0 || !strings.Contains("/.-", text[i-1:i])) {
		g := groups{text[i:], m}
		if at, ok := moment(zone(p), g.at(1), g.at(2), g.at(3), hourOf(g.at(5), g.at(4)+g.at(7)), g.at(6)); ok {
			return at, i, i + m[1]
		}
	}
	start := max(0, i-24)
	for start < i && !utf8.RuneStart(text[start]) {
		start++
	}
	g := groups{text[start : i+4], nil}
	var month, day string
	if g.m = dateMDY.FindStringSubmatchIndex(g.text); g.m != nil {
		month, day = monthNumber(g.at(1)), g.at(2)
	} else if g.m = dateDMY.FindStringSubmatchIndex(g.text); g.m != nil {
		month, day = monthNumber(g.at(2)), g.at(1)
	} else if g.m = dateNums.FindStringSubmatchIndex(g.text); g.m != nil {
		if month, day = g.at(1), g.at(2); atoi(month) > 12 {
			month, day = day, month
		} else if p.Country != "US" && atoi(day) <= 12 && month != day {
			return time.Time{}, -1, -1 // day or month first: nobody can tell
		}
	} else {
		return time.Time{}, -1, -1
	}
	to = i + 4
	var hour, minute string
	if c := clockAfter.FindStringSubmatchIndex(text[to:]); c != nil {
		after := groups{text[to:], c}
		hour, minute, to = hourOf(after.at(1), after.at(3)), after.at(2), to+c[1]
	}
	if at, ok := moment(zone(p), text[i:i+4], month, day, hour, minute); ok {
		return at, start + g.m[0], to
	}
	return time.Time{}, -1, -1
}

// hourOf is an hour of the half of a day, if one is named, as one of the day.
func hourOf(hour, half string) string {
	n := atoi(hour)
	switch half {
	case "午後", "P", "p":
		if n < 12 {
			n += 12
		}
	case "午前", "A", "a":
		if n == 12 {
			n = 0
		}
	default:
		return hour
	}
	return strconv.Itoa(n)
}

func digit(b byte) bool { return b >= '0' && b <= '9' }

func monthNumber(name string) string {
	return strconv.Itoa(strings.Index("janfebmaraprmayjunjulaugsepoctnovdec", strings.ToLower(name))/3 + 1)
}

func atoi(s string) int {
	n, err := strconv.Atoi(s)
	if err != nil {
		return -1
	}
	return n
}

// eraYear turns a year of a Japanese era into one of the common era.
func eraYear(era, year string) string {
	n := 1
	if year != "元" {
		n = atoi(year)
	}
	if era == "平成" {
		return strconv.Itoa(1988 + n)
	}
	return strconv.Itoa(2018 + n)
}

// moment returns a time that exists, in UTC.
func moment(zone *time.Location, year, month, day, hour, minute string) (time.Time, bool) {
	if hour == "" {
		hour, minute = "0", "0"
	}
	y, mo, d, h, mi := atoi(year), atoi(month), atoi(day), atoi(hour), atoi(minute)
	at := time.Date(y, time.Month(mo), d, h, mi, 0, 0, zone)
	real := y >= 1995 && y <= 2200 && at.Year() == y && int(at.Month()) == mo && at.Day() == d && at.Hour() == h && at.Minute() == mi
	return at.UTC(), real
}

// lastFour returns the last four of a number that is masked or cut, or "" if
// they are masked too.
func lastFour(number string) string {
	run := tailRun.FindString(strings.TrimRight(strings.TrimSpace(brand.NormaliseText(number)), ". )"))
	if len(run) < 4 || len(strings.Trim(run[len(run)-4:], "xX")) < 2 || strings.Trim(run[len(run)-4:],
		"xXkK") == "" { // the mask itself, with a symbol that was read into it
		return ""
	}
	return brand.Normalise(run[len(run)-4:])
}

// maskedFour finds a masked number in text and returns its last four.
func maskedFour(text string) string {
	if !strings.ContainsAny(text, "xX*•●・×∗.") {
		return ""
	}
	for _, m := range masked.FindAllStringSubmatch(text, 8) {
		if four := lastFour(m[1] + m[2]); four != "" {
			return four
		}
	}
	return ""
}

// same reports whether two numbers are one, however they are written. Two that
// are not known are not the same.
func same(a, b string) bool { return a != "" && brand.Normalise(a) == brand.Normalise(b) }

// endingIn finds the end of a code that is told in words.
var endingIn = regexp.MustCompile(`(?i)(?:下 ?[4四] ?(?:桁|けた|ケタ)|末尾|\b(?:cards?|codes?|number|claimed|added|redeemed|applied),? ending|\bend(?:ing|s) (?:in|with)|\blast (?:four|4)(?: digits| characters)?)` +
	`(?:[ :(はが]{0,3}| of | is )([A-Za-z0-9]{4})(?:[^A-Za-z0-9]|$)`)

// endingFour returns the last four that a text tells in words. What has no digit
// is none unless it is in capitals: "in the last 4 days".
func endingFour(text string) string {
	m := endingIn.FindStringSubmatch(text)
	if m == nil || strings.ToUpper(m[1]) != m[1] && !strings.ContainsAny(m[1], "0123456789") {
		return ""
	}
	return lastFour(m[1])
}
