package unpack

import (
	"bytes"
	"regexp"
	"strconv"
)

// appleHead is the first line of a file of Apple Mail: the length of the mail.
var appleHead = regexp.MustCompile(`^([0-9]{1,9}) *\r?\n`)

// appleMail reports whether b is a file of Apple Mail: a length, a mail, and what
// the program keeps of it.
func appleMail(b []byte) bool {
	head := appleHead.FindSubmatch(b[:min(len(b), 32)])
	if head == nil || len(head[1]) < 3 {
		return false // a mail has at least a hundred bytes; a list of numbers may have less
	}
	rest := b[len(head[0]):]
	_, second, _ := bytes.Cut(rest, []byte("\n"))
	return header(rest) && (header(second) || bytes.HasPrefix(second, []byte(" ")) || bytes.HasPrefix(second, []byte("\t")))
}

// FromApple returns the mail that a file of Apple Mail holds, in exactly its bytes.
func FromApple(name string, b []byte) ([]byte, error) {
	head := appleHead.FindSubmatch(b[:min(len(b), 32)])
	if head == nil {
		return nil, Refuse(brokenMail, name)
	}
	rest := b[len(head[0]):]
	n, err := strconv.Atoi(string(head[1]))
	if err != nil || n > len(rest) {
		return nil, Refuse(brokenMail, name)
	}
	return rest[:n:n], nil
}

// fromLine is the line that a mailbox begins a mail with: the sender as it was
// delivered, and when.
var fromLine = regexp.MustCompile(`^From \S.*[0-9]{1,2}:[0-9]{2}`)

// letters counts the mails of a mailbox, as far as a thousand; zero if b is none.
func letters(b []byte) (n int) {
	blank := true // the line before
	for len(b) > 0 && n < maxLetters {
		line, rest, _ := bytes.Cut(b, []byte("\n"))
		if blank && bytes.HasPrefix(line, []byte("From ")) && fromLine.Match(line[:min(len(line), 1000)]) && header(rest) {
			n++
		} else if n == 0 {
			return 0
		}
		blank = len(bytes.TrimRight(line, "\r")) == 0
		b = rest
	}
	return n
}

var headerLine = regexp.MustCompile(`^>?[A-Za-z][A-Za-z0-9-]{0,70}[ \t]*:`)

// header reports whether b begins with a header of a mail.
func header(b []byte) bool {
	line, _, _ := bytes.Cut(b[:min(len(b), 4096)], []byte("\n"))
	return headerLine.Match(line)
}

// Unquoted returns the mail of a mailbox without the mark that mailboxes put
// before a line of it that begins as theirs do. Which of the two was signed, only
// the signature tells. It is nil if there is no such line.
func Unquoted(mail []byte) []byte {
	if !bytes.HasPrefix(mail, []byte("From ")) || !bytes.Contains(mail, []byte("\n>From ")) && !bytes.Contains(mail, []byte("\n>>From ")) {
		return nil
	}
	out := make([]byte, 0, len(mail))
	for line := range bytes.Lines(mail) {
		if marks := len(line) - len(bytes.TrimLeft(line, ">")); marks > 0 && bytes.HasPrefix(line[marks:], []byte("From ")) {
			line = line[1:]
		}
		out = append(out, line...)
	}
	return out
}
