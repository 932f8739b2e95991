package unspent_test

import (
	"bytes"
	"errors"
	"math"
	"reflect"
	"strings"
	"testing"
	"time"

	"github.com/unspent-dev/unspent"
)

// commands returns a good command of every type.
func commands() []unspent.Command {
	code, secret, serial := unspent.DeriveCode(seedOf(1), 0), unspent.DeriveSecret(seedOf(1)), serialOf(1)
	return []unspent.Command{
		unspent.Issue{Program: "gift-jpy", Value: jpy(5000), Count: 2, Activate: true, Order: "o", Recipient: "taro@example.jp"},
		unspent.Activate{Serial: serial},
		unspent.Deactivate{Serial: serial},
		unspent.Claim{Code: code, Account: "acct_taro"},
		unspent.Spend{Code: code, Amount: jpy(1200), Merchant: "m1", Reference: "order-9"},
		unspent.Spend{Account: "acct_taro", Amount: jpy(1200), Merchant: "m1", Reference: "order-9"},
		unspent.Refund{Event: 42, Amount: jpy(1200), Reference: "order-9"},
		unspent.PlaceHold{Code: code, For: "buyer@example.jp", Until: day(1)},
		unspent.Release{Hold: 42, Code: code},
		unspent.CancelHold{Hold: 42, Secret: secret},
		unspent.Take{Hold: 42, Secret: secret},
		unspent.Transfer{Code: code},
		unspent.Reissue{Serial: serial, Note: "lost mail"},
		unspent.Freeze{Serial: serial, Reason: "chargeback", Note: "n"},
		unspent.Unfreeze{Serial: serial, Reason: "cleared", Note: "n"},
		unspent.Void{Serial: serial, Reason: "sale_cancelled", Note: "n"},
		unspent.Adjust{Serial: serial, Delta: jpy(5), Reason: "complimentary", Note: "n"},
		unspent.Adjust{Serial: serial, Delta: jpy(-5), Reason: "support_issue", Note: "n"},
		unspent.Freeze{Account: "acct_taro", Reason: "chargeback", Note: "n"},
		unspent.Unfreeze{Account: "acct_taro", Reason: "cleared", Note: "n"},
		unspent.Adjust{Account: "acct_taro", Delta: jpy(5), Reason: "complimentary", Note: "n"},
		unspent.Close{Account: "acct_taro", Reason: "chargeback", Note: "n"},
		unspent.Unclaim{Event: 42, Reason: "wrong_account", Note: "n"},
		unspent.Expire{Serial: serial},
		unspent.Import{Program: "gift", Cards: []unspent.OwnCard{{Code: code, Face: jpy(5000), Balance: jpy(1200), State: unspent.StateActive}}},
	}
}

// A holder claims to their own account and to no other, whichever edge the request came
// through.
func TestHolderClaimsToThemself(t *testing.T) {
	claim := unspent.Claim{Code: unspent.DeriveCode(seedOf(1), 0), Account: "acct_taro"}
	tests := map[string]struct {
		by   unspent.Actor
		want unspent.Reason
	}{
		"their own":             {unspent.Actor{ID: "acct_taro", Role: unspent.Holder}, ""},
		"another's":             {unspent.Actor{ID: "acct_hanako", Role: unspent.Holder}, unspent.Forbidden},
		"one that begins alike": {unspent.Actor{ID: "acct_tar", Role: unspent.Holder}, unspent.Forbidden},
		"of nobody":             {unspent.Actor{Role: unspent.Holder}, unspent.Forbidden},
		"a partner's customer":  {unspent.Actor{ID: "key_1", Role: unspent.Partner}, ""},
	}
	for name, tt := range tests {
		err := unspent.Request{Key: "k", By: tt.by, Command: claim}.Validate()
		if (err == nil) != (tt.want == "") || err != nil && unspent.ReasonOf(err) != tt.want {
			t.Errorf("%s: %v, want reason %q", name, err, tt.want)
		}
	}
}

func TestGoodCommands(t *testing.T) {
	kinds := map[unspent.Kind]bool{unspent.Declined: true}
	for _, c := range commands() {
		kinds[c.Kind()] = true
		if err := c.Validate(); err != nil {
			t.Errorf("%T: %v", c, err)
		}
	}
	for _, k := range unspent.Kinds() {
		if !kinds[k] {
			t.Errorf("no command asks for %s", k)
		}
	}
}

// TestEmptyFields takes away each field that a command needs.
func TestEmptyFields(t *testing.T) {
	optional := map[string]bool{"Order": true, "Recipient": true, "Reference": true, "Note": true, "Activate": true, "SecretDigest": true}
	for _, c := range commands() {
		for i := range reflect.TypeOf(c).NumField() {
			name := reflect.TypeOf(c).Field(i).Name
			bad := reflect.New(reflect.TypeOf(c)).Elem()
			bad.Set(reflect.ValueOf(c))
			bad.Field(i).SetZero()
			err := bad.Interface().(unspent.Command).Validate()
			if empty := reflect.ValueOf(c).Field(i).IsZero(); empty && (name == "Code" || name == "Account" || name == "Serial") {
				continue // one of two ways to name it
			}
			if optional[name] != (err == nil) || err != nil && !errors.Is(err, unspent.Invalid) {
				t.Errorf("%T without %s: %v", c, name, err)
			}
		}
	}
}

// TestNoCodeInTexts puts a code into every text that is kept in clear.
func TestNoCodeInTexts(t *testing.T) {
	code := unspent.DeriveCode(seedOf(7), 0).Reveal()
	bare := strings.ToLower(strings.ReplaceAll(code, "-", ""))
	wrong := "0" + bare[1:]
	if bare[0] == '0' {
		wrong = "1" + bare[1:]
	}
	for _, c := range commands() {
		for i := range reflect.TypeOf(c).NumField() {
			f := reflect.TypeOf(c).Field(i)
			if v := reflect.ValueOf(c).Field(i); f.Type.Kind() != reflect.String || f.Name == "Reason" || f.Name == "Account" && v.IsZero() {
				continue
			}
			with := func(text string) error {
				bad := reflect.New(reflect.TypeOf(c)).Elem()
				bad.Set(reflect.ValueOf(c))
				bad.Field(i).SetString(text)
				return bad.Interface().(unspent.Command).Validate()
			}
			for _, text := range []string{code, bare, strings.ReplaceAll(code, "-", " "), "lost: " + code + ", sorry", "（" + code + "）"} {
				err := with(text)
				if !errors.Is(err, unspent.Invalid) || strings.Contains(err.Error(), code[:5]) {
					t.Errorf("%T with a code in %s: %v, want %v that does not repeat it", c, f.Name, err, unspent.Invalid)
				}
			}
			if err := with(wrong); err != nil {
				t.Errorf("%T with 20 other symbols in %s: %v", c, f.Name, err)
			}
		}
	}
}

func TestBadCommands(t *testing.T) {
	code, secret, serial := unspent.DeriveCode(seedOf(1), 0), unspent.DeriveSecret(seedOf(1)), serialOf(1)
	long, longer := strings.Repeat("a", unspent.MaxReference+1), strings.Repeat("a", unspent.MaxParty+1)
	tooMuch := jpy(unspent.MaxAmount + 1)
	for name, c := range map[string]unspent.Command{
		"issue none":         unspent.Issue{Program: "p", Value: jpy(1)},
		"issue less":         unspent.Issue{Program: "p", Value: jpy(1), Count: -1},
		"issue too many":     unspent.Issue{Program: "p", Value: jpy(1), Count: unspent.MaxIssue + 1},
		"issue nothing":      unspent.Issue{Program: "p", Value: jpy(0), Count: 1},
		"issue negative":     unspent.Issue{Program: "p", Value: jpy(-1), Count: 1},
		"issue too much":     unspent.Issue{Program: "p", Value: tooMuch, Count: 1},
		"issue order":        unspent.Issue{Program: "p", Value: jpy(1), Count: 1, Order: long},
		"issue recipient":    unspent.Issue{Program: "p", Value: jpy(1), Count: 1, Recipient: longer},
		"issue program":      unspent.Issue{Program: "p/q", Value: jpy(1), Count: 1},
		"claim account":      unspent.Claim{Code: code, Account: "a:b"},
		"spend both":         unspent.Spend{Code: code, Account: "a", Amount: jpy(1), Merchant: "m"},
		"spend neither":      unspent.Spend{Amount: jpy(1), Merchant: "m"},
		"spend account":      unspent.Spend{Account: "a b", Amount: jpy(1), Merchant: "m"},
		"spend negative":     unspent.Spend{Code: code, Amount: jpy(-1), Merchant: "m"},
		"spend lowest":       unspent.Spend{Code: code, Amount: jpy(math.MinInt64), Merchant: "m"},
		"spend too much":     unspent.Spend{Code: code, Amount: tooMuch, Merchant: "m"},
		"spend merchant":     unspent.Spend{Code: code, Amount: jpy(1), Merchant: "a/b"},
		"spend reference":    unspent.Spend{Code: code, Amount: jpy(1), Merchant: "m", Reference: long},
		"refund event":       unspent.Refund{Event: -1, Amount: jpy(1)},
		"hold for":           unspent.PlaceHold{Code: code, For: longer, Until: day(1)},
		"release hold":       unspent.Release{Hold: -1, Code: code},
		"take hold":          unspent.Take{Hold: -1, Secret: secret},
		"freeze reason":      unspent.Freeze{Serial: serial, Reason: "cleared"},
		"unfreeze reason":    unspent.Unfreeze{Serial: serial, Reason: "chargeback"},
		"void reason":        unspent.Void{Serial: serial, Reason: "complimentary"},
		"void note":          unspent.Void{Serial: serial, Reason: "chargeback", Note: long},
		"adjust up reason":   unspent.Adjust{Serial: serial, Delta: jpy(1), Reason: "suspicious_activity"},
		"adjust down reason": unspent.Adjust{Serial: serial, Delta: jpy(-1), Reason: "complimentary"},
		"adjust lowest":      unspent.Adjust{Serial: serial, Delta: jpy(math.MinInt64), Reason: "support_issue"},
		"adjust too much":    unspent.Adjust{Serial: serial, Delta: tooMuch, Reason: "complimentary"},
		"reissue note":       unspent.Reissue{Serial: serial, Note: long},
	} {
		if err := c.Validate(); !errors.Is(err, unspent.Invalid) {
			t.Errorf("%s: Validate() = %v, want invalid", name, err)
		}
	}
}

// TestAppendPrint changes each field of each command: the print must notice,
// and no two commands may share one.
func TestAppendPrint(t *testing.T) {
	prints := map[string]string{}
	add := func(what string, c unspent.Command) {
		p := string(c.AppendPrint([]byte("before")))
		rest, ok := strings.CutPrefix(p, "before")
		if !ok || prints[rest] != "" {
			t.Errorf("%s has the print of %s, or does not append: %q", what, prints[rest], p)
		}
		if !bytes.Equal(c.AppendPrint(nil), []byte(rest)) {
			t.Errorf("%s prints differently the second time", what)
		}
		prints[rest] = what
	}
	other := map[string]any{"Code": unspent.DeriveCode(seedOf(2), 0), "Secret": unspent.DeriveSecret(seedOf(2)), "Serial": serialOf(2),
		"Value": jpy(5001), "Amount": jpy(1201), "Delta": jpy(6), "Until": day(2), "Count": 3, "Activate": false, "Hold": unspent.Seq(43),
		"Event": unspent.Seq(43), "SecretDigest": unspent.Digest{1},
		"Cards": []unspent.OwnCard{{Code: unspent.DeriveCode(seedOf(1), 0), Face: jpy(5000), Balance: jpy(1201), State: unspent.StateActive}}}
	for i, c := range commands() {
		add(itoa(i), c)
		for f := range reflect.TypeOf(c).NumField() {
			name := reflect.TypeOf(c).Field(f).Name
			changed := reflect.New(reflect.TypeOf(c)).Elem()
			changed.Set(reflect.ValueOf(c))
			if v, ok := other[name]; ok {
				changed.Field(f).Set(reflect.ValueOf(v))
			} else {
				changed.Field(f).SetString(changed.Field(f).String() + "x")
			}
			if name == "Serial" || name == "Delta" { // two adjusts would meet
				if i > 0 && reflect.TypeOf(commands()[i-1]) == reflect.TypeOf(c) {
					continue
				}
			}
			add(itoa(i)+" with another "+name, changed.Interface().(unspent.Command))
		}
	}
	add("another currency", unspent.Refund{Event: 42, Amount: eur(1200), Reference: "order-9"})
	add("a text moved", unspent.Spend{Account: "acct_tarom", Amount: jpy(1200), Merchant: "1", Reference: "order-9"})
	// The same instant and the same code are the same request, however written.
	hold := unspent.PlaceHold{Code: unspent.DeriveCode(seedOf(1), 0), For: "b", Until: day(1)}
	again := hold
	again.Until = day(1).In(time.FixedZone("JST", 9*3600))
	if !bytes.Equal(hold.AppendPrint(nil), again.AppendPrint(nil)) {
		t.Error("a hold until the same instant in another zone has another print")
	}
}

func TestRequestValidate(t *testing.T) {
	good := unspent.Request{Key: "order-1", By: unspent.Actor{Role: unspent.Issuer}, Command: commands()[0]}
	for name, tt := range map[string]struct {
		change func(*unspent.Request)
		want   unspent.Reason
	}{
		"good":        {func(*unspent.Request) {}, ""},
		"longest key": {func(r *unspent.Request) { r.Key = strings.Repeat("~", unspent.MaxRequestID) }, ""},
		"no key":      {func(r *unspent.Request) { r.Key = "" }, unspent.Invalid},
		"long key":    {func(r *unspent.Request) { r.Key = strings.Repeat("a", unspent.MaxRequestID+1) }, unspent.Invalid},
		"space":       {func(r *unspent.Request) { r.Key = "a b" }, unspent.Invalid},
		"control":     {func(r *unspent.Request) { r.Key = "a\n" }, unspent.Invalid},
		"delete":      {func(r *unspent.Request) { r.Key = "a\x7f" }, unspent.Invalid},
		"kana":        {func(r *unspent.Request) { r.Key = "ア" }, unspent.Invalid},
		"role":        {func(r *unspent.Request) { r.By.Role = unspent.Merchant }, unspent.Forbidden},
		"no role":     {func(r *unspent.Request) { r.By.Role = "" }, unspent.Forbidden},
		"command":     {func(r *unspent.Request) { r.Command = unspent.Issue{} }, unspent.Invalid},
	} {
		r := good
		tt.change(&r)
		if err := r.Validate(); unspent.ReasonOf(err) != tt.want {
			t.Errorf("%s: Validate() = %v, want %q", name, err, tt.want)
		}
	}
}

func TestStaffReasons(t *testing.T) {
	for _, k := range unspent.Kinds() {
		for _, up := range []bool{false, true} {
			want := k == unspent.Frozen || k == unspent.Unfrozen || k == unspent.Voided || k == unspent.Adjusted || k == unspent.Unclaimed || k == unspent.Closed
			if got := unspent.StaffReasons(k, up); (len(got) > 0) != want {
				t.Errorf("StaffReasons(%s, %t) = %v", k, up, got)
			}
		}
	}
}
