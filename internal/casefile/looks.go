package casefile

import (
	"hash/maphash"
	"math/bits"
	"slices"
	"strings"
	"sync"

	"github.com/unspent-dev/unspent/assess"
)

// Look is how a picture looks, so that it is known again: the same file, or
// nearly the same picture with nearly the same dates and numbers in it. Messages
// and pages of one issuer look alike, so the look alone tells nothing.
type Look struct {
	Sum  [32]byte // of the file
	Hash uint64   // perceptual; zero: nobody looked at it
	Text string   // what was read in it
}

// looks returns the pictures of r, each with the source that it is.
func (r *Result) looks(each func(s Source, l Look)) {
	for _, s := range r.Sources {
		for _, m := range append([]Source{s}, s.Members...) {
			if m.Look != 0 || strings.HasPrefix(m.Media, "image/") {
				each(m, Look{m.SHA256, m.Look, m.Text})
			}
		}
	}
}

// seenBefore notes on what was read in pictures that another case has brought
// them, and returns which cases.
func (r *Result) seenBefore(seen func(Look) (string, bool)) (where []string) {
	r.looks(func(s Source, l Look) {
		in, is := seen(l)
		if !is {
			return
		}
		if in != "" && !slices.Contains(where, in) {
			where = append(where, in)
		}
		for i := range r.Evidence {
			if e := &r.Evidence[i]; slices.Contains(s.Evidence, e.ID) {
				e.Notes = append(slices.Clip(e.Notes), assess.Note{ID: assess.PictureSeenBefore, Detail: in})
			}
		}
	})
	return where
}

// Looks remember how the pictures of the latest cases looked, in memory only, and
// never more than MaxLooks of them. They are safe for concurrent use.
type Looks struct {
	seed maphash.Seed

	mu   sync.Mutex
	all  []known // guarded by mu
	next int     // place of the oldest when it is full, guarded by mu
}

// known is a picture that was brought. Of what stands in it only keyed hashes are kept.
type known struct {
	whose   string // cases of others tell nothing
	card    cardKey
	where   string
	sum     uint64
	hash    uint64
	numbers []uint32 // the words of it that have digits, in order
}

// NewLooks returns a memory that remembers nothing yet.
func NewLooks() *Looks { return &Looks{seed: maphash.MakeSeed()} }

// Seen tells whether one of whose other cases has brought a picture, and which.
func (l *Looks) Seen(whose string, card Told, p Look) (where string, seen bool) {
	now := l.known(whose, card, "", p)
	l.mu.Lock()
	defer l.mu.Unlock()
	for _, k := range l.all {
		if k.whose == whose && k.card.another(now.card) && k.alike(now) {
			return k.where, true
		}
	}
	return "", false
}

// Add remembers the pictures of a case, which is called where.
func (l *Looks) Add(whose string, card Told, where string, r Result) {
	r.looks(func(_ Source, p Look) {
		k := l.known(whose, card, where, p)
		l.mu.Lock()
		defer l.mu.Unlock()
		if slices.ContainsFunc(l.all, func(o known) bool { return o.whose == whose && o.card == k.card && o.sum == k.sum }) {
			return
		}
		if len(l.all) < MaxLooks {
			l.all = append(l.all, k)
			return
		}
		l.all[l.next] = k
		l.next = (l.next + 1) % MaxLooks
	})
}

func (l *Looks) known(whose string, card Told, where string, p Look) known {
	k := known{whose: whose, card: l.key(card), where: where, sum: maphash.Bytes(l.seed, p.Sum[:]), hash: p.Hash}
	for _, word := range strings.Fields(p.Text) {
		if len(k.numbers) < maxNumbers && strings.ContainsAny(word, "0123456789") {
			k.numbers = append(k.numbers, uint32(maphash.String(l.seed, word)))
		}
	}
	slices.Sort(k.numbers)
	k.numbers = slices.Clip(slices.Compact(k.numbers))
	return k
}

// alike reports whether two pictures are the same, or nearly so: eyes read a word
// otherwise now and then, and a picture that was packed anew differs in a few bits.
func (k known) alike(o known) bool {
	if k.sum == o.sum {
		return true
	}
	if k.hash == 0 || o.hash == 0 || bits.OnesCount64(k.hash^o.hash) > nearLook || len(k.numbers) < fewNumbers || len(o.numbers) < fewNumbers {
		return false
	}
	shared := 0
	for _, n := range k.numbers {
		if _, is := slices.BinarySearch(o.numbers, n); is {
			shared++
		}
	}
	return 10*2*shared >= 9*(len(k.numbers)+len(o.numbers))
}

// Told is what a case tells of its card: the brand, last four, serial, order. What
// is empty is not told.
type Told [4]string

// Told is what tells the card of a case from others; false if the case tells nothing
// that does.
func (in Input) Told() (t Told, ok bool) {
	c := in.Case.Card
	return Told{in.Brand, c.Last4, c.Serial, c.Order}, c.Last4 != "" || c.Serial != "" || c.Order != ""
}

// cardKey is what was told of a card, each by itself as a keyed hash; zero: not told.
type cardKey [4]uint64

func (l *Looks) key(t Told) (k cardKey) {
	for i, field := range t {
		if field != "" {
			k[i] = maphash.String(l.seed, field)
		}
	}
	return k
}

// another reports whether two cases are of two cards: something that both tell
// differs. That one tells more than the other makes no other card.
func (k cardKey) another(o cardKey) bool {
	for i := range k {
		if k[i] != 0 && o[i] != 0 && k[i] != o[i] {
			return true
		}
	}
	return false
}
