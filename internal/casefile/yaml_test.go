package casefile_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/goccy/go-yaml"
	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"github.com/santhosh-tekuri/jsonschema/v6"

	"github.com/unspent-dev/unspent"
	"github.com/unspent-dev/unspent/assess"
	"github.com/unspent-dev/unspent/brand"
	"github.com/unspent-dev/unspent/internal/casefile"
)

const whole = `# every field
brand: amazon-jp
language: en
asker: seller
channel: person
form: mail
intent: sell
card:
  last4: 0123
  amount: 5000 JPY
  order: 503-1234567-1234567
  serial: 6001
  recipient: Taro@example.jp
  giver: hanako@example.jp
got: 2026-11-01
handed-over: 2026-11-02T10:00:00+09:00
window: 14d
claimed: true
challenge: あさがお
asked: 2026-11-02
evidence:
  - file: pages/history.html
    kind: history
    owner: giver
    seen: 2026-11-03 09:30
  - seal: intact
    at: 2026-11-01
  - message: |
      このギフト券は
      すでに登録されています
    owner: buyer
  - said: unused
    by: giver
  - no-notice: true
    owner: giver
  - balance: full
  - till: only
`

var byMoney = cmpopts.EquateComparable(unspent.Money{})

func TestParse(t *testing.T) {
	got, err := casefile.Parse([]byte(whole))
	if err != nil {
		t.Fatal(err)
	}
	yen, _ := unspent.ParseCurrency("JPY")
	day := func(d, h, m int) time.Time { return time.Date(2026, 11, d, h-9, m, 0, 0, time.UTC) }
	want := casefile.Input{Brand: "amazon-jp", Language: "en", Case: assess.Case{
		Asker: assess.Seller, Channel: assess.FromPerson, Form: brand.FormMail, Intent: assess.ToSell,
		Card: assess.Card{Last4: "0123", Amount: unspent.NewMoney(5000, yen), Order: "503-1234567-1234567", Serial: "6001",
			Recipient: "taro@example.jp", Giver: "hanako@example.jp"},
		Got: day(1, 0, 0), HandedOver: day(2, 10, 0), Window: 14 * 24 * time.Hour, Claimed: true, Challenge: "あさがお",
	}, Asked: day(2, 0, 0), Evidence: []casefile.Item{
		{File: "pages/history.html", Kind: assess.History, Owner: assess.Givers, Seen: day(3, 9, 30)},
		{Says: brand.SealIntact, Kind: assess.Seal, At: day(1, 0, 0)},
		{Text: "このギフト券は\nすでに登録されています\n", Kind: assess.Message, Owner: assess.Buyers},
		{Says: brand.SaidUnused, Kind: assess.Statement, Owner: assess.Givers},
		{Says: brand.NoNotice, Kind: assess.Statement, Owner: assess.Givers},
		{Says: brand.BalanceFull, Kind: assess.Balance},
		{Says: brand.TillOnly, Kind: assess.Till},
	}}
	if diff := cmp.Diff(want, got, byMoney); diff != "" {
		t.Errorf("Parse (-want +got):\n%s", diff)
	}
	again, err := casefile.Parse(got.YAML())
	if err != nil {
		t.Fatalf("Parse(YAML): %v\n%s", err, got.YAML())
	}
	if diff := cmp.Diff(got, again, byMoney); diff != "" {
		t.Errorf("Parse(YAML) (-first +again):\n%s", diff)
	}
}

const least = "brand: amazon-jp\nasker: holder\nchannel: person\n"

// Every case that the parser refuses, and whether a schema can refuse it too.
var refused = map[string]struct {
	text   string
	says   string // part of the error
	schema bool
}{
	"empty":             {"", "one YAML document", true},
	"a list":            {"- brand: amazon-jp\n", "must be a map", true},
	"no brand":          {"asker: holder\nchannel: person\n", "line 1, column 1: brand: needs the id", true},
	"path as brand":     {"brand: ../amazon\nasker: holder\nchannel: person\n", "line 1, column 8: brand:", true},
	"no asker":          {"brand: amazon-jp\nchannel: person\n", "asker: must be one of holder, giver, seller, buyer", true},
	"no channel":        {"brand: amazon-jp\nasker: holder\n", "channel: must be one of", true},
	"other asker":       {"brand: amazon-jp\nasker: thief\nchannel: person\n", "line 2, column 8: asker: must be one of", true},
	"unknown field":     {least + "colour: red\n", `line 4, column 1: unknown field "colour"; known here are brand`, true},
	"unknown below":     {least + "card:\n  pin: 1\n", `line 5, column 3: unknown field "card.pin"`, true},
	"unknown in item":   {least + "evidence:\n  - seal: intact\n    pin: 1\n", `line 6, column 5: unknown field "evidence[0].pin"`, true},
	"field twice":       {least + "asker: giver\n", "line 4, column 1: asker: is given a second time", false},
	"reading twice":     {least + "evidence:\n  - file: a.png\n    read: {last4: 7Q2M, last4: 7Q2N}\n", "evidence[0].read.last4: is given a second time", false},
	"two documents":     {least + "---\nbrand: x\n", "one YAML document", false},
	"alias":             {least + "challenge: &a x\nform: *a\n", "challenge: must be a text", false},
	"merge":             {least + "<<: {form: mail}\n", "not a field", false},
	"tag":               {least + "challenge: !!binary aGk=\n", "challenge: must be a text", false},
	"code as last four": {least + "card: {last4: ABCD-EFGHJK-LMNP}\n", "line 4, column 15: card.last4: has the last four symbols of the code only", true},
	"three symbols":     {least + "card: {last4: ABC}\n", "card.last4", true},
	"symbols of none":   {least + "card: {last4: あいうえ}\n", "card.last4", true},
	"amount alone":      {least + "card: {amount: 5000}\n", "card.amount: must be an amount with its currency", true},
	"amount with comma": {least + "card: {amount: \"5,000 JPY\"}\n", "card.amount", true},
	"amount of nothing": {least + "card: {amount: 0 JPY}\n", "card.amount", false},
	"sen of yen":        {least + "card: {amount: 50.25 JPY}\n", "card.amount", false},
	"no such currency":  {least + "card: {amount: 50 ABC}\n", "card.amount", false},
	"minor of nothing":  {least + "card: {amount: {amount: 0, currency: JPY}}\n", "card.amount", true},
	"minor as fraction": {least + "card: {amount: {amount: 1.5, currency: JPY}}\n", "card.amount", true},
	"time of no day":    {least + "got: 2026-13-45\n", "got: must be a time", false},
	"time in words":     {least + "got: yesterday\n", "line 4, column 6: got: must be a time", true},
	"window in words":   {least + "window: two weeks\n", "window: must be a time such as 30m", true},
	"window too long":   {least + "window: 367d\n", "window: must be", false},
	"window of nothing": {least + "window: 0m\n", "window: must be", false},
	"given to a thief":  {least + "given-to: thief\n", "line 4, column 11: given-to: must be one of nobody, known, buyer, stranger", true},
	"opened maybe":      {least + "opened: maybe\n", "opened: must be one of by-me, by-other, found-open", true},
	"entered twice":     {least + "entered: twice\n", "entered: must be one of yes, no", true},
	"issued in words":   {least + "issued: long ago\n", "issued: must be a day, a month or a year", true},
	"a tablet":          {least + "device: tablet\n", "device: must be one of phone, computer", true},
	"claimed maybe":     {least + "claimed: maybe\n", "claimed: must be true or false", true},
	"nothing said":      {least + "challenge:\n", "challenge: must be a text", true},
	"empty item":        {least + "evidence:\n  - owner: me\n", "line 5, column 5: evidence[0]: needs exactly one of file", true},
	"two in one item":   {least + "evidence:\n  - seal: intact\n    till: only\n", "evidence[0]: needs exactly one of file", true},
	"kind of a seal":    {least + "evidence:\n  - seal: intact\n    kind: mail\n", "only a file has a kind", true},
	"seal by":           {least + "evidence:\n  - seal: intact\n    by: me\n", "says who said", true},
	"no notice: false":  {least + "evidence:\n  - no-notice: false\n", "no-notice: must be one of true", true},
	"path out":          {least + "evidence:\n  - file: ../other/mail.eml\n", "line 5, column 11: evidence[0].file: must be a path below", true},
	"path out within":   {least + "evidence:\n  - file: a/../../mail.eml\n", "evidence[0].file", true},
	"path from the top": {least + "evidence:\n  - file: /etc/passwd\n", "evidence[0].file", true},
	"path of a drive":   {least + "evidence:\n  - file: \"C:\\\\x\"\n", "evidence[0].file", true},
	"evidence as map":   {least + "evidence: {file: a}\n", "evidence: must be a list", true},
	"an escape":         {least + "challenge: \"a\\u001b[2J\"\n", "cannot be seen", false},
	"turned around":     {least + "card: {order: \"250\\u202e1\"}\n", "cannot be seen", false},
	"a file with one":   {least + "evidence:\n  - file: \"a\\u202egnp.eml\"\n", "must be a path", false},
	"a long field":      {least + "challenge: " + strings.Repeat("x", casefile.MaxField+1) + "\n", "MaxField", false},
	"a long message":    {least + "evidence:\n  - message: " + strings.Repeat("x", casefile.MaxMessage+1) + "\n", "MaxMessage", false},
	"many pieces":       {least + "evidence:\n" + strings.Repeat("  - said: used\n", casefile.MaxItems+1), "MaxItems", false},
	"brackets":          {least + "challenge: " + strings.Repeat("[", 40) + "\n", "maxNesting", false},
	"lines":             {least + strings.Repeat("\n", casefile.MaxLines), "at most 2000 lines (MaxLines)", false},
	"dashes":            {strings.Repeat("- ", 40), "dashes", false},
	"not YAML":          {"brand: \"x\nasker", "is not YAML", false},
	"not UTF-8":         {"brand: \xff", "not UTF-8", false},
	"too long":          {strings.Repeat("#", casefile.MaxCaseFile+1), "at most 65536 bytes (MaxCaseFile)", false},
}

// What only the asker can tell is read, written back, and valid by the schema.
func TestParseTold(t *testing.T) {
	const told = least + "device: computer\nissued: 2015\nasked-for: true\ngiven-to: stranger\nopened: by-me\nseen-by: posted\n" +
		"entered: no\nreadable: part\narrived: no\n"
	in, err := casefile.Parse([]byte(told))
	if err != nil {
		t.Fatal(err)
	}
	want := assess.Case{Asker: assess.Holder, Channel: assess.FromPerson, Device: assess.Computer, AskedFor: true,
		Issued: time.Date(2015, 12, 30, 15, 0, 0, 0, time.UTC), GivenTo: assess.GivenStranger, Opened: assess.OpenedByMe,
		SeenBy: assess.SeenByAll, Entered: assess.No, Readable: assess.Partly, Arrived: assess.No}
	if diff := cmp.Diff(want, in.Case, byMoney); diff != "" {
		t.Errorf("Parse (-want +got):\n%s", diff)
	}
	again, err := casefile.Parse(in.YAML())
	if err != nil || cmp.Diff(in, again, byMoney) != "" {
		t.Errorf("Parse(YAML) = %v\n%s", err, in.YAML())
	}
	schema := compile(t)
	for name, text := range map[string]string{"told": told, "written": string(in.YAML()), "a month": least + "issued: 2015-12\n",
		"a day": least + "issued: 2015-12-24\n"} {
		if err := schema.Validate(decoded(t, []byte(text))); err != nil {
			t.Errorf("%s: schema: %v", name, err)
		}
	}
}

func TestParseRefuses(t *testing.T) {
	schema := compile(t)
	for name, tt := range refused {
		t.Run(name, func(t *testing.T) {
			_, err := casefile.Parse([]byte(tt.text))
			if err == nil || !strings.Contains(err.Error(), tt.says) || unspent.ReasonOf(err) == unspent.Internal {
				t.Errorf("Parse = %v, want an error with %q", err, tt.says)
			}
			if err != nil && strings.Contains(err.Error(), "EFGHJK") {
				t.Errorf("Parse repeats the code: %v", err)
			}
			if !tt.schema {
				return
			}
			if err := schema.Validate(decoded(t, []byte(tt.text))); err == nil {
				t.Error("the schema accepts it")
			}
		})
	}
}

func compile(t *testing.T) *jsonschema.Schema {
	t.Helper()
	schema, err := jsonschema.NewCompiler().Compile(filepath.Join("..", "..", "docs", "reference", "case.schema.json"))
	if err != nil {
		t.Fatal(err)
	}
	return schema
}

// decoded returns YAML as a reader of JSON sees it.
func decoded(t *testing.T, text []byte) any {
	t.Helper()
	var v any
	if err := yaml.Unmarshal(text, &v); err != nil && len(text) > 0 {
		t.Fatal(err)
	}
	asJSON, err := json.Marshal(v)
	if err != nil {
		t.Fatal(err)
	}
	v, err = jsonschema.UnmarshalJSON(bytes.NewReader(asJSON))
	if err != nil {
		t.Fatal(err)
	}
	return v
}

func TestSchemaAccepts(t *testing.T) {
	schema := compile(t)
	cases := map[string]string{
		"whole": whole, "least": least,
		"minor units": least + "card: {amount: {amount: 5000, currency: JPY}}\n",
		"comments":    "# x\n" + least + "evidence: []\n",
		"flow":        `{"brand": "amazon-jp", "asker": "buyer", "channel": "business", "card": {"last4": "ab 12"}}`,
	}
	for name, text := range cases {
		if _, err := casefile.Parse([]byte(text)); err != nil {
			t.Errorf("%s: Parse: %v", name, err)
		}
		if err := schema.Validate(decoded(t, []byte(text))); err != nil {
			t.Errorf("%s: schema: %v", name, err)
		}
	}
}

// The schema lists the same words as the parser: a word that only one of the
// two knows is refused by it.
func TestSchemaWords(t *testing.T) {
	text, err := os.ReadFile(filepath.Join("..", "..", "docs", "reference", "case.schema.json"))
	if err != nil {
		t.Fatal(err)
	}
	type enum struct {
		Enum []string `json:"enum"`
	}
	var s struct {
		Properties map[string]enum `json:"properties"`
		Defs       struct {
			Whose enum `json:"whose"`
			Item  struct {
				Properties map[string]enum `json:"properties"`
			} `json:"item"`
		} `json:"$defs"`
	}
	if err := json.Unmarshal(text, &s); err != nil {
		// card and others have no enum, and no_notice is a constant: only their shape differs.
		if _, ok := errors.AsType[*json.UnmarshalTypeError](err); !ok {
			t.Fatal(err)
		}
	}
	for field, e := range s.Properties {
		for _, word := range e.Enum {
			head := strings.NewReplacer(field+": ", "# was ").Replace(least)
			if _, err := casefile.Parse([]byte(head + field + ": " + word + "\n")); err != nil {
				t.Errorf("%s: %s: %v", field, word, err)
			}
		}
	}
	for _, word := range s.Defs.Whose.Enum {
		if _, err := casefile.Parse([]byte(least + "evidence:\n  - said: used\n    by: " + word + "\n")); err != nil {
			t.Errorf("by: %s: %v", word, err)
		}
	}
	for field, e := range s.Defs.Item.Properties {
		for _, word := range e.Enum {
			item := "  - " + field + ": " + word + "\n"
			if field == "kind" {
				item = "  - file: x\n    kind: " + word + "\n"
			}
			if _, err := casefile.Parse([]byte(least + "evidence:\n" + item)); err != nil {
				t.Errorf("%s: %s: %v", field, word, err)
			}
		}
	}
	for _, must := range []string{"forms", "kinds"} {
		if n := map[string]int{"forms": len(s.Properties["form"].Enum), "kinds": len(s.Defs.Item.Properties["kind"].Enum)}[must]; n < 8 {
			t.Errorf("the schema has %d %s", n, must)
		}
	}
}

// What parses is written so that it parses to the same again.
func FuzzParse(f *testing.F) {
	f.Add([]byte(whole))
	f.Add([]byte(least))
	for _, tt := range refused {
		f.Add([]byte(tt.text))
	}
	f.Fuzz(func(t *testing.T, text []byte) {
		in, err := casefile.Parse(text)
		if err != nil {
			if reason := unspent.ReasonOf(err); reason != unspent.Invalid && reason != unspent.TooLarge {
				t.Errorf("Parse = %v with reason %s", err, reason)
			}
			return
		}
		again, err := casefile.Parse(in.YAML())
		if err != nil {
			t.Fatalf("Parse(YAML): %v\n%s", err, in.YAML())
		}
		if diff := cmp.Diff(in, again, byMoney); diff != "" {
			t.Errorf("Parse(YAML) (-first +again):\n%s", diff)
		}
	})
}
