package httpapi

import (
	"bytes"
	"encoding/json"
	"strconv"
	"time"

	"github.com/unspent-dev/unspent"
	"github.com/unspent-dev/unspent/api"
)

// The hot answers are appended by hand: byte for byte what encoding/json makes
// of the same structs, as a test proves.

func appendText(b []byte, text string) []byte {
	for i := range len(text) {
		if c := text[i]; c < ' ' || c >= 0x7f || c == '"' || c == '\\' {
			return appendJSON(b, text)
		}
	}
	b = append(b, '"')
	b = append(b, text...)
	return append(b, '"')
}

// appendJSON appends v as encoding/json writes it, with <, > and & as they are.
func appendJSON(b []byte, v any) []byte {
	var buf bytes.Buffer
	enc := json.NewEncoder(&buf)
	enc.SetEscapeHTML(false)
	if err := enc.Encode(v); err != nil {
		panic(err) // no answer holds what JSON cannot
	}
	return append(b, bytes.TrimSuffix(buf.Bytes(), []byte("\n"))...)
}

// field appends a name, which includes its quotes, colon and what stands before.
func field(b []byte, name, text string) []byte { return appendText(append(b, name...), text) }

// optional appends a field unless it is empty.
func optional(b []byte, name, text string) []byte {
	if text == "" {
		return b
	}
	return field(b, name, text)
}

func fieldTime(b []byte, name string, t time.Time) []byte {
	b = append(append(b, name...), '"')
	return append(t.AppendFormat(b, time.RFC3339Nano), '"')
}

func fieldInt(b []byte, name string, n int64) []byte {
	return strconv.AppendInt(append(b, name...), n, 10)
}

func fieldBool(b []byte, name string, yes bool) []byte {
	return strconv.AppendBool(append(b, name...), yes)
}

func fieldMoney(b []byte, name string, m unspent.Money) []byte {
	b = fieldInt(append(b, name...), `{"amount":`, m.Units())
	return append(field(b, `,"currency":`, m.Currency().String()), '}')
}

func appendCardStatus(b []byte, v *api.CardStatus) []byte {
	b = field(b, `{"serial":`, v.Serial.String())
	b = field(b, `,"program":`, v.Program)
	b = field(b, `,"state":`, string(v.State))
	b = fieldBool(b, `,"unspent":`, v.Unspent)
	b = fieldMoney(b, `,"face":`, v.Face)
	b = fieldMoney(b, `,"balance":`, v.Balance)
	if h := v.Held; h == nil {
		b = append(b, `,"held":null`...)
	} else {
		b = field(b, `,"held":{"id":`, h.ID.String())
		b = fieldTime(b, `,"until":`, h.Until)
		b = append(fieldBool(b, `,"released":`, h.Released), '}')
	}
	b = fieldBool(b, `,"frozen":`, v.Frozen)
	if v.ExpiresAt.IsZero() {
		b = append(b, `,"expiresAt":null`...)
	} else {
		b = fieldTime(b, `,"expiresAt":`, v.ExpiresAt.Time)
	}
	b = fieldTime(b, `,"asOf":`, v.AsOf)
	b = fieldInt(b, `,"seq":`, int64(v.Seq))
	return append(field(b, `,"head":`, v.Head), '}')
}

func appendEvent(b []byte, v *api.Event) []byte {
	b = field(b, `{"id":`, v.ID.String())
	b = field(b, `,"kind":`, string(v.Kind))
	b = fieldInt(b, `,"seq":`, int64(v.Seq))
	b = fieldTime(b, `,"at":`, v.At)
	b = field(b, `,"program":`, v.Program)
	b = field(b, `,"debit":`, string(v.Debit))
	b = optional(b, `,"credit":`, string(v.Credit))
	b = fieldMoney(b, `,"amount":`, v.Amount)
	b = fieldMoney(b, `,"balance":`, v.Balance)
	b = optional(b, `,"reason":`, string(v.Reason))
	b = optional(b, `,"asked":`, string(v.Asked))
	if v.Wanted != 0 {
		b = fieldInt(b, `,"wanted":`, v.Wanted)
	}
	if !v.Until.IsZero() {
		b = fieldTime(b, `,"until":`, v.Until.Time)
	}
	b = optional(b, `,"of":`, v.Of.String())
	b = optional(b, `,"party":`, v.Party)
	b = optional(b, `,"reference":`, v.Reference)
	b = optional(b, `,"note":`, v.Note)
	b = field(b, `,"by":`, v.By)
	b = optional(b, `,"byName":`, v.ByName)
	b = optional(b, `,"prev":`, v.Prev.String())
	return append(field(b, `,"hash":`, v.Hash), '}')
}

func appendSpent(b []byte, v *api.SpendAnswer) []byte {
	b = appendEvent(append(b, `{"event":`...), &v.Event)
	return append(fieldMoney(b, `,"balance":`, v.Balance), '}')
}

func appendClaimed(b []byte, v *api.ClaimAnswer) []byte {
	b = appendEvent(append(b, `{"event":`...), &v.Event)
	b = field(b, `,"account":{"id":`, v.Account.ID)
	return append(fieldMoney(b, `,"balance":`, v.Account.Balance), '}', '}')
}
