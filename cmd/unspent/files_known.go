package main

import (
	"bufio"
	"bytes"
	"cmp"
	"encoding/csv"
	"encoding/json"
	"errors"
	"io"
	"maps"
	"path/filepath"
	"regexp"
	"slices"
	"strings"

	"github.com/unspent-dev/unspent"
	"github.com/unspent-dev/unspent/proof"
)

// known is one thing that somebody says happened: an event, a card or both.
type known struct {
	file   string
	line   int
	event  unspent.Seq // 0: not named
	serial string      // "": not named
	hash   string      // of the event, if it is known
	amount string      // as it was written, if it is known
}

// witnesses is what others know.
type witnesses struct {
	sh       *shell
	keys     proof.Keys
	all      []known
	receipts int
	forged   int
}

var (
	anEvent   = regexp.MustCompile(`\bevt_[1-9][0-9]{0,17}\b`)
	aSerial   = regexp.MustCompile(`\b[0-9]{19}\b`)
	aReceipt  = regexp.MustCompile(`eyJ[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+`)
	amountCol = regexp.MustCompile(`(?i)^\s*"?(amount|金額|ご利用金額|利用金額)"?\s*$`)
)

// read takes what one file knows.
func (w *witnesses) read(name string) error {
	in, err := w.sh.input(name)
	if err != nil {
		return err
	}
	defer in.Close()
	base, text := filepath.Base(name), bufio.NewReader(in)
	if first, _ := text.Peek(512); bytes.HasPrefix(bytes.TrimLeft(first, " \r\n\t\ufeff"), []byte("{")) ||
		bytes.HasPrefix(bytes.TrimLeft(first, " \r\n\t\ufeff"), []byte("[")) {
		return w.json(base, text)
	}
	return w.lines(base, text)
}

// lines reads receipts, CSV and whatever else has lines.
func (w *witnesses) lines(file string, in io.Reader) error {
	column := -1
	lines := bufio.NewScanner(in)
	lines.Buffer(nil, maxKnownLine)
	for n := 1; lines.Scan(); n++ {
		text := lines.Text()
		if compact := aReceipt.FindString(text); compact != "" {
			w.receipt(file, n, compact)
			continue
		}
		cells := cellsOf(text)
		events, serials := anEvent.FindAllString(text, -1), serialsOf(text)
		if len(events)+len(serials) == 0 {
			for i, cell := range cells {
				if amountCol.MatchString(cell) {
					column = i
				}
			}
			continue
		}
		amount := ""
		if column >= 0 && column < len(cells) && len(events) < 2 && len(serials) < 2 {
			amount = strings.TrimSpace(cells[column])
		}
		w.pairs(known{file: file, line: n, amount: amount}, events, serials)
		if len(w.all) > maxKnown {
			return wrong("use.knownMost", "File", file, "Most", maxKnown)
		}
	}
	if lines.Err() != nil {
		return wrong("use.knownLine", "File", file, "Most", maxKnownLine)
	}
	return nil
}

// pairs notes each event of a line, with its card if the line names one card.
func (w *witnesses) pairs(k known, events, serials []string) {
	if len(events) == 0 {
		for _, serial := range serials {
			k.serial = serial
			w.all = append(w.all, k)
		}
		return
	}
	for _, id := range events {
		k.event, _ = unspent.ParseEventID(id) // the pattern lets nothing else pass
		for _, serial := range serials {
			k.serial = serial
			w.all = append(w.all, k)
		}
		if len(serials) == 0 {
			w.all = append(w.all, k)
		}
	}
}

func cellsOf(line string) []string {
	separator := ','
	if strings.Contains(line, "\t") {
		separator = '\t'
	}
	r := csv.NewReader(strings.NewReader(strings.TrimPrefix(line, "\ufeff")))
	r.Comma, r.LazyQuotes, r.FieldsPerRecord = separator, true, -1
	cells, err := r.Read()
	if err != nil {
		return nil
	}
	return cells
}

// serialsOf returns the serials in a text: of 19 digits, the last is a check.
func serialsOf(text string) (all []string) {
	for _, digits := range aSerial.FindAllString(text, -1) {
		if serial, err := unspent.ParseSerial(digits); err == nil {
			all = append(all, serial.String())
		}
	}
	return all
}

// receipt takes what a receipt says, if it is ours. One that has expired was true.
func (w *witnesses) receipt(file string, line int, compact string) {
	r, err := proof.Verify(compact, w.keys, proof.Expect{Now: w.sh.now()})
	if err != nil && !errors.Is(err, unspent.ReceiptExpired) {
		w.forged++
		return
	}
	w.receipts++
	w.all = append(w.all, known{file: file, line: line, event: r.Seq, serial: r.Serial, hash: r.Head.String()})
}

// json reads exports: one value, or one after the other.
func (w *witnesses) json(file string, in io.Reader) error {
	d := json.NewDecoder(in)
	d.UseNumber()
	for n := 1; ; n++ {
		var v any
		err := d.Decode(&v)
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return wrong("use.knownJSON", "File", file)
		}
		w.object(file, n, v)
		if len(w.all) > maxKnown {
			return wrong("use.knownMost", "File", file, "Most", maxKnown)
		}
	}
}

// object notes each object that names an event, or a card by its serial.
func (w *witnesses) object(file string, n int, v any) {
	switch v := v.(type) {
	case []any:
		for _, one := range v {
			w.object(file, n, one)
		}
	case map[string]any:
		if compact, ok := v["receipt"].(string); ok && aReceipt.MatchString(compact) {
			w.receipt(file, n, compact)
		}
		k := known{file: file, line: n, hash: str(v["hash"])}
		event := cmp.Or(anEvent.FindString(str(v["id"])), anEvent.FindString(str(v["event"])))
		var serials []string
		for _, name := range [...]string{"serial", "debit", "credit"} {
			serials = append(serials, serialsOf(str(v[name]))...)
		}
		if k.amount = str(v["amount"]); event == "" {
			k.amount = ""
		}
		if m, ok := v["amount"].(map[string]any); ok && event != "" {
			k.amount = str(m["amount"])
		}
		if event != "" {
			w.pairs(k, []string{event}, serials)
		} else {
			w.pairs(k, nil, serials)
		}
		for _, name := range slices.Sorted(maps.Keys(v)) {
			w.object(file, n, v[name])
		}
	}
}

func str(v any) string {
	switch v := v.(type) {
	case string:
		return v
	case json.Number:
		return v.String()
	}
	return ""
}

// wanted is what the journal is asked for.
func (w *witnesses) wanted() *bookKnows {
	b := &bookKnows{events: map[unspent.Seq]*unspent.Event{}, cards: map[string]bool{}, of: map[string][]unspent.Seq{}, all: map[unspent.Seq]unspent.Event{}}
	for _, k := range w.all {
		if k.event > 0 {
			b.events[k.event] = nil
		}
		if k.serial != "" {
			b.cards[k.serial] = false
		}
	}
	return b
}
