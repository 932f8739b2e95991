package web

import (
	"errors"
	"net/http"
	"strconv"
	"strings"
	"time"
	"unicode"

	"github.com/unspent-dev/unspent"
	"github.com/unspent-dev/unspent/api"
	"github.com/unspent-dev/unspent/brand"
	"github.com/unspent-dev/unspent/client"
	"github.com/unspent-dev/unspent/proof"
)

// checkPage is the front page: a form, and after it was sent the answer.
type checkPage struct {
	Trouble trouble
	Card    *cardView
	Ticket  string // the code, for a receipt or a hand-over
	Shapes  string // of other brands' codes, for the browser
}

func (v *visit) checkForm() error {
	return v.show("check", http.StatusOK, "check.title", checkPage{Shapes: v.shapes()})
}

// shapes are those of other brands' codes, on a site that helps with their cards.
func (v *visit) shapes() string {
	if !v.s.Site.Any() {
		return ""
	}
	return v.s.shapes
}

func (v *visit) check() error {
	server, in := v.s.ask(v.r, v.field("work"))
	code, err := v.code()
	var card api.CardStatus
	if err == nil {
		card, err = server.Check(v.r.Context(), code)
	}
	page := checkPage{Trouble: stale(v.trouble(err, in), err), Shapes: v.shapes()}
	if err == nil || in.puzzle != nil { // with a puzzle the same code is sent again
		var e error
		if page.Ticket, e = v.sealed(code); e != nil {
			return e
		}
	}
	if err != nil {
		return v.show("check", statusOf(err), "check.title", page)
	}
	page.Card = v.viewCard(card)
	page.Card.Last4 = code.Last4()
	return v.show("check", http.StatusOK, "check.answer", page)
}

// sealed seals a code for the next page.
func (v *visit) sealed(code unspent.Code) (string, error) {
	return v.s.tickets.seal(ticket{Purpose: "code", Secret: code.Reveal()})
}

// opened returns the code that was sealed.
func (v *visit) opened(sealed string) (unspent.Code, error) {
	t, err := v.s.tickets.open(sealed, "code")
	if err != nil {
		return unspent.Code{}, err
	}
	return v.s.Counter.ReadCode(t.Secret)
}

// code returns the code of a form: what was typed or shown, or what a page before
// has sealed.
func (v *visit) code() (unspent.Code, error) {
	if v.scanned != nil {
		if v.scanned.code == (unspent.Code{}) {
			return unspent.Code{}, v.misplaced()
		}
		return v.scanned.code, nil
	}
	if sealed := v.field("ticket"); sealed != "" {
		return v.opened(sealed)
	}
	code, err := v.s.Counter.ReadCode(v.field("code"))
	if err != nil {
		a := &amiss{word: v.s.mistaken(v.field("code")), typed: true, err: err}
		if like := v.shapedAs(v.field("code")); len(like) > 0 && strings.HasPrefix(a.word, "code.length") {
			a.word, a.found = "code.another", &found{Like: like}
		}
		err = a
	}
	return code, err
}

// mistaken returns the id of the text that says what was typed instead of a code.
func (s *server) mistaken(text string) string {
	text = strings.TrimSpace(text)
	if text == "" {
		return "code.none"
	}
	if _, err := unspent.ParseSerial(text); err == nil {
		return "code.isNumber"
	}
	if _, err := unspent.ParseHoldID(text); err == nil {
		return "code.isHold"
	}
	if strings.HasPrefix(text, s.BaseURL+"/v") || strings.HasPrefix(text, "eyJ") { // the beginning of a JWS; the field may have cut the rest
		return "code.isReceipt"
	}
	if strings.HasPrefix(text, s.BaseURL+"/") {
		return "code.isLink"
	}
	if !strings.ContainsFunc(text, func(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }) {
		return "code.blank"
	}
	if n := len([]rune(brand.Normalise(text))); n != unspent.CodeSymbols {
		return "code.length"
	}
	return "code.mistyped"
}

// provePage makes a receipt.
type provePage struct {
	Trouble  trouble
	Ticket   string // of a card that was just checked
	Audience string
	Nonce    string
	Hours    int
	Link     string // of the receipt; "" while there is none
	Receipt  string
	QR       *qrCode
	Card     *cardView
	Until    time.Time
}

func (v *visit) proveForm() error {
	return v.show("prove", http.StatusOK, "prove.title", provePage{Hours: 24})
}

func (v *visit) prove() error {
	page := provePage{Ticket: v.field("ticket"), Audience: v.field("audience"), Nonce: v.field("nonce"), Hours: 24}
	if v.field("ask") == "" && v.scanned == nil { // it comes from the front page, which has no other fields
		return v.show("prove", http.StatusOK, "prove.title", page)
	}
	if v.scanned != nil {
		var err error
		page.Ticket, err = v.shown()
		page.Trouble = v.trouble(err, nil)
		return v.show("prove", statusOf(err), "prove.title", page)
	}
	server, in := v.s.ask(v.r, v.field("work"))
	err := v.sign(server, &page)
	if in.puzzle != nil && page.Ticket == "" {
		code, e := v.code()
		if e != nil {
			return e
		}
		if page.Ticket, e = v.sealed(code); e != nil {
			return e
		}
	}
	if page.Trouble = stale(v.trouble(err, in), err); errors.Is(err, errTicket) {
		page.Ticket = "" // the code can be typed again
	}
	return v.show("prove", statusOf(err), "prove.title", page)
}

func (v *visit) sign(server *client.Client, page *provePage) error {
	hours, err := strconv.Atoi(v.field("hours"))
	if err != nil || hours < 1 || hours > 720 {
		return unspent.Errorf(unspent.Invalid, "a receipt is valid for 1 to 720 hours")
	}
	page.Hours = hours
	code, err := v.code()
	if err != nil {
		return err
	}
	ttl := time.Duration(hours) * time.Hour
	receipt, err := server.Prove(v.r.Context(), client.Proof{Code: code, Audience: page.Audience, Nonce: page.Nonce, TTL: ttl})
	if err != nil {
		return err
	}
	said, err := server.VerifyReceipt(v.r.Context(), receipt.Receipt, page.Audience, page.Nonce)
	if err != nil {
		return err
	}
	page.Card, page.Until, page.Receipt, page.Link = v.viewCard(said.Then.CardStatus), said.Then.ValidUntil, receipt.Receipt, v.s.BaseURL+"/v#"+receipt.Receipt
	page.Card.Last4 = code.Last4()
	page.QR, err = newQR(page.Link)
	return err
}

// verifyPage shows what a receipt said, and what is true now.
type verifyPage struct {
	Trouble trouble
	Receipt string // as it was sent, so that the browser can check the signature too
	Said    *verified
}

type verified struct {
	api.VerifyAnswer
	Then, Now *cardView
	Receipt   api.ReceiptView
	Word      string // id of the text with the outcome
	Why       string
	Tone      string
}

func (v *visit) verifyForm() error {
	return v.show("verify", http.StatusOK, "verify.title", verifyPage{})
}

func (v *visit) verify() error {
	receipt := v.field("receipt")
	if v.scanned != nil {
		if receipt = v.scanned.receipt; receipt == "" {
			err := v.misplaced()
			return v.show("verify", statusOf(err), "verify.title", verifyPage{Trouble: v.trouble(err, nil)})
		}
	}
	receipt = receipt[strings.LastIndexByte(receipt, '#')+1:] // a whole link may have been pasted
	if code, err := unspent.ParseCode(receipt); err == nil {  // it is not shown again
		a := &amiss{word: "verify.isCode", typed: true, err: unspent.Errorf(unspent.Invalid, "this is the code of a card"), found: &found{}}
		if a.found.Ticket, err = v.sealed(code); err != nil {
			return err
		}
		return v.show("verify", statusOf(a), "verify.title", verifyPage{Trouble: v.trouble(a, nil)})
	}
	server, in := v.s.ask(v.r, v.field("work"))
	said, err := server.VerifyReceipt(v.r.Context(), receipt, v.field("audience"), v.field("nonce"))
	page := verifyPage{Trouble: v.trouble(err, in)}
	if len(receipt) <= proof.MaxReceipt {
		page.Receipt = receipt
	}
	if err != nil {
		return v.show("verify", statusOf(err), "verify.title", page)
	}
	page.Said = v.verified(said)
	return v.show("verify", http.StatusOK, page.Said.Word, page)
}

func (v *visit) verified(said api.VerifyAnswer) *verified {
	out := &verified{VerifyAnswer: said, Then: v.viewCard(said.Then.CardStatus), Receipt: said.Then, Word: "verify.genuine", Why: "verify.why", Tone: "ok"}
	if said.Now != nil {
		out.Now = v.viewCard(*said.Now)
	}
	switch {
	case said.Lost != nil:
		out.Word, out.Why, out.Tone = "verify.lost", "verify.ask", "note"
	case said.Now == nil || !said.Joined:
		out.Word, out.Why, out.Tone = "verify.rewritten", "verify.torn", "bad"
	case said.Changed:
		out.Word, out.Tone = "verify.outdated", "note"
	}
	return out
}
