package tidy_test

import (
	"slices"
	"strings"
	"testing"
)

// A check that cannot fail is no check: every rule gets small bad sources that
// it must name, and the good ones beside them that it must leave alone.

// sample is a tree of one or two files that has exactly the wanted faults of
// the rule that it is about.
type sample struct {
	rule  string
	files map[string]string
	want  []string // places, in order
}

func one(name, text string) map[string]string { return map[string]string{name: text} }

const ours = `"github.com/unspent-dev/unspent/`

func samples() map[string]sample {
	long := func(n int) string { return strings.Repeat("\n", n) }
	return map[string]sample{
		"import upward":   {"layer", one("internal/store/a.go", "package store\nimport _ "+ours+"internal/book\""), []string{"internal/store/a.go"}},
		"import sideways": {"layer", one("internal/book/a.go", "package book\nimport _ "+ours+"internal/gate\""), []string{"internal/book/a.go"}},
		"import downward": {"layer", one("internal/book/a.go", "package book\nimport _ "+ours+"internal/store\""), nil},
		"test imports upward": {"layer", one("internal/store/a_test.go", "package store\nimport _ "+ours+"internal/book\""),
			[]string{"internal/store/a_test.go"}},
		"test imports sideways":    {"layer", one("internal/book/a_test.go", "package book_test\nimport _ "+ours+"internal/gate\""), nil},
		"test imports its package": {"layer", one("a_test.go", "package unspent_test\nimport _ \"github.com/unspent-dev/unspent\""), nil},
		"root imports a room":      {"layer", one("a.go", "package unspent\nimport _ "+ours+"proof\""), []string{"a.go"}},
		"public imports internal":  {"layer", one("client/a.go", "package client\nimport _ "+ours+"internal/store\""), []string{"client/a.go"}},
		"room on no floor":         {"layer", one("internal/attic/a.go", "package attic"), []string{"internal/attic/a.go"}},
		"import of no floor":       {"layer", one("internal/book/a.go", "package book\nimport _ "+ours+"internal/attic\""), []string{"internal/book/a.go"}},

		"page past the counter": {"counter", one("internal/web/a.go", "package web\nvar _ = unspent.Request{}"), []string{"internal/web/a.go"}},
		"counter":               {"counter", one("internal/counter/a.go", "package counter\nvar _ = unspent.Request{}"), nil},

		"long file":         {"size", one("a.go", "package unspent"+long(600)), []string{"a.go"}},
		"file just in size": {"size", one("a.go", "package unspent"+long(599)), nil},
		"long test file":    {"size", one("a_test.go", "package unspent"+long(900)), nil},

		"bucket folder":  {"package", one("internal/util/clock/a.go", "package clock"), []string{"internal/util/clock"}},
		"bucket package": {"package", one("internal/x/a.go", "package helpers"), []string{"internal/x"}},
		"one name twice": {"package", map[string]string{"internal/a/book/a.go": "package book", "internal/book/a.go": "package book"}, []string{"internal/book"}},
		"two commands":   {"package", map[string]string{"cmd/a/a.go": "package main", "cmd/b/a.go": "package main"}, nil},

		"no doc.go":            {"doc", one("internal/book/a.go", "// Package book is here.\npackage book"), []string{"internal/book"}},
		"doc.go without words": {"doc", one("internal/book/doc.go", "package book"), []string{"internal/book"}},
		"doc.go":               {"doc", one("internal/book/doc.go", "// Package book is one.\npackage book"), nil},

		"no example": {"example", one("internal/book/a.go", "package book"), []string{"internal/book"}},
		"example that does not run": {"example", map[string]string{"internal/book/a.go": "package book",
			"internal/book/a_test.go": "package book\nfunc Example() {}"}, []string{"internal/book"}},
		"example": {"example", map[string]string{"internal/book/a.go": "package book",
			"internal/book/a_test.go": "package book\nimport \"fmt\"\nfunc Example() {\n\tfmt.Println(1)\n\t// Output: 1\n}"}, nil},

		"getter":              {"name", one("a.go", "package unspent\nfunc (c Card) GetFace() int { return 0 }"), []string{"a.go:GetFace"}},
		"fetch with argument": {"name", one("a.go", "package unspent\nfunc GetURL(u string) {}"), nil},
		"I-interface":         {"name", one("a.go", "package unspent\ntype IStore interface{}"), []string{"a.go:IStore"}},
		"interface like IP":   {"name", one("a.go", "package unspent\ntype IPLookup interface{}"), nil},
		"Impl":                {"name", one("a.go", "package unspent\ntype storeImpl struct{}"), []string{"a.go:storeImpl"}},
		"Manager":             {"name", one("a.go", "package unspent\ntype KeyManager struct{}"), []string{"a.go:KeyManager"}},
		"stutter":             {"name", one("internal/book/a.go", "package book\ntype BookEntry struct{}"), []string{"internal/book/a.go:BookEntry"}},
		"the package's type":  {"name", one("internal/book/a.go", "package book\ntype Book struct{}\ntype Bookmark struct{}"), nil},

		"float type":    {"float", one("money.go", "package unspent\nvar _ float64"), []string{"money.go"}},
		"float literal": {"float", one("internal/book/a.go", "package book\nfunc f() { _ = 0.5 }"), []string{"internal/book/a.go"}},
		"parsed float": {"float", one("internal/store/sqlite/a.go", "package sqlite\nfunc f() { strconv.ParseFloat(\"1\", 64) }"),
			[]string{"internal/store/sqlite/a.go"}},
		"float ratio": {"float", one("internal/bench/a.go", "package bench\nvar _ float64"), nil},

		"reads the clock":   {"clock", one("internal/book/a.go", "package book\nfunc f() { time.Now() }"), []string{"internal/book/a.go"}},
		"measures since":    {"clock", one("internal/book/a.go", "package book\nfunc f() { time.Since(t) }"), []string{"internal/book/a.go"}},
		"clock in closure":  {"clock", one("internal/book/a.go", "package book\nfunc f() { g(func() { time.Now() }) }"), []string{"internal/book/a.go"}},
		"default clock":     {"clock", one("internal/book/a.go", "package book\nfunc f() { now = time.Now }"), nil},
		"default clock UTC": {"clock", one("internal/book/a.go", "package book\nfunc f() { now = func() time.Time { return time.Now().UTC() } }"), nil},
		"main's clock":      {"clock", one("cmd/unspent/a.go", "package main\nfunc f() { time.Now() }"), nil},

		"skip": {"skip", one("a_test.go", "package unspent\nfunc TestA(t *testing.T) { t.Skip() }"), []string{"a_test.go:TestA"}},
		"skip in case": {"skip", one("a_test.go", "package unspent\nfunc TestA(t *testing.T) { t.Run(\"\", func(t *testing.T) { "+
			"t.Skipf(\"\") }) }"), []string{"a_test.go:TestA"}},
		"rapid's skip": {"skip", one("a_test.go", "package unspent\nfunc TestA(t *testing.T) { rapid.Check(t, func(t *rapid.T) { t.Skip() }) }"), nil},
		"skip in main": {"skip", one("a.go", "package unspent\nfunc f(t *testing.T) { t.Skip() }"), nil},
		"kind": {"kind", one("internal/gift/a.go", "package gift\nimport \"github.com/unspent-dev/unspent/internal/store\"\n"+
			"const orderKind = \"order\"\nvar _ = store.Pick{Kind: \"due\"}\n"),
			[]string{"internal/gift/a.go", "internal/gift/a.go"}},
		"kind of the list": {"kind", one("internal/gift/a.go", "package gift\nimport \"github.com/unspent-dev/unspent/internal/store\"\n"+
			"const orderKind = store.KindOrder\n"), nil},
		"home folder":   {"words", one("doc/a.md", "see `/ho"+"me/taro/x`"), []string{"doc/a.md"}},
		"registry host": {"words", one(".ci/run", "GOPROXY=https://proxy"+".golang.org"), []string{".ci/run"}},
		"route":         {"words", one("doc/a.md", "GET /v1/home/x and /var/lib/unspent"), nil},
	}
}

// stateSamples are the bodies of a package, and the variables at fault.
func stateSamples() map[string]sample {
	const table = "\nvar table = map[string]int{}\n"
	in := func(text string, want ...string) sample {
		places := []string{}
		for _, name := range want {
			places = append(places, "a.go:"+name)
		}
		return sample{"state", one("a.go", "package unspent"+text), places}
	}
	return map[string]sample{
		"number":            in("\nvar n int", "n"),
		"filled number":     in("\nvar n = 1", "n"),
		"pointer":           in("\nvar p = &x{}", "p"),
		"made":              in("\nvar m = make(map[string]int)", "m"),
		"mutex":             in("\nvar mu sync.Mutex", "mu"),
		"called":            in("\nvar now = clock()", "now"),
		"function":          in("\nvar hook = func() {}", "hook"),
		"exported table":    in("\nvar Table = []int{1}", "Table"),
		"interface check":   in("\nvar _ error = (*x)(nil)", []string{}...),
		"error":             in("\nvar errX = errors.New(\"x\")\nfunc f() error { return errX }"),
		"assigned error":    in("\nvar errX = errors.New(\"x\")\nfunc f() { errX = nil }", "errX"),
		"pattern":           in("\nvar re = regexp.MustCompile(`x`)\nfunc f() bool { return re.MatchString(\"\") }"),
		"encoding":          in("\nvar enc = base32.NewEncoding(a).WithPadding(base32.NoPadding)\nfunc f() string { return enc.EncodeToString(nil) }"),
		"generic type":      in("\nvar typ = reflect.TypeFor[int]()"),
		"embedded":          in("\n//go:embed a.txt\nvar files embed.FS\nfunc f() fs.FS { return files }"),
		"embedded bytes":    in("\n//go:embed a.txt\nvar files []byte", "files"),
		"embedded pointer":  in("\n//go:embed a.txt\nvar files embed.FS\nfunc f() { g(&files) }", "files"),
		"table read":        in(table + "func f() int { return table[\"a\"] + len(table) }"),
		"table ranged":      in(table + "func f() { for k := range table { g(k) } }"),
		"table cloned":      in("\nvar table = [...]int{1}\nfunc f() []int { return slices.Clone(table[:]) }"),
		"table appended":    in("\nvar table = [...]int{1}\nfunc f() []int { return append([]int{}, table[:]...) }"),
		"row's field":       in("\nvar table = []row{{}}\nfunc f() string { return table[0].name }"),
		"row's function":    in("\nvar table = map[string]func(){}\nfunc f() { table[\"a\"]() }"),
		"row searched":      in("\nvar table = map[string][]int{}\nfunc f() bool { return slices.Contains(table[\"a\"], 1) }"),
		"table written":     in(table+"func f() { table[\"a\"] = 1 }", "table"),
		"table counted":     in(table+"func f() { table[\"a\"]++ }", "table"),
		"table replaced":    in(table+"func f() { table = nil }", "table"),
		"table deleted":     in(table+"func f() { delete(table, \"a\") }", "table"),
		"table returned":    in(table+"func f() map[string]int { return table }", "table"),
		"table handed over": in(table+"func f() { g(table) }", "table"),
		"table sliced":      in("\nvar table = [...]int{1}\nfunc f() []int { return table[:] }", "table"),
		"table sorted":      in("\nvar table = []int{1}\nfunc f() { slices.Sort(table) }", "table"),
		"table grown":       in("\nvar table = []int{1}\nfunc f() []int { return append(table, 2) }", "table"),
		"method of table":   in("\nvar table = rows{1}\nfunc f() { table.fill() }", "table"),
		"row's address":     in("\nvar table = []row{{}}\nfunc f() *row { return &table[0] }", "table"),
		"row handed out":    in("\nvar table = map[string][]int{}\nfunc f() []int { return table[\"a\"] }", "table"),
		"ranged into":       in("\nvar table = []int{1}\nfunc f() { for table[0] = range 3 {} }", "table"),
		"local of the name": in(table + "func f() { table := 1; table++ }"),
		"field of the name": in(table + "func f() { x.table = 1 }"),
		"other file": {"state", map[string]string{"a.go": "package unspent" + table,
			"b.go": "package unspent\nfunc f() { table[\"a\"] = 1 }"}, []string{"b.go:table"}},
		"test swaps it": {"state", map[string]string{"a.go": "package unspent" + table,
			"a_test.go": "package unspent\nfunc f() { table = nil }"}, []string{"a_test.go:table"}},
	}
}

func TestTidyCatches(t *testing.T) {
	caught := map[string]bool{}
	all := samples()
	for name, s := range stateSamples() {
		all["state "+name] = s
	}
	for name, tt := range all {
		t.Run(name, func(t *testing.T) {
			house, err := newTree(tt.files)
			if err != nil {
				t.Fatal(err)
			}
			i := slices.IndexFunc(rules(), func(r rule) bool { return r.name == tt.rule })
			if i < 0 {
				t.Fatalf("no rule %q", tt.rule)
			}
			var got []string
			for _, f := range rules()[i].check(house) {
				got = append(got, f.where)
			}
			if !slices.Equal(got, tt.want) && len(got)+len(tt.want) > 0 {
				t.Errorf("rule %s faults %q; want %q", tt.rule, got, tt.want)
			}
			caught[tt.rule] = caught[tt.rule] || len(got) > 0
		})
	}
	for _, r := range rules() {
		if !caught[r.name] {
			t.Errorf("rule %s has no bad sample that it catches", r.name)
		}
	}
}

func TestTidyExceptions(t *testing.T) {
	faults := []fault{{"clock", "a.go", "x"}, {"clock", "b.go", "y"}}
	allowed := []exception{{"clock", "a.go", "why"}, {"float", "b.go", "why"}}
	stand, stale := excused(faults, allowed)
	if want := faults[1:]; !slices.Equal(stand, want) {
		t.Errorf("standing faults are %v; want %v", stand, want)
	}
	if want := allowed[1:]; !slices.Equal(stale, want) {
		t.Errorf("stale exceptions are %v; want %v", stale, want)
	}
}
