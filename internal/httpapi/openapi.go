package httpapi

import (
	"cmp"
	"net/http"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"github.com/unspent-dev/unspent"
	"github.com/unspent-dev/unspent/api"
	"github.com/unspent-dev/unspent/internal/counter"
)

const apiText = `Check a gift card without spending it.

Amounts are whole numbers of minor units with an ISO 4217 currency. Times are RFC 3339 UTC. Every write needs the header
Idempotency-Key: once the book has decided a request, done or declined, the same id with the same body gets the first answer again, marked
Idempotent-Replayed: true; with another body it is a conflict. What was refused before that has decided nothing and is not kept: not_found (there is nothing
to decide about), invalid, unauthenticated, forbidden, busy, and whatever asks to wait. The same id may be sent again, and is then
answered by how things stand. Errors are application/problem+json (RFC 9457) with a stable reason. Codes and secrets travel in bodies only.`

// openAPI is huma's configuration: its schemas and its document, without its
// docs page (which loads scripts from elsewhere) and its schema links.
func openAPI(c Config) huma.Config {
	return huma.Config{
		OpenAPI: &huma.OpenAPI{
			OpenAPI: "3.1.0",
			Info:    &huma.Info{Title: "unspent", Version: cmp.Or(c.Version, "dev"), Description: apiText},
			Servers: []*huma.Server{{URL: c.BaseURL}},
			Components: &huma.Components{
				Schemas: huma.NewMapRegistry("#/components/schemas/", huma.DefaultSchemaNamer),
				SecuritySchemes: map[string]*huma.SecurityScheme{
					"key": {Type: "http", Scheme: "bearer", Description: "An API key, uk_…"},
				},
			},
			Tags: []*huma.Tag{
				{Name: "check", Description: "Read a card with its code. Changes nothing."},
				{Name: "receipt", Description: "Prove what was seen."},
				{Name: "pay", Description: "Claim, spend and refund."},
				{Name: "hand over", Description: "Hold, release, take and transfer."},
				{Name: "assess", Description: "Judge a card of any brand from evidence."},
				{Name: "gifts", Description: "Order gift cards, and see them through."},
				{Name: "holders", Description: "Sign in, and what holders do for themselves."},
				{Name: "mails", Description: "Mails that wait, failed or came back."},
				{Name: "cards", Description: "Issue cards, and the staff's transitions."},
				{Name: "accounts", Description: "Balances and usage history."},
				{Name: "administration", Description: "Programs, keys and people."},
				{Name: "second person", Description: "What one person may not do alone, and what the staff did."},
				{Name: "reports", Description: "The issuer's figures, from the journal."},
				{Name: "operation", Description: "For machines that look after this one."},
			},
		},
		Formats:       map[string]huma.Format{jsonType: huma.DefaultJSONFormat},
		DefaultFormat: jsonType,
	}
}

// money is how the document shows a [unspent.Money].
type money struct {
	Amount   int64  `json:"amount" doc:"Minor units: 5000 is ¥5,000 or €50.00." example:"5000"`
	Currency string `json:"currency" doc:"ISO 4217 code." example:"JPY"`
}

// describeValues tells the document what stands for the types that write themselves.
func describeValues(reg huma.Registry) {
	reg.RegisterTypeAlias(reflect.TypeFor[unspent.Money](), reflect.TypeFor[money]())
	reg.RegisterTypeAlias(reflect.TypeFor[api.Time](), reflect.TypeFor[*time.Time]())
	reg.RegisterTypeAlias(reflect.TypeFor[api.Cursor](), reflect.TypeFor[*string]())
	reg.RegisterTypeAlias(reflect.TypeFor[api.CheckedCard](), reflect.TypeFor[checkedSchema]())
}

// operation describes e.
func operation[I, O any](reg huma.Registry, of *counter.Entry, e endpoint[I, O]) *huma.Operation {
	op := &huma.Operation{OperationID: of.Name, Method: of.Method, Path: of.Path, Summary: e.summary, Tags: []string{e.tag},
		Description: strings.TrimSpace(e.about + "\n\nWho may: " + of.Access.String() + "."), Responses: map[string]*huma.Response{}}
	op.Parameters = parameters(of, e.query)
	op.Security = []map[string][]string{{"key": {}}}
	if of.Access.Permits(unspent.Actor{Role: unspent.Holder}) {
		op.Security = append(op.Security, map[string][]string{})
	}
	if in := reflect.TypeFor[I](); in.Kind() != reflect.Struct || in.NumField() > 0 {
		op.RequestBody = &huma.RequestBody{Required: !e.optional, Content: map[string]*huma.MediaType{
			jsonType: {Schema: reg.Schema(in, true, of.Name+"Request"), Example: e.in}}}
		op.RequestBody.Content[jsonType].Schema.Nullable = false
	}
	done := &huma.Response{Description: http.StatusText(cmp.Or(e.status, http.StatusOK))}
	if out := reflect.TypeFor[O](); out.Kind() != reflect.Struct || out.NumField() > 0 {
		done.Content = map[string]*huma.MediaType{jsonType: {Schema: reg.Schema(out, true, of.Name+"Answer"), Example: e.out}}
	}
	if e.lines != nil {
		done.Content[ndjson] = &huma.MediaType{Schema: reg.Schema(reflect.TypeFor[api.IssuedCard](), true, "")}
	}
	if of.Write {
		done.Headers = map[string]*huma.Param{"Idempotent-Replayed": {Description: "true if this is the first answer again",
			Schema: &huma.Schema{Type: huma.TypeString}}}
	}
	op.Responses[strconv.Itoa(cmp.Or(e.status, http.StatusOK))] = done
	problems(op, reg, reasonsOf(of, e.reasons))
	if op.RequestBody != nil {
		op.Responses["415"] = &huma.Response{Description: http.StatusText(http.StatusUnsupportedMediaType), Content: op.Responses["400"].Content}
	}
	return op
}

// finishSchemas says what Go types alone cannot: a list is never null, nor is what
// may be left out, a pointer to a struct may be, and answers may get more fields
// later.
func finishSchemas(reg huma.Registry) {
	for name, schema := range reg.Map() {
		null := pointers(reg.TypeFromRef("#/components/schemas/" + name))
		if !strings.HasSuffix(name, "Request") && name != "Money" && name != "Limits" {
			schema.AdditionalProperties = nil
		}
		for field, p := range schema.Properties {
			if p.Type == huma.TypeArray || !slices.Contains(schema.Required, field) {
				p.Nullable = false
			}
			if p.Ref != "" && null[field] {
				p.AnyOf = []*huma.Schema{{Ref: p.Ref}, {Type: "null"}}
				p.Ref = ""
			}
		}
	}
}

// pointers returns the fields of a struct that are always there and may be null.
func pointers(t reflect.Type) map[string]bool {
	all := map[string]bool{}
	if t == nil || t.Kind() != reflect.Struct {
		return all
	}
	for _, f := range reflect.VisibleFields(t) {
		name, options, _ := strings.Cut(f.Tag.Get("json"), ",")
		all[name] = f.Type.Kind() == reflect.Pointer && options == ""
	}
	return all
}

// lookupReasons are what a look-up by code or secret may answer.
func lookupReasons(more ...unspent.Reason) []unspent.Reason {
	return append([]unspent.Reason{unspent.MistypedCode, unspent.NotFound, unspent.TooManyMisses, unspent.WorkRequired}, more...)
}

// reasonsOf returns every reason that a call may answer.
func reasonsOf(of *counter.Entry, own []unspent.Reason) []unspent.Reason {
	all := append([]unspent.Reason{unspent.Invalid, unspent.TooLarge, unspent.Unauthenticated, unspent.Unavailable, unspent.Internal}, own...)
	if !of.Access.Anyone() {
		all = append(all, unspent.Forbidden)
	}
	if of.Write {
		all = append(all, unspent.Conflict, unspent.Busy)
	}
	if slices.Contains(own, unspent.SecondPerson) {
		all = append(all, unspent.LimitExceeded) // of requests that wait
	}
	return all
}

// problems adds the answers for the reasons, one for each status, with an
// example for each reason.
func problems(op *huma.Operation, reg huma.Registry, reasons []unspent.Reason) {
	schema := reg.Schema(reflect.TypeFor[api.Problem](), true, "")
	for _, r := range reasons {
		code := answers[r].status
		key := strconv.Itoa(code)
		res := op.Responses[key]
		if res == nil {
			res = &huma.Response{Description: http.StatusText(code), Content: map[string]*huma.MediaType{
				problemType: {Schema: schema, Examples: map[string]*huma.Example{}}}}
			op.Responses[key] = res
		}
		res.Content[problemType].Examples[string(r)] = &huma.Example{Value: api.Problem{Type: "/docs#" + string(r),
			Title: http.StatusText(code), Status: code, Reason: r, Detail: answers[r].meaning}}
	}
}

// parameters lists what a call takes beside its body.
func parameters(of *counter.Entry, query []string) []*huma.Param {
	text := func(name, in, about string, required bool, example string) *huma.Param {
		return &huma.Param{Name: name, In: in, Description: about, Required: required, Example: example, Schema: &huma.Schema{Type: huma.TypeString}}
	}
	var all []*huma.Param
	for part := range strings.SplitSeq(of.Path, "/") {
		if name, ok := strings.CutPrefix(part, "{"); ok {
			name = strings.TrimSuffix(name, "}")
			all = append(all, text(name, "path", pathText(name), true, ""))
		}
	}
	for _, name := range query {
		switch name {
		case "limit":
			one, most := 1.0, float64(counter.MaxPage)
			all = append(all, &huma.Param{Name: name, In: "query", Description: "Entries of the page.",
				Schema: &huma.Schema{Type: huma.TypeInteger, Minimum: &one, Maximum: &most, Default: counter.DefaultPage}})
		case "only":
			all = append(all, text(name, "query", "open: what waits or can be carried out; batch: batches. Left out: all.", false, ""))
		case "program":
			all = append(all, text(name, "query", "Id of the program.", false, "gift-jpy"))
		case "order":
			all = append(all, text(name, "query", "Your order number, whole.", false, "PO-7"))
		case "state":
			all = append(all, text(name, "query", "As it stands: inactive, active, claimed, spent, void, replaced or expired.", false, "active"))
		case "createdFrom", "activatedFrom", "createdBefore", "activatedBefore":
			all = append(all, text(name, "query", "createdAt or activatedAt: from this time on, before this one.", false, "2027-03-31T15:00:00Z"))
		case "at":
			all = append(all, text(name, "query", "The instant. Left out: now.", false, "2027-03-31T14:59:59.999999Z"))
		case "from", "to":
			about := map[string]string{"from": "First day. Left out: 29 days before the last.", "to": "Last day. Left out: today."}[name]
			all = append(all, text(name, "query", about, false, "2027-03-31"))
		case "cursor":
			all = append(all, text(name, "query", "Where to go on: next of the page before. Opaque.", false, ""))
		default:
			all = append(all, text(name, "query", "The call that the puzzle is for.", true, "/v1/check"))
		}
	}
	if of.Write {
		all = append(all, text("Idempotency-Key", "header", "An id of your choice, 1 to 64 printable ASCII characters without spaces; the same when you retry.",
			true, "order-9-try"))
	}
	if of.Looks {
		all = append(all, text("Unspent-Work", "header", "Solution of the challenge of a work_required problem.", false, ""))
	}
	for _, p := range all {
		if p.Example == "" {
			p.Example = nil
		}
	}
	return all
}

func pathText(name string) string {
	if name == "serial" {
		return "The card's serial: 19 digits."
	}
	return "The id."
}
