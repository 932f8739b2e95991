package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"runtime/pprof"
	"strconv"
	"strings"

	"github.com/unspent-dev/unspent/internal/bench"
)

const crowded = 0.1 // part of the processors that others may use before figures are doubted

// benchCmd measures. What and how is the business of package bench.
type benchCmd struct {
	Scale      string `enum:"quick,full" default:"quick" help:"quick: smaller books, two to three minutes; full: up to ten million cards (${default})."`
	Only       string `placeholder:"IDS" help:"These figures only, such as check_http,spend_http (all)."`
	Dir        string `placeholder:"DIR" help:"Where the books are made, and removed again: on the disk that counts (the system's temporary folder)."`
	CPUProfile string `name:"cpuprofile" placeholder:"FILE" help:"Write a profile of the whole run."`
	Child      string `hidden:"" placeholder:"DIR" help:"Issue cards in a new book there, and say what it took."`
	Cards      int    `hidden:"" help:"How many."`
	ChildCase  string `name:"child-case" hidden:"" placeholder:"DIR" help:"Judge the case there, and say what it took."`
}

// Run prints each figure beside its limit.
func (c *benchCmd) Run(ctx context.Context, sh *shell) (err error) {
	if c.Child != "" {
		return bench.Issue(ctx, c.Child, c.Cards, sh.stdout)
	}
	if c.ChildCase != "" {
		return bench.Assess(ctx, c.ChildCase, sh.stdout)
	}
	self, err := os.Executable()
	if err != nil {
		return err
	}
	stop, err := profile(c.CPUProfile)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, stop()) }()
	o := bench.Options{Scale: bench.Quick(), Dir: c.Dir, Progress: sh.working,
		Child: func(ctx context.Context, dir string, n int) *exec.Cmd {
			return exec.CommandContext(ctx, self, "bench", "--child", dir, "--cards", strconv.Itoa(n))
		},
		ChildCase: func(ctx context.Context, dir string) *exec.Cmd {
			return exec.CommandContext(ctx, self, "bench", "--child-case", dir)
		}}
	if c.Scale == "full" {
		o.Scale = bench.Full()
	}
	if c.Only != "" {
		o.Only = strings.Split(c.Only, ",")
	}
	result, err := bench.Run(ctx, o)
	sh.working("")
	if err != nil {
		return err
	}
	if result.Others > crowded {
		sh.note("other programs used %.0f %% of the processors meanwhile: measure again on a quiet machine", 100*result.Others)
	}
	if sh.json {
		return sh.encode(result.Figures)
	}
	return sh.figures(result.Figures)
}

// figures prints a table.
func (sh *shell) figures(all []bench.Figure) error {
	var rows [][]string
	for _, f := range all {
		aim, reached := f.Aim()
		verdict := "yes"
		switch {
		case aim == "":
			aim, verdict = "-", "-"
		case !reached:
			verdict = "no"
		}
		rows = append(rows, []string{f.Figure, quantity(f.Value), f.Unit, f.Beside, quantity(f.Limit), fmt.Sprintf("%.2f", f.Ratio), aim, verdict})
	}
	return sh.rows("figure value unit beside limit ratio aim reached", rows)
}

// quantity writes a number with as many digits as mean something.
func quantity(v float64) string {
	if v < 100 {
		return fmt.Sprintf("%.2f", v)
	}
	return fmt.Sprintf("%.0f", v)
}

// working shows what is being done, if somebody is looking; "" clears it.
func (sh *shell) working(what string) {
	if sh.terminal() {
		fmt.Fprintf(sh.stderr, "\r\x1b[K%s", what)
	}
}

// profile starts a profile of the processor, if a file is given, and returns
// what ends it.
func profile(path string) (stop func() error, err error) {
	if path == "" {
		return func() error { return nil }, nil
	}
	f, err := os.Create(path)
	if err != nil {
		return nil, wrong("use.unwritable", "File", path)
	}
	if err := pprof.StartCPUProfile(f); err != nil {
		return nil, errors.Join(err, f.Close())
	}
	return func() error { pprof.StopCPUProfile(); return f.Close() }, nil
}
