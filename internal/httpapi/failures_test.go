package httpapi_test

import (
	"net/http"
	"net/http/httptest"
	"regexp"
	"strings"
	"testing"
	"time"
)

// Keys that are tried are counted, told in the log at most every ten seconds, and
// once an hour an alarm; none of it repeats a key.
func TestRow10FailedSignIns(t *testing.T) {
	w := newWorld(t)
	try := func(n int) {
		for range n {
			if res := w.ask("nobody", "GET", "/v1/keys", "", "Authorization", "Bearer uk_guess_secretsecret"); res.StatusCode != http.StatusUnauthorized {
				t.Fatalf("a key that there is not: %d", res.StatusCode)
			}
		}
	}
	lines := func(text string) int { return strings.Count(w.log.String(), text) }
	alarms := func() int {
		return strings.Count(text(t, w.ask("auditor", "GET", "/v1/actions?limit=200", "")), `"name":"failedSignIns"`)
	}
	try(29)
	if lines("a sign-in failed") != 1 || lines("many sign-ins fail") != 0 || alarms() != 0 {
		t.Errorf("after 29: %s", w.log)
	}
	w.wait(11 * time.Second)
	try(20)
	if lines("a sign-in failed") != 2 || lines("unsaid=28") != 1 || lines("many sign-ins fail") != 1 || alarms() != 1 {
		t.Errorf("after 49: %d lines, %d alarms", lines("a sign-in failed"), alarms())
	}
	figures := func() string {
		rec := httptest.NewRecorder()
		w.numbers.ServeHTTP(rec, httptest.NewRequest("GET", "/metrics", nil))
		return rec.Body.String()
	}
	metrics := figures()
	for _, want := range []string{`unspent_sign_ins_failed_total{kind="key"} 49`, "unspent_sign_ins_alarm 1"} {
		if !strings.Contains(metrics, want) {
			t.Errorf("the metrics do not say %s", want)
		}
	}
	w.wait(2 * time.Hour)
	if !strings.Contains(figures(), "unspent_sign_ins_alarm 0") {
		t.Error("the alarm does not end")
	}
	try(31)
	if alarms() != 2 {
		t.Errorf("%d alarms in two hours, want 2", alarms())
	}
	before := figures()
	w.ask("nobody", "GET", "/v1/me", "", "Authorization", "Bearer us_over") // a holder's session that is over
	w.ask("nobody", "POST", "/v1/check", "{}")                              // no key is no sign-in
	count := func(text string) string {
		return regexp.MustCompile(`unspent_sign_ins_failed_total\{kind="key"\} \d+`).FindString(text)
	}
	if got := count(figures()); got == "" || got != count(before) {
		t.Errorf("a session that is over, or no key, counts as a failed sign-in: %q after %q", got, count(before))
	}
	if strings.Contains(w.log.String(), "secretsecret") {
		t.Error("the log repeats a key")
	}
}
