package bench

import (
	"bytes"
	"context"
	"crypto"
	"crypto/rand"
	"crypto/rsa"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"time"

	"golang.org/x/net/html"

	"github.com/unspent-dev/unspent/assess"
	"github.com/unspent-dev/unspent/brand"
	"github.com/unspent-dev/unspent/internal/casefile"
	"github.com/unspent-dev/unspent/internal/intake"
)

// assessing measures cases in process: no network, keys at hand.
func (r *run) assessing(ctx context.Context) error {
	if !r.any("assess_case", "rsa_and_html", "assess_batch", "assess_single", "assess_memory") {
		return nil
	}
	d, err := newCaseMaker(r.Scale.Rows)
	if err != nil {
		return err
	}
	if r.any("assess_case", "rsa_and_html") {
		if err := r.oneCase(ctx, d); err != nil {
			return err
		}
	}
	if r.any("assess_batch", "assess_single") {
		if err := r.manyCases(ctx, d); err != nil {
			return err
		}
	}
	if r.any("assess_memory") {
		return r.largeCase(ctx, d)
	}
	return nil
}

// oneCase measures one case after the other, beside what its signatures and its
// HTML cost at least.
func (r *run) oneCase(ctx context.Context, d *caseMaker) error {
	c, err := d.newCase(0)
	if err != nil {
		return err
	}
	bare, err := c.bare()
	if err != nil {
		return err
	}
	err = r.compete(ctx, []*contestant{
		{name: "assess_case", workers: []func() error{func() error { return c.assess(ctx) }}},
		{name: "rsa_and_html", workers: []func() error{bare}},
	})
	for _, name := range []string{"assess_case", "rsa_and_html"} {
		r.numbers[name] = 1000 / r.numbers[name] // milliseconds
	}
	return err
}

// manyCases measures a folder of cases, with as many workers as processors and
// with one.
func (r *run) manyCases(ctx context.Context, d *caseMaker) error {
	dir, n := filepath.Join(r.dir, "cases"), r.Scale.Cases
	progress := r.count("writing cases", n)
	for i := range n {
		c, err := d.newCase(i)
		if err != nil {
			return err
		}
		if err := c.write(filepath.Join(dir, fmt.Sprintf("%05d", i))); err != nil {
			return err
		}
		progress(i)
	}
	with := func(workers int) func(context.Context) (int, time.Duration, error) {
		return func(ctx context.Context) (int, time.Duration, error) {
			start, done := time.Now(), 0
			err := casefile.Batch(ctx, dir, d.deps(nil), workers, func(l casefile.Line) error {
				done++
				if l.Error != nil || l.Answer.State != assess.Used || len(l.Replays) > 0 {
					return fmt.Errorf("case %s is judged %+v", l.Case, l)
				}
				return nil
			})
			if err == nil && done != n {
				err = fmt.Errorf("%d cases of %d were judged", done, n)
			}
			return done, time.Since(start), err
		}
	}
	return r.compete(ctx, []*contestant{{name: "assess_batch", timed: with(runtime.GOMAXPROCS(0))}, {name: "assess_single", timed: with(1)}})
}

// largeCase measures the memory of a case with a large mail, above that of the
// same case with a small one, each in a process of its own.
func (r *run) largeCase(ctx context.Context, d *caseMaker) error {
	var peaks []int64
	for _, size := range []int{0, r.Scale.Mail} {
		r.Progress(fmt.Sprintf("a case with a mail of %d bytes", size))
		dir := filepath.Join(r.dir, fmt.Sprintf("mail-%d", size))
		c, err := d.largeMail(size)
		if err != nil {
			return err
		}
		if err := c.write(dir); err != nil {
			return err
		}
		if err := os.WriteFile(filepath.Join(dir, keyFile), []byte(d.record), 0o600); err != nil {
			return err
		}
		var told issued
		if err := tell(r.ChildCase(ctx, dir), &told); err != nil {
			return err
		}
		peaks = append(peaks, told.Peak)
	}
	r.numbers["assess_memory"], r.numbers["case_bound"] = float64(max(1, peaks[1]-peaks[0]))/(1<<20), caseBound
	return nil
}

// tell runs a child and reads what it says.
func tell(cmd *exec.Cmd, v any) error {
	out, err := cmd.Output()
	if exit, ok := errors.AsType[*exec.ExitError](err); ok {
		return fmt.Errorf("the child process ended with %w: %s", err, exit.Stderr)
	}
	if err != nil {
		return err
	}
	if err := json.Unmarshal(out, v); err != nil {
		return fmt.Errorf("the child process said %q: %w", out, err)
	}
	return nil
}

// Assess judges the case in dir and writes what it took to out. It is run in a
// process of its own, so that the peak of memory is the case's.
func Assess(ctx context.Context, dir string, out io.Writer) (err error) {
	if _, err := os.Stat(filepath.Join(dir, photoFile)); err == nil {
		return photo(ctx, dir, out)
	}
	record, err := os.ReadFile(filepath.Join(dir, keyFile))
	if err != nil {
		return err
	}
	root, err := os.OpenRoot(dir)
	if err != nil {
		return err
	}
	defer root.Close()
	start := time.Now()
	in, err := casefile.Load(root)
	if err != nil {
		return err
	}
	d := &caseMaker{record: string(record), brands: brand.Builtin()}
	result, err := casefile.Assess(ctx, in, d.deps(casefile.Frugal(casefile.Folder(root))))
	if err != nil {
		return err
	}
	if err := judged(result, 1); err != nil {
		return err
	}
	return json.NewEncoder(out).Encode(issued{time.Since(start).Seconds(), peak()})
}

// judged refuses a result that is not what the cases here must give: so many
// mails, all of them verified, of a card that is used.
func judged(r casefile.Result, mails int) error {
	n := 0
	for _, e := range r.Evidence {
		if e.Kind == assess.Mail && e.Grade == assess.Verified {
			n++
		}
	}
	if n != mails || r.Verdict.State != assess.Used || len(r.Faults) > 0 {
		return fmt.Errorf("a case is judged %s with %d verified mails and the faults %+v", r.Verdict.State, n, r.Faults)
	}
	return nil
}

// deps judges as unspent assess does.
func (d *caseMaker) deps(open func(string) (io.ReadCloser, error)) casefile.Deps {
	return casefile.Deps{Brands: d.brands, Open: open, Now: time.Now, Keys: intake.Recorded([]intake.KeyRecord{
		{Domain: d.domain(), Selector: selector, Record: d.record, Source: intake.FromDirectory}})}
}

// assess judges c once.
func (c *benchCase) assess(ctx context.Context) error {
	in, err := casefile.Parse([]byte(c.text))
	if err != nil {
		return err
	}
	result, err := casefile.Assess(ctx, in, c.maker.deps(func(name string) (io.ReadCloser, error) {
		return io.NopCloser(bytes.NewReader(c.files[name])), nil
	}))
	if err != nil {
		return err
	}
	rows := 0
	for _, s := range result.Sources {
		rows += len(s.Rows)
	}
	if rows != c.rows {
		return fmt.Errorf("%d rows of a history were read; want %d", rows, c.rows)
	}
	return judged(result, len(c.mails))
}

// bare returns what checks as many signatures with the same key, and parses the
// same HTML.
func (c *benchCase) bare() (func() error, error) {
	digest := [32]byte{1}
	signature, err := rsa.SignPKCS1v15(rand.Reader, c.maker.key, crypto.SHA256, digest[:])
	if err != nil {
		return nil, err
	}
	return func() error {
		for range c.mails {
			if err := rsa.VerifyPKCS1v15(&c.maker.key.PublicKey, crypto.SHA256, digest[:], signature); err != nil {
				return err
			}
		}
		for _, page := range c.pages {
			if _, err := html.Parse(strings.NewReader(page)); err != nil {
				return err
			}
		}
		return nil
	}, nil
}
