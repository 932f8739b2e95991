package main

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/json"
	"errors"
	"io"
	"io/fs"
	"net/http"
	"os"
	"slices"
	"sync/atomic"

	"github.com/unspent-dev/unspent"
	"github.com/unspent-dev/unspent/client"
	"github.com/unspent-dev/unspent/internal/store"
)

// connection is a way to one book: a client of a server, or of a handler in this
// process.
type connection struct {
	*client.Client
	tape  *tape
	house *house // nil if a server is asked
}

// close gives the book up, after everything that was accepted.
func (s *connection) close() error {
	if s.house == nil {
		return nil
	}
	return s.house.close()
}

// open connects to the book that the settings name.
func (sh *shell) open(ctx context.Context) (*connection, error) {
	remote, err := sh.remote()
	if err != nil {
		return nil, err
	}
	if remote {
		return sh.openServer()
	}
	return sh.openDatabase(ctx)
}

// remote reports whether a server is asked rather than a database opened: the
// more explicit of the two settings holds.
func (sh *shell) remote() (bool, error) {
	server, db := sh.origins["server"], sh.origins["db"]
	switch {
	case sh.config.Server == "":
		return false, nil
	case server == db:
		return false, usage("name either a server or a database, not both")
	}
	return server > db, nil
}

func (sh *shell) openServer() (*connection, error) {
	key, err := sh.key()
	if err != nil {
		return nil, err
	}
	sh.asked = sh.config.Server
	t := &tape{next: http.DefaultTransport, keep: sh.json}
	return &connection{Client: &client.Client{BaseURL: sh.config.Server, Key: key, Transport: t}, tape: t}, nil
}

// openDatabase opens the book in this process and acts as admin.
func (sh *shell) openDatabase(ctx context.Context) (*connection, error) {
	if err := exists(sh.config.DB); err != nil {
		return nil, err
	}
	key, err := sh.newID("")
	if err != nil {
		return nil, err
	}
	h, err := sh.openHouse(ctx, houseOptions{local: key})
	if err != nil {
		return nil, err
	}
	t := &tape{next: inProcess{h.handler}, keep: sh.json}
	return &connection{Client: &client.Client{BaseURL: sh.config.baseURL(), Key: key, Transport: t}, tape: t, house: h}, nil
}

// database returns the database of a command that works on the file itself. A
// server that was named more explicitly is not passed over in silence.
func (sh *shell) database() (string, error) {
	remote, err := sh.remote()
	if err != nil {
		return "", err
	}
	if remote {
		return "", withHint(usage("this works on a database file and does not ask a server"), "name the file with --db")
	}
	return sh.config.DB, nil
}

// exists reports that a database is not there, before something creates it.
func exists(db string) error {
	_, err := os.Stat(db)
	if errors.Is(err, fs.ErrNotExist) {
		return hinted{usage("there is no database %q", db), []string{
			"unspent init --db " + db + " creates one", "--server URL asks a server instead"}}
	}
	if err != nil {
		return usage("the database %q cannot be read", db)
	}
	return nil
}

// passOn prints the answer to the newest call as JSON.
func (sh *shell) passOn(s *connection) error {
	var b bytes.Buffer
	if err := json.Indent(&b, bytes.TrimSpace(s.tape.answer), "", "  "); err != nil {
		return unspent.Errorf(unspent.Internal, "the answer is not JSON")
	}
	sh.print("%s", b.String())
	return nil
}

// tape is an [http.RoundTripper] that keeps the newest answer.
type tape struct {
	next   http.RoundTripper
	keep   bool
	answer []byte
}

// RoundTrip implements [http.RoundTripper].
func (t *tape) RoundTrip(r *http.Request) (*http.Response, error) {
	res, err := t.next.RoundTrip(r)
	if err != nil || !t.keep {
		return res, err
	}
	body, err := io.ReadAll(io.LimitReader(res.Body, maxRecorded))
	res.Body.Close()
	if err != nil {
		return nil, err
	}
	t.answer, res.Body = body, io.NopCloser(bytes.NewReader(body))
	return res, nil
}

// inProcess is an [http.RoundTripper] that calls a handler of this process, so
// that a command without a server takes the same path as one with.
type inProcess struct{ handler http.Handler }

// RoundTrip implements [http.RoundTripper].
func (p inProcess) RoundTrip(r *http.Request) (*http.Response, error) {
	in := r.Clone(r.Context())
	in.RequestURI, in.RemoteAddr = r.URL.RequestURI(), "127.0.0.1:0"
	if in.Host == "" {
		in.Host = r.URL.Host
	}
	if in.Body == nil {
		in.Body = http.NoBody
	}
	w := &reply{header: http.Header{}}
	p.handler.ServeHTTP(w, in)
	in.Body.Close()
	w.WriteHeader(http.StatusOK)
	return &http.Response{Status: http.StatusText(w.status), StatusCode: w.status, Proto: "HTTP/1.1", ProtoMajor: 1, ProtoMinor: 1,
		Header: w.sent, Body: io.NopCloser(&w.body), ContentLength: int64(w.body.Len()), Request: r}, nil
}

// reply is an [http.ResponseWriter] in memory.
type reply struct {
	header, sent http.Header
	status       int
	body         bytes.Buffer
}

// Header implements [http.ResponseWriter].
func (a *reply) Header() http.Header { return a.header }

// WriteHeader implements [http.ResponseWriter].
func (a *reply) WriteHeader(status int) {
	if a.status == 0 {
		a.status, a.sent = status, a.header.Clone()
	}
}

// Write implements [http.ResponseWriter].
func (a *reply) Write(b []byte) (int, error) {
	a.WriteHeader(http.StatusOK)
	return a.body.Write(b)
}

// Flush implements [http.Flusher].
func (a *reply) Flush() {}

// localKeyID is who a command with --db acts as; events name it.
const localKeyID = "local"

// withLocalKey is a store that has, until hidden, one more API key than is
// stored: an admin's, known to this process only. A book reads it when it opens.
type withLocalKey struct {
	store.Store
	key    string
	hidden atomic.Bool
}

// View implements [store.Store].
func (s *withLocalKey) View(ctx context.Context, f func(store.Reader) error) error {
	if s.hidden.Load() {
		return s.Store.View(ctx, f)
	}
	return s.Store.View(ctx, func(r store.Reader) error { return f(localReader{r, s.key}) })
}

type localReader struct {
	store.Reader
	key string
}

// Keys implements [store.Keys].
func (r localReader) Keys(ctx context.Context) ([]store.APIKey, error) {
	keys, err := r.Reader.Keys(ctx)
	local := store.APIKey{ID: localKeyID, Name: localKeyID, Role: unspent.Admin, Hash: sha256.Sum256([]byte(r.key))}
	return append(slices.Clone(keys), local), err
}
