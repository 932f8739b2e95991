package unspent_test

import (
	"strings"
	"testing"

	"github.com/unspent-dev/unspent"
)

func TestScope(t *testing.T) {
	s, err := unspent.ParseScope(unspent.Partner, []string{"acct_taro", "acct_shop1_*"})
	if err != nil {
		t.Fatal(err)
	}
	for account, want := range map[string]bool{"acct_taro": true, "acct_taro2": false, "acct_shop1_7": true, "acct_shop1_": true, "acct_shop1": false,
		"acct_shop1_*": true, "acct_taro,acct_shop1_*": false, "": false} {
		if got := s.Covers(account); got != want {
			t.Errorf("%q covers %q: %v", s, account, got)
		}
	}
	if none, err := unspent.ParseScope(unspent.Partner, nil); err != nil || none.Covers("") || none.Covers("acct_taro") || none.Accounts() != nil {
		t.Errorf("no scope is %q, %v", none, err)
	}
	all, err := unspent.ParseScope(unspent.Merchant, []string{"*"})
	if err != nil || !all.Covers("acct_taro") {
		t.Errorf("a star is %q, %v", all, err)
	}
	for _, bad := range [][]string{{""}, {"acct taro"}, {"a*b"}, {"a,b"}, {"a\x1fb"}, {"**"}, {strings.Repeat("a", unspent.MaxScope+1)}} {
		if s, err := unspent.ParseScope(unspent.Partner, bad); unspent.ReasonOf(err) != unspent.Invalid {
			t.Errorf("ParseScope(%q) = %q, %v", bad, s, err)
		}
	}
	if _, err := unspent.ParseScope(unspent.Support, []string{"acct_taro"}); unspent.ReasonOf(err) != unspent.Invalid {
		t.Errorf("a key of the staff is bound: %v", err)
	}
}
