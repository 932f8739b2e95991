package main

import (
	"context"
	"errors"
	"fmt"
	"net"
	"os"
	"os/exec"
	"strings"
	"time"

	"github.com/unspent-dev/unspent"
	"github.com/unspent-dev/unspent/internal/notify"
	"github.com/unspent-dev/unspent/internal/ocr"
	"github.com/unspent-dev/unspent/internal/store"
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

// symptom is what was found out about one part.
type symptom struct {
	part  string
	state health
	says  text
	how   text // to get it; empty if there is nothing to get
}

// Run looks at each part in turn, and ends with "cannot tell" if one is missing.
func (c *doctorCmd) Run(ctx context.Context, sh *shell) error {
	var all []symptom
	for _, look := range []func(context.Context) []symptom{sh.lookAtPictures, sh.lookAtFonts, sh.lookAtKeys, sh.lookAtMailOut, sh.lookAtMailIn,
		sh.lookAtDatabase, sh.lookAtBrands} {
		one, cancel := context.WithTimeout(ctx, doctorWindow)
		all = append(all, look(one)...)
		cancel()
		if ctx.Err() != nil {
			return ctx.Err()
		}
	}
	if err := sh.signs(all); err != nil {
		return err
	}
	n := 0
	for _, s := range all {
		if s.state == missing {
			n++
		}
	}
	if n == 0 {
		return nil
	}
	return worded{unspent.Errorf(unspent.Unavailable, "missing: %d", n), text{fmt.Sprintf("missing here: %d; the lines above say how to get each", n),
		fmt.Sprintf("足りないものが%d件あります。それぞれの入手方法は上に書いてあります", n)}}
}

// signs prints what was found out.
func (sh *shell) signs(all []symptom) error {
	if sh.json {
		type line struct {
			Part  string `json:"part"`
			State health `json:"state"`
			Says  string `json:"says"`
			How   string `json:"how,omitempty"`
		}
		lines := make([]line, len(all))
		for i, s := range all {
			lines[i] = line{s.part, s.state, s.says[sh.lang], s.how[sh.lang]}
		}
		return sh.encode(lines)
	}
	var lines [][]string
	for _, s := range all {
		lines = append(lines, []string{healthText[s.state][sh.lang], partText[s.part][sh.lang], s.says[sh.lang]})
	}
	sh.align(lines)
	for _, s := range all {
		if s.how != (text{}) {
			sh.print("%s: %s", partText[s.part][sh.lang], s.how[sh.lang])
		}
	}
	return nil
}

func (sh *shell) lookAtPictures(ctx context.Context) []symptom {
	p, err := ocr.Find(ctx, sh.pictureReader())
	s := symptom{part: "ocr", state: missing, how: text{"on Debian: apt install tesseract-ocr tesseract-ocr-jpn tesseract-ocr-eng",
		"Debian では apt install tesseract-ocr tesseract-ocr-jpn tesseract-ocr-eng で入ります"}}
	switch {
	case err != nil:
		s.says = text{"tesseract is there and does not work as it should", "tesseract はありますが、正しく動きません"}
	case !p.Reads():
		s.says = text{"no text is read in pictures; what they show must be typed in", "画像の文字は読み取れません。画像の内容は、手で入力することになります"}
	case len(p.Languages()) < 2:
		s.says = text{"tesseract " + p.Version() + " reads only " + strings.Join(p.Languages(), ", "),
			"tesseract " + p.Version() + " が読めるのは " + strings.Join(p.Languages(), ", ") + " だけです"}
	default:
		s.state, s.how = healthy, text{}
		s.says = text{"tesseract " + p.Version() + " reads Japanese and English", "tesseract " + p.Version() + " で日本語と英語を読み取れます"}
	}
	return []symptom{s}
}

// lookAtFonts asks fontconfig whether there is a font with Japanese in it.
func (sh *shell) lookAtFonts(ctx context.Context) []symptom {
	out, err := exec.CommandContext(ctx, "fc-list", ":lang=ja", "family").Output()
	if err == nil && strings.TrimSpace(string(out)) != "" {
		return []symptom{{part: "fonts", state: healthy, says: text{"a font with Japanese is there", "日本語の書体があります"}}}
	}
	return []symptom{{part: "fonts", state: unset,
		says: text{"no font with Japanese was found: pages that this machine itself draws (measuring how well pictures are " +
			"read) need one", "日本語の書体が見つかりません。このマシン自身で画面を描くとき（読み取りの測定）にだけ必要です"},
		how: text{"on Debian: apt install fontconfig fonts-noto-cjk", "Debian では apt install fontconfig fonts-noto-cjk で入ります"}}}
}

// lookAtKeys asks DNS for a record as keys of mails are asked for. That there is
// none is an answer too.
func (sh *shell) lookAtKeys(ctx context.Context) []symptom {
	if sh.config.AssessDNS == dnsOff {
		return []symptom{{part: "keys", state: unset, says: text{"DNS is switched off: no signature of a mail can be checked", "DNSを使わない設定です。メールの電子署名は確かめられません"},
			how: text{"leave --assess-dns out, or give system or HOST:PORT", "--assess-dns を外すか、system または HOST:PORT を指定します"}}}
	}
	_, err := sh.config.resolver().LookupTXT(ctx, "_domainkey.amazon.co.jp.")
	if failed, ok := errors.AsType[*net.DNSError](err); err == nil || ok && failed.IsNotFound {
		return []symptom{{part: "keys", state: healthy, says: text{"DNS answers: signatures of mails can be checked", "DNSが答えます。メールの電子署名を確かめられます"}}}
	}
	return []symptom{{part: "keys", state: missing, says: text{"DNS does not answer: no signature of a mail can be checked", "DNSが答えません。メールの電子署名を確かめられません"},
		how: text{"name a server that answers with --assess-dns HOST:PORT, or bring keys with assess --dkim-keys",
			"--assess-dns HOST:PORT で答えるサーバーを指定するか、assess --dkim-keys で鍵のファイルを渡します"}}}
}

// lookAtMailOut greets the mail server as a mail would, and compares the keys that
// sign mails with what DNS has.
func (sh *shell) lookAtMailOut(ctx context.Context) []symptom {
	if sh.config.MailServer == "" {
		return []symptom{{part: "mail-out", state: unset, says: text{"no mail server is set: nothing is mailed", "メールサーバーの設定がありません。メールは送られません"},
			how: text{"see docs/guides/mails.md: --mail-server and --mail-from", "docs/guides/mails.md の --mail-server と --mail-from をご覧ください"}}}
	}
	out := symptom{part: "mail-out", state: healthy, says: text{"the mail server lets us in", "メールサーバーに接続できます"}}
	if err := sh.greetMailServer(ctx); err != nil {
		out.state, out.says = missing, text{"the mail server does not let us in: " + reasonOfMail(err, english), "メールサーバーに接続できません：" + reasonOfMail(err, japanese)}
		out.how = text{"compare mail-server, mail-user and mail-password-file with what your mail service says",
			"mail-server・mail-user・mail-password-file を、メールサービスの案内と見比べてください"}
	}
	all := []symptom{out}
	for path := range strings.SplitSeq(sh.config.MailKeys, ",") {
		if path = strings.TrimSpace(path); path != "" {
			all = append(all, sh.lookAtMailKey(ctx, path))
		}
	}
	return all
}

func (sh *shell) greetMailServer(ctx context.Context) error {
	password, err := sh.config.mailPassword()
	if err != nil {
		return err
	}
	server, err := notify.NewServer(sh.config.MailServer, sh.config.MailUser, password)
	if err != nil {
		return err
	}
	from, err := notify.ParseAddress(sh.config.MailFrom)
	if err != nil {
		return err
	}
	return server.Greet(ctx, from.Domain())
}

// reasonOfMail says why a mail server does not let us in.
func reasonOfMail(err error, l language) string {
	f, ok := errors.AsType[*notify.Failure](err)
	switch {
	case !ok:
		return text{"a setting is wrong, or the password file cannot be read", "設定に誤りがあるか、パスワードのファイルを読めません"}[l]
	case f.Code == 0:
		return text{"it does not answer, or has no TLS that is trusted", "応答がないか、信頼できるTLSがありません"}[l]
	}
	return text{fmt.Sprintf("it answers %d", f.Code), fmt.Sprintf("応答は %d です", f.Code)}[l]
}

func (sh *shell) lookAtMailKey(ctx context.Context, path string) symptom {
	s := symptom{part: "mail-key", state: missing, how: text{"unspent keys dkim makes a key and prints its record", "unspent keys dkim で鍵を作り、表示される記録をDNSに置きます"}}
	key, err := notify.LoadKey(path)
	if err != nil {
		s.says = text{"a key that signs mails cannot be read", "メールに署名する鍵を読めません"}
		return s
	}
	want, err := key.Record()
	if err != nil {
		s.says = text{"a key that signs mails cannot be read", "メールに署名する鍵を読めません"}
		return s
	}
	records, err := sh.config.resolver().LookupTXT(ctx, key.RecordName()+".")
	if err == nil && len(records) == 1 && strings.TrimSpace(records[0]) == want {
		s.state, s.how = healthy, text{}
		s.says = text{"DNS has the record of " + key.Selector(), "DNSに " + key.Selector() + " の記録があります"}
		return s
	}
	s.says = text{"DNS does not have the record of " + key.Selector() + " as it should be: " + key.RecordName(),
		"DNSの " + key.RecordName() + " に、" + key.Selector() + " の正しい記録がありません"}
	return s
}

// lookAtMailIn looks for the port, and for the way that mails take to it.
func (sh *shell) lookAtMailIn(ctx context.Context) []symptom {
	c := sh.config
	if c.MailIn == "" {
		return []symptom{{part: "mail-in", state: unset, says: text{"no mails are taken", "メールの受け付けは設定されていません"},
			how: text{"see docs/guides/mail-in.md: --mail-in and --mail-in-domain", "docs/guides/mail-in.md の --mail-in と --mail-in-domain をご覧ください"}}}
	}
	port := symptom{part: "mail-in", state: healthy, says: text{"mails can be taken on " + c.MailIn, c.MailIn + " でメールを受け付けられます"}}
	if l, err := new(net.ListenConfig).Listen(ctx, "tcp", c.MailIn); err == nil {
		_ = l.Close()
	} else if sh.servesMails(ctx) {
		port.says = text{"mails are taken on " + c.MailIn + " now", c.MailIn + " でメールを受け付けています"}
	} else {
		port.state, port.says = missing, text{"mails cannot be taken on " + c.MailIn, c.MailIn + " ではメールを受け付けられません"}
		port.how = text{"something else is there, or port 25 needs a right (CAP_NET_BIND_SERVICE)", "ほかのプログラムが使っているか、25番を使う権限（CAP_NET_BIND_SERVICE）がありません"}
	}
	way := symptom{part: "mx", state: missing, says: text{"DNS has no MX for " + c.MailInDomain, "DNSに " + c.MailInDomain + " のMXがありません"},
		how: text{c.MailInDomain + ". IN MX 10 and the name of this machine", c.MailInDomain + ". IN MX 10 に続けて、このマシンの名前を書いた記録をDNSに置きます"}}
	if found, err := c.resolver().LookupMX(ctx, c.MailInDomain+"."); err == nil && len(found) > 0 {
		way = symptom{part: "mx", state: healthy, says: text{"mails to " + c.MailInDomain + " go to " + found[0].Host,
			c.MailInDomain + " あてのメールは " + found[0].Host + " に届きます"}}
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
		return []symptom{{part: "database", state: unset, says: text{"there is no database: cards of other brands can be assessed, none " +
			"can be issued", "データベースはありません。ほかのブランドの判定はできますが、カードの発行はできません"},
			how: text{"unspent init makes one; --db names another", "unspent init で作れます。別の場所にあるなら --db で指定します"}}}
	}
	file := symptom{part: "database", state: healthy, says: text{"the database and its keyring can be read", "データベースと鍵束を読めます"}}
	var last time.Time
	err := sh.reading(ctx, func(r store.Reader) error {
		head := store.NewState()
		if err := r.Load(ctx, store.Want{}, head); err != nil || head.Seq == 0 {
			return err
		}
		newest := store.NewState()
		if err := r.Load(ctx, store.Want{Events: []unspent.Seq{head.Seq}}, newest); err != nil {
			return err
		}
		last = newest.Events[head.Seq].At
		return nil
	})
	if _, bad := sh.ring(ctx); err != nil || bad != nil {
		file.state, file.says = missing, text{"the database or its keyring cannot be read", "データベースまたは鍵束を読めません"}
		file.how = text{"unspent audit says what is wrong; unspent restore puts a backup back", "unspent audit で原因を確かめ、unspent restore でバックアップから戻します"}
	}
	clock := symptom{part: "clock", state: healthy, says: text{"the clock is not behind the newest event", "時計は、最新の記録より遅れていません"}}
	if last.After(sh.now()) {
		clock.state, clock.says = missing, text{"the clock is behind the newest event", "時計が、最新の記録より遅れています"}
		clock.how = text{"set the clock, and let it follow a time server (NTP)", "時計を合わせ、時刻サーバー（NTP）に同期させてください"}
	}
	return []symptom{file, clock}
}

func (sh *shell) lookAtBrands(context.Context) []symptom {
	known, err := brandsFlag{sh.config.AssessBrands}.profiles()
	if err != nil {
		return []symptom{{part: "brands", state: missing, says: text{"the brands of --assess-brands cannot be read", "--assess-brands のブランドを読めません"},
			how: text{"unspent brands lint says what is wrong", "unspent brands lint で原因を確かめられます"}}}
	}
	mails := 0
	for _, p := range known.All() {
		if len(p.Mails) > 0 {
			mails++
		}
	}
	return []symptom{{part: "brands", state: healthy, says: text{fmt.Sprintf("%d brands, the mails of %d of them", len(known.All()), mails),
		fmt.Sprintf("%dのブランド、そのうち%dはメールも読み取れます", len(known.All()), mails)}}}
}

// pictureReader is the program that reads pictures, as the settings choose it.
func (sh *shell) pictureReader() string { return sh.config.OCR }

// partText names the parts.
var partText = map[string]text{
	"ocr": {"text in pictures", "画像の文字"}, "fonts": {"fonts", "書体"}, "keys": {"keys of mails", "メールの鍵"}, "mail-out": {"mail out", "メールの送信"},
	"mail-key": {"own signature", "メールの署名"}, "mail-in": {"mail in", "メールの受付"}, "mx": {"way of mails (MX)", "メールの経路（MX）"},
	"database": {"database", "データベース"}, "clock": {"clock", "時計"}, "brands": {"brands", "ブランド"},
}

var healthText = map[health]text{healthy: {"ok", "○"}, missing: {"missing", "不足"}, unset: {"off", "なし"}}
