package httpapi

import (
	"encoding/json"
	"reflect"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/unspent-dev/unspent"
	"github.com/unspent-dev/unspent/api"
)

// both reads body by hand and through the plan of the struct.
func both[I any](body []byte, hand func(*scanner, fields, *I) error) (byHand, byPlan I, handErr, planErr error) {
	p := planOf(reflect.TypeFor[I]())
	s := scanner{b: body}
	if handErr = hand(&s, p.fields, &byHand); handErr == nil {
		handErr = s.end()
	}
	planErr = p.decode(body, &byPlan)
	return byHand, byPlan, handErr, planErr
}

// sameReading fails if the two ways of reading a hot body differ, or if either
// accepts what encoding/json does not.
func sameReading[I any](t interface {
	Helper()
	Fatalf(string, ...any)
}, body []byte, hand func(*scanner, fields, *I) error) {
	t.Helper()
	byHand, byPlan, handErr, planErr := both(body, hand)
	if text(handErr) != text(planErr) || unspent.ReasonOf(handErr) != unspent.ReasonOf(planErr) {
		t.Fatalf("%s: by hand %v, by plan %v", body, handErr, planErr)
	}
	if handErr != nil {
		return
	}
	sameMoney := cmp.Comparer(func(a, b unspent.Money) bool { return a == b })
	if diff := cmp.Diff(byPlan, byHand, sameMoney); diff != "" {
		t.Fatalf("%s (-plan +hand):\n%s", body, diff)
	}
	var want I
	if err := json.Unmarshal(body, &want); err != nil {
		t.Fatalf("%s is accepted, but not by encoding/json: %v", body, err)
	}
	if diff := cmp.Diff(want, byHand, sameMoney); diff != "" {
		t.Fatalf("%s (-json +hand):\n%s", body, diff)
	}
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

func TestBadBodiesAreRefusedAlike(t *testing.T) {
	for _, body := range badBodies() {
		sameReading(t, []byte(body), decodeSpend)
		sameReading(t, []byte(body), decodeClaim)
		sameReading(t, []byte(body), decodeCode)
		if _, _, err, _ := both([]byte(body), decodeSpend); err == nil {
			t.Errorf("%s is accepted as a spend", body)
		} else if strings.Contains(err.Error(), "failed") || !utf8.ValidString(err.Error()) {
			t.Errorf("%s: %v", body, err)
		}
	}
}

func TestGoodBodies(t *testing.T) {
	for _, body := range []string{
		`{"code":"7Q2M","amount":{"amount":1200,"currency":"JPY"},"merchant":"m1","reference":"order-9"}`,
		" {\t\"merchant\" : \"m\\u0031\" ,\r\n \"amount\":{\"currency\":\"JPY\",\"amount\":1} } \n",
		`{"amount":{"amount":9007199254740992,"currency":"JPY"},"merchant":"\ud83c\udf81\"\\\/\b\f\n\r\té"}`,
	} {
		sameReading(t, []byte(body), decodeSpend)
		if _, _, err, _ := both([]byte(body), decodeSpend); err != nil {
			t.Errorf("%s: %v", body, err)
		}
	}
	for body, want := range map[string]int64{`{"delta":{"amount":-0,"currency":"JPY"},"reason":"x"}`: 0,
		`{"delta":{"amount":-9223372036854775799,"currency":"JPY"},"reason":"x"}`: -9223372036854775799} {
		var in api.AdjustRequest
		if err := planOf(reflect.TypeFor[api.AdjustRequest]()).decode([]byte(body), &in); err != nil || in.Delta.Units() != want {
			t.Errorf("%s is read as %d, %v", body, in.Delta.Units(), err)
		}
	}
}

// What is missing behind an amount does not hide that the amount is wrong.
func TestAmountBeforeWhatIsMissing(t *testing.T) {
	for _, body := range []string{`{"amount":{"amount":0,"currency":"JPY"}}`, `{"amount":{"amount":-5,"currency":"JPY"}}`, `{"amount":{"amount":9007199254740993,"currency":"JPY"}}`} {
		if _, _, err, _ := both([]byte(body), decodeSpend); err == nil || !strings.HasPrefix(err.Error(), "amount is between") {
			t.Errorf("%s: %v", body, err)
		}
	}
	var in api.IssueRequest
	err := planOf(reflect.TypeFor[api.IssueRequest]()).decode([]byte(`{"program":"gift-jpy","value":{"amount":-1,"currency":"JPY"},"count":1}`), &in)
	if err == nil || !strings.HasPrefix(err.Error(), "value is between") {
		t.Errorf("an issue without activate and of a negative value: %v", err)
	}
}

func FuzzBodies(f *testing.F) {
	for _, body := range badBodies() {
		f.Add([]byte(body))
	}
	f.Add([]byte(`{"code":"\u0037Q2M","amount":{"amount":1200,"currency":"JPY"},"merchant":"m1","reference":"ギフト"}`))
	f.Fuzz(func(t *testing.T, body []byte) {
		sameReading(t, body, decodeSpend)
		sameReading(t, body, decodeClaim)
		sameReading(t, body, decodeCode)
		s := scanner{b: body}
		var list []api.CodeRequest
		if err := decodeCodes(&s, fields{}, &list); err == nil && s.end() == nil && !json.Valid(body) {
			t.Errorf("%s is accepted, but is not JSON", body)
		}
	})
}

// What was sent never comes back in an error: it could be a code.
func TestErrorsDoNotRepeatTheBody(t *testing.T) {
	const secret = "7Q2MX-7Q2MX-7Q2MX-7Q2MX"
	for _, body := range []string{`{"` + secret + `":1}`, `{"code":` + secret + `}`, `{"code":"` + secret, secret, `{"code":"` + secret + `"}` + secret,
		`{"amount":{"` + secret + `":1}}`} {
		if _, _, err, _ := both([]byte(body), decodeSpend); err == nil || strings.Contains(err.Error(), "7Q2M") {
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
		card := api.CardStatus{Serial: serial.Draw(t, "serial"), Program: word.Draw(t, "program"), State: unspent.State(word.Draw(t, "state")), Unspent: rapid.Bool().Draw(t, "unspent"), Face: amount.Draw(t, "face"),
			Balance: amount.Draw(t, "balance"), Held: nil, Frozen: rapid.Bool().Draw(t, "frozen"), ExpiresAt: maybe.Draw(t, "expires"), AsOf: when.Draw(t, "asOf"), Seq: unspent.Seq(place.Draw(t, "seq")), Head: word.Draw(t, "head")}
		if rapid.Bool().Draw(t, "held") {
			card.Held = &api.HeldUntil{ID: api.HoldID(place.Draw(t, "id")), Until: when.Draw(t, "until"), Released: rapid.Bool().Draw(t, "released")}
		}
		same(t, appendCardStatus(nil, &card), card)
		ev := api.Event{ID: api.EventID(place.Draw(t, "id")), Kind: unspent.Kind(word.Draw(t, "kind")), Seq: unspent.Seq(place.Draw(t, "seq")), At: when.Draw(t, "at"), Program: word.Draw(t, "program"), Debit: unspent.Ref(word.Draw(t, "debit")),
			Credit: unspent.Ref(word.Draw(t, "credit")), Amount: amount.Draw(t, "amount"), Balance: amount.Draw(t, "after"), Reason: unspent.Reason(word.Draw(t, "reason")), Asked: unspent.Kind(word.Draw(t, "asked")), Wanted: rapid.Int64().Draw(t, "wanted"),
			Until: maybe.Draw(t, "until"), Of: api.EventID(rapid.Int64Min(0).Draw(t, "of")), Party: word.Draw(t, "party"), Reference: word.Draw(t, "reference"), Note: word.Draw(t, "note"), By: word.Draw(t, "by"), ByName: word.Draw(t, "byName"), Prev: api.EventID(rapid.Int64Min(0).Draw(t, "prev")), Hash: word.Draw(t, "hash")}
		spent := api.SpendAnswer{Event: ev, Balance: amount.Draw(t, "balance")}
		same(t, appendSpent(nil, &spent), spent)
		claimed := api.ClaimAnswer{Event: ev, Account: api.Account{ID: word.Draw(t, "account"), Balance: amount.Draw(t, "balance")}}
		same(t, appendClaimed(nil, &claimed), claimed)
		checks := api.ChecksAnswer{Checks: []api.CheckedCard{{CardStatus: &card}, {Problem: &api.Problem{Reason: unspent.Reason(word.Draw(t, "reason"))}}}}
		same(t, appendChecks(nil, &checks), checks)
	})
}
