package main

import (
	"encoding/json"
	"fmt"
	"io"
	"os"
	"strings"
	"time"

	"golang.org/x/term"
	"golang.org/x/text/width"

	"github.com/unspent-dev/unspent"
)

const (
	usualWidth = 80 // columns of what is no terminal
	leastWidth = 40
	mostWidth  = 100     // longer lines are hard to read
	deep       = "     " // the indent of what belongs to an item
)

// output is standard output. It remembers that something could not be written,
// since a result that is lost is not a success: it may be the only showing of a
// code.
type output struct {
	w   io.Writer
	err error
}

// Write implements [io.Writer].
func (o *output) Write(b []byte) (int, error) {
	n, err := o.w.Write(b)
	if o.err == nil {
		o.err = err
	}
	return n, err
}

// lost is the failure of a command whose result could not be written.
func (o *output) lost() error {
	if o.err == nil {
		return nil
	}
	return refuse(o.err, unspent.Unavailable, "use.lost")
}

// print writes one line for people to standard output.
func (sh *shell) print(format string, args ...any) { fmt.Fprintf(sh.stdout, format+"\n", args...) }

// note writes one line beside the result, to standard error.
func (sh *shell) note(format string, args ...any) {
	fmt.Fprintf(sh.stderr, "unspent: "+format+"\n", args...)
}

// say prints a sentence of the catalogue, and tell notes one.
func (sh *shell) say(id string, pairs ...any)  { sh.print("%s", sh.lang.say(id, pairs...)) }
func (sh *shell) tell(id string, pairs ...any) { sh.note("%s", sh.lang.say(id, pairs...)) }

// pair is one line of a result: what it is, and its value.
type pair struct{ name, value string }

// table writes pairs in two columns, without those that have no value.
func (sh *shell) table(pairs ...pair) {
	var rows [][]string
	for _, p := range pairs {
		if p.value != "" {
			rows = append(rows, []string{"  " + p.name, p.value})
		}
	}
	sh.align(rows)
}

// rows writes a table with a heading.
func (sh *shell) rows(heading string, rows [][]string) {
	sh.align(append([][]string{strings.Fields(heading)}, rows...))
}

// align prints columns, which Japanese fills too.
func (sh *shell) align(lines [][]string) {
	var wide []int
	for _, line := range lines {
		for i, cell := range line {
			if i == len(wide) {
				wide = append(wide, 0)
			}
			wide[i] = max(wide[i], columns(cell))
		}
	}
	for _, line := range lines {
		var b strings.Builder
		for i, cell := range line {
			b.WriteString(cell)
			if i < len(line)-1 {
				b.WriteString(strings.Repeat(" ", wide[i]-columns(cell)+2))
			}
		}
		sh.print("%s", b.String())
	}
}

// columns returns how wide text is at a terminal, where Japanese takes two
// columns a character.
func columns(text string) (n int) {
	for _, r := range text {
		switch width.LookupRune(r).Kind() {
		case width.EastAsianWide, width.EastAsianFullwidth:
			n += 2
		case width.Neutral, width.EastAsianAmbiguous, width.EastAsianNarrow, width.EastAsianHalfwidth:
			n++
		}
	}
	return n
}

// encode writes v as JSON to standard output.
func (sh *shell) encode(v any) error {
	e := json.NewEncoder(sh.stdout)
	e.SetIndent("", "  ")
	e.SetEscapeHTML(false)
	return e.Encode(v)
}

// answer is the outcome of a question whose answer has been printed, unless
// that failed.
func answer(printing error, yes bool) error {
	if printing != nil || yes {
		return printing
	}
	return errNo
}

// when writes a time for a holder: local, to the minute.
func (sh *shell) when(t time.Time) string { return sh.lang.time(t.In(sh.zone)) }

// stamp writes a time for staff: in UTC, to the second.
func stamp(t time.Time) string { return t.UTC().Format(time.RFC3339) }

// plain reports whether questions are asked line by line.
func (sh *shell) plain() bool {
	return sh.getenv("NO_COLOR") != "" || sh.getenv("TERM") == "dumb" || !sh.terminal()
}

// asksTerminal reports whether somebody can answer questions.
func (sh *shell) asksTerminal() bool {
	f, ok := sh.stdin.(*os.File)
	return ok && term.IsTerminal(int(f.Fd()))
}

// terminal reports whether standard error is looked at by a person.
func (sh *shell) terminal() bool {
	f, ok := sh.stderr.(*os.File)
	return ok && term.IsTerminal(int(f.Fd()))
}

// progress shows how far long work is, if somebody is looking.
func (sh *shell) progress(what string, done, of int64) {
	if !sh.terminal() {
		return
	}
	io.WriteString(sh.stderr, "\r\x1b[K") // nothing is left of it at the end
	if done < of {
		io.WriteString(sh.stderr, sh.lang.say("cli.progress", "What", what, "Done", done, "All", of))
	}
}

// working shows what is being done, if somebody is looking; "" clears it.
func (sh *shell) working(what string) {
	if sh.terminal() {
		fmt.Fprintf(sh.stderr, "\r\x1b[K%s", what)
	}
}

// width returns how many columns a line for people has.
func (sh *shell) width() int {
	if f, ok := sh.stdout.w.(*os.File); ok && term.IsTerminal(int(f.Fd())) {
		if w, _, err := term.GetSize(int(f.Fd())); err == nil && w > 0 {
			return min(max(w-1, leastWidth), mostWidth)
		}
	}
	return usualWidth
}

// lines wraps a text, after what its first line begins with and what the others do.
func (p paper) lines(first, others, s string) string {
	var b strings.Builder
	for i, line := range wrap(s, p.wide-len(others)) {
		if i > 0 {
			first = others
		}
		b.WriteString(first + line + "\n")
	}
	return b.String()
}

// whole writes a text to be copied: no line of it is broken or indented.
func whole(s string) string {
	rule := strings.Repeat("-", leastWidth) + "\n"
	return rule + strings.TrimRight(s, "\n") + "\n" + rule
}

// wrap breaks text into lines of at most wide columns, where Japanese may break
// between any two characters but not before a mark that ends something, or
// after one that begins it. What has no place to break stays whole. Characters
// that would move the cursor are dropped: the text may quote what somebody sent.
func wrap(s string, wide int) (lines []string) {
	for paragraph := range strings.SplitSeq(s, "\n") {
		line, used := "", 0
		for _, w := range words(paragraph) {
			n := columns(w)
			if used+columns(strings.TrimRight(w, " ")) > wide && used > 0 {
				lines, line, used = append(lines, strings.TrimRight(line, " ")), "", 0
			}
			line, used = line+w, used+n
		}
		lines = append(lines, strings.TrimRight(line, " "))
	}
	return lines
}

const (
	ending    = "、。，．・：；？！）」』】〕”’ー…々ぁぃぅぇぉっゃゅょァィゥェォッャュョ%℃,.:;?!)]}"
	beginning = "（「『【〔“‘([{¥￥$"
)

// words divides a line into the parts between which it may be broken.
func words(line string) (all []string) {
	var last rune
	for _, r := range line {
		if r < ' ' || r == 0x7f || r >= 0x80 && r < 0xa0 {
			continue
		}
		glued := len(all) > 0 && (strings.ContainsRune(ending, r) || strings.ContainsRune(beginning, last) ||
			r == ' ' || last != ' ' && columns(string(r)) == 1 && columns(string(last)) == 1)
		if glued {
			all[len(all)-1] += string(r)
		} else {
			all = append(all, string(r))
		}
		last = r
	}
	return all
}
