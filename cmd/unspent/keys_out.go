package main

import (
	"context"
	"errors"
	"os"

	"github.com/unspent-dev/unspent"
)

// outFlag is what every command that makes a key takes.
type outFlag struct {
	Out string `placeholder:"FILE"`
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

// handedOut is a new secret of somebody.
type handedOut struct {
	id     string
	role   unspent.Role
	secret string
	tell   func(where string) // says whose it is, and where
}

// handOut runs a write that makes a secret, and hands the secret out.
func (sh *shell) handOut(ctx context.Context, w writeFlag, o outFlag, do func(s *connection, id string) (handedOut, error)) (err error) {
	out, err := sh.openKeyOut(o)
	if err != nil {
		return err
	}
	defer func() { err = out.close(err) }()
	return sh.write(ctx, w.ID, func(s *connection, id string) error {
		made, err := do(s, id)
		if err == nil {
			err = out.take(made.secret)
		}
		switch {
		case err != nil:
			return err
		case sh.json && o.Out != "":
			return sh.encode(map[string]string{"id": made.id, "role": string(made.role), "out": o.Out})
		case sh.json:
			return sh.passOn(s)
		}
		made.tell(out.where())
		return nil
	})
}
