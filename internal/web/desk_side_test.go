package web_test

import (
	"net/http"
	"regexp"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"

	"github.com/unspent-dev/unspent"
)

// Every page of the desk says where one is, has the search, and tells how much waits
// for whoever looks.
func TestDeskSide(t *testing.T) {
	w := newWorld(t)
	_, serial := w.card("a")
	asks, judges := w.signed("ja", unspent.Admin), w.visitor("ja")
	at := "/desk/cards/" + serial.String()
	p := asks.open(at)
	asks.send(at+"/raise", "id", p.field("id"), "reason", "support_issue", "amount", "100001", "sure", "1").want(http.StatusOK)
	if got := asks.open("/desk"); strings.Contains(got.html, `class="count"`) {
		t.Errorf("what somebody else decides is counted for whoever asked:\n%s", got.html)
	}
	_, key, err := w.book.CreateKey(t.Context(), admin(), "second", unspent.Admin, "")
	must(t, err)
	judges.send("/desk/sign-in", "key", key).want(http.StatusOK)
	for path, here := range map[string]string{"/desk": "/desk", at: "/desk/cards", "/desk/orders": "/desk/orders", "/desk/keys": "/desk/keys",
		"/desk/approvals": "/desk/approvals", "/desk/programs": "/desk/programs", "/desk/give": "/desk/give"} {
		got := judges.open(path).want(http.StatusOK, `role="search"`, `<b class="count">1`)
		current := regexp.MustCompile(`<a href="([^"]*)" aria-current="page"`).FindStringSubmatch(got.html)
		if listed := strings.Contains(got.html, `<li><a href="`+here+`"`); listed != (current != nil) || current != nil && current[1] != here {
			t.Errorf("%s says that it is %v", path, current)
		}
		if strings.Contains(got.html, `href="/handover"`) {
			t.Errorf("%s has the holder's menu", path)
		}
	}
}

// A table is sorted by a link, both ways, without script.
func TestDeskTablesSort(t *testing.T) {
	w := newWorld(t)
	v := w.signed("en", unspent.Admin)
	for _, role := range []unspent.Role{unspent.Support, unspent.Auditor, unspent.Issuer} {
		w.key(role)
	}
	names := func(path string) (all []string) {
		for _, m := range regexp.MustCompile(`<tr><td>(desk \w+)</td>`).FindAllStringSubmatch(v.open(path).want(http.StatusOK).html, -1) {
			all = append(all, m[1])
		}
		return all
	}
	up, down := names("/desk/keys?sort=name"), names("/desk/keys?sort=name&down=1")
	if strings.Join(up, ",") != "desk admin,desk auditor,desk issuer,desk support" ||
		strings.Join(down, ",") != "desk support,desk issuer,desk auditor,desk admin" {
		t.Errorf("sorted: %v, and %v", up, down)
	}
	v.open("/desk/keys?sort=name").want(http.StatusOK, `aria-sort="ascending"`, "down=1")
}

// The keyboard is enough: / searches, j and Enter open a row, ? tells so.
func TestDeskKeysInBrowser(t *testing.T) {
	w := newWorld(t)
	w.give("A-1", "太郎", "")
	w.give("A-2", "太郎", "")
	chrome := chromium(t)
	for _, width := range []int64{1280, 360} {
		b := person(t, chrome, width, "ja")
		b.do(chromedp.Navigate(w.base+"/desk?lang=ja"), chromedp.SendKeys("#key", w.key(unspent.Admin)))
		b.press("サインイン")
		shots := map[int64]string{1280: "wide", 360: "phone"}[width]
		b.shot("desk-" + shots)
		b.do(chromedp.Navigate(w.base + "/desk/orders?sort=number"))
		b.shot("desk-orders-" + shots)
		b.do(chromedp.Navigate(w.base+"/desk/orders?sort=number"), chromedp.KeyEvent("?"))
		if !b.until(`document.getElementById("keys").open`) {
			t.Error("? tells nothing")
		}
		b.do(chromedp.KeyEvent("/"))
		if !b.until(`document.activeElement.id === "serial"`) {
			t.Error("/ does not lead to the search")
		}
		b.do(chromedp.Navigate(w.base+"/desk/orders?sort=number"), chromedp.KeyEvent("jj\r"))
		if !b.until(`location.pathname === "/desk/orders/A-2" && document.readyState === "complete"`) {
			t.Error("j, j and Enter do not open the second row")
		}
		b.shot("desk-order-" + shots)
	}
}
