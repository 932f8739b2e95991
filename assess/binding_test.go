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
