package web

import (
	"html/template"

	"github.com/unspent-dev/unspent"
	"github.com/unspent-dev/unspent/internal/casefile"
)

// sending is what somebody is about to bring to what is kept: it is read, shown as it
// will be seen, and sent when they say so.
type sending struct {
	Trouble trouble
	Wrong   mistakes
	At      string // the address that its form goes to
	ID      string // of what will be sent
	Held    string // what was read and is not sent yet
	Confirm *confirming
	Reasons []reason       // what will be seen
	Shots   []template.URL // and the pictures, all of them
	Ready   bool           // it was judged: it can be sent

	raw      map[string]string // the form as it came
	evidence []casefile.EvidenceJSON
}

// receiver is what something is sent to.
type receiver struct {
	has func(id string) bool // it was sent before
	// said is the case that it is read by, of what was typed and of the form as it came;
	// more: something was typed that can be sent without a file.
	said func(typed, raw map[string]string) (said map[string]string, more bool)
	take func(s *sending, sent evidence, a *casefile.Answer) error
}

// send reads the form that brings something, and gives it to r once its sender has seen
// what was read. Done: it is there.
func (v *visit) send(s *sending, r receiver) (done bool, err error) {
	sent, raw, leave, err := v.received()
	defer leave()
	s.raw = raw
	if r.has(raw["id"]) { // sent twice
		return true, nil
	}
	var typed bool
	sent.said, typed = r.said(sent.said, raw)
	nothing := err == nil && len(sent.files) == 0 && !typed
	_, s.Wrong = withoutCodes(&sent, v.s.Brands)
	if err == nil && (nothing || len(s.Wrong) > 0) {
		err = unspent.Errorf(unspent.Invalid, "nothing was chosen, or what cannot be kept")
	}
	var answer *casefile.Answer
	var in *inside
	if err == nil {
		answer, in, err = v.judge(sent)
	}
	leave()
	if err == nil && raw["send"] != "" {
		if err = r.take(s, sent, answer); err == nil {
			return true, nil
		}
	}
	for _, one := range sent.wrongIn(err) {
		s.Wrong = s.Wrong.add(one.Field, one.Word)
	}
	switch s.Trouble = v.trouble(err, in); {
	case nothing:
		s.Trouble.Reason = "request.nothing"
	case raw["held"] != "" && unspent.ReasonOf(err) == unspent.NotFound:
		s.Trouble.Reason = "assess.gone"
	}
	if len(sent.files) > 0 || answer != nil {
		var failed error
		if s.Held, failed = v.s.helds.keep(v.s.Client(v.r), sent, nil); failed != nil {
			return false, failed
		}
	}
	s.show(sent, answer)
	return false, err
}

// show fills in what will be seen of an answer.
func (s *sending) show(sent evidence, answer *casefile.Answer) {
	if answer == nil {
		return
	}
	s.evidence = answer.Evidence
	sent.inOwnNames(answer)
	shown := answerPage{assessPage: assessPage{Answer: answer, Said: sent.said}}
	shown.look(sent)
	s.Confirm, s.Ready, s.Shots = shown.Confirm, true, shown.Shots()
	s.Reasons = append(append(shown.Reasons, shown.Aside...), shown.Silent()...)
}
