package httpapi

import (
	"github.com/danielgtaylor/huma/v2"

	"github.com/unspent-dev/unspent"
	"github.com/unspent-dev/unspent/internal/book"
)

type codeRequest struct {
	Code string `json:"code" doc:"The card's code, in any spelling that people type." minLength:"20"`
}

func decodeCode(s *scanner, in fields, v *codeRequest) error {
	return s.object("", in, func(int) (err error) {
		v.Code, err = s.text("code")
		return err
	})
}

type checksAnswer struct {
	Checks []checkedCard `json:"checks" doc:"One for each code, in the order of the request."`
}

// checkedCard is what /v1/check would have answered: the card's state, or a
// problem.
type checkedCard struct {
	card    *cardStatus
	problem *problem
}

// MarshalJSON writes the one that there is.
func (c checkedCard) MarshalJSON() ([]byte, error) { return c.append(nil), nil }

func (c checkedCard) append(b []byte) []byte {
	if c.problem != nil {
		return appendJSON(b, c.problem)
	}
	return appendCardStatus(b, c.card)
}

// Schema implements huma.SchemaProvider.
func (c checkedCard) Schema(huma.Registry) *huma.Schema {
	return &huma.Schema{AnyOf: []*huma.Schema{{Ref: "#/components/schemas/CardStatus"}, {Ref: "#/components/schemas/Problem"}}}
}

func (s *server) mountChecks() {
	mount(s, endpoint[codeRequest, cardStatus]{
		id: "check", method: "POST", path: "/v1/check", tag: "check", summary: "Check a card",
		about:  "What the card is worth now and whether it is unspent. It changes nothing. An unknown code answers not_found; many of them cost a proof of work, then a pause.",
		access: access{open: true}, reasons: lookupReasons(), in: codeRequest{exampleCode}, out: exampleCard(),
		do: (*exchange).check, hot: true, decode: decodeCode, encode: appendCardStatus,
	})
	mount(s, endpoint[[]codeRequest, checksAnswer]{
		id: "checks", method: "POST", path: "/v1/checks", tag: "check", summary: "Check up to 1,000 cards",
		about:  "The same for many, for API keys. Each entry is what /v1/check would have answered, the document of a problem included.",
		access: access{roles: keyRoles()}, reasons: lookupReasons(), most: maxChecksBody,
		in: []codeRequest{{exampleCode}}, out: checksAnswer{[]checkedCard{{card: exampleCard()}}},
		do: (*exchange).checks, decode: decodeCodes, encode: appendChecks,
	})
	mount(s, endpoint[struct{}, challenge]{
		id: "challenge", method: "GET", path: "/v1/challenge", tag: "check", summary: "Get a puzzle in advance",
		about:  "The proof of work that a work_required problem would ask for, for one call of one route.",
		access: access{open: true}, query: []string{"route"}, out: exampleChallenge(),
		do: (*exchange).puzzle,
	})
}

// keyRoles are all roles that a key may have.
func keyRoles() []unspent.Role { return unspent.KeyRoles() }

func (x *exchange) check(in *codeRequest) (*cardStatus, error) {
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

func decodeCodes(s *scanner, _ fields, v *[]codeRequest) error {
	in := fields{names: []string{"code"}, required: 1}
	return s.list("", maxChecks, func() error {
		var one codeRequest
		err := decodeCode(s, in, &one)
		*v = append(*v, one)
		return err
	})
}

func appendChecks(b []byte, v *checksAnswer) []byte {
	b = append(b, `{"checks":[`...)
	for i, c := range v.Checks {
		if i > 0 {
			b = append(b, ',')
		}
		b = c.append(b)
	}
	return append(b, ']', '}')
}

func (x *exchange) checks(in *[]codeRequest) (*checksAnswer, error) {
	if len(*in) == 0 {
		return nil, unspent.Errorf(unspent.Invalid, "the list of codes is empty")
	}
	out := &checksAnswer{make([]checkedCard, len(*in))}
	for i := range *in {
		card, err := x.check(&(*in)[i])
		switch reason := unspent.ReasonOf(err); reason {
		case "":
			out.Checks[i].card = card
		case unspent.MistypedCode, unspent.NotFound, unspent.TooManyMisses:
			p := x.s.problemOf(x.r.Context(), err, x.w.Header())
			out.Checks[i].problem = &p
		default:
			return nil, err
		}
	}
	return out, nil
}
