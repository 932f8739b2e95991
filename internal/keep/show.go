package keep

import (
	"context"
	"maps"
	"slices"
	"time"

	"github.com/unspent-dev/unspent"
	"github.com/unspent-dev/unspent/api"
	"github.com/unspent-dev/unspent/assess"
	"github.com/unspent-dev/unspent/brand"
	"github.com/unspent-dev/unspent/internal/casefile"
	"github.com/unspent-dev/unspent/internal/store"
)

// ToShow is what a request is for that asks for nothing: it shows whoever is about to
// get the card that it is unused. They can wish for something newer.
const ToShow = "show"

// Showing is evidence of the asker's that a request shows.
type Showing struct {
	ID       string // under which it was sent; "" of what the request began with
	Word     string // of the wish that it answers; "" if it answers none
	Bare     bool   // the word was not seen in it: whoever sent it knows that, and the wish waits on
	Evidence []casefile.EvidenceJSON
	Copies   []casefile.CopyJSON
	At       time.Time // when it came
}

// Wish is that of the other side for something newer, with a word that it must show.
type Wish struct {
	Word string
	At   time.Time
	Met  bool // it was answered
}

// Open returns the wish that waits for an answer, if one does.
func (r Request) Open() (Wish, bool) {
	i := slices.IndexFunc(r.Wishes, func(w Wish) bool { return !w.Met })
	if i < 0 {
		return Wish{}, false
	}
	return r.Wishes[i], true
}

// told are the facts as whoever has the link judges by them: by their own part in it. A
// page for buyers is read by somebody who is about to get the card from a person; of what
// was sold already they know when it was handed over.
func (r Request) told() map[string]string {
	said := maps.Clone(r.Facts)
	switch r.Whom {
	case assess.Buyers:
		said["asker"], said["channel"], said["intent"] = string(assess.Buyer), string(assess.FromPerson), ""
		delete(said, "got")
		delete(said, "claimed")
		if r.What == ToShow {
			delete(said, "handed")
		}
	case assess.Givers, assess.Sellers:
		said["asker"], said["channel"], said["intent"] = string(r.Whom), string(assess.FromIssuer), ""
		if said["form"] == string(brand.FormShop) || said["form"] == string(brand.FormSheet) {
			said["channel"] = string(assess.FromShop)
		}
		delete(said, "claimed")
		delete(said, "handed")
	case assess.Mine, assess.Shops, assess.Issuers, assess.NoOwner:
	}
	return said
}

// showings are what the asker shows. To whoever reads it all of it is the asker's, whatever
// they said of it when they brought it, but what is signed by somebody else, or was shown to
// the asker by the reader.
func (r Request) showings() (all []casefile.Party) {
	mine := map[string]assess.Owner{string(assess.Giver): assess.Givers, string(assess.Seller): assess.Sellers}[r.Facts["asker"]]
	for _, s := range r.Shown {
		evidence := slices.Clone(s.Evidence)
		for i, e := range evidence {
			signed := e.Grade == assess.Verified && e.Owner != assess.Mine && e.Owner != assess.Buyers
			theirs := r.What != ToShow && e.Owner != assess.Mine && string(e.Owner) != r.Facts["asker"]
			if !signed && !theirs {
				evidence[i].Owner = mine
			}
		}
		all = append(all, casefile.Party{Evidence: evidence, Copies: s.Copies})
	}
	return all
}

// show picks the evidence that a request shows.
func (b caseBox) show(a Ask, now time.Time) ([]Showing, error) {
	s := Showing{At: now}
	files := map[string]bool{}
	for _, e := range b.Evidence {
		if slices.Contains(a.Show, e.ID) {
			s.Evidence = append(s.Evidence, e)
			files[e.File] = true
		}
	}
	if len(s.Evidence) < len(a.Show) || a.What == ToShow && len(s.Evidence) == 0 {
		return nil, refuse(unspent.Invalid, "keep.nothing")
	}
	if len(s.Evidence) == 0 {
		return nil, nil
	}
	// A picture is shown if all that was read in it is.
	for _, e := range b.Evidence {
		if !slices.Contains(a.Show, e.ID) {
			delete(files, e.File)
		}
	}
	for _, c := range b.Copies {
		if files[c.File] {
			s.Copies = append(s.Copies, c)
		}
	}
	s.Copies = discreet(s.Copies)
	return []Showing{s}, nil
}

// Wish asks whoever shows something for something newer. While a wish waits, that is
// the one.
func (c *Cases) Wish(ctx context.Context, link RequestLink) (out Request, err error) {
	err = c.change(ctx, func(r store.Documents, now time.Time) ([]step, error) {
		q, _, err := reach(ctx, r, link, now)
		if err != nil {
			return nil, err
		}
		out = q.body.seen()
		if _, waits := out.Open(); waits {
			return nil, nil
		}
		if q.body.What != ToShow {
			return nil, refuse(unspent.NotFound, "keep.gone")
		}
		if len(q.body.Wishes) >= MaxWishes {
			return nil, refuse(unspent.TooLarge, "keep.tooMany", "Most", MaxWishes)
		}
		word, err := freshWord(c.o.Rand)
		if err != nil {
			return nil, err
		}
		q.body.Wishes = append(slices.Clone(q.body.Wishes), Wish{Word: word, At: now})
		out = q.body.seen()
		s, err := q.with(q.body, c)
		return []step{s}, err
	})
	return unless(err, out)
}

// HasWord reports whether the fresh word that evidence was read with was seen in it.
func HasWord(all []casefile.EvidenceJSON) bool {
	return slices.ContainsFunc(all, func(e casefile.EvidenceJSON) bool {
		return slices.ContainsFunc(e.Notes, func(n api.Note) bool { return n.ID == assess.ChallengeShown })
	})
}

// Fulfil saves a case as [Cases.Save] does, and shows what is new in it on the page
// whose reader wished for it: id is the request's, and s has the word of the wish. The wish
// is met if the word was seen in the evidence. Evidence without it is refused, unless s is
// bare: then it is shown so. NotFound if nobody wishes for that any more.
func (c *Cases) Fulfil(ctx context.Context, link CaseLink, rev int, in Content, id string, s Showing) (err error) {
	if in, err = c.clean(in); err != nil {
		return err
	}
	if err := few(s.Evidence, s.Copies); err != nil {
		return err
	}
	if len(s.Evidence) == 0 {
		return refuse(unspent.Invalid, "keep.nothing")
	}
	seen := HasWord(s.Evidence)
	if !seen && !s.Bare {
		return refuse(unspent.Invalid, "keep.noWord")
	}
	s.Bare = !seen
	return c.change(ctx, func(r store.Documents, now time.Time) ([]step, error) {
		k, news, err := revised(ctx, r, link, rev, in, now)
		if err != nil || !news {
			return nil, err
		}
		i := slices.IndexFunc(k.body.Sent, func(one sent) bool { return one.ID == id })
		if i < 0 {
			return nil, refuse(unspent.NotFound, "keep.gone")
		}
		theirs, _, err := k.body.Sent[i].read(ctx, r, now)
		if err != nil {
			return nil, err
		}
		q, _, err := reach(ctx, r, theirs, now)
		if err != nil {
			return nil, err
		}
		q.body.Wishes = slices.Clone(q.body.Wishes)
		at := slices.IndexFunc(q.body.Wishes, func(w Wish) bool { return !w.Met && w.Word == s.Word })
		if at < 0 {
			return nil, refuse(unspent.NotFound, "keep.gone")
		}
		q.body.Wishes[at].Met, s.At = seen, now
		s.Evidence, s.Copies = c.reticent(s.Evidence, q.body.Facts), discreet(s.Copies)
		q.body.Shown = append(slices.Clone(q.body.Shown), s)
		kept, err := k.with(k.body, c)
		if err != nil {
			return nil, err
		}
		shown, err := q.with(q.body, c)
		return []step{kept, shown}, err
	})
}
