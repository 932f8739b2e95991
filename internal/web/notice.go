package web

import (
	"net/http"

	"github.com/unspent-dev/unspent"
	"github.com/unspent-dev/unspent/internal/keep"
)

// noticePage stops mails about a case.
type noticePage struct {
	Trouble trouble
	Stopped bool
}

func (v *visit) noticeForm() error {
	if v.s.Tell == nil {
		return errNoPage
	}
	return v.show("notice", http.StatusOK, "notice.title", noticePage{})
}

func (v *visit) stopNotices() error {
	if v.s.Tell == nil {
		return errNoPage
	}
	link, err := keep.ParseNoticeLink(v.field("link"))
	if err == nil {
		err = v.gated(true, func() error { return v.s.Cases.Stop(v.r.Context(), link) })
	}
	return v.show("notice", statusOf(err), "notice.title", noticePage{v.trouble(err, nil), err == nil})
}

// tell mails the owner of a case, if they want that, that something has come by a
// request. Whoever brought it is not kept from going on by a mail that fails.
func (v *visit) tell(link keep.RequestLink) {
	if v.s.Tell == nil {
		return
	}
	n, due, err := v.s.Cases.Due(v.r.Context(), link)
	if err == nil && due {
		err = v.s.Tell(v.r.Context(), n)
	}
	if err != nil {
		v.s.Log.Error("nobody was told of what came for a case", "error", err)
	}
}

// tellMe has whoever is signed in told of what comes for a case, or nobody any more. The
// address is the one that they signed in with, by a link that was mailed to it.
func (v *visit) tellMe(link keep.CaseLink) error {
	if v.field("do") == "quiet" {
		return v.s.Cases.Tell(v.r.Context(), link, "", v.lang)
	}
	me, _, _, ok, err := v.holder()
	if err != nil {
		return err
	}
	if !ok || v.s.Tell == nil {
		return unspent.Errorf(unspent.Unauthenticated, "whoever is told by mail has signed in")
	}
	return v.s.Cases.Tell(v.r.Context(), link, me.Mail, v.lang)
}
