package assess

import (
	"testing"

	"github.com/unspent-dev/unspent/brand"
)

// A receipt masks a part of the card's number: what it shows decides.
func TestMaskedSerial(t *testing.T) {
	for shown, want := range map[string]Binding{
		"6039********7731": Exact, "6039*xx7731": Exact, "****7731": Exact, "60391234567731": Exact, "6039********7732": Unbound, "5039********7731": Unbound,
		"************731": Unbound, "6039**********": Unbound,
	} {
		e := about("e1", Till, Mine, brand.TillActivated)
		e.Card = Card{Serial: shown}
		c := shopped()
		c.Card.Serial = "6039 1234 5677 31"
		if got := newPiece(c, e).binding; got != want {
			t.Errorf("a receipt with %s is bound %s; want %s", shown, got, want)
		}
	}
}

// What is shown between masks is compared too, and a letter of the number is no mask.
func TestMaskedPieces(t *testing.T) {
	for _, tt := range []struct {
		shown, number string
		want          Binding
	}{
		{"GX00123456", "GX00123456", Exact},
		{"gx00123456", "GX00123456", Exact},
		{"GX00123456", "GA00123456", Unbound},
		{"GA00x23456", "GA00123456", Unbound},
		{"GAxx123456", "GA00123456", Exact},
		{"GX00****3456", "GX0012343456", Exact},
		{"GX00****3456", "GA0012343456", Unbound},
		{"**12**3456", "GA00123456", Exact},
		{"**77**3456", "GA00123456", Unbound},
		{"6039-xxxx-1234-xxxx-7731", "60395555123466667731", Exact},
		{"6039-xxxx-1235-xxxx-7731", "60395555123466667731", Unbound},
		{"xxxx.xxxx.7731", "60395555123466667731", Exact},
		{"60*39*60397731", "60397731", Unbound},
		{"XX**3456", "GA00123456", Exact},
		{"X*003456", "GA00003456", Unbound},
	} {
		e := about("e1", Till, Mine, brand.TillActivated)
		e.Card = Card{Serial: tt.shown}
		c := shopped()
		c.Card.Serial = tt.number
		if got := newPiece(c, e).binding; got != tt.want {
			t.Errorf("a receipt with %s of the card %s is bound %s; want %s", tt.shown, tt.number, got, tt.want)
		}
	}
}
