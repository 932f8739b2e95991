package keyring_test

import (
	"crypto/rand"
	"fmt"
	"os"
	"path/filepath"
	"time"

	"github.com/unspent-dev/unspent"
	"github.com/unspent-dev/unspent/internal/keyring"
)

func Example() {
	dir, err := os.MkdirTemp("", "unspent")
	if err != nil {
		panic(err)
	}
	defer os.RemoveAll(dir)
	path := filepath.Join(dir, "unspent.db.keys")

	ring, err := keyring.File{Path: path}.Create(rand.Reader, time.Now())
	if err != nil {
		panic(err)
	}
	code := unspent.DeriveCode([32]byte{}, 0)
	stored := ring.CardKey(code) // what the database keeps

	ring, err = keyring.File{Path: path}.Rotate(keyring.Pepper, rand.Reader, time.Now())
	if err != nil {
		panic(err)
	}
	keys := ring.CardKeys(code) // what a look-up asks for
	fmt.Println(len(keys), keys[1] == stored)
	fmt.Println(ring)
	// Output:
	// 2 true
	// keyring(redacted)
}
