package main

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os"

	"github.com/unspent-dev/unspent"
	"github.com/unspent-dev/unspent/api"
)

// issueCmd makes cards.
type issueCmd struct {
	writeFlag
	moneyFlag
	Program   string `required:"" placeholder:"ID"`
	Value     string `required:"" placeholder:"AMOUNT"`
	Count     int    `placeholder:"N" default:"1"`
	Inactive  bool
	Order     string `placeholder:"TEXT"`
	Recipient string `placeholder:"NAME"`
	Out       string `placeholder:"FILE"`
}

// Run issues the cards, in requests of at most [unspent.MaxIssue] whose ids
// derive from the one id: asked again, each answers as the first time.
func (c *issueCmd) Run(ctx context.Context, sh *shell) error {
	switch {
	case c.Count < 1:
		return wrong("use.count")
	case c.Count > unspent.MaxIssue && c.Out == "":
		return withHint(wrong("use.toFile", "Most", unspent.MaxIssue), "use.addOut")
	case c.Out != "" && len(c.ID) > maxBulkID:
		return wrong("use.bulkID", "Most", maxBulkID)
	}
	value, err := c.parse(ctx, sh, c.Value, func(s *connection) (unspent.Currency, error) {
		p, err := s.Program(ctx, c.Program)
		return p.Currency, err
	})
	if err != nil {
		return err
	}
	cmd := unspent.Issue{Program: c.Program, Value: value, Count: c.Count, Activate: !c.Inactive, Order: c.Order, Recipient: c.Recipient}
	if c.Out != "" {
		return c.bulk(ctx, sh, cmd)
	}
	return sh.write(ctx, c.ID, func(s *connection, id string) error {
		cards, err := s.Issue(ctx, id, cmd)
		if err != nil {
			return err
		}
		if sh.json {
			return sh.passOn(s)
		}
		return sh.issued(cards)
	})
}

func (sh *shell) issued(cards []api.IssuedCard) error {
	rows := make([][]string, len(cards))
	for i, card := range cards {
		if card.Code.IsZero() {
			return withHint(gone("use.cardsGone"), "use.reissue")
		}
		rows[i] = []string{card.Serial.String(), card.Code.Reveal(), string(card.State)}
	}
	sh.rows("SERIAL CODE STATE", rows)
	return nil
}

// bulk writes the cards to the file, and first compares what is in it already.
func (c *issueCmd) bulk(ctx context.Context, sh *shell, cmd unspent.Issue) error {
	out, err := openLedger(c.Out)
	if err != nil {
		return err
	}
	if out.found && c.ID == "" {
		return errors.Join(withHint(wrong("use.hasCards", "File", c.Out), "use.goOn"), out.close())
	}
	id := c.ID
	err = sh.write(ctx, c.ID, func(s *connection, made string) error {
		id = made
		if c.ID == "" {
			sh.note("request id %s: if this is interrupted, add --id %s to the same command", id, id)
		}
		for done := 0; done < cmd.Count; {
			part := cmd
			part.Count = min(unspent.MaxIssue, cmd.Count-done)
			cards, err := s.Issue(ctx, fmt.Sprintf("%s.%d", id, done/unspent.MaxIssue), part)
			if err != nil {
				return err
			}
			if err := out.take(cards); err != nil {
				return err
			}
			done += part.Count
			sh.progress("issued", int64(done), int64(cmd.Count))
		}
		return out.end()
	})
	if err := errors.Join(err, out.close()); err != nil {
		if !out.found && out.at == int64(len(csvHead)) { // no card stands in it: nothing is in the way of the next try
			err = errors.Join(err, os.Remove(c.Out))
		}
		return err
	}
	if sh.json {
		return sh.encode(map[string]any{"id": id, "count": cmd.Count, "file": c.Out})
	}
	noun := "cards"
	if cmd.Count == 1 {
		noun = "card"
	}
	sh.print("%d %s issued; serials and codes are in %s", cmd.Count, noun, c.Out)
	return nil
}

// ledger is a CSV file of cards that may be begun already. It reads and
// compares the lines that are there and appends what is missing, in one pass
// and without keeping them.
type ledger struct {
	file  *os.File
	old   *bufio.Reader // nil once everything that was there has been compared
	at    int64         // end of the newest line that is known to be right
	line  int
	found bool // the file had something in it
}

const csvHead = "serial,code\n"

func openLedger(path string) (*ledger, error) {
	f, err := os.OpenFile(path, os.O_RDWR|os.O_CREATE, 0o600)
	if err != nil {
		return nil, wrong("use.unwritable", "File", path)
	}
	l := &ledger{file: f, old: bufio.NewReader(f)}
	info, err := f.Stat()
	if err != nil {
		return nil, errors.Join(wrong("use.unreadable", "File", path), f.Close())
	}
	if info.Mode().Perm()&0o077 != 0 {
		return nil, errors.Join(wrong("use.csvPublic", "File", path), f.Close())
	}
	l.found = info.Size() > int64(len(csvHead))
	if err := l.add(csvHead); err != nil {
		return nil, errors.Join(err, f.Close())
	}
	return l, nil
}

// add makes sure that line is the file's next one.
func (l *ledger) add(line string) error {
	l.line++
	if l.old != nil {
		have, err := l.old.ReadSlice('\n')
		switch {
		case err == nil && string(have) == line:
			l.at += int64(len(have))
			return nil
		case err == nil || !bytes.HasPrefix([]byte(line), have):
			return l.differs()
		}
		// The file ends here, perhaps within the line.
		l.old = nil
		if err := l.file.Truncate(l.at); err != nil {
			return l.unwritten(err)
		}
	}
	n, err := l.file.WriteAt([]byte(line), l.at)
	l.at += int64(n)
	if err != nil {
		return l.unwritten(err)
	}
	return nil
}

func (l *ledger) differs() error {
	return withHint(refuse(nil, unspent.Conflict, "use.otherCards", "Line", l.line, "File", l.file.Name()), "use.sameFile")
}

func (l *ledger) unwritten(err error) error {
	return refuse(err, unspent.Unavailable, "use.unwritable", "File", l.file.Name())
}

// take adds cards in one write and makes them durable before more are issued.
func (l *ledger) take(cards []api.IssuedCard) error {
	var fresh bytes.Buffer
	for _, card := range cards {
		line := card.Serial.String() + "," + card.Code.Reveal() + "\n"
		switch {
		case l.old == nil && card.Code.IsZero():
			return l.tooLate(card.Serial)
		case l.old == nil:
			l.line++
			fresh.WriteString(line)
		case card.Code.IsZero():
			if err := l.serialOnly(card.Serial); err != nil {
				return err
			}
		default:
			if err := l.add(line); err != nil {
				return err
			}
		}
	}
	if fresh.Len() > 0 {
		n, err := l.file.WriteAt(fresh.Bytes(), l.at)
		l.at += int64(n)
		if err != nil {
			return l.unwritten(err)
		}
	}
	if l.old != nil {
		return nil
	}
	if err := l.file.Sync(); err != nil {
		return l.unwritten(err)
	}
	return nil
}

// serialOnly compares the next line with a card whose code nobody knows any more.
func (l *ledger) serialOnly(serial unspent.Serial) error {
	l.line++
	have, err := l.old.ReadSlice('\n')
	switch {
	case err == io.EOF:
		return l.tooLate(serial)
	case err != nil || !bytes.HasPrefix(have, []byte(serial.String()+",")):
		return l.differs()
	}
	l.at += int64(len(have))
	return nil
}

func (l *ledger) tooLate(serial unspent.Serial) error {
	return withHint(refuse(nil, unspent.Unavailable, "use.codesGone", "Card", serial), "use.reissue")
}

// end makes sure that nothing follows the last card.
func (l *ledger) end() error {
	if l.old == nil {
		return nil
	}
	if _, err := l.old.ReadByte(); err != io.EOF {
		l.line++
		return l.differs()
	}
	return nil
}

func (l *ledger) close() error {
	if err := l.file.Close(); err != nil {
		return l.unwritten(err)
	}
	return nil
}
