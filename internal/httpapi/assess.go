package httpapi

import (
	"bytes"
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"maps"
	"net/http"
	"runtime/debug"
	"strconv"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"github.com/unspent-dev/unspent"
	"github.com/unspent-dev/unspent/api"
	"github.com/unspent-dev/unspent/internal/casefile"
	"github.com/unspent-dev/unspent/internal/intake"
)

const (
	assessPath = "/v1/assessments"
	formType   = "multipart/form-data"
	zipType    = "application/zip"

	copiesParam = "copies"
)

func (s *server) mountAssessments() {
	e := endpoint[struct{}, casefile.Answer]{
		id: "assess", method: "POST", path: assessPath, tag: "assess", summary: "Judge from evidence whether a card is used",
		about: "For a card of any brand. The part case has what case.yaml has (docs/reference/case-file.md), as JSON or YAML; each part file is a mail, a saved page, a " +
			"picture or a text, with the file name that the case has for it. Nothing is kept: the files are read, judged and forgotten; of the pictures of an API key's cases hashes stay in memory, to say if one is brought for another card. Never send a whole code: the last four " +
			"are enough. A file that cannot be read is in faults, and does not end the case. With Accept: application/zip the answer is the bundle, with report and letters. " +
			"An assessment costs more than a check: many in a row cost a proof of work, then a pause.",
		access: access{open: true}, reasons: []unspent.Reason{unspent.NotFound, unspent.WorkRequired, unspent.Busy},
		out: exampleAnswer(),
	}
	rt := &route{name: e.method + " " + e.path, path: e.path, access: e.access, query: []string{copiesParam}, serve: (*exchange).assess}
	rt.count = s.metrics.route(rt.name)
	s.gated = append(s.gated, e.path)
	op := operation(s.api.OpenAPI().Components.Schemas, e)
	describeForm(op)
	s.api.OpenAPI().AddOperation(op)
	s.mux.HandleFunc(rt.name, func(w http.ResponseWriter, r *http.Request) { s.serve(rt, w, r) })
}

// describeForm puts the form and the bundle into the document.
func describeForm(op *huma.Operation) {
	text := func(about string) *huma.Schema { return &huma.Schema{Type: huma.TypeString, Description: about} }
	files := &huma.Schema{Type: huma.TypeString, Format: "binary"}
	op.RequestBody = &huma.RequestBody{Required: true, Content: map[string]*huma.MediaType{formType: {
		Schema: &huma.Schema{Type: huma.TypeObject, Required: []string{"case"}, Properties: map[string]*huma.Schema{
			"case": text("The case, as JSON or YAML."),
			"file": {Type: huma.TypeArray, Items: files, Description: fmt.Sprintf("At most %d files of %d MiB each, and %d MiB in all. The file name is the one that the case has.",
				maxUploadFiles, maxUploadFile>>20, maxUpload>>20)},
		}},
		Example: map[string]any{"case": exampleCase, "file": []string{"the bytes of notice.eml"}},
	}}}
	op.Parameters = append(op.Parameters, &huma.Param{Name: workHeader, In: "header",
		Description: "Solution of the challenge of a work_required problem.", Schema: &huma.Schema{Type: huma.TypeString}})
	op.Parameters = append(op.Parameters, &huma.Param{Name: copiesParam, In: "query",
		Description: fmt.Sprintf("With true the answer has small copies of the pictures, without codes, at most %d: to show beside what was read in them.", maxCopies),
		Schema:      &huma.Schema{Type: huma.TypeBoolean}})
	op.Responses["200"].Content[zipType] = &huma.MediaType{Schema: files}
	for status, reason := range map[int]unspent.Reason{http.StatusUnsupportedMediaType: unspent.Invalid,
		http.StatusRequestTimeout: unspent.Invalid, http.StatusTooManyRequests: unspent.Busy} {
		about := map[int]string{
			http.StatusUnsupportedMediaType: "the body is not multipart/form-data",
			http.StatusRequestTimeout:       "the files took too long to come",
			http.StatusTooManyRequests:      "too many assessments of this client; Retry-After says how long to wait",
		}[status]
		op.Responses[strconv.Itoa(status)] = &huma.Response{Description: http.StatusText(status), Content: map[string]*huma.MediaType{
			problemType: {Schema: op.Responses["500"].Content[problemType].Schema, Examples: map[string]*huma.Example{string(reason): {Value: api.Problem{
				Type: "/docs#" + string(reason), Title: http.StatusText(status), Status: status, Reason: reason, Detail: about}}}}}}
	}
}

// assess answers POST /v1/assessments.
func (x *exchange) assess() error {
	err := x.assessed()
	if err != nil && x.status == 0 {
		x.w.Header().Set("Connection", "close") // the rest of the body is not read
	}
	return x.withoutCodes(err)
}

func (x *exchange) assessed() (err error) {
	defer func() { // a bug in a reader of foreign files must not carry a part of one into the log
		if v := recover(); v != nil {
			if e, ok := v.(error); ok && errors.Is(e, http.ErrAbortHandler) {
				panic(v)
			}
			err = fmt.Errorf("panic: %v\n%s", v, debug.Stack())
		}
	}()
	boundary, err := boundaryOf(x.r.Header["Content-Type"])
	switch {
	case err != nil:
		return err
	case x.r.ContentLength > maxUpload:
		return overUpload("maxUpload", maxUpload, "bytes of the whole body")
	}
	if err := x.admitAssessment(); err != nil {
		return err
	}
	share, err := x.s.assessors.uploads.Enter(x.client())
	if err != nil {
		return refusedUpload(err)
	}
	defer share.Leave()
	up, err := readUpload(share.Body(x.w, x.r.Body), boundary)
	share.Came()
	if err != nil {
		return refusedUpload(err)
	}
	return x.judge(up)
}

// judge reads what was uploaded, judges it and answers.
func (x *exchange) judge(up caseUpload) error {
	ctx, cancel := context.WithTimeout(x.r.Context(), maxAssessTime)
	defer cancel()
	in, err := casefile.Parse(up.text)
	if err != nil {
		return err
	}
	if err := up.fits(in); err != nil {
		return err
	}
	own := &turn{a: x.s.assessors}
	defer func() {
		own.give()
		x.s.assessors.charge(x.client(), own.used)
	}()
	if err := own.take(ctx); err != nil {
		return err
	}
	d := casefile.Deps{Brands: x.s.brands(), Receipts: x.s.Keys, Now: x.s.Now, Limit: maxUpload, Eyes: x.s.Eyes, Papers: x.s.Papers,
		Open: func(name string) (io.ReadCloser, error) { return casefile.Held(up.files[name]), nil }}
	d.Copies = x.r.URL.Query().Get(copiesParam) == "true" && !x.wants(zipType)
	if x.s.DKIM != nil {
		until, cancel := context.WithTimeout(ctx, maxKeyTime)
		defer cancel()
		d.Keys = &lookups{x.s.DKIM, own, until, map[[2]string]lookup{}}
	}
	remember := x.remember(in, &d)
	result, err := casefile.Assess(ctx, in, d)
	switch {
	case errors.Is(err, context.DeadlineExceeded):
		return overUpload("maxAssessTime", int64(maxAssessTime/time.Second), "seconds for a case to be judged: send fewer or smaller files")
	case err != nil:
		return err
	}
	remember(result)
	if x.wants(zipType) {
		var b bytes.Buffer
		if err := casefile.Bundle(ctx, &b, result, casefile.Options{Program: x.s.Version}); err != nil {
			return err
		}
		x.send(http.StatusOK, zipType, b.Bytes())
		return nil
	}
	x.out = append(appendJSON(x.out[:0], casefile.NewAnswer(result).WithCopies(result, maxCopies)), '\n')
	x.send(http.StatusOK, jsonType, x.out)
	return nil
}

// remember has the pictures of a desk's cases known again: of whoever has an API
// key, by what tells the card of a case from others. Of anybody else, and of a case that
// tells no card, nothing is remembered.
func (x *exchange) remember(in casefile.Input, d *casefile.Deps) func(casefile.Result) {
	card, tells := in.Told()
	if !x.keyed() || !tells {
		return func(casefile.Result) {}
	}
	whose, looks := x.by.ID, x.s.assessors.looks
	d.SeenLook = func(l casefile.Look) (string, bool) { return looks.Seen(whose, card, l) }
	return func(r casefile.Result) { looks.Add(whose, card, cmp.Or(in.Case.Card.Last4, in.Case.Card.Serial), r) }
}

// fits refuses a case without one of its files, and a file without a case.
func (up caseUpload) fits(in casefile.Input) error {
	named := map[string]bool{}
	for i, item := range in.Evidence {
		for _, name := range item.Files() {
			if _, sent := up.files[name]; !sent {
				return unspent.Errorf(unspent.Invalid, "evidence[%d] names the file %q, which was not sent: the file name of its part must be the same", i, name)
			}
			named[name] = true
		}
	}
	for name := range up.files {
		if !named[name] {
			return unspent.Errorf(unspent.Invalid, "the file %q was sent, but the case does not name it", name)
		}
	}
	return nil
}

// withoutCodes cuts whole codes out of an error: it may repeat names and fields.
func (x *exchange) withoutCodes(err error) error {
	if err == nil {
		return nil
	}
	cut := func(text string) string {
		text, _ = intake.RedactAll(x.s.brands(), text)
		return text
	}
	e, ok := errors.AsType[*unspent.Error](err)
	if !ok {
		return errors.New(cut(err.Error()))
	}
	clean := &unspent.Error{Reason: e.Reason, Detail: cut(e.Detail)}
	for _, f := range e.Faults {
		f.Field, f.Values = cut(f.Field), maps.Clone(f.Values)
		for name, value := range f.Values {
			f.Values[name] = cut(value)
		}
		clean.Faults = append(clean.Faults, f)
	}
	if e.Err != nil {
		clean.Err = errors.New(cut(e.Err.Error()))
	}
	r, ok := errors.AsType[*refusal](err)
	if !ok {
		return clean
	}
	return &refusal{err: clean, status: r.status, retryAfter: r.retryAfter, challenge: r.challenge}
}
