package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"io"
	"io/fs"
	"net/http"
	"os"

	"github.com/unspent-dev/unspent"
	"github.com/unspent-dev/unspent/api"
	"github.com/unspent-dev/unspent/client"
	"github.com/unspent-dev/unspent/internal/counter"
	"github.com/unspent-dev/unspent/internal/gate"
	"github.com/unspent-dev/unspent/internal/house"
)

// connection is a way to one book: a client of a server, or of a counter in this
// process.
type connection struct {
	*client.Client
	tape  *tape
	house *house.House // nil if a server is asked
}

// close gives the book up, after everything that was accepted.
func (s *connection) close() error {
	if s.house == nil {
		return nil
	}
	return s.house.Close()
}

// open connects to the book that the settings name.
func (sh *shell) open(ctx context.Context) (*connection, error) {
	remote, err := sh.remote()
	if err != nil {
		return nil, err
	}
	if remote {
		return sh.openServer(ctx)
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
		return false, wrong("use.serverOrDB")
	}
	return server > db, nil
}

func (sh *shell) openServer(ctx context.Context) (*connection, error) {
	key, err := sh.key(ctx)
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
	t := &tape{keep: sh.json}
	return &connection{Client: &client.Client{Key: key, Server: atCounter{h.Counter, t}}, tape: t, house: h}, nil
}

// database returns the database of a command that works on the file itself. A
// server that was named more explicitly is not passed over in silence.
func (sh *shell) database() (string, error) {
	remote, err := sh.remote()
	if err != nil {
		return "", err
	}
	if remote {
		return "", withHint(wrong("use.onFile"), "use.nameDB")
	}
	return sh.config.DB, nil
}

// existing is database, of one that is there.
func (sh *shell) existing() (string, error) {
	db, err := sh.database()
	if err == nil {
		err = exists(db)
	}
	return db, err
}

// exists reports that a database is not there, before something creates it.
func exists(db string) error {
	_, err := os.Stat(db)
	if errors.Is(err, fs.ErrNotExist) {
		return withHint(withHint(wrong("use.noDB", "File", db), "use.makeDB", "File", db), "use.orServer")
	}
	if err != nil {
		return wrong("use.unreadable", "File", db)
	}
	return nil
}

// passOn prints the answer to the newest call as JSON.
func (sh *shell) passOn(s *connection) error {
	var b bytes.Buffer
	if err := json.Indent(&b, bytes.TrimSpace(s.tape.answer), "", "  "); err != nil {
		return refuse(err, unspent.Internal, "use.notJSON")
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

// atCounter is a [client.Server]: what a command without a server asks, with no trip
// through HTTP. Whoever has the file is no stranger, and brings no proof of work.
type atCounter struct {
	counter *counter.Counter
	tape    *tape // nil: nothing is kept
}

// Answer implements [client.Server].
func (c atCounter) Answer(ctx context.Context, a api.Ask, out any) error {
	if c.tape == nil || !c.tape.keep {
		return c.counter.Answer(ctx, c, a, out)
	}
	if out == nil { // the caller does not look at it, and it is printed all the same
		var whole any
		out = &whole
	}
	if err := c.counter.Answer(ctx, c, a, out); err != nil {
		return err
	}
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	err := enc.Encode(out)
	c.tape.answer = b.Bytes()
	return err
}

// Client implements [counter.Visitor].
func (atCounter) Client() gate.Client { return gate.Remote("127.0.0.1:0") }

// Work implements [counter.Visitor].
func (atCounter) Work() string { return "" }

// Failed implements [counter.Visitor].
func (atCounter) Failed() {}
