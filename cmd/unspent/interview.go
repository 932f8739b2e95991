package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"

	"github.com/unspent-dev/unspent/brand"
	"github.com/unspent-dev/unspent/internal/casefile"
	"github.com/unspent-dev/unspent/internal/interview"
	"github.com/unspent-dev/unspent/internal/texts"
)

// genericBrand is the brand of a card of which nothing is known.
const genericBrand = "other-one-shot"

// ask makes a case of what a person answers.
func (b *brought) ask(ctx context.Context, sh *shell, plain bool, brands brand.Catalogue) error {
	plain = plain || sh.plain()
	i := &interview.Interview{Lang: string(sh.lang), Now: sh.now, Exists: func(path string) bool {
		stat, err := os.Stat(path)
		return err == nil && stat.Mode().IsRegular()
	}}
	if err := sh.ask(ctx, plain, i.First(brands)); err != nil {
		return err
	}
	if i.Brand == interview.OtherBrand { // what holds of any card that is added to an account, with care
		i.Brand = genericBrand
	}
	p, ok := brands.Find(i.Brand)
	if !ok {
		return cannotTell("paper.other")
	}
	if urgent := sh.lang.of(i.Urgent(p)); urgent != "" {
		for _, line := range wrap("\n"+urgent+"\n\n"+sh.lang.say("paper.urgent"), usualWidth) {
			fmt.Fprintln(sh.stderr, line)
		}
	}
	if err := sh.ask(ctx, plain, i.Rest(p)); err != nil {
		return err
	}
	if err := sh.ask(ctx, plain, i.Messages(p)); err != nil {
		return err
	}
	var err error
	if b.in, err = i.Input(p); err != nil {
		return err
	}
	fmt.Fprintln(sh.stderr)
	return b.gather()
}

// offer asks whether to keep the case and its bundle, beside its files. Nothing
// that is there is overwritten, and who stops here has the verdict already.
func (c *assessCmd) offer(ctx context.Context, sh *shell, b *brought, r casefile.Result) error {
	const yes = "yes"
	var keepCase, keepBundle string
	caseTo, bundleTo := free(b.dir, "case", ".yaml"), free(b.dir, "case", ".zip")
	answers := []interview.Option{{Value: yes, Label: texts.Both("yesno.yes")}, {Label: texts.Both("yesno.no")}}
	keep := func(id string, to string, value *string) interview.Question {
		return interview.Question{Title: texts.Both(id), Help: brand.Text{JA: to, EN: to}, Value: value, Options: answers}
	}
	questions := []interview.Question{keep("paper.keepCase", caseTo, &keepCase)}
	if c.Bundle == "" {
		questions = append(questions, keep("paper.keepBundle", bundleTo, &keepBundle))
	}
	err := sh.ask(ctx, c.Plain || sh.plain(), questions)
	if errors.Is(err, errStopped) {
		return nil
	}
	if err != nil {
		return err
	}
	if keepCase == yes {
		err := writeNew(caseTo, func(w io.Writer) error {
			_, err := w.Write(r.Input.YAML())
			return err
		})
		if err != nil {
			return err
		}
		sh.note("%s", sh.lang.say("paper.caseSaved", "Path", caseTo))
	}
	if keepBundle == yes {
		c.Bundle = bundleTo
		return c.keep(ctx, sh, r)
	}
	return nil
}

// free returns the path of a file that is not there yet.
func free(dir, name, ext string) string {
	path := filepath.Join(dir, name+ext)
	for n := 2; ; n++ {
		if _, err := os.Lstat(path); errors.Is(err, fs.ErrNotExist) || n > 1000 {
			return path
		}
		path = filepath.Join(dir, fmt.Sprintf("%s-%d%s", name, n, ext))
	}
}
