package unspent_test

import (
	"flag"
	"fmt"
	"go/ast"
	"go/constant"
	"go/parser"
	"go/token"
	"go/types"
	"maps"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/unspent-dev/unspent"
	"github.com/unspent-dev/unspent/internal/tidy"
)

var update = flag.Bool("update", false, "rewrite the parts of docs that come from the code")

// TestDocs compares the parts of the reference that are written by the code
// with the code. make docs rewrites them.
func TestDocs(t *testing.T) {
	pages := map[string]struct {
		page, block string
		write       func() (string, error)
	}{
		"diagram":       {"docs/reference/states.md", "diagram", func() (string, error) { return diagram(unspent.Transitions()), nil }},
		"transitions":   {"docs/reference/states.md", "table", func() (string, error) { return transitionTable(unspent.Transitions()), nil }},
		"roles":         {"docs/reference/roles.md", "roles", func() (string, error) { return roleTable(), nil }},
		"staff reasons": {"docs/reference/roles.md", "reasons", func() (string, error) { return staffReasons(), nil }},
		"limits":        {"docs/reference/limits.md", "limits", limits},
		"asvs":          {asvsPage, "asvs", asvsCounts},
	}
	for _, name := range slices.Sorted(maps.Keys(pages)) {
		t.Run(name, func(t *testing.T) {
			p := pages[name]
			want, err := p.write()
			if err != nil {
				t.Fatal(err)
			}
			text, err := os.ReadFile(p.page)
			if err != nil {
				t.Fatal(err)
			}
			got, rewritten, err := block(string(text), p.block, want)
			if err != nil {
				t.Fatalf("%s: %v", p.page, err)
			}
			if got == want {
				return
			}
			if !*update {
				t.Fatalf("%s does not say what the code does (make docs rewrites it); it says\n%s\nwant\n%s", p.page, got, want)
			}
			if err := os.WriteFile(p.page, []byte(rewritten), 0o644); err != nil {
				t.Fatal(err)
			}
		})
	}
}

// block returns what stands in a page between the marks of name, and the page
// with it replaced.
func block(page, name, with string) (got, rewritten string, err error) {
	begin := "<!-- " + name + ": written by make docs -->\n"
	end := "<!-- end of " + name + " -->"
	head, rest, ok := strings.Cut(page, begin)
	got, tail, closed := strings.Cut(rest, end)
	if !ok || !closed {
		return "", "", fmt.Errorf("needs the lines %q and %q", begin, end)
	}
	return got, head + begin + with + end + tail, nil
}

func TestDocsBlock(t *testing.T) {
	const page = "a\n<!-- x: written by make docs -->\nold\n<!-- end of x -->\nb\n"
	got, rewritten, err := block(page, "x", "new\n")
	if want := strings.Replace(page, "old", "new", 1); got != "old\n" || rewritten != want || err != nil {
		t.Errorf("block = %q, %q, %v; want %q, %q, nil", got, rewritten, err, "old\n", want)
	}
	if _, _, err := block(page, "y", ""); err == nil {
		t.Error("block finds marks that are not there")
	}
}

// diagram draws the table in Mermaid: one arrow for each pair of states.
func diagram(all []unspent.Transition) string {
	type arrow struct{ from, to unspent.State }
	var arrows []arrow
	labels := map[arrow][]string{}
	for _, step := range all {
		a := arrow{step.From, step.To}
		if labels[a] == nil {
			arrows = append(arrows, a)
		}
		labels[a] = append(labels[a], string(step.By))
	}
	var b strings.Builder
	b.WriteString("```mermaid\nstateDiagram-v2\n    [*] --> inactive: issued\n    [*] --> active: issued and sold, or a successor\n")
	for _, a := range arrows {
		fmt.Fprintf(&b, "    %s --> %s: %s\n", a.from, a.to, strings.Join(labels[a], ", "))
	}
	for _, s := range unspent.States() {
		if !slices.ContainsFunc(all, func(step unspent.Transition) bool { return step.From == s }) {
			fmt.Fprintf(&b, "    %s --> [*]\n", s)
		}
	}
	b.WriteString("```\n")
	return b.String()
}

func transitionTable(all []unspent.Transition) string {
	var b strings.Builder
	b.WriteString("| from | event | to |\n|---|---|---|\n")
	for _, step := range all {
		fmt.Fprintf(&b, "| `%s` | `%s` | `%s` |\n", step.From, step.By, step.To)
	}
	return b.String()
}

func roleTable() string {
	roles := append(unspent.KeyRoles(), unspent.Holder)
	var b strings.Builder
	b.WriteString("| event |")
	for _, r := range roles {
		fmt.Fprintf(&b, " %s |", r)
	}
	b.WriteString("\n|---|" + strings.Repeat(":-:|", len(roles)) + "\n")
	for _, k := range unspent.Kinds() {
		if k == unspent.Declined {
			continue
		}
		fmt.Fprintf(&b, "| `%s` |", k)
		for _, r := range roles {
			mark := " "
			if (unspent.Actor{Role: r}).May(k) {
				mark = " ● "
			}
			b.WriteString(mark + "|")
		}
		b.WriteByte('\n')
	}
	return b.String()
}

func staffReasons() string {
	var b strings.Builder
	b.WriteString("| for | reasons |\n|---|---|\n")
	for _, row := range []struct {
		what string
		kind unspent.Kind
		up   bool
	}{
		{"freeze", unspent.Frozen, false}, {"unfreeze", unspent.Unfrozen, false}, {"void", unspent.Voided, false},
		{"adjust, up", unspent.Adjusted, true}, {"adjust, down", unspent.Adjusted, false},
	} {
		var quoted []string
		for _, reason := range unspent.StaffReasons(row.kind, row.up) {
			quoted = append(quoted, "`"+string(reason)+"`")
		}
		fmt.Fprintf(&b, "| %s | %s |\n", row.what, strings.Join(quoted, ", "))
	}
	return b.String()
}

// limits lists the constants of every limits.go of the module.
func limits() (string, error) {
	files, err := tidy.Files(os.DirFS("."))
	if err != nil {
		return "", err
	}
	var b strings.Builder
	names := slices.Sorted(maps.Keys(files))
	slices.SortStableFunc(names, func(a, b string) int { return strings.Count(a, "/") - strings.Count(b, "/") })
	for _, name := range names {
		if path.Base(name) != "limits.go" {
			continue
		}
		table, err := limitTable(name, files[name])
		if err != nil {
			return "", fmt.Errorf("%s: %w", name, err)
		}
		title := "The rules themselves"
		if room := path.Dir(name); room != "." {
			title = "`" + room + "`"
		}
		fmt.Fprintf(&b, "\n## %s\n\n%s", title, table)
	}
	b.WriteByte('\n')
	return b.String(), nil
}

// clockwork imports package time, and of that only what limits are made of: the
// whole of it takes a second to read.
type clockwork struct{}

func (clockwork) Import(name string) (*types.Package, error) {
	const source = `package time
type Duration int64
const (
	Nanosecond  Duration = 1
	Microsecond          = 1000 * Nanosecond
	Millisecond          = 1000 * Microsecond
	Second               = 1000 * Millisecond
	Minute               = 60 * Second
	Hour                 = 60 * Minute
)`
	if name != "time" {
		return nil, fmt.Errorf("a limit needs no package %q", name)
	}
	fset := token.NewFileSet()
	file, err := parser.ParseFile(fset, "time.go", source, 0)
	if err != nil {
		return nil, err
	}
	return new(types.Config).Check(name, fset, []*ast.File{file}, nil)
}

// limitTable evaluates the constants of one file.
func limitTable(name, text string) (string, error) {
	fset := token.NewFileSet()
	file, err := parser.ParseFile(fset, name, text, parser.ParseComments)
	if err != nil {
		return "", err
	}
	info := &types.Info{Defs: map[*ast.Ident]types.Object{}}
	conf := types.Config{Importer: clockwork{}, Error: func(error) {}}
	_, _ = conf.Check(file.Name.Name, fset, []*ast.File{file}, info) // names of other files stay unknown, and are told below
	var b strings.Builder
	b.WriteString("| limit | value | of what |\n|---|--:|---|\n")
	for _, decl := range file.Decls {
		gen, ok := decl.(*ast.GenDecl)
		if !ok || gen.Tok != token.CONST {
			continue
		}
		for _, spec := range gen.Specs {
			spec, ok := spec.(*ast.ValueSpec)
			if !ok {
				continue
			}
			for _, id := range spec.Names {
				c, ok := info.Defs[id].(*types.Const)
				if !ok || c.Val().Kind() == constant.Unknown {
					return "", fmt.Errorf("the value of %s needs other files; a limit stands for itself", id.Name)
				}
				name := strings.ToLower(regexp.MustCompile(`([a-z])([A-Z])`).ReplaceAllString(id.Name, "$1 $2"))
				what := strings.TrimSpace(spec.Comment.Text() + spec.Doc.Text())
				switch {
				case what != "":
				case len(gen.Specs) == 1 && gen.Doc.Text() != "":
					what = strings.TrimPrefix(gen.Doc.Text(), id.Name+" is ")
				case gen.Doc.Text() != "":
					what = name + ". " + gen.Doc.Text()
				case c.Type().String() == "time.Duration": // has its unit
					what = name
				default:
					return "", fmt.Errorf("say in a comment what %s limits, and in which unit", id.Name)
				}
				fmt.Fprintf(&b, "| `%s` | %s | %s |\n", id.Name, spell(c), strings.TrimSuffix(strings.Join(strings.Fields(what), " "), "."))
			}
		}
	}
	return b.String(), nil
}

// spell writes a constant for a reader: 72h, 10,000.
func spell(c *types.Const) string {
	n, exact := constant.Int64Val(constant.ToInt(c.Val()))
	switch {
	case !exact:
		return c.Val().String()
	case c.Type().String() == "time.Duration":
		text := time.Duration(n).String()
		text = regexp.MustCompile(`([hm])0s$`).ReplaceAllString(text, "$1")
		return regexp.MustCompile(`h0m$`).ReplaceAllString(text, "h")
	}
	digits := strconv.FormatInt(n, 10)
	for i := len(digits) - 3; i > 0; i -= 3 {
		digits = digits[:i] + "," + digits[i:]
	}
	return digits
}

func TestDocsLimits(t *testing.T) {
	got, err := limitTable("limits.go", "package x\nimport \"time\"\nconst (\n\tA = 90 * time.Minute // how long\n\tB = 1 << 20 // bytes of a body\n"+
		"\tsweepEvery = time.Hour\n)\n")
	want := "| limit | value | of what |\n|---|--:|---|\n| `A` | 1h30m | how long |\n| `B` | 1,048,576 | bytes of a body |\n| `sweepEvery` | 1h | sweep every |\n"
	if got != want || err != nil {
		t.Errorf("limitTable = %q, %v; want %q, nil", got, err, want)
	}
	for name, bad := range map[string]string{
		"no comment": "package x\nconst A = 1\n",
		"elsewhere":  "package x\nconst A = b * 2 // of b\n",
	} {
		t.Run(name, func(t *testing.T) {
			if _, err := limitTable("limits.go", bad); err == nil {
				t.Errorf("limitTable(%q) is accepted", bad)
			}
		})
	}
}

// TestDocsLinks finds links that lead nowhere.
func TestDocsLinks(t *testing.T) {
	files, err := tidy.Files(os.DirFS("."))
	if err != nil {
		t.Fatal(err)
	}
	followed := 0
	for name, text := range files {
		if path.Ext(name) != ".md" {
			continue
		}
		for _, target := range links(text) {
			followed++
			file, anchor, _ := strings.Cut(target, "#")
			to := path.Join(path.Dir(name), file)
			if file == "" {
				to = name
			}
			if _, err := os.Stat(filepath.FromSlash(to)); err != nil {
				t.Errorf("%s links to %s, which is not there", name, target)
			} else if anchor != "" && path.Ext(to) == ".md" && !slices.Contains(anchors(files[to]), anchor) {
				t.Errorf("%s links to %s, and %s has no such heading", name, target, to)
			}
		}
	}
	if followed == 0 {
		t.Error("no link was followed: the search is broken")
	}
	for name, text := range files {
		for _, page := range mentioned.FindAllString(text, -1) {
			if _, err := os.Stat(filepath.FromSlash(page)); err != nil && path.Ext(name) == ".go" {
				t.Errorf("%s speaks of %s, which is not there", name, page)
			}
		}
	}
}

// TestDocsMetrics compares the metrics that the guide explains with those that
// the server has.
func TestDocsMetrics(t *testing.T) {
	guide, err := os.ReadFile("docs/guides/operate.md")
	if err != nil {
		t.Fatal(err)
	}
	var source []byte
	for _, name := range []string{"internal/counter/counter.go", "internal/httpapi/metrics.go", "internal/mailin/metrics.go"} {
		text, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		source = append(source, text...)
	}
	names := func(text []byte, quote string) []string {
		found := regexp.MustCompile(quote+`unspent_[a-z_]+`).FindAllString(string(text), -1)
		slices.Sort(found)
		for i := range found {
			found[i] = found[i][len(quote):]
		}
		return slices.Compact(found)
	}
	told, have := names(guide, "`"), names(source, `"`)
	if len(have) == 0 || !slices.Equal(told, have) {
		t.Errorf("the guide explains %q; the server has %q", told, have)
	}
}

var (
	link    = regexp.MustCompile(`\]\(([^)\s]+)\)`)
	heading = regexp.MustCompile(`(?m)^#+ +(.+)$`)
	// A page that a comment sends its reader to.
	mentioned = regexp.MustCompile(`\bdocs/[a-z0-9/-]+\.md\b`)
	fenced    = regexp.MustCompile("(?ms)^```.*?^```")
)

// links returns the targets within the repository.
func links(page string) (targets []string) {
	for _, m := range link.FindAllStringSubmatch(fenced.ReplaceAllString(page, ""), -1) {
		if !strings.Contains(m[1], "://") && !strings.HasPrefix(m[1], "mailto:") {
			targets = append(targets, m[1])
		}
	}
	return targets
}

// anchors returns the names that headings get where the pages are shown.
func anchors(page string) (names []string) {
	for _, m := range heading.FindAllStringSubmatch(fenced.ReplaceAllString(page, ""), -1) {
		name := regexp.MustCompile(`[^\p{L}\p{N} _-]`).ReplaceAllString(strings.ToLower(m[1]), "")
		names = append(names, strings.ReplaceAll(name, " ", "-"))
	}
	return names
}

func TestDocsLinkSearch(t *testing.T) {
	const page = "# Read me\n[a](b.md#c) [out](https://example.com)\n```\n[code](x)\n```\n## `Hold`, then take\n"
	if got, want := links(page), []string{"b.md#c"}; !slices.Equal(got, want) {
		t.Errorf("links = %q; want %q", got, want)
	}
	if got, want := anchors(page), []string{"read-me", "hold-then-take"}; !slices.Equal(got, want) {
		t.Errorf("anchors = %q; want %q", got, want)
	}
}

// TestReadmeLayout compares the layout in the README with the rooms that there are.
func TestReadmeLayout(t *testing.T) {
	text, err := os.ReadFile("README.md")
	if err != nil {
		t.Fatal(err)
	}
	said := regexp.MustCompile(`(?m)^(internal/\w+)/ `).FindAllStringSubmatch(string(text), -1)
	var got []string
	for _, line := range said {
		got = append(got, line[1])
	}
	rooms, err := filepath.Glob("internal/*")
	if err != nil {
		t.Fatal(err)
	}
	for _, room := range rooms {
		if !slices.Contains(got, room) {
			t.Errorf("the README does not name %s", room)
		}
	}
	if len(got) != len(rooms) {
		t.Errorf("the README names %d rooms, and there are %d", len(got), len(rooms))
	}
}

// TestHouse looks what the page of the house names up in the code: rooms, and in
// the tables of its walks functions. Every room has a place on the page.
func TestHouse(t *testing.T) {
	files, err := tidy.Files(os.DirFS("."))
	if err != nil {
		t.Fatal(err)
	}
	rooms := map[string]string{} // by folder, its source
	for name, text := range files {
		if path.Ext(name) == ".go" && !strings.HasPrefix(name, "examples/") && !strings.HasSuffix(name, "_test.go") {
			rooms[path.Dir(name)] += text
		}
	}
	for _, fault := range houseFaults(files["docs/concepts/house.md"], rooms) {
		t.Errorf("docs/concepts/house.md %s", fault)
	}
}

var (
	roomNamed = regexp.MustCompile("`((?:internal|cmd)/[a-z/]+|docs/guides|api|client|proof|brand|assess|\\.)`")
	stepRow   = regexp.MustCompile("(?m)^\\| `([a-z/.]+)` \\| `[A-Za-z.]+` \\|.*$")
	funcNamed = regexp.MustCompile("`([A-Za-z]+\\.)?([A-Za-z]+)`")
)

// houseFaults says what the page names that is not there, and the other way round.
func houseFaults(page string, rooms map[string]string) (faults []string) {
	named := map[string]bool{}
	for _, m := range roomNamed.FindAllStringSubmatch(page, -1) {
		if named[m[1]] = true; rooms[m[1]] == "" {
			faults = append(faults, "names the room "+m[1]+", which is not there")
		}
	}
	for _, room := range slices.Sorted(maps.Keys(rooms)) {
		if !named[room] {
			faults = append(faults, "has no place for the room "+room)
		}
	}
	steps := stepRow.FindAllStringSubmatch(page, -1)
	for _, step := range steps {
		_, cells, _ := strings.Cut(step[0], "` | ")
		look, about, _ := strings.Cut(cells, " | ")
		for i, text := range []string{look, about} {
			for _, m := range funcNamed.FindAllStringSubmatch(text, -1) {
				if i > 0 && m[1] == "" || rooms[m[2]] != "" { // a word, or a room
					continue
				}
				receiver := `(?:\(\w+ \*?` + strings.TrimSuffix(m[1], ".") + `(?:\[\w+\])?\) )`
				if m[1] == "" {
					receiver = ""
				}
				if !regexp.MustCompile(`(?m)^func ` + receiver + m[2] + `[\[(]`).MatchString(rooms[step[1]]) {
					faults = append(faults, "sends its reader to "+m[1]+m[2]+" in "+step[1]+", which has no such function")
				}
			}
		}
	}
	if len(steps) == 0 {
		faults = append(faults, "has no walk")
	}
	return faults
}

func TestHouseCatches(t *testing.T) {
	rooms := map[string]string{".": "func ParseCode(", "internal/book": "func (b *Book) Do(\n", "internal/gate": "x"}
	const page = "| `.` | `ParseCode` | reads |\n" +
		"| `internal/book` | `Book.Do` | by `Book.Gone`, in one `Update` |\n| `internal/book` | `Do` | |\n| x | `client` |\n"
	want := []string{"names the room client, which is not there", "has no place for the room internal/gate",
		"sends its reader to Book.Gone in internal/book, which has no such function", "sends its reader to Do in internal/book, which has no such function"}
	if got := houseFaults(page, rooms); !slices.Equal(got, want) {
		t.Errorf("houseFaults = %q; want %q", got, want)
	}
}
