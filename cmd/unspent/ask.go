package main

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"strconv"
	"strings"

	tea "charm.land/bubbletea/v2"
	"charm.land/huh/v2"
	"golang.org/x/term"
	"golang.org/x/text/unicode/norm"

	"github.com/unspent-dev/unspent"
	"github.com/unspent-dev/unspent/internal/interview"
)

// errStopped ends questions that somebody broke off.
var errStopped = unspent.Errorf(unspent.Unavailable, "stopped: nothing was written")

// ask puts questions to a person: one screen each at a terminal, line by line
// where a screen cannot be drawn or is not wanted. Answers come from standard
// input and questions go to standard error.
func (sh *shell) ask(ctx context.Context, plain bool, questions []interview.Question) error {
	err := error(nil)
	if len(questions) == 0 {
		return nil
	}
	if plain {
		err = sh.askLines(ctx, questions)
	} else {
		err = sh.askScreens(ctx, questions)
	}
	if errors.Is(err, errStopped) {
		return worded{err, sentence("paper.stopped")}
	}
	return err
}

// plain reports whether questions are asked line by line.
func (sh *shell) plain() bool {
	return sh.getenv("NO_COLOR") != "" || sh.getenv("TERM") == "dumb" || !sh.terminal()
}

// asksTerminal reports whether somebody can answer questions.
func (sh *shell) asksTerminal() bool {
	f, ok := sh.stdin.(*os.File)
	return ok && term.IsTerminal(int(f.Fd()))
}

func (sh *shell) askLines(ctx context.Context, questions []interview.Question) error {
	for _, q := range questions {
		if !q.Asked() {
			continue
		}
		fmt.Fprintln(sh.stderr)
		for _, line := range wrap(sh.lang.of(q.Title)+"\n"+sh.lang.of(q.Help), usualWidth) {
			if line != "" {
				fmt.Fprintln(sh.stderr, line)
			}
		}
		for {
			err := sh.askOne(ctx, q)
			if err == nil {
				break
			}
			if errors.Is(err, errStopped) {
				return err
			}
			fmt.Fprintln(sh.stderr, sh.lang.told(err))
		}
	}
	return nil
}

// askOne reads the answer to one question. What does not stop everything is said
// to the person, who is asked again.
func (sh *shell) askOne(ctx context.Context, q interview.Question) error {
	options := q.Options
	for i, o := range options {
		fmt.Fprintf(sh.stderr, "%3d. %s\n", i+1, sh.lang.of(o.Label))
	}
	prompt := sh.lang.say("paper.type")
	switch {
	case q.Many != nil:
		prompt = sh.lang.say("paper.several")
	case len(options) > 0:
		prompt = sh.lang.say("paper.choose", "Last", sh.lang.of(options[len(options)-1].Label))
	case q.Lines:
		prompt = sh.lang.say("paper.typeLine")
	}
	var typed []string
	for {
		fmt.Fprint(sh.stderr, prompt)
		line, err := sh.line(ctx)
		if err != nil {
			return err
		}
		if line != "" && q.Lines && len(options) == 0 { // what was typed before is kept
			if err := q.Fault(line); err != nil {
				fmt.Fprintln(sh.stderr, sh.lang.told(err))
				continue
			}
		}
		if line != "" {
			typed = append(typed, line)
		}
		if line == "" || !q.Lines {
			break
		}
		prompt = ""
	}
	answer := strings.Join(typed, "\n")
	if len(options) == 0 {
		if err := q.Fault(answer); err != nil {
			return err
		}
		*q.Value = answer
		return nil
	}
	return sh.choose(q, options, answer)
}

// choose takes the numbers that were typed; the last of single options is what
// stands for no answer.
func (sh *shell) choose(q interview.Question, options []interview.Option, typed string) error {
	var chosen []string
	for n := range strings.FieldsFuncSeq(norm.NFKC.String(typed), func(r rune) bool { return strings.ContainsRune(",、， ", r) }) {
		i, err := strconv.Atoi(n)
		if err != nil || i < 1 || i > len(options) {
			return said2("write numbers between 1 and %d", "1から%dまでの番号を入力してください", len(options))
		}
		chosen = append(chosen, options[i-1].Value)
	}
	switch {
	case q.Many != nil:
		*q.Many = chosen
	case len(chosen) == 0 && q.Again != nil && !*q.Again:
		*q.Again = true
		return worded{usage("again"), sentence("paper.again")}
	case len(chosen) == 0:
		*q.Value = options[len(options)-1].Value
	case len(chosen) > 1:
		return said2("write numbers between 1 and %d", "1から%dまでの番号を入力してください", len(options))
	default:
		*q.Value = chosen[0]
	}
	return nil
}

// line reads one line that somebody types, or stops when the program is asked
// to. A read that nobody answers ends with the process: there is no other way
// to take it back.
func (sh *shell) line(ctx context.Context) (string, error) {
	type read struct {
		line string
		err  error
	}
	done := make(chan read, 1)
	go func() {
		line, err := sh.lines.ReadSlice('\n')
		for errors.Is(err, bufio.ErrBufferFull) { // longer than any answer: it is refused as too long
			line, err = sh.lines.ReadSlice('\n')
		}
		done <- read{string(line), err}
	}()
	select {
	case <-ctx.Done():
		fmt.Fprintln(sh.stderr)
		return "", errStopped
	case r := <-done:
		if r.err != nil && (!errors.Is(r.err, io.EOF) || r.line == "") {
			fmt.Fprintln(sh.stderr)
			return "", errStopped
		}
		return strings.TrimSpace(r.line), nil
	}
}

// askScreens asks with one screen for each question; shift and tab goes back.
func (sh *shell) askScreens(ctx context.Context, questions []interview.Question) error {
	var groups []*huh.Group
	for _, q := range questions {
		groups = append(groups, huh.NewGroup(sh.field(q)).WithHideFunc(func() bool { return !q.Asked() }))
	}
	form := huh.NewForm(groups...).WithKeyMap(sh.keyMap()).WithTheme(huh.ThemeFunc(huh.ThemeBase16)).WithWidth(usualWidth)
	// A form that is broken off quits as one that is filled in: the library then
	// waits for its reader of the terminal before it closes what that reads.
	form.SubmitCmd, form.CancelCmd = tea.Quit, tea.Quit
	_, err := tea.NewProgram(screens{form}, tea.WithContext(ctx), tea.WithInput(sh.stdin), tea.WithOutput(sh.stderr)).Run()
	if form.State == huh.StateAborted || errors.Is(err, tea.ErrInterrupted) || ctx.Err() != nil {
		return errStopped
	}
	return err
}

// screens is a form as a program of its own.
type screens struct{ form *huh.Form }

// Init implements [tea.Model].
func (s screens) Init() tea.Cmd { return s.form.Init() }

// Update implements [tea.Model]. A form is changed in place.
func (s screens) Update(msg tea.Msg) (tea.Model, tea.Cmd) {
	_, next := s.form.Update(msg)
	return s, next
}

// View implements [tea.Model].
func (s screens) View() tea.View {
	v := tea.NewView(s.form.View())
	v.ReportFocus = true
	return v
}

// valid refuses an answer in the language.
func (sh *shell) valid(q interview.Question) func(string) error {
	return func(answer string) error {
		if err := q.Fault(answer); err != nil {
			return errors.New(sh.lang.told(err))
		}
		return nil
	}
}

func (sh *shell) field(q interview.Question) huh.Field {
	title, help := sh.lang.of(q.Title), sh.lang.of(q.Help)
	var options []huh.Option[string]
	for _, o := range q.Options {
		options = append(options, huh.NewOption(sh.lang.of(o.Label), o.Value))
	}
	switch {
	case q.Many != nil:
		return huh.NewMultiSelect[string]().Title(title).Description(help).Options(options...).Value(q.Many)
	case q.Options != nil:
		if last := q.Options[len(q.Options)-1].Value; *q.Value == "" && !q.First {
			*q.Value = last // where the cursor begins
		}
		return huh.NewSelect[string]().Title(title).Description(help).Options(options...).Value(q.Value)
	case q.Lines:
		return huh.NewText().Title(title).Description(help).Lines(4).ExternalEditor(false).Validate(sh.valid(q)).Value(q.Value)
	}
	return huh.NewInput().Title(title).Description(help).Validate(sh.valid(q)).Value(q.Value)
}

// keyMap says what the keys do in the language.
func (sh *shell) keyMap() *huh.KeyMap {
	k := huh.NewDefaultKeyMap()
	k.Select.Filter.SetEnabled(false)
	k.MultiSelect.Filter.SetEnabled(false)
	if sh.lang != japanese {
		return k
	}
	k.Input.Prev.SetHelp("shift+tab", "戻る")
	k.Input.Next.SetHelp("enter", "次へ")
	k.Input.Submit.SetHelp("enter", "終わり")
	k.Text.Prev.SetHelp("shift+tab", "戻る")
	k.Text.Next.SetHelp("enter", "次へ")
	k.Text.Submit.SetHelp("enter", "終わり")
	k.Text.NewLine.SetHelp("alt+enter / ctrl+j", "改行")
	k.Select.Prev.SetHelp("shift+tab", "戻る")
	k.Select.Next.SetHelp("enter", "決定")
	k.Select.Submit.SetHelp("enter", "終わり")
	k.Select.Up.SetHelp("↑", "上")
	k.Select.Down.SetHelp("↓", "下")
	k.MultiSelect.Prev.SetHelp("shift+tab", "戻る")
	k.MultiSelect.Next.SetHelp("enter", "決定")
	k.MultiSelect.Submit.SetHelp("enter", "終わり")
	k.MultiSelect.Toggle.SetHelp("x", "選ぶ・外す")
	k.MultiSelect.Up.SetHelp("↑", "上")
	k.MultiSelect.Down.SetHelp("↓", "下")
	k.MultiSelect.SelectAll.SetHelp("ctrl+a", "すべて選ぶ")
	k.MultiSelect.SelectNone.SetHelp("ctrl+a", "すべて外す")
	return k
}
