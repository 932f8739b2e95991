package web

import (
	"bytes"
	"context"
	"crypto/rand"
	"crypto/sha256"
	"errors"
	"io"
	"log/slog"
	"net/http"
	"slices"
	"strings"
	"sync"
	"time"

	"golang.org/x/text/language"

	"github.com/unspent-dev/unspent"
	"github.com/unspent-dev/unspent/api"
	"github.com/unspent-dev/unspent/brand"
	"github.com/unspent-dev/unspent/internal/approval"
	"github.com/unspent-dev/unspent/internal/counter"
	"github.com/unspent-dev/unspent/internal/gate"
	"github.com/unspent-dev/unspent/internal/keep"
	"github.com/unspent-dev/unspent/internal/scan"
	"github.com/unspent-dev/unspent/internal/staff"
	"github.com/unspent-dev/unspent/internal/upload"
)

// Config is what the pages are made of. Counter, API and BaseURL are needed.
type Config struct {
	Counter  Counter                                  // which does what the pages ask for
	API      http.Handler                             // the JSON API, which answers everything that is no page
	BaseURL  string                                   // such as https://cards.example
	Who      func(key string) (unspent.Actor, error)  // whose API key it is; nobody can work at the desk if nil
	Staff    *staff.Desk                              // the people who work at the desk; nil: keys only
	Batches  *approval.Runner                         // issues what is planned at the desk; needed if there is one
	Demo     *Demo                                    // what only a demo has; nil: it is none
	Brands   brand.Catalogue                          // that a visitor can ask about; the built-in ones if it is empty
	Cases    *keep.Cases                              // kept cases and requests to others; nil: there are none here
	Tell     func(context.Context, keep.Notice) error // mails that something has come for a case; nil: nobody is told
	Site     Site                                     // whose service it is; SiteBoth if empty
	Face     Face                                     // what the pages look like; that of the program if it is zero
	Operator Operator                                 // who runs it
	Log      *slog.Logger
	Client   func(*http.Request) gate.Client // whose uploads are counted together; gate.Remote of the address if nil
	Now      func() time.Time                // time.Now if nil
	Rand     io.Reader                       // of tickets and request ids; crypto/rand if nil

	// Acted is told who signs in or out at the desk, "signIn" or "signOut", for the
	// log of the staff; nobody is if it is nil.
	Acted func(ctx context.Context, who unspent.Actor, name string)

	// Failed is told of sign-ins at the desk that fail; ManyFailed says how many there
	// were within an hour, if they are an alarm, and 0 otherwise. Both can be nil.
	Failed     func(*http.Request)
	ManyFailed func() int
}

// Counter answers the calls of pages; *[counter.Counter] is one.
type Counter interface {
	Answer(ctx context.Context, who counter.Visitor, a api.Ask, out any) error
	ReadCode(text string) (unspent.Code, error)
}

// server is the pages. All its fields but one are set by New and never change.
type server struct {
	Config
	mux      *http.ServeMux
	pages    pages
	frames   memo[frameOf, frame]
	kinds    memo[string, string] // names of programs
	langs    memo[string, string] // the language for an Accept-Language header
	buffers  sync.Pool            // of *bytes.Buffer
	assets   assets
	tickets  *tickets
	sessions *sessions
	once     *once
	helds    *helds
	guides   library
	drawn    *shelf[drawn]       // pages that forms were answered with
	meetings *shelf[unspent.Seq] // holds by the digest of their secret: where two sides of a hand-over meet
	scanner  *scan.Reader
	shapes   string // of the codes of other brands, for the browser
	headers  http.Header
	matcher  language.Matcher
	uploads  *upload.Shares // forms with files
	scans    *gate.Gate     // counts the work of reading pictures
	links    *gate.Gate     // counts links that lead to nothing, and what is kept
}

// filled returns c with what may be left out, or says what may not.
func (c Config) filled() (Config, error) {
	if c.Counter == nil || c.API == nil || c.BaseURL == "" {
		return c, errors.New("the pages need the counter, the API and their own address")
	}
	if c.Log == nil {
		c.Log = slog.New(slog.DiscardHandler)
	}
	if c.Now == nil {
		c.Now = time.Now
	}
	if c.Rand == nil {
		c.Rand = rand.Reader
	}
	if c.Client == nil {
		c.Client = func(r *http.Request) gate.Client { return gate.Remote(r.RemoteAddr) }
	}
	if len(c.Brands.All()) == 0 {
		c.Brands = brand.Builtin()
	}
	if c.Site == "" {
		c.Site = SiteBoth
	}
	if c.Who == nil {
		c.Who = func(string) (unspent.Actor, error) {
			return unspent.Actor{}, unspent.Errorf(unspent.Unauthenticated, "nobody can sign in here")
		}
	}
	if c.Acted == nil {
		c.Acted = func(context.Context, unspent.Actor, string) {}
	}
	if c.Failed == nil {
		c.Failed = func(*http.Request) {}
	}
	if c.ManyFailed == nil {
		c.ManyFailed = func() int { return 0 }
	}
	c.BaseURL = strings.TrimSuffix(c.BaseURL, "/")
	return c, nil
}

// New returns the handler of the pages and, for every other address, the API.
func New(c Config) (http.Handler, error) {
	c, err := c.filled()
	if err != nil {
		return nil, err
	}
	s := &server{Config: c, mux: http.NewServeMux(), scanner: scan.New(), uploads: upload.New(uploadLimits()), headers: pageHeaders(c.BaseURL),
		matcher: language.NewMatcher([]language.Tag{language.Japanese, language.English})}
	if s.assets, err = loadAssets(); err != nil {
		return nil, err
	}
	if err = s.assets.wear(c.Face); err != nil {
		return nil, err
	}
	if s.shapes, err = codeShapes(c.Brands); err != nil {
		return nil, err
	}
	if s.guides, err = newLibrary(c.Site, c.Brands); err != nil {
		return nil, err
	}
	s.buffers.New = func() any { return new(bytes.Buffer) }
	if s.pages, err = parsePages(s.assets); err != nil {
		return nil, err
	}
	if s.scans, err = newScans(c.Now, c.Rand); err != nil {
		return nil, err
	}
	if s.links, err = newLinks(c); err != nil {
		return nil, err
	}
	if s.tickets, err = newTickets(c.Rand, c.Now); err != nil {
		return nil, err
	}
	s.sessions = &sessions{now: c.Now, rand: c.Rand, ended: s.endPass, known: map[[sha256.Size]byte]*session{}}
	s.helds, s.drawn = newHelds(c.Now, c.Rand), newShelf[drawn](c.Now, drawnLife, maxDrawn)
	s.meetings = newShelf[unspent.Seq](c.Now, unspent.MaxHold, maxMeetings)
	s.once = &once{now: c.Now, seen: map[string]time.Time{}}
	for _, rt := range slices.Concat(routes(), staffRoutes(), drawnRoutes()) {
		s.mount(rt)
	}
	s.mux.HandleFunc("GET /assets/", s.assets.serve)
	s.mux.HandleFunc("/", s.elsewhere)
	// A form that another site sends is refused. The API acts for nobody but who
	// asks with a key or a code of their own, so it needs no such protection.
	pages := http.NewCrossOriginProtection().Handler(s.mux)
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if strings.HasPrefix(r.URL.Path, "/v1/") {
			c.API.ServeHTTP(w, r)
			return
		}
		s.guard(w) // pages, what they load, and the refusal of another site's form
		pages.ServeHTTP(w, r)
	}), nil
}

// route is one page.
type route struct {
	pattern string
	serve   func(*visit) error
}

func routes() []route {
	return []route{
		{"GET /{$}", (*visit).home}, {"GET /ask", (*visit).ask}, {"GET /answer/{name}", (*visit).answer},
		{"GET /case", (*visit).caseForm}, {"POST /case", (*visit).keepCase}, {"POST /case/open", (*visit).openCase}, {"GET /case/{name}", (*visit).kept},
		{"POST /case/{name}", (*visit).addToCase},
		{"GET /r", (*visit).requestForm}, {"POST /r", (*visit).openRequest}, {"GET /r/{name}", (*visit).request}, {"POST /r/{name}",
			(*visit).reply}, {"POST /r/{name}/wish", (*visit).wish},
		{"GET /notice", (*visit).noticeForm}, {"POST /notice", (*visit).stopNotices},
		{"GET /check", (*visit).checkForm}, {"POST /check", (*visit).check},
		{"GET /prove", (*visit).proveForm}, {"POST /prove", (*visit).prove},
		{"GET /v", (*visit).verifyForm}, {"POST /v", (*visit).verify},
		{"GET /handover", (*visit).handover}, {"POST /handover", (*visit).meet}, {"POST /scan", (*visit).frame},
		{"POST /handover/buy", (*visit).buy}, {"GET /handover/look", (*visit).lookForm}, {"POST /handover/look", (*visit).look}, {"POST /handover/take",
			(*visit).take},
		{"GET /handover/give", (*visit).giveForm}, {"POST /handover/give", (*visit).give},
		{"POST /handover/see", (*visit).see}, {"POST /handover/release", (*visit).release},
		{"GET /assess", (*visit).assessForm}, {"POST /assess", (*visit).assess},
		{"GET /desk", (*visit).desk}, {"POST /desk/found", (*visit).find}, {"POST /desk/sign-in", (*visit).signIn}, {"POST /desk/sign-out", (*visit).signOut},
		{"POST /desk/sign-out-everywhere", (*visit).signOutEverywhere},
		{"GET /desk/enrol", (*visit).enrolForm}, {"POST /desk/enrol", (*visit).lookAtEnrol}, {"POST /desk/enrol/do", (*visit).enrol},
		{"GET /desk/cards/{serial}", (*visit).card}, {"POST /desk/cards/{serial}/{action}", (*visit).act},
		{"GET /sign-in", (*visit).signInForm}, {"POST /sign-in", (*visit).mailLink}, {"POST /sign-in/look", (*visit).lookAtLink},
		{"POST /sign-in/enter", (*visit).enter}, {"POST /sign-out", (*visit).leave},
		{"GET /account", (*visit).account}, {"POST /account", (*visit).changeMe}, {"POST /account/forget", (*visit).forgetMe},
		{"GET /account/history.csv", (*visit).historyFile},
		{"GET /claim", (*visit).claimForm}, {"POST /claim", (*visit).lookBeforeClaim}, {"POST /claim/do", (*visit).claim},
		{"GET /give", (*visit).giftForm}, {"POST /give", (*visit).reviewGift}, {"POST /give/order", (*visit).placeGift},
		{"GET /orders/{number}", (*visit).orderPage}, {"POST /orders/{number}/{action}", (*visit).actOnOrder}, {"POST /orders/{number}/sheets", (*visit).sheets},
		{"GET /desk/orders", (*visit).deskOrders}, {"GET /desk/give", (*visit).giftForm}, {"POST /desk/give", (*visit).reviewGift},
		{"POST /desk/give/order", (*visit).placeGift},
		{"GET /desk/orders/{number}", (*visit).orderPage}, {"POST /desk/orders/{number}/{action}", (*visit).actOnOrder},
		{"POST /desk/orders/{number}/sheets", (*visit).sheets},
		{"GET /desk/mails", (*visit).deskMails}, {"POST /desk/mails", (*visit).retryMail},
		{"GET /demo", (*visit).demo}, {"GET /demo/mails/{token}", (*visit).demoMail}, {"POST /demo/mails/{token}", (*visit).demoEvidence},
		{"POST /demo/cases/{name}", (*visit).demoCase},
		{"GET /design", (*visit).design},
		{"GET /guide", (*visit).guideIndex}, {"GET /guide/{name}", (*visit).guide}, {"GET /guide/{name}/messages", (*visit).guide},
		{"GET /sitemap.xml", (*visit).siteMap}, {"GET /robots.txt", (*visit).robots},
		{"GET /about", (*visit).about}, {"GET /privacy", (*visit).privacy},
		{"GET /manifest.webmanifest", (*visit).manifest}, {"POST " + sharePath, (*visit).share},
	}
}

// ownPictures lets a page show pictures that stand in it: nothing else than before
// may be loaded, and nothing else may run.
func (v *visit) ownPictures() {
	h := v.w.Header()
	h.Set("Content-Security-Policy", strings.Replace(h.Get("Content-Security-Policy"), "img-src 'self'", "img-src 'self' data:", 1))
}

// robotsTag names the header that says whether an answer may be found by searching.
const robotsTag = "X-Robots-Tag"

func pageHeaders(base string) http.Header {
	h := http.Header{
		"Cache-Control": {"no-store"},
		"Content-Security-Policy": {"default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; manifest-src 'self'; " +
			"form-action 'self'; base-uri 'none'; frame-ancestors 'none'"},
		"Cross-Origin-Opener-Policy":   {"same-origin"},
		"Cross-Origin-Resource-Policy": {"same-origin"},
		"Permissions-Policy":           {"camera=(self), geolocation=(), microphone=()"},
		"Referrer-Policy":              {"no-referrer"},
		"X-Content-Type-Options":       {"nosniff"},
		robotsTag:                      {"noindex"}, // but for the pages that say otherwise
	}
	if strings.HasPrefix(base, "https:") {
		h["Strict-Transport-Security"] = []string{"max-age=31536000"}
	}
	return h
}

// guard says to the browser what every answer says.
func (s *server) guard(w http.ResponseWriter) {
	h := w.Header()
	for name, values := range s.headers {
		h[name] = values
	}
}

// mount serves a page. What goes wrong is said on a page too.
func (s *server) mount(rt route) {
	s.mux.HandleFunc(rt.pattern, func(w http.ResponseWriter, r *http.Request) {
		v := &visit{s: s, w: w, r: r, lang: s.languageOf(w, r)}
		err := v.form()
		if err == nil && slices.Contains(begins(), rt.pattern) {
			err = v.meetBrowser()
		}
		if err == nil {
			err = rt.serve(v)
		}
		if err != nil {
			v.fail(err)
		}
	})
}

// elsewhere is everything that is no page: the API's. Somebody in a browser who
// asks for what there is not is told so on a page.
func (s *server) elsewhere(w http.ResponseWriter, r *http.Request) {
	if !strings.Contains(r.Header.Get("Accept"), "text/html") {
		s.API.ServeHTTP(w, r)
		return
	}
	a := &recorder{header: w.Header(), status: http.StatusOK}
	s.API.ServeHTTP(a, r)
	if a.status == http.StatusNotFound {
		clear(w.Header())
		s.guard(w)
		v := &visit{s: s, w: w, r: r, lang: s.languageOf(w, r)}
		v.fail(unspent.Errorf(unspent.NotFound, "there is no such page"))
		return
	}
	w.WriteHeader(a.status)
	_, _ = a.body.WriteTo(w) // an error means that the visitor is gone
}

// recorder is an [http.ResponseWriter] in memory.
type recorder struct {
	header http.Header
	status int
	body   bytes.Buffer
}

func (w *recorder) Header() http.Header         { return w.header }
func (w *recorder) WriteHeader(status int)      { w.status = status }
func (w *recorder) Write(b []byte) (int, error) { return w.body.Write(b) }

// visit is one request of a page.
type visit struct {
	s       *server
	w       http.ResponseWriter
	r       *http.Request
	lang    string
	head    *head              // nil: the page is not to be found
	scanned *scanned           // nil if the form brings no picture
	live    func(*visit) error // shows the page that the form is answered with as it stands later; nil: it does not change
}

// form reads the form of a POST, within its bound.
func (v *visit) form() error {
	haveFiles := []string{"POST /assess", "POST /r/{name}", "POST /case/{name}", "POST " + sharePath} // and read them themselves
	if v.r.Method != http.MethodPost || slices.Contains(haveFiles, v.r.Pattern) {
		return nil
	}
	if scans(v.r) {
		return v.readScan()
	}
	v.r.Body = http.MaxBytesReader(v.w, v.r.Body, maxForm)
	if err := v.r.ParseForm(); err != nil {
		if _, large := errors.AsType[*http.MaxBytesError](err); large {
			return unspent.Errorf(unspent.TooLarge, "the form is larger than %d bytes", maxForm)
		}
		return unspent.Errorf(unspent.Invalid, "the form cannot be read")
	}
	return nil
}

// field returns a field of the form, without the blanks around it, as text that JSON
// could hold. What stands in the address is no field.
func (v *visit) field(name string) string {
	return strings.ToValidUTF8(strings.TrimSpace(v.r.PostForm.Get(name)), "\ufffd")
}

// idLetters are those of ids that forms and addresses carry.
const idLetters = "abcdefghijklmnopqrstuvwxyz234567"

// id returns a new request id for a form.
func (v *visit) id() (string, error) {
	b := make([]byte, idSymbols)
	if _, err := io.ReadFull(v.s.Rand, b); err != nil {
		return "", err
	}
	for i := range b {
		b[i] = idLetters[b[i]%32]
	}
	return string(b), nil
}

// fail says on a page of its own what went wrong where no form can say it.
func (v *visit) fail(err error) {
	if unspent.ReasonOf(err) == unspent.Internal {
		v.s.Log.Error("page", "path", v.r.URL.Path, "error", err)
	}
	page := errorPage{Trouble: stale(v.trouble(err, nil), err)}
	room := roomOf(v.r.URL.Path)
	page.Back = room.list
	switch {
	case v.r.Pattern == "/":
		page.Trouble.Reason = "error.nopage"
	case page.Trouble.Reason == "reason."+string(unspent.NotFound) && room.missing != "":
		page.Trouble.Reason = room.missing
	}
	if e := v.show("error", statusOf(err), "error.title", page); e != nil {
		v.s.Log.Error("page", "path", v.r.URL.Path, "error", e)
		http.Error(v.w, "something went wrong", http.StatusInternalServerError)
	}
}

// errorPage says what went wrong, and leads on.
type errorPage struct {
	Trouble trouble
	Back    place
}

// room is the pages of one kind of thing.
type room struct {
	under   string // beginning of their addresses
	missing string // id of a text: there is no such thing; "" if the reason says enough
	list    place  // where to look for what there is
}

// roomOf returns the room that an address belongs to.
func roomOf(path string) room {
	for _, one := range []room{
		{"/orders/", "missing.order", place{"/account", "account.title"}},
		{"/desk/orders/", "missing.deskOrder", place{"/desk/orders", "gift.orders"}},
		{"/desk/batches/", "missing.batch", place{"/desk/batches", "batches.title"}},
		{"/desk/cards/", "missing.card", place{"/desk", "desk.back"}},
		{"/desk/keys/", "missing.key", place{"/desk/keys", "keys.title"}},
		{"/desk/people/", "missing.person", place{"/desk/people", "people.title"}},
		{"/desk/approvals/", "missing.request", place{"/desk/approvals", "approvals.title"}},
		{"/desk/", "", place{"/desk", "desk.back"}},
		{"/demo/mails/", "missing.mail", place{"/demo", "demo.title"}},
		{"/case/", "missing.case", place{"/", "check.another"}},
		{"/r/", "missing.request2", place{"/", "check.another"}},
		{"/answer/", "missing.answer", place{"/", "check.another"}},
		{"/account/", "", place{"/account", "account.title"}},
		{"/guide/", "", place{"/guide", "guide.all"}},
	} {
		if strings.HasPrefix(path, one.under) {
			return one
		}
	}
	return room{list: place{"/", "check.another"}}
}

// statusOf returns the status of a page that tells of err.
func statusOf(err error) int {
	switch unspent.ReasonOf(err) {
	case "":
		return http.StatusOK
	case unspent.Internal:
		return http.StatusInternalServerError
	case unspent.NotFound:
		return http.StatusNotFound
	case unspent.TooLarge:
		return http.StatusRequestEntityTooLarge
	case unspent.Busy, unspent.Unavailable:
		return http.StatusServiceUnavailable
	case unspent.TooManyMisses, unspent.TooManyChanges:
		return http.StatusTooManyRequests
	case unspent.WorkRequired, unspent.Forbidden:
		return http.StatusForbidden
	case unspent.Unauthenticated:
		return http.StatusUnauthorized
	}
	return http.StatusUnprocessableEntity
}
