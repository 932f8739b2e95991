package main

import (
	"errors"
	"io"
	"os"
	"path/filepath"
	"strings"
	"time"

	"filippo.io/age"

	"github.com/unspent-dev/unspent"
)

// sealFile encrypts a file to recipients (age) into a new one, which is on the disk
// when it returns.
func sealFile(from, to string, recipients []age.Recipient) (err error) {
	in, err := os.Open(from)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, in.Close()) }()
	out, err := newFile(to)
	if err != nil {
		return err
	}
	w, err := age.Encrypt(out, recipients...)
	if err == nil {
		_, err = io.Copy(w, in)
	}
	if err == nil {
		err = errors.Join(w.Close(), out.Sync())
	}
	if err = errors.Join(err, out.Close()); err != nil {
		return errors.Join(err, os.Remove(to))
	}
	return syncFolder(to)
}

// syncFolder flushes the folder of a new file.
func syncFolder(path string) error {
	d, err := os.Open(filepath.Dir(path))
	if err != nil {
		return err
	}
	return errors.Join(d.Sync(), d.Close())
}

// openSealed decrypts a file with identities into a new one. Nothing of it is left
// when it was changed or is not for them.
func openSealed(from, to string, identities []age.Identity) (err error) {
	in, err := os.Open(from)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, in.Close()) }()
	r, err := age.Decrypt(in, identities...)
	if _, ok := errors.AsType[*age.NoIdentityMatchError](err); ok {
		return refuse(nil, unspent.Forbidden, "use.sealedToOthers")
	}
	if err != nil {
		return wrong("use.notAge")
	}
	out, err := newFile(to)
	if err != nil {
		return err
	}
	if _, err = io.Copy(out, r); err != nil {
		err = wrong("use.backupCut")
	} else {
		err = out.Sync()
	}
	if err = errors.Join(err, out.Close()); err != nil {
		return errors.Join(err, os.Remove(to))
	}
	return nil
}

// clearFolder makes a folder, beside the database, for what is in clear for a
// moment, and removes those that killed commands have left a day ago.
func clearFolder(db string) (string, error) {
	left, err := filepath.Glob(db + clearSuffix + "*")
	if err != nil {
		return "", err
	}
	for _, path := range left {
		if info, err := os.Stat(path); err == nil && time.Since(info.ModTime()) > clearAge {
			if err := os.RemoveAll(path); err != nil {
				return "", err
			}
		}
	}
	return os.MkdirTemp(filepath.Dir(db), filepath.Base(db)+clearSuffix+"*")
}

// clearSuffix begins what follows the name of the database in the name of a folder
// of clearFolder.
const clearSuffix = ".clear-"

// isSealed reports whether a file begins as one of age does.
func isSealed(path string) bool {
	f, err := os.Open(path)
	if err != nil {
		return false
	}
	defer func() { _ = f.Close() }()
	head := make([]byte, len(ageHead))
	_, err = io.ReadFull(f, head)
	return err == nil && string(head) == ageHead
}

// ageHead begins every file of age that is no text.
const ageHead = "age-encryption.org/v1\n"

// recipientsOf reads the public keys, or files of them, that a backup is sealed to.
func (sh *shell) recipientsOf(given []string) (all []age.Recipient, err error) {
	for _, text := range given {
		lines := strings.NewReader(text)
		if !strings.HasPrefix(text, "age1") {
			file, err := sh.readSmall(text, maxRecipients)
			if err != nil {
				return nil, err
			}
			lines = strings.NewReader(string(file))
		}
		some, err := age.ParseRecipients(lines)
		if err != nil {
			return nil, wrong("use.recipients")
		}
		all = append(all, some...)
	}
	return all, nil
}

// identitiesOf reads the private keys of a file.
func identitiesOf(path string) ([]age.Identity, error) {
	f, err := opened(path)
	if err != nil {
		return nil, err
	}
	defer func() { _ = f.Close() }()
	all, err := age.ParseIdentities(io.LimitReader(f, maxRecipients))
	if err != nil {
		return nil, wrong("use.noIdentity", "File", path)
	}
	return all, nil
}
