package api_test

import (
	"encoding/json"
	"testing"
	"time"

	"github.com/unspent-dev/unspent"
	"github.com/unspent-dev/unspent/api"
)

// TestValues has each value that writes itself, as it stands in an answer.
func TestValues(t *testing.T) {
	yen, err := unspent.ParseCurrency("JPY")
	if err != nil {
		t.Fatal(err)
	}
	serial, err := unspent.NewSerial(600100, 7)
	if err != nil {
		t.Fatal(err)
	}
	at := time.Date(2027, 3, 31, 15, 0, 0, 0, time.FixedZone("JST", 9*60*60))
	type all struct {
		Time   api.Time       `json:"time"`
		Event  api.EventID    `json:"event,omitzero"`
		Hold   api.HoldID     `json:"hold,omitzero"`
		Next   api.Cursor     `json:"next"`
		Money  unspent.Money  `json:"money"`
		Serial unspent.Serial `json:"serial,omitzero"`
		Digest unspent.Digest `json:"digest,omitzero"`
	}
	tests := map[string]struct {
		value all
		text  string
	}{
		"nothing": {all{}, `{"time":null,"next":null,"money":{"amount":0,"currency":""}}`},
		"everything": {all{api.TimeOf(at), 43, 45, "abc", unspent.NewMoney(-500, yen), serial, unspent.Digest{1}},
			`{"time":"2027-03-31T06:00:00Z","event":"evt_43","hold":"hld_45","next":"abc","money":{"amount":-500,"currency":"JPY"},"serial":"` +
				serial.String() + `","digest":"` + unspent.Digest{1}.String() + `"}`},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			text, err := json.Marshal(tt.value)
			if err != nil || string(text) != tt.text {
				t.Fatalf("written %s, %v; want %s", text, err, tt.text)
			}
			var back all
			if err := json.Unmarshal(text, &back); err != nil || back != tt.value {
				t.Errorf("read back %+v, %v; want %+v", back, err, tt.value)
			}
		})
	}
	for _, text := range []string{`{"event":"hld_1"}`, `{"hold":"45"}`, `{"money":{"amount":1,"currency":"XYZW"}}`, `{"money":1.5}`, `{"serial":"123"}`,
		`{"digest":"zz"}`} {
		if err := json.Unmarshal([]byte(text), &all{}); err == nil {
			t.Errorf("%s is read", text)
		}
	}
}

// A checked card is the card or the problem, as the server had it.
func TestCheckedCard(t *testing.T) {
	for _, c := range []api.CheckedCard{
		{CardStatus: &api.CardStatus{Program: "<gift>", State: unspent.StateSpent}},
		{Problem: &api.Problem{Reason: unspent.NotFound, Detail: "no card answers to this"}},
	} {
		text, err := json.Marshal(c)
		if err != nil {
			t.Fatal(err)
		}
		var back api.CheckedCard
		if err := json.Unmarshal(text, &back); err != nil || (back.Problem == nil) != (c.Problem == nil) || (back.CardStatus == nil) != (c.CardStatus == nil) {
			t.Errorf("%s is read as %+v, %v", text, back, err)
		}
	}
}
