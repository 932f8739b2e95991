package main

import (
	"errors"
	"os"

	"github.com/unspent-dev/unspent"
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
	f, err := newFile(o.Out)
	return &keyOut{sh: sh, path: o.Out, file: f}, err
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
	return withHint(wrong("use.keyPublic"), "use.keyOut")
}

// take writes the key.
func (o *keyOut) take(key string) error {
	switch {
	case o.file != nil:
		_, err := o.file.WriteString(key + "\n")
		if err = errors.Join(err, o.file.Sync()); err != nil {
			return refuse(err, unspent.Invalid, "use.keyUnwritten")
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
