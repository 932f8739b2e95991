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
	Scale      string `enum:"quick,full" default:"quick"`
	Only       string `placeholder:"IDS"`
	Dir        string `placeholder:"DIR"`
	CPUProfile string `name:"cpuprofile" placeholder:"FILE"`
	Child      string `hidden:"" placeholder:"DIR"`
	Cards      int    `hidden:""`
	ChildCase  string `name:"child-case" hidden:"" placeholder:"DIR"`
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
	sh.figures(result.Figures)
	return nil
}

// figures prints a table.
func (sh *shell) figures(all []bench.Figure) {
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
	sh.rows("figure value unit beside limit ratio aim reached", rows)
}

// quantity writes a number with as many digits as mean something.
func quantity(v float64) string {
	if v < 100 {
		return fmt.Sprintf("%.2f", v)
	}
	return fmt.Sprintf("%.0f", v)
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
