package casefile_test

import (
	"os"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/unspent-dev/unspent/internal/casefile"
)

// everything is a case in which every field is given.
const everything = `brand: amazon-jp
language: ja
asker: seller
channel: business
form: mail
intent: sell
card:
  last4: 7Q2M
  amount: 5000 JPY
  order: 250-1234567-1234567
  serial: "6039"
  recipient: taro@example.jp
  giver: hanako@example.jp
got: "2026-11-20T00:00:00Z"
handed-over: "2026-11-21T00:00:00Z"
window: 30m
claimed: true
device: phone
issued: "2026-11-01T00:00:00Z"
given-to: buyer
opened: by-me
seen-by: family
entered: "yes"
readable: part
arrived: "no"
asked-for: true
challenge: sunflower
asked: "2026-11-22T00:00:00Z"
evidence:
  - file: one.png
    kind: message
    owner: buyer
    at: "2026-11-22T00:00:00Z"
    seen: "2026-11-22T00:00:00Z"
    more:
      - two.png
    read: {last4: "7Q2M"}
    like: invalid
  - {message: "無効です", owner: me, like: invalid}
  - {seal: intact}
  - {till: only}
  - {said: used, by: buyer}
  - {no-notice: true}
  - {balance: zero}
`

// Every field is read, and written again as it was; the reference names them all.
func TestFields(t *testing.T) {
	page, err := os.ReadFile("../../docs/reference/case-file.md")
	if err != nil {
		t.Fatal(err)
	}
	for _, field := range casefile.Fields() {
		name := field[strings.LastIndexByte(field, '.')+1:]
		if !strings.Contains(everything, name+": ") && !strings.Contains(everything, name+":\n") {
			t.Errorf("the case lacks %s: add it, and see that it comes back", field)
		}
		if !strings.Contains(string(page), "`"+name+"`") {
			t.Errorf("docs/reference/case-file.md says nothing of %s", field)
		}
	}
	in, err := casefile.Parse([]byte(everything))
	if err != nil {
		t.Fatal(err)
	}
	again, err := casefile.Parse(in.YAML())
	if err != nil {
		t.Fatalf("%v in %s", err, in.YAML())
	}
	if diff := cmp.Diff(string(in.YAML()), string(again.YAML())); diff != "" {
		t.Errorf("what was written reads otherwise:\n%s", diff)
	}
	for _, field := range casefile.Fields() {
		name := field[strings.LastIndexByte(field, '.')+1:]
		if !strings.Contains(string(in.YAML()), name+":") && name != "by" { // which is the owner of what was said
			t.Errorf("%s is not written: %s", field, in.YAML())
		}
	}
}
