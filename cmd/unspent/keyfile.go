package main

import (
	"errors"
	"io/fs"
	"os"

	"github.com/unspent-dev/unspent"
)

// othersMay are the permissions by which somebody else than a file's owner gets at
// it; strangersMay those of whoever is not in its group either.
const (
	othersMay    fs.FileMode = 0o077
	strangersMay fs.FileMode = 0o007
)

// outFlag is what every command that makes a key takes.
type outFlag struct {
	Out string `placeholder:"FILE" help:"Write the secret to this new file, which only its owner can read, instead of standard output."`
}

// keyOut is where a new key goes. It is made before the key is, so that no key is
// made that nobody gets.
type keyOut struct {
	sh    *shell
	path  string
	file  *os.File // nil: standard output
	taken bool     // it has the key
}

// openKeyOut makes the file of a new key, or looks at standard output.
func (sh *shell) openKeyOut(o outFlag) (*keyOut, error) {
	if o.Out == "" {
		return &keyOut{sh: sh}, sh.privateOutput()
	}
	f, err := os.OpenFile(o.Out, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if errors.Is(err, fs.ErrExist) {
		return nil, withHint(unspent.Errorf(unspent.Conflict, "%q exists already", o.Out), "choose another name with --out")
	}
	if err != nil {
		return nil, usage("the file %q cannot be written", o.Out)
	}
	return &keyOut{sh: sh, path: o.Out, file: f}, nil
}

// privateOutput refuses a standard output that is a file which others can read:
// the shell has made it, as readable as everything else.
func (sh *shell) privateOutput() error {
	f, ok := sh.stdout.w.(*os.File)
	if !ok {
		return nil
	}
	info, err := f.Stat()
	if err != nil || !info.Mode().IsRegular() || info.Mode().Perm()&othersMay == 0 {
		return nil
	}
	return withHint(usage("standard output is a file that others can read, and a key must not stand there"),
		"--out FILE writes the key to a new file that only you can read")
}

// take writes the key.
func (o *keyOut) take(key string) error {
	switch {
	case o.file != nil:
		_, err := o.file.WriteString(key + "\n")
		if err = errors.Join(err, o.file.Sync()); err != nil {
			return &unspent.Error{Reason: unspent.Invalid, Detail: "the key cannot be written to its file; end it with keys revoke, and make another", Err: err}
		}
		o.taken = true
	case !o.sh.json:
		o.sh.print("%s", key)
	}
	return nil
}

// close ends it after err, and removes a file that has no key.
func (o *keyOut) close(err error) error {
	if o.file == nil {
		return err
	}
	err = errors.Join(err, o.file.Close())
	if !o.taken {
		err = errors.Join(err, os.Remove(o.path))
	}
	return err
}

// where says it in a note.
func (o *keyOut) where() string {
	if o.file == nil {
		return "on standard output, this once"
	}
	return "in " + o.path + ", which only you can read"
}

// kept refuses a file with a secret that others than its owner can read, as far as
// the permissions may say.
func kept(f *os.File, may fs.FileMode) error {
	info, err := f.Stat()
	if err != nil || !info.Mode().IsRegular() || info.Mode().Perm()&may == 0 {
		return nil // a pipe, such as <(pass show admin), has no readers but this one
	}
	return withHint(usage("the file %q can be read by others (its mode is %04o)", f.Name(), info.Mode().Perm()),
		"chmod 600 %s, and make a new key if anyone may have read it", f.Name())
}
