package staff

import (
	"crypto/sha256"
	"encoding/base32"
	"strings"
	"time"

	"github.com/pquerna/otp"
	"github.com/pquerna/otp/hotp"
	"github.com/pquerna/otp/totp"
	"golang.org/x/text/unicode/norm"

	"github.com/unspent-dev/unspent"
)

func hash(secret string) [sha256.Size]byte { return sha256.Sum256([]byte(secret)) }

func base32Of(b []byte) string {
	return base32.StdEncoding.WithPadding(base32.NoPadding).EncodeToString(b)
}

// secretOf is what a phone is told of a seed.
func secretOf(seed [32]byte) string { return base32Of(seed[:secretBytes]) }

// stepOf returns the step that digits are for: one around now that comes after the
// newest used one. ok is false if they are for none.
func stepOf(secret, digits string, now time.Time, used int64) (at int64, ok bool) {
	digits = strings.NewReplacer(" ", "", "-", "").Replace(norm.NFKC.String(digits))
	for n := now.Unix()/int64(step/time.Second) - skew; n <= now.Unix()/int64(step/time.Second)+skew; n++ {
		// Each is compared, in constant time, so that none takes less.
		fits, err := hotp.ValidateCustom(digits, uint64(n), secret, hotp.ValidateOpts{Digits: otp.DigitsSix, Algorithm: otp.AlgorithmSHA1})
		if err == nil && fits && n > used {
			at, ok = n, true
		}
	}
	return at, ok
}

// address is what a phone scans: the secret, and what to call it.
func address(seed [32]byte, issuer, name string) (string, error) {
	key, err := totp.Generate(totp.GenerateOpts{Issuer: issuer, AccountName: name, Period: uint(step / time.Second), Secret: seed[:secretBytes],
		Digits: otp.DigitsSix, Algorithm: otp.AlgorithmSHA1})
	if err != nil {
		return "", unspent.Errorf(unspent.Invalid, "this name cannot stand in an app that makes digits")
	}
	return key.URL(), nil
}
