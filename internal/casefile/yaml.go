package casefile

import (
	"bytes"
	"cmp"
	"errors"
	"fmt"
	"path"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/goccy/go-yaml"
	"github.com/goccy/go-yaml/ast"
	"github.com/goccy/go-yaml/parser"

	"github.com/unspent-dev/unspent"
	"github.com/unspent-dev/unspent/assess"
	"github.com/unspent-dev/unspent/brand"
	"github.com/unspent-dev/unspent/internal/texts"
)

// Parse reads a case file; docs/reference/case-file.md specifies it. It refuses,
// with reason Invalid and the line and column of each fault, fields that it does
// not know, and everything that YAML can do beyond maps, lists and values: a
// value is the text that stands there, so that 0123 stays 0123.
func Parse(text []byte) (Input, error) {
	switch {
	case len(text) > MaxCaseFile:
		return Input{}, unspent.Errorf(unspent.TooLarge, "a case file has at most %d bytes (MaxCaseFile)", MaxCaseFile)
	case !utf8.Valid(text):
		return Input{}, refuse(nil, unspent.Invalid, "", "case.utf8")
	case bytes.Count(text, []byte("\n"))+bytes.Count(text, []byte("\r")) > MaxLines:
		return Input{}, unspent.Errorf(unspent.TooLarge, "a case file has at most %d lines (MaxLines)", MaxLines)
	case nesting(text) > maxNesting:
		return Input{}, unspent.Errorf(unspent.TooLarge, "the case file has more than %d open brackets or dashes (maxNesting)", maxNesting)
	}
	file, err := parser.ParseBytes(text, 0, parser.AllowDuplicateMapKey())
	if err != nil {
		return Input{}, syntax(err)
	}
	if len(file.Docs) != 1 || file.Docs[0].Body == nil {
		return Input{}, refuse(nil, unspent.Invalid, "", "case.document")
	}
	r := reader{at: map[string]ast.Node{}}
	in := r.input(file.Docs[0].Body)
	if len(r.faults) == 0 {
		for _, f := range in.faults() {
			r.add(r.nearest(f.Field), f)
		}
	}
	return in, r.err()
}

// nesting returns the most brackets, or dashes of lists on one line, that are
// open at once.
func nesting(text []byte) (most int) {
	open, dashes := 0, 0
	for _, b := range text {
		switch b {
		case '-':
			dashes++
		case ' ', '\t':
		default:
			dashes = 0
		}
		most = max(most, dashes)
		switch b {
		case '[', '{':
			open++
		case ']', '}':
			open = max(0, open-1)
		}
		most = max(most, open)
	}
	return most
}

// syntax says where the YAML is wrong, and nothing of what stands there.
func syntax(err error) error {
	var at yaml.Error
	if !errors.As(err, &at) || at.GetToken() == nil || at.GetToken().Position == nil {
		return refuse(err, unspent.Invalid, "", "case.noYAML")
	}
	p := at.GetToken().Position
	return texts.Refuse(nil, unspent.Invalid, unspent.Fault{Line: p.Line, Column: p.Column, Word: "case.yaml"})
}

// reader reads the tree of a case file.
type reader struct {
	at     map[string]ast.Node // by path
	faults []unspent.Fault
}

func (r *reader) fault(n ast.Node, field, word string, pairs ...any) {
	r.add(n, unspent.Wrong(field, word, pairs...))
}

// add adds a fault of what stands at n.
func (r *reader) add(n ast.Node, f unspent.Fault) {
	f.Line, f.Column = 1, 1
	switch pairs := n.(type) { // a map begins with its first field
	case *ast.MappingNode:
		if len(pairs.Values) > 0 {
			n = pairs.Values[0].Key
		}
	case *ast.MappingValueNode:
		n = pairs.Key
	}
	if n != nil && n.GetToken() != nil && n.GetToken().Position != nil {
		f.Line, f.Column = n.GetToken().Position.Line, n.GetToken().Position.Column
	}
	r.faults = append(r.faults, f)
}

// nearest returns the node of path, or of what it stands in.
func (r *reader) nearest(path string) ast.Node {
	for {
		if n, ok := r.at[path]; ok {
			return n
		}
		i := strings.LastIndexAny(path, ".[")
		if i < 0 {
			return r.at[""]
		}
		path = path[:i]
	}
}

func (r *reader) err() error {
	if len(r.faults) == 0 {
		return nil
	}
	slices.SortStableFunc(r.faults, func(a, b unspent.Fault) int { return cmp.Or(a.Line-b.Line, a.Column-b.Column) })
	return texts.Refuse(nil, unspent.Invalid, r.faults[:min(len(r.faults), maxFaults)]...)
}

// place names the i-th of a list.
func place(path string, i int) string { return path + "[" + strconv.Itoa(i) + "]" }

func within(path, name string) string {
	if path == "" {
		return name
	}
	return path + "." + name
}

var fieldName = regexp.MustCompile(`^[a-z0-9-]{1,16}$`)

// fields returns the values of a map by name.
func (r *reader) fields(n ast.Node, path string, known ...string) map[string]ast.Node {
	r.at[path] = n
	var pairs []*ast.MappingValueNode
	switch n := n.(type) {
	case *ast.MappingNode:
		pairs = n.Values
	case *ast.MappingValueNode:
		pairs = []*ast.MappingValueNode{n}
	default:
		r.fault(n, path, "case.map")
		return nil
	}
	found := map[string]ast.Node{}
	for _, pair := range pairs {
		key, ok := pair.Key.(*ast.StringNode)
		switch {
		case !ok || !fieldName.MatchString(key.Value):
			r.fault(pair.Key, "", "case.noField")
		case found[key.Value] != nil:
			r.fault(pair.Key, within(path, key.Value), "case.twice")
		case !slices.Contains(known, key.Value):
			r.fault(pair.Key, "", "case.unknown", "Field", within(path, key.Value), "Known", strings.Join(known, ", "))
		default:
			found[key.Value] = pair.Value
			r.at[within(path, key.Value)] = pair.Value
		}
	}
	return found
}

// text returns a value as it stands in the file.
func (r *reader) text(n ast.Node, path string) string {
	switch n := n.(type) {
	case nil:
		return ""
	case *ast.StringNode:
		if n.Value != "" {
			return n.Value
		}
	case *ast.LiteralNode:
		if n.Value != nil && n.Value.Value != "" {
			return n.Value.Value
		}
	case *ast.IntegerNode, *ast.FloatNode, *ast.BoolNode:
		return strings.TrimSpace(n.GetToken().Value)
	}
	r.fault(n, path, "case.text")
	return ""
}

// pick returns what the word in n stands for.
func pick[T ~string](r *reader, n ast.Node, path string, all []choice[T]) (is T) {
	word := r.text(n, path)
	if word == "" {
		return is
	}
	if i := slices.IndexFunc(all, func(c choice[T]) bool { return c.word == word }); i >= 0 {
		return all[i].is
	}
	r.fault(n, path, "case.oneOf", "Words", wordsOf(all))
	return is
}

func (r *reader) time(n ast.Node, path string) time.Time {
	text := r.text(n, path)
	if text == "" {
		return time.Time{}
	}
	for _, layout := range []string{time.RFC3339, "2006-01-02 15:04", "2006-01-02"} {
		if t, err := time.ParseInLocation(layout, text, brand.Japan()); err == nil && t.Year() >= 1990 && t.Year() < 2200 {
			return t.UTC()
		}
	}
	r.fault(n, path, "case.time")
	return time.Time{}
}

// window reads a duration: minutes, hours or days.
func (r *reader) window(n ast.Node, path string) time.Duration {
	text := r.text(n, path)
	if text == "" {
		return 0
	}
	units := map[byte]time.Duration{'m': time.Minute, 'h': time.Hour, 'd': 24 * time.Hour}
	count, err := strconv.ParseUint(text[:len(text)-1], 10, 31)
	unit := units[text[len(text)-1]]
	if err != nil || unit == 0 || count == 0 || time.Duration(count) > maxWindow/unit {
		r.fault(n, path, "case.window")
		return 0
	}
	return time.Duration(count) * unit
}

// money reads "5000 JPY", or a map of minor units and currency.
func (r *reader) money(n ast.Node, path string) unspent.Money {
	if n == nil {
		return unspent.Money{}
	}
	var m unspent.Money
	var err error
	switch n.(type) {
	case *ast.MappingNode, *ast.MappingValueNode:
		f := r.fields(n, path, "amount", "currency")
		var cur unspent.Currency
		var units int64
		if cur, err = unspent.ParseCurrency(r.text(f["currency"], path)); err == nil {
			units, err = strconv.ParseInt(r.text(f["amount"], path), 10, 64)
			m = unspent.NewMoney(units, cur)
		}
	default:
		amount, code, _ := strings.Cut(r.text(n, path), " ")
		var cur unspent.Currency
		if cur, err = unspent.ParseCurrency(strings.TrimSpace(code)); err == nil {
			m, err = unspent.ParseMoney(amount, cur)
		}
	}
	if err != nil || !m.IsPositive() {
		r.fault(n, path, "case.amount")
	}
	return m
}

func (r *reader) yes(n ast.Node, path string) bool {
	switch r.text(n, path) {
	case "true":
		return true
	case "", "false":
	default:
		r.fault(n, path, "case.bool")
	}
	return false
}

func (r *reader) input(n ast.Node) Input {
	f := r.fields(n, "", caseFields()...)
	in := Input{Brand: r.text(f["brand"], "brand"),
		Language: pick(r, f["language"], "language", languages())}
	in.Case = assess.Case{
		Asker:      pick(r, f["asker"], "asker", askers()),
		Channel:    pick(r, f["channel"], "channel", channels()),
		Form:       pick(r, f["form"], "form", forms()),
		Intent:     pick(r, f["intent"], "intent", intents()),
		Got:        r.time(f["got"], "got"),
		HandedOver: r.time(f["handed-over"], "handed-over"),
		Window:     r.window(f["window"], "window"),
		Claimed:    r.yes(f["claimed"], "claimed"),
		Challenge:  r.text(f["challenge"], "challenge"),
	}
	r.told(f, &in.Case)
	in.Asked = r.time(f["asked"], "asked")
	if n := f["card"]; n != nil {
		c := r.fields(n, "card", cardFields()...)
		in.Case.Card = assess.Card{
			Last4:     brand.Normalise(r.text(c["last4"], "card.last4")),
			Amount:    r.money(c["amount"], "card.amount"),
			Order:     r.text(c["order"], "card.order"),
			Serial:    r.text(c["serial"], "card.serial"),
			Recipient: strings.ToLower(r.text(c["recipient"], "card.recipient")),
			Giver:     strings.ToLower(r.text(c["giver"], "card.giver")),
		}
	}
	list, ok := f["evidence"].(*ast.SequenceNode)
	switch {
	case ok:
		for i, n := range list.Values[:min(len(list.Values), MaxItems+1)] {
			in.Evidence = append(in.Evidence, r.item(n, place("evidence", i)))
		}
	case f["evidence"] != nil:
		r.fault(f["evidence"], "evidence", "case.list")
	}
	return in
}

// item reads one piece of evidence: the field that says what it is, and what
// may stand beside it.
func (r *reader) item(n ast.Node, path string) (i Item) {
	f := r.fields(n, path, itemFields()...)
	i.Confirm, i.More = r.read(f["read"], path+".read"), r.list(f["more"], path+".more")
	i.At, i.Seen = r.time(f["at"], path+".at"), r.time(f["seen"], path+".seen")
	i.Owner = pick(r, f["owner"], path+".owner", owners())
	i.File, i.Text = r.text(f["file"], path+".file"), r.text(f["message"], path+".message")
	i.Kind = pick(r, f["kind"], path+".kind", kinds())
	i.Like = pick(r, f["like"], path+".like", meanings())
	set := 0
	for _, name := range []string{"file", "message"} {
		if f[name] != nil {
			set++
		}
	}
	if i.Text != "" {
		i.Kind = assess.Message
	}
	for _, s := range statements() {
		if n := f[s.field]; n != nil {
			set++
			i.Kind, i.Says = s.kind, pick(r, n, path+"."+s.field, s.words)
		}
	}
	if n := f["by"]; n != nil {
		i.Owner = pick(r, n, path+".by", owners())
	}
	switch {
	case set != 1:
		r.fault(n, path, "case.only")
	case f["kind"] != nil && f["file"] == nil:
		r.fault(f["kind"], path+".kind", "case.fileKind")
	case (f["read"] != nil || f["more"] != nil) && f["file"] == nil:
		r.fault(n, path, "case.fileRead")
	case f["like"] != nil && f["file"] == nil && f["message"] == nil:
		r.fault(f["like"], path+".like", "case.like")
	case f["by"] != nil && f["said"] == nil, f["by"] != nil && f["owner"] != nil:
		r.fault(f["by"], path+".by", "case.by")
	}
	return i
}

// local reports whether name is a path below the folder of a case, in its one
// spelling.
func local(name string) bool {
	return len(name) <= MaxField && utf8.ValidString(name) && path.Clean(name) == name && !path.IsAbs(name) &&
		name != "." && name != ".." && !strings.HasPrefix(name, "../") && !strings.ContainsAny(name, `\:`) && !strings.ContainsFunc(name, misleads)
}

var plain = regexp.MustCompile(`^[a-z][a-z0-9_-]*$`)

// YAML writes in as a case file that [Parse] reads back.
func (in Input) YAML() []byte {
	var b strings.Builder
	line := func(indent, name, value string) {
		if value != "" {
			b.WriteString(indent + name + ": " + quoted(value) + "\n")
		}
	}
	c := in.Case
	line("", "brand", in.Brand)
	line("", "language", in.Language)
	line("", "asker", wordOf(c.Asker, askers()))
	line("", "channel", wordOf(c.Channel, channels()))
	line("", "form", wordOf(c.Form, forms()))
	line("", "intent", wordOf(c.Intent, intents()))
	if c.Card != (assess.Card{}) {
		b.WriteString("card:\n")
		line("  ", "last4", c.Card.Last4)
		if c.Card.Amount != (unspent.Money{}) {
			line("  ", "amount", c.Card.Amount.String())
		}
		line("  ", "order", c.Card.Order)
		line("  ", "serial", c.Card.Serial)
		line("  ", "recipient", c.Card.Recipient)
		line("  ", "giver", c.Card.Giver)
	}
	line("", "got", moment(c.Got))
	line("", "handed-over", moment(c.HandedOver))
	if c.Window != 0 {
		line("", "window", strconv.Itoa(int(c.Window/time.Minute))+"m")
	}
	if c.Claimed {
		line("", "claimed", "true")
	}
	for _, told := range toldLines(c) {
		line("", told[0], told[1])
	}
	line("", "challenge", c.Challenge)
	line("", "asked", moment(in.Asked))
	if len(in.Evidence) > 0 {
		b.WriteString("evidence:\n")
	}
	for _, i := range in.Evidence {
		field, word := i.field()
		b.WriteString("  - " + field + ": " + quoted(word) + "\n")
		if field == "file" {
			line("    ", "kind", wordOf(i.Kind, kinds()))
		}
		line("    ", "owner", wordOf(i.Owner, owners()))
		line("    ", "at", moment(i.At))
		line("    ", "seen", moment(i.Seen))
		line("    ", "like", string(i.Like))
		if len(i.More) > 0 {
			b.WriteString("    more:\n")
			for _, more := range i.More {
				b.WriteString("      - " + quoted(more) + "\n")
			}
		}
		if read := written(i.Confirm); read != "" {
			b.WriteString("    read: " + read + "\n")
		}
	}
	return []byte(b.String())
}

// moment writes a time as the case file has it, "" for none.
func moment(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.UTC().Format(time.RFC3339Nano)
}

// quoted writes a value so that it is read back as it stands.
func quoted(text string) string {
	if plain.MatchString(text) && text != "null" {
		return text
	}
	var b strings.Builder
	b.WriteByte('"')
	for _, c := range text {
		switch {
		case c == '"' || c == '\\':
			b.WriteRune('\\')
			b.WriteRune(c)
		case c < ' ' || c == 0x7f || c == 0x85 || c == 0x2028 || c == 0x2029 || c == 0xfeff:
			fmt.Fprintf(&b, `\u%04x`, c)
		default:
			b.WriteRune(c)
		}
	}
	b.WriteByte('"')
	return b.String()
}
