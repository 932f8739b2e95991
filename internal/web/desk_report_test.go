package web_test

import (
	"encoding/csv"
	"fmt"
	"net/http"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/unspent-dev/unspent"
)

// past lets days of sales, claims and payments go by.
func (w *world) past(days int) {
	w.t.Helper()
	cur, err := unspent.ParseCurrency("JPY")
	must(w.t, err)
	do := func(key string, c unspent.Command) []unspent.Code {
		done, err := w.book.Do(w.t.Context(), unspent.Request{Key: key, By: admin(), Command: c})
		must(w.t, err)
		return done.Codes
	}
	for day := range days {
		key := fmt.Sprintf("%d-", day)
		sold := 3 + day*7%11 + day/20 // uneven, and slowly more
		codes := do(key+"issue", unspent.Issue{Program: "gift-jpy", Value: unspent.NewMoney(5000, cur), Count: sold, Activate: true})
		for n, code := range codes[:sold*(day%4)/4] {
			do(key+fmt.Sprintf("claim%d", n), unspent.Claim{Code: code, Account: fmt.Sprintf("acct_%d-%d", day, n)})
		}
		for n, code := range codes[sold*3/4:] {
			do(key+fmt.Sprintf("spend%d", n), unspent.Spend{Code: code, Merchant: "m1", Amount: unspent.NewMoney(int64(1500+500*n), cur), Reference: "order-9"})
		}
		w.wait(24 * time.Hour)
	}
}

// The figures of many days are drawn, listed and can be taken away; nobody's code
// or address is among them.
func TestReports(t *testing.T) {
	tests := map[string]struct{ claims, line, bars, calm, base, no string }{
		"ja": {"1日ごとの登録件数", "折れ線グラフ", "棒グラフ", "傾向は分かりません", "2か月以内", "超えていない"},
		"en": {"Claims per day", "Line chart", "Bar chart", "Too few look-ups", "within two months", ">No<"},
	}
	for lang, say := range tests {
		t.Run(lang, func(t *testing.T) {
			w := newWorld(t)
			w.past(40)
			v := w.signed(lang, unspent.Auditor)
			seen := v.open("/desk/reports").want(http.StatusOK, say.claims, say.line, say.bars, say.calm, say.base, say.no, `class="area" points="0,100 0,`,
				`class="line" points="0,`)
			if bars := strings.Count(seen.html, `class="bar"`); bars < 20 || bars > 30 {
				t.Errorf("30 days have %d bars", bars)
			}
			if longer := strings.Count(v.open("/desk/reports?program=gift-jpy&days=90").want(http.StatusOK, `value="90" selected`).html, `class="bar"`); longer < 29 ||
				longer > 40 {
				t.Errorf("90 days have %d bars", longer)
			}
			v.open("/desk/reports?program=nonsense&days=7").want(http.StatusOK, `value="30" selected`, `value="gift-jpy" selected`)
			v.open("/desk/reports?days=1").want(http.StatusOK, `value="1" selected`)

			link := regexp.MustCompile(`/desk/reports/daily.csv\?[^"]*`).FindString(seen.html)
			file := v.open(strings.ReplaceAll(link, "&amp;", "&")).want(http.StatusOK)
			rows, err := csv.NewReader(strings.NewReader(strings.TrimPrefix(file.html, "\ufeff"))).ReadAll()
			if err != nil || len(rows) != 31 || len(rows[0]) != 24 || rows[1][1] != "gift-jpy" || rows[1][2] != "JPY" ||
				!strings.Contains(file.header.Get("Content-Disposition"), "daily.csv") {
				t.Errorf("the file has %d rows, the first %v, %v", len(rows), rows[:min(2, len(rows))], err)
			}
		})
	}
}

// large sells cards of 12 million yen, and lets a base date go by.
func (w *world) large() {
	w.t.Helper()
	cur, err := unspent.ParseCurrency("JPY")
	must(w.t, err)
	_, err = w.book.Do(w.t.Context(), unspent.Request{Key: "large", By: admin(),
		Command: unspent.Issue{Program: "gift-jpy", Value: unspent.NewMoney(300_000, cur), Count: 40, Activate: true}})
	must(w.t, err)
	w.wait(200 * 24 * time.Hour)
}

// Above the threshold the page says what is to be secured and when to notify.
func TestReportAboveTheThreshold(t *testing.T) {
	w := newWorld(t)
	w.large()
	for lang, say := range map[string][]string{"ja": {"超えた<", "￥12,000,000", "￥6,000,000"}, "en": {">Yes<", "¥12,000,000", "¥6,000,000"}} {
		p := w.signed(lang, unspent.Support).open("/desk/reports").want(http.StatusOK, say...)
		if !regexp.MustCompile(`31 May|30 Nov|5月31日|11月30日`).MatchString(p.html) {
			t.Errorf("%s: there is no day to notify by:\n%s", lang, p.html)
		}
	}
}

// On an issuer's first day there is something to see, and before it nothing wrong.
func TestReportsOfTheFirstDay(t *testing.T) {
	w := newWorld(t)
	v := w.signed("en", unspent.Issuer)
	none := v.open("/desk/reports").want(http.StatusOK, "nothing happened to one", "yet (0)")
	if strings.Contains(none.html, `class="plot"`) {
		t.Error("nothing is drawn as something")
	}
	w.card("a")
	v.open("/desk/reports").want(http.StatusOK, `value="1" selected`, "Nothing was claimed", "¥5,000")
	v.open("/desk/reports?days=30").want(http.StatusOK, `value="30" selected`, "nothing happened to one")
}

// What a spreadsheet could take for a formula is no formula in the file.
func TestReportFileHasNoFormulas(t *testing.T) {
	w := newWorld(t)
	cur, err := unspent.ParseCurrency("JPY")
	must(t, err)
	_, err = w.book.CreateProgram(t.Context(), admin(), unspent.Program{ID: "@sum", Name: "=1+1", Currency: cur, Spendable: true})
	must(t, err)
	_, err = w.book.Do(t.Context(), unspent.Request{Key: "issue", By: admin(),
		Command: unspent.Issue{Program: "@sum", Value: unspent.NewMoney(5000, cur), Count: 1, Activate: true}})
	must(t, err)
	v := w.signed("en", unspent.Support)
	v.open("/desk/reports/daily.csv?program=@sum&days=1").want(http.StatusOK, ",'@sum,")
}

// Unknown codes are told of in words, and whoever entered them is not named.
func TestReportOfTheGate(t *testing.T) {
	w := newWorld(t)
	code, _ := w.card("a")
	holder, staff := w.visitor("en"), w.signed("en", unspent.Support)
	for range 3 {
		holder.send("/check", "code", grouped(code)).want(http.StatusOK)
	}
	staff.open("/desk/reports").want(http.StatusOK, "yet (3)")
	for range 5 {
		holder.send("/check", "code", "00000-00000-00000-00000").want(http.StatusNotFound)
	}
	seen := staff.open("/desk/reports").want(http.StatusOK, "do a small calculation before each", "5 (about 1 in 2)", "from 600 on")
	if strings.Contains(seen.html, "Too few") || strings.Contains(seen.html, "Nobody is held up") {
		t.Errorf("the page has two verdicts:\n%s", seen.html)
	}
	if strings.Contains(seen.html, "127.0.0.1") {
		t.Error("the page names who entered unknown codes")
	}
}
