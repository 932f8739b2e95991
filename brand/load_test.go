package brand_test

import (
	"errors"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"github.com/unspent-dev/unspent"
	"github.com/unspent-dev/unspent/brand"
)

// What is not a brand is refused, by file and line.
func TestLoad(t *testing.T) {
	_, good := guide(t)
	tests := map[string]struct{ old, with, want string }{
		"unknown field":       {"country: JP", "country: JP\nplanet: Earth", `sakura-coffee.yaml:5: unknown field "planet"`},
		"unknown field, deep": {"    cover: scratch", "    cover: scratch\n    colour: pink", `sakura-coffee.yaml:23: unknown field "colour"`},
		"field twice":         {"country: JP", "country: JP\ncountry: US", "sakura-coffee.yaml:5: "},
		"wrong type":          {"country: JP", "country: [JP]", "sakura-coffee.yaml:4: "},
		"not YAML":            {"forms:", "forms: [", "sakura-coffee.yaml:"},
		"two documents":       {"country: JP", "country: JP\n---\nid: b", "holds 2 documents"},
		"an alias":            {"country: JP", "country: &c JP", "sakura-coffee.yaml:4: anchors"},
		"a tag":               {"country: JP", "country: !!str JP", "sakura-coffee.yaml:4: anchors"},
		"id and file":         {"id: sakura-coffee", "id: sakura", `sakura-coffee.yaml:1: id: is "sakura" in a file named sakura-coffee.yaml`},
		"id":                  {"id: sakura-coffee", "id: Sakura Coffee", "sakura-coffee.yaml:1: id: is small letters"},
		"one language":        {", en: Sakura Coffee gift card", "", "sakura-coffee.yaml:2: name: needs both languages"},
		"country":             {"country: JP", "country: Japan", "sakura-coffee.yaml:4: country: "},
		"currency":            {"currency: JPY", "currency: yen", "sakura-coffee.yaml:5: currency: "},
		"no source":           {"    source: an order of my own\n", "", "sakura-coffee.yaml:14: orders[0]: has no source"},
		"no date":             {"date: 2026-11-22", "date: last week", "mails[0]: has no date of the form"},
		"maybe":               {"confirmed: yes", "confirmed: maybe", "sakura-coffee.yaml:12: "},
		"enumeration":         {"kind: shop", "kind: kiosk", `sakura-coffee.yaml:21: forms[0].kind: is "kiosk"; it is one of mail, print`},
		"no enumeration":      {"    cover: scratch\n", "", `forms[0].cover: is ""; it is one of none, scratch`},
		"foreign meaning":     {"means: already_redeemed", "means: row_claimed", `messages[0].means: is "row_claimed"`},
		"absent row": {"messages:", "history:\n  - match: none\n    means: row_absent\n    source: s\n" +
			"    date: 2026-11-22\nmessages:", `history[0].means: is "row_absent"`},
		"pattern":         {"'^SAK[0-9]{9}$'", "'^SAK[0-9{9}$'", "sakura-coffee.yaml:8: codes[0].match: error parsing regexp"},
		"lookahead":       {"'^SAK[0-9]{9}$'", "'^(?=S)AK[0-9]{9}$'", "codes[0].match: error parsing regexp"},
		"half a number":   {"'^SAK[0-9]{9}$'", "'SAK[0-9]{9}'", "codes[0].match: is of the whole number"},
		"endless code":    {"'^SAK[0-9]{9}$'", "'^SAK[0-9]+$'", "codes[0].match: may be longer than 64 symbols"},
		"matches all":     {"'(?:すで|既)に使用されて'", "'(?:使用)?'", "messages[0].match: matches the empty text"},
		"group":           {"'(?:すで|既)に使用されて'", "'(?P<last>[0-9]+)'", `messages[0].match: has a group "last"`},
		"field, no group": {"'([0-9][0-9,]*) ?円'", "'[0-9]+円'", "mails[0].fields.amount: has no group"},
		"no body":         {"    body:\n      - 'お送りしたギフトは.{0,40}受け取られました'\n", "", "mails[0].body: is missing"},
		"no codes": {"  - match: '^SAK[0-9]{9}$'\n    shown: SAK9-9999-9999\n    source: the back of a card bought in Kyoto\n" +
			"    date: 2026-11-20\n    confirmed: yes\n", "  []\n", "codes: has no shape"},
		"no whole address": {"[gift@mail.sakura-coffee.example]", "['@mail.sakura-coffee.example']", "mails[0].from[0]: "},
		"capitals":         {"[gift@mail.sakura-coffee.example]", "[Gift@mail.sakura-coffee.example]", "mails[0].from[0]: "},
		"no domain":        {"domains: [sakura-coffee.example]", "domains: []", "nothing could sign for gift@mail.sakura-coffee.example"},
		"stranger": {"domains: [sakura-coffee.example]", "domains: [sakura-coffee.example, other.example]",
			"mails[0].domains[1]: other.example is not a parent of any sender"},
		"ends alike": {"domains: [sakura-coffee.example]", "domains: [coffee.example]", "mails[0].domains[0]: coffee.example is not a parent"},
		"mail service": {"domains: [sakura-coffee.example]", "domains: [sakura-coffee.example, amazonses.com]",
			"mails[0].domains[1]: amazonses.com signs for all customers"},
		"mail service, below": {"domains: [sakura-coffee.example]", "domains: [sakura-coffee.example, eu.sendgrid.net]", "signs for all customers"},
		"everybody's": {"mail.sakura-coffee.example]\n    domains: [sakura-coffee.example]", "shop.co.jp]\n    domains: [co.jp]",
			"mails[0].domains[0]: co.jp belongs to nobody"},
		"address":        {"url: https://sakura-coffee.example/balance", "url: javascript:alert(1)", "lookup.url: is an address that begins with https://"},
		"expiry, a form": {"form: all", "form: unknown", `expiry[0].form: is "unknown"; it is one of all, mail`},
		"expiry, a day":  {"issued-from: 2020-04-01", "issued-from: April 2020", `expiry[0].issued-from: is "April 2020"; it is a day`},
		"expiry, backwards": {"issued-from: 2020-04-01", "issued-from: 2020-04-01\n    issued-until: 2020-03-31",
			"expiry[0].issued-until: 2020-03-31 is before issued-from"},
		"expiry, a period":   {"after: P3Y", "after: 3 years", `expiry[0].after: is "3 years"; it is a period`},
		"expiry, no period":  {"    after: P3Y\n", "", `expiry[0].after: is ""`},
		"expiry, up to none": {"after: P3Y", "after: none\n    up-to: yes", "expiry[0].up-to: is of a period"},
		"steps, a task":      {"for: balance", "for: fun", `steps[0].for: is "fun"; it is one of history`},
		"steps, a device":    {"device: any", "device: fridge", `steps[0].device: is "fridge"`},
		"steps, a language":  {", en: Type the address on the back of the card yourself.}", "}", "steps[0].steps[0]: needs both languages"},
		"steps, none": {"for: balance\n    device: any", "for: redeem\n    device: any\n    steps: []\n    source: s\n    date: 2026-11-20\n" +
			"  - for: balance\n    device: any", "steps[0].steps: is empty"},
		"no currency": {"currency: JPY\n", "", "currency: is three capital letters"},
		"needs":       {"  needs: {ja: カードのコード。, en: The code of the card.}\n", "", "lookup.needs: needs both languages"},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			if !strings.Contains(good, tt.old) {
				t.Fatalf("the guide has no %q", tt.old)
			}
			text := strings.Replace(good, tt.old, tt.with, 1)
			_, err := brand.Load(fstest.MapFS{"sakura-coffee.yaml": {Data: []byte(text)}})
			if err == nil || !strings.Contains(err.Error(), tt.want) || !errors.Is(err, unspent.Invalid) {
				t.Errorf("Load: %v; want %q", err, tt.want)
			}
		})
	}
}

func TestLoadFolder(t *testing.T) {
	_, good := guide(t)
	many := fstest.MapFS{}
	for i := range brand.MaxFiles + 1 {
		many[strings.Repeat("a", i+1)+".yaml"] = &fstest.MapFile{}
	}
	tests := map[string]struct {
		files fstest.MapFS
		want  unspent.Reason
	}{
		"empty":          {fstest.MapFS{}, unspent.NotFound},
		"no brand":       {fstest.MapFS{"README.md": {}}, unspent.NotFound},
		"empty file":     {fstest.MapFS{"a.yaml": {}}, unspent.Invalid},
		"only a comment": {fstest.MapFS{"a.yaml": {Data: []byte("# nothing\n")}}, unspent.Invalid},
		"a list":         {fstest.MapFS{"a.yaml": {Data: []byte("- a\n")}}, unspent.Invalid},
		"too many":       {many, unspent.TooLarge},
		"too large":      {fstest.MapFS{"a.yaml": {Data: []byte(strings.Repeat("#", brand.MaxFileBytes+1))}}, unspent.TooLarge},
		"one bad":        {fstest.MapFS{"sakura-coffee.yaml": {Data: []byte(good)}, "b.yaml": {Data: []byte("id: b\n")}}, unspent.Invalid},
		"a folder":       {fstest.MapFS{"a.yaml/b": {}}, unspent.Invalid},
		"long sentence":  {fstest.MapFS{"sakura-coffee.yaml": {Data: []byte(strings.Replace(good, "さくらコーヒー", strings.Repeat("さ", 700), 1))}}, unspent.Invalid},
		"long pattern":   {fstest.MapFS{"sakura-coffee.yaml": {Data: []byte(strings.Replace(good, "'^SAK", "'^"+strings.Repeat("S", 1000), 1))}}, unspent.Invalid},
		"many facts": {fstest.MapFS{"sakura-coffee.yaml": {Data: []byte(good +
			strings.Repeat("  - {whom: store, how: {ja: あ, en: a}, needs: {ja: あ, en: a}, source: s, date: 2026-11-20}\n", 500))}}, unspent.Invalid},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			c, err := brand.Load(tt.files)
			if !errors.Is(err, tt.want) || len(c.All()) > 0 {
				t.Errorf("Load = %d brands, %v; want %s", len(c.All()), err, tt.want)
			}
		})
	}
}

func TestCatalogue(t *testing.T) {
	own, text := guide(t)
	other, err := brand.Load(fstest.MapFS{"sakura-coffee.yaml": {Data: []byte(strings.Replace(text, "Sakura Coffee gift card", "Another", 1))}})
	if err != nil {
		t.Fatal(err)
	}
	if p, _ := own.Merge(other).Find("sakura-coffee"); p.Name.EN != "Another" {
		t.Errorf("merged, it is %q", p.Name.EN)
	}
	if p, _ := other.Merge(own).Find("sakura-coffee"); p.Name.EN == "Another" {
		t.Error("what is merged in does not win")
	}
	if got, n := builtin().Merge(own).Redact("SAK1-2345-6789 ABCD-12EFGH-7Q2M"); n != 2 {
		t.Errorf("merged, Redact = %q", got)
	}
	if _, ok := own.Find("amazon-jp"); ok {
		t.Error("a folder of one's own has the built-in brands too")
	}
	var zero brand.Catalogue
	if _, ok := zero.Find("a"); ok || len(zero.All()) > 0 || len(zero.Merge(own).All()) != 1 {
		t.Error("the zero value has brands")
	}
	all := builtin().All()
	if len(all) != 29 {
		t.Errorf("%d brands are built in; want 29", len(all))
	}
	for i := range all[1:] {
		if all[i].ID >= all[i+1].ID {
			t.Errorf("%s stands before %s", all[i].ID, all[i+1].ID)
		}
	}
}

func TestBuiltinLint(t *testing.T) {
	for _, p := range builtin().All() {
		for _, f := range brand.Lint(p) {
			t.Errorf("%s: %s", p.ID, f)
		}
		for _, f := range brand.Stale(p, time.Date(2026, 12, 1, 0, 0, 0, 0, time.UTC)) {
			t.Errorf("%s: %s", p.ID, f)
		}
	}
}

func TestLint(t *testing.T) {
	_, good := guide(t)
	phrase := func(match, means, sample string) string {
		return "messages:\n  - match: '" + match + "'\n    means: " + means + "\n    sample: " + sample + "\n    source: s\n    date: 2026-11-20\n    confirmed: no\n"
	}
	tests := map[string]struct {
		old, with, want string
		warn            bool
	}{
		"shown": {"shown: SAK9-9999-9999", "shown: SAK9-9999-999", `codes[0].shown: "SAK9-9999-999" does not have the shape`, false},
		"order as code": {"'^G[0-9]{8}$'\n    shown: G-99999999", "'^SAK[0-9]{9}$'\n    shown: SAK999999999",
			"orders[0].shown: \"SAK999999999\" would be taken for a code", false},
		"sample":         {"sample: このカードはすでに使用されています", "sample: このカードは使えません", "messages[0].sample: does not match its own pattern", false},
		"taken":          {"messages:\n", phrase("使用", "invalid", "使用できません"), "messages[1].sample: is taken by messages[0], which means invalid", false},
		"the same":       {"messages:\n", phrase("(?:すで|既)に使用されて", "already_redeemed", "すでに使用されています"), "messages[1].match: is the same as messages[0].match", false},
		"no sample":      {"    sample: このカードは有効になっていません\n", "", "messages[1]: no sample shows that it works", true},
		"mail sample":    {"お送りしたギフトは、11月22日に", "お送りするギフトは、11月22日に", "mails[0].sample: does not match its own patterns", false},
		"mail field":     {"（下4桁：6789）", "", "mails[0].fields.last4: finds nothing in the sample", false},
		"promise":        {"means: mail_opened", "means: mail_delivered", "forms[1].notice: promises an opening notice", true},
		"page promise":   {"notice: giver_mail #", "notice: giver_page #", "forms[1].notice: promises the giver's page", true},
		"no look-up URL": {"  url: https://sakura-coffee.example/balance\n", "", "lookup.url: is missing", true},
		"twice": {"expiry:\n", "expiry:\n  - {form: all, issued-from: 2020-04-01, after: P3Y, source: s, date: 2026-11-20}\n",
			"expiry[1]: says the same as expiry[0]", false},
		"not sold": {"form: all", "form: print", "expiry[0].form: print is none of the forms", true},
		"never shown": {"steps:\n  -", "steps:\n  - {for: balance, device: any, steps: [{ja: あ, en: a}], source: s, date: " +
			"2026-11-20}\n  -", "steps[1]: is for the same as steps[0]", false},
		"no resend":      {"for: balance", "for: resend", "steps[0].for: tells how to have it sent again", true},
		"code in a step": {"ja: コードを入力し", "ja: SAK1-2345-6789を入力し", "steps[0].steps[1]: has what looks like a code", false},
		"digits only": {"'^SAK[0-9]{9}$'\n    shown: SAK9-9999-9999", "'^[0-9]{12}$'\n    shown: 9999-9999-9999",
			"codes[0]: \"9999-9999-9999\" is digits only", true},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			if !strings.Contains(good, tt.old) {
				t.Fatalf("the guide has no %q", tt.old)
			}
			c, err := brand.Load(fstest.MapFS{"sakura-coffee.yaml": {Data: []byte(strings.Replace(good, tt.old, tt.with, 1))}})
			if err != nil {
				t.Fatal(err)
			}
			p, _ := c.Find("sakura-coffee")
			faults := brand.Lint(p)
			if len(faults) == 0 || !strings.Contains(faults[0].String(), tt.want) || faults[0].Warn != tt.warn {
				t.Errorf("Lint = %v; want %q", faults, tt.want)
			}
		})
	}
	if faults := brand.Lint(&brand.Profile{}); len(faults) < 6 {
		t.Errorf("of nothing, Lint says %v", faults)
	}
}

// Two mails of one sender are told apart.
func TestLintMails(t *testing.T) {
	c, _ := guide(t)
	p, _ := c.Find("sakura-coffee")
	wide := p.Mails[0]
	wide.Means, wide.Subjects, wide.Body = brand.MailDelivered, []string{"ギフト"}, []string{"ギフト"}
	q := &brand.Profile{ID: p.ID, Name: p.Name, Issuer: p.Issuer, Country: p.Country, Currency: p.Currency, Codes: p.Codes, Forms: p.Forms,
		Redeem: p.Redeem, Lookup: p.Lookup, Contacts: p.Contacts}
	q.Mails = []brand.Mail{{Means: brand.MailDelivered, From: wide.From, Domains: wide.Domains, Subjects: wide.Subjects, Body: wide.Body, Sample: wide.Sample,
		Sourced: wide.Sourced}, p.Mails[0]}
	faults := brand.Lint(q)
	if len(faults) != 1 || !strings.Contains(faults[0].String(), "mails[1].sample: is taken by mails[0]") {
		t.Errorf("Lint = %v", faults)
	}
}

func TestStale(t *testing.T) {
	c, _ := guide(t)
	p, _ := c.Find("sakura-coffee")
	day := func(s string) time.Time {
		at, err := time.Parse(time.DateOnly, s)
		if err != nil {
			t.Fatal(err)
		}
		return at
	}
	for now, want := range map[string]int{"2028-11-19": 0, "2028-11-20": 11, "2028-11-22": 12} {
		if got := brand.Stale(p, day(now)); len(got) != want || want > 0 && !got[0].Warn {
			t.Errorf("on %s, %d facts are stale: %v; want %d", now, len(got), got, want)
		}
	}
}

func FuzzLoad(f *testing.F) {
	_, good := guide(f)
	f.Add([]byte(good))
	for _, s := range []string{"", "id: a", "- a", "id: [", "a: &a [*a]", "? x", "id: |\n  a\n b", "codes:\n- match: '('\n", "\x00", "{{{",
		"id: a\n---\n", "%YAML 1.2\n---\nid: a"} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, text []byte) {
		c, err := brand.Load(fstest.MapFS{"sakura-coffee.yaml": {Data: text}})
		if err != nil {
			if unspent.ReasonOf(err) == unspent.Internal {
				t.Errorf("Load: %v has no reason", err)
			}
			return
		}
		for _, p := range c.All() {
			brand.Lint(p)
			p.Redact("SAK1-2345-6789")
			p.Read(p.Messages, "このカードはすでに使用されています")
			for i := range p.Mails {
				p.Mails[i].Fits(p.Mails[i].Sample.Subject, p.Mails[i].Sample.Text)
				p.Mails[i].Values(p.Mails[i].Sample.Text)
			}
		}
	})
}
