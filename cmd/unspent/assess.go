package main

import (
	"context"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"time"

	"github.com/unspent-dev/unspent"
	"github.com/unspent-dev/unspent/assess"
	"github.com/unspent-dev/unspent/brand"
	"github.com/unspent-dev/unspent/internal/casefile"
	"github.com/unspent-dev/unspent/internal/intake"
	"github.com/unspent-dev/unspent/internal/interview"
	"github.com/unspent-dev/unspent/internal/texts"
	"github.com/unspent-dev/unspent/proof"
)

// assessCmd judges whether a card of any brand is used.
type assessCmd struct {
	File []string `arg:"" optional:""`

	Case    string `placeholder:"FILE"`
	Batch   string `placeholder:"DIR"`
	Workers int    `placeholder:"N"`

	Bundle         string `placeholder:"FILE"`
	PassphraseFile string `placeholder:"FILE"`
	TSA            string `name:"tsa" placeholder:"URL"`
	AcceptReadings bool
	Letters        bool
	At             instant `placeholder:"TIME"`
	Plain          bool

	brandsFlag          `embed:"" group:"sources"`
	mailKeys            `embed:"" group:"sources"`
	ReceiptKeys         string `group:"sources" placeholder:"JWKS"`
	interview.Described `embed:"" group:"described"`
}

// Run judges one case or many. The answer is "no" if the card is used, replaced,
// blocked or not activated, and cannot be told if nothing better than possible
// is known.
func (c *assessCmd) Run(ctx context.Context, sh *shell) error {
	flags := len(c.File) > 0 || !c.Described.Empty()
	switch {
	case c.Case != "" && c.Batch != "", c.Case != "" && flags, c.Batch != "" && flags:
		return instead(wrong("use.oneCase"), "unspent assess --help")
	case c.Batch != "" && (c.Bundle != "" || c.TSA != "" || c.PassphraseFile != "" || c.Letters):
		return withHint(wrong("use.batchOnly"), "use.batchBundle")
	case c.Bundle == "" && (c.TSA != "" || c.PassphraseFile != ""):
		return wrong("use.noBundle")
	case c.TSA != "" && !strings.HasPrefix(c.TSA, "https://") && !strings.HasPrefix(c.TSA, "http://"):
		return wrong("use.tsa")
	case c.Workers < 0 || c.Workers > 0 && c.Batch == "":
		return wrong("use.workers")
	}
	if c.Batch != "" {
		return c.many(ctx, sh)
	}
	if c.Bundle != "" {
		if _, err := os.Lstat(c.Bundle); err == nil { // told before anybody answers questions
			return wrong("use.exists", "File", c.Bundle)
		}
	}
	b, err := c.bring(ctx, sh, flags)
	if err != nil {
		return wrongInput(err)
	}
	defer b.close()
	r, err := casefile.Assess(ctx, b.in, b.deps)
	if err != nil {
		return wrongInput(stopped(err))
	}
	if err := c.show(sh, b, r); err != nil {
		return err
	}
	b.timed(sh, r)
	if err := c.keep(ctx, sh, r); err != nil {
		return err
	}
	if b.asked {
		if err := c.offer(ctx, sh, b, r); err != nil {
			return err
		}
	}
	return verdictAnswer(r.Verdict)
}

// brought is a case with its files.
type brought struct {
	in    casefile.Input
	deps  casefile.Deps
	dir   string // of the files
	root  *os.Root
	asked bool // in questions
	cased bool // in a case file
}

// timed says which files are taken to be as old as they look: a verdict, and a
// letter, stand or fall with it.
func (b *brought) timed(sh *shell, r casefile.Result) {
	for i, item := range r.Input.Evidence {
		if b.in.Evidence[i].Seen.IsZero() && !item.Seen.IsZero() {
			way := "paper.seenFlag"
			if b.cased {
				way = "paper.seenField"
			}
			sh.tell("paper.fileTime", "Name", item.File, "Time", sh.lang.of(brand.TimeText(item.Seen)), "Way", sh.lang.say(way))
		}
	}
}

func (b *brought) close() {
	if b.root != nil {
		_ = b.root.Close()
	}
}

// bring reads the case from wherever it is.
func (c *assessCmd) bring(ctx context.Context, sh *shell, flags bool) (*brought, error) {
	brands, err := c.profiles()
	if err != nil {
		return nil, err
	}
	b := &brought{}
	switch {
	case c.Case != "":
		err = b.load(sh, c.Case)
	case flags:
		err = b.describe(c.Described, c.File, brands, sh.lang)
	case c.Plain || sh.asksTerminal():
		b.asked = true
		err = b.ask(ctx, sh, c.Plain, brands)
	default:
		err = instead(wrong("paper.noCase"), "unspent assess --case case.yaml",
			"unspent assess --brand amazon-jp --channel person order.html", "unspent assess --plain")
	}
	if err != nil {
		return nil, err
	}
	if l := b.in.Language; l != "" && sh.origins["lang"] == fromDefault {
		sh.lang = languageOf(l, sh.getenv)
	}
	if b.root, err = os.OpenRoot(b.dir); err != nil {
		return nil, wrong("use.folder", "Folder", b.dir)
	}
	if err := b.filesThere(); err != nil {
		b.close()
		return nil, err
	}
	b.deps, err = c.deps(ctx, sh, brands)
	b.deps.Open, b.deps.Strict, b.deps.Originals = casefile.Frugal(casefile.Folder(b.root)), !b.asked, c.PassphraseFile != ""
	b.deps.Modified = casefile.Modified(b.root)
	if err != nil {
		b.close()
	}
	return b, err
}

// load reads a case file. A folder stands for its case.yaml.
func (b *brought) load(sh *shell, path string) (err error) {
	if stat, err := os.Stat(path); err == nil && stat.IsDir() {
		path = filepath.Join(path, casefile.CaseName)
	}
	body, err := sh.readSmall(path, casefile.MaxCaseFile)
	if err != nil {
		return err
	}
	b.dir = filepath.Dir(path)
	b.cased = true
	if b.in, err = casefile.Parse(body); err != nil {
		return withHint(err, "use.theFile", "File", path)
	}
	return nil
}

// describe makes a case of flags and files.
func (b *brought) describe(d interview.Described, files []string, brands brand.Catalogue, l language) (err error) {
	p, ok := brands.Find(d.Brand)
	switch {
	case d.Brand == "":
		return instead(texts.Refuse(nil, unspent.Invalid, unspent.Wrong("--brand", "question.noBrand")), "unspent brands")
	case !ok:
		return noBrand(d.Brand, brands)
	}
	if n := len(brand.Normalise(d.Last4)); n > 4 {
		return withHint(wrong("question.fourOnly"), "use.codeKnown")
	}
	if b.in, err = d.Input(p, string(l)); err != nil {
		return err
	}
	for _, arg := range files {
		item, err := owned(arg)
		if err != nil {
			return err
		}
		b.in.Evidence = append(b.in.Evidence, item)
	}
	if err := errors.Join(d.Saved(b.in.Evidence), d.LikeFiles(b.in.Evidence)); err != nil {
		return err
	}
	return b.gather()
}

// noBrand refuses a brand that is not known, and names those that begin so.
func noBrand(id string, brands brand.Catalogue) error {
	like := []string{}
	begin, _, _ := strings.Cut(strings.ToLower(id), "-")
	for _, p := range brands.All() {
		if begin != "" && strings.HasPrefix(p.ID, begin) {
			like = append(like, p.ID)
		}
	}
	return instead(wrong("paper.noSuchBrand", "Brand", id), append(like, "unspent brands")...)
}

// owned reads FILE or OWNER:FILE.
func owned(arg string) (casefile.Item, error) {
	word, path, ok := strings.Cut(arg, ":")
	if !ok {
		return casefile.Item{File: arg}, nil
	}
	if o := casefile.Owner(word); o != "" {
		return casefile.Item{File: path, Owner: o}, nil
	}
	if _, err := os.Stat(arg); err != nil && !strings.ContainsAny(word, `/\.`) && len(word) > 1 {
		return casefile.Item{}, wrong("use.owner", "Word", word)
	}
	return casefile.Item{File: arg}, nil
}

// gather makes the folder of the case the one that has all files below it, and
// names them from there.
func (b *brought) gather() error {
	var err error
	if b.dir, err = os.Getwd(); err != nil {
		return wrong("use.folder", "Folder", ".")
	}
	paths := map[int]string{}
	for i, item := range b.in.Evidence {
		if item.File == "" {
			continue
		}
		path, err := filepath.Abs(item.File)
		if err != nil {
			return wrong("use.noFile", "File", item.File)
		}
		if real, err := filepath.EvalSymlinks(path); err == nil {
			path = real
		}
		if len(paths) == 0 {
			b.dir = filepath.Dir(path)
		}
		paths[i] = path
		for !below(b.dir, path) {
			b.dir = filepath.Dir(b.dir)
		}
	}
	for i, path := range paths {
		name, err := filepath.Rel(b.dir, path)
		if err != nil {
			return wrong("use.noFile", "File", path)
		}
		b.in.Evidence[i].File = filepath.ToSlash(name)
	}
	return nil
}

// below reports whether path is in a folder, however deep.
func below(dir, path string) bool {
	name, err := filepath.Rel(dir, path)
	return err == nil && filepath.IsLocal(name)
}

// filesThere finds files that a case names and that are not there, before
// anything is judged without them.
func (b *brought) filesThere() error {
	for _, item := range b.in.Evidence {
		for _, name := range item.Files() {
			if _, err := b.root.Stat(filepath.FromSlash(name)); errors.Is(err, fs.ErrNotExist) {
				return wrong("paper.noSuchFile", "Path", name)
			}
		}
	}
	return nil
}

// deps returns what every case is judged with.
func (c *assessCmd) deps(ctx context.Context, sh *shell, brands brand.Catalogue) (casefile.Deps, error) {
	now := func() time.Time {
		if c.At.IsZero() {
			return sh.now()
		}
		return c.At.Time
	}
	keys, err := c.keys(sh)
	if err != nil {
		return casefile.Deps{}, err
	}
	d := casefile.Deps{Brands: brands, Keys: keys, Now: now, Accept: c.AcceptReadings, Papers: papers()}
	if d.Eyes, err = sh.eyes(ctx); err != nil {
		return d, err
	}
	if c.ReceiptKeys == "" {
		return d, nil
	}
	set, err := sh.readSmall(c.ReceiptKeys, maxKeySet)
	if err != nil {
		return d, err
	}
	d.Receipts, err = proof.ParseKeys(set)
	return d, err
}

// show prints the verdict.
func (c *assessCmd) show(sh *shell, b *brought, r casefile.Result) error {
	if sh.json {
		body, err := casefile.Encode(casefile.NewAnswer(r))
		if err != nil {
			return err
		}
		_, err = sh.stdout.Write(body)
		return err
	}
	p := paper{Verdict: r.Verdict, Letters: c.Letters, sh: sh, wide: sh.width(), named: namesOf(sh.lang, r), typed: typedOf(r),
		cased: b.cased || b.asked, read: casefile.NewAnswer(r).Read}
	for _, f := range r.Faults {
		p.Unread = append(p.Unread, f.File+": "+sh.lang.of(f.Text))
	}
	return p.write("verdict")
}

// keep writes the bundle, if one is asked for. What is there is not overwritten:
// it may be the only evidence of its time.
func (c *assessCmd) keep(ctx context.Context, sh *shell, r casefile.Result) (err error) {
	if c.Bundle == "" {
		return nil
	}
	o := casefile.Options{Program: version(), TSA: c.TSA}
	if c.PassphraseFile != "" {
		if o.Passphrase, err = sh.secret(ctx, c.PassphraseFile, "cli.promptPassphrase"); err != nil {
			return err
		}
	}
	write := func(w io.Writer) error { return casefile.Bundle(ctx, w, r, o) }
	err = writeNew(c.Bundle, write)
	if err != nil && o.TSA != "" && ctx.Err() == nil {
		why := err
		o.TSA = ""
		if err = writeNew(c.Bundle, write); err == nil {
			sh.tell("paper.noStamp", "Why", sh.lang.told(why))
		}
	}
	if err != nil {
		return stopped(err)
	}
	sh.tell("paper.bundled", "Path", c.Bundle)
	if c.PassphraseFile != "" {
		for _, name := range r.Unkept() {
			sh.tell("paper.unkept", "Name", name)
		}
	}
	return nil
}

// verdictAnswer is the outcome of a verdict that has been printed.
func verdictAnswer(v assess.Verdict) error {
	switch {
	case v.State == assess.Unknown || v.Confidence == assess.Possible:
		return cannotTell("paper.cannotTell")
	case v.State == assess.Unused:
		return nil
	}
	return errNo
}

// wrongInput makes a fault of what was brought wrong use: it says nothing of the
// card.
func wrongInput(err error) error {
	if err == nil {
		return nil
	}
	if exitCode(err) == exitNo {
		return &unspent.Error{Reason: unspent.Invalid, Detail: err.Error(), Err: err, Faults: unspent.FaultsOf(err)}
	}
	return err
}

// stopped words the end of the program on request.
func stopped(err error) error {
	if errors.Is(err, context.Canceled) {
		return refuse(errStopped, unspent.Unavailable, "paper.stopped")
	}
	return err
}

// cannotTell ends a command that has no answer.
func cannotTell(word string, pairs ...any) error {
	return refuse(nil, unspent.Unavailable, word, pairs...)
}

// mailKeys are where the keys come from that mails are signed with.
type mailKeys struct {
	DKIMKeys    string `name:"dkim-keys" placeholder:"DIR"`
	DKIMArchive string `name:"dkim-archive" placeholder:"FILE"`
	DNS         string `name:"dns" placeholder:"HOST:PORT"`
	Offline     bool
}

// keys returns where the keys of mails come from, nil if from nowhere.
func (c mailKeys) keys(sh *shell) (intake.Keys, error) {
	var all []intake.Keys
	if c.DKIMKeys != "" {
		if stat, err := os.Stat(c.DKIMKeys); err != nil || !stat.IsDir() {
			return nil, wrong("use.noFolder", "Flag", "--dkim-keys", "Folder", c.DKIMKeys)
		}
		all = append(all, intake.Dir(os.DirFS(c.DKIMKeys)))
	}
	if c.DKIMArchive != "" {
		f, err := opened(c.DKIMArchive)
		if err != nil {
			return nil, err
		}
		defer f.Close()
		archive, err := intake.Archive(f)
		if err != nil {
			return nil, err
		}
		all = append(all, archive)
	}
	if !c.Offline {
		all = append(all, &asking{next: intake.DNS(c.DNS), sh: sh, told: map[string]bool{}})
	}
	if len(all) == 0 {
		return nil, nil
	}
	return intake.Chain(all...), nil
}

// asking is a source of keys that is asked over the network, and says so.
type asking struct {
	next intake.Keys
	sh   *shell

	mu   sync.Mutex
	told map[string]bool // domains, guarded by mu
}

// Key implements [intake.Keys].
func (a *asking) Key(ctx context.Context, domain, selector string) (intake.KeyRecord, error) {
	a.mu.Lock()
	if !a.told[domain] {
		a.told[domain] = true
		a.sh.note("%s", a.sh.lang.say("paper.askingKey", "Domain", domain))
	}
	a.mu.Unlock()
	return a.next.Key(ctx, domain, selector)
}
