package main

import (
	"context"
	"errors"
	"io"
	"os"
	"os/signal"
	"syscall"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	code := run(ctx, os.Args, os.Getenv, os.Stdin, os.Stdout, os.Stderr)
	stop()
	os.Exit(code)
}

// run is the program: args begin with its name, and nothing else of the process
// is touched. It returns the exit code.
func run(ctx context.Context, args []string, getenv func(string) string, stdin io.Reader, stdout, stderr io.Writer) int {
	sh := newShell(args[0], getenv, stdin, stdout, stderr)
	err := sh.main(ctx, args[1:])
	if err != nil && !errors.Is(err, errNo) {
		io.WriteString(stderr, sh.lang.report(err))
	}
	return exitCode(err)
}
