package web_test

import (
	"net/http"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/unspent-dev/unspent"
)

// A member of the staff signs in, finds a card, stops it, lifts the stop and
// corrects its balance, and never sees its code.
func TestDesk(t *testing.T) {
	tests := map[string]struct{ frozen, unspent, partly, invalid, nokey, lowered, above string }{
		"ja": {"発行者が利用を止めています", "未使用です", "一部が使われています", "それぞれの項目の下", "サインインできません", "残高を減らしました", "発行時の金額（￥5,000）を超えます"},
		"en": {"Stopped by the issuer", "Unspent", "Partly used", "beside", "Nobody can sign in", "The balance was lowered",
			"more on the card than it was made for, which is ¥5,000"},
	}
	for lang, say := range tests {
		t.Run(lang, func(t *testing.T) {
			w := newWorld(t)
			code, serial := w.card("a")
			v := w.visitor(lang)
			v.open("/desk").want(http.StatusOK, `name="key"`)
			v.send("/desk/sign-in", "key", "nonsense").want(http.StatusUnauthorized, say.nokey)
			v.send("/desk/sign-in", "key", w.key(unspent.Partner)).want(http.StatusForbidden)
			v.send("/desk/sign-in", "key", w.key(unspent.Support)).want(http.StatusOK, `name="serial"`)
			at := "/desk/cards/" + serial.String()
			v.send("/desk/found", "serial", "600100000000000001").want(http.StatusUnprocessableEntity)
			v.send("/desk/found", "serial", "none").want(http.StatusOK)
			v.send("/desk/found", "serial", code.Last4()).want(http.StatusOK, at)
			v.send("/desk/found", "serial", grouped(code)).want(http.StatusUnprocessableEntity, `method="post" action="/desk/found"`)
			seen := v.send("/desk/found", "serial", serial.String()).want(http.StatusOK, say.unspent, at+"/freeze")
			act := func(p page, name string, fields ...string) page {
				return v.send(at+"/"+name, append(fields, "id", p.field("id"))...)
			}
			frozen := act(seen, "freeze", "reason", "suspicious_activity", "note", "called twice").want(http.StatusOK, say.frozen, "called twice", at+"/unfreeze")
			act(frozen, "freeze", "reason", "suspicious_activity").want(http.StatusUnprocessableEntity)
			thawed := act(frozen, "unfreeze", "reason", "cleared").want(http.StatusOK, say.unspent)
			act(thawed, "lower", "reason", "support_issue", "amount", "-5").want(http.StatusUnprocessableEntity, say.invalid)
			ask := act(v.open(at), "lower", "reason", "support_issue", "amount", "1000", "note", "agreed").want(http.StatusOK, `name="sure"`, "4,000", "agreed")
			v.open(at).want(http.StatusOK, say.unspent)
			act(ask, "lower", "reason", "support_issue", "amount", "1000", "sure", "1").want(http.StatusOK, say.lowered)
			act(v.open(at), "raise", "reason", "nonsense", "amount", "１，０００円").want(http.StatusOK, `name="sure"`)
			if p := act(v.open(at), "raise", "reason", "support_issue", "amount", "1000").want(http.StatusOK); strings.Contains(p.html, say.above) {
				t.Error("a raise to the value of the sale is warned of")
			}
			act(v.open(at), "raise", "reason", "support_issue", "amount", "1001").want(http.StatusOK, say.above)
			act(v.open(at), "void", "reason", "sale_cancelled").want(http.StatusOK, `name="sure"`)
			act(v.open(at), "nonsense").want(http.StatusNotFound)
			act(v.open(at), "send", "mail", "nobody").want(http.StatusUnprocessableEntity)
			last := v.open(at).want(http.StatusOK, say.partly)
			if strings.Contains(last.html, code.Reveal()) || strings.Contains(last.html, grouped(code)) {
				t.Error("the desk shows a code")
			}
			v.send("/desk/sign-out").want(http.StatusOK, `name="key"`)
			v.open(at).want(http.StatusOK, `name="key"`)
		})
	}
}

// Roles see what they may do, and the API refuses the rest.
func TestDeskRoles(t *testing.T) {
	w := newWorld(t)
	_, serial := w.card("a")
	at := "/desk/cards/" + serial.String()
	tests := map[unspent.Role]struct {
		freezes bool
		status  int // of trying to freeze
	}{
		unspent.Admin: {true, http.StatusOK}, unspent.Issuer: {true, http.StatusOK}, unspent.Auditor: {false, http.StatusForbidden},
	}
	for role, tt := range tests {
		t.Run(string(role), func(t *testing.T) {
			v := w.visitor("en")
			v.send("/desk/sign-in", "key", w.key(role)).want(http.StatusOK)
			p := v.open(at).want(http.StatusOK)
			if got := strings.Contains(p.html, at+"/freeze"); got != tt.freezes {
				t.Errorf("the page offers to stop the card: %v, want %v", got, tt.freezes)
			}
			v.send(at+"/freeze", "id", "try-"+string(role)+"-long-enough", "reason", "support_issue").want(tt.status)
			if tt.freezes {
				v.send(at+"/unfreeze", "id", "back-"+string(role)+"-long-enough", "reason", "cleared").want(http.StatusOK)
			}
		})
	}
}

// Whose key is revoked is signed out at once, and can sign in with another.
func TestRevokedKey(t *testing.T) {
	w := newWorld(t)
	v := w.visitor("en")
	k, key, err := w.book.CreateKey(t.Context(), admin(), "desk", unspent.Support, "")
	must(t, err)
	v.send("/desk/sign-in", "key", key).want(http.StatusOK, `name="serial"`)
	must(t, w.book.RevokeKey(t.Context(), admin(), k.ID))
	v.open("/desk").want(http.StatusOK, `name="key"`)
	v.send("/desk/sign-in", "key", w.key(unspent.Support)).want(http.StatusOK, `name="serial"`)
}

// A session ends by itself, its cookie is out of reach, and a token that was
// there before signing in is worth nothing after it.
func TestSessions(t *testing.T) {
	w := newWorld(t)
	key := w.key(unspent.Auditor)
	r, err := http.NewRequestWithContext(t.Context(), http.MethodPost, w.base+"/desk/sign-in", strings.NewReader("key="+key))
	must(t, err)
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	r.AddCookie(&http.Cookie{Name: "desk", Value: "planted"})
	res, err := (&http.Client{CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}).Do(r)
	must(t, err)
	must(t, res.Body.Close())
	cookie := res.Cookies()[0]
	if !cookie.HttpOnly || cookie.SameSite != http.SameSiteStrictMode || cookie.Path != "/desk" || cookie.Value == "planted" || len(cookie.Value) < 40 {
		t.Errorf("the cookie is %v", cookie)
	}
	open := func(token string) bool {
		r, err := http.NewRequestWithContext(t.Context(), http.MethodGet, w.base+"/desk", nil)
		must(t, err)
		r.AddCookie(&http.Cookie{Name: "desk", Value: token})
		return !strings.Contains(w.visitor("en").do(r).html, `name="key"`)
	}
	if !open(cookie.Value) || open("planted") {
		t.Error("the session is not the new token's alone")
	}
	for range 3 {
		w.wait(29 * time.Minute)
		if !open(cookie.Value) {
			t.Fatal("the session ended while it was used")
		}
	}
	w.wait(31 * time.Minute)
	if open(cookie.Value) {
		t.Error("the session did not end")
	}
}

// The desk calls roles and keys by their names: an id tells the staff nothing.
func TestDeskNames(t *testing.T) {
	w := newWorld(t)
	tests := map[string]struct{ roles []string }{"ja": {[]string{"管理者", "加盟店", "サポート"}}, "en": {[]string{"admin", "merchant", "support"}}}
	_, key, err := w.book.CreateKey(t.Context(), admin(), "花子", unspent.Support, "")
	must(t, err)
	_, _, err = w.book.CreateKey(t.Context(), admin(), "till", unspent.Merchant, "shop")
	must(t, err)
	id := regexp.MustCompile(`key_[0-9a-z]{6,}|>merchant<|>support<`)
	for lang, say := range tests {
		t.Run(lang, func(t *testing.T) {
			_, serial := w.card(lang)
			at := "/desk/cards/" + serial.String()
			hanako := w.visitor(lang)
			hanako.send("/desk/sign-in", "key", key).want(http.StatusOK)
			hanako.send(at+"/freeze", "id", "freeze-it-"+lang, "reason", "support_issue").want(http.StatusOK)
			chief := w.signed(lang, unspent.Admin)
			for path, p := range map[string]page{"card": chief.open(at).want(http.StatusOK, "花子"),
				"desk": chief.open("/desk").want(http.StatusOK, append(say.roles, "花子", "till")...),
				"log":  chief.open("/desk/log").want(http.StatusOK, "花子")} {
				if found := id.FindString(p.html); found != "" && (lang == "ja" || strings.HasPrefix(found, "key_")) {
					t.Errorf("the page %s shows %q", path, found)
				}
			}
		})
	}
}

// A card that was raised above its value at sale is not called partly used.
func TestRaisedCard(t *testing.T) {
	w := newWorld(t)
	code, serial := w.card("a")
	v := w.signed("en", unspent.Support)
	at := "/desk/cards/" + serial.String()
	ask := v.send(at+"/raise", "id", "raise-it-once", "amount", "1000", "reason", "complimentary").want(http.StatusOK, "¥6,000")
	v.send(at+"/raise", "id", ask.field("id"), "amount", ask.field("amount"), "reason", ask.field("reason"), "sure", "1").want(http.StatusOK,
		"The balance was raised")
	for _, p := range []page{v.open(at), w.visitor("en").send("/check", "code", code.Reveal())} {
		if p.want(http.StatusOK, "¥6,000", "more on it than at first"); strings.Contains(p.html, "Partly used") || strings.Contains(p.html, "left of") {
			t.Errorf("the page says\n%s", p.html)
		}
	}
}
