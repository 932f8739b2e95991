package unspent_test

import (
	"errors"
	"reflect"
	"strconv"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/unspent-dev/unspent"
)

func itoa(n int) string { return strconv.Itoa(n) }

func TestKinds(t *testing.T) {
	seen := map[unspent.Kind]bool{}
	for _, k := range unspent.Kinds() {
		if got, err := unspent.ParseKind(string(k)); got != k || err != nil || seen[k] {
			t.Errorf("ParseKind(%q) = %q, %v; seen before: %t", k, got, err, seen[k])
		}
		seen[k] = true
	}
	for _, text := range []string{"", "Issued", "issued ", "stolen"} {
		if got, err := unspent.ParseKind(text); !errors.Is(err, unspent.Invalid) {
			t.Errorf("ParseKind(%q) = %q, %v; want invalid", text, got, err)
		}
	}
}

func TestParseEventID(t *testing.T) {
	for _, seq := range []unspent.Seq{1, 42, 1<<63 - 1} {
		if got, err := unspent.ParseEventID(seq.EventID()); got != seq || err != nil {
			t.Errorf("ParseEventID(%q) = %d, %v", seq.EventID(), got, err)
		}
		if got, err := unspent.ParseHoldID(seq.HoldID()); got != seq || err != nil {
			t.Errorf("ParseHoldID(%q) = %d, %v", seq.HoldID(), got, err)
		}
	}
	for _, text := range []string{"", "42", "evt_", "evt_0", "evt_-1", "evt_+1", "evt_01", "evt_1 ", "evt_1_0", "evt_0x1", "evt_9223372036854775808",
		"EVT_1", "hld_1", "evt_１", "evt_" + strings.Repeat("9", 1000)} {
		if got, err := unspent.ParseEventID(text); !errors.Is(err, unspent.Invalid) || got != 0 {
			t.Errorf("ParseEventID(%q) = %d, %v; want invalid", text, got, err)
		} else if len(err.Error()) > 200 {
			t.Errorf("the error repeats %d bytes", len(err.Error()))
		}
	}
	for typed, want := range map[string]unspent.Seq{"hld_42": 42, "42": 42, " HLD_42 ": 42, "hld-42": 42, "ｈｌｄ＿４２": 42, "４２": 42, "hld 42": 42} {
		if got, err := unspent.ReadHoldID(typed); got != want || err != nil {
			t.Errorf("ReadHoldID(%q) = %d, %v", typed, got, err)
		}
	}
	for _, typed := range []string{"", "hld_", "evt_42", "4-2", "042", "-", "hld"} {
		if got, err := unspent.ReadHoldID(typed); !errors.Is(err, unspent.Invalid) {
			t.Errorf("ReadHoldID(%q) = %d, %v", typed, got, err)
		}
	}
	if _, err := unspent.ParseHoldID("evt_1"); !errors.Is(err, unspent.Invalid) {
		t.Errorf("an event's id is taken for a hold's: %v", err)
	}
}

func FuzzParseEventID(f *testing.F) {
	for _, text := range []string{"evt_1", "hld_1", "evt_01", "evt_9223372036854775807", "evt_+1", ""} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		if seq, err := unspent.ParseEventID(text); err == nil && (seq.EventID() != text || seq < 1) {
			t.Errorf("ParseEventID(%q) = %d, which prints %q", text, seq, seq.EventID())
		}
		if seq, err := unspent.ParseHoldID(text); err == nil && (seq.HoldID() != text || seq < 1) {
			t.Errorf("ParseHoldID(%q) = %d, which prints %q", text, seq, seq.HoldID())
		}
	})
}

func TestRef(t *testing.T) {
	card := unspent.CardRef(serialOf(7))
	tests := map[unspent.Ref]struct {
		name                             string
		card, account, world, obligation bool
	}{
		unspent.WorldRef("p"):          {"p", false, false, true, false},
		card:                           {serialOf(7).String(), true, false, false, true},
		unspent.AccountRef("acct_a"):   {"acct_a", false, true, false, true},
		unspent.MerchantRef("p", "m1"): {"p/m1", false, false, false, false},
		unspent.BreakageRef("p"):       {"p", false, false, false, false},
		"":                             {"", false, false, false, false},
	}
	for ref, want := range tests {
		if ref.Name() != want.name || ref.IsCard() != want.card || ref.IsAccount() != want.account || ref.IsWorld() != want.world ||
			ref.IsLiability() != want.obligation {
			t.Errorf("%q: name %q, card %t, account %t, world %t, liability %t; want %+v", ref, ref.Name(), ref.IsCard(), ref.IsAccount(), ref.IsWorld(),
				ref.IsLiability(), want)
		}
		if _, ok := ref.Serial(); ok != want.card {
			t.Errorf("%q has a serial: %t, want %t", ref, ok, want.card)
		}
	}
	if got := unspent.MerchantRef("p", "m1").Merchant(); got != "m1" {
		t.Errorf("merchant is %q, want m1", got)
	}
	for _, ref := range []unspent.Ref{"card:", "card:x", "card:600100000000000000", "card:60010000000000000023", "card:+001000000000000002",
		"account:6001000000000000002"} {
		if s, ok := ref.Serial(); ok {
			t.Errorf("%q has serial %s, want none", ref, s)
		}
	}
}

func TestSubject(t *testing.T) {
	card, account, world := unspent.CardRef(serialOf(1)), unspent.AccountRef("a"), unspent.WorldRef("p")
	for name, tt := range map[string]struct {
		e    unspent.Event
		want unspent.Ref
		left int64
	}{
		"sale":         {unspent.Event{Debit: world, Credit: card, DebitAfter: -5, CreditAfter: 5}, card, 5},
		"payment":      {unspent.Event{Debit: card, Credit: unspent.MerchantRef("p", "m"), DebitAfter: 3, CreditAfter: 2}, card, 3},
		"claim":        {unspent.Event{Debit: card, Credit: account, CreditAfter: 5}, card, 0},
		"refund":       {unspent.Event{Debit: unspent.MerchantRef("p", "m"), Credit: account, CreditAfter: 4}, account, 4},
		"take":         {unspent.Event{Debit: card, Credit: unspent.CardRef(serialOf(2)), CreditAfter: 5}, card, 0},
		"nothing move": {unspent.Event{Debit: card, DebitAfter: 5}, card, 5},
	} {
		tt.e.Amount = jpy(0)
		if got := tt.e.Subject(); got != tt.want || tt.e.SubjectAfter() != jpy(tt.left) {
			t.Errorf("%s is about %s, which has %s left; want %s with %d", name, got, tt.e.SubjectAfter(), tt.want, tt.left)
		}
	}
}

// fullEvent has every field filled.
func fullEvent() unspent.Event {
	return unspent.Event{Seq: 1, At: time.UnixMicro(2).UTC(), Kind: unspent.Spent, Program: "p", Debit: "card:1", Credit: "merchant:p/m", Amount: jpy(3),
		DebitPrev: 4, CreditPrev: 5, DebitAfter: 6, CreditAfter: 7, Reason: "r", Request: unspent.RequestID{8}, Print: unspent.Print{9}, By: "key",
		Key: unspent.CardKey{10}, Face: jpy(11), Until: time.UnixMicro(12).UTC(), Party: "pty", Secret: unspent.Digest{13}, Of: 14,
		Asked: unspent.Taken, Wanted: 15, Note: "n", Last4: "7Q2M", Lots: unspent.OneLot(time.UnixMicro(16), 2), Format: unspent.Format}
}

// TestDigest changes each field of an event, one at a time: the hash must notice,
// however it is laid out.
func TestDigest(t *testing.T) {
	debitPrev, creditPrev := unspent.Digest{1}, unspent.Digest{2}
	want := fullEvent().Digest(debitPrev, creditPrev)
	first, oldest := fullEvent(), fullEvent()
	second := fullEvent()
	second.Format, second.Lots = 2, unspent.Lots{}
	first.Format, oldest.Format, oldest.Last4 = 0, 0, "" // as every event was before it was kept
	for golden, got := range map[string]unspent.Digest{
		goldenDigest: oldest.Digest(debitPrev, creditPrev), goldenDigest2: second.Digest(debitPrev, creditPrev), goldenDigest3: want,
	} {
		if got.String() != golden {
			t.Errorf("the digest is %s, want %s: a change breaks every journal", got, golden)
		}
	}
	for i := range reflect.TypeFor[unspent.Event]().NumField() {
		for _, e := range []unspent.Event{fullEvent(), first} {
			was := e.Digest(debitPrev, creditPrev)
			name, field := reflect.TypeFor[unspent.Event]().Field(i).Name, reflect.ValueOf(&e).Elem().Field(i)
			if name == "Format" || name == "Lots" && e.Format == 0 {
				continue // told apart below
			}
			if field.IsZero() != (name == "Hash") {
				t.Errorf("%s is not filled: the test would not notice it", name)
			}
			change(field)
			if changed := e.Digest(debitPrev, creditPrev) != was; changed != (name != "Hash") {
				t.Errorf("a change of %s changes the digest of format %d: %t", name, e.Format, changed)
			}
		}
	}
	if first.Digest(debitPrev, creditPrev) == want {
		t.Error("both formats have the same digest")
	}
	other := fullEvent()
	other.Amount = eur(3)
	for name, got := range map[string]unspent.Digest{
		"currency":    other.Digest(unspent.Digest{1}, unspent.Digest{2}),
		"debit prev":  fullEvent().Digest(unspent.Digest{3}, unspent.Digest{2}),
		"credit prev": fullEvent().Digest(unspent.Digest{1}, unspent.Digest{3}),
		"both prevs":  fullEvent().Digest(unspent.Digest{2}, unspent.Digest{1}),
	} {
		if got == want {
			t.Errorf("a change of the %s does not change the digest", name)
		}
	}
	if got := (unspent.Digest{}).String(); got != "" {
		t.Errorf("no digest prints %q", got)
	}
}

// change makes another value of a field.
func change(field reflect.Value) {
	switch v := field.Addr().Interface().(type) {
	case *time.Time:
		*v = v.Add(time.Microsecond)
	case *unspent.Lots:
		*v = unspent.OneLot(v.First(), v.Units()+1)
	case *unspent.Money:
		*v = jpy(v.Units() + 1)
	default:
		switch field.Kind() {
		case reflect.String:
			field.SetString(field.String() + "x")
		case reflect.Array:
			last := field.Index(field.Len() - 1)
			last.SetUint(last.Uint() + 1)
		default:
			field.SetInt(field.Int() + 1)
		}
	}
}

// TestDigestProperties moves a byte from one text to the next: lengths are part
// of the hash, so the digest changes.
func TestDigestProperties(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := rapid.StringN(1, 20, 60).Draw(t, "text")
		cut, other := rapid.IntRange(0, len(text)).Draw(t, "cut"), rapid.IntRange(0, len(text)).Draw(t, "other")
		a, b := fullEvent(), fullEvent()
		a.By, a.Party = text[:cut], text[cut:]
		b.By, b.Party = text[:other], text[other:]
		same := a.Digest(unspent.Digest{}, unspent.Digest{}) == b.Digest(unspent.Digest{}, unspent.Digest{})
		if same != (cut == other) {
			t.Fatalf("%q cut at %d and at %d: same digest %t", text, cut, other, same)
		}
	})
}

const (
	goldenDigest  = "edaadd6253054de582f19946f6f36d36b27853d2322b3415d6f10f17b5801de7" // without a format
	goldenDigest2 = "a5801e83e477fd1bb67cf7014d1c2dc1958c35ae7fdf1ff26833095265b0fd41" // in parts
	goldenDigest3 = "16932a14e04ab97ac36d1df1c6b7868dce4895ba2ae5eaef15daeb330e159153" // the same, and claims name their end
)
