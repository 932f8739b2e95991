package main

import (
	"context"
	"io"
	"regexp"
	"strings"
)

// bounceCmd is where a mail server's alias for returned mails leads to.
type bounceCmd struct{}

// Run reads one notification (RFC 3464) from standard input and reports it.
func (c *bounceCmd) Run(ctx context.Context, sh *shell) error {
	text, err := io.ReadAll(io.LimitReader(sh.stdin, maxBounce))
	if err != nil {
		return wrong("use.stdin")
	}
	b, err := readBounce(string(text))
	if err != nil {
		return err
	}
	return sh.read(ctx, func(s *connection) error {
		if err := s.ReportBounce(ctx, b.token, b.status, b.said); err != nil {
			return err
		}
		sh.note("mail %s came back with %s", b.token, b.status)
		return nil
	})
}

// bounce is what a notification tells.
type bounce struct{ token, status, said string }

var (
	bounceAddress = regexp.MustCompile(`(?mi)^(?:To|Delivered-To|X-Original-To|Return-Path):[^\n]*\+b-([0-9a-f]{40})@`)
	bounceMail    = regexp.MustCompile(`(?mi)^Message-ID:\s*<([0-9a-f]{40})@`)
	bounceStatus  = regexp.MustCompile(`(?mi)^Status:\s*([245]\.\d{1,3}\.\d{1,3})\b`)
	bounceSaid    = regexp.MustCompile(`(?mi)^Diagnostic-Code:\s*(?:[a-z]+;)?([^\n]*(?:\n[ \t][^\n]*)*)`)
)

// readBounce finds which mail came back: by the address that the notification was
// sent to, or by the returned mail itself. The parts of a notification are plain
// text (RFC 3464, 2), so they are looked for in the text as it is.
func readBounce(text string) (bounce, error) {
	text = strings.ReplaceAll(text, "\r\n", "\n")
	found := func(form *regexp.Regexp) string {
		if m := form.FindStringSubmatch(text); m != nil {
			return strings.TrimSpace(m[1])
		}
		return ""
	}
	b := bounce{found(bounceAddress), found(bounceStatus), found(bounceSaid)}
	if b.token == "" {
		b.token = found(bounceMail)
	}
	switch {
	case b.token == "":
		return bounce{}, withHint(wrong("use.noBounce"), "use.pipeWhole")
	case b.status == "":
		return bounce{}, wrong("use.noStatus")
	}
	return b, nil
}
