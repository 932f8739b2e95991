package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"strings"
	"testing"
	"time"

	"golang.org/x/sys/unix"
)

// terminal returns both ends of a new terminal: what a person sees and types,
// and what the program has.
func terminal(t *testing.T) (person, program *os.File) {
	t.Helper()
	person, err := os.OpenFile("/dev/ptmx", os.O_RDWR, 0)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = person.Close() })
	if err := unix.IoctlSetPointerInt(int(person.Fd()), unix.TIOCSPTLCK, 0); err != nil {
		t.Fatal(err)
	}
	n, err := unix.IoctlGetInt(int(person.Fd()), unix.TIOCGPTN)
	if err != nil {
		t.Fatal(err)
	}
	if program, err = os.OpenFile(fmt.Sprintf("/dev/pts/%d", n), os.O_RDWR|unix.O_NOCTTY, 0); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = program.Close() })
	return person, program
}

// echoes reports whether a terminal shows what is typed.
func echoes(f *os.File) bool {
	state, err := unix.IoctlGetTermios(int(f.Fd()), unix.TCGETS)
	return err == nil && state.Lflag&unix.ECHO != 0
}

// TestPromptDoesNotEcho types a code at a terminal.
func TestPromptDoesNotEcho(t *testing.T) {
	person, program := terminal(t)
	const code = "00000-00000-00000-00000"
	var seen bytes.Buffer
	done := make(chan struct{})
	go func() {
		defer close(done)
		b := make([]byte, 256)
		typed := false
		for !strings.Contains(seen.String(), "the end") {
			n, err := person.Read(b)
			if err != nil {
				return
			}
			seen.Write(b[:n])
			if !typed && strings.Contains(seen.String(), "): ") {
				typed = true
				for echoes(program) { // the prompt comes first
					time.Sleep(time.Millisecond)
				}
				fmt.Fprintln(person, code)
			}
		}
	}()
	sh := newShell("unspent", func(string) string { return "" }, program, program, program)
	got, err := sh.code(t.Context(), "-")
	if err != nil || got.Reveal() != code {
		t.Errorf("code = %v, %v; want what was typed", got, err)
	}
	sh.progress("issued", 1, 2)
	sh.progress("issued", 2, 2)
	sh.print("the end")
	<-done
	if text := seen.String(); strings.Contains(text, "00000") || !strings.HasPrefix(text, "code (not shown): ") || !strings.Contains(text, "issued 1 of 2") {
		t.Errorf("the terminal shows %q", text)
	}
}

// Whoever breaks the hidden prompt off is not asked on: what they type next is no
// code, and the terminal shows it again.
func TestPromptStops(t *testing.T) {
	_, program := terminal(t)
	var said bytes.Buffer
	sh := newShell("unspent", func(string) string { return "" }, program, &said, &said)
	ctx, stop := context.WithCancel(t.Context())
	go func() {
		for echoes(program) { // until it waits
			time.Sleep(time.Millisecond)
		}
		stop()
	}()
	code, err := sh.code(ctx, "-")
	if !errors.Is(err, errStopped) || !code.IsZero() || exitCode(err) != exitUnknown {
		t.Errorf("code = %v, %v; want that it was stopped", code, err)
	}
	if !echoes(program) {
		t.Error("the terminal shows nothing of what is typed next")
	}
	if got, want := japanese.report(err), "unspent: 途中でやめました。問い合わせも変更もしていません\n"; got != want {
		t.Errorf("report = %q; want %q", got, want)
	}
}
