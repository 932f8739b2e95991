package store

import (
	"cmp"
	"context"
	"slices"
	"strconv"
	"time"

	"github.com/unspent-dev/unspent"
)

// Loss says that the book went on without its end: from an older copy, or from
// what was left of its files. With it an epoch of the book begins. Events of
// earlier epochs after Kept are lost; their numbers name no other event.
type Loss struct {
	Epoch  int64       // that begins with it: 1, 2, 3, …
	Kept   unspent.Seq // the newest event that was still there; 0 if none was
	Last   unspent.Seq // the newest event that anybody had seen
	At     time.Time   // when it was accepted
	By     string      // who accepted it
	Second string      // the second person, who looked at it too
	Note   string      // what had happened, in the words of who accepted it

	// Serials is by how much the numbering of serials is ahead of that of events after
	// Last, so that no new card gets the serial of a lost one; see [Ahead].
	Serials int64
}

// lossBody is how a loss is kept.
type lossBody struct {
	Epoch  int64  `json:"epoch"`
	Kept   int64  `json:"kept"`
	Last   int64  `json:"last"`
	By     string `json:"by"`
	Second string `json:"second,omitempty"`
	Note   string `json:"note"`

	Serials int64 `json:"serials,omitempty"`
}

// Document returns l as what belongs to the book and is no event.
func (l Loss) Document() (Document, error) {
	return Doc[lossBody]{strconv.FormatInt(l.Epoch, 10), l.At,
		lossBody{l.Epoch, int64(l.Kept), int64(l.Last), l.By, l.Second, l.Note, l.Serials}}.Document(KindLoss)
}

// lossPage is how many losses are read at a time.
const lossPage = 100

// Losses returns every loss, in the order of their epochs.
func Losses(ctx context.Context, r Documents) (all []Loss, err error) {
	for after := (Place{}); ; {
		page, err := r.Documents(ctx, Pick{Kind: KindLoss, After: after, Limit: lossPage})
		if err != nil {
			return nil, err
		}
		for _, d := range page {
			doc, err := ReadDoc[lossBody](d)
			if err != nil {
				return nil, unspent.Errorf(unspent.Internal, "the note of a loss cannot be read")
			}
			b := doc.Body
			all = append(all, Loss{b.Epoch, unspent.Seq(b.Kept), unspent.Seq(b.Last), d.At, b.By, b.Second, b.Note, b.Serials})
			after = d.Place()
		}
		if len(page) < lossPage {
			slices.SortFunc(all, func(a, b Loss) int { return cmp.Compare(a.Epoch, b.Epoch) })
			return all, nil
		}
	}
}

// Ahead returns by how much the numbering of serials is to be ahead of that of events
// after a loss that is accepted at a time, when last is the newest event that anybody had
// seen, and all losses that are known. A serial is made of the number of the event that
// makes its card, and a lost event's number may be one that is given to another event, or
// beyond all that anybody has seen. So it counts from the loss on, and from a number that
// the time alone gives, not what was kept: then the serials of two losses of which the
// copy that is left does not know the first are apart too, while fewer than
// serialsPerMinute are numbered in each minute between them. It is beyond what was
// numbered before: of what nobody has seen there are fewer than serialsPerLoss.
func Ahead(all []Loss, last unspent.Seq, at time.Time) int64 {
	from := max(minutes(at.Sub(time.Date(2020, 1, 1, 0, 0, 0, 0, time.UTC))), int64(last)+latest(all).Serials+serialsPerLoss)
	for _, l := range all {
		from = max(from, l.Serials+int64(l.Last)+serialsPerLoss+max(0, minutes(at.Sub(l.At))))
	}
	return from - int64(last)
}

// minutes returns how many serials are left to a while.
func minutes(while time.Duration) int64 { return int64(while/time.Minute) * serialsPerMinute }

// Number returns what the serial of the card that an event makes is made of. Events up to
// the newest that was seen before a loss only keep their numbers free; the one card
// that is made for that has a number before those of all others.
func Number(all []Loss, seq unspent.Seq) int64 {
	l := latest(all)
	if l.Serials == 0 {
		return int64(seq)
	}
	return int64(max(seq, l.Last)) + l.Serials
}

// latest returns the loss from which serials count.
func latest(all []Loss) (l Loss) {
	for _, one := range all {
		if one.Serials > l.Serials {
			l = one
		}
	}
	return l
}

// LostBy returns the first of all losses that took an event of which somebody
// says that it was there at a time, in an epoch. The time counts too: a copy from
// before an earlier loss knows nothing of that one, and its epochs are counted
// a second time.
func LostBy(all []Loss, epoch int64, seq unspent.Seq, at time.Time) (Loss, bool) {
	for _, l := range all {
		if seq > l.Kept && (epoch < l.Epoch || at.Before(l.At)) {
			return l, true
		}
	}
	return Loss{}, false
}
