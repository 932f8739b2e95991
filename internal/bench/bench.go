package bench

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"slices"
	"strings"

	"github.com/unspent-dev/unspent"
)

// Options say what to measure.
type Options struct {
	Scale    Scale
	Only     []string     // figures; all if empty
	Dir      string       // where the books are made and removed again; the system's place for such if empty
	Progress func(string) // told what is being done, if not nil
	// Child returns a command that runs [Issue] with these arguments and its
	// own standard output; without it issue_1m and issue_memory are refused.
	Child func(ctx context.Context, dir string, n int) *exec.Cmd
	// ChildCase returns a command that runs [Assess] likewise; without it
	// assess_memory is refused.
	ChildCase func(ctx context.Context, dir string) *exec.Cmd
}

// Result is what a run measured.
type Result struct {
	Figures []Figure
	// Others is the part of the processors' time, from 0 to 1, that other
	// processes used meanwhile: figures of a crowded machine mean little.
	Others float64
}

// Figure is one line of the result. The tags are those of unspent bench --json.
type Figure struct {
	Figure string  `json:"figure"`
	Value  float64 `json:"value"`
	Unit   string  `json:"unit"`
	Beside string  `json:"beside"`
	Limit  float64 `json:"limit"`
	Ratio  float64 `json:"ratio"` // Value / Limit
	aim    aim
}

// aim is the ratio to reach. The zero aim is none.
type aim struct {
	ratio float64
	most  bool // the ratio is not to be exceeded
}

// Aim returns the ratio to reach in words, "" if none is aimed at, and whether
// it was reached.
func (f Figure) Aim() (text string, reached bool) {
	switch {
	case f.aim == aim{}:
		return "", true
	case f.aim.most:
		return fmt.Sprintf("≤ %g", f.aim.ratio), f.Ratio <= f.aim.ratio
	}
	return fmt.Sprintf("≥ %g", f.aim.ratio), f.Ratio >= f.aim.ratio
}

// line says how a figure comes from what was measured.
type line struct {
	figure, beside string
	unit           string
	value, limit   string   // names of numbers
	needs          []string // contestants; value and limit if empty
	aim            aim
}

const (
	perSecond = "per second"
	percent   = "%"
)

func lines() []line {
	atLeast := func(r float64) aim { return aim{ratio: r} }
	atMost := func(r float64) aim { return aim{ratio: r, most: true} }
	paying, reading := []string{"spend_http", "bare_spend"}, []string{"read"}
	return []line{
		{"check_http", "bare_http", perSecond, "check_http", "bare_check", nil, atLeast(0.7)},
		{"spend_http", "bare_http", perSecond, "spend_http", "bare_spend", nil, atLeast(0.6)},
		{"spend_http", "spend_single", perSecond, "spend_http", "spend_single", nil, atLeast(5)},
		{"book_batch", "raw_append", perSecond, "book_batch", "raw_append", nil, atLeast(0.5)},
		{"spend_hot", "spend_http", perSecond, "spend_hot", "spend_http", nil, atLeast(0.8)},
		{"claim_hot", "spend_http", perSecond, "claim_hot", "spend_http", nil, atLeast(0.8)},
		{"check_10m", "check_10k", perSecond, "check_10m", "check_10k", nil, atLeast(0.7)},
		{"spend_10m", "spend_10k", perSecond, "spend_10m", "spend_10k", nil, atLeast(0.7)},
		{"issue_1m", "raw_insert", perSecond, "issue_1m", "raw_insert", nil, atLeast(0.6)},
		{"issue_memory", "memory_bound", "MiB", "issue_memory", "memory_bound", []string{"issue_1m"}, atMost(1)},
		{"spend_p50", "bare_p50", "ms", "spend_p50", "bare_p50", paying, aim{}},
		{"spend_p99", "bare_p99", "ms", "spend_p99", "bare_p99", paying, aim{}},
		{"spend_longest", "spend_p99", "ms", "spend_longest", "spend_p99", paying, atMost(5)},
		{"page_check", "check_http", perSecond, "page_check", "check_http", nil, atLeast(0.5)},
		{"assess_case", "rsa_and_html", "ms", "assess_case", "rsa_and_html", nil, atMost(3)},
		{"assess_batch", "assess_single", perSecond, "assess_batch", "assess_single", nil, atLeast(1.7)},
		{"read_clean", "from_html", percent, "read_clean", "all", reading, atLeast(0.95)},
		{"read_photo", "from_html", percent, "read_photo", "all", reading, atLeast(0.8)},
		{"read_last4", "certain", percent, "read_last4", "all", reading, atLeast(0.99)},
		{"read_wrong", "wrong_bound", percent, "read_wrong", "wrong_bound", reading, atMost(1)},
		{"read_clean_held", "from_html", percent, "read_clean_held", "all", reading, atLeast(0.95)},
		{"read_photo_held", "from_html", percent, "read_photo_held", "all", reading, atLeast(0.8)},
		{"read_last4_held", "certain", percent, "read_last4_held", "all", reading, atLeast(0.99)},
		{"read_wrong_held", "wrong_bound", percent, "read_wrong_held", "wrong_bound", reading, atMost(1)},
		{"read_codes", "pictures", "codes", "read_codes", "read_pictures", reading, atMost(0)},
		{"read_time", "tesseract", "ms", "read_time", "tesseract", reading, atMost(1.5)},
		{"read_memory", "photo_bound", "MiB", "read_memory", "photo_bound", reading, atMost(1)},
		{"assess_memory", "case_bound", "MiB", "assess_memory", "case_bound", []string{"assess_memory"}, atMost(1)},
	}
}

// Figures returns the ids that may be asked for.
func Figures() (ids []string) {
	for _, l := range lines() {
		if !slices.Contains(ids, l.figure) {
			ids = append(ids, l.figure)
		}
	}
	return ids
}

// asked reports whether an id asks for a figure: read asks for all that begin so.
func asked(figure, id string) bool {
	return figure == id || id == "read" && strings.HasPrefix(figure, "read_")
}

// run is one measurement under way.
type run struct {
	Options
	dir     string
	needed  map[string]bool // contestants
	numbers map[string]float64
}

// Run measures. It fails with Invalid if Only names what there is not, and with
// whatever went wrong if an answer was not right: then there are no figures.
func Run(ctx context.Context, o Options) (result Result, err error) {
	for _, id := range o.Only {
		if !slices.ContainsFunc(Figures(), func(f string) bool { return asked(f, id) }) {
			return Result{}, unspent.Errorf(unspent.Invalid, "there is no figure %q; there are %s", id, strings.Join(Figures(), ", "))
		}
	}
	if o.Progress == nil {
		o.Progress = func(string) {}
	}
	r := &run{Options: o, needed: map[string]bool{}, numbers: map[string]float64{}}
	if r.dir, err = os.MkdirTemp(o.Dir, "unspent-bench-"); err != nil {
		return Result{}, err
	}
	defer func() { err = errors.Join(err, os.RemoveAll(r.dir)) }()
	var wanted []line
	for _, l := range lines() {
		if len(o.Only) > 0 && !slices.ContainsFunc(o.Only, func(id string) bool { return asked(l.figure, id) }) {
			continue
		}
		wanted = append(wanted, l)
		if l.needs == nil {
			l.needs = []string{l.value, l.limit}
		}
		for _, name := range l.needs {
			r.needed[name] = true
		}
	}
	around := watch()
	if err := r.measure(ctx); err != nil {
		return Result{}, err
	}
	result.Others = around.share()
	for _, l := range wanted {
		f := Figure{Figure: l.figure, Unit: l.unit, Beside: l.beside, Value: r.numbers[l.value], Limit: r.numbers[l.limit], aim: l.aim}
		f.Ratio = f.Value / f.Limit
		result.Figures = append(result.Figures, f)
	}
	return result, nil
}

func (r *run) measure(ctx context.Context) error {
	if r.Child == nil && r.any("issue_1m") {
		return unspent.Errorf(unspent.Invalid, "issue_1m needs a process of its own")
	}
	if r.ChildCase == nil && r.any("assess_memory", "read") {
		return unspent.Errorf(unspent.Invalid, "assess_memory and read_memory need a process of their own")
	}
	for _, part := range []func(context.Context) error{r.main, r.sizes, r.issuing, r.assessing, r.reading} {
		if err := part(ctx); err != nil {
			return err
		}
	}
	return nil
}

// any reports whether one of the contestants is needed.
func (r *run) any(names ...string) bool {
	return slices.ContainsFunc(names, func(name string) bool { return r.needed[name] })
}

// compete measures those that are needed and keeps their medians.
func (r *run) compete(ctx context.Context, all []*contestant) error {
	all = slices.DeleteFunc(slices.Clone(all), func(c *contestant) bool { return !r.needed[c.name] })
	if len(all) == 0 {
		return nil
	}
	if err := compete(ctx, r.Scale, all, r.Progress); err != nil {
		return err
	}
	for _, c := range all {
		r.numbers[c.name] = median(c.rates)
		switch c.name {
		case "spend_http":
			r.numbers["spend_p50"], r.numbers["spend_p99"] = median(c.times), quantile(c.times, 0.99)
			r.numbers["spend_longest"] = slices.Max(c.times)
		case "bare_spend":
			r.numbers["bare_p50"], r.numbers["bare_p99"] = median(c.times), quantile(c.times, 0.99)
		}
	}
	return nil
}
