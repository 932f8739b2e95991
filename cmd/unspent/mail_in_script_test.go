package main

import (
	"context"
	"errors"
	"io"
	"net"
	"os"
	"strings"
	"sync"

	"github.com/emersion/go-smtp"
	"github.com/rogpeppe/go-internal/testscript"
)

// postbox starts a mail server that writes each mail that it takes to FILE, and
// sets VAR to its address.
//
//	postbox VAR FILE
func postbox(ts *testscript.TestScript, _ bool, args []string) {
	name := ts.MkAbs(args[1])
	s := smtp.NewServer(smtp.BackendFunc(func(*smtp.Conn) (smtp.Session, error) { return &posted{name: name}, nil }))
	s.Domain = "mx.example.jp"
	l, err := (&net.ListenConfig{}).Listen(context.Background(), "tcp", "127.0.0.1:0")
	ts.Check(err)
	var running sync.WaitGroup
	running.Go(func() { _ = s.Serve(l) })
	ts.Defer(func() { _ = s.Close(); running.Wait() })
	ts.Setenv(args[0], l.Addr().String())
}

type posted struct{ name, line string }

func (p *posted) Mail(from string, _ *smtp.MailOptions) error {
	p.line = "from <" + from + ">"
	return nil
}
func (p *posted) Rcpt(to string, _ *smtp.RcptOptions) error {
	p.line += " to <" + to + ">\n"
	return nil
}
func (p *posted) Reset()        {}
func (p *posted) Logout() error { return nil }
func (p *posted) Data(r io.Reader) error {
	text, err := io.ReadAll(r)
	return errors.Join(err, os.WriteFile(p.name, []byte(p.line+strings.ReplaceAll(string(text), "\r\n", "\n")), 0o600))
}

// mailTo sends the mail FILE; with ! the server must refuse it.
//
//	mailto ADDR FROM TO FILE
func mailTo(ts *testscript.TestScript, neg bool, args []string) {
	c, err := smtp.Dial(args[0])
	ts.Check(err)
	defer c.Close()
	text := strings.ReplaceAll(ts.ReadFile(args[3]), "\n", "\r\n")
	err = c.SendMail(args[1], []string{args[2]}, strings.NewReader(text))
	if neg == (err == nil) {
		ts.Fatalf("the mail is answered with %v", err)
	}
	ts.Logf("%v", err)
}
