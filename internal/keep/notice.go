package keep

import (
	"context"
	"errors"
	"time"

	"github.com/unspent-dev/unspent"
	"github.com/unspent-dev/unspent/internal/store"
)

// NoticeLink is the secret of who is told of a case. It opens neither the case nor any
// of its requests: with it the notices are stopped.
type NoticeLink struct{ unspent.Secret }

// ParseNoticeLink reads a link as [ParseCaseLink] does.
func ParseNoticeLink(text string) (NoticeLink, error) {
	s, err := parse(text)
	return NoticeLink{s}, err
}

// Notice is who is told by mail that something has come for a case.
type Notice struct {
	To, Lang string
	Stop     NoticeLink
	Cause    string    // what came, by an id that is no secret
	At       time.Time // when
}

// noticeBox is what is sealed of it.
type noticeBox struct {
	To, Lang string
	Sent     int
	Last     time.Time // when somebody was told last
}

// Tell has an address told, from now on, of what the other side brings or wishes; the
// caller knows that it is the owner's. Nobody is told any more if it is empty.
func (c *Cases) Tell(ctx context.Context, link CaseLink, to, lang string) error {
	if len(to) > MaxAddress {
		return refuse(unspent.TooLarge, "keep.tooMuch")
	}
	return c.change(ctx, func(r store.Documents, now time.Time) ([]step, error) {
		k, err := unseal[caseBox](ctx, r, store.KindKept, link.Secret, now)
		if err != nil {
			return nil, err
		}
		n, err := noticeOf(ctx, r, k.body.Notice, now)
		if err != nil || n.body.To == to {
			return nil, err
		}
		var steps []step
		if n.was.ID != "" {
			steps = append(steps, step{was: n.was})
		}
		if k.body.Notice = ""; to != "" {
			secret, err := draw(c.o.Rand)
			if err != nil {
				return nil, err
			}
			l, err := lockOf(store.KindTold, secret)
			if err != nil {
				return nil, err
			}
			s, err := sealed[noticeBox]{lock: l, end: k.end}.with(noticeBox{To: to, Lang: lang}, c)
			if err != nil {
				return nil, err
			}
			k.body.Notice, steps = secret.Reveal(), append(steps, s)
		}
		for _, one := range k.body.Sent {
			_, q, err := one.read(ctx, r, now)
			if err != nil || q.was.ID == "" || q.body.State == Withdrawn {
				continue // nothing comes by it
			}
			q.body.Notice = k.body.Notice
			s, err := q.with(q.body, c)
			if err != nil {
				return nil, err
			}
			steps = append(steps, s)
		}
		s, err := k.with(k.body, c)
		return append(steps, s), err
	})
}

// noticeOf reads who is told; nothing is in it if nobody is.
func noticeOf(ctx context.Context, r store.Documents, secret string, now time.Time) (n sealed[noticeBox], err error) {
	if secret == "" {
		return n, nil
	}
	s, err := unspent.ParseSecret(secret)
	if err != nil {
		return n, err
	}
	n, err = unseal[noticeBox](ctx, r, store.KindTold, s, now)
	if errors.Is(err, unspent.NotFound) {
		return sealed[noticeBox]{}, nil
	}
	return n, err
}

// Due returns who is to be told of what has just come by a request. What comes soon
// afterwards is no news: whoever opens the case sees it too.
func (c *Cases) Due(ctx context.Context, link RequestLink) (out Notice, due bool, err error) {
	err = c.change(ctx, func(r store.Documents, now time.Time) ([]step, error) {
		out, due = Notice{}, false
		q, _, err := reach(ctx, r, link, now)
		if err != nil {
			return nil, err
		}
		n, err := noticeOf(ctx, r, q.body.Notice, now)
		if err != nil || n.body.To == "" || n.body.Sent >= MaxNotices || now.Before(n.body.Last.Add(NoticeEvery)) {
			return nil, err
		}
		secret, err := unspent.ParseSecret(q.body.Notice)
		if err != nil {
			return nil, err
		}
		n.body.Sent, n.body.Last = n.body.Sent+1, now
		out, due = Notice{To: n.body.To, Lang: n.body.Lang, Stop: NoticeLink{secret}, Cause: n.id + "-" + now.Format("20060102T150405"), At: now}, true
		s, err := n.with(n.body, c)
		return []step{s}, err
	})
	if err != nil {
		return Notice{}, false, err
	}
	return out, due, nil
}

// Stop has nobody told any more, by the link of a mail. Stopping what is stopped is no
// error.
func (c *Cases) Stop(ctx context.Context, link NoticeLink) error {
	return c.change(ctx, func(r store.Documents, now time.Time) ([]step, error) {
		n, err := unseal[noticeBox](ctx, r, store.KindTold, link.Secret, now)
		if errors.Is(err, unspent.NotFound) {
			return nil, nil
		}
		return []step{{was: n.was}}, err
	})
}
