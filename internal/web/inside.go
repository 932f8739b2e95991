package web

import (
	"bytes"
	"encoding/json"
	"io"
	"net/http"

	"github.com/unspent-dev/unspent/client"
)

// ask returns a client of the API of this process that asks for whoever made r:
// the gate sees their address. work is the solution of a puzzle, if they bring
// one; the puzzle that the gate asks for instead is kept in inside.
func (s *server) ask(r *http.Request, work string) (*client.Client, *inside) {
	in := &inside{api: s.API, from: r, work: work}
	return &client.Client{BaseURL: s.BaseURL, Transport: in}, in
}

// puzzle is a proof of work that the gate asks a visitor's browser for. This
// process does not do it for them.
type puzzle struct {
	Text string `json:"text"`
	Bits int    `json:"bits"`
}

// inside is an [http.RoundTripper] to a handler of this process, for one visit.
type inside struct {
	api    http.Handler
	from   *http.Request
	work   string
	puzzle *puzzle
}

// RoundTrip implements [http.RoundTripper].
func (t *inside) RoundTrip(r *http.Request) (*http.Response, error) {
	in := r.WithContext(r.Context()) // a copy whose header is the caller's
	in.RequestURI, in.RemoteAddr, in.Host = r.URL.RequestURI(), t.from.RemoteAddr, t.from.Host
	forwarded := t.from.Header["X-Forwarded-For"]
	if forwarded != nil || t.work != "" {
		in.Header = in.Header.Clone()
	}
	if forwarded != nil {
		in.Header["X-Forwarded-For"] = forwarded
	}
	if t.work != "" {
		in.Header.Set("Unspent-Work", t.work)
	}
	if in.Body == nil {
		in.Body = http.NoBody
	}
	w := &recorder{header: http.Header{}, status: http.StatusOK}
	t.api.ServeHTTP(w, in)
	body := w.body.Bytes()
	if w.status == http.StatusForbidden {
		body = t.keepPuzzle(body)
	}
	return &http.Response{Status: http.StatusText(w.status), StatusCode: w.status, Proto: "HTTP/1.1", ProtoMajor: 1, ProtoMinor: 1,
		Header: w.header, Body: io.NopCloser(bytes.NewReader(body)), ContentLength: int64(len(body)), Request: r}, nil
}

// keepPuzzle takes the puzzle out of a problem, so that the client does not
// solve it here.
func (t *inside) keepPuzzle(body []byte) []byte {
	var problem map[string]json.RawMessage
	if json.Unmarshal(body, &problem) != nil || problem["challenge"] == nil {
		return body
	}
	var p puzzle
	if json.Unmarshal(problem["challenge"], &p) != nil {
		return body
	}
	t.puzzle = &p
	delete(problem, "challenge")
	without, err := json.Marshal(problem)
	if err != nil {
		return body
	}
	return without
}

// recorder is an [http.ResponseWriter] in memory.
type recorder struct {
	header http.Header
	status int
	body   bytes.Buffer
}

func (w *recorder) Header() http.Header         { return w.header }
func (w *recorder) WriteHeader(status int)      { w.status = status }
func (w *recorder) Write(b []byte) (int, error) { return w.body.Write(b) }
