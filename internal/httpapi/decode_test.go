package httpapi

import (
	"encoding/json"
	"reflect"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"pgregory.net/rapid"

	"github.com/unspent-dev/unspent"
	"github.com/unspent-dev/unspent/api"
	"github.com/unspent-dev/unspent/internal/counter"
)

// read reads body as a request, and fails if encoding/json would not have accepted
// what is accepted, or would have read another value.
func read[I any](t interface {
	Helper()
	Fatalf(string, ...any)
}, body string) (in I, err error) {
	t.Helper()
	if err = new(reading).decode([]byte(body), valueOf(reflect.TypeFor[I](), counter.MaxChecks), &in); err != nil {
		return in, err
	}
	var want I
	if err := json.Unmarshal([]byte(body), &want); err != nil {
		t.Fatalf("%s is accepted, but not by encoding/json: %v", body, err)
	}
	if diff := cmp.Diff(want, in, cmp.Comparer(func(a, b unspent.Money) bool { return a == b }), cmpopts.EquateEmpty()); diff != "" {
		t.Fatalf("%s (-json +ours):\n%s", body, diff)
	}
	return in, nil
}

func text(err error) string {
	if err == nil {
		return ""
	}
	return err.Error()
}

// badBodies are refused by every call that takes these fields.
func badBodies() []string {
	return []string{
		"", " ", "null", "true", "1", `"x"`, "[]", "{", "}", "{}", `{"}`, `{"code"}`, `{"code":}`, `{"code":"x",}`, `{"code":"x"`, `{"code":"x`, `{code:"x"}`,
		`{"code":"x"} {}`, `{"code":"x"}x`, "{\"code\":\"x\"}\x00", `{"code":null}`, `{"code":1}`, `{"code":["x"]}`, `{"code":{}}`, `{"code":true}`,
		`{"CODE":"x"}`, `{"code":"x","code":"y"}`, `{"code":"x","\u0063ode":"y"}`, `{"code":"\q"}`, `{"code":"\u12"}`, `{"code":"\ud800"}`, `{"code":"\ud800\ud800"}`,
		"{\"code\":\"\xff\"}", "{\"code\":\"a\nb\"}", `{"code":"x","account":"a","amount":{"amount":1,"currency":"JPY"},"merchant":"m","more":1}`,
		`{"amount":1}`, `{"amount":{"amount":1.0,"currency":"JPY"}}`, `{"amount":{"amount":1e2,"currency":"JPY"}}`, `{"amount":{"amount":01,"currency":"JPY"}}`,
		`{"amount":{"amount":-,"currency":"JPY"}}`, `{"amount":{"amount":9223372036854775808,"currency":"JPY"}}`, `{"amount":{"amount":"1","currency":"JPY"}}`,
		`{"amount":{"amount":1}}`, `{"amount":{"currency":"JPY"}}`, `{"amount":{"amount":1,"amount":2,"currency":"JPY"}}`, `{"amount":{"amount":1,"currency":5}}`,
		`{"amount":{"amount":NaN,"currency":"JPY"}}`, `{"amount":{"amount":tru,"currency":"JPY"}}`, `{"amount":[1,"JPY"]}`, `{"amount":null}`,
		"\ufeff{}", strings.Repeat("[", 10_000), strings.Repeat(`{"code":`, 10_000),
	}
}

func TestBadBodies(t *testing.T) {
	for _, body := range badBodies() {
		if _, err := read[api.SpendRequest](t, body); unspent.ReasonOf(err) != unspent.Invalid {
			t.Errorf("%s as a spend: %v", body, err)
		} else if strings.Contains(err.Error(), "failed") || !utf8.ValidString(err.Error()) {
			t.Errorf("%s: %v", body, err)
		}
	}
}

// Callers read these words, and the client's tests quote them.
func TestRefusalNamesTheField(t *testing.T) {
	for body, want := range map[string]string{
		"":                                     "the body is empty",
		" null":                                "the body has to be a JSON object",
		`{"merchant":"x"`:                      "the body ends too early",
		`{"merchant":"x",}`:                    "the body is not valid JSON",
		`{"merchant":}`:                        "the body is not valid JSON",
		"{\"merchant\":\"\xff\"}":              "the body is not valid UTF-8",
		`{"merchant":null}`:                    "merchant has to be text in quotes",
		`{"merchant":"x","merch\u0061nt":"y"}`: "merchant is given twice",
		`{"Merchant":"x"}`:                     "the body has a field that this call does not know; it takes code, account, amount, merchant, reference",
		`{"merchant":"x"}`:                     "amount is missing",
		`{"amount":5}`:                         "amount has to be a JSON object",
		`{"amount":{"currency":"JPY"}}`:        "amount is missing",
		`{"amount":{"amount":"5"}}`:            "amount has to be a whole number",
		`{"amount":{"amount":5.0}}`:            "amount has to be a whole number: no fraction, no exponent",
		`{"amount":{"amount":9223372036854775808}}`: "amount is out of range",
		// What is missing behind an amount does not hide that the amount is wrong.
		`{"amount":{"amount":0,"currency":"JPY"}}`:                   "amount is between 1 and 9007199254740992 minor units",
		`{"amount":{"amount":-5,"currency":"JPY"}}`:                  "amount is between 1 and 9007199254740992 minor units",
		`{"amount":{"amount":9007199254740993,"currency":"JPY"}}`:    "amount is between 1 and 9007199254740992 minor units",
		`{"amount":{"amount":1,"currency":"JPY"},"merchant":"m"} {}`: "something follows the end of the JSON document",
	} {
		if _, err := read[api.SpendRequest](t, body); text(err) != want {
			t.Errorf("%s: %v, want %s", body, err, want)
		}
	}
	_, list := read[[]api.CodeRequest](t, "["+strings.Repeat(`{"code":"x"},`, counter.MaxChecks)+`{"code":"x"}]`)
	if unspent.ReasonOf(list) != unspent.TooLarge {
		t.Errorf("more codes than fit: %v", list)
	}
	if _, err := read[[]api.CodeRequest](t, `{}`); text(err) != "the body has to be a JSON array" {
		t.Errorf("no list: %v", err)
	}
}

func TestGoodBodies(t *testing.T) {
	for _, body := range []string{
		`{"code":"7Q2M","amount":{"amount":1200,"currency":"JPY"},"merchant":"m1","reference":"order-9"}`,
		" {\t\"merchant\" : \"m\\u0031\" ,\r\n \"amount\":{\"currency\":\"JPY\",\"amount\":1} } \n",
		`{"amount":{"amount":9007199254740992,"currency":"JPY"},"merchant":"\ud83c\udf81\"\\\/\b\f\n\r\té"}`,
	} {
		if _, err := read[api.SpendRequest](t, body); err != nil {
			t.Errorf("%s: %v", body, err)
		}
	}
	for _, body := range []string{`{"delta":{"amount":-0,"currency":"JPY"},"reason":"x"}`,
		`{"delta":{"amount":-9223372036854775808,"currency":"JPY"},"reason":"x"}`} {
		if _, err := read[api.AdjustRequest](t, body); err != nil {
			t.Errorf("%s: %v", body, err)
		}
	}
}

func FuzzBodies(f *testing.F) {
	for _, body := range badBodies() {
		f.Add(body)
	}
	f.Add(`{"code":"\u0037Q2M","amount":{"amount":1200,"currency":"JPY"},"merchant":"m1","reference":"ギフト"}`)
	f.Fuzz(func(t *testing.T, body string) {
		_, _ = read[api.SpendRequest](t, body)
		_, _ = read[api.AdjustRequest](t, body)
		_, _ = read[[]api.CodeRequest](t, body)
	})
}

// What was sent never comes back in an error: it could be a code.
func TestErrorsDoNotRepeatTheBody(t *testing.T) {
	const secret = "7Q2MX-7Q2MX-7Q2MX-7Q2MX"
	for _, body := range []string{`{"` + secret + `":1}`, `{"code":` + secret + `}`, `{"code":"` + secret, secret, `{"code":"` + secret + `"}` + secret,
		`{"amount":{"` + secret + `":1}}`} {
		if _, err := read[api.SpendRequest](t, body); err == nil || strings.Contains(err.Error(), "7Q2M") {
			t.Errorf("%s: %v", body, err)
		}
	}
}

func TestAppendedLikeEncoded(t *testing.T) {
	same := func(t *rapid.T, got []byte, v any) {
		if want := string(appendJSON(nil, v)); string(got) != want {
			t.Fatalf("got  %s\nwant %s", got, want)
		}
	}
	amount := rapid.Custom(func(t *rapid.T) unspent.Money {
		return unspent.NewMoney(rapid.Int64().Draw(t, "units"), must(unspent.ParseCurrency(rapid.SampledFrom([]string{"JPY", "EUR"}).Draw(t, "currency"))))
	})
	serial := rapid.Custom(func(t *rapid.T) unspent.Serial {
		return must(unspent.NewSerial(600100, rapid.Uint64().Draw(t, "random")))
	})
	place := rapid.Int64Min(1)
	when := rapid.Custom(func(t *rapid.T) time.Time {
		return time.UnixMicro(rapid.Int64Range(0, 253402300799_000000).Draw(t, "micros")).UTC()
	})
	maybe := rapid.Custom(func(t *rapid.T) api.Time {
		if rapid.Bool().Draw(t, "none") {
			return api.Time{}
		}
		return api.TimeOf(when.Draw(t, "time"))
	})
	rapid.Check(t, func(t *rapid.T) {
		word := rapid.String()
		card := api.CardStatus{Serial: serial.Draw(t, "serial"), Program: word.Draw(t, "program"), State: unspent.State(word.Draw(t, "state")),
			Unspent: rapid.Bool().Draw(t, "unspent"), Face: amount.Draw(t, "face"),
			Balance: amount.Draw(t, "balance"), Held: nil, Frozen: rapid.Bool().Draw(t, "frozen"), ExpiresAt: maybe.Draw(t, "expires"), AsOf: when.Draw(t,
				"asOf"), Seq: unspent.Seq(place.Draw(t, "seq")), Head: word.Draw(t, "head")}
		if rapid.Bool().Draw(t, "held") {
			card.Held = &api.HeldUntil{ID: api.HoldID(place.Draw(t, "id")), Until: when.Draw(t, "until"), Released: rapid.Bool().Draw(t, "released")}
		}
		same(t, appendCardStatus(nil, &card), card)
		ev := api.Event{ID: api.EventID(place.Draw(t, "id")), Kind: unspent.Kind(word.Draw(t, "kind")), Seq: unspent.Seq(place.Draw(t, "seq")),
			At: when.Draw(t, "at"), Program: word.Draw(t, "program"), Debit: unspent.Ref(word.Draw(t, "debit")),
			Credit: unspent.Ref(word.Draw(t, "credit")), Amount: amount.Draw(t, "amount"), Balance: amount.Draw(t,
				"after"), Reason: unspent.Reason(word.Draw(t, "reason")), Asked: unspent.Kind(word.Draw(t, "asked")), Wanted: rapid.Int64().Draw(t, "wanted"),
			Until: maybe.Draw(t, "until"), Of: api.EventID(rapid.Int64Min(0).Draw(t, "of")), Party: word.Draw(t, "party"), Reference: word.Draw(t,
				"reference"), Note: word.Draw(t, "note"), By: word.Draw(t, "by"), ByName: word.Draw(t, "byName"), Prev: api.EventID(rapid.Int64Min(0).Draw(t, "prev")),
			Hash: word.Draw(t, "hash")}
		spent := api.SpendAnswer{Event: ev, Balance: amount.Draw(t, "balance")}
		same(t, appendSpent(nil, &spent), spent)
		claimed := api.ClaimAnswer{Event: ev, Account: api.Account{ID: word.Draw(t, "account"), Balance: amount.Draw(t, "balance")}}
		same(t, appendClaimed(nil, &claimed), claimed)
		checks := api.ChecksAnswer{Checks: []api.CheckedCard{{CardStatus: &card}, {Problem: &api.Problem{Reason: unspent.Reason(word.Draw(t, "reason"))}}}}
		same(t, appendChecks(nil, &checks), checks)
	})
}
