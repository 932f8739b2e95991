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
	"github.com/unspent-dev/unspent/internal/web"
)

// Config is every setting. Each has a flag, a variable of the environment and a
// name in the JSON file of --config; the first of these that is given holds.
type Config struct {
	Server           string `group:"book" name:"server" placeholder:"URL"`
	KeyFile          string `group:"book" name:"key-file" placeholder:"FILE"`
	DB               string `group:"book" name:"db" placeholder:"FILE" default:"unspent.db"`
	KeyringPass      string `group:"book" name:"keyring-passphrase-file" placeholder:"FILE"`
	KeyringCommand   string `group:"book" name:"keyring-command" placeholder:"COMMAND"`
	Addr             string `group:"serve" name:"addr" placeholder:"HOST:PORT" default:"127.0.0.1:8080"`
	BaseURL          string `group:"serve" name:"base-url" placeholder:"URL"`
	Site             string `group:"serve" name:"site" placeholder:"both|check|issuer" default:"both"`
	SiteName         string `group:"serve" name:"site-name" placeholder:"NAME"`
	SiteColour       string `group:"serve" name:"site-colour" placeholder:"#RRGGBB"`
	SiteLogo         string `group:"serve" name:"site-logo" placeholder:"FILE"`
	Operator         string `group:"serve" name:"operator" placeholder:"NAME"`
	OperatorContact  string `group:"serve" name:"operator-contact" placeholder:"ADDRESS|URL"`
	Proxies          string `group:"serve" name:"proxies" placeholder:"NETS"`
	TLSCert          string `group:"serve" name:"tls-cert" placeholder:"FILE"`
	TLSKey           string `group:"serve" name:"tls-key" placeholder:"FILE"`
	ACMEHost         string `group:"serve" name:"acme-host" placeholder:"NAMES"`
	ACMEMail         string `group:"serve" name:"acme-mail" placeholder:"ADDRESS"`
	ACMEDirectory    string `group:"serve" name:"acme-directory" placeholder:"URL"`
	ACMEHTTP         string `group:"serve" name:"acme-http-addr" placeholder:"HOST:PORT"`
	InsecureHTTP     bool   `group:"serve" name:"insecure-http"`
	MetricsAddr      string `group:"serve" name:"metrics-addr" placeholder:"HOST:PORT"`
	Prefix           int    `group:"serve" name:"prefix" placeholder:"N" default:"600100"`
	Queue            int    `group:"serve" name:"queue" placeholder:"N" default:"8192"`
	Batch            int    `group:"serve" name:"commit-batch" placeholder:"N" default:"1024"`
	AssessBrands     string `group:"serve" name:"assess-brands" placeholder:"DIR"`
	AssessDNS        string `group:"serve" name:"assess-dns" placeholder:"HOST:PORT" default:"system"`
	OCR              string `group:"serve" name:"ocr" placeholder:"auto|off|FILE" default:"auto"`
	MailServer       string `group:"serve" name:"mail-server" placeholder:"URL"`
	MailUser         string `group:"serve" name:"mail-user" placeholder:"NAME"`
	MailPasswordFile string `group:"serve" name:"mail-password-file" placeholder:"FILE"`
	MailFrom         string `group:"serve" name:"mail-from" placeholder:"ADDRESS"`
	MailName         string `group:"serve" name:"mail-name" placeholder:"NAME"`
	MailNameEN       string `group:"serve" name:"mail-name-en" placeholder:"NAME"`
	MailKeys         string `group:"serve" name:"mail-dkim-keys" placeholder:"FILES"`
	MailLang         string `group:"serve" name:"mail-lang" placeholder:"ja|en" default:"ja"`
	MailIn           string `group:"serve" name:"mail-in" placeholder:"HOST:PORT"`
	MailInDomain     string `group:"serve" name:"mail-in-domain" placeholder:"DOMAIN"`
	MailInCert       string `group:"serve" name:"mail-in-cert" placeholder:"FILE"`
	MailInKey        string `group:"serve" name:"mail-in-key" placeholder:"FILE"`
	SecondPerson     string `group:"serve" name:"second-person" placeholder:"N[,CUR=N]" default:"1000000"`
	IssueDay         string `group:"serve" name:"issue-day" placeholder:"N[,CUR=N]" default:"0"`
	LogLevel         string `group:"serve" name:"log-level" placeholder:"LEVEL" default:"info"`
	LogFormat        string `group:"serve" name:"log-format" placeholder:"FORMAT" default:"text"`
	Lang             string `group:"output" name:"lang" placeholder:"ja|en"`
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
	f.add(c.Site != "" && c.Site != "both" && c.Site != "check" && c.Site != "issuer", "set.site")
	f.add(web.Face{Name: c.SiteName, Colour: c.SiteColour}.Check() != nil, "set.face")
	if c.OperatorContact != "" && !webAddress(c.OperatorContact) {
		_, err = notify.ParseAddress(c.OperatorContact)
		f.add(err != nil, "set.contact")
	}
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
