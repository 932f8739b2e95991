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

var (
	wordOther = text{"without the brand nothing can be read or judged: look at the front of the card or at the mail it came with; a brand that is not listed can be added as a file (--brands)",
		"ブランドがわからないと、資料を読み取れず判定できません。カードの表面や届いたメールで確かめてください。一覧にないブランドはファイルで追加できます（--brands）"}
	wordKeepCase   = text{"Keep this case as a file, to go on later?", "このケースを、あとで続けられるようファイルに保存しますか"}
	wordKeepBundle = text{"Write it as a zip, with the report and the letters, to show to others?", "人に見せるための一式（報告書・文面つきのzip）を保存しますか"}
)

// ask makes a case of what a person answers.
func (b *brought) ask(ctx context.Context, sh *shell, plain bool, brands brand.Catalogue) error {
	plain = plain || sh.plain()
	var a answers
	if err := sh.ask(ctx, plain, sh.first(&a, brands)); err != nil {
		return err
	}
	p, ok := brands.Find(a.brand)
	if !ok {
		return worded{errCannotTell, wordOther}
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
		{title: wordKeepCase, help: text{caseTo, caseTo}, value: &keepCase, options: sh.choices(yes, "yes", "はい", "", "no", "いいえ")},
		{title: wordKeepBundle, help: text{bundleTo, bundleTo}, value: &keepBundle, options: sh.choices(yes, "yes", "はい", "", "no", "いいえ"),
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
		sh.note("%s", sh.lang.fill(wordCaseSaved, caseTo))
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
