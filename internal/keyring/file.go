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
	"slices"
	"time"

	"github.com/unspent-dev/unspent"
)

// Versions of the file. The second is written only if a key was withdrawn, so that
// no program believes it that does not know of that.
const (
	version       = 1
	withWithdrawn = 2
)

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
	Withdrawn time.Time `json:"withdrawnAt,omitzero"` // of a signing key
	Key       []byte    `json:"key"`                  // base64
}

// File is where a ring is kept.
type File struct {
	Path string

	// Passphrase is asked for when the file is sealed; nil: nobody knows it.
	Passphrase func() (string, error)
}

// Create makes a new ring and keeps it in a new file of mode 0600. It answers
// Conflict if there is a file already.
func (f File) Create(rand io.Reader, now time.Time) (*Ring, error) {
	r, err := New(rand, now)
	if err != nil {
		return nil, err
	}
	err = write(f.Path, r)
	if errors.Is(err, fs.ErrExist) {
		return nil, &unspent.Error{Reason: unspent.Conflict, Err: err,
			Detail: "there is a keyring already: use it, or choose another place for the new database"}
	}
	if err != nil {
		return nil, unwritten(err)
	}
	return r, nil
}

// Load reads the ring. It answers Unavailable if there is no file, Forbidden if
// others can read it, or if it is sealed and this is not its passphrase, and Invalid
// if it is damaged or of another version.
func (f File) Load() (*Ring, error) {
	r, _, err := f.load()
	return r, err
}

// load returns the passphrase too, "" of a file that is not sealed.
func (f File) load() (*Ring, string, error) {
	text, err := read(f.Path)
	if err != nil {
		return nil, "", err
	}
	text, passphrase, err := f.unsealed(text)
	if err != nil {
		return nil, "", err
	}
	r, err := Parse(text)
	return r, passphrase, err
}

// Rotate adds a key to the file and returns the ring with it. The old keys stay.
func (f File) Rotate(what Part, rand io.Reader, now time.Time) (*Ring, error) {
	if what != Signing && what != Pepper && what != Seal {
		return nil, unspent.Errorf(unspent.Invalid, "a keyring has no part %q to rotate: name signing, pepper or seal", what)
	}
	return f.edit(func(secrets map[Part][]secret) error { return grow(secrets, what, rand, now) })
}

// Withdraw marks a signing key as one that no receipt is believed of any more,
// and returns the ring. If it is the newest, a new one takes its place. It answers
// NotFound if there is no such key, Conflict if it is withdrawn already.
func (f File) Withdraw(kid string, rand io.Reader, now time.Time) (*Ring, error) {
	return f.edit(func(secrets map[Part][]secret) error {
		list := secrets[Signing]
		i := slices.IndexFunc(list, func(s secret) bool { return s.kid == kid })
		switch {
		case i < 0:
			return unspent.Errorf(unspent.NotFound, "the keyring has no signing key %q: keys jwks lists them as kid", kid)
		case !list[i].withdrawn.IsZero():
			return unspent.Errorf(unspent.Conflict, "the key was withdrawn at %s", list[i].withdrawn.Format(time.RFC3339))
		}
		list[i].withdrawn = now.UTC().Truncate(time.Second)
		if i == len(list)-1 {
			return grow(secrets, Signing, rand, now)
		}
		return nil
	})
}

// Protect seals the file with another passphrase, or with "" leaves it in clear.
func (f File) Protect(passphrase string) error {
	_, err := f.replace(func(map[Part][]secret) error { return nil }, &passphrase)
	return err
}

// edit replaces the file by one with other secrets. It answers Conflict while
// another edit is under way; a file with the suffix .new that an interrupted one
// left behind must be deleted by hand.
func (f File) edit(change func(map[Part][]secret) error) (*Ring, error) {
	return f.replace(change, nil)
}

// replace is edit, with another passphrase if there is one.
func (f File) replace(change func(map[Part][]secret) error, passphrase *string) (*Ring, error) {
	next := f.Path + ".new"
	lock, err := os.OpenFile(next, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if errors.Is(err, fs.ErrExist) {
		return nil, &unspent.Error{Reason: unspent.Conflict, Err: err,
			Detail: "the keyring is being changed by another command; if it is not, delete the file that one left, named as the keyring with .new at its end"}
	}
	if err != nil {
		return nil, unwritten(err)
	}
	r, old, err := f.changed(change)
	if passphrase != nil {
		old = *passphrase
	}
	if err == nil {
		err = fillFile(lock, r, old)
	} else {
		err = errors.Join(err, lock.Close())
	}
	if err == nil && passphrase != nil && old != "" { // what cannot be opened again must not take the place
		_, err = File{Path: next, Passphrase: func() (string, error) { return old, nil }}.Load()
	}
	if err == nil {
		err = os.Rename(next, f.Path)
	}
	if err != nil {
		os.Remove(next)
		return nil, unwritten(err)
	}
	if err := syncDir(f.Path); err != nil {
		return nil, unwritten(err)
	}
	return r, nil
}

// changed returns the ring of the file with other secrets, and its passphrase.
func (f File) changed(change func(map[Part][]secret) error) (*Ring, string, error) {
	r, passphrase, err := f.load()
	if err != nil {
		return nil, "", err
	}
	if err := change(r.in().secrets); err != nil { // r is not shared yet
		return nil, "", err
	}
	r, err = assemble(r.in().secrets)
	return r, passphrase, err
}

// grow adds a new key of a part.
func grow(secrets map[Part][]secret, what Part, rand io.Reader, now time.Time) error {
	if len(secrets[what]) == maxKeys {
		return unspent.Errorf(unspent.TooLarge, "the keyring holds %d keys of this part, which is the most", maxKeys)
	}
	s, err := newSecret(what, rand, now)
	secrets[what] = append(secrets[what], s)
	return err
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

// Parse reads the text of a file that is not sealed, such as a program of the
// operator gives it. Its errors never repeat any of it.
func Parse(text []byte) (*Ring, error) {
	var e envelope
	if len(text) > maxFile || json.Unmarshal(text, &e) != nil {
		return nil, damaged()
	}
	if e.Version != version && e.Version != withWithdrawn {
		return nil, unspent.Errorf(unspent.Invalid, "the keyring has version %d, this program reads versions %d and %d: use the program "+
			"that wrote it", e.Version, version, withWithdrawn)
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
			if len(k.Key) != keySize || k.ID != kidOf(part, k.Key) || seen[k.ID] || !k.Withdrawn.IsZero() && (part != Signing || e.Version != withWithdrawn) {
				return nil, damaged()
			}
			seen[k.ID] = true
			secrets[part] = append(secrets[part], secret{k.ID, k.CreatedAt.UTC(), k.Withdrawn.UTC(), k.Key})
		}
	}
	return assemble(secrets)
}

func (k keysFile) parts() map[Part][]keyFile {
	return map[Part][]keyFile{Pepper: k.Peppers, Seal: k.Seals, Signing: k.Signing, requests: k.Requests}
}

func (r *Ring) encode() ([]byte, error) {
	number := version
	list := func(part Part) (out []keyFile) {
		for _, s := range r.in().secrets[part] {
			if !s.withdrawn.IsZero() {
				number = withWithdrawn
			}
			out = append(out, keyFile{s.kid, s.created, s.withdrawn, s.key})
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
	text, err := json.MarshalIndent(envelope{number, keys, check}, "", "  ")
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
	if err := fillFile(f, r, ""); err != nil {
		os.Remove(path) // ours, and incomplete
		return err
	}
	return syncDir(path)
}

// fillFile writes r to f, sealed if there is a passphrase, flushes it and closes it.
func fillFile(f *os.File, r *Ring, passphrase string) error {
	text, err := r.encode()
	if err == nil && passphrase != "" {
		text, err = sealed(text, passphrase)
	}
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
