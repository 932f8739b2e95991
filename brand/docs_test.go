package brand_test

import (
	"flag"
	"fmt"
	"os"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/unspent-dev/unspent/brand"
)

var update = flag.Bool("update", false, "rewrite the parts of docs that come from the data")

// TestDocs compares the page of brands with the data. make docs rewrites it.
func TestDocs(t *testing.T) {
	const page = "../docs/reference/brands.md"
	text, err := os.ReadFile(page)
	if err != nil {
		t.Fatal(err)
	}
	rewritten := string(text)
	for name, want := range map[string]string{"brands": brandTable(), "reads": readTable()} {
		begin, end := "<!-- "+name+": written by make docs -->\n", "<!-- end of "+name+" -->"
		head, rest, ok := strings.Cut(rewritten, begin)
		got, tail, closed := strings.Cut(rest, end)
		if !ok || !closed {
			t.Fatalf("%s needs the lines %q and %q", page, begin, end)
		}
		rewritten = head + begin + want + end + tail
		if got != want && !*update {
			t.Errorf("%s does not say what the data says (make docs rewrites it); it says\n%s\nwant\n%s", page, got, want)
		}
	}
	if *update {
		if err := os.WriteFile(page, []byte(rewritten), 0o644); err != nil {
			t.Fatal(err)
		}
	}
}

func brandTable() string {
	var b strings.Builder
	b.WriteString("| id | brand | codes | forms | look-up | use | confirmed |\n|---|---|---|---|---|---|--:|\n")
	for _, p := range builtin().All() {
		var codes, forms []string
		for _, s := range p.Codes {
			codes = append(codes, "`"+s.Shown+"`")
		}
		for _, f := range p.Forms {
			form := "**" + string(f.Kind) + "**"
			for _, what := range []string{string(f.Activation), string(f.Cover), string(f.Notice)} {
				if what != "none" && what != "online" {
					form += " " + what
				}
			}
			if f.Resend {
				form += " resend"
			}
			forms = append(forms, form)
		}
		sure, all := count(p)
		fmt.Fprintf(&b, "| `%s` | %s<br>%s | %s | %s | `%s` | `%s` | %d of %d |\n", p.ID, p.Name.EN, p.Name.JA,
			strings.Join(codes, "<br>"), strings.Join(forms, "<br>"), p.Lookup.Kind, p.Redeem.Kind, sure, all)
	}
	return b.String()
}

func readTable() string {
	var b strings.Builder
	b.WriteString("| id | mails | history | order page | messages |\n|---|--:|--:|--:|--:|\n")
	for _, p := range builtin().All() {
		fmt.Fprintf(&b, "| `%s` | %d | %d | %d | %d |\n", p.ID, len(p.Mails), len(p.History), len(p.Order), len(p.Messages))
	}
	return b.String()
}

// count returns how many facts are confirmed, and how many there are.
func count(p *brand.Profile) (sure, all int) {
	add := func(s brand.Sourced) {
		all++
		if s.Confirmed {
			sure++
		}
	}
	for _, shapes := range [][]brand.Shape{p.Codes, p.Orders, p.Serials} {
		for _, s := range shapes {
			add(s.Sourced)
		}
	}
	for _, f := range p.Forms {
		add(f.Sourced)
	}
	add(p.Redeem.Sourced)
	add(p.Lookup.Sourced)
	for _, m := range p.Mails {
		add(m.Sourced)
	}
	for _, phrases := range [][]brand.Phrase{p.History, p.Order, p.Messages} {
		for _, s := range phrases {
			add(s.Sourced)
		}
	}
	for _, c := range p.Contacts {
		add(c.Sourced)
	}
	for _, x := range p.Terms {
		add(x.Sourced)
	}
	for _, x := range p.Expiry {
		add(x.Sourced)
	}
	for _, x := range p.Steps {
		add(x.Sourced)
	}
	return sure, all
}

// The brand of the guide loads, has no fault, and reads what the guide says.
func TestGuide(t *testing.T) {
	c, text := guide(t)
	p, ok := c.Find("sakura-coffee")
	if !ok {
		t.Fatalf("the guide's brand has another id:\n%s", text)
	}
	for _, f := range brand.Lint(p) {
		t.Error(f)
	}
	if got, n := p.Redact("コード SAK1-2345-6789"); n != 1 || got != "コード …6789" {
		t.Errorf("Redact = %q, %d", got, n)
	}
	if row, _, ok := p.Read(p.Messages, "このカードはすでに使用されています"); !ok || row.Means != brand.AlreadyRedeemed {
		t.Errorf("Read = %s, %v", row.Means, ok)
	}
	if merged := builtin().Merge(c); len(merged.All()) != len(builtin().All())+1 {
		t.Errorf("merged, there are %d brands", len(merged.All()))
	}
}

// guide returns the brand of the guide, and its text.
func guide(t testing.TB) (brand.Catalogue, string) {
	page, err := os.ReadFile("../docs/guides/add-a-brand.md")
	if err != nil {
		t.Fatal(err)
	}
	_, rest, ok := strings.Cut(string(page), "```yaml\n")
	text, _, closed := strings.Cut(rest, "```\n")
	if !ok || !closed {
		t.Fatal("the guide shows no brand")
	}
	c, err := brand.Load(fstest.MapFS{"sakura-coffee.yaml": {Data: []byte(text)}})
	if err != nil {
		t.Fatal(err)
	}
	return c, text
}
