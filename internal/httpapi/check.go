package httpapi

import (
	"github.com/danielgtaylor/huma/v2"

	"github.com/unspent-dev/unspent/api"
)

// checkedSchema is how the document describes an [api.CheckedCard].
type checkedSchema struct{}

// Schema implements huma.SchemaProvider.
func (checkedSchema) Schema(huma.Registry) *huma.Schema {
	return &huma.Schema{OneOf: []*huma.Schema{{Ref: "#/components/schemas/CardStatus"}, {Ref: "#/components/schemas/Problem"}}}
}

func (s *server) mountChecks() {
	mount(s, endpoint[api.CodeRequest, api.CardStatus]{
		call: api.Calls().Check, tag: "check", summary: "Check a card",
		about: "What the card is worth now and whether it is unspent. It changes nothing. An unknown code answers not_found; many of them cost a proof of " +
			"work, then a pause.",
		reasons: lookupReasons(), in: api.CodeRequest{Code: exampleCode}, out: exampleCard(),
		hot: true, encode: appendCardStatus,
	})
	mount(s, endpoint[[]api.CodeRequest, api.ChecksAnswer]{
		call: api.Calls().Checks, tag: "check", summary: "Check up to 1,000 cards",
		about:   "The same for many, for API keys. Each entry is what /v1/check would have answered, the document of a problem included.",
		reasons: lookupReasons(), most: maxChecksBody,
		in: []api.CodeRequest{{Code: exampleCode}}, out: api.ChecksAnswer{Checks: []api.CheckedCard{{CardStatus: exampleCard()}}},
		encode: appendProblems,
	})
	mount(s, endpoint[struct{}, api.Challenge]{
		call: api.Calls().Challenge, tag: "check", summary: "Get a puzzle in advance",
		about: "The proof of work that a work_required problem would ask for, for one call of one route.",
		query: []string{"route"}, out: exampleChallenge(),
	})
}

// appendProblems is appendChecks of what the counter answers, where problems have no
// status yet.
func appendProblems(b []byte, v *api.ChecksAnswer) []byte {
	for _, c := range v.Checks {
		if c.Problem != nil {
			*c.Problem = problem(*c.Problem)
		}
	}
	return appendChecks(b, v)
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
