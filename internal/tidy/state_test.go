package tidy_test

import (
	"fmt"
	"go/ast"
	"go/token"
	"slices"
	"strings"
)

// Package-level variables are allowed in three forms, none of which can change:
//
//   - a value that is immutable by its type: an error, a regular expression, an
//     encoding, a replacer, an embedded file. It may be used but not assigned
//     and its address not taken.
//   - a table: a composite literal. It may only be read where it stands: by
//     index, range, len, a field, or one of the functions of [readers]. Handing
//     it out whole would let a stranger write to it; so would slicing it.
//   - the blank variable of an interface check.
//
// The rule looks at syntax, not at types: a slice inside an element of a table
// is trusted to its reader unless the table's own type shows it.

// frozen are the functions whose results never change.
func frozen() []string {
	return []string{"errors.New", "fmt.Errorf", "unspent.Errorf", "regexp.MustCompile", "strings.NewReplacer", "template.Must", "base32.NewEncoding",
		"base64.NewEncoding", "crc32.MakeTable", "reflect.TypeFor", "sync.OnceValue"}
}

// readers are the functions that only read the tables they are given.
func readers() []string {
	return []string{"len", "cap", "slices.Contains", "slices.ContainsFunc", "slices.Index", "slices.IndexFunc", "slices.Clone",
		"slices.All", "slices.Values", "slices.Equal", "slices.BinarySearch", "maps.Clone", "maps.Keys", "maps.Values", "maps.All",
		"strings.Join"}
}

type variable struct {
	spec  *ast.ValueSpec
	name  string
	at    *source
	table bool
	deep  bool // the elements of the table can be written to themselves
}

func checkState(t tree) (faults []fault) {
	for _, sources := range t.rooms() {
		var vars []variable
		for _, s := range sources {
			if s.test() {
				continue
			}
			found, bad := declared(s)
			vars, faults = append(vars, found...), append(faults, bad...)
		}
		for _, s := range sources {
			faults = append(faults, uses(s, vars)...)
		}
	}
	return faults
}

// declared returns the allowed variables of s, and faults for the others.
func declared(s *source) (vars []variable, faults []fault) {
	for _, decl := range s.file.Decls {
		gen, ok := decl.(*ast.GenDecl)
		if !ok || gen.Tok != token.VAR {
			continue
		}
		for _, spec := range gen.Specs {
			spec := spec.(*ast.ValueSpec)
			for i, name := range spec.Names {
				v := variable{spec: spec, name: name.Name, at: s}
				add := func(what string) { faults = append(faults, fault{"state", s.at(name.Name), what}) }
				switch {
				case name.Name == "_":
					continue
				case embedded(gen, spec):
				case len(spec.Values) != len(spec.Names):
					add("a package-level variable that is filled later is hidden state")
					continue
				default:
					lit, isTable := spec.Values[i].(*ast.CompositeLit)
					v.table = isTable
					switch {
					case isTable && name.IsExported():
						add("a table is handed out by a function that copies it")
						continue
					case isTable:
						v.deep = deep(lit.Type)
					case !isFrozen(spec.Values[i]):
						add("a package-level variable is a table, or a value that cannot change")
						continue
					}
				}
				vars = append(vars, v)
			}
		}
	}
	return vars, faults
}

func embedded(gen *ast.GenDecl, spec *ast.ValueSpec) bool {
	for _, doc := range []*ast.CommentGroup{gen.Doc, spec.Doc} {
		if doc != nil && slices.ContainsFunc(doc.List, func(c *ast.Comment) bool { return strings.HasPrefix(c.Text, "//go:embed ") }) {
			_, bytes := spec.Type.(*ast.ArrayType)
			return !bytes
		}
	}
	return false
}

// isFrozen reports whether e is a call of one of [frozen], or of a method on
// the result of one.
func isFrozen(e ast.Expr) bool {
	call, ok := e.(*ast.CallExpr)
	if !ok {
		return false
	}
	if generic, ok := call.Fun.(*ast.IndexExpr); ok {
		return slices.Contains(frozen(), dotted(generic.X))
	}
	if slices.Contains(frozen(), dotted(call.Fun)) {
		return true
	}
	method, ok := call.Fun.(*ast.SelectorExpr)
	return ok && isFrozen(method.X)
}

// dotted returns the text of x or x.y, "" for anything else.
func dotted(e ast.Expr) string {
	switch e := e.(type) {
	case *ast.Ident:
		return e.Name
	case *ast.SelectorExpr:
		if x, ok := e.X.(*ast.Ident); ok {
			return x.Name + "." + e.Sel.Name
		}
	}
	return ""
}

// deep reports whether elements of a literal's type are slices, maps or
// pointers.
func deep(of ast.Expr) bool {
	var elem ast.Expr
	switch of := of.(type) {
	case *ast.ArrayType:
		elem = of.Elt
	case *ast.MapType:
		elem = of.Value
	}
	switch elem := elem.(type) {
	case *ast.ArrayType:
		return elem.Len == nil
	case *ast.MapType, *ast.StarExpr:
		return true
	}
	return false
}

// uses returns a fault for every use in s that could change one of vars.
func uses(s *source, vars []variable) (faults []fault) {
	var above []ast.Node
	ast.Inspect(s.file, func(n ast.Node) bool {
		if n == nil {
			above = above[:len(above)-1]
			return true
		}
		if id, ok := n.(*ast.Ident); ok {
			for _, v := range vars {
				if v.name == id.Name && v.means(id, above) {
					if what := v.misuse(id, above); what != "" {
						faults = append(faults, fault{"state", s.at(v.name), fmt.Sprintf("line %d: %s", s.line(id.Pos()), what)})
					}
				}
			}
		}
		above = append(above, n)
		return true
	})
	return faults
}

// means reports whether id, below the nodes above, is v and not a field, a
// method or a local variable of the same name.
func (v variable) means(id *ast.Ident, above []ast.Node) bool {
	if id.Obj != nil && id.Obj.Decl != v.spec {
		return false
	}
	switch parent := above[len(above)-1].(type) {
	case *ast.SelectorExpr:
		return parent.Sel != id
	case *ast.KeyValueExpr:
		return parent.Key != id
	case *ast.ValueSpec:
		return !slices.Contains(parent.Names, id)
	case *ast.Field, *ast.LabeledStmt, *ast.BranchStmt:
		return false
	}
	return true
}

// misuse returns what is wrong with the use of v at id, "" if nothing is.
func (v variable) misuse(id *ast.Ident, above []ast.Node) string {
	var e ast.Expr = id
	i := len(above) - 1
	steps, called, sliced := 0, false, false
climb:
	for ; i >= 0; i-- {
		switch parent := above[i].(type) {
		case *ast.ParenExpr:
		case *ast.SelectorExpr:
			steps++
		case *ast.IndexExpr:
			if parent.X != e {
				return "" // v is the index of something else
			}
			steps++
		case *ast.SliceExpr:
			if parent.X != e {
				return ""
			}
			sliced = true
		case *ast.CallExpr:
			called = parent.Fun == e
			break climb
		default:
			break climb
		}
		e = above[i].(ast.Expr)
	}
	switch parent := above[i].(type) {
	case *ast.AssignStmt:
		if slices.Contains(parent.Lhs, e) {
			return "assigns to it"
		}
	case *ast.IncDecStmt:
		return "assigns to it"
	case *ast.UnaryExpr:
		if parent.Op == token.AND {
			return "takes its address"
		}
	case *ast.RangeStmt:
		if parent.X != e {
			return "assigns to it"
		}
		return ""
	case *ast.CallExpr:
		switch {
		case called && v.table && method(parent, id):
			return "calls a method on it, which may write to it"
		case called, slices.Contains(readers(), dotted(parent.Fun)), appended(parent, e):
			return ""
		}
	}
	if v.table && (steps == 0 || sliced || v.deep && steps == 1) {
		return "hands it out; copy it, or read it where it stands"
	}
	return ""
}

// method reports whether call is of a method, or of a field, of id itself.
func method(call *ast.CallExpr, id *ast.Ident) bool {
	sel, ok := call.Fun.(*ast.SelectorExpr)
	return ok && sel.X == id
}

// appended reports whether e is spread behind the slice that an append grows.
func appended(call *ast.CallExpr, e ast.Expr) bool {
	return dotted(call.Fun) == "append" && call.Ellipsis.IsValid() && len(call.Args) == 2 && call.Args[1] == e
}
