package web

import (
	"cmp"
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

// whys are the words of faults, and the id of what the page says of a field that has
// one: what a case file has to be told is another thing.
func whys() map[string]string {
	return map[string]string{"case.gotLater": "assess.wrongLater", "case.issuedLater": "assess.wrongLater", "case.handedLater": "assess.wrongLater",
		"case.pieceLater": "assess.wrongLater", "case.handedEarly": "assess.wrongEarlier", "case.currency": "assess.wrongCurrency",
		"case.amount": "assess.wrongAmount", "case.positive": "assess.wrongAmount", "case.window": "assess.wrongWindow",
		"case.windowLong": "assess.wrongWindow", "case.issued": "assess.wrongIssued", "case.time": "assess.wrongTime", "case.long": "assess.wrongLong",
		"case.unseen": "assess.wrongUnseen", "case.wholeCode": "assess.wholeCode", "case.fourOnly": "assess.last4Wrong", "case.four": "assess.last4Wrong",
		"case.brand": "assess.wrongBrand"}
}

// wrongIn finds the fields that an error of the API is about, and why.
func (e *evidence) wrongIn(err error) (wrong mistakes) {
	for _, fault := range unspent.FaultsOf(err) {
		field := fieldAt(fault.Field)
		if strings.HasSuffix(fault.Field, "]") { // a piece of evidence, of which a time is wrong
			field = e.timeOf(fault.Field)
		}
		if field != "" {
			wrong = wrong.add(field, cmp.Or(whys()[fault.Word], "assess.wrong"))
		}
	}
	return wrong
}

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
