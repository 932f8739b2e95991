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
)

// otherBrand is the answer of who does not know the brand, or has another.
const otherBrand = "other"

// ask makes a case of what a person answers.
func (b *brought) ask(ctx context.Context, sh *shell, plain bool, brands brand.Catalogue) error {
	plain = plain || sh.plain()
	var a answers
	if err := sh.ask(ctx, plain, sh.first(&a, brands)); err != nil {
		return err
	}
	p, ok := brands.Find(a.brand)
	if !ok {
		return worded{errCannotTell, wordOther.text()}
	}
	if err := sh.ask(ctx, plain, sh.rest(&a, p)); err != nil {
		return err
	}
	var err error
	if b.in, err = a.input(p, sh.lang); err != nil {
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
