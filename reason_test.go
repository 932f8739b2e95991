package unspent_test

import (
	"errors"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"regexp"
	"testing"

	"github.com/unspent-dev/unspent"
)

func TestReasonOf(t *testing.T) {
	cause := errors.New("cause")
	held := unspent.Errorf(unspent.CardHeld, "the card is held")
	tests := map[string]struct {
		err  error
		want unspent.Reason
	}{
		"none":       {nil, ""},
		"foreign":    {cause, unspent.Internal},
		"bare":       {unspent.NotFound, unspent.NotFound},
		"with text":  {held, unspent.CardHeld},
		"wrapped":    {fmt.Errorf("take: %w", held), unspent.CardHeld},
		"joined":     {errors.Join(cause, held), unspent.CardHeld},
		"with cause": {&unspent.Error{Reason: unspent.Unavailable, Detail: "try again", Err: cause}, unspent.Unavailable},
		"outermost":  {&unspent.Error{Reason: unspent.Unavailable, Detail: "try again", Err: held}, unspent.Unavailable},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			if got := unspent.ReasonOf(tt.err); got != tt.want {
				t.Errorf("ReasonOf(%v) = %q, want %q", tt.err, got, tt.want)
			}
			if tt.want != "" && tt.want != unspent.Internal && !errors.Is(tt.err, tt.want) {
				t.Errorf("%v is not %q", tt.err, tt.want)
			}
		})
	}
	err := &unspent.Error{Reason: unspent.Unavailable, Detail: "try again", Err: cause}
	if !errors.Is(err, cause) || errors.Is(err, unspent.NotFound) || err.Error() != "try again" {
		t.Errorf("%v: is its cause %t, is another reason %t", err, errors.Is(err, cause), errors.Is(err, unspent.NotFound))
	}
}

// TestReasons compares the list with the declarations: a reason that is missing
// there would be missing at every edge.
func TestReasons(t *testing.T) {
	file, err := parser.ParseFile(token.NewFileSet(), "reason.go", nil, 0)
	if err != nil {
		t.Fatal(err)
	}
	var want []string
	ast.Inspect(file, func(n ast.Node) bool {
		if spec, ok := n.(*ast.ValueSpec); ok {
			if id, ok := spec.Type.(*ast.Ident); ok && id.Name == "Reason" {
				want = append(want, spec.Values[0].(*ast.BasicLit).Value)
			}
		}
		return true
	})
	var got []string
	spelling := regexp.MustCompile(`^[a-z]+(_[a-z]+)*$`)
	for _, r := range unspent.Reasons() {
		got = append(got, fmt.Sprintf("%q", string(r)))
		if !spelling.MatchString(string(r)) {
			t.Errorf("reason %q is not lower case with underscores", r)
		}
	}
	if fmt.Sprint(got) != fmt.Sprint(want) || len(got) < 30 {
		t.Errorf("Reasons() = %v, want %v", got, want)
	}
}
