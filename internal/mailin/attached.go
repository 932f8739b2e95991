package mailin

import (
	"context"
	"strconv"
	"time"

	"github.com/unspent-dev/unspent/assess"
	"github.com/unspent-dev/unspent/brand"
	"github.com/unspent-dev/unspent/internal/casefile"
	"github.com/unspent-dev/unspent/internal/intake"
)

// brought is a mail as what it has to be judged: itself or the mails attached to it,
// and the pictures and PDFs.
type brought struct {
	mails, files [][]byte
	err          error // of the mail, of which no attachment can be told
}

// open opens a mail. One attached mail is found by who reads the whole; several are
// read each by itself.
func (b *Box) open(j job) (m brought) {
	all, err := intake.AttachedTo(j.mail, maxAttached)
	if err != nil {
		return brought{mails: [][]byte{j.mail}, err: err}
	}
	for _, a := range all {
		switch {
		case a.Mail:
			m.mails = append(m.mails, a.Content)
		case b.o.Eyes != nil || b.o.Papers != nil:
			m.files = append(m.files, a.Content)
		}
	}
	if len(m.mails) < 2 {
		m.mails = [][]byte{j.mail}
	}
	return m
}

// items are the entries of a case for what was brought, by the names that files has.
func (m brought) items(of assess.Owner) (items []casefile.Item, files map[string][]byte) {
	files = map[string][]byte{}
	add := func(name string, kind assess.Kind, content []byte) {
		files[name] = content
		items = append(items, casefile.Item{File: name, Kind: kind, Owner: of})
	}
	for i, mail := range m.mails {
		name := mailFile
		if i > 0 {
			name = "mail-" + strconv.Itoa(i+1) + ".eml"
		}
		add(name, assess.Mail, mail)
	}
	for i, file := range m.files {
		add("attached-"+strconv.Itoa(i+1), "", file)
	}
	return items, files
}

// time is how long reading it may take.
func (m brought) time() time.Duration {
	if len(m.files) > 0 {
		return lookTime
	}
	return judgeTime
}

// shown finds the brand that an attached picture or PDF names, if no mail does: the
// one with the longest name in it. What is looked at is read twice, and not once for
// each brand.
func (b *Box) shown(ctx context.Context, m brought, now time.Time) (of *brand.Profile, got intake.Import, err error) {
	all := b.o.Brands.All()
	for _, file := range m.files {
		o := intake.Options{Brand: all[0], All: b.o.Brands, Eyes: b.o.Eyes, Papers: b.o.Papers, Seen: now}
		if got, err = intake.Read(ctx, "attached", file, o); ctx.Err() != nil {
			return nil, got, ctx.Err()
		}
		if err != nil || len(got.Evidence) == 0 {
			continue
		}
		longest := 0
		for _, p := range all {
			if n := namedBy(got.Text, p); n > longest {
				of, longest = p, n
			}
		}
		if of == nil {
			continue
		}
		o.Brand = of
		if got, err = intake.Read(ctx, "attached", file, o); err != nil || len(got.Evidence) == 0 {
			return nil, got, ctx.Err()
		}
		if len(got.Evidence) > 1 { // of several cards or rows: which is asked about is not said
			got.Evidence[0].Card = assess.Card{}
		}
		return of, got, nil
	}
	return nil, got, nil
}
