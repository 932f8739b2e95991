package bench

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/unspent-dev/unspent"
)

// childDir names the variable that makes the test's own binary an issuing process.
const childDir, childCards, childCase = "UNSPENT_BENCH_DIR", "UNSPENT_BENCH_CARDS", "UNSPENT_BENCH_CASE"

func TestMain(m *testing.M) {
	if dir := os.Getenv(childDir); dir != "" {
		n, err := strconv.Atoi(os.Getenv(childCards))
		switch {
		case os.Getenv(childCase) != "":
			err = Assess(context.Background(), dir, os.Stdout)
		case err == nil:
			err = Issue(context.Background(), dir, n, os.Stdout)
		}
		if err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
		return
	}
	m.Run()
}

func child(ctx context.Context, dir string, n int) *exec.Cmd {
	cmd := exec.CommandContext(ctx, os.Args[0])
	cmd.Env = append(os.Environ(), childDir+"="+dir, childCards+"="+strconv.Itoa(n))
	return cmd
}

func childOfCase(ctx context.Context, dir string) *exec.Cmd {
	cmd := exec.CommandContext(ctx, os.Args[0])
	cmd.Env = append(os.Environ(), childDir+"="+dir, childCase+"=yes")
	return cmd
}

// tiny measures nothing that means anything: it runs everything once.
func tiny() Scale {
	return Scale{Cards: 400, Large: 400, Small: 200, Issue: 300, Claims: 2_000, Rows: 20, Cases: 3, Mail: 100_000, Overlay: 100, Rounds: 1,
		Slice: 20 * time.Millisecond,
		Audit: true, Clients: 4, Callers: 8}
}

// TestRun runs every figure and looks at the shape of the result only.
func TestRun(t *testing.T) {
	all := slices.DeleteFunc(lines(), func(l line) bool { return asked(l.figure, "read") }) // pictures have a test of their own
	var only []string
	for _, l := range all {
		only = append(only, l.figure)
	}
	result, err := Run(t.Context(), Options{Scale: tiny(), Only: only, Dir: t.TempDir(), Child: child, ChildCase: childOfCase})
	if err != nil {
		t.Fatal(err)
	}
	figures := result.Figures
	if len(figures) != len(all) {
		t.Fatalf("there are %d figures; want %d", len(figures), len(all))
	}
	for i, f := range figures {
		if f.Figure != all[i].figure || f.Beside != all[i].beside || f.Value <= 0 || f.Limit <= 0 || f.Ratio != f.Value/f.Limit || f.Unit == "" {
			t.Errorf("figure %d is %+v; want %s beside %s, each measured", i, f, all[i].figure, all[i].beside)
		}
	}
}

// TestRunOnly asks for one figure of each kind of book alone.
func TestRunOnly(t *testing.T) {
	for _, id := range []string{"spend_hot", "book_batch", "check_10m", "issue_memory", "assess_case", "assess_batch", "assess_memory"} {
		t.Run(id, func(t *testing.T) {
			result, err := Run(t.Context(), Options{Scale: tiny(), Dir: t.TempDir(), Child: child, ChildCase: childOfCase, Only: []string{id}})
			if err != nil || len(result.Figures) == 0 {
				t.Fatalf("Run = %+v, %v; want the figure", result, err)
			}
			for _, f := range result.Figures {
				if f.Figure != id || f.Value <= 0 || f.Limit <= 0 {
					t.Errorf("got %+v; want %s, measured", f, id)
				}
			}
		})
	}
}

// TestRunRefuses asks for what there is not.
func TestRunRefuses(t *testing.T) {
	tests := map[string]Options{
		"no such figure":        {Only: []string{"check_http", "warp"}},
		"issuing without child": {Only: []string{"issue_memory"}},
		"a case without child":  {Only: []string{"assess_memory"}},
	}
	for name, o := range tests {
		t.Run(name, func(t *testing.T) {
			o.Scale, o.Dir = tiny(), t.TempDir()
			if result, err := Run(t.Context(), o); unspent.ReasonOf(err) != unspent.Invalid {
				t.Errorf("Run = %v, %v; want %s", result, err, unspent.Invalid)
			}
		})
	}
}

// TestRunEnds stops a run in the middle: it ends, and leaves nothing behind.
func TestRunEnds(t *testing.T) {
	ctx, stop := context.WithCancel(t.Context())
	dir := t.TempDir()
	_, err := Run(ctx, Options{Scale: tiny(), Dir: dir, Child: child, ChildCase: childOfCase, Progress: func(what string) {
		if strings.HasSuffix(what, "spend_http") {
			stop()
		}
	}})
	left, _ := os.ReadDir(dir)
	if !errors.Is(err, context.Canceled) || len(left) > 0 {
		t.Errorf("Run ended with %v and left %d files; want %v and none", err, len(left), context.Canceled)
	}
}
