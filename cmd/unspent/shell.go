package main

import (
	"bufio"
	"context"
	"crypto/rand"
	"encoding/base32"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"strings"
	"time"

	"github.com/alecthomas/kong"
	"golang.org/x/term"

	"github.com/unspent-dev/unspent"
)

// shell is all that a command may touch of the process that runs it.
type shell struct {
	name   string // how the program was called
	getenv func(string) string
	stdin  io.Reader
	lines  *bufio.Reader // of stdin
	stdout *output
	stderr io.Writer
	now    func() time.Time
	synced func() bool    // the system says that its clock is kept right by others
	zone   *time.Location // of the times that a holder reads
	rand   io.Reader

	config  Config
	origins map[string]origin
	json    bool
	lang    language
	asked   string // the server that was asked, "" if none was
}

func newShell(name string, getenv func(string) string, stdin io.Reader, stdout, stderr io.Writer) *shell {
	return &shell{name: name, getenv: getenv, stdin: stdin, lines: bufio.NewReaderSize(stdin, maxSecret), stdout: &output{w: stdout},
		stderr: stderr, now: time.Now, synced: synced, zone: time.Local, rand: rand.Reader, origins: map[string]origin{}, lang: languageOf("", getenv)}
}

// ended is what kong's --help and --version throw to get out.
type ended struct{ code int }

// main parses the arguments and runs the command they name.
func (sh *shell) main(ctx context.Context, args []string) (err error) {
	defer func() {
		switch e := recover().(type) {
		case nil:
		case ended:
			err = nil
		default:
			panic(e)
		}
	}()
	sh.lang = sh.languageIn(args)
	var line commands
	s := &settings{getenv: sh.getenv, origins: sh.origins}
	parser, err := kong.New(&line, kong.Name("unspent"), kong.Writers(sh.stdout, sh.stderr),
		kong.Exit(func(code int) { panic(ended{code}) }), kong.Resolvers(s), kong.Help(sh.help), kong.ConfigureHelp(kong.HelpOptions{Compact: true}),
		kong.ExplicitGroups(sh.lang.groups()), kong.Vars{"version": "unspent " + version()}, kong.Bind(sh), kong.BindTo(ctx, (*context.Context)(nil)))
	if err != nil {
		return err
	}
	at, err := parser.Parse(args)
	if err != nil {
		return misuse(err, args)
	}
	sh.config, sh.json, sh.lang = Config(line.Config), line.JSON, languageOf(line.Config.Lang, sh.getenv)
	if err := sh.config.Validate(); err != nil && at.Command() != "config" {
		return err
	}
	err = at.Run(parser)
	if err == nil {
		err = sh.stdout.lost()
	}
	if err != nil && staffOnly(at.Selected()) {
		err = forStaff{err}
	}
	if sh.asked != "" && unspent.ReasonOf(err) == unspent.Unavailable && !errors.Is(err, errStopped) {
		return withHint(err, "use.askedServer", "Server", masked(sh.asked))
	}
	return err
}

// languageIn is the language that a command line asks for, before it is understood.
func (sh *shell) languageIn(args []string) language {
	setting := sh.getenv(variable("lang"))
	for i, arg := range args {
		if said, ok := strings.CutPrefix(arg, "--lang"); ok && said == "" && i+1 < len(args) {
			setting = args[i+1]
		} else if said, ok = strings.CutPrefix(said, "="); ok {
			setting = said
		}
	}
	return languageOf(setting, sh.getenv)
}

// staffOnly reports whether a command is one of the issuer's staff.
func staffOnly(cmd *kong.Node) bool {
	for ; cmd != nil; cmd = cmd.Parent {
		if cmd.Group != nil {
			return cmd.Group.Key == "issuer" || cmd.Group.Key == "operation"
		}
	}
	return false
}

// misuse is the failure of a command line that cannot be understood. It does not
// repeat a secret that was given as an argument.
func misuse(err error, args []string) error {
	if e, ok := errors.AsType[*unspent.Error](err); ok {
		return e
	}
	detail, help, shown := err.Error(), "unspent --help", false
	if p, ok := errors.AsType[*kong.ParseError](err); ok && p.Context != nil && p.Context.Selected() != nil {
		help = p.Context.Selected().FullPath() + " --help"
	}
	for _, arg := range args {
		for _, part := range strings.FieldsFunc(arg, func(r rune) bool { return r == '=' || r == ',' }) {
			if isSecret(part) {
				detail, shown = strings.ReplaceAll(detail, part, "…"), true
			}
		}
	}
	err = instead(wrong("use.line", "Detail", detail), help)
	if shown {
		err = withHint(err, "use.secretShown")
	}
	return err
}

// isSecret reports whether text is a code, the secret of a hold or an API key.
func isSecret(text string) bool {
	_, code := unspent.ParseCode(text)
	_, secret := unspent.ParseSecret(text)
	return code == nil || secret == nil || strings.HasPrefix(text, "uk_")
}

// newID returns a request id, or the one the caller chose.
func (sh *shell) newID(chosen string) (string, error) {
	if chosen != "" {
		return chosen, nil
	}
	var b [10]byte
	if _, err := io.ReadFull(sh.rand, b[:]); err != nil {
		return "", err
	}
	return "cli_" + strings.ToLower(base32.StdEncoding.EncodeToString(b[:])), nil
}

// secret reads a secret from a file, or for "-" from one line of standard
// input, without echo at a terminal.
func (sh *shell) secret(ctx context.Context, path string, prompt string) (string, error) {
	if path != "-" {
		return secretFile(path, 0)
	}
	if f, ok := sh.stdin.(*os.File); ok && term.IsTerminal(int(f.Fd())) {
		io.WriteString(sh.stderr, sh.lang.say(prompt))
		fd := int(f.Fd())
		before, err := term.GetState(fd)
		if err != nil {
			return "", err
		}
		text, err := awaited(ctx, func() (string, error) {
			b, err := term.ReadPassword(fd)
			return string(b), err
		})
		fmt.Fprintln(sh.stderr)
		switch {
		case errors.Is(err, errStopped):
			return "", errors.Join(err, term.Restore(fd, before))
		case err != nil || text == "":
			return "", wrong("use.notTyped")
		}
		return text, nil
	}
	text, err := awaited(ctx, func() (string, error) {
		line, err := sh.lines.ReadSlice('\n')
		return strings.TrimSpace(string(line)), err
	})
	switch {
	case errors.Is(err, errStopped):
		return "", err
	case errors.Is(err, bufio.ErrBufferFull):
		return "", wrong("use.longLine")
	case text == "":
		return "", withHint(wrong("use.noSecret"), "use.giveSecret")
	}
	return text, nil
}

// errStopped ends what waited for somebody who broke it off.
var errStopped = unspent.Errorf(unspent.Unavailable, "stopped: nothing was written")

// awaited returns what read reads, or stops when the program is asked to. A read
// that nobody answers ends with the process: there is no other way to take it back.
func awaited(ctx context.Context, read func() (string, error)) (text string, err error) {
	done := make(chan struct{})
	var got string
	var failed error
	go func() {
		defer close(done)
		got, failed = read()
	}()
	select {
	case <-ctx.Done():
		return "", refuse(errStopped, unspent.Unavailable, "use.stopped")
	case <-done:
		return got, failed
	}
}

// secretFile reads the one secret of a file, unless somebody else could too who has
// one of the permissions of without.
func secretFile(path string, without fs.FileMode) (string, error) {
	f, err := opened(path)
	if err != nil {
		return "", err
	}
	defer f.Close()
	if err := kept(f, without); err != nil {
		return "", err
	}
	b, err := io.ReadAll(io.LimitReader(f, maxSecret+1))
	text := strings.TrimSpace(string(b))
	switch {
	case err != nil:
		return "", wrong("use.unreadable", "File", path)
	case len(b) > maxSecret || strings.Contains(text, "\n"):
		return "", wrong("use.secrets", "File", path)
	case text == "":
		return "", wrong("use.empty", "File", path)
	}
	return text, nil
}

// key reads the API key of the settings, "" if there is none.
func (sh *shell) key(ctx context.Context) (string, error) {
	switch sh.config.KeyFile {
	case "":
		return "", nil
	case "-":
		return sh.secret(ctx, "-", "cli.promptKey")
	}
	return secretFile(sh.config.KeyFile, othersMay)
}

// code reads a card's code.
func (sh *shell) code(ctx context.Context, path string) (unspent.Code, error) {
	text, err := sh.secret(ctx, path, "cli.promptCode")
	if err != nil {
		return unspent.Code{}, err
	}
	return unspent.ParseCode(text)
}
