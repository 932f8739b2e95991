package httpapi

import (
	"context"
	"errors"
	"net/http"
	"strconv"
	"sync"
	"time"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/promhttp"

	"github.com/unspent-dev/unspent/internal/book"
	"github.com/unspent-dev/unspent/internal/jobs"
	"github.com/unspent-dev/unspent/internal/store"
)

// Metrics counts what the book does. Its Observe goes into book.Options before
// the book is opened; the registry it was made with goes into [Config].
type Metrics struct {
	commands *prometheus.CounterVec
	batch    prometheus.Histogram
	wait     prometheus.Histogram
	commit   prometheus.Histogram
	depth    prometheus.Gauge
	idle     prometheus.Gauge

	// Growing is told when the journal begins to grow without value moving, and
	// with false when that is over; nil: nobody is. Set it before the book is opened.
	Growing func(growing bool, rows, moves int)

	mu     sync.Mutex
	known  map[book.Outcome]prometheus.Counter // guarded by mu
	growth growth                              // guarded by mu
}

// NewMetrics registers the book's metrics in reg.
func NewMetrics(reg prometheus.Registerer) (*Metrics, error) {
	m := &Metrics{
		commands: prometheus.NewCounterVec(prometheus.CounterOpts{Name: "unspent_commands_total",
			Help: "Commands that were answered, by what was asked, how it ended (accepted or a reason) and whether it was a replay."},
			[]string{"command", "outcome", "replayed"}),
		batch: prometheus.NewHistogram(prometheus.HistogramOpts{Name: "unspent_batch_commands",
			Help: "Commands of one commit.", Buckets: prometheus.ExponentialBuckets(1, 2, 11)}),
		wait: prometheus.NewHistogram(prometheus.HistogramOpts{Name: "unspent_wait_seconds",
			Help: "How long the first command of a batch waited for the batch to start.", Buckets: prometheus.ExponentialBuckets(0.0001, 2, 16)}),
		commit: prometheus.NewHistogram(prometheus.HistogramOpts{Name: "unspent_commit_seconds",
			Help: "Load, decide and commit of one batch.", Buckets: prometheus.ExponentialBuckets(0.0001, 2, 16)}),
		depth: prometheus.NewGauge(prometheus.GaugeOpts{Name: "unspent_queue_depth",
			Help: "Commands waiting when the last batch was done."}),
		idle: prometheus.NewGauge(prometheus.GaugeOpts{Name: "unspent_idle_growth",
			Help: "1 while the journal grows without value moving: holds, releases and refusals, and little else."}),
		known: map[book.Outcome]prometheus.Counter{},
	}
	return m, register(reg, m.commands, m.batch, m.wait, m.commit, m.depth, m.idle)
}

func register(reg prometheus.Registerer, all ...prometheus.Collector) error {
	var errs []error
	for _, c := range all {
		errs = append(errs, reg.Register(c))
	}
	return errors.Join(errs...)
}

// Numbers answers /metrics with what reg counts, and nothing else. It is no part of
// the API: how much an issuer sells is nobody's business who can reach the pages, so
// it belongs on an address of its own.
func Numbers(reg *prometheus.Registry) http.Handler {
	mux := http.NewServeMux()
	mux.Handle("GET /metrics", promhttp.HandlerFor(reg, promhttp.HandlerOpts{}))
	return mux
}

// Observe counts one batch.
func (m *Metrics) Observe(o book.Observation) {
	m.batch.Observe(float64(o.Commands))
	m.wait.Observe(o.Wait.Seconds())
	m.commit.Observe(o.Commit.Seconds())
	m.depth.Set(float64(o.Depth))
	m.mu.Lock()
	defer m.mu.Unlock()
	m.watch(o)
	for _, out := range o.Outcomes {
		c, ok := m.known[out]
		if !ok {
			ended := "accepted"
			if out.Reason != "" {
				ended = string(out.Reason)
			}
			c = m.commands.WithLabelValues(string(out.Kind), ended, strconv.FormatBool(out.Replayed))
			m.known[out] = c
		}
		c.Inc()
	}
}

// httpMetrics counts requests.
type httpMetrics struct{ requests *prometheus.CounterVec }

func newHTTPMetrics(reg prometheus.Registerer) (*httpMetrics, error) {
	m := &httpMetrics{prometheus.NewCounterVec(prometheus.CounterOpts{Name: "unspent_http_requests_total",
		Help: "Requests that were answered."}, []string{"route", "status"})}
	return m, register(reg, m.requests)
}

// jobNumbers tell how the queues of work stand, whenever somebody asks.
type jobNumbers struct {
	store store.Store
	now   func() time.Time

	waiting, failing, late, dead *prometheus.Desc
}

func newJobNumbers(st store.Store, now func() time.Time) *jobNumbers {
	desc := func(name, help string) *prometheus.Desc {
		return prometheus.NewDesc(name, help, []string{"queue"}, nil)
	}
	return &jobNumbers{st, now, desc("unspent_jobs_waiting", "Jobs that are not done: mails, orders, batches, the sweep."),
		desc("unspent_jobs_failing", "Those of them whose last try failed."), desc("unspent_jobs_late_seconds", "How long the oldest of them has been due."),
		desc("unspent_jobs_dead", "Jobs that are not tried any more.")}
}

// Describe implements [prometheus.Collector].
func (n *jobNumbers) Describe(out chan<- *prometheus.Desc) {
	for _, d := range []*prometheus.Desc{n.waiting, n.failing, n.late, n.dead} {
		out <- d
	}
}

// Collect implements [prometheus.Collector]. Of a store that does not answer it says
// nothing: /readyz does.
func (n *jobNumbers) Collect(out chan<- prometheus.Metric) {
	ctx, cancel := context.WithTimeout(context.Background(), maxJobsLook)
	defer cancel()
	now := n.now()
	_ = n.store.View(ctx, func(r store.Reader) error {
		for _, queue := range jobs.Queues() {
			s, err := jobs.Stand(ctx, r, queue, now)
			if err != nil {
				return err
			}
			var late time.Duration
			if !s.Due.IsZero() {
				late = now.Sub(s.Due)
			}
			for d, v := range map[*prometheus.Desc]float64{n.waiting: float64(s.Waiting), n.failing: float64(s.Failing), n.dead: float64(s.Dead),
				n.late: late.Seconds()} {
				out <- prometheus.MustNewConstMetric(d, prometheus.GaugeValue, v, queue)
			}
		}
		return nil
	})
}

// newFailureMetrics counts sign-ins that fail, by kind, and tells of an alarm.
func newFailureMetrics(reg prometheus.Registerer, many func() bool) (*prometheus.CounterVec, error) {
	total := prometheus.NewCounterVec(prometheus.CounterOpts{Name: "unspent_sign_ins_failed_total",
		Help: "Sign-ins that failed, by API key or of the staff at the desk."}, []string{"kind"})
	alarm := prometheus.NewGaugeFunc(prometheus.GaugeOpts{Name: "unspent_sign_ins_alarm",
		Help: "1 while more sign-ins failed within the last hour than people mistype."}, func() float64 {
		if many() {
			return 1
		}
		return 0
	})
	return total, register(reg, total, alarm)
}

// counters are one route's requests by status.
type counters struct {
	all         *prometheus.CounterVec
	ok, created prometheus.Counter
}

func (m *httpMetrics) route(name string) counters {
	vec := m.requests.MustCurryWith(prometheus.Labels{"route": name})
	return counters{vec, vec.WithLabelValues("200"), vec.WithLabelValues("201")}
}

func (c counters) of(status int) prometheus.Counter {
	switch status {
	case 200:
		return c.ok
	case 201:
		return c.created
	}
	return c.all.WithLabelValues(strconv.Itoa(status))
}
