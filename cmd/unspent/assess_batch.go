package main

import (
	"cmp"
	"context"
	"encoding/json"
	"os"
	"path/filepath"
	"runtime"

	"github.com/unspent-dev/unspent/assess"
	"github.com/unspent-dev/unspent/internal/casefile"
)

// many judges every case of a folder and prints one JSON line each, in the order
// of their names. The answer is about all of them: wrong use if one could not be
// judged, otherwise "no" if one is, otherwise cannot tell if of one it cannot be
// told.
func (c *assessCmd) many(ctx context.Context, sh *shell) error {
	brands, err := c.profiles()
	if err != nil {
		return wrongInput(err)
	}
	d, err := c.deps(ctx, sh, brands)
	if err != nil {
		return wrongInput(err)
	}
	all, done, counts := c.cases(), int64(0), [exitUnknown + 1]int64{}
	e := json.NewEncoder(sh.stdout)
	e.SetEscapeHTML(false)
	err = casefile.Batch(ctx, c.Batch, d, cmp.Or(c.Workers, runtime.GOMAXPROCS(0)), func(line casefile.Line) error {
		done++
		if line.Error != nil {
			counts[exitUsage]++
		} else {
			counts[exitCode(verdictAnswer(assess.Verdict{State: line.Answer.State, Confidence: line.Answer.Confidence}))]++
		}
		if err := e.Encode(line); err != nil {
			return sh.stdout.lost()
		}
		sh.progress(sh.lang.say("paper.judged"), done, all)
		return nil
	})
	switch {
	case err != nil:
		return wrongInput(stopped(err))
	case counts[exitUsage] > 0:
		return wrong("paper.broken", "Broken", counts[exitUsage], "All", done)
	case counts[exitNo] > 0:
		return errNo
	case counts[exitUnknown] > 0:
		return cannotTell("paper.cannotTell")
	}
	return nil
}

// cases returns how many folders of the batch have a case, for who looks on.
func (c *assessCmd) cases() (n int64) {
	folders, _ := os.ReadDir(c.Batch) // what cannot be read is met when it is judged
	for _, f := range folders {
		if _, err := os.Lstat(filepath.Join(c.Batch, f.Name(), casefile.CaseName)); err == nil && f.IsDir() {
			n++
		}
	}
	return n
}
