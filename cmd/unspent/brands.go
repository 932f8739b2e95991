package main

import (
	"cmp"
	"fmt"
	"os"
	"strconv"
	"strings"

	"github.com/unspent-dev/unspent"
	"github.com/unspent-dev/unspent/brand"
)

// brandsCmd shows what is known of brands, and checks what somebody adds.
type brandsCmd struct {
	List brandsListCmd `cmd:"" default:"withargs"`
	Show brandsShowCmd `cmd:""`
	Lint brandsLintCmd `cmd:""`
}

// brandsFlag is where brands come from beside those that are known.
type brandsFlag struct {
	Brands string `placeholder:"DIR"`
}

// profiles returns the brands that are known.
func (f brandsFlag) profiles() (brand.Catalogue, error) {
	known := brand.Builtin()
	if f.Brands == "" {
		return known, nil
	}
	own, err := brand.Load(os.DirFS(f.Brands))
	if err != nil {
		return known, instead(wrongInput(err), "unspent brands lint --brands "+f.Brands)
	}
	return known.Merge(own), nil
}

type brandsListCmd struct{ brandsFlag }

// brandJSON is one line of the list.
type brandJSON struct {
	ID       string `json:"id"`
	Name     string `json:"name"`
	Country  string `json:"country"`
	Currency string `json:"currency"`
	Lookup   string `json:"lookup"`
	Redeem   string `json:"redeem"`
	Facts    int    `json:"facts"`
	Sure     int    `json:"confirmed"`
}

func (sh *shell) brandOf(p *brand.Profile) brandJSON {
	b := brandJSON{p.ID, sh.lang.of(p.Name), p.Country, p.Currency, string(p.Lookup.Kind), string(p.Redeem.Kind), 0, 0}
	for _, f := range factsOf(p) {
		b.Facts++
		if f.Confirmed {
			b.Sure++
		}
	}
	return b
}

func (c *brandsListCmd) Run(sh *shell) error {
	known, err := c.profiles()
	if err != nil {
		return err
	}
	all := []brandJSON{}
	for _, p := range known.All() {
		all = append(all, sh.brandOf(p))
	}
	if sh.json {
		return sh.encode(all)
	}
	lines := make([][]string, 1, len(all)+1)
	for _, id := range []string{"id", "country", "currency", "lookup", "redeem", "confirmed", "name"} {
		lines[0] = append(lines[0], sh.lang.say("brands.head."+id))
	}
	for _, b := range all {
		lines = append(lines, []string{b.ID, b.Country, b.Currency, sh.lang.say("lookup." + b.Lookup), sh.lang.say("redeem." + b.Redeem),
			fmt.Sprintf("%d/%d", b.Sure, b.Facts), b.Name})
	}
	sh.align(lines)
	return nil
}

type brandsShowCmd struct {
	brandsFlag
	ID string `arg:""`
}

// A fact is one thing that is known of a brand, and from where.
type fact struct {
	About string `json:"about"`
	Says  string `json:"says"`
	brand.Sourced
}

func (c *brandsShowCmd) Run(sh *shell) error {
	known, err := c.profiles()
	if err != nil {
		return err
	}
	p, ok := known.Find(c.ID)
	if !ok {
		return noBrand(c.ID, known)
	}
	if sh.json {
		return sh.encode(p)
	}
	sh.print("%s", sh.lang.of(p.Name))
	sh.table(pair{"id", p.ID}, pair{sh.lang.say("brands.issuer"), sh.lang.of(p.Issuer)},
		pair{sh.lang.say("brands.country"), p.Country}, pair{sh.lang.say("brands.currency"), p.Currency},
		pair{sh.lang.say("brands.lookup"), sh.lang.say("lookup." + string(p.Lookup.Kind))},
		pair{sh.lang.say("brands.needs"), sh.lang.of(p.Lookup.Needs)},
		pair{sh.lang.say("brands.redeem"), sh.lang.say("redeem." + string(p.Redeem.Kind))})
	about := ""
	for _, f := range factsOf(p) {
		if f.About != about {
			about = f.About
			sh.print("\n%s", about)
		}
		sh.print("  - %s\n    %s, %s: %s", f.Says, f.Date, sh.lang.say(fmt.Sprint("brands.confirmed.", f.Confirmed)), f.Source)
	}
	return nil
}

// factsOf returns everything that has a source.
func factsOf(p *brand.Profile) (all []fact) {
	add := func(about, says string, s brand.Sourced) { all = append(all, fact{about, says, s}) }
	for _, s := range p.Codes {
		add("codes", shapeOf(s), s.Sourced)
	}
	for _, s := range p.Orders {
		add("orders", shapeOf(s), s.Sourced)
	}
	for _, s := range p.Serials {
		add("serials", shapeOf(s), s.Sourced)
	}
	for _, f := range p.Forms {
		add("forms", fmt.Sprintf("%s: cover %s, activation %s, notice %s, resend %s", f.Kind, f.Cover, f.Activation, f.Notice,
			strconv.FormatBool(f.Resend)), f.Sourced)
	}
	add("redeem", string(p.Redeem.Kind), p.Redeem.Sourced)
	add("lookup", strings.TrimSpace(string(p.Lookup.Kind)+" "+p.Lookup.URL), p.Lookup.Sourced)
	for _, m := range p.Mails {
		add("mails", fmt.Sprintf("%s from %s, signed by %s", m.Means, strings.Join(m.From, ", "), strings.Join(m.Domains, ", ")), m.Sourced)
	}
	for _, list := range []struct {
		about   string
		phrases []brand.Phrase
	}{{"history", p.History}, {"order", p.Order}, {"messages", p.Messages}} {
		for _, x := range list.phrases {
			add(list.about, fmt.Sprintf("%s: %s", x.Means, x.Match), x.Sourced)
		}
	}
	for _, x := range p.Contacts {
		add("contacts", strings.TrimSpace(string(x.Whom)+" "+x.URL), x.Sourced)
	}
	for _, x := range p.Terms {
		add("terms", string(x.About)+": "+x.Says.EN, x.Sourced)
	}
	for _, x := range p.Expiry {
		add("expiry", fmt.Sprintf("%s, issued %s to %s: %s", x.Form, cmp.Or(x.From, "…"), cmp.Or(x.Until, "…"), x.After), x.Sourced)
	}
	for _, x := range p.Steps {
		add("steps", fmt.Sprintf("%s, %s: %d steps", x.For, x.Device, len(x.Steps)), x.Sourced)
	}
	return all
}

func shapeOf(s brand.Shape) string {
	if s.Shown != "" {
		return s.Shown
	}
	return s.Match
}

type brandsLintCmd struct{ brandsFlag }

// faultJSON is one fault of a brand file.
type faultJSON struct {
	Brand string `json:"brand"`
	Where string `json:"where"`
	What  string `json:"what"`
	Warn  bool   `json:"warning"`
}

// Run looks for faults: in the files of the folder, or in the brands that the
// program knows. The answer is "no" if there is one that is no mere warning.
func (c *brandsLintCmd) Run(sh *shell) error {
	var all brand.Catalogue
	switch {
	case c.Brands == "":
		all = brand.Builtin()
	default:
		if stat, err := os.Stat(c.Brands); err != nil || !stat.IsDir() {
			return wrong("use.noFolder", "Flag", "--brands", "Folder", c.Brands)
		}
		own, err := brand.Load(os.DirFS(c.Brands))
		if unspent.ReasonOf(err) == unspent.Invalid {
			sh.print("%v", err)
			return errNo
		}
		if err != nil {
			return wrongInput(err)
		}
		all = own
	}
	faults, bad := []faultJSON{}, false
	for _, p := range all.All() {
		for _, f := range brand.Lint(p) {
			faults, bad = append(faults, faultJSON{p.ID, f.Where, f.What, f.Warn}), bad || !f.Warn
		}
	}
	if sh.json {
		return answer(sh.encode(faults), !bad)
	}
	for _, f := range faults {
		kind := ""
		if f.Warn {
			kind = "warning: "
		}
		sh.print("%s: %s%s: %s", f.Brand, kind, f.Where, f.What)
	}
	if !bad {
		sh.print("%d brands, %d warnings", len(all.All()), len(faults))
	}
	return answer(nil, !bad)
}
