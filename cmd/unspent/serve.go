package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/http"
	"os"
	"sync"
	"time"

	"github.com/unspent-dev/unspent"
	"github.com/unspent-dev/unspent/internal/approval"
	"github.com/unspent-dev/unspent/internal/book"
	"github.com/unspent-dev/unspent/internal/house"
	"github.com/unspent-dev/unspent/internal/intake"
	"github.com/unspent-dev/unspent/internal/notify"
	"github.com/unspent-dev/unspent/internal/store/sqlite"
	"github.com/unspent-dev/unspent/internal/web"
)

// keysOf returns where the keyring of a database is.
func keysOf(db string) string { return db + ".keys" }

// houseOptions say how a book is opened.
type houseOptions struct {
	local   string      // key of the admin of this process, "" for none
	baseURL string      // instead of that of the settings
	post    *house.Post // instead of that of the settings
	dkim    intake.Keys // instead of that of the settings
	demo    *web.Demo   // what only a demo has
	log     *slog.Logger
}

// openHouse opens the database of the settings and all that stands on it.
func (sh *shell) openHouse(ctx context.Context, o houseOptions) (*house.House, error) {
	built, err := sh.built(ctx, o)
	if err != nil {
		return nil, err
	}
	options := sqlite.Options{Tell: func(text string) { sh.note("%s", text) }}
	if o.log != nil {
		options.Tell = func(text string) { o.log.Warn("files", "told", text) }
	}
	if o.local != "" {
		options.Overlay = localOverlay
	}
	db, err := sqlite.Open(sh.config.DB, options)
	if errors.Is(err, sqlite.ErrServed) {
		return nil, withHint(err, "use.served")
	}
	if _, alarm := errors.AsType[*sqlite.Alarm](err); alarm {
		return nil, withHint(err, "use.seeFiles", "File", sh.config.DB)
	}
	if err != nil {
		return nil, err
	}
	built.Store, built.Room = db, db.Room
	h, err := house.Open(ctx, built)
	if err != nil {
		return nil, errors.Join(err, db.Close())
	}
	return h, nil
}

// inHouse runs f with the house of the settings.
func (sh *shell) inHouse(ctx context.Context, f func(*house.House) error) error {
	if _, err := sh.existing(); err != nil {
		return err
	}
	h, err := sh.openHouse(ctx, houseOptions{})
	if err != nil {
		return err
	}
	return errors.Join(f(h), h.Close())
}

// face is what the settings say of the look of the pages.
func (c *Config) face() (web.Face, error) {
	f := web.Face{Name: c.SiteName, Colour: c.SiteColour}
	if c.SiteLogo == "" {
		return f, nil
	}
	file, err := os.Open(c.SiteLogo)
	if err != nil {
		return f, err
	}
	defer file.Close()
	if f.Logo, err = io.ReadAll(io.LimitReader(file, web.MaxLogo+1)); err != nil {
		return f, err
	}
	if err = f.Check(); err != nil {
		return f, fmt.Errorf("%s: %w", c.SiteLogo, err)
	}
	return f, nil
}

// built is what the settings say of a house.
func (sh *shell) built(ctx context.Context, with houseOptions) (o house.Options, err error) {
	c := sh.config
	o = house.Options{BaseURL: cmp.Or(with.baseURL, c.baseURL()), Version: version(), Log: with.log, Now: sh.now, Rand: sh.rand,
		Book: book.Options{Local: with.local, Prefix: c.Prefix, Queue: c.Queue, Batch: c.Batch, Sure: sh.synced,
			Clock: func() time.Time { return acceptedClock(c.DB) }},
		DKIM: c.dkimKeys(), Papers: papers(), Lang: notify.Lang(c.MailLang), Demo: with.demo, Site: web.Site(c.Site),
		Operator: web.Operator{Name: c.Operator, Contact: c.OperatorContact}}
	if o.Face, err = c.face(); err != nil {
		return o, err
	}
	if with.dkim != nil {
		o.DKIM = with.dkim
	}
	if o.Ring, err = sh.ring(ctx); err != nil {
		return o, err
	}
	if c.AssessBrands != "" {
		if o.Brands, err = (brandsFlag{c.AssessBrands}).profiles(); err != nil {
			return o, err
		}
	}
	if with.post != nil {
		o.Post = *with.post
	} else if o.Post, err = c.post(o.BaseURL); err != nil {
		return o, err
	}
	if o.Eyes, err = sh.eyes(ctx); err != nil {
		return o, err
	}
	if o.MailIn, err = sh.mailIn(with.log); err != nil {
		return o, err
	}
	if o.Proxies, err = c.proxies(); err != nil {
		return o, err
	}
	if o.SecondPerson, err = approval.ParseMost(cmp.Or(c.SecondPerson, "0")); err != nil {
		return o, err
	}
	o.IssueDay, err = approval.ParseMost(cmp.Or(c.IssueDay, "0"))
	return o, err
}

// serveCmd runs the server.
type serveCmd struct{}

// Run serves until it is told to stop.
func (c *serveCmd) Run(ctx context.Context, sh *shell) error {
	if err := exists(sh.config.DB); err != nil {
		return err
	}
	log := sh.logger()
	f, err := sh.openFront(ctx, log)
	if err != nil {
		return err
	}
	h, err := sh.openHouse(ctx, houseOptions{baseURL: f.base, log: log})
	if err != nil {
		return errors.Join(err, f.close())
	}
	f.tell(sh.config, log)
	err = f.serve(ctx, h, log)
	log.Info("stopped")
	return err
}

func (sh *shell) logger() *slog.Logger {
	var level slog.Level
	if level.UnmarshalText([]byte(sh.config.LogLevel)) != nil {
		level = slog.LevelInfo // Validate has refused anything else
	}
	o := &slog.HandlerOptions{Level: level}
	if sh.config.LogFormat == "json" {
		return slog.New(slog.NewJSONHandler(sh.stderr, o))
	}
	return slog.New(slog.NewTextHandler(sh.stderr, o))
}

func listen(ctx context.Context, addr string) (net.Listener, error) {
	l, err := new(net.ListenConfig).Listen(ctx, "tcp", addr)
	if err != nil {
		return nil, withHint(refuse(err, unspent.Unavailable, "use.listen", "Addr", addr), "use.otherAddr")
	}
	return l, nil
}

// serve answers for h at f, and takes mails if it is to, until ctx is done, then
// finishes what was accepted and closes h.
func (f *front) serve(ctx context.Context, h *house.House, log *slog.Logger) error {
	servers := f.servers(h, log)
	ctx, stop := context.WithCancel(ctx)
	defer stop()
	var crew sync.WaitGroup
	crew.Go(func() { h.Work(ctx) })
	failed := make(chan error, len(servers)+1)
	if f.mails != nil {
		crew.Go(func() {
			if err := h.Mails.Serve(ctx, f.mails); err != nil {
				failed <- err
			}
		})
	}
	for _, s := range servers {
		crew.Go(func() {
			if err := s.run(); !errors.Is(err, http.ErrServerClosed) {
				failed <- err
			}
		})
	}
	var err error
	select {
	case err = <-failed:
		for _, s := range servers {
			err = errors.Join(err, s.Close())
		}
	case <-ctx.Done():
		log.Info("stopping", "grace", stopWindow)
		grace, cancel := context.WithTimeout(context.WithoutCancel(ctx), stopWindow)
		err = shut(grace, servers)
		cancel()
	}
	stop()
	crew.Wait()
	return errors.Join(err, h.Close())
}
