package main

import (
	"errors"
	"io"
	"io/fs"
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
		return unspent.Errorf(unspent.Forbidden, "the backup is sealed to somebody else than the identities of --identity")
	}
	if err != nil {
		return unspent.Errorf(unspent.Invalid, "the backup is damaged: it is no whole age file")
	}
	out, err := newFile(to)
	if err != nil {
		return err
	}
	if _, err = io.Copy(out, r); err != nil {
		err = unspent.Errorf(unspent.Invalid, "the backup is damaged, or not all of it is there")
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

// newFile makes a file that only its owner can read.
func newFile(path string) (*os.File, error) {
	f, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if errors.Is(err, fs.ErrExist) {
		return nil, unspent.Errorf(unspent.Conflict, "%q exists already", path)
	}
	if err != nil {
		return nil, usage("the file %q cannot be written", path)
	}
	return f, nil
}

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
func recipientsOf(given []string) (all []age.Recipient, err error) {
	for _, text := range given {
		lines := strings.NewReader(text)
		if !strings.HasPrefix(text, "age1") {
			file, err := readSmall(text, maxRecipients)
			if err != nil {
				return nil, err
			}
			lines = strings.NewReader(string(file))
		}
		some, err := age.ParseRecipients(lines)
		if err != nil {
			return nil, usage("--to takes public keys of age (age1…), or a file with one in each line")
		}
		all = append(all, some...)
	}
	return all, nil
}

// identitiesOf reads the private keys of a file.
func identitiesOf(path string) ([]age.Identity, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, usage("the file %q cannot be read", path)
	}
	defer func() { _ = f.Close() }()
	all, err := age.ParseIdentities(io.LimitReader(f, maxRecipients))
	if err != nil {
		return nil, usage("the file %q has no private key of age (AGE-SECRET-KEY-1…), as age-keygen writes it", path)
	}
	return all, nil
}
