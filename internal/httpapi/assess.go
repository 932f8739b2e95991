package httpapi

import (
	"errors"
	"fmt"
	"net/http"
	"strconv"

	"github.com/danielgtaylor/huma/v2"

	"github.com/unspent-dev/unspent"
	"github.com/unspent-dev/unspent/api"
	"github.com/unspent-dev/unspent/internal/counter"
)

const (
	formType = "multipart/form-data"
	zipType  = "application/zip"

	copiesParam = "copies"
)

func (s *server) mountAssessments() {
	e := endpoint[struct{}, api.Assessment]{
		call: api.Calls().Assess, tag: "assess", summary: "Judge from evidence whether a card is used",
		about: "For a card of any brand. The part case has what case.yaml has (docs/reference/case-file.md), as JSON or YAML; each part file is a mail, a saved " +
			"page, a " +
			"picture or a text, with the file name that the case has for it. Nothing is kept: the files are read, judged and forgotten; of the pictures of an API " +
			"key's cases hashes stay in memory, to say if one is brought for another card. Never send a whole code: the last four " +
			"are enough. A file that cannot be read is in faults, and does not end the case. With Accept: application/zip the answer is the bundle, with report " +
			"and letters. " +
			"An assessment costs more than a check: many in a row cost a proof of work, then a pause.",
		reasons: []unspent.Reason{unspent.NotFound, unspent.WorkRequired, unspent.Busy},
		out:     exampleAnswer(),
	}
	rt, op := newRoute(s, e)
	rt.query, rt.serve = []string{copiesParam}, (*exchange).assess
	describeForm(op)
	s.mux.HandleFunc(rt.name, func(w http.ResponseWriter, r *http.Request) { s.serve(rt, w, r) })
}

// describeForm puts the form and the bundle into the document.
func describeForm(op *huma.Operation) {
	text := func(about string) *huma.Schema { return &huma.Schema{Type: huma.TypeString, Description: about} }
	files := &huma.Schema{Type: huma.TypeString, Format: "binary"}
	op.RequestBody = &huma.RequestBody{Required: true, Content: map[string]*huma.MediaType{formType: {
		Schema: &huma.Schema{Type: huma.TypeObject, Required: []string{"case"}, Properties: map[string]*huma.Schema{
			"case": text("The case, as JSON or YAML."),
			"file": {Type: huma.TypeArray, Items: files,
				Description: fmt.Sprintf("At most %d files of %d MiB each, and %d MiB in all. The file name is the one that the case has.",
					maxUploadFiles, maxUploadFile>>20, counter.MaxCase>>20)},
		}},
		Example: map[string]any{"case": exampleCase, "file": []string{"the bytes of notice.eml"}},
	}}}
	op.Parameters = append(op.Parameters, &huma.Param{Name: copiesParam, In: "query",
		Description: fmt.Sprintf("With true the answer has small copies of the pictures, without codes, at most %d: to show beside what was read in them.",
			counter.MaxCopies),
		Schema: &huma.Schema{Type: huma.TypeBoolean}})
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
	if _, ok := errors.AsType[*misfit](err); ok { // it repeats nothing that was sent
		return err
	}
	return x.WithoutCodes(err)
}

func (x *exchange) assessed() error {
	boundary, err := boundaryOf(x.r.Header["Content-Type"])
	switch {
	case err != nil:
		return err
	case x.r.ContentLength > counter.MaxCase:
		return overUpload("maxUpload", counter.MaxCase, "bytes of the whole body")
	}
	if err := x.AdmitCase(); err != nil {
		return err
	}
	share, err := x.s.uploads.Enter(x.Counted())
	if err != nil {
		return refusedUpload(err)
	}
	defer share.Leave()
	up, err := readUpload(share.Body(x.w, x.r.Body), boundary)
	share.Came()
	if err != nil {
		return refusedUpload(err)
	}
	up.Bundle = x.wants(zipType)
	up.Copies = x.Values().Get(copiesParam) == "true"
	judged, err := x.Judge(up)
	if err != nil {
		return err
	}
	if up.Bundle {
		x.send(http.StatusOK, zipType, judged.Bundle)
		return nil
	}
	x.out = append(appendJSON(x.out[:0], judged.Answer), '\n')
	x.send(http.StatusOK, jsonType, x.out)
	return nil
}
