package web

import (
	"regexp"
	"strconv"
	"strings"

	"github.com/unspent-dev/unspent"
)

// An asking is what a field of the form is in a case, and what it is called.
type asking struct{ path, field, label string }

func askings() []asking {
	return []asking{{"card.last4", "last4", "assess.last4"}, {"card.amount", "amount", "assess.amount"}, {"card.order", "order", "assess.order"},
		{"card.recipient", "recipient", "assess.recipient"}, {"card.giver", "giver", "assess.giver"}, {"handed-over", "handed", "assess.handed"},
		{"card.serial", "serial", "assess.serial"}, {"window", "window", "assess.window"}, {"challenge", "challenge", "assess.challenge"},
		{"asked", "challengeAt", "assess.challengeAt"}, {".at", "messageAt", "assess.msgAt"}, {"issued", "issued", "assess.issued"},
		{".seen", "seen", "assess.seen"}, {"got", "got", "assess.got"}, {".message", "message", "assess.msg"}, {"brand", "brand", "assess.brand"}}
}

// Label is the id of the text that names a field.
func (assessPage) Label(field string) string {
	for _, a := range askings() {
		if a.field == field {
			return a.label
		}
	}
	return "assess.someField"
}

// whys are what the API says of a field, and the id of what the page says of it:
// the first that is said counts.
func whys() [][2]string {
	return [][2]string{{"later than now", "assess.wrongLater"}, {"earlier than got", "assess.wrongEarlier"}, {"cards of the brand", "assess.wrongCurrency"},
		{"amount", "assess.wrongAmount"}, {"more than nothing", "assess.wrongAmount"}, {"such as 30m", "assess.wrongWindow"},
		{"366 days", "assess.wrongWindow"}, {"a day, a month", "assess.wrongIssued"},
		{"must be a time", "assess.wrongTime"}, {"at most", "assess.wrongLong"}, {"cannot be seen", "assess.wrongUnseen"}, {"whole code", "assess.wholeCode"},
		{"last four", "assess.last4Wrong"}, {"id of a brand", "assess.wrongBrand"}, {"", "assess.wrong"}}
}

// wrongIn finds the fields that an error of the API is about, and why.
func (e *evidence) wrongIn(err error) (wrong mistakes) {
	if r := unspent.ReasonOf(err); r != unspent.Invalid && r != unspent.TooLarge {
		return nil
	}
	for fault := range strings.SplitSeq(err.Error(), "; line ") {
		parts := faultForm.FindStringSubmatch(fault)
		if parts == nil {
			continue
		}
		path, says := parts[1], parts[2]
		field := fieldAt(path)
		if strings.HasSuffix(path, "]") { // a piece of evidence, of which a time is wrong
			field = e.timeOf(path)
		}
		for _, why := range whys() {
			if field != "" && strings.Contains(says, why[0]) {
				wrong = wrong.add(field, why[1])
				break
			}
		}
	}
	return wrong
}

var faultForm = regexp.MustCompile(`([a-z][a-z0-9-]*(?:\[[0-9]+\]|\.[a-z0-9-]+)*): (.+)`)

// fieldAt returns the field of the form that is sent at a path of a case, "" if
// none is.
func fieldAt(path string) string {
	for _, a := range askings() {
		if path == a.path || a.path[0] == '.' && strings.HasSuffix(path, a.path) {
			return a.field
		}
	}
	return ""
}

// timeOf returns the field with the time of a piece of evidence: files come first.
func (e *evidence) timeOf(path string) string {
	i, err := strconv.Atoi(strings.TrimSuffix(path[strings.LastIndex(path, "[")+1:], "]"))
	if err == nil && i < len(e.fileItems()) {
		return "seen"
	}
	return "messageAt"
}
