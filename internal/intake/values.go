package intake

import (
	"regexp"
	"strconv"
	"strings"
	"time"

	"github.com/unspent-dev/unspent"
	"github.com/unspent-dev/unspent/brand"
)

// All of these read text as [brand.NormaliseText] leaves it.
var (
	clock    = `(?:[ ,T]{0,3}(\d{1,2})[:時](\d{2}))?`
	dateYMD  = regexp.MustCompile(`(?:^|[^\d/.-])((?:19|20)\d\d) ?(?:年|[/.-]) ?(\d{1,2}) ?(?:月|[/.-]) ?(\d{1,2})(?: ?日)?(?: ?\([^)]{1,9}\))?` + clock)
	dateEra  = regexp.MustCompile(`(平成|令和) ?(元|\d{1,2}) ?年 ?(\d{1,2}) ?月 ?(\d{1,2}) ?日` + clock)
	dateMDY  = regexp.MustCompile(`(?i)\b(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6}\.? (\d{1,2})(?:st|nd|rd|th)?,? (\d{4})\b` + clock)
	dateDMY  = regexp.MustCompile(`(?i)\b(\d{1,2})(?:st|nd|rd|th)?[ -](jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6}\.?,?[ -](\d{4})\b` + clock)
	dateNums = regexp.MustCompile(`(?:^|[^\d/.-])(\d{1,2})/(\d{1,2})/(\d{4})(?:[^\d/-]|$)`)

	address  = regexp.MustCompile(`[A-Za-z0-9._%+'-]{1,64}@[A-Za-z0-9.-]{1,190}\.[A-Za-z]{2,24}`)
	bracket  = regexp.MustCompile(`[(\[【「]([^()\[\]【】「」]{1,120})[)\]】」]`)
	tailRun  = regexp.MustCompile(`[A-Za-z0-9]+$`)
	masked   = regexp.MustCompile(`(?:[xX*•●・×∗.#-]{2,}[ -]?)+([A-Za-z0-9]{4})(?:[^A-Za-z0-9]|$)`)
	numberly = regexp.MustCompile(`[A-Za-z0-9]+(?:-[A-Za-z0-9]+)+|[A-Za-z0-9]*\d[A-Za-z0-9]*`)
)

const months = "janfebmaraprmayjunjulaugsepoctnovdec"

// zone is the time zone in which the pages of a brand give their days.
func zone(p *brand.Profile) *time.Location {
	if p.Country == "JP" {
		return time.FixedZone("JST", 9*60*60)
	}
	return time.UTC
}

// dateIn returns the first date in text, where it stands, and where it ends.
func dateIn(p *brand.Profile, text string) (at time.Time, from, to int) {
	type reading struct {
		re         *regexp.Regexp
		y, m, d, t int // groups; t is that of the hour, 0: none
	}
	from = -1
	for _, r := range [...]reading{{dateYMD, 1, 2, 3, 4}, {dateEra, 2, 3, 4, 5}, {dateMDY, 3, 1, 2, 4}, {dateDMY, 3, 2, 1, 4}, {dateNums, 3, 1, 2, 0}} {
		m := r.re.FindStringSubmatchIndex(text)
		if m == nil || from >= 0 && m[0] >= from {
			continue
		}
		group := func(i int) string {
			if i == 0 || m[2*i] < 0 {
				return ""
			}
			return text[m[2*i]:m[2*i+1]]
		}
		year, month, day := group(r.y), group(r.m), group(r.d)
		if r.re == dateEra {
			year = eraYear(group(1), year)
		}
		if i := strings.Index(months, strings.ToLower(month)); i >= 0 && len(month) == 3 {
			month = strconv.Itoa(i/3 + 1)
		}
		if r.re == dateNums && p.Country != "US" {
			if len(month) < 3 && atoi(month) <= 12 && atoi(day) <= 12 && month != day {
				continue // day or month first: nobody can tell
			}
			if atoi(month) > 12 {
				month, day = day, month
			}
		}
		if found, ok := moment(zone(p), year, month, day, group(r.t), group(r.t+1)); ok {
			at, from, to = found, m[0], m[1]
		}
	}
	return at, from, to
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

// amounts finds what text says of money in the brand's currency: with a mark of
// it, or, if bare is set, a text that is nothing but a number.
type amounts struct {
	cur    unspent.Currency
	before *regexp.Regexp
	bare   *regexp.Regexp
}

func amountsOf(p *brand.Profile) amounts {
	mark, after := regexp.QuoteMeta(p.Currency), regexp.QuoteMeta(p.Currency)
	switch p.Currency {
	case "JPY":
		mark, after = `(?:¥|\\|JPY)`, `(?:円|JPY|yen)`
	case "USD":
		mark, after = `(?:(?:US ?|\b)?\$|USD)`, `(?:USD|US dollars|dollars|ドル)`
	case "EUR":
		mark, after = `(?:€|EUR)`, `(?:€|EUR)`
	case "GBP":
		mark, after = `(?:£|GBP)`, `(?:£|GBP)`
	}
	const sign, number = `([-+−–△▲(]? ?)`, `((?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d{1,3})?)`
	cur, _ := unspent.ParseCurrency(p.Currency) // no currency: no amounts
	return amounts{
		cur:    cur,
		before: regexp.MustCompile(`(?i)` + sign + mark + ` ?` + sign + number + `|` + sign + number + ` ?` + after),
		bare:   regexp.MustCompile(`^` + sign + number + `\)?$`),
	}
}

// in returns the first amount in text. It is negative where the page says so.
func (a amounts) in(text string, bare bool) (unspent.Money, bool) {
	if a.cur == (unspent.Currency{}) {
		return unspent.Money{}, false
	}
	for _, m := range a.before.FindAllStringSubmatchIndex(text, 8) {
		group := func(i int) string {
			if m[2*i] < 0 {
				return ""
			}
			return text[m[2*i]:m[2*i+1]]
		}
		if m[1] < len(text) && text[m[1]] >= '0' && text[m[1]] <= '9' { // "1,2345": no amount
			continue
		}
		if number := group(3); number != "" {
			if money, ok := a.parse(group(1)+group(2), number); ok {
				return money, true
			}
		} else if money, ok := a.parse(group(4), group(5)); ok {
			return money, true
		}
	}
	if m := a.bare.FindStringSubmatch(strings.TrimSpace(text)); bare && m != nil {
		return a.parse(m[1], m[2])
	}
	return unspent.Money{}, false
}

func (a amounts) parse(sign, number string) (unspent.Money, bool) {
	money, err := unspent.ParseMoney(strings.ReplaceAll(number, ",", ""), a.cur)
	if err != nil || money.Units() > unspent.MaxAmount {
		return unspent.Money{}, false
	}
	if strings.ContainsAny(sign, "-−–△▲(") {
		money = money.Neg()
	}
	return money, true
}

// size is an amount without its sign.
func size(m unspent.Money) unspent.Money {
	if m.Units() < 0 {
		return m.Neg()
	}
	return m
}

// lastFour returns the last four of a number that is masked or cut, or "" if
// they are masked too.
func lastFour(number string) string {
	run := tailRun.FindString(strings.TrimRight(strings.TrimSpace(brand.NormaliseText(number)), ". )"))
	if len(run) < 4 || strings.Trim(run[len(run)-4:], "xX") == "" {
		return ""
	}
	return brand.Normalise(run[len(run)-4:])
}

// maskedFour finds a masked number in text and returns its last four.
func maskedFour(text string) string {
	for _, m := range masked.FindAllStringSubmatch(text, 8) {
		if four := lastFour(m[1]); four != "" {
			return four
		}
	}
	return ""
}

// same reports whether two numbers are one, however they are written. Two that
// are not known are not the same.
func same(a, b string) bool { return a != "" && brand.Normalise(a) == brand.Normalise(b) }
