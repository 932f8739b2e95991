package keyring

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"time"

	"github.com/unspent-dev/unspent"
)

const version = 1

// envelope is the file. Keys are kept apart from it so that the checksum covers
// the exact bytes of all of them.
type envelope struct {
	Version int             `json:"version"`
	Keys    json.RawMessage `json:"keys"`
	SHA256  string          `json:"sha256"` // of Keys without white space, hexadecimal
}

type keysFile struct {
	Peppers  []keyFile `json:"peppers"` // each list oldest first
	Seals    []keyFile `json:"seals"`
	Signing  []keyFile `json:"signing"`
	Requests []keyFile `json:"requests"` // one
}

type keyFile struct {
	ID        string    `json:"kid"`
	CreatedAt time.Time `json:"createdAt"`
	Key       []byte    `json:"key"` // base64
}

// Create makes a new ring and keeps it in a new file of mode 0600. It answers
// Conflict if there is a file already.
func Create(path string, rand io.Reader, now time.Time) (*Ring, error) {
	r, err := New(rand, now)
	if err != nil {
		return nil, err
	}
	err = write(path, r)
	if errors.Is(err, fs.ErrExist) {
		return nil, &unspent.Error{Reason: unspent.Conflict, Err: err,
			Detail: "there is a keyring already: use it, or choose another place for the new database"}
	}
	if err != nil {
		return nil, unwritten(err)
	}
	return r, nil
}

// Load reads the ring of an existing file. It answers Unavailable if there is none,
// Forbidden if others can read it, and Invalid if it is damaged or of another
// version.
func Load(path string) (*Ring, error) {
	text, err := read(path)
	if err != nil {
		return nil, err
	}
	return decode(text)
}

// Rotate adds a key to the file and returns the ring with it. The old keys stay.
// It answers Conflict while another rotation is under way; a file with the
// suffix .new that an interrupted one left behind must be deleted by hand.
func Rotate(path string, what Part, rand io.Reader, now time.Time) (*Ring, error) {
	if what != Signing && what != Pepper && what != Seal {
		return nil, unspent.Errorf(unspent.Invalid, "a keyring has no part %q to rotate: name signing, pepper or seal", what)
	}
	next := path + ".new"
	lock, err := os.OpenFile(next, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if errors.Is(err, fs.ErrExist) {
		return nil, &unspent.Error{Reason: unspent.Conflict, Err: err,
			Detail: "another rotation is under way; if none is, delete the file that it left, named as the keyring with .new at its end"}
	}
	if err != nil {
		return nil, unwritten(err)
	}
	r, err := rotated(path, what, rand, now)
	if err == nil {
		err = fillFile(lock, r)
	} else {
		err = errors.Join(err, lock.Close())
	}
	if err == nil {
		err = os.Rename(next, path)
	}
	if err != nil {
		os.Remove(next)
		return nil, unwritten(err)
	}
	if err := syncDir(path); err != nil {
		return nil, unwritten(err)
	}
	return r, nil
}

// rotated returns the ring of path with one key more.
func rotated(path string, what Part, rand io.Reader, now time.Time) (*Ring, error) {
	r, err := Load(path)
	if err != nil {
		return nil, err
	}
	if len(r.in().secrets[what]) == maxKeys {
		return nil, unspent.Errorf(unspent.TooLarge, "the keyring holds %d keys of this part, which is the most", maxKeys)
	}
	s, err := newSecret(what, rand, now)
	if err != nil {
		return nil, err
	}
	r.in().secrets[what] = append(r.in().secrets[what], s) // r is not shared yet
	return assemble(r.in().secrets)
}

func read(path string) ([]byte, error) {
	f, err := os.Open(path)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, &unspent.Error{Reason: unspent.Unavailable, Err: err,
			Detail: "the keyring is missing: put it back from its own backup; a new one would match no card of this database"}
	}
	if err != nil {
		return nil, unread(err)
	}
	defer f.Close()
	info, err := f.Stat()
	switch {
	case err != nil:
		return nil, unread(err)
	case !info.Mode().IsRegular():
		return nil, unspent.Errorf(unspent.Invalid, "the keyring is not a plain file")
	case info.Mode().Perm()&0o077 != 0:
		return nil, unspent.Errorf(unspent.Forbidden, "the keyring can be read by others: set its mode to 600, and rotate its keys if anyone may have read it")
	case info.Size() == 0:
		return nil, unspent.Errorf(unspent.Invalid, "the keyring is empty: restore it from its backup; if no card was ever issued, delete it and run init")
	}
	text, err := io.ReadAll(io.LimitReader(f, maxFile+1))
	if err != nil {
		return nil, unread(err)
	}
	return text, nil
}

// decode reads the text of a file. Its errors never repeat any of it.
func decode(text []byte) (*Ring, error) {
	var e envelope
	if len(text) > maxFile || json.Unmarshal(text, &e) != nil {
		return nil, damaged()
	}
	if e.Version != version {
		return nil, unspent.Errorf(unspent.Invalid, "the keyring has version %d, this program reads version %d: use the program that wrote it", e.Version, version)
	}
	if check, err := checksum(e.Keys); err != nil || check != e.SHA256 {
		return nil, damaged()
	}
	var keys keysFile
	d := json.NewDecoder(bytes.NewReader(e.Keys))
	d.DisallowUnknownFields()
	if d.Decode(&keys) != nil || len(keys.Requests) != 1 {
		return nil, damaged()
	}
	secrets := map[Part][]secret{}
	for part, list := range keys.parts() {
		if len(list) == 0 || len(list) > maxKeys {
			return nil, damaged()
		}
		seen := map[string]bool{}
		for _, k := range list {
			if len(k.Key) != keySize || k.ID != kidOf(part, k.Key) || seen[k.ID] {
				return nil, damaged()
			}
			seen[k.ID] = true
			secrets[part] = append(secrets[part], secret{k.ID, k.CreatedAt.UTC(), k.Key})
		}
	}
	return assemble(secrets)
}

func (k keysFile) parts() map[Part][]keyFile {
	return map[Part][]keyFile{Pepper: k.Peppers, Seal: k.Seals, Signing: k.Signing, requests: k.Requests}
}

func (r *Ring) encode() ([]byte, error) {
	list := func(part Part) (out []keyFile) {
		for _, s := range r.in().secrets[part] {
			out = append(out, keyFile{s.kid, s.created, s.key})
		}
		return out
	}
	keys, err := json.Marshal(keysFile{list(Pepper), list(Seal), list(Signing), list(requests)})
	if err != nil {
		return nil, err
	}
	check, err := checksum(keys)
	if err != nil {
		return nil, err
	}
	text, err := json.MarshalIndent(envelope{version, keys, check}, "", "  ")
	return append(text, '\n'), err
}

// checksum hashes keys without white space, so that an editor that only indents
// does no harm.
func checksum(keys []byte) (string, error) {
	var b bytes.Buffer
	if err := json.Compact(&b, keys); err != nil {
		return "", err
	}
	sum := sha256.Sum256(b.Bytes())
	return hex.EncodeToString(sum[:]), nil
}

// write keeps r in a new file and flushes it and its directory.
func write(path string, r *Ring) error {
	f, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return err
	}
	if err := fillFile(f, r); err != nil {
		os.Remove(path) // ours, and incomplete
		return err
	}
	return syncDir(path)
}

// fillFile writes r to f, flushes it and closes it.
func fillFile(f *os.File, r *Ring) error {
	text, err := r.encode()
	if err == nil {
		_, err = f.Write(text)
	}
	if err == nil {
		err = f.Sync()
	}
	return errors.Join(err, f.Close())
}

func syncDir(path string) error {
	d, err := os.Open(filepath.Dir(path))
	if err != nil {
		return err
	}
	return errors.Join(d.Sync(), d.Close())
}

func damaged() error {
	return unspent.Errorf(unspent.Invalid, "the keyring is damaged or was edited: restore it from its backup")
}

func unread(err error) error {
	return &unspent.Error{Reason: unspent.Unavailable, Detail: "the keyring cannot be read: check that it belongs to the user who runs unspent", Err: err}
}

// unwritten wraps what the system says; our own errors pass as they are.
func unwritten(err error) error {
	if own, ok := errors.AsType[*unspent.Error](err); ok {
		return own
	}
	return &unspent.Error{Reason: unspent.Unavailable, Detail: "the keyring cannot be written: check the directory's owner and free space", Err: err}
}
