package web_test

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/unspent-dev/unspent"
	"github.com/unspent-dev/unspent/internal/gift"
	"github.com/unspent-dev/unspent/internal/notify"
	"github.com/unspent-dev/unspent/internal/web"
)

// link returns the sign-in link that was mailed last.
func (w *world) link() string {
	w.t.Helper()
	select {
	case l := <-w.sent:
		return l.(notify.SignIn).Link
	default:
		w.t.Fatal("no link was mailed")
		return ""
	}
}

// secretOf returns what stands behind the # of a link.
func secretOf(link string) string { return link[strings.IndexByte(link, '#')+1:] }

// signedIn is a visitor who has signed in by mail.
func (w *world) signedIn(lang, mail string) *visitor {
	w.t.Helper()
	v := w.visitor(lang)
	v.send("/sign-in", "mail", mail).want(http.StatusOK)
	p := v.send("/sign-in/look", "link", w.link()).want(http.StatusOK, mail)
	v.send("/sign-in/enter", "ticket", p.field("ticket"), "next", "/account").want(http.StatusOK, mail)
	return v
}

// A holder signs in by mail, claims a card, sees it in their history, gives part of
// it away, and signs out. The recipient claims what they were sent.
func TestHolder(t *testing.T) {
	tests := map[string]struct{ claimed, order, delivered, mine, opened, empty, own, waiting, cancelled, resent, back string }{
		"ja": {"受け取りました", "内容をご確認ください", "送信中", "まだ受け取っていません", "届け先の方が確認済み", "まだ受け取ったカードはありません", "受け取り済み", "送信待ち", "取り消し済み",
			"hanako@example.jp に新しいコードで再送しました", "1,000を残高に戻しました"},
		"en": {"Claimed", "Please look through this", "On its way", "not claimed yet", "Opened by the recipient", "Nothing has been claimed yet", "Claimed",
			"To be sent", "Cancelled", "Sent to hanako@example.jp again", "1,000 is back on the account"},
	}
	for lang, say := range tests {
		t.Run(lang, func(t *testing.T) {
			w := newWorld(t)
			code, _ := w.card("a")
			taro := w.signedIn(lang, "taro@example.jp")
			taro.open("/account").want(http.StatusOK, say.empty)
			look := taro.send("/claim", "code", grouped(code)).want(http.StatusOK, "5,000")
			taro.send("/claim/do", "ticket", look.field("ticket"), "id", look.field("id")).want(http.StatusOK, say.claimed)
			taro.send("/claim/do", "ticket", look.field("ticket"), "id", look.field("id")).want(http.StatusOK, say.claimed) // sent twice
			if p := taro.open("/account").want(http.StatusOK, "5,000"); strings.Contains(p.html, code.Reveal()) {
				t.Error("the account shows a code")
			}
			form := []string{"to", "hanako@example.jp\n jiro@example.jp ", "amount", "1000", "name", "太郎", "message", "<script>alert(1)</script>", "lang",
				lang, "notices", "on"}
			review := taro.send("/give", form...).want(http.StatusOK, say.order, "2,000", "jiro@example.jp")
			placed := taro.send("/give/order", append(form, "id", review.field("id"))...).want(http.StatusOK, say.delivered, "hanako@example.jp", "&lt;script&gt;")
			taro.send("/give/order", append(form, "id", review.field("id"))...).want(http.StatusOK, say.delivered)
			taro.open("/account").want(http.StatusOK, "3,000", "hanako@example.jp", say.delivered,
				map[string]string{"ja": "ギフトカードの購入（注文 ", "en": "gift cards bought (order "}[lang])
			orders, err := w.shop.Orders(t.Context(), gift.Page{}, 10)
			must(t, err)
			if len(orders) != 1 {
				t.Fatalf("%d orders, want 1", len(orders))
			}
			ask := taro.send("/orders/"+orders[0].Number+"/resend", "n", "0", "id", placed.field("id")).want(http.StatusOK, `name="sure"`, "hanako@example.jp")
			if now, err := w.shop.Order(t.Context(), orders[0].Number); err != nil || len(now.Cards[0].Serials) != 1 {
				t.Fatalf("one press sends the card again: %v, %v", now.Cards[0].Serials, err)
			}
			taro.send("/orders/"+orders[0].Number+"/resend", "n", "0", "id", ask.field("id"), "sure", "1").want(http.StatusOK, say.resent)
			sent, err := w.shop.Code(t.Context(), orders[0].Number, 0)
			must(t, err)

			hanako := w.signedIn(lang, "Hanako@example.jp")
			hanako.open("/account").want(http.StatusOK, "1,000", "太郎", say.mine)
			look = hanako.send("/claim", "code", sent.Reveal()).want(http.StatusOK, "1,000")
			taro.open("/account").want(http.StatusOK, say.opened)
			hanako.send("/claim/do", "ticket", look.field("ticket"), "id", look.field("id")).want(http.StatusOK, say.claimed)
			taro.open("/orders/"+orders[0].Number).want(http.StatusOK, say.own)
			hanako.open("/orders/" + orders[0].Number).want(http.StatusNotFound)
			hanako.send("/orders/"+orders[0].Number+"/cancel", "id", "x").want(http.StatusNotFound)

			later := append(form[:2:2], "amount", "500", "lang", lang, "date", w.now().Add(48*time.Hour).Format("2006-01-02T15:04"))
			review = taro.send("/give", later...).want(http.StatusOK)
			p := taro.send("/give/order", append(later, "id", review.field("id"))...).want(http.StatusOK, say.waiting)
			number := p.first()
			number = number[strings.Index(number, "/orders/") : strings.LastIndexByte(number, '/')+1]
			taro.send(number+"cancel", "id", "cancel-it").want(http.StatusOK, `name="sure"`, "1,000")
			taro.open("/account").want(http.StatusOK, "2,000")
			taro.send(number+"cancel", "id", "cancel-it", "sure", "1").want(http.StatusOK, say.cancelled, say.back)
			taro.send(number+"cancel", "id", "cancel-it").want(http.StatusUnprocessableEntity)
			taro.open("/account").want(http.StatusOK, "3,000")
			taro.send("/sign-out").want(http.StatusOK)
			taro.open("/account").want(http.StatusOK, `name="mail"`)
		})
	}
}

// A link in a mail can be fetched and opened as often as one likes, and works once.
func TestLinkIsUsedOnce(t *testing.T) {
	w := newWorld(t)
	v := w.visitor("en")
	v.send("/sign-in", "mail", "taro@example.jp", "next", "https://evil.example/").want(http.StatusOK)
	link := w.link()
	for range 3 {
		w.visitor("en").open(link).want(http.StatusOK) // a scanner of mails; what stands behind the # stays there
		w.visitor("en").open("/sign-in?link="+secretOf(link)).want(http.StatusOK, `name="mail"`)
		w.visitor("en").send("/sign-in/look", "link", link).want(http.StatusOK, "taro@example.jp")
	}
	look := v.send("/sign-in/look", "link", secretOf(link)).want(http.StatusOK)
	if strings.Contains(look.html, secretOf(link)) {
		t.Error("the page shows the link")
	}
	v.send("/sign-in/enter", "ticket", look.field("ticket"), "next", "//evil.example").want(http.StatusOK, "My account")
	thief := w.visitor("en")
	thief.send("/sign-in/enter", "ticket", look.field("ticket")).want(http.StatusNotFound, "has been used")
	thief.send("/sign-in/look", "link", link).want(http.StatusNotFound, "has been used")
	thief.open("/account").want(http.StatusOK, `name="mail"`)
	w.wait(16 * time.Minute)
	v.send("/sign-in", "mail", "jiro@example.jp").want(http.StatusOK)
	old := w.link()
	w.wait(16 * time.Minute)
	w.visitor("en").send("/sign-in/look", "link", old).want(http.StatusNotFound)
	if strings.Contains(w.log.String(), secretOf(link)) {
		t.Error("a link is in the log")
	}
}

// Where one goes after signing in is one of our own pages.
func TestNextIsOurs(t *testing.T) {
	w := newWorld(t)
	for i, next := range []string{"https://evil.example", "//evil.example", "/\\evil.example", "/desk", "javascript:alert(1)", "/account/../v", ""} {
		w.wait(2 * time.Minute) // a link that is asked for counts as a miss
		v := w.visitor("en")
		v.http.CheckRedirect = func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }
		v.send("/sign-in", "mail", fmt.Sprintf("taro%d@example.jp", i), "next", next).want(http.StatusOK)
		p := v.send("/sign-in/look", "link", w.link()).want(http.StatusOK)
		if got := p.field("next"); got != "/account" {
			t.Errorf("next %q leads to %q", next, got)
		}
		if got := v.send("/sign-in/enter", "ticket", p.field("ticket"), "next", next).want(http.StatusSeeOther).header.Get("Location"); got != "/account" {
			t.Errorf("with next %q one is sent to %q", next, got)
		}
	}
}

// Every address is answered alike: known, unknown, and mailed a moment ago.
func TestSignInTellsNothing(t *testing.T) {
	w := newWorld(t)
	w.signedIn("en", "taro@example.jp")
	w.wait(2 * time.Minute)
	seen := map[string]bool{}
	for _, mail := range []string{"taro@example.jp", "taro@example.jp", "jiro@example.jp"} {
		p := w.visitor("en").send("/sign-in", "mail", mail).want(http.StatusOK)
		seen[strings.ReplaceAll(p.html, mail, "X")] = true
	}
	if len(seen) != 1 {
		t.Errorf("the answers differ in more than the address that was typed: %d kinds", len(seen))
	}
	if n := len(w.sent); n != 2 {
		t.Errorf("%d mails went out, want 2: the second to the same address waits", n)
	}
	w.visitor("en").send("/sign-in", "mail", "not an address").want(http.StatusUnprocessableEntity, "not a mail address")
}

// The session's cookie is out of reach of script and of other sites, is new with
// each sign-in, and is replaced while it is used.
func TestHolderSession(t *testing.T) {
	w := newWorld(t)
	v := w.visitor("en")
	base, err := url.Parse(w.base)
	must(t, err)
	v.http.Jar.SetCookies(base, []*http.Cookie{{Name: "me", Value: "us_planted", Path: "/"}})
	v.send("/sign-in", "mail", "taro@example.jp")
	p := v.send("/sign-in/look", "link", w.link())
	v.http.CheckRedirect = func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }
	set := v.send("/sign-in/enter", "ticket", p.field("ticket")).want(http.StatusSeeOther).header.Get("Set-Cookie")
	for _, part := range []string{"me=us_", "HttpOnly", "SameSite=Lax", "Path=/"} {
		if !strings.Contains(set, part) || strings.Contains(set, "planted") {
			t.Errorf("the cookie is %q, want %q in it", set, part)
		}
	}
	token := func() string {
		for _, c := range v.http.Jar.Cookies(base) {
			if c.Name == "me" {
				return c.Value
			}
		}
		return ""
	}
	first := token()
	v.open("/account").want(http.StatusOK, "taro@example.jp")
	if token() != first {
		t.Error("the token changed at once")
	}
	w.wait(2 * time.Hour)
	v.open("/account").want(http.StatusOK, "taro@example.jp")
	second := token()
	if second == first || second == "" {
		t.Error("an old token was not replaced")
	}
	w.wait(2 * time.Minute)
	stolen := w.visitor("en")
	stolen.http.Jar.SetCookies(base, []*http.Cookie{{Name: "me", Value: first, Path: "/"}})
	stolen.open("/account").want(http.StatusOK, `name="mail"`)
	w.wait(8 * 24 * time.Hour)
	v.open("/account").want(http.StatusOK, `name="mail"`)
}

// The history is filtered, and downloaded as a file that no spreadsheet runs.
func TestHistory(t *testing.T) {
	w := newWorld(t)
	code, _ := w.card("a")
	v := w.signedIn("en", "taro@example.jp")
	look := v.send("/claim", "code", code.Reveal())
	v.send("/claim/do", "ticket", look.field("ticket"), "id", look.field("id")).want(http.StatusOK)
	v.open("/account/history.csv").want(http.StatusOK, "claimed,5000,5000,JPY")
	cur, err := unspent.ParseCurrency("JPY")
	must(t, err)
	mail, err := notify.ParseAddress("taro@example.jp")
	must(t, err)
	taro, err := w.door.Find(t.Context(), mail)
	must(t, err)
	_, err = w.book.Do(t.Context(), unspent.Request{Key: "pay-1", By: admin(),
		Command: unspent.Spend{Account: taro.Account, Amount: unspent.NewMoney(700, cur), Merchant: "shop", Reference: "=cmd()"}})
	must(t, err)
	p := v.open("/account").want(http.StatusOK, "4,300", "=cmd()")
	file := v.open("/account/history.csv").want(http.StatusOK, "spent,700,4300,JPY", "'=cmd()")
	if kind := file.header.Get("Content-Type"); kind != "text/csv; charset=utf-8" || !strings.HasPrefix(file.header.Get("Content-Disposition"), "attachment") {
		t.Errorf("the file is %q, %q", kind, file.header.Get("Content-Disposition"))
	}
	if p = v.open("/account?kind=spent").want(http.StatusOK, "=cmd()"); strings.Count(p.html, "<tr>") != 2 {
		t.Errorf("narrowed to payments the page shows\n%s", p.html)
	}
	v.open("/account?from=2100-01-01").want(http.StatusOK, "There are no such entries")
	v.open("/account?to=2000-01-01").want(http.StatusOK, "There are no such entries")
	v.open("/account?kind=%3Cscript%3E&from=x").want(http.StatusOK, "4,300")
}

// Where the gate asks for work before a link is looked at or used, the form that
// goes on is the one that was stopped, with the link in it.
func TestSignInAfterMisses(t *testing.T) {
	w := newWorld(t)
	v, others := w.visitor("en"), w.visitor("en")
	v.send("/sign-in", "mail", "taro@example.jp").want(http.StatusOK)
	link := w.link()
	miss := func() {
		for others.send("/sign-in/look", "link", strings.Repeat("a", 32)).status != http.StatusForbidden {
		}
	}
	miss()
	stopped := v.send("/sign-in/look", "link", link).want(http.StatusForbidden, "data-puzzle=")
	if got := stopped.first(); got != "/sign-in/look" {
		t.Fatalf("the script sends the form of %s", got)
	}
	sure := v.send("/sign-in/look", "kept", stopped.field("kept"), "work", stopped.work()).want(http.StatusOK, "taro@example.jp")
	stopped = v.send("/sign-in/enter", "ticket", sure.field("ticket"), "mail", sure.field("mail")).want(http.StatusForbidden, "data-puzzle=", "taro@example.jp")
	if got := stopped.first(); got != "/sign-in/enter" {
		t.Fatalf("the script sends the form of %s", got)
	}
	v.send("/sign-in/enter", "ticket", stopped.field("ticket"), "work", stopped.work()).want(http.StatusOK, "taro@example.jp")
}

// A link that is not whole is told from one that is over; whoever is signed in
// already goes on to their account.
func TestLinksOfSignIn(t *testing.T) {
	w := newWorld(t)
	v := w.visitor("ja")
	for _, part := range []string{"", w.base + "/sign-in", w.base + "/sign-in#abc"} {
		v.send("/sign-in/look", "link", part).want(http.StatusUnprocessableEntity, "リンクの一部だけ")
	}
	v.send("/sign-in", "mail", "taro@example.jp")
	link := w.link()
	p := v.send("/sign-in/look", "link", " "+link+" ").want(http.StatusOK)
	v.send("/sign-in/enter", "ticket", p.field("ticket")).want(http.StatusOK, "taro@example.jp")
	v.send("/sign-in/look", "link", link).want(http.StatusOK, "マイアカウント", "taro@example.jp")
	w.visitor("ja").send("/sign-in/look", "link", link).want(http.StatusNotFound, "使用済み")
}

// Whoever signs out, at the desk or from an account, leaves nothing of our pages in the
// browser: not in what it caches, and not in what it stores.
func TestSignOutClears(t *testing.T) {
	pages, err := web.New(web.Config{Counter: closed{}, API: http.NotFoundHandler(), BaseURL: "https://cards.example"})
	must(t, err)
	for path, want := range map[string]string{"/sign-out": `"cache", "storage"`, "/desk/sign-out": `"cache", "storage"`,
		"/desk/sign-out-everywhere": `"cache", "storage"`, "/desk/sign-in": ""} {
		rec := httptest.NewRecorder()
		pages.ServeHTTP(rec, httptest.NewRequest(http.MethodPost, path, nil))
		if got := rec.Header().Get("Clear-Site-Data"); got != want {
			t.Errorf("%s says Clear-Site-Data: %q, want %q", path, got, want)
		}
	}
}

// Where there is TLS the cookies of sessions are such that no other host can set
// them, and one that it has set under a plain name is nothing.
func TestRow11_CookiesOverTLS(t *testing.T) {
	pages, err := web.New(web.Config{Counter: closed{}, API: http.NotFoundHandler(), BaseURL: "https://cards.example",
		Who: func(string) (unspent.Actor, error) {
			return unspent.Actor{ID: "key_1", Role: unspent.Auditor}, nil
		}})
	must(t, err)
	ask := func(method, path, body string, cookies ...*http.Cookie) *httptest.ResponseRecorder {
		r := httptest.NewRequest(method, path, strings.NewReader(body))
		r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
		for _, c := range cookies {
			r.AddCookie(c)
		}
		rec := httptest.NewRecorder()
		pages.ServeHTTP(rec, r)
		return rec
	}
	for path, want := range map[string]string{
		"/sign-out":      "__Host-me=; Path=/; Max-Age=0; HttpOnly; Secure; SameSite=Lax",
		"/desk/sign-out": "__Host-desk=; Path=/; Max-Age=0; HttpOnly; Secure; SameSite=Strict",
	} {
		if set := ask(http.MethodPost, path, "").Header().Get("Set-Cookie"); set != want {
			t.Errorf("%s sets the cookie %q; want %q", path, set, want)
		}
	}
	set := ask(http.MethodPost, "/desk/sign-in", "key=uk_x").Result().Cookies()
	if len(set) != 1 || set[0].Name != "__Host-desk" || set[0].Path != "/" || !set[0].Secure || set[0].Domain != "" {
		t.Fatalf("signing in at the desk sets %v", set)
	}
	for name, in := range map[string]bool{"__Host-desk": true, "desk": false} {
		page := ask(http.MethodGet, "/desk", "", &http.Cookie{Name: name, Value: set[0].Value})
		if asks := strings.Contains(page.Body.String(), `name="key"`); asks == in {
			t.Errorf("with the cookie %s, the page to sign in is shown: %t", name, asks)
		}
	}
	if set := ask(http.MethodGet, "/?lang=en", "").Header().Get("Set-Cookie"); set != "__Host-lang=en; Path=/; Max-Age=31536000; HttpOnly; Secure; SameSite=Lax" {
		t.Errorf("choosing a language sets the cookie %q", set)
	}
	for name, kept := range map[string]bool{"__Host-lang": true, "lang": false} {
		page := ask(http.MethodGet, "/", "", &http.Cookie{Name: name, Value: "en"})
		if english := strings.Contains(page.Body.String(), `<html lang="en">`); english != kept {
			t.Errorf("with the cookie %s, the page is English: %t", name, english)
		}
	}
}
