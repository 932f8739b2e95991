package httpapi

import (
	"github.com/danielgtaylor/huma/v2"

	"github.com/unspent-dev/unspent"
	"github.com/unspent-dev/unspent/api"
	"github.com/unspent-dev/unspent/internal/book"
)

func decodeCode(s *scanner, in fields, v *api.CodeRequest) error {
	return s.object("", in, func(int) (err error) {
		v.Code, err = s.text("code")
		return err
	})
}

// checkedSchema is how the document describes an [api.CheckedCard].
type checkedSchema struct{}

// Schema implements huma.SchemaProvider.
func (checkedSchema) Schema(huma.Registry) *huma.Schema {
	return &huma.Schema{AnyOf: []*huma.Schema{{Ref: "#/components/schemas/CardStatus"}, {Ref: "#/components/schemas/Problem"}}}
}

func (s *server) mountChecks() {
	mount(s, endpoint[api.CodeRequest, api.CardStatus]{
		id: "check", method: "POST", path: "/v1/check", tag: "check", summary: "Check a card",
		about:  "What the card is worth now and whether it is unspent. It changes nothing. An unknown code answers not_found; many of them cost a proof of work, then a pause.",
		access: access{open: true}, reasons: lookupReasons(), in: api.CodeRequest{Code: exampleCode}, out: exampleCard(),
		do: (*exchange).check, hot: true, decode: decodeCode, encode: appendCardStatus,
	})
	mount(s, endpoint[[]api.CodeRequest, api.ChecksAnswer]{
		id: "checks", method: "POST", path: "/v1/checks", tag: "check", summary: "Check up to 1,000 cards",
		about:  "The same for many, for API keys. Each entry is what /v1/check would have answered, the document of a problem included.",
		access: access{roles: keyRoles()}, reasons: lookupReasons(), most: maxChecksBody,
		in: []api.CodeRequest{{Code: exampleCode}}, out: api.ChecksAnswer{Checks: []api.CheckedCard{{CardStatus: exampleCard()}}},
		do: (*exchange).checks, decode: decodeCodes, encode: appendChecks,
	})
	mount(s, endpoint[struct{}, api.Challenge]{
		id: "challenge", method: "GET", path: "/v1/challenge", tag: "check", summary: "Get a puzzle in advance",
		about:  "The proof of work that a work_required problem would ask for, for one call of one route.",
		access: access{open: true}, query: []string{"route"}, out: exampleChallenge(),
		do: (*exchange).puzzle,
	})
}

// keyRoles are all roles that a key may have.
func keyRoles() []unspent.Role { return unspent.KeyRoles() }

func (x *exchange) check(in *api.CodeRequest) (*api.CardStatus, error) {
	code, err := unspent.ParseCode(in.Code)
	if err != nil {
		return nil, err
	}
	seen, err := x.lookAndSee(func() (book.Sighting, error) { return x.s.Book.Check(x.r.Context(), code) })
	if err != nil {
		return nil, err
	}
	v := viewCard(seen)
	return &v, nil
}

func decodeCodes(s *scanner, _ fields, v *[]api.CodeRequest) error {
	in := fields{names: []string{"code"}, required: 1}
	return s.list("", maxChecks, func() error {
		var one api.CodeRequest
		err := decodeCode(s, in, &one)
		*v = append(*v, one)
		return err
	})
}

func appendChecks(b []byte, v *api.ChecksAnswer) []byte {
	b = append(b, `{"checks":[`...)
	for i, c := range v.Checks {
		if i > 0 {
			b = append(b, ',')
		}
		if c.Problem != nil {
			b = appendJSON(b, c.Problem)
		} else {
			b = appendCardStatus(b, c.CardStatus)
		}
	}
	return append(b, ']', '}')
}

func (x *exchange) checks(in *[]api.CodeRequest) (*api.ChecksAnswer, error) {
	if len(*in) == 0 {
		return nil, unspent.Errorf(unspent.Invalid, "the list of codes is empty")
	}
	out := &api.ChecksAnswer{Checks: make([]api.CheckedCard, len(*in))}
	for i := range *in {
		card, err := x.check(&(*in)[i])
		switch reason := unspent.ReasonOf(err); reason {
		case "":
			out.Checks[i].CardStatus = card
		case unspent.MistypedCode, unspent.NotFound, unspent.TooManyMisses:
			p := x.s.problemOf(x.r.Context(), err, x.w.Header())
			out.Checks[i].Problem = &p
		default:
			return nil, err
		}
	}
	return out, nil
}
