package tidy_test

import (
	"fmt"
	"go/ast"
	"go/doc"
	"go/token"
	"path"
	"regexp"
	"slices"
	"strconv"
	"strings"
)

const (
	warnLines = 400 // of a file
	mostLines = 600
)

// A rule finds the breaches of one line of the style.
type rule struct {
	name  string
	check func(tree) []fault
}

func rules() []rule {
	return []rule{
		{"layer", checkLayers},
		{"counter", checkCounter},
		{"size", checkSizes},
		{"package", checkPackages},
		{"doc", checkDocs},
		{"example", checkExamples},
		{"name", eachSource(checkNames)},
		{"state", checkState},
		{"float", eachSource(checkFloats)},
		{"clock", eachSource(checkClock)},
		{"skip", eachSource(checkSkips)},
		{"words", checkWords},
		{"kind", eachSource(checkKinds)},
	}
}

func eachSource(check func(*source) []fault) func(tree) []fault {
	return func(t tree) (faults []fault) {
		for _, s := range t.sources {
			faults = append(faults, check(s)...)
		}
		return faults
	}
}

// imports returns the paths that s imports.
func (s *source) imports() []string {
	var paths []string
	for _, spec := range s.file.Imports {
		name, err := strconv.Unquote(spec.Path.Value)
		if err != nil {
			name = spec.Path.Value
		}
		paths = append(paths, name)
	}
	return paths
}

// roomOf returns the folder of an imported package of this module.
func roomOf(imported string) (string, bool) {
	if imported == modulePath {
		return ".", true
	}
	return strings.CutPrefix(imported, modulePath+"/")
}

func floorOf(room string) int {
	return slices.IndexFunc(floors(), func(rooms []string) bool { return slices.Contains(rooms, room) })
}

func public(room string) bool {
	first, _, _ := strings.Cut(room, "/")
	return first != "internal" && first != "cmd"
}

// asksBook are the rooms that may give the book a command: the counter, where all edges
// ask; what carries out what was cleared there, or what time makes due; and what
// measures and breaks.
func asksBook() []string {
	return []string{"internal/counter", "internal/gift", "internal/book", "internal/sim", "internal/bench"}
}

func checkCounter(t tree) (faults []fault) {
	for _, s := range t.sources {
		if !s.test() && strings.Contains(s.text, "unspent.Request{") && !slices.Contains(asksBook(), s.room()) {
			faults = append(faults, fault{"counter", s.path, "asks the book past the counter, which says who may"})
		}
	}
	return faults
}

func checkLayers(t tree) (faults []fault) {
	for _, s := range t.sources {
		from := floorOf(s.room())
		if from < 0 {
			faults = append(faults, fault{"layer", s.path, "this room is on no floor; give it one, and an ADR"})
			continue
		}
		for _, imported := range s.imports() {
			room, ours := roomOf(imported)
			to := floorOf(room)
			switch {
			case !ours || s.test() && room == s.room():
			case to < 0:
				faults = append(faults, fault{"layer", s.path, "imports a room that is on no floor: " + room})
			case to > from || to == from && !s.test():
				faults = append(faults, fault{"layer", s.path, "imports upward or sideways: " + room})
			case public(s.room()) && !public(room) && !s.test():
				faults = append(faults, fault{"layer", s.path, "is public and imports internal: " + room})
			}
		}
	}
	return faults
}

func checkSizes(t tree) (faults []fault) {
	for _, s := range t.sources {
		if s.test() {
			continue
		}
		if s.lines >= mostLines {
			faults = append(faults, fault{"size", s.path, fmt.Sprintf("%d lines; split it", s.lines)})
		}
	}
	return faults
}

// buckets are names that say nothing about what is inside, or hide a package of
// the standard library.
func buckets() []string {
	return []string{"util", "utils", "common", "helper", "helpers", "misc", "base", "lib", "shared", "types", "errors",
		"models", "model", "manager", "managers", "mock", "mocks", "http", "sort", "time", "sql", "log"}
}

func checkPackages(t tree) (faults []fault) {
	home := map[string]string{}
	for room, sources := range t.rooms() {
		for _, part := range strings.Split(room, "/") {
			if slices.Contains(buckets(), part) {
				faults = append(faults, fault{"package", room, "is a bucket, or hides a standard package: name what it is about"})
			}
		}
		name := strings.TrimSuffix(sources[0].file.Name.Name, "_test")
		if slices.Contains(buckets(), name) && path.Base(room) != name {
			faults = append(faults, fault{"package", room, "package " + name + " is a bucket"})
		}
		if other, taken := home[name]; taken && name != "main" {
			faults = append(faults, fault{"package", max(room, other), "has the name of " + min(room, other)})
		}
		home[name] = room
	}
	return faults
}

// small reports whether a room is a program of one file, which says above package
// main what it is.
func small(room string) bool {
	return strings.HasPrefix(room, "examples/")
}

func checkDocs(t tree) (faults []fault) {
	for room, sources := range t.rooms() {
		var text string
		product := false
		for _, s := range sources {
			product = product || !s.test()
			if path.Base(s.path) == "doc.go" || small(room) {
				text += s.file.Doc.Text()
			}
		}
		if product && !strings.HasPrefix(text, "Package ") && !strings.HasPrefix(text, "Command ") {
			faults = append(faults, fault{"doc", room, "needs a doc.go whose comment says what it is, keeps and refuses"})
		}
	}
	return faults
}

func checkExamples(t tree) (faults []fault) {
	for room, sources := range t.rooms() {
		product, runs := false, false
		for _, s := range sources {
			product = product || !s.test()
			if s.test() {
				runs = runs || slices.ContainsFunc(doc.Examples(s.file), func(e *doc.Example) bool {
					return e.Output != "" || e.EmptyOutput
				})
			}
		}
		if product && !runs && !small(room) {
			faults = append(faults, fault{"example", room, "needs an Example with an Output that go test runs"})
		}
	}
	return faults
}

var (
	getter     = regexp.MustCompile(`^Get([A-Z]|$)`)
	interfaceI = regexp.MustCompile(`^I[A-Z][a-z]`)
	emptyName  = regexp.MustCompile(`.(Impl|Manager|Helper|Helpers|Util|Utils|Base|Info)$`)
)

func checkNames(s *source) (faults []fault) {
	add := func(name, what string) { faults = append(faults, fault{"name", s.at(name), what}) }
	ast.Inspect(s.file, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.FuncDecl:
			if getter.MatchString(n.Name.Name) && n.Type.Params.NumFields() == 0 {
				add(n.Name.Name, "a getter is named after what it returns")
			}
		case *ast.TypeSpec:
			name, pkg := n.Name.Name, s.file.Name.Name
			if _, ok := n.Type.(*ast.InterfaceType); ok && interfaceI.MatchString(name) {
				add(name, "an interface is named after what it does")
			}
			if emptyName.MatchString(name) {
				add(name, "the last word says nothing; drop it or say what it is")
			}
			if rest, ok := strings.CutPrefix(strings.ToLower(name), pkg); ok && rest != "" && n.Name.IsExported() &&
				name[len(pkg)] >= 'A' && name[len(pkg)] <= 'Z' {
				add(name, "repeats the name of its package")
			}
		}
		return true
	})
	return faults
}

// moneyRooms are where amounts are decided, kept and counted.
func moneyRooms() []string {
	return []string{".", "proof", "internal/store", "internal/store/memory", "internal/store/sqlite", "internal/book",
		"internal/receipt", "internal/audit", "internal/report"}
}

func checkFloats(s *source) (faults []fault) {
	if s.test() || !slices.Contains(moneyRooms(), s.room()) {
		return nil
	}
	ast.Inspect(s.file, func(n ast.Node) bool {
		found := ""
		switch n := n.(type) {
		case *ast.Ident:
			if slices.Contains([]string{"float32", "float64", "complex64", "complex128", "ParseFloat", "FormatFloat", "Float"}, n.Name) {
				found = n.Name
			}
		case *ast.BasicLit:
			if n.Kind == token.FLOAT || n.Kind == token.IMAG {
				found = n.Value
			}
		}
		if found != "" {
			faults = append(faults, fault{"float", s.path, fmt.Sprintf("line %d: %s: money is whole minor units", s.line(n.Pos()), found)})
		}
		return true
	})
	return faults
}

// checkClock finds readings of the machine's clock. A room that has a clock is
// given it; time.Now may stand as the default (a value, or the body of a
// func() time.Time), and only the edges where the program starts call it.
func checkClock(s *source) (faults []fault) {
	if s.test() || s.room() == "cmd/unspent" || s.room() == "internal/bench" {
		return nil
	}
	ast.Inspect(s.file, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.FuncLit:
			r := n.Type.Results
			return n.Type.Params.NumFields() != 0 || r.NumFields() != 1 || !isSelector(r.List[0].Type, "time", "Time")
		case *ast.CallExpr:
			for _, name := range []string{"Now", "Since", "Until"} {
				if isSelector(n.Fun, "time", name) {
					faults = append(faults, fault{"clock", s.path,
						fmt.Sprintf("line %d: calls time.%s: take now func() time.Time", s.line(n.Pos()), name)})
				}
			}
		}
		return true
	})
	return faults
}

func isSelector(e ast.Expr, pkg, name string) bool {
	sel, ok := e.(*ast.SelectorExpr)
	if !ok || sel.Sel.Name != name {
		return false
	}
	x, ok := sel.X.(*ast.Ident)
	return ok && x.Name == pkg
}

// checkSkips finds tests that can pass without having run.
func checkSkips(s *source) (faults []fault) {
	if !s.test() {
		return nil
	}
	check := func(f *ast.FuncType, body *ast.BlockStmt, name string) {
		if body == nil || f.Params.NumFields() == 0 {
			return
		}
		star, ok := f.Params.List[0].Type.(*ast.StarExpr)
		if !ok || len(f.Params.List[0].Names) == 0 || !isSelector(star.X, "testing", "T") && !isSelector(star.X, "testing", "F") {
			return
		}
		t := f.Params.List[0].Names[0].Name
		ast.Inspect(body, func(n ast.Node) bool {
			if inner, ok := n.(*ast.FuncLit); ok && inner.Type.Params.NumFields() > 0 {
				return false // has its own t, and is looked at by itself
			}
			if call, ok := n.(*ast.CallExpr); ok {
				for _, skip := range []string{"Skip", "Skipf", "SkipNow"} {
					if isSelector(call.Fun, t, skip) {
						faults = append(faults, fault{"skip", s.at(name), fmt.Sprintf("line %d: a skipped test is no test", s.line(n.Pos()))})
					}
				}
			}
			return true
		})
	}
	for _, decl := range s.file.Decls {
		f, ok := decl.(*ast.FuncDecl)
		if !ok {
			continue
		}
		check(f.Type, f.Body, f.Name.Name)
		ast.Inspect(f, func(n ast.Node) bool {
			if lit, ok := n.(*ast.FuncLit); ok {
				check(lit.Type, lit.Body, f.Name.Name)
			}
			return true
		})
	}
	return faults
}

var (
	// A path that only one machine has.
	machinePath = regexp.MustCompile("(?m)(?:^|[\\s\"'`(=:])/(?:root|home|work|tmp|Users|private)/[A-Za-z0-9_.-]+")
	// Where packages come from is the business of whoever builds.
	registryHost = regexp.MustCompile(`\b(?:proxy|sum)\.golang\.org\b|\b(?:deb|registry)\.(?:debian|npmjs)\.org\b`)
)

func checkWords(t tree) (faults []fault) {
	for name, text := range t.texts {
		for _, banned := range []*regexp.Regexp{machinePath, registryHost} {
			for _, at := range banned.FindAllStringIndex(text, -1) {
				line := strings.Count(text[:at[0]], "\n") + 1
				faults = append(faults, fault{"words", name, fmt.Sprintf("line %d: %q belongs to one machine", line, text[at[0]:at[1]])})
			}
		}
	}
	return faults
}

// checkKinds finds kinds of documents that are not in the one list of package store.
func checkKinds(s *source) (faults []fault) {
	if s.test() || s.room() == "internal/store" || s.room() == "internal/store/storetest" || !slices.Contains(s.imports(), modulePath+"/internal/store") {
		return nil
	}
	literal := func(e ast.Expr) bool {
		lit, ok := e.(*ast.BasicLit)
		return ok && lit.Kind == token.STRING
	}
	bad := func(at token.Pos) {
		faults = append(faults, fault{"kind", s.path, fmt.Sprintf("line %d: a kind of documents is declared in internal/store/kind.go", s.line(at))})
	}
	ast.Inspect(s.file, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.CompositeLit:
			sel, ok := n.Type.(*ast.SelectorExpr)
			if !ok || sel.Sel.Name != "Document" && sel.Sel.Name != "Pick" {
				return true
			}
			for _, e := range n.Elts {
				if kv, ok := e.(*ast.KeyValueExpr); ok && fmt.Sprint(kv.Key) == "Kind" && literal(kv.Value) {
					bad(kv.Pos())
				}
			}
		case *ast.ValueSpec:
			for i, name := range n.Names {
				if strings.HasSuffix(name.Name, "Kind") && i < len(n.Values) && literal(n.Values[i]) && n.Type == nil {
					bad(name.Pos())
				}
			}
		}
		return true
	})
	return faults
}
