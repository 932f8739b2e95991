package intake

import (
	"context"
	"crypto/sha256"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/emersion/go-msgauth/dkim"

	"github.com/unspent-dev/unspent/assess"
	"github.com/unspent-dev/unspent/brand"
)

// without leaves a header out of what is signed.
func without(name string) func(*dkim.SignOptions) {
	return func(o *dkim.SignOptions) {
		o.HeaderKeys = slices.DeleteFunc(allHeaders(), func(h string) bool { return h == name })
	}
}

// elsewhere signs with a domain of somebody else, or with one that is named.
func elsewhere(domain string) func(*dkim.SignOptions) {
	return func(o *dkim.SignOptions) {
		if o.Domain = domain; domain == "elsewhere.example" {
			o.Signer = testKeys().other
		}
	}
}

// The table of forged evidence: what is done to a mail, the grade that it gets,
// and why.
func TestForgedMail(t *testing.T) {
	const (
		verified, unverified, contradicted = assess.Verified, assess.Unverified, assess.Contradicted
		opened, other                      = brand.MailOpened, brand.MailOther
	)
	genuine := sign(t, notice(""), nil)
	swap := func(text, old, new string) string {
		if !strings.Contains(text, old) {
			t.Fatalf("the mail has no %q", old)
		}
		return strings.Replace(text, old, new, 1)
	}
	signedWith := func(edit func(*dkim.SignOptions)) string { return sign(t, notice(""), edit) }
	late := signedWith(func(o *dkim.SignOptions) { o.Expiration = seen().Add(-time.Hour) })
	from := func(sender string) string {
		return sign(t, swap(notice(""), "Hanami <gift@mail.hanami.example>", sender), nil)
	}
	// A giver wrote the text of a notice into a greeting, and names its boundary in
	// a header that is not signed.
	greeting := "Content-Type: multipart/mixed; boundary=real\r\n"
	reread := sign(t, compose("gift@mail.hanami.example", "taro@buyer.example", "ギフトカードが登録されました", greeting,
		"--real\r\nContent-Type: text/plain; charset=utf-8\r\n\r\nメッセージ:\r\n--mine\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n"+
			noticeBody+"\r\n--real--\r\n"), without("Content-Type"))
	reread = swap(reread, "boundary=real", "boundary=mine")

	ids := func(ids ...assess.NoteID) []assess.NoteID { return ids }
	tests := map[string]struct {
		text  string
		grade assess.Grade
		says  brand.Meaning
		notes []assess.NoteID
	}{
		"none":                    {genuine, verified, opened, ids(assess.SignatureGood)},
		"not signed":              {notice(""), unverified, opened, ids(assess.SignatureMissing)},
		"altered amount":          {swap(genuine, "5,000", "50,000"), unverified, opened, ids(assess.SignatureBroken)},
		"added text":              {genuine + "使用済み\r\n", unverified, opened, ids(assess.SignatureBroken)},
		"altered signed receiver": {swap(genuine, "taro@buyer", "jiro@buyer"), unverified, opened, ids(assess.SignatureBroken)},
		"altered signed date":     {swap(genuine, "Date: Sun, 22 Nov", "Date: Sat, 21 Nov"), unverified, opened, ids(assess.SignatureBroken)},
		"altered unsigned receiver": {swap(signedWith(without("To")), "taro@buyer", "jiro@buyer"), unverified, opened,
			ids(assess.HeadersUnsigned, assess.SignatureGood)},
		"altered unsigned date": {swap(signedWith(without("Date")), "Date: Sun, 22 Nov", "Date: Sat, 21 Nov"), unverified, opened,
			ids(assess.HeadersUnsigned, assess.SignatureGood)},
		"altered unsigned message id": {swap(signedWith(without("Message-ID")), "<n-1@", "<n-2@"), unverified, opened,
			ids(assess.HeadersUnsigned, assess.SignatureGood)},
		"unsigned transfer encoding": {sign(t, notice("Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable\r\n"),
			without("Content-Transfer-Encoding")), unverified, opened, ids(assess.EncodingUnsigned, assess.SignatureGood)},
		"another boundary named":       {reread, unverified, opened, ids(assess.HeadersUnsigned, assess.SignatureGood)},
		"altered header of no account": {swap(genuine, "Received: by mx.buyer", "Received: by mx.thief"), verified, opened, ids(assess.SignatureGood)},
		"From prepended":               {"From: boss@thief.example\r\n" + genuine, contradicted, opened, ids(assess.HeadersDoubled, assess.SignatureGood)},
		"Subject prepended":            {"Subject: used\r\n" + genuine, contradicted, opened, ids(assess.HeadersDoubled, assess.SignatureGood)},
		"Subject appended": {swap(genuine, "MIME-Version:", "Subject: used\r\nMIME-Version:"), contradicted, other,
			ids(assess.HeadersDoubled, assess.SignatureBroken, assess.TemplateUnknown)},
		"Subject with a long s prepended": {"\u017fubject: used\r\n" + genuine, contradicted, opened, ids(assess.HeadersDoubled, assess.SignatureGood)},
		"Subject with a blank prepended":  {"Subject : used\r\n" + genuine, contradicted, opened, ids(assess.HeadersDoubled, assess.SignatureGood)},
		"Content-Type prepended":          {"Content-Type: text/html\r\n" + genuine, contradicted, opened, ids(assess.HeadersDoubled, assess.SignatureGood)},
		"doubled before it was signed": {sign(t, "Subject: used\r\n"+notice(""), func(o *dkim.SignOptions) { o.HeaderKeys = append(allHeaders(), "Subject") }),
			unverified, opened, ids(assess.HeadersDoubled, assess.SignatureGood)},
		"signed by another domain":      {signedWith(elsewhere("elsewhere.example")), unverified, opened, ids(assess.SignatureForeign)},
		"signed by another domain, too": {sign(t, genuine, elsewhere("elsewhere.example")), verified, opened, ids(assess.SignatureGood)},
		"signed with another's key": {signedWith(func(o *dkim.SignOptions) { o.Signer = testKeys().other }),
			unverified, opened, ids(assess.SignatureBroken)},
		"a child signs for its parent": {sign(t, compose("order@hanami.example", "taro@buyer.example", "ご注文の確認", "Content-Type: text/plain\r\n", "x\r\n"),
			elsewhere("mail.hanami.example")),
			unverified, brand.MailOrdered, ids(assess.SignatureForeign)},
		"staff of the brand":     {from("Sakura <sakura@hanami.example>"), unverified, other, ids(assess.SenderStaff, assess.SignatureGood, assess.TemplateUnknown)},
		"a stranger":             {from("gift@mail.hanami.example.thief.example"), unverified, opened, ids(assess.SenderUnknown, assess.SignatureForeign)},
		"a look-alike":           {from("Sakura <sakura@evilhanami.example>"), unverified, opened, ids(assess.SenderUnknown, assess.SignatureForeign)},
		"a look-alike's parent":  {from("gift@mail.hanami.example.co"), unverified, opened, ids(assess.SenderUnknown, assess.SignatureForeign)},
		"a stranger of the name": {from(`"gift@mail.hanami.example" <x@thief.example>`), unverified, opened, ids(assess.SenderUnknown, assess.SignatureForeign)},
		"two senders":            {from("gift@mail.hanami.example, x@thief.example"), unverified, opened, ids(assess.SenderUnknown, assess.SignatureForeign)},
		"expired":                {late, unverified, opened, ids(assess.SignatureExpired)},
		"expired and altered":    {swap(late, "5,000", "50,000"), unverified, opened, ids(assess.SignatureBroken)},
		"key not published":      {signedWith(func(o *dkim.SignOptions) { o.Selector = "old" }), unverified, opened, ids(assess.SignatureNoKey)},
		"key server down":        {signedWith(func(o *dkim.SignOptions) { o.Selector = "down" }), unverified, opened, ids(assess.SignatureNoKey)},
		"two keys published":     {signedWith(func(o *dkim.SignOptions) { o.Selector = "two" }), unverified, opened, ids(assess.SignatureNoKey)},
		"key that only tests":    {signedWith(func(o *dkim.SignOptions) { o.Selector = "try" }), unverified, opened, ids(assess.SignatureWeak)},
		"part of the body (l=)":  {swap(genuine, "DKIM-Signature: ", "DKIM-Signature: l=10; ") + "使用済み\r\n", unverified, opened, ids(assess.SignatureShort)},
		"SHA-1":                  {swap(genuine, "a=rsa-sha256", "a=rsa-sha1"), unverified, opened, ids(assess.SignatureWeak)},
		"algorithm not known":    {swap(genuine, "a=rsa-sha256", "a=mldsa65-sha256"), unverified, opened, ids(assess.SignatureUnknown)},
		"no algorithm":           {swap(genuine, "a=rsa-sha256", "a="), unverified, opened, ids(assess.SignatureBroken)},
		"form not known":         {swap(genuine, "c=relaxed/relaxed", "c=relaxed/nofws"), unverified, opened, ids(assess.SignatureUnknown)},
		"version not known":      {swap(genuine, "v=1", "v=2"), unverified, opened, ids(assess.SignatureUnknown)},
		"a tag twice":            {swap(genuine, "DKIM-Signature: ", "DKIM-Signature: d=hanami.example; "), unverified, opened, ids(assess.SignatureBroken)},
		"a name that is no name": {swap(genuine, "s=s1", "s=../../s1"), unverified, opened, ids(assess.SignatureNoKey)},
	}
	public := keyText(testKeys().brand.Public())
	keys := DNS(serve(t, map[string][]string{
		"s1._domainkey.hanami.example":      {public},
		"s1._domainkey.mail.hanami.example": {public},
		"down._domainkey.hanami.example":    {"broken"},
		"two._domainkey.hanami.example":     {public, keyText(testKeys().other.Public())},
		"try._domainkey.hanami.example":     {"t=y; " + public},
		"s1._domainkey.elsewhere.example":   {keyText(testKeys().other.Public())},
	}))
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			e := one(t, tt.text, options(keys))
			if got := noteIDs(e); e.Grade != tt.grade || e.Says != tt.says || !slices.Equal(got, tt.notes) {
				t.Errorf("%s, %s, %s; want %s, %s, %s", e.Grade, e.Says, got, tt.grade, tt.says, tt.notes)
			}
			if strings.Contains(name, "unsigned receiver") && e.Card.Giver != "" || strings.Contains(name, "unsigned date") && !e.At.IsZero() {
				t.Errorf("what nobody signed is told: %q, %v", e.Card.Giver, e.At)
			}
		})
	}
}

func noteIDs(e assess.Evidence) []assess.NoteID {
	var ids []assess.NoteID
	for _, n := range e.Notes {
		ids = append(ids, n.ID)
	}
	slices.Sort(ids)
	return ids
}

// One notice serves one card.
func TestReplayedMail(t *testing.T) {
	keys := brandKeys(t)
	used := map[[32]byte]bool{}
	o := options(keys)
	o.Used = func(id [32]byte) bool { return used[id] }
	signed := sign(t, notice(""), nil)
	first, err := mail(t.Context(), []byte(signed), o)
	if err != nil {
		t.Fatal(err)
	}
	if first.Message != sha256.Sum256([]byte("n-1@mail.hanami.example")) {
		t.Errorf("the mail's id hashes to %x", first.Message)
	}
	used[first.Message] = true
	rfc822 := "Content-Type: message/rfc822\r\n"
	for name, text := range map[string]string{"again": signed, "attached": attach(rfc822, signed), "with other headers": "X-A: b\r\n" + signed,
		"with blanks that no signature covers": strings.Replace(signed, "Message-ID: <", "message-id:\t  <", 1)} {
		e := one(t, text, o)
		if first.Evidence[0].Grade != assess.Verified || e.Grade != assess.Unverified || !noted(e, assess.MailReplayed) {
			t.Errorf("%s: %s, then %s %v; want verified, then unverified and mail_replayed", name, first.Evidence[0].Grade, e.Grade, e.Notes)
		}
	}
}

// watched tells which keys were asked for.
type watched struct {
	Keys
	asked *[]string
}

func (w watched) Key(ctx context.Context, domain, selector string) (KeyRecord, error) {
	*w.asked = append(*w.asked, domain)
	return w.Keys.Key(ctx, domain, selector)
}

// The writer of a mail must not learn from their own DNS that somebody looks at
// it.
func TestStrangersAreNotAsked(t *testing.T) {
	var asked []string
	keys := watched{brandKeys(t), &asked}
	one(t, sign(t, sign(t, notice(""), nil), elsewhere("elsewhere.example")), options(keys))
	if !slices.Equal(asked, []string{"hanami.example"}) {
		t.Errorf("asked for keys of %q, want of the brand only", asked)
	}
}

// Of several signatures of the brand, one that is good is enough.
func TestOneGoodSignatureCounts(t *testing.T) {
	keys := brandKeys(t)
	for name, text := range map[string]string{
		"the other has no key":  sign(t, sign(t, notice(""), nil), func(o *dkim.SignOptions) { o.Selector = "old" }),
		"the other covers less": sign(t, sign(t, notice(""), without("To")), nil),
		"the other is broken": strings.Replace(sign(t, "X-A: 1\r\n"+sign(t, notice(""), nil),
			func(o *dkim.SignOptions) { o.HeaderKeys = append(allHeaders(), "X-A") }), "X-A: 1", "X-A: 2", 1),
		"three broken before it": strings.Repeat("DKIM-Signature: v=1; d=thief.example\r\n", 3) + sign(t, notice(""), nil),
	} {
		if e := one(t, text, options(keys)); e.Grade != assess.Verified || len(e.Notes) != 1 ||
			e.Notes[0] != (assess.Note{ID: assess.SignatureGood, Detail: "d=hanami.example s=s1"}) {
			t.Errorf("%s: %s, %v; want verified by s1", name, e.Grade, e.Notes)
		}
	}
}
