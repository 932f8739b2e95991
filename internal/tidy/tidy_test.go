package tidy_test

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"path"
	"slices"
	"strings"
	"testing"

	"github.com/unspent-dev/unspent/internal/tidy"
)

const modulePath = "github.com/unspent-dev/unspent"

// floors are the rooms of the house from the ground up. A room imports only
// rooms of lower floors; its tests may also import rooms of the same floor.
func floors() [][]string {
	return [][]string{
		{".", "internal/tidy"},
		{"brand", "docs/guides", "proof"},
		{"assess"},
		{"api"},
		{"internal/album", "internal/sight", "internal/store", "internal/store/mark", "internal/texts", "internal/wording"},
		{"internal/follow", "internal/jobs", "internal/keyring", "internal/ocr", "internal/scan", "internal/unpack", "internal/store/memory",
			"internal/store/sqlite", "internal/store/storetest"},
		{"internal/approval", "internal/book", "internal/gate", "internal/intake", "internal/notify", "internal/receipt"},
		{"internal/casefile", "internal/gift", "internal/signin", "internal/staff", "internal/upload"},
		{"internal/audit", "internal/interview", "internal/keep", "internal/mailin", "internal/outbox", "internal/report", "internal/sim"},
		{"internal/counter"},
		{"client", "internal/httpapi"},
		{"internal/web"},
		{"internal/house"},
		{"internal/bench"},
		{"cmd/unspent", "examples", "examples/check", "examples/shop", "examples/verify"},
	}
}

// An exception lets one fault pass. One that no fault needs any more fails.
type exception struct{ rule, where, reason string }

func exceptions() []exception {
	return []exception{
		{"counter", "cmd/unspent/files_accept.go", "whoever accepts files has them, and no server runs"},
		{"example", "cmd/unspent", "a command has scripts in testdata/script instead"},
		{"example", "internal/store", "a contract: storetest and the drivers exercise it"},
		{"layer", "internal/store/storetest/model.go", "the suite compares every driver with memory, which imports nothing of it"},
	}
}

// A fault is one breach of one rule. Where is a file or a folder, followed by
// the name it is about if there is one.
type fault struct{ rule, where, what string }

func (f fault) String() string { return fmt.Sprintf("%s: %s: %s", f.rule, f.where, f.what) }

// source is one Go file.
type source struct {
	path  string // slashes, relative to the module
	text  string
	lines int
	fset  *token.FileSet
	file  *ast.File
}

func (s *source) room() string { return path.Dir(s.path) }
func (s *source) test() bool   { return strings.HasSuffix(s.path, "_test.go") }

// at names something in s.
func (s *source) at(name string) string { return s.path + ":" + name }

func (s *source) line(p token.Pos) int { return s.fset.Position(p).Line }

// tree is what the rules look at: every Go file, and every text file.
type tree struct {
	sources []*source
	texts   map[string]string
}

// rooms returns the sources by folder.
func (t tree) rooms() map[string][]*source {
	rooms := map[string][]*source{}
	for _, s := range t.sources {
		rooms[s.room()] = append(rooms[s.room()], s)
	}
	return rooms
}

// newTree parses files, given by path.
func newTree(files map[string]string) (tree, error) {
	t := tree{texts: files}
	fset := token.NewFileSet()
	for name, text := range files {
		if !strings.HasSuffix(name, ".go") {
			continue
		}
		file, err := parser.ParseFile(fset, name, text, parser.ParseComments)
		if err != nil {
			return tree{}, err
		}
		t.sources = append(t.sources, &source{name, text, strings.Count(text, "\n"), fset, file})
	}
	slices.SortFunc(t.sources, func(a, b *source) int { return strings.Compare(a.path, b.path) })
	return t, nil
}

// excused splits faults into those that stand and the exceptions that none
// needed.
func excused(faults []fault, allowed []exception) (stand []fault, stale []exception) {
	used := map[exception]bool{}
	for _, f := range faults {
		i := slices.IndexFunc(allowed, func(e exception) bool { return e.rule == f.rule && e.where == f.where })
		if i < 0 {
			stand = append(stand, f)
			continue
		}
		used[allowed[i]] = true
	}
	for _, e := range allowed {
		if !used[e] || e.reason == "" {
			stale = append(stale, e)
		}
	}
	return stand, stale
}

func TestTidy(t *testing.T) {
	files, err := tidy.Files(os.DirFS("../.."))
	if err != nil {
		t.Fatal(err)
	}
	house, err := newTree(files)
	if err != nil {
		t.Fatal(err)
	}
	if len(house.sources) < 20 {
		t.Fatalf("found %d Go files: the walk is broken", len(house.sources))
	}
	var faults []fault
	for _, r := range rules() {
		faults = append(faults, r.check(house)...)
	}
	stand, stale := excused(faults, exceptions())
	for _, f := range stand {
		t.Error(f)
	}
	for _, e := range stale {
		t.Errorf("exception %s for %s is not needed, or gives no reason: remove it", e.rule, e.where)
	}
	for _, s := range house.sources {
		if !s.test() && s.lines > warnLines {
			t.Logf("%s has %d lines; split it before it has %d", s.path, s.lines, mostLines)
		}
	}
}
