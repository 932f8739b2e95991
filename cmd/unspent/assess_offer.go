package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"

	"github.com/unspent-dev/unspent/assess"
	"github.com/unspent-dev/unspent/brand"
	"github.com/unspent-dev/unspent/internal/casefile"
)

// otherBrand is the answer of who does not know the brand, or has another.
const otherBrand = "other"

// genericBrand is the brand of a card of which nothing is known.
const genericBrand = "other-one-shot"

// ask makes a case of what a person answers.
func (b *brought) ask(ctx context.Context, sh *shell, plain bool, brands brand.Catalogue) error {
	plain = plain || sh.plain()
	var a answers
	if err := sh.ask(ctx, plain, sh.first(&a, brands)); err != nil {
		return err
	}
	if a.brand == otherBrand { // what holds of any card that is added to an account, with care
		a.brand = genericBrand
	}
	p, ok := brands.Find(a.brand)
	if !ok {
		return worded{errCannotTell, wordOther.text()}
	}
	sh.urgent(a, p)
	if err := sh.ask(ctx, plain, sh.rest(&a, p)); err != nil {
		return err
	}
	if err := sh.ask(ctx, plain, sh.aboutMessages(&a, p)); err != nil {
		return err
	}
	var err error
	if b.in, err = a.input(p, sh.lang); err != nil {
		return err
	}
	fmt.Fprintln(sh.stderr)
	return b.gather()
}

// urgent says at once what cannot wait for the other questions.
func (sh *shell) urgent(a answers, p *brand.Profile) {
	if a.told == "" {
		return
	}
	in, err := a.input(p, sh.lang)
	if err != nil {
		return // it is said again, with everything else
	}
	v := assess.Judge(in.Case, nil, p, sh.now())
	if len(v.Advice) == 0 {
		return
	}
	for _, line := range wrap("\n"+sh.lang.of(v.Advice[0].Text)+"\n\n"+sh.lang.word(wordUrgent), usualWidth) {
		fmt.Fprintln(sh.stderr, line)
	}
}

// offer asks whether to keep the case and its bundle, beside its files. Nothing
// that is there is overwritten, and who stops here has the verdict already.
func (c *assessCmd) offer(ctx context.Context, sh *shell, b *brought, r casefile.Result) error {
	const yes = "yes"
	var keepCase, keepBundle string
	caseTo, bundleTo := free(b.dir, "case", ".yaml"), free(b.dir, "case", ".zip")
	questions := []question{
		{title: wordKeepCase.text(), help: text{caseTo, caseTo}, value: &keepCase, options: sh.choices(yes, "yes", "はい", "", "no", "いいえ")},
		{title: wordKeepBundle.text(), help: text{bundleTo, bundleTo}, value: &keepBundle, options: sh.choices(yes, "yes", "はい", "", "no", "いいえ"),
			when: func() bool { return c.Bundle == "" }},
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
		sh.note("%s", sh.lang.word(wordCaseSaved, caseTo))
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
