// Command tally reads what go test -json prints and prints what a person wants
// to read: what failed says why, each package has its line, and the last line
// counts. It exits 1 unless everything that started also passed.
//
//	go test -json ./... | go run ./.ci/tally
//
// A test is counted as often as go test -v would print it, so each case of a
// table counts. A package that fails without a failing test (it does not build,
// it runs out of time) counts as one failure.
package main

import (
	"bufio"
	"encoding/json"
	"fmt"
	"io"
	"maps"
	"os"
	"slices"
	"strings"
)

func main() { os.Exit(run(os.Stdin, os.Stdout)) }

// event is one line of go test -json, as go doc test2json describes it.
type event struct {
	Action      string
	Package     string
	ImportPath  string // of build output
	Test        string
	Output      string
	FailedBuild string
}

// tally is what has been seen so far.
type tally struct {
	out                     io.Writer
	passed, failed, skipped int
	open                    map[string]bool     // tests and packages that have started and not ended
	said                    map[string][]string // their output so far
	blamed                  map[string]bool     // packages with a failed test
	stray                   bool                // something that is no event
}

func run(in io.Reader, out io.Writer) int {
	t := &tally{out: out, open: map[string]bool{}, said: map[string][]string{}, blamed: map[string]bool{}}
	lines := bufio.NewReader(in)
	for {
		line, err := lines.ReadBytes('\n')
		if len(line) > 0 {
			t.read(line)
		}
		if err == io.EOF {
			break
		}
		if err != nil {
			fmt.Fprintln(out, "tally:", err)
			return 1
		}
	}
	return t.close()
}

func (t *tally) read(line []byte) {
	var e event
	if line[0] != '{' || json.Unmarshal(line, &e) != nil {
		t.stray = true
		fmt.Fprintf(t.out, "%s", line)
		return
	}
	name := e.Package
	if e.Test != "" {
		name += " " + e.Test
	}
	switch e.Action {
	case "start", "run":
		t.open[name] = true
	case "output":
		t.output(name, e)
	case "build-output":
		fmt.Fprint(t.out, e.Output)
	case "build-fail":
		t.stray = true
	case "pass", "fail", "skip":
		t.end(name, e)
	}
}

// output keeps what a test says until it is known whether anybody wants to
// read it; a package's own lines are its summary.
func (t *tally) output(name string, e event) {
	if e.Test != "" {
		t.said[name] = append(t.said[name], e.Output)
		return
	}
	switch text := strings.TrimRight(e.Output, "\n"); {
	case text == "PASS", strings.HasPrefix(text, "coverage:"):
	default:
		fmt.Fprint(t.out, e.Output)
	}
}

func (t *tally) end(name string, e event) {
	delete(t.open, name)
	switch {
	case e.Test == "" && e.Action == "fail" && !t.blamed[e.Package]:
		t.failed++
	case e.Test == "":
	case e.Action == "fail":
		t.failed++
		t.blamed[e.Package] = true
		fmt.Fprint(t.out, strings.Join(t.said[name], ""))
	case e.Action == "skip":
		t.skipped++
		fmt.Fprint(t.out, strings.Join(t.said[name], ""))
	default:
		t.passed++
	}
	delete(t.said, name)
}

// close prints the last lines. What started and never ended has failed.
func (t *tally) close() int {
	for _, name := range slices.Sorted(maps.Keys(t.open)) {
		fmt.Fprintln(t.out, "did not end:", name)
		t.failed++
	}
	if t.stray && t.failed == 0 {
		t.failed++
	}
	if t.passed+t.failed == 0 {
		fmt.Fprintln(t.out, "no test ran")
		t.failed++
	}
	fmt.Fprintf(t.out, "%d passed, %d failed", t.passed, t.failed)
	if t.skipped > 0 {
		fmt.Fprintf(t.out, ", %d skipped", t.skipped)
	}
	fmt.Fprintln(t.out)
	if t.failed > 0 {
		return 1
	}
	return 0
}
