package web_test

import (
	"net/http"
	"testing"

	"github.com/unspent-dev/unspent"
	"github.com/unspent-dev/unspent/internal/store"
)

// Row 3 of what surrounds the journal: a receipt of an event that the book lost is
// no proof of cheating, and the page says what happened and when.
func TestRow03LostReceipt(t *testing.T) {
	tests := map[string]struct{ genuine, rewritten, lost, kept string }{
		"ja": {"本物の証明書です", "台帳がこの証明書と食い違っています", "記録は発行者のもとで失われています", "台帳に残っている最後の記録："},
		"en": {"A genuine receipt", "The book contradicts this receipt", "The issuer lost its record of this", "kept up to event:"},
	}
	for lang, say := range tests {
		t.Run(lang, func(t *testing.T) {
			before, after := newWorld(t), newWorld(t) // of one keyring
			before.card("a")
			after.card("a")
			code, _ := before.card("b")
			holder, shop := before.visitor(lang), after.visitor(lang)
			checked := holder.send("/check", "code", grouped(code)).want(http.StatusOK)
			asked := holder.send("/prove", "ticket", checked.field("ticket")).want(http.StatusOK)
			link := holder.send("/prove", "ask", "1", "ticket", asked.field("ticket"), "audience", "", "nonce", "", "hours", "24").want(http.StatusOK).area("link")
			shop.send("/v", "receipt", link).want(http.StatusOK, say.rewritten)
			d, err := store.Loss{Epoch: 1, Kept: 1, At: after.now(), By: "Sato"}.Document()
			must(t, err)
			must(t, after.kept.Update(t.Context(), func(tx store.Tx) error { return tx.PutDocument(t.Context(), d) }))
			after.key(unspent.Support) // the book reads its documents again
			shop.send("/v", "receipt", link).want(http.StatusOK, say.lost, say.kept, "evt_1")
			holder.send("/v", "receipt", link).want(http.StatusOK, say.genuine)
		})
	}
}
