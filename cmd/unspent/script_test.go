package main

import (
	"errors"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"time"

	"filippo.io/age"
	"github.com/rogpeppe/go-internal/testscript"
	"zombiezen.com/go/sqlite"
	"zombiezen.com/go/sqlite/sqlitex"
)

func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){"unspent": main})
}

// TestScripts runs the scripts of testdata/script: one behaviour each, named
// after the command that it is about. Beside what testscript has, they use
//
//	exits N unspent …     runs a command that must end with exit code N
//	appears VAR REGEXP FILE
//	                      waits until a background command has written a line to
//	                      FILE that matches, and sets VAR to the first group
//	grab VAR REGEXP FILE  sets VAR to the first group found in stdout, stderr or a file
//	lacks FILE SECRET     fails if SECRET, the name of a file, is in stdout, stderr or a file
//	sql FILE STATEMENT    changes a database behind the program's back
//	cut FILE BYTES        shortens a file
//	newkey KEYS DOMAIN SELECTOR [PEM]
//	                      makes a key for mail; its record goes to the folder KEYS
//	sign KEYS DOMAIN SELECTOR FILE…
//	                      signs mails with such a key
//	dns VAR KEYS          starts a DNS server with such records; VAR is its address
//	agekey VAR FILE       writes a private key of age to FILE; VAR is its public key
//	repack FROM TO MEMBER OLD NEW
//	                      changes a text in a bundle, and its manifest with it
//	postbox VAR FILE      starts a mail server that writes what it takes to FILE; VAR is its address
//	mailto ADDR FROM TO FILE
//	                      sends a mail; with ! it must be refused
func TestScripts(t *testing.T) {
	testscript.Run(t, testscript.Params{
		Dir:                 "testdata/script",
		RequireExplicitExec: true,
		RequireUniqueNames:  true,
		// Every program with the race detector would sleep for a second at its end.
		// A photograph is no text that a script can hold.
		Setup: func(e *testscript.Env) error {
			e.Setenv("GORACE", "atexit_sleep_ms=0")
			photos, err := filepath.Abs("../../internal/unpack/testdata")
			e.Setenv("PHOTOS", photos)
			return err
		},
		Cmds: map[string]func(*testscript.TestScript, bool, []string){
			"exits": exits, "workbook": workbook, "appears": appears, "grab": grab, "lacks": lacks, "sql": statement, "cut": cut,
			"newkey": newKey, "sign": sign, "dns": serveKeys, "repack": repack,
			"agekey": ageKey, "postbox": postbox, "mailto": mailTo,
		},
	})
}

func ageKey(ts *testscript.TestScript, _ bool, args []string) {
	id, err := age.GenerateX25519Identity()
	ts.Check(err)
	ts.Check(os.WriteFile(ts.MkAbs(args[1]), []byte(id.String()+"\n"), 0o600))
	ts.Setenv(args[0], id.Recipient().String())
}

func exits(ts *testscript.TestScript, neg bool, args []string) {
	want, err := strconv.Atoi(args[0])
	ts.Check(err)
	got := 0
	if err := ts.Exec(args[1], args[2:]...); err != nil {
		failed, ok := errors.AsType[*exec.ExitError](err)
		if !ok {
			ts.Fatalf("%v", err)
		}
		got = failed.ExitCode()
	}
	if got != want || neg {
		ts.Fatalf("exit code %d; want %d", got, want)
	}
}

func appears(ts *testscript.TestScript, _ bool, args []string) {
	line := regexp.MustCompile("(?m)" + args[1] + ".*\n") // a whole one: the writer may be in the middle of it
	for range 2400 {                                      // two minutes: a program under the race detector, beside others, is slow
		b, err := os.ReadFile(ts.MkAbs(args[2]))
		if found := line.FindSubmatch(b); err == nil && found != nil {
			ts.Setenv(args[0], string(found[1]))
			return
		}
		time.Sleep(50 * time.Millisecond)
	}
	ts.Fatalf("%s has no line like %s", args[2], args[1])
}

func grab(ts *testscript.TestScript, _ bool, args []string) {
	found := regexp.MustCompile(args[1]).FindStringSubmatch(ts.ReadFile(args[2]))
	if found == nil {
		ts.Fatalf("%s has nothing like %s", args[2], args[1])
	}
	ts.Setenv(args[0], found[1])
}

func lacks(ts *testscript.TestScript, _ bool, args []string) {
	secret := strings.TrimSpace(ts.ReadFile(args[1]))
	if secret == "" || strings.Contains(ts.ReadFile(args[0]), secret) {
		ts.Fatalf("%s has the secret of %s in it", args[0], args[1])
	}
}

func statement(ts *testscript.TestScript, _ bool, args []string) {
	conn, err := sqlite.OpenConn(ts.MkAbs(args[0]))
	ts.Check(err)
	defer conn.Close()
	ts.Check(sqlitex.ExecuteTransient(conn, args[1], nil))
	if conn.Changes() == 0 {
		ts.Fatalf("nothing changed")
	}
}

func cut(ts *testscript.TestScript, _ bool, args []string) {
	n, err := strconv.ParseInt(args[1], 10, 64)
	ts.Check(err)
	ts.Check(os.Truncate(ts.MkAbs(args[0]), n))
}

// TestSecretsFromStandardInput reads several secrets, a line each.
func TestSecretsFromStandardInput(t *testing.T) {
	sh := newShell("unspent", func(string) string { return "" }, strings.NewReader("first\n\tsecond \nthird"), io.Discard, io.Discard)
	for _, want := range []string{"first", "second", "third"} {
		if got, err := sh.secret(t.Context(), "-", "cli.promptCode"); got != want || err != nil {
			t.Errorf("secret = %q, %v; want %q", got, err, want)
		}
	}
	if got, err := sh.secret(t.Context(), "-", "cli.promptCode"); err == nil {
		t.Errorf("secret past the end = %q; want an error", got)
	}
	long := newShell("unspent", func(string) string { return "" }, strings.NewReader(strings.Repeat("x", 2*maxSecret)), io.Discard, io.Discard)
	if got, err := long.secret(t.Context(), "-", "cli.promptCode"); err == nil || strings.Contains(err.Error(), "xxx") {
		t.Errorf("secret of a huge line = %q, %v; want an error without it", got, err)
	}
}
