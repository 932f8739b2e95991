package main

import (
	"context"
	"errors"
	"net"
	"os"
	"os/exec"
	"strings"

	"github.com/unspent-dev/unspent/internal/notify"
	"github.com/unspent-dev/unspent/internal/ocr"
	"github.com/unspent-dev/unspent/internal/texts"
)

// doctorCmd looks at what this machine can read and do.
type doctorCmd struct{}

// health is how one part is.
type health string

const (
	healthy health = "ok"
	missing health = "missing" // it is needed, or was set up, and does not work
	unset   health = "off"     // nobody has set it up, and all else works without
)

// symptom is what was found out about one part, by its word in the catalogue, where
// there may be another on how to get what is missing.
type symptom struct {
	part  string
	state health
	word  string
	pairs []any
}

func found(part string, state health, word string, pairs ...any) symptom {
	return symptom{part, state, word, pairs}
}

// symptomJSON is a symptom for other programs.
type symptomJSON struct {
	Part  string `json:"part"`
	State health `json:"state"`
	Says  string `json:"says"`
	How   string `json:"how,omitempty"`
}

// Run looks at each part in turn, and ends with "cannot tell" if one is missing.
func (c *doctorCmd) Run(ctx context.Context, sh *shell) error {
	all, n := []symptomJSON{}, 0
	for _, look := range []func(context.Context) []symptom{sh.lookAtPictures, sh.lookAtFonts, sh.lookAtKeys, sh.lookAtMailOut, sh.lookAtMailIn,
		sh.lookAtDatabase, sh.lookAtBrands, sh.lookAtOperator} {
		one, cancel := context.WithTimeout(ctx, doctorWindow)
		for _, s := range look(one) {
			id := "doctor." + s.part + "." + s.word
			how, _ := texts.Say(string(sh.lang), id+".how", s.pairs...) // there may be none
			all = append(all, symptomJSON{s.part, s.state, sh.lang.say(id, s.pairs...), how})
			if s.state == missing {
				n++
			}
		}
		cancel()
		if ctx.Err() != nil {
			return ctx.Err()
		}
	}
	if err := sh.signs(all); err != nil || n == 0 {
		return err
	}
	return cannotTell("doctor.missing", "Parts", n)
}

// signs prints what was found out.
func (sh *shell) signs(all []symptomJSON) error {
	if sh.json {
		return sh.encode(all)
	}
	var lines [][]string
	for _, s := range all {
		lines = append(lines, []string{sh.lang.say("doctor.is." + string(s.State)), sh.lang.say("doctor." + s.Part), s.Says})
	}
	sh.align(lines)
	for _, s := range all {
		if s.How != "" {
			sh.print("%s: %s", sh.lang.say("doctor."+s.Part), s.How)
		}
	}
	return nil
}

func (sh *shell) lookAtPictures(ctx context.Context) []symptom {
	p, err := ocr.Find(ctx, sh.config.OCR)
	switch {
	case err != nil:
		return []symptom{found("ocr", missing, "broken")}
	case !p.Reads():
		return []symptom{found("ocr", missing, "none")}
	case len(p.Languages()) < 2:
		return []symptom{found("ocr", missing, "only", "Version", p.Version(), "Languages", strings.Join(p.Languages(), ", "))}
	}
	return []symptom{found("ocr", healthy, "reads", "Version", p.Version())}
}

// lookAtFonts asks fontconfig whether there is a font with Japanese in it.
func (sh *shell) lookAtFonts(ctx context.Context) []symptom {
	out, err := exec.CommandContext(ctx, "fc-list", ":lang=ja", "family").Output()
	if err == nil && strings.TrimSpace(string(out)) != "" {
		return []symptom{found("fonts", healthy, "there")}
	}
	return []symptom{found("fonts", unset, "none")}
}

// lookAtKeys asks DNS for a record as keys of mails are asked for. That there is
// none is an answer too.
func (sh *shell) lookAtKeys(ctx context.Context) []symptom {
	if sh.config.AssessDNS == dnsOff {
		return []symptom{found("keys", unset, "off")}
	}
	_, err := sh.config.resolver().LookupTXT(ctx, "_domainkey.amazon.co.jp.")
	if failed, ok := errors.AsType[*net.DNSError](err); err == nil || ok && failed.IsNotFound {
		return []symptom{found("keys", healthy, "answers")}
	}
	return []symptom{found("keys", missing, "silent")}
}

// lookAtMailOut greets the mail server as a mail would, and compares the keys that
// sign mails with what DNS has.
func (sh *shell) lookAtMailOut(ctx context.Context) []symptom {
	if sh.config.MailServer == "" {
		return []symptom{found("mail-out", unset, "off")}
	}
	all := []symptom{found("mail-out", healthy, "in")}
	if err := sh.greetMailServer(ctx); err != nil {
		f, answered := errors.AsType[*notify.Failure](err)
		switch {
		case !answered:
			all[0] = found("mail-out", missing, "settings")
		case f.Code == 0:
			all[0] = found("mail-out", missing, "silent")
		default:
			all[0] = found("mail-out", missing, "refuses", "Code", f.Code)
		}
	}
	for path := range listed(sh.config.MailKeys) {
		all = append(all, sh.lookAtMailKey(ctx, path))
	}
	return all
}

func (sh *shell) greetMailServer(ctx context.Context) error {
	server, from, err := sh.config.mailServer()
	if err != nil {
		return err
	}
	return server.Greet(ctx, from.Domain())
}

func (sh *shell) lookAtMailKey(ctx context.Context, path string) symptom {
	key, err := notify.LoadKey(path)
	if err != nil {
		return found("mail-key", missing, "unread")
	}
	want, err := key.Record()
	if err != nil {
		return found("mail-key", missing, "unread")
	}
	records, err := sh.config.resolver().LookupTXT(ctx, key.RecordName()+".")
	if err == nil && len(records) == 1 && strings.TrimSpace(records[0]) == want {
		return found("mail-key", healthy, "published", "Selector", key.Selector())
	}
	return found("mail-key", missing, "differs", "Selector", key.Selector(), "Record", key.RecordName())
}

// lookAtMailIn looks for the port, and for the way that mails take to it.
func (sh *shell) lookAtMailIn(ctx context.Context) []symptom {
	c := sh.config
	if c.MailIn == "" {
		return []symptom{found("mail-in", unset, "off")}
	}
	port := found("mail-in", healthy, "free", "Addr", c.MailIn)
	if l, err := new(net.ListenConfig).Listen(ctx, "tcp", c.MailIn); err == nil {
		_ = l.Close()
	} else if sh.servesMails(ctx) {
		port.word = "ours"
	} else {
		port.state, port.word = missing, "taken"
	}
	way := found("mx", missing, "none", "Domain", c.MailInDomain)
	if all, err := c.resolver().LookupMX(ctx, c.MailInDomain+"."); err == nil && len(all) > 0 {
		way = found("mx", healthy, "there", "Domain", c.MailInDomain, "Host", all[0].Host)
	}
	return []symptom{port, way}
}

// servesMails reports whether the port is ours already: its greeting says so.
func (sh *shell) servesMails(ctx context.Context) bool {
	conn, err := (&net.Dialer{}).DialContext(ctx, "tcp", sh.config.MailIn)
	if err != nil {
		return false
	}
	defer conn.Close()
	if end, ok := ctx.Deadline(); ok && conn.SetDeadline(end) != nil {
		return false
	}
	greeting := make([]byte, 256)
	n, err := conn.Read(greeting)
	return err == nil && strings.HasPrefix(string(greeting[:n]), "220 "+sh.config.MailInDomain+" ")
}

// lookAtDatabase looks at the file, its keyring, and the clock beside its newest
// event.
func (sh *shell) lookAtDatabase(ctx context.Context) []symptom {
	if _, err := os.Stat(sh.config.DB); err != nil {
		return []symptom{found("database", unset, "none")}
	}
	file, clock := found("database", healthy, "read"), found("clock", healthy, "fits")
	newest, err := sh.newestEvent(ctx)
	if _, bad := sh.ring(ctx); err != nil || bad != nil {
		file = found("database", missing, "unread")
	}
	if newest.After(sh.now()) {
		clock = found("clock", missing, "behind")
	}
	return []symptom{file, clock}
}

func (sh *shell) lookAtBrands(context.Context) []symptom {
	known, err := brandsFlag{sh.config.AssessBrands}.profiles()
	if err != nil {
		return []symptom{found("brands", missing, "unread")}
	}
	mails := 0
	for _, p := range known.All() {
		if len(p.Mails) > 0 {
			mails++
		}
	}
	return []symptom{found("brands", healthy, "known", "Brands", len(known.All()), "Mails", mails)}
}

func (sh *shell) lookAtOperator(context.Context) []symptom {
	if sh.config.Operator == "" || sh.config.OperatorContact == "" {
		return []symptom{found("operator", unset, "unsaid")}
	}
	return []symptom{found("operator", healthy, "said", "Name", sh.config.Operator)}
}
