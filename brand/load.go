package brand

import (
	"bytes"
	"errors"
	"io"
	"io/fs"
	"regexp"

	"github.com/goccy/go-yaml"

	"github.com/unspent-dev/unspent"
)

func loadFile(fsys fs.FS, name string) (*Profile, error) {
	f, err := fsys.Open(name)
	if err != nil {
		return nil, unspent.Errorf(unspent.Invalid, "the brand %q cannot be opened", name)
	}
	defer f.Close()
	text, err := io.ReadAll(io.LimitReader(f, MaxFileBytes+1))
	if err != nil {
		return nil, unspent.Errorf(unspent.Invalid, "the brand %q cannot be read", name)
	}
	if len(text) > MaxFileBytes {
		return nil, unspent.Errorf(unspent.TooLarge, "the brand %q has more than %d bytes (MaxFileBytes)", name, MaxFileBytes)
	}
	var p Profile
	decoder := yaml.NewDecoder(bytes.NewReader(text), yaml.Strict())
	if err := decoder.Decode(&p); err != nil && !errors.Is(err, io.EOF) {
		return nil, unspent.Errorf(unspent.Invalid, "the brand %q: %s", name, yaml.FormatError(err, false, false))
	}
	if p.ID != idOf(name) {
		return nil, unspent.Errorf(unspent.Invalid, "the brand %q has the id %q; id and file name are the same", name, p.ID)
	}
	if err := p.compile(); err != nil {
		return nil, unspent.Errorf(unspent.Invalid, "the brand %q: %v", name, err)
	}
	return &p, nil
}

// compile makes every pattern ready.
func (p *Profile) compile() (err error) {
	ready := func(pattern string) *regexp.Regexp {
		if pattern == "" {
			return nil
		}
		re, bad := regexp.Compile(pattern)
		err = errors.Join(err, bad)
		return re
	}
	for _, shapes := range [][]Shape{p.Codes, p.Orders, p.Serials} {
		for i := range shapes {
			shapes[i].match, shapes[i].text = ready(shapes[i].Match), ready(shapes[i].Text)
		}
	}
	for _, phrases := range [][]Phrase{p.History, p.Order, p.Messages} {
		for i := range phrases {
			phrases[i].match = ready(phrases[i].Match)
		}
	}
	for i := range p.Mails {
		m := &p.Mails[i]
		for _, s := range m.Subjects {
			m.subjects = append(m.subjects, ready(s))
		}
		for _, s := range m.Body {
			m.body = append(m.body, ready(s))
		}
		m.fields = map[string]*regexp.Regexp{}
		for name, s := range m.Fields.all() {
			m.fields[name] = ready(s)
		}
	}
	return err
}
