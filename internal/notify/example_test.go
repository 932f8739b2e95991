package notify_test

import (
	"crypto/rand"
	"fmt"
	"strings"
	"time"

	"github.com/unspent-dev/unspent/brand"
	"github.com/unspent-dev/unspent/internal/notify"
)

// An opening notice, written for the giver and signed.
func Example() {
	from, err := notify.ParseAddress("gift@cards.example")
	if err != nil {
		panic(err)
	}
	to, err := notify.ParseAddress("hanako@example.jp")
	if err != nil {
		panic(err)
	}
	head, err := notify.NewLetterhead(brand.Text{JA: "花見カード", EN: "Hanami Cards"}, from, "https://cards.example")
	if err != nil {
		panic(err)
	}
	at := time.Date(2026, 11, 22, 5, 5, 0, 0, time.UTC)
	notice := notify.Opened{Face: yen(5000), Recipient: address("taro@example.jp"), At: at, Order: "G-1042"}
	mail, err := head.Compose(notice, notify.Envelope{To: to, Lang: notify.Japanese, Cause: "evt_42", At: at})
	if err != nil {
		panic(err)
	}
	key, err := notify.NewKey("cards.example", "u2026a", notify.Ed25519, rand.Reader)
	if err != nil {
		panic(err)
	}
	signer, err := notify.NewSigner(key)
	if err != nil {
		panic(err)
	}
	signed, err := signer.Sign(mail)
	if err != nil {
		panic(err)
	}
	fmt.Println(signed.ID())
	fmt.Println(strings.HasPrefix(string(signed.Reveal()), "DKIM-Signature: "), signed)
	// Output:
	// 3a2285fac8e0304b0f248d57df71c9770cfe2d9e@cards.example
	// true mail(redacted)
}
