package casefile

import (
	"time"

	"github.com/goccy/go-yaml/ast"

	"github.com/unspent-dev/unspent/assess"
	"github.com/unspent-dev/unspent/brand"
)

func devices() []choice[assess.Device] {
	return []choice[assess.Device]{{"phone", assess.Phone}, {"computer", assess.Computer}}
}

func givenTo() []choice[assess.GivenTo] {
	return []choice[assess.GivenTo]{{"nobody", assess.GivenNobody}, {"known", assess.GivenKnown}, {"buyer", assess.GivenBuyer}, {"stranger", assess.GivenStranger}}
}

func openers() []choice[assess.Opener] {
	return []choice[assess.Opener]{{"by-me", assess.OpenedByMe}, {"by-other", assess.OpenedByOther}, {"found-open", assess.FoundOpen}}
}

func seenBy() []choice[assess.SeenBy] {
	return []choice[assess.SeenBy]{{"nobody", assess.SeenByNobody}, {"family", assess.SeenByFamily}, {"seller", assess.SeenBySeller},
		{"stranger", assess.SeenByStranger}, {"posted", assess.SeenByAll}}
}

func yesNo() []choice[assess.Reply] {
	return []choice[assess.Reply]{{"yes", assess.Yes}, {"no", assess.No}}
}

func readable() []choice[assess.Reply] {
	return []choice[assess.Reply]{{"yes", assess.Yes}, {"part", assess.Partly}, {"no", assess.No}}
}

// toldFields are the fields of what only the asker can tell of a code.
func toldFields() []string {
	return []string{"device", "issued", "asked-for", "given-to", "opened", "seen-by", "entered", "readable", "arrived"}
}

func caseFields() []string {
	return append([]string{"brand", "language", "asker", "channel", "form", "intent", "card", "got", "handed-over", "window", "claimed", "challenge",
		"asked", "evidence"},
		toldFields()...)
}

func cardFields() []string {
	return []string{"last4", "amount", "order", "serial", "recipient", "giver"}
}

func itemFields() []string {
	return []string{"file", "kind", "message", "seal", "till", "said", "no-notice", "balance", "owner", "by", "at", "seen", "read", "more", "like"}
}

// Fields are the paths of every field of a case file, such as card.last4 and
// evidence.seal: whoever asks people for a case asks for all of them.
func Fields() (all []string) {
	for _, name := range caseFields() {
		switch name {
		case "card":
			for _, field := range cardFields() {
				all = append(all, "card."+field)
			}
		case "evidence":
			for _, field := range itemFields() {
				all = append(all, "evidence."+field)
			}
		default:
			all = append(all, name)
		}
	}
	return all
}

// told reads them.
func (r *reader) told(f map[string]ast.Node, c *assess.Case) {
	c.Device = pick(r, f["device"], "device", devices())
	c.Issued = r.issued(f["issued"], "issued")
	c.AskedFor = r.yes(f["asked-for"], "asked-for")
	c.GivenTo = pick(r, f["given-to"], "given-to", givenTo())
	c.Opened = pick(r, f["opened"], "opened", openers())
	c.SeenBy = pick(r, f["seen-by"], "seen-by", seenBy())
	c.Entered = pick(r, f["entered"], "entered", yesNo())
	c.Readable = pick(r, f["readable"], "readable", readable())
	c.Arrived = pick(r, f["arrived"], "arrived", yesNo())
}

// issued reads a time, a month or a year: of these the last day, for a card that
// is too old by that is too old by any other.
func (r *reader) issued(n ast.Node, path string) time.Time {
	if n == nil {
		return time.Time{}
	}
	t, ok := ParseIssued(r.text(n, path))
	if !ok {
		r.fault(n, path, "case.issued")
	}
	return t
}

// ParseIssued reads when a card was issued: a time, a day, a month or a year, of
// which it returns the last day.
func ParseIssued(text string) (time.Time, bool) {
	whole := map[string]func(time.Time) time.Time{
		time.RFC3339: nil, "2006-01-02 15:04": nil, "2006-01-02": nil,
		"2006-01": func(t time.Time) time.Time { return t.AddDate(0, 1, -1) },
		"2006":    func(t time.Time) time.Time { return t.AddDate(1, 0, -1) },
	}
	for layout, last := range whole {
		t, err := time.ParseInLocation(layout, text, brand.Japan())
		if err != nil || t.Year() < 1990 || t.Year() >= 2200 {
			continue
		}
		if last != nil {
			t = last(t)
		}
		return t.UTC(), true
	}
	return time.Time{}, false
}

// toldLines returns the fields of c that are told, with their words.
func toldLines(c assess.Case) (lines [][2]string) {
	words := map[string]string{
		"device": wordOf(c.Device, devices()), "issued": moment(c.Issued),
		"given-to": wordOf(c.GivenTo, givenTo()), "opened": wordOf(c.Opened, openers()), "seen-by": wordOf(c.SeenBy, seenBy()),
		"entered": wordOf(c.Entered, yesNo()), "readable": wordOf(c.Readable, readable()), "arrived": wordOf(c.Arrived, yesNo()),
	}
	if c.AskedFor {
		words["asked-for"] = "true"
	}
	for _, name := range toldFields() {
		lines = append(lines, [2]string{name, words[name]})
	}
	return lines
}

// told finds what no case file could give.
func (f *faults) told(c assess.Case) {
	oneOf(f, "device", c.Device, devices(), false)
	oneOf(f, "given-to", c.GivenTo, givenTo(), false)
	oneOf(f, "opened", c.Opened, openers(), false)
	oneOf(f, "seen-by", c.SeenBy, seenBy(), false)
	oneOf(f, "entered", c.Entered, yesNo(), false)
	oneOf(f, "readable", c.Readable, readable(), false)
	oneOf(f, "arrived", c.Arrived, yesNo(), false)
}
