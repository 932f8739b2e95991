package counter

import (
	"errors"
	"log/slog"
	"strings"
	"sync"
	"time"

	"github.com/prometheus/client_golang/prometheus"

	"github.com/unspent-dev/unspent/brand"
	"github.com/unspent-dev/unspent/internal/approval"
	"github.com/unspent-dev/unspent/internal/book"
	"github.com/unspent-dev/unspent/internal/gate"
	"github.com/unspent-dev/unspent/internal/gift"
	"github.com/unspent-dev/unspent/internal/intake"
	"github.com/unspent-dev/unspent/internal/outbox"
	"github.com/unspent-dev/unspent/internal/receipt"
	"github.com/unspent-dev/unspent/internal/signin"
	"github.com/unspent-dev/unspent/internal/staff"
	"github.com/unspent-dev/unspent/internal/store"
	"github.com/unspent-dev/unspent/internal/unpack"
	"github.com/unspent-dev/unspent/proof"
)

// Config is what the counter stands on. Book, Signer, Gate and BaseURL are needed.
type Config struct {
	Book    *book.Book
	Signer  *receipt.Signer
	Keys    proof.Keys // that receipts are verified with
	Gate    *gate.Gate
	Door    *signin.Door    // by which holders sign in; nil: nobody can
	Staff   *staff.Desk     // the people who work at the desk; nil: there are keys only
	Shop    *gift.Shop      // that takes orders; nil: none does
	Outbox  *outbox.Outbox  // of mails; nil: there is none
	Brands  brand.Catalogue // that assessments know; the built-in ones if it is empty
	Papers  *unpack.Papers  // read PDFs of assessments; nil: they are refused
	DKIM    intake.Keys     // where assessments look the keys of mails up; nil: nowhere
	Eyes    intake.Eyes     // that read the text of pictures; nil: nobody does
	BaseURL string          // such as https://cards.example, without a slash at its end
	Version string
	Log     *slog.Logger         // slog.Default if nil
	Metrics *prometheus.Registry // that counts what is asked; a new one if nil
	Now     func() time.Time     // time.Now if nil
	Store   store.Store          // of the book, for what waits for a second person and the log of the staff; neither is kept if nil

	// SecondPerson is what one member of the staff may move alone: by one call, and
	// within a day, of one card too. The zero value is any; otherwise it needs the Store.
	SecondPerson approval.Most
	// IssueDay is what one key may issue alone within a day, in calls that are each
	// within SecondPerson; that if it asks for nobody.
	IssueDay approval.Most
}

// Counter answers calls. It is safe for concurrent use; all its fields but one are set
// by New and never change.
type Counter struct {
	Config
	entries   map[string]*Entry
	gated     map[string]*Entry // by path: those that look a secret up
	metrics   *metrics
	assessors *assessors
	changes   *gate.Gate       // counts the writes of holders, and of a card's holders, as Gate counts misses
	approvals *approval.Keeper // nil without a store
	searches  *gate.Gate       // of the staff
	reports   reports
	brands    func() brand.Catalogue // read when the first case comes: other commands start without them
}

// New opens a counter.
func New(c Config) (*Counter, error) {
	if c.Book == nil || c.Signer == nil || c.Gate == nil || c.BaseURL == "" {
		return nil, errors.New("the counter needs a book, a signer, a gate and its own address")
	}
	if c.Now == nil {
		c.Now = time.Now
	}
	if c.Log == nil {
		c.Log = slog.Default()
	}
	if c.Metrics == nil {
		c.Metrics = prometheus.NewRegistry()
	}
	if !c.IssueDay.Asks() {
		c.IssueDay = c.SecondPerson
	}
	if c.SecondPerson.Asks() && c.Store == nil {
		return nil, errors.New("the counter needs the store to keep what waits for a second person")
	}
	c.BaseURL = strings.TrimSuffix(c.BaseURL, "/")
	o := &Counter{Config: c, entries: map[string]*Entry{}, gated: map[string]*Entry{}}
	o.brands = sync.OnceValue(func() brand.Catalogue {
		if len(c.Brands.All()) == 0 {
			return brand.Builtin()
		}
		return c.Brands
	})
	all := entries()
	if c.Store != nil {
		o.approvals = approval.New(c.Store, c.Now)
		all = append(all, stored()...)
	}
	for _, e := range all {
		o.entries[e.Name] = e
		if e.Looks {
			o.gated[e.Path] = e
		}
	}
	return o, o.openGates()
}

// openGates makes what counts calls, beside the gate of look-ups.
func (c *Counter) openGates() (err error) {
	if c.metrics, err = newMetrics(c.Config.Metrics); err != nil {
		return err
	}
	if c.assessors, err = newAssessors(c.Now); err != nil {
		return err
	}
	if c.searches, err = newSearches(c.Now); err != nil {
		return err
	}
	c.changes, err = newChanges(c.Now)
	return err
}

// gateOf returns the gate of a call.
func (c *Counter) gateOf(e *Entry) *gate.Gate {
	switch {
	case e.Name == assessName:
		return c.assessors.gate
	case e.Changes():
		return c.changes
	}
	return c.Gate
}

// metrics count look-ups.
type metrics struct {
	hits    prometheus.Counter
	misses  prometheus.Counter
	refused *prometheus.CounterVec
}

func newMetrics(reg prometheus.Registerer) (*metrics, error) {
	lookups := prometheus.NewCounterVec(prometheus.CounterOpts{Name: "unspent_gate_lookups_total",
		Help: "Look-ups by code or by a hold's secret, by whether there was a card."}, []string{"outcome"})
	m := &metrics{hits: lookups.WithLabelValues("hit"), misses: lookups.WithLabelValues("miss"),
		refused: prometheus.NewCounterVec(prometheus.CounterOpts{Name: "unspent_gate_refused_total",
			Help: "Look-ups that the gate did not let through."}, []string{"reason"})}
	return m, errors.Join(reg.Register(lookups), reg.Register(m.refused))
}
