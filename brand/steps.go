package brand

import (
	"fmt"
	"slices"
)

// Steps is how to do one thing on one device: a path through an app or a site,
// one act after the other.
type Steps struct {
	For     Task   `yaml:"for"`
	Device  Device `yaml:"device"`
	URL     string `yaml:"url"` // where the path begins, for people to open; may be empty
	Steps   []Text `yaml:"steps"`
	Sourced `yaml:",inline"`
}

// Task is what somebody does to find something out of a card.
type Task string

const (
	ToHistory   Task = "history"    // open one's usage history
	ToOrderPage Task = "order_page" // open the giver's order page
	ToSaveMail  Task = "mail"       // save a mail of the issuer so that its signature is kept
	ToMessage   Task = "message"    // keep what is shown when a code is redeemed
	ToBalance   Task = "balance"    // look up the balance without redeeming
	ToRedeem    Task = "redeem"     // add the card to one's own account
	ToContact   Task = "contact"    // reach the issuer
	ToResend    Task = "resend"     // have the card sent again
)

// Tasks returns every task.
func Tasks() []Task {
	return []Task{ToHistory, ToOrderPage, ToSaveMail, ToMessage, ToBalance, ToRedeem, ToContact, ToResend}
}

// Device is what somebody has at hand.
type Device string

const (
	OnPhone     Device = "phone"
	OnComputer  Device = "computer"
	OnAnyDevice Device = "any"
)

// StepsFor returns how to do a thing on a device: the steps for that device, or
// those that hold on any. Who asks for any device gets those of any, of the
// phone or of the computer, the first of these that there are.
func (p *Profile) StepsFor(what Task, device Device) (Steps, bool) {
	order := []Device{device, OnAnyDevice}
	if device == OnAnyDevice || device == "" {
		order = []Device{OnAnyDevice, OnPhone, OnComputer}
	}
	for _, d := range order {
		if i := slices.IndexFunc(p.Steps, func(s Steps) bool { return s.For == what && s.Device == d }); i >= 0 {
			return p.Steps[i], true
		}
	}
	return Steps{}, false
}

func (c *checker) steps(where string, s Steps) {
	oneOf(c, where+".for", s.For, Tasks()...)
	oneOf(c, where+".device", s.Device, OnPhone, OnComputer, OnAnyDevice)
	c.address(where+".url", s.URL)
	switch {
	case len(s.Steps) == 0:
		c.add(where+".steps", "is empty: say what to do, one act after the other")
	case len(s.Steps) > MaxSteps:
		c.add(where+".steps", "has %d steps; more than %d nobody follows (MaxSteps)", len(s.Steps), MaxSteps)
	}
	for i, t := range s.Steps {
		c.both(fmt.Sprintf("%s.steps[%d]", where, i), t)
	}
}

// steps finds two ways for one thing on one device, of which the second would
// never be shown, and ways to what the brand does not have.
func (l *linter) steps() {
	for i, s := range l.p.Steps {
		where := fmt.Sprintf("steps[%d]", i)
		for j, o := range l.p.Steps[:i] {
			if s.For == o.For && s.Device == o.Device {
				l.add(false, where, "is for the same as steps[%d], and would never be shown", j)
			}
		}
		switch s.For {
		case ToBalance:
			if l.p.Lookup.Kind == LookupNone {
				l.add(true, where+".for", "tells how to look up a balance, and lookup.kind is %s", LookupNone)
			}
		case ToResend:
			if !slices.ContainsFunc(l.p.Forms, func(f Form) bool { return f.Resend }) {
				l.add(true, where+".for", "tells how to have it sent again, and no form can be")
			}
		case ToHistory, ToOrderPage, ToSaveMail, ToMessage, ToRedeem, ToContact:
		}
		for j, t := range s.Steps {
			if _, n := l.p.Redact(t.JA + "\n" + t.EN); n > 0 {
				l.add(false, fmt.Sprintf("%s.steps[%d]", where, j), "has what looks like a code")
			}
		}
	}
}
