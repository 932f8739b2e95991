package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"iter"
	"log/slog"
	"net"
	"net/netip"
	"net/url"
	"os"
	"slices"
	"strconv"
	"strings"

	"github.com/alecthomas/kong"

	"github.com/unspent-dev/unspent/internal/approval"
	"github.com/unspent-dev/unspent/internal/intake"
	"github.com/unspent-dev/unspent/internal/notify"
)

// Config is every setting. Each has a flag, a variable of the environment and a
// name in the JSON file of --config; the first of these that is given holds.
type Config struct {
	Server           string `group:"book" placeholder:"URL" help:"Ask this server. Needs an API key for all that a holder may not do."`
	KeyFile          string `group:"book" placeholder:"FILE" help:"File with the API key; - is the first line of standard input."`
	DB               string `group:"book" name:"db" placeholder:"FILE" default:"unspent.db" help:"Open this database in process instead, as admin (${default})."`
	KeyringPass      string `group:"book" name:"keyring-passphrase-file" placeholder:"FILE" help:"Passphrase of a keyring that keys protect has sealed; - is the first line of standard input (none)."`
	KeyringCommand   string `group:"book" name:"keyring-command" placeholder:"COMMAND" help:"Program, with its arguments, that prints the keyring, such as a client of a key store; the file beside the database is not read then (none)."`
	Addr             string `group:"serve" placeholder:"HOST:PORT" default:"127.0.0.1:8080" help:"Address to listen on (${default})."`
	BaseURL          string `group:"serve" name:"base-url" placeholder:"URL" help:"Address that receipts and links name (that of addr or acme-host)."`
	Proxies          string `group:"serve" placeholder:"NETS" help:"Networks of proxies whose X-Forwarded-For is believed, such as 10.0.0.0/8,::1/128 (none)."`
	TLSCert          string `group:"serve" name:"tls-cert" placeholder:"FILE" help:"Certificate, with its chain, for TLS on that address; read again when it changes (none)."`
	TLSKey           string `group:"serve" name:"tls-key" placeholder:"FILE" help:"Its private key (none)."`
	ACMEHost         string `group:"serve" name:"acme-host" placeholder:"NAMES" help:"Names to get certificates for by ACME, with commas between them; port 443 of each leads to that address, and you agree to the authority's terms (none)."`
	ACMEMail         string `group:"serve" name:"acme-mail" placeholder:"ADDRESS" help:"Address that the authority may write to (none)."`
	ACMEDirectory    string `group:"serve" name:"acme-directory" placeholder:"URL" help:"Another authority's directory (Let's Encrypt's)."`
	ACMEHTTP         string `group:"serve" name:"acme-http-addr" placeholder:"HOST:PORT" help:"Address that port 80 leads to: answers the authority, sends browsers to https and refuses calls of the API (none)."`
	InsecureHTTP     bool   `group:"serve" name:"insecure-http" help:"Serve plain HTTP to other machines, where whoever is on the way reads codes and keys."`
	MetricsAddr      string `group:"serve" name:"metrics-addr" placeholder:"HOST:PORT" help:"Address to tell figures on, at /metrics, for Prometheus; such as 127.0.0.1:9464 (none)."`
	Prefix           int    `group:"serve" placeholder:"N" default:"600100" help:"First six digits of new serials (${default})."`
	Queue            int    `group:"serve" placeholder:"N" default:"8192" help:"Commands that may wait before the answer is \"busy\" (${default})."`
	Batch            int    `group:"serve" name:"commit-batch" placeholder:"N" default:"1024" help:"Most commands of one commit (${default})."`
	AssessBrands     string `group:"serve" name:"assess-brands" placeholder:"DIR" help:"Folder with more brands for assessments, or other versions of those that are known (none)."`
	AssessDNS        string `group:"serve" name:"assess-dns" placeholder:"HOST:PORT" default:"system" help:"DNS server that assessments ask for the keys of signed mails: system, HOST:PORT, or off (${default})."`
	OCR              string `group:"serve" name:"ocr" placeholder:"auto|off|FILE" default:"auto" help:"Program that reads the text of pictures: auto (tesseract, if it is there), its path, or off (${default})."`
	MailServer       string `group:"serve" name:"mail-server" placeholder:"URL" help:"Mail server that takes mails: smtp://HOST:587, smtps://HOST:465, or smtp+plain://localhost:25. Without one mails wait (none)."`
	MailUser         string `group:"serve" name:"mail-user" placeholder:"NAME" help:"User at the mail server (none)."`
	MailPasswordFile string `group:"serve" name:"mail-password-file" placeholder:"FILE" help:"File with the user's password (none)."`
	MailFrom         string `group:"serve" name:"mail-from" placeholder:"ADDRESS" help:"Address that mails come from, such as gift@cards.example."`
	MailName         string `group:"serve" name:"mail-name" placeholder:"NAME" help:"Issuer's name in mails, in Japanese (the domain of mail-from)."`
	MailNameEN       string `group:"serve" name:"mail-name-en" placeholder:"NAME" help:"Issuer's name in English mails (that of mail-name)."`
	MailKeys         string `group:"serve" name:"mail-dkim-keys" placeholder:"FILES" help:"Files of keys that sign mails, with commas between them: see keys dkim (none)."`
	MailLang         string `group:"serve" name:"mail-lang" placeholder:"ja|en" default:"ja" help:"Language of mails to people of whom none is known (${default})."`
	MailIn           string `group:"serve" name:"mail-in" placeholder:"HOST:PORT" help:"Address to take forwarded mails on, such as [::]:25 (none)."`
	MailInDomain     string `group:"serve" name:"mail-in-domain" placeholder:"DOMAIN" help:"Domain that mails are sent in to, as case@DOMAIN; its MX leads here."`
	MailInCert       string `group:"serve" name:"mail-in-cert" placeholder:"FILE" help:"Certificate of that domain, for STARTTLS (none)."`
	MailInKey        string `group:"serve" name:"mail-in-key" placeholder:"FILE" help:"Its private key (none)."`
	SecondPerson     string `group:"serve" name:"second-person" placeholder:"N[,CUR=N]" default:"1000000" help:"Sum in minor units that one member of the staff may move alone within a day, of one card too; for some currencies another, such as 1000000,USD=700000; a second one approves more, and every code that is shown again; 0 is any (${default})."`
	IssueDay         string `group:"serve" name:"issue-day" placeholder:"N[,CUR=N]" default:"0" help:"Sum that one key may issue alone within a day, in calls of up to second-person each; 0 is second-person (${default})."`
	LogLevel         string `group:"serve" placeholder:"LEVEL" default:"info" help:"debug, info, warn or error (${default})."`
	LogFormat        string `group:"serve" placeholder:"FORMAT" default:"text" help:"text or json (${default})."`
	Lang             string `group:"output" placeholder:"ja|en" help:"Language of what a holder reads (from the locale)."`
}

// configFlags is Config for the parser, which would call Validate at the first
// fault and before a command could print what holds.
type configFlags Config

const configFlag = "config"

// variable returns the name of a setting in the environment.
func variable(setting string) string {
	return "UNSPENT_" + strings.ToUpper(strings.ReplaceAll(setting, "-", "_"))
}

// origin is where a setting's value comes from. A later one is stronger.
type origin int

const (
	fromDefault origin = iota
	fromFile
	fromEnvironment
	fromFlag
)

func (o origin) String() string {
	return [...]string{"default", "file", "environment", "flag"}[o]
}

// settings resolves what the command line left open, from the environment and
// then from the file. It implements [kong.Resolver].
type settings struct {
	getenv  func(string) string
	file    map[string]string // nil until it is read
	origins map[string]origin
}

// Validate implements [kong.Resolver].
func (s *settings) Validate(*kong.Application) error { return nil }

// Resolve implements [kong.Resolver].
func (s *settings) Resolve(ctx *kong.Context, parent *kong.Path, flag *kong.Flag) (any, error) {
	if parent.App == nil || flag.Group == nil {
		return nil, nil
	}
	if s.file == nil {
		if err := s.read(ctx, parent.Flags); err != nil {
			return nil, err
		}
	}
	if text := s.getenv(variable(flag.Name)); text != "" {
		s.origins[flag.Name] = fromEnvironment
		return text, nil
	}
	if text, ok := s.file[flag.Name]; ok {
		s.origins[flag.Name] = fromFile
		return text, nil
	}
	return nil, nil
}

// read reads the file of --config, and notes what the command line gave.
func (s *settings) read(ctx *kong.Context, flags []*kong.Flag) error {
	s.file = map[string]string{}
	path := s.getenv(variable(configFlag))
	for _, p := range ctx.Path {
		if p.Flag != nil && !p.Resolved {
			s.origins[p.Flag.Name] = fromFlag
			if p.Flag.Name == configFlag {
				path = fmt.Sprint(ctx.FlagValue(p.Flag))
			}
		}
	}
	if path == "" {
		return nil
	}
	body, err := os.ReadFile(path)
	if err != nil {
		return wrong("use.config", "File", path)
	}
	var values map[string]any
	if err := json.Unmarshal(body, &values); err != nil {
		return wrong("use.configJSON", "File", path, "Why", err)
	}
	for name, value := range values {
		known := slices.ContainsFunc(flags, func(f *kong.Flag) bool { return f.Group != nil && f.Name == name })
		switch value := value.(type) {
		case string:
			s.file[name] = value
		case float64:
			s.file[name] = fmt.Sprintf("%.0f", value)
		case bool:
			s.file[name] = strconv.FormatBool(value)
		default:
			known = false
		}
		if !known {
			return wrong("use.configName", "File", path, "Name", name)
		}
	}
	return nil
}

// faults gathers what is wrong with settings.
type faults []error

// add notes a fault if it is one, by its word in the catalogue.
func (f *faults) add(bad bool, word string, pairs ...any) {
	if bad {
		*f = append(*f, wrong(word, pairs...))
	}
}

// Validate reports everything that is wrong with c at once.
func (c Config) Validate() error {
	var f faults
	f.add(c.Server != "" && !webAddress(c.Server), "set.webAddress", "Name", "server")
	f.add(c.BaseURL != "" && !webAddress(c.BaseURL), "set.webAddress", "Name", "base-url")
	f.add(c.DB == "", "set.db")
	_, _, err := net.SplitHostPort(c.Addr)
	f.add(err != nil, "set.hostPort", "Name", "addr", "Like", "127.0.0.1:8080")
	_, err = c.proxies()
	f.add(err != nil, "set.proxies")
	f.add(c.Prefix < 100_000 || c.Prefix > 999_999, "set.prefix")
	f.add(c.Queue < 1 || c.Queue > 1<<20, "set.between", "Name", "queue", "Most", 1<<20)
	f.add(c.Batch < 1 || c.Batch > 1<<16, "set.between", "Name", "commit-batch", "Most", 1<<16)
	f.add(c.AssessDNS != dnsSystem && c.AssessDNS != dnsOff && !hostPort(c.AssessDNS), "set.dns")
	f.add(c.MailLang != "" && c.MailLang != "ja" && c.MailLang != "en", "set.lang", "Name", "mail-lang")
	f.add(c.MailServer == "" && (c.MailUser != "" || c.MailPasswordFile != "" || c.MailFrom != "" || c.MailKeys != ""), "set.mailServer")
	if c.MailServer != "" {
		_, err = notify.NewServer(c.MailServer, c.MailUser, c.MailUser) // the password is read when the server starts
		f.add(err != nil, "set.mailURL")
		_, err = notify.ParseAddress(c.MailFrom)
		f.add(err != nil, "set.mailAddress", "Name", "mail-from", "Like", "gift@cards.example")
		f.add((c.MailUser == "") != (c.MailPasswordFile == ""), "set.pair", "Name", "mail-user", "Other", "mail-password-file")
	}
	c.front(&f)
	c.mailIn(&f)
	_, err = approval.ParseMost(c.SecondPerson)
	f.add(err != nil, "set.secondPerson")
	_, err = approval.ParseMost(c.IssueDay)
	f.add(err != nil, "set.issueDay")
	var level slog.Level
	f.add(level.UnmarshalText([]byte(c.LogLevel)) != nil, "set.logLevel")
	f.add(c.LogFormat != "text" && c.LogFormat != "json", "set.logFormat")
	f.add(c.Lang != "" && c.Lang != "ja" && c.Lang != "en", "set.lang", "Name", "lang")
	return errors.Join(f...)
}

// The words of the setting assess-dns.
const (
	dnsSystem = "system"
	dnsOff    = "off"
)

func hostPort(text string) bool {
	host, port, err := net.SplitHostPort(text)
	return err == nil && host != "" && port != ""
}

// dkimKeys returns where assessments look the keys of mails up; nil: nowhere.
func (c Config) dkimKeys() intake.Keys {
	switch c.AssessDNS {
	case dnsOff, "":
		return nil
	case dnsSystem:
		return intake.DNS("")
	}
	return intake.DNS(c.AssessDNS)
}

func webAddress(text string) bool {
	u, err := url.Parse(text)
	return err == nil && (u.Scheme == "http" || u.Scheme == "https") && u.Host != "" && u.User == nil &&
		u.RawQuery == "" && u.Fragment == ""
}

// proxies returns the networks whose X-Forwarded-For is believed.
func (c Config) proxies() (nets []netip.Prefix, err error) {
	for text := range listed(c.Proxies) {
		net, err := netip.ParsePrefix(text)
		if err != nil {
			return nil, err
		}
		nets = append(nets, net)
	}
	return nets, nil
}

// listed goes through a setting that has several values, with commas between them.
func listed(setting string) iter.Seq[string] {
	return func(yield func(string) bool) {
		for one := range strings.SplitSeq(setting, ",") {
			if one = strings.TrimSpace(one); one != "" && !yield(one) {
				return
			}
		}
	}
}

// masked returns a setting's value without a password in it.
func masked(value string) string {
	if u, err := url.Parse(value); err == nil && u.User != nil {
		return u.Redacted()
	}
	return value
}
