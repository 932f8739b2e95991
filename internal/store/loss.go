package store

import (
	"cmp"
	"context"
	"encoding/json"
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
}

const lossKind = "loss"

// lossBody is how a loss is kept.
type lossBody struct {
	Epoch  int64  `json:"epoch"`
	Kept   int64  `json:"kept"`
	Last   int64  `json:"last"`
	By     string `json:"by"`
	Second string `json:"second,omitempty"`
	Note   string `json:"note"`
}

// Document returns l as what belongs to the book and is no event.
func (l Loss) Document() (Document, error) {
	body, err := json.Marshal(lossBody{l.Epoch, int64(l.Kept), int64(l.Last), l.By, l.Second, l.Note})
	return Document{Kind: lossKind, ID: strconv.FormatInt(l.Epoch, 10), At: l.At, Body: body}, err
}

// lossPage is how many losses are read at a time.
const lossPage = 100

// Losses returns every loss, in the order of their epochs.
func Losses(ctx context.Context, r Documents) (all []Loss, err error) {
	for after := (Place{}); ; {
		page, err := r.Documents(ctx, Pick{Kind: lossKind, After: after, Limit: lossPage})
		if err != nil {
			return nil, err
		}
		for _, d := range page {
			var b lossBody
			if err := json.Unmarshal(d.Body, &b); err != nil {
				return nil, unspent.Errorf(unspent.Internal, "the note of a loss cannot be read")
			}
			all = append(all, Loss{b.Epoch, unspent.Seq(b.Kept), unspent.Seq(b.Last), d.At, b.By, b.Second, b.Note})
			after = d.Place()
		}
		if len(page) < lossPage {
			slices.SortFunc(all, func(a, b Loss) int { return cmp.Compare(a.Epoch, b.Epoch) })
			return all, nil
		}
	}
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
