package brand

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"regexp"
	"strings"

	"github.com/goccy/go-yaml"
	"github.com/goccy/go-yaml/ast"
	"github.com/goccy/go-yaml/parser"

	"github.com/unspent-dev/unspent"
)

func loadFile(fsys fs.FS, name string) (*Profile, error) {
	f, err := fsys.Open(name)
	if err != nil {
		return nil, unspent.Errorf(unspent.Invalid, "%s: cannot be opened", name)
	}
	defer f.Close()
	text, err := io.ReadAll(io.LimitReader(f, MaxFileBytes+1))
	if err != nil {
		return nil, unspent.Errorf(unspent.Invalid, "%s: cannot be read", name)
	}
	if len(text) > MaxFileBytes {
		return nil, unspent.Errorf(unspent.TooLarge, "%s: a brand's file has at most %d bytes (MaxFileBytes)", name, MaxFileBytes)
	}
	return parse(name, text)
}

// parse reads one brand. Name is that of its file.
func parse(name string, text []byte) (*Profile, error) {
	file, err := parser.ParseBytes(text, 0)
	if err != nil {
		return nil, yamlError(name, err)
	}
	if len(file.Docs) != 1 || file.Docs[0].Body == nil {
		return nil, unspent.Errorf(unspent.Invalid, "%s: holds %d documents; a brand is one", name, len(file.Docs))
	}
	body := file.Docs[0].Body
	if err := plain(name, body); err != nil {
		return nil, err
	}
	var p Profile
	if err := yaml.NodeToValue(body, &p, yaml.Strict()); err != nil {
		return nil, yamlError(name, err)
	}
	p.compile()
	p.cut = newCutter([]*Profile{&p})
	faults := check(&p)
	if id := strings.TrimSuffix(name, ".yaml"); p.ID != id {
		faults = append(faults, Fault{Where: "id", What: fmt.Sprintf("is %q in a file named %s; make the two the same", p.ID, name)})
	}
	var all []error
	for _, f := range faults {
		if !f.Warn {
			all = append(all, unspent.Errorf(unspent.Invalid, "%s:%d: %s", name, line(file, f.Where), f))
		}
	}
	return &p, errors.Join(all...)
}

// plain refuses what makes a file mean more than one reads: aliases and merges,
// with which a small file can also grow without end. It turns yes and no into
// what they mean.
func plain(name string, body ast.Node) error {
	var found finder
	ast.Walk(&found, body)
	if found.at == nil {
		return nil
	}
	return unspent.Errorf(unspent.Invalid, "%s:%d: anchors, aliases and tags are not read; write the value out", name, found.at.GetToken().Position.Line)
}

type finder struct{ at ast.Node } // the first node that is not plain

// Visit looks at one node.
func (f *finder) Visit(n ast.Node) ast.Visitor {
	switch n := n.(type) {
	case *ast.AnchorNode, *ast.AliasNode, *ast.MergeKeyNode, *ast.TagNode:
		if f.at == nil {
			f.at = n
		}
		return nil
	case *ast.MappingValueNode:
		key := n.Key.String()
		value, ok := n.Value.(*ast.StringNode)
		if ok && (key == "confirmed" || key == "resend" || key == "up-to") && (value.Value == "yes" || value.Value == "no") {
			n.Value = &ast.BoolNode{BaseNode: value.BaseNode, Token: value.Token, Value: value.Value == "yes"}
		}
	}
	return f
}

func yamlError(name string, err error) error {
	if at, ok := errors.AsType[yaml.Error](err); ok && at.GetToken() != nil {
		return unspent.Errorf(unspent.Invalid, "%s:%d: %s", name, at.GetToken().Position.Line, at.GetMessage())
	}
	if errors.Is(err, io.EOF) {
		return unspent.Errorf(unspent.Invalid, "%s: is empty", name)
	}
	return unspent.Errorf(unspent.Invalid, "%s: %s", name, yaml.FormatError(err, false, false))
}

// line returns where in a file a fact stands, or what should hold it.
func line(file *ast.File, where string) int {
	for where != "" {
		if at, err := yaml.PathString("$." + where); err == nil {
			if node, err := at.FilterFile(file); err == nil && node != nil {
				return node.GetToken().Position.Line
			}
		}
		where = where[:max(0, strings.LastIndexAny(where, ".["))]
	}
	return 1
}

// compile makes every pattern ready that compiles. What does not is found by
// check.
func (p *Profile) compile() {
	for _, shapes := range [][]Shape{p.Codes, p.Orders, p.Serials} {
		for i := range shapes {
			shapes[i].match, shapes[i].after = ready(shapes[i].Match), ready(atEnd(shapes[i].After))
		}
	}
	for _, phrases := range [][]Phrase{p.History, p.Order, p.Messages} {
		for i := range phrases {
			phrases[i].match = ready(phrases[i].Match)
		}
	}
	for i := range p.Mails {
		m := &p.Mails[i]
		for _, s := range m.Subjects {
			m.subjects = append(m.subjects, ready(s))
		}
		for _, s := range m.Body {
			m.body = append(m.body, ready(s))
		}
		m.fields = map[string]*regexp.Regexp{}
		for name, s := range m.Fields.all() {
			m.fields[name] = ready(s)
		}
	}
}

// atEnd returns a pattern that matches where pattern matches the end of a text.
func atEnd(pattern string) string {
	if pattern == "" {
		return ""
	}
	return "(?:" + pattern + ")$"
}

func ready(pattern string) *regexp.Regexp {
	if pattern == "" || len(pattern) > MaxPattern {
		return nil
	}
	re, _ := regexp.Compile(pattern)
	return re
}
