package keyring

import (
	"bytes"
	"errors"
	"io"

	"filippo.io/age"
	"filippo.io/age/armor"

	"github.com/unspent-dev/unspent"
)

// sealed encrypts the text of a file to a passphrase (age, scrypt), as text.
func sealed(text []byte, passphrase string) ([]byte, error) {
	to, err := age.NewScryptRecipient(passphrase)
	if err != nil {
		return nil, err
	}
	var b bytes.Buffer
	plates := armor.NewWriter(&b)
	w, err := age.Encrypt(plates, to)
	if err == nil {
		_, err = w.Write(text)
	}
	if err == nil {
		err = errors.Join(w.Close(), plates.Close())
	}
	return b.Bytes(), err
}

// unsealed returns the text of a file in clear, and the passphrase that it was
// sealed with, "" if it was not.
func (f File) unsealed(text []byte) ([]byte, string, error) {
	if !bytes.HasPrefix(text, []byte(armor.Header)) {
		return text, "", nil
	}
	if f.Passphrase == nil {
		return nil, "", unspent.Errorf(unspent.Forbidden, "the keyring is sealed: give its passphrase with --keyring-passphrase-file")
	}
	passphrase, err := f.Passphrase()
	if err != nil {
		return nil, "", err
	}
	id, err := age.NewScryptIdentity(passphrase)
	if err != nil {
		return nil, "", unspent.Errorf(unspent.Invalid, "the passphrase of the keyring is empty")
	}
	id.SetMaxWorkFactor(maxWork)
	r, err := age.Decrypt(armor.NewReader(bytes.NewReader(text)), id)
	if _, ok := errors.AsType[*age.NoIdentityMatchError](err); ok || errors.Is(err, age.ErrIncorrectIdentity) {
		return nil, "", unspent.Errorf(unspent.Forbidden, "this is not the passphrase of the keyring")
	}
	if err != nil {
		return nil, "", damaged()
	}
	text, err = io.ReadAll(io.LimitReader(r, maxFile+1))
	if err != nil {
		return nil, "", damaged()
	}
	return text, passphrase, nil
}
