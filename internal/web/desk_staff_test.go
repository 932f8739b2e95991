package web_test

import (
	"encoding/csv"
	"net/http"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/unspent-dev/unspent"
	"github.com/unspent-dev/unspent/client"
)

// signed is a visitor who is signed in at the desk with a key of a role.
func (w *world) signed(lang string, role unspent.Role) *visitor {
	w.t.Helper()
	v := w.visitor(lang)
	v.send("/desk/sign-in", "key", w.key(role)).want(http.StatusOK)
	return v
}

// request returns the id of the first request or batch that a page names.
func (p page) request() string {
	p.t.Helper()
	id := regexp.MustCompile(`apr_[0-9a-f]{24}`).FindString(p.html)
	if id == "" {
		p.t.Fatalf("the page names no request:\n%s", p.html)
	}
	return id
}

const formID = "abcdefghijklmnopqrstuvwxyz234567"

// Every role sees the pages that it may use, and no other, and the API refuses
// what a form of theirs should not have sent.
func TestStaffRoles(t *testing.T) {
	roles := []unspent.Role{unspent.Admin, unspent.Issuer, unspent.Support, unspent.Auditor, unspent.Store}
	pages := map[string]string{ // who may open them: a letter for each role
		"/desk/approvals": "++++-", "/desk/batches": "++---", "/desk/programs": "+++++", "/desk/keys": "+----", "/desk/log": "+--+-", "/desk/reports": "++++-",
	}
	batch := []string{"program", "gift-jpy", "value", "500", "count", "2"}
	actions := map[string]struct {
		form []string
		may  string
	}{
		"/desk/approvals/{batch}/approve": {nil, "++---"}, // an issue: not support's
		"/desk/approvals/{batch}/refuse":  {nil, "++---"},
		"/desk/approvals/{batch}/carry":   {nil, "-----"}, // it is the asker's, and carried out on its own page
		"/desk/batches":                   {batch, "++---"},
		"/desk/batches/{batch}/issue":     {nil, "-----"}, // the asker's alone
		"/desk/batches/{batch}/codes":     {nil, "-----"},
		"/desk/batches/{batch}/confirm":   {nil, "-----"},
		"/desk/programs":                  {[]string{"program", "p", "name", "P", "currency", "JPY"}, "+----"},
		"/desk/keys":                      {[]string{"name", "n", "role", "support"}, "+----"},
		"/desk/keys/key_1/revoke":         {nil, "-----"}, // there is none
	}
	for n, role := range roles {
		t.Run(string(role), func(t *testing.T) {
			w := newWorld(t)
			v := w.signed("en", role)
			desk := v.open("/desk")
			for path, may := range pages {
				want := http.StatusForbidden
				if may[n] == '+' {
					want = http.StatusOK
				}
				if got := v.open(path).status; got != want {
					t.Errorf("GET %s = %d, want %d", path, got, want)
				}
				if shown := strings.Contains(desk.html, `href="`+path+`"`); shown != (may[n] == '+') {
					t.Errorf("the desk links to %s: %v", path, shown)
				}
			}
			for path, tt := range actions {
				asker := w.signed("en", unspent.Issuer)
				asked := asker.send("/desk/batches", append(batch, "count", "100000", "activate", "yes", "id", formID)...).want(http.StatusOK)
				got := v.send(strings.Replace(path, "{batch}", asked.request(), 1), append(tt.form, "id", formID)...).status
				if done := got == http.StatusOK; done != (tt.may[n] == '+') {
					t.Errorf("POST %s = %d, want it done: %v", path, got, tt.may[n] == '+')
				}
			}
		})
	}
}

// Without a session every page asks to sign in, and no form does anything.
func TestStaffPagesNeedASession(t *testing.T) {
	v := newWorld(t).visitor("en")
	for _, path := range []string{"/desk/approvals", "/desk/batches", "/desk/batches/apr_1", "/desk/programs", "/desk/keys", "/desk/log", "/desk/reports",
		"/desk/reports/daily.csv"} {
		v.open(path).want(http.StatusOK, `name="key"`)
	}
	for _, path := range []string{"/desk/approvals/apr_1/approve", "/desk/batches", "/desk/batches/apr_1/codes", "/desk/programs", "/desk/keys",
		"/desk/keys/key_1/revoke"} {
		v.send(path, "id", formID).want(http.StatusOK, `action="/desk/sign-in"`)
	}
}

// Keys that are tried at the desk are counted; when they are many, admin and auditor
// are told, and nobody else.
func TestRow10FailedAtDesk(t *testing.T) {
	for lang, say := range map[string]string{"ja": "30回、サインインに失敗", "en": "30 sign-ins failed"} {
		t.Run(lang, func(t *testing.T) {
			w := newWorld(t)
			admin, auditor, support := w.signed(lang, unspent.Admin), w.signed(lang, unspent.Auditor), w.signed(lang, unspent.Support)
			thief := w.visitor(lang)
			for i := range 30 {
				if strings.Contains(admin.open("/desk").html, say) {
					t.Fatalf("an alarm after %d", i)
				}
				thief.send("/desk/sign-in", "key", "uk_"+strings.Repeat("x", 40)).want(http.StatusUnauthorized)
			}
			admin.open("/desk").want(http.StatusOK, say)
			auditor.open("/desk").want(http.StatusOK, say)
			if strings.Contains(support.open("/desk").html, say) {
				t.Error("support is told")
			}
			auditor.open("/desk/log").want(http.StatusOK, "30 within an hour")
			if strings.Contains(w.log.String(), "xxxx") || !strings.Contains(w.log.String(), "kind=desk") {
				t.Error("the server's log has the key, or says nothing of the desk")
			}
		})
	}
}

// A browser that was left open moves no value and shows no code: after a while the
// key is asked for again, and what was to be done is done when it is there.
func TestRow06DeskAsksAgain(t *testing.T) {
	for lang, say := range map[string]string{"ja": "もう一度キーを入力", "en": "Please enter your key once more"} {
		t.Run(lang, func(t *testing.T) {
			w := newWorld(t)
			_, serial := w.card("a")
			key := w.key(unspent.Admin)
			v := w.visitor(lang)
			v.send("/desk/sign-in", "key", key).want(http.StatusOK)
			at := "/desk/cards/" + serial.String()
			form := []string{"id", v.open(at).field("id"), "amount", "100", "reason", "complimentary", "note", "prize", "sure", "1"}
			v.send(at+"/raise", form...).want(http.StatusOK, "5,100")
			w.wait(16 * time.Minute)
			form[1] = v.open(at).want(http.StatusOK, "5,100").field("id")
			asked := v.send(at+"/raise", form...).want(http.StatusOK, say, `name="amount" value="100"`)
			if strings.Contains(asked.html, key) {
				t.Error("the page repeats the key")
			}
			v.open(at).want(http.StatusOK, "5,100")
			v.send(at+"/raise", append(form, "again-key", w.key(unspent.Admin))...).want(http.StatusUnauthorized, say)
			for _, path := range []string{"/desk/approvals/apr_1/approve", "/desk/batches", "/desk/batches/apr_1/codes", "/desk/keys", "/desk/keys/key_1/revoke",
				"/desk/give/order", "/desk/orders/G-1/resend", "/desk/orders/G-1/sheets"} {
				v.send(path, "id", formID).want(http.StatusOK, say)
			}
			v.send(at+"/raise", append(form, "again-key", key)...).want(http.StatusOK, "5,200")
			v.send(at+"/lower", append(form[:5:5], "support_issue", "sure", "1")...).want(http.StatusOK, "5,100")
		})
	}
}

// Whoever lost a browser signs out of all of them from another one.
func TestRow06SignOutEverywhere(t *testing.T) {
	w := newWorld(t)
	key := w.key(unspent.Support)
	here, there, other := w.visitor("en"), w.visitor("en"), w.signed("en", unspent.Support)
	here.send("/desk/sign-in", "key", key).want(http.StatusOK)
	if strings.Contains(here.open("/desk").html, "sign-out-everywhere") {
		t.Error("one browser is told of others")
	}
	there.send("/desk/sign-in", "key", key).want(http.StatusOK)
	here.open("/desk").want(http.StatusOK, "signed in in 2 browsers")
	here.send("/desk/sign-out-everywhere").want(http.StatusOK, `action="/desk/sign-in"`)
	there.open("/desk").want(http.StatusOK, `action="/desk/sign-in"`)
	other.open("/desk").want(http.StatusOK, `action="/desk/sign-out"`)
}

// A correction above the limit is asked for at the card, approved by a colleague,
// and carried out by the one who asked, once.
func TestSecondPerson(t *testing.T) {
	tests := map[string]struct{ waiting, mine, approve, carry, done, refused string }{
		"ja": {"承認待ち", "あなたの依頼です", "承認する", "実行する", "実行済み", "却下"},
		"en": {"waiting", "This is your request", "Approve", "carry it out", "carried out", "refused"},
	}
	for lang, say := range tests {
		t.Run(lang, func(t *testing.T) {
			w := newWorld(t)
			_, serial := w.card("a")
			asker, colleague, auditor := w.signed(lang, unspent.Support), w.signed(lang, unspent.Support), w.signed(lang, unspent.Auditor)
			at := "/desk/cards/" + serial.String()
			raise := func(amount string) page {
				return asker.send(at+"/raise", "id", asker.open(at).field("id"), "amount", amount, "reason", "complimentary", "note", "prize", "sure", "1")
			}
			raise("100000").want(http.StatusOK, "105,000")
			waiting := raise("100001").want(http.StatusOK, say.waiting, say.mine, "100,001", serial.String(), "prize")
			form := "/desk/approvals/" + waiting.request()
			if strings.Contains(waiting.html, form+"/approve") || strings.Contains(waiting.html, form+"/carry") {
				t.Error("the asker is offered to approve, or to carry out what is not approved")
			}
			asker.send(form+"/approve", "id", formID).want(http.StatusForbidden)
			asker.send(form+"/carry", "id", formID).want(http.StatusUnprocessableEntity)
			if seen := auditor.open("/desk/approvals").want(http.StatusOK, say.waiting); strings.Contains(seen.html, form+"/approve") {
				t.Error("the auditor is offered to approve")
			}
			list := colleague.open("/desk/approvals").want(http.StatusOK, say.approve, form+"/approve")
			colleague.send(form+"/approve", "id", list.field("id")).want(http.StatusOK)
			colleague.send(form+"/approve", "id", list.field("id")).want(http.StatusOK) // a double click
			colleague.send(form+"/refuse", "id", list.field("id")).want(http.StatusUnprocessableEntity)
			colleague.send(form+"/carry", "id", formID).want(http.StatusForbidden)
			asker.open("/desk/approvals").want(http.StatusOK, say.carry, form+"/carry")
			asker.send(form+"/carry", "id", formID).want(http.StatusOK, "205,001")
			asker.send(form+"/carry", "id", formID).want(http.StatusOK, "205,001")
			asker.open("/desk/approvals").want(http.StatusOK, say.done)
			other := "/desk/approvals/" + raise("100001").request()
			colleague.send(other+"/refuse", "id", formID).want(http.StatusOK, say.refused)
			asker.send(other+"/carry", "id", formID).want(http.StatusUnprocessableEntity)
			asker.open(at).want(http.StatusOK, "205,001")
			auditor.open("/desk/log").want(http.StatusOK, waiting.request(), serial.String())
		})
	}
}

// until opens a page again and again until it says text.
func (v *visitor) until(path, text string) page {
	v.w.t.Helper()
	for {
		if p := v.open(path); strings.Contains(p.html, text) {
			return p
		} else if p.header.Get("Refresh") == "" {
			v.w.t.Fatalf("the page does not say %q and does not ask again:\n%s", text, p.html)
		}
	}
}

// A batch of more than one call is issued beside its page, its codes are taken as
// a file, once more after that, and never again when their arrival is confirmed.
func TestBatch(t *testing.T) {
	tests := map[string]struct{ done, download, confirmed, gone, waits string }{
		"ja": {"20,001枚すべてを発行しました", "コードをダウンロードする", "もうだれにも表示できません", "このコードはもう表示できません", "承認を待っています"},
		"en": {"All 20,001 cards are issued", "Download the codes", "Nobody can show these codes", "can no longer be shown", "waits for a second person"},
	}
	for lang, say := range tests {
		t.Run(lang, func(t *testing.T) {
			w := newWorld(t)
			issuer, admin := w.signed(lang, unspent.Issuer), w.signed(lang, unspent.Admin)
			form := []string{"id", issuer.open("/desk/batches").field("id"), "program", "gift-jpy", "value", "500", "count", "20,001", "order", "order-9", "activate",
				"yes"}
			asked := issuer.send("/desk/batches", form...).want(http.StatusOK, say.waits, "10,000,500")
			at := "/desk/batches/" + asked.request()
			issuer.send(at+"/codes").want(http.StatusOK, `role="alert"`)
			issuer.send(at+"/issue").want(http.StatusOK, `role="alert"`)
			admin.send("/desk/approvals/"+asked.request()+"/approve", "id", formID).want(http.StatusOK)
			issuer.send(at + "/issue").want(http.StatusOK)
			issuer.send(at + "/issue").want(http.StatusOK) // a double click
			issuer.send("/desk/batches", form...).want(http.StatusOK)
			issuer.until(at, say.done).want(http.StatusOK, say.download)
			file := issuer.send(at + "/codes").want(http.StatusOK)
			lines, err := csv.NewReader(strings.NewReader(file.html)).ReadAll()
			must(t, err)
			serials := map[string]bool{}
			for _, line := range lines[1:] {
				serials[line[0]] = true
				if _, err := unspent.ParseCode(line[1]); err != nil {
					t.Fatalf("line %q: %v", line, err)
				}
			}
			if len(serials) != 20_001 || lines[0][0] != "serial" || lines[0][1] != "code" || !strings.HasPrefix(file.header.Get("Content-Disposition"), "attachment") ||
				file.header.Get("Cache-Control") != "no-store" {
				t.Errorf("the file has %d cards, and the headers %v", len(serials), file.header)
			}
			if again := issuer.send(at + "/codes").want(http.StatusOK); again.html != file.html {
				t.Error("the file is another one the second time")
			}
			for _, verb := range []string{"codes", "confirm", "issue"} {
				admin.send(at+"/"+verb, "id", formID).want(http.StatusForbidden)
			}
			issuer.send(at+"/nonsense", "id", formID).want(http.StatusNotFound)
			issuer.send(at+"/confirm", "id", issuer.open(at).field("id")).want(http.StatusOK, say.confirmed)
			issuer.send(at+"/codes").want(http.StatusOK, say.gone)
			issuer.open("/desk/batches").want(http.StatusOK, "20,001", at)
			for name, bad := range map[string][]string{"too many": {"count", "100001"}, "none": {"count", "0"}, "no number": {"count", "x"}, "no value": {"value", "x"},
				"no program": {"program", "x"}} {
				if got := issuer.send("/desk/batches", append(append(form, "id", formID), bad...)...); got.status == http.StatusOK {
					t.Errorf("%s: the batch is taken", name)
				}
			}
			if strings.Contains(w.log.String(), lines[1][1]) {
				t.Error("the log holds a code")
			}
		})
	}
}

// What needs nobody is shown, and issued when the same person says so. When the
// window to show codes is over, there is no file.
func TestSmallBatch(t *testing.T) {
	w := newWorld(t)
	v := w.signed("en", unspent.Issuer)
	asked := v.send("/desk/batches", "id", formID, "program", "gift-jpy", "value", "５００円", "count", "３", "activate", "yes").want(http.StatusOK,
		"Nothing is issued yet", "1,500")
	at := "/desk/batches/" + asked.request()
	v.open("/desk/batches").want(http.StatusOK, "needs no approval")
	v.open(at).want(http.StatusOK, "Nothing is issued yet")
	v.send(at + "/issue").want(http.StatusOK)
	v.until(at, "All 3 cards")
	if got := strings.Count(v.send(at+"/codes").html, "\n"); got != 4 {
		t.Errorf("the file has %d lines, want 4", got)
	}
	w.wait(25 * time.Hour)
	v.send("/desk/sign-out")
	v = w.signed("en", unspent.Issuer)
	v.open(at).want(http.StatusOK, "Only the key that asked")
}

// A page says how far a batch is, without script. When the server stops, the next one
// goes on with it, and nobody has to ask.
func TestBatchResumed(t *testing.T) {
	for lang, progress := range map[string]string{"ja": "3枚のうち0枚を発行しました", "en": "0 of 3 cards are issued"} {
		t.Run(lang, func(t *testing.T) {
			w := newWorld(t)
			held := make(chan struct{})
			w.hold(held)
			v := w.signed(lang, unspent.Issuer)
			at := "/desk/batches/" + v.send("/desk/batches", "id", formID, "program", "gift-jpy", "value", "500", "count", "3").want(http.StatusOK).request()
			running := v.send(at+"/issue").want(http.StatusOK, progress)
			if got := running.header.Get("Refresh"); got != "2; url="+at {
				t.Errorf("Refresh is %q", got)
			}
			v.send(at+"/issue").want(http.StatusOK, progress) // it is under way
			w.cancel()
			w.hold(nil)
			close(held)
			w.stop()
			w.work()
			v.until(at, at+"/codes")
		})
	}
}

// A batch that can never be issued breaks off, and says so.
func TestBatchBreaksOff(t *testing.T) {
	for lang, again := range map[string]string{"ja": "この内容で発行する", "en": "Issue the cards"} {
		t.Run(lang, func(t *testing.T) {
			w := newWorld(t)
			w.fails = unspent.Errorf(unspent.LimitExceeded, "enough")
			v := w.signed(lang, unspent.Issuer)
			at := "/desk/batches/" + v.send("/desk/batches", "id", formID, "program", "gift-jpy", "value", "500", "count", "3").want(http.StatusOK).request()
			v.send(at + "/issue").want(http.StatusOK)
			broken := v.until(at, again).want(http.StatusOK, `role="alert"`)
			if got := broken.header.Get("Refresh"); got != "" {
				t.Errorf("when it has broken off, Refresh is %q", got)
			}
		})
	}
}

// A batch that breaks off and lapses says which of its cards there are.
func TestBatchLapsesPartly(t *testing.T) {
	for lang, say := range map[string]struct{ rest, part, none string }{
		"ja": {"20,001枚のうち10,000枚を発行しました", "20,001枚のうち10,000枚を発行したところで期限が切れました", "何も発行していません。新しく"},
		"en": {"10,000 of 20,001 cards are issued", "lapsed when 10,000 of 20,001 cards were issued", "Nothing is issued. Ask"},
	} {
		t.Run(lang, func(t *testing.T) {
			w := newWorld(t)
			v, key := w.visitor(lang), w.key(unspent.Issuer)
			v.send("/desk/sign-in", "key", key).want(http.StatusOK)
			form := []string{"program", "gift-jpy", "value", "1", "count", "20001"}
			planned := v.send("/desk/batches", append(form, "id", formID)...).want(http.StatusOK).request()
			untouched := v.send("/desk/batches", append(form, "id", strings.Repeat("b", len(formID)))...).want(http.StatusOK).request()
			at := "/desk/batches/" + planned
			server := &client.Client{BaseURL: w.base, Key: key}
			a, err := server.Approval(t.Context(), planned)
			must(t, err)
			_, _, err = server.IssuePart(t.Context(), a, 0) // and then the server stops
			must(t, err)
			v.open(at).want(http.StatusOK, say.rest, at+"/issue")
			w.wait(8 * 24 * time.Hour)
			v = w.signed(lang, unspent.Issuer)
			v.open(at).want(http.StatusOK, say.part)
			v.open("/desk/batches/"+untouched).want(http.StatusOK, say.none)
		})
	}
}

// Keys are made once however often the form is sent, shown once, and revoked.
func TestKeysPage(t *testing.T) {
	w := newWorld(t)
	v := w.signed("en", unspent.Admin)
	form := []string{"id", v.open("/desk/keys").field("id"), "name", "till 4", "role", "merchant", "merchant", "m1", "accounts", "acct_a acct_shop1_*"}
	made := v.send("/desk/keys", form...).want(http.StatusOK, "till 4", "acct_shop1_*")
	key := made.area("new-key")
	who, err := w.book.Authenticate(key)
	must(t, err)
	if who.Role != unspent.Merchant || who.Bound != "m1" {
		t.Errorf("the key is that of %+v", who)
	}
	again := v.send("/desk/keys", form...).want(http.StatusOK, "already")
	if strings.Count(again.html, "till 4") != 1 || strings.Contains(again.html, key) || strings.Contains(v.open("/desk/keys").html, key) {
		t.Error("the form makes two keys, or the key is shown again")
	}
	v.send("/desk/keys", "id", "short", "name", "x", "role", "support").want(http.StatusUnprocessableEntity)
	v.send("/desk/keys", "id", formID, "name", "", "role", "support").want(http.StatusUnprocessableEntity)
	v.send("/desk/keys/"+who.ID+"/revoke", "id", formID).want(http.StatusOK, "revoked")
	if _, err := w.book.Authenticate(key); err == nil {
		t.Error("the key is in force")
	}
	if strings.Contains(w.log.String(), key) {
		t.Error("the log holds the key")
	}
}

func TestProgramsPage(t *testing.T) {
	w := newWorld(t)
	v := w.signed("en", unspent.Admin)
	form := []string{"id", v.open("/desk/programs").field("id"), "program", "gift-eur", "name", "Gift", "currency", "EUR", "validity", "P6M", "spendable", "yes",
		"cap", "250.50"}
	v.send("/desk/programs", form...).want(http.StatusOK, "gift-eur", "€250.50", "no limit", "6 months")
	if got := v.send("/desk/programs", form...).want(http.StatusOK); strings.Count(got.html, "gift-eur") != 1 {
		t.Error("the form makes two programs")
	}
	v.send("/desk/programs", append(form, "validity", "P7M")...).want(http.StatusUnprocessableEntity, `value="P7M"`, `value="250.50"`)
	v.send("/desk/programs", append(form, "program", "x", "cap", "-1")...).want(http.StatusUnprocessableEntity)
	v.send("/desk/programs", append(form, "program", "x", "currency", "?")...).want(http.StatusUnprocessableEntity)
}

// The log has pages, the newest first.
func TestLogPage(t *testing.T) {
	w := newWorld(t)
	_, serial := w.card("a")
	support, auditor := w.signed("en", unspent.Support), w.signed("en", unspent.Auditor)
	for i := range 60 {
		verb, reason := "freeze", "support_issue"
		if i%2 == 1 {
			verb = "unfreeze"
		}
		support.send("/desk/cards/"+serial.String()+"/"+verb, "id", formID[:20]+string(rune('a'+i%26))+string(rune('a'+i/26)), "reason", reason).want(http.StatusOK)
	}
	first := auditor.open("/desk/log").want(http.StatusOK, "stop a card", "end a stop", serial.String(), `number">62</span>`)
	next := regexp.MustCompile(`/desk/log\?cursor=[^"]+`).FindString(first.html)
	auditor.open(next).want(http.StatusOK, "sign in", `number">12</span>`, `number">1</span>`)
	auditor.open("/desk/log?cursor=AA").want(http.StatusUnprocessableEntity)
}
