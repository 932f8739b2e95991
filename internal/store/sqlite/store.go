package sqlite

import (
	"context"
	"errors"
	"sync"
	"sync/atomic"
	"time"

	"github.com/unspent-dev/unspent"
	"github.com/unspent-dev/unspent/internal/store"
	"github.com/unspent-dev/unspent/internal/store/mark"
	"zombiezen.com/go/sqlite"
	"zombiezen.com/go/sqlite/sqlitex"
)

// Options say how a store works. The zero value is right for production.
type Options struct {
	Overlay int              // rows kept in memory before they are written behind; 0 is the default
	Now     func() time.Time // when migrations were applied and who has the lock since when; time.Now if nil
	Tell    func(string)     // told what Open found amiss and could mend, in one clause; nil if nobody wants to know

	accepting bool                             // although events are missing
	free      func(path string) (int64, error) // bytes that a file system has left; freeSpace if nil
}

// Store keeps one book in its files. It is safe for concurrent use.
type Store struct {
	path    string
	overlay int // rows of one generation
	tell    func(string)
	owner   *owner
	view    view
	over    *overlay
	readers chan *reader // the pool; closed when all are
	opened  int          // readers of the pool

	now     func() time.Time
	free    func(path string) (int64, error)
	full    atomic.Bool // the newest write failed for lack of space
	probing sync.Mutex  // guards probed
	probed  time.Time   // when it was last tried whether there is room again

	writer    sync.Mutex   // one Update at a time; guards what follows
	conn      *sqlite.Conn // writes the journal
	suspect   atomic.Bool  // a write failed: ask the journal before going on
	closed    bool
	wipe      bool // erased seals may still stand in the journal's log
	since     int  // events since the last checkpoint
	mark      *mark.File
	reached   mark.Mark // how far the journal goes
	unmarked  bool      // the mark could not be written as far
	accepting bool      // the mark stays as it is

	behind behind
	keeper keeper
}

var _ store.Store = (*Store)(nil)

// behind is the goroutine that writes the overlay's old generation to the state
// file.
type behind struct {
	file *stateFile // its own
	wake chan struct{}
	done chan struct{}

	mu     sync.Mutex // guards what follows
	moved  *sync.Cond // broadcast when a chunk was written or writing failed
	chunks int        // written so far
	idle   int        // how often there was nothing to write
	err    error      // why the last generation could not be written
}

// keeper is the goroutine that checkpoints the journal's log.
type keeper struct {
	conn *sqlite.Conn // its own
	wake chan struct{}
	done chan struct{}
}

// Open opens the book at path, makes or upgrades its files and applies the tail
// of the journal. Unavailable if another process serves it, which it names,
// if a file cannot be used, or if the journal lacks what its mark knows: then
// the cause is an [Alarm], and no file was changed.
func Open(path string, o Options) (*Store, error) {
	if o.Overlay <= 0 {
		o.Overlay = defaultOverlay
	}
	if o.Now == nil {
		o.Now = time.Now
	}
	if o.free == nil {
		o.free = freeSpace
	}
	if o.Tell == nil {
		o.Tell = func(string) {}
	}
	path, err := resolve(path)
	if err != nil {
		return nil, err
	}
	lock, err := own(path, o.Now())
	if err != nil {
		return nil, err
	}
	s := &Store{path: path, overlay: o.Overlay, tell: o.Tell, now: o.Now, free: o.free, accepting: o.accepting, owner: lock, readers: make(chan *reader, readers)}
	if err := s.open(o.Now()); err != nil {
		return nil, errors.Join(failure(err), s.closeFiles(), lock.release())
	}
	return s, nil
}

func (s *Store) open(now time.Time) (err error) {
	m, condition, _, err := check(s.path)
	if a, alarm := errors.AsType[*Alarm](err); err != nil && !(s.accepting && alarm && a.Fault.acceptable()) {
		return err
	}
	if err := private(s.path); err != nil {
		return err
	}
	if s.conn, err = connect(s.path, journalWriter); err != nil {
		return err
	}
	if err := migrate(s.conn, now); err != nil {
		return err
	}
	if err := beginProof(s.conn); err != nil {
		return err
	}
	file, applied, err := openState(s.path, s.conn, s.tell)
	if err != nil {
		return err
	}
	s.over = newOverlay(file.ages)
	s.view = view{over: s.over, borrow: s.borrow, scan: func() (*reader, error) { return openReader(s.path, file.ages) }}
	s.behind = behind{file: file, wake: make(chan struct{}, 1), done: make(chan struct{})}
	s.behind.moved = sync.NewCond(&s.behind.mu)
	for range readers {
		r, err := openReader(s.path, file.ages)
		if err != nil {
			return err
		}
		s.readers <- r
		s.opened++
	}
	if s.keeper.conn, err = connect(s.path, checkpointer); err != nil {
		return err
	}
	s.keeper.wake, s.keeper.done = make(chan struct{}, 1), make(chan struct{})
	go s.writeBehind()
	go s.keep()
	if err := errors.Join(wholeTail(s.conn), s.replay(context.Background(), applied+1)); err != nil {
		close(s.behind.wake)
		close(s.keeper.wake)
		<-s.behind.done
		<-s.keeper.done
		return err
	}
	return s.openMark(m, condition)
}

// borrow lends a reader of the pool.
func (s *Store) borrow(ctx context.Context) (*reader, func(), error) {
	lend := func(r *reader) (*reader, func(), error) {
		if r == nil {
			return nil, nil, errClosed
		}
		if err := r.fresh(s.over.epoch.Load()); err != nil {
			s.readers <- r
			return nil, nil, failure(err)
		}
		return r, func() { s.readers <- r }, nil
	}
	select {
	case r := <-s.readers:
		return lend(r)
	default:
	}
	select {
	case r := <-s.readers:
		return lend(r)
	case <-ctx.Done():
		return nil, nil, &unspent.Error{Reason: unspent.Unavailable, Detail: "the answer did not come in time; try again", Err: ctx.Err()}
	}
}

// View implements [store.Store].
func (s *Store) View(ctx context.Context, f func(store.Reader) error) error {
	if s.suspect.Load() {
		s.writer.Lock()
		err := s.settle(ctx)
		s.writer.Unlock()
		if err != nil {
			return err
		}
	}
	return f(s.view)
}

// Update implements [store.Store].
func (s *Store) Update(ctx context.Context, f func(store.Tx) error) (err error) {
	s.writer.Lock()
	defer s.writer.Unlock()
	if s.closed {
		return errClosed
	}
	t := &tx{view: s.view, conn: s.conn}
	defer func() { s.felt(t.begun, err) }()
	if err := errors.Join(s.settle(ctx), s.remark(), s.overfull()); err != nil {
		return failure(err)
	}
	unknown, err := t.end(f(t))
	if unknown {
		s.suspect.Store(true)
	}
	if err != nil || !t.begun {
		return err
	}
	marked := s.reach(t)
	if t.erased {
		s.wiped()
	}
	if t.recorded == nil {
		return marked
	}
	rows, grown := s.over.absorb(t.recorded, t.recorded.Journal)
	if s.since += len(t.recorded.Journal); s.since >= checkpointEvery {
		s.since = 0
		nudge(s.keeper.wake)
	}
	s.pace(rows, grown)
	return marked
}

var errClosed = unspent.Errorf(unspent.Unavailable, "the database is closed")

// wiped truncates the journal's log after something may have been erased, so
// that it is gone from there too. A reader can be in the way, and no writer
// waits for one: then the keeper does it, or the next erasure.
func (s *Store) wiped() {
	s.conn.SetBusyTimeout(0)
	busy, err := number(s.conn, "PRAGMA wal_checkpoint(TRUNCATE)")
	s.conn.SetBusyTimeout(busyTimeout)
	s.wipe = err != nil || busy != 0
}

// settle finds out, after a failed write, what the journal holds.
func (s *Store) settle(ctx context.Context) error {
	switch {
	case !s.suspect.Load():
		return nil
	case s.closed:
		return errClosed
	}
	if !s.conn.AutocommitEnabled() {
		if err := exec(s.conn, `ROLLBACK`, func(*row) {}); err != nil {
			return failure(err)
		}
	}
	if err := s.replay(ctx, s.over.seq+1); err != nil {
		return failure(err)
	}
	j, err := readJournalAt(s.conn, mark.Mark{})
	if err != nil {
		return failure(err)
	}
	s.reached, s.unmarked = j.mark(), true
	s.suspect.Store(false)
	return nil
}

// replay applies the events from seq on, which the overlay and the state file
// may not show yet.
func (s *Store) replay(ctx context.Context, from unspent.Seq) error {
	return replay(ctx, s.view, s.conn, s.over, from, s.pace)
}

// pace keeps the overlay bounded: it wakes the writer behind, and when two
// generations are full it waits until as much is written as was added, so that
// a small commit waits little.
func (s *Store) pace(rows, grown int) {
	if rows < s.overlay {
		return
	}
	b := &s.behind
	b.mu.Lock()
	defer b.mu.Unlock()
	until, idle := b.chunks+1+grown/chunkRows, b.idle
	nudge(b.wake)
	for rows >= 2*s.overlay && b.chunks < until && b.idle == idle && b.err == nil {
		b.moved.Wait()
	}
}

// overfull refuses to go on when the state file cannot be written and the
// overlay has grown to twice its bound.
func (s *Store) overfull() error {
	s.over.mu.RLock()
	rows := s.over.young.size()
	s.over.mu.RUnlock()
	if rows < 2*s.overlay {
		return nil
	}
	s.behind.mu.Lock()
	defer s.behind.mu.Unlock()
	if s.behind.err != nil {
		nudge(s.behind.wake)
	}
	return s.behind.err
}

// nudge wakes a goroutine that waits, once.
func nudge(wake chan struct{}) {
	select {
	case wake <- struct{}{}:
	default:
	}
}

// writeBehind writes generation after generation until wake is closed, and then
// what is left.
func (s *Store) writeBehind() {
	defer close(s.behind.done)
	for range s.behind.wake {
		s.writeGeneration()
	}
	for range 2 { // an old one that failed, and the young one
		s.writeGeneration()
	}
}

func (s *Store) writeGeneration() {
	old := s.over.turn()
	b := &s.behind
	progress := func(err error, chunks int) {
		b.mu.Lock()
		b.chunks += chunks
		b.err = err
		b.moved.Broadcast()
		b.mu.Unlock()
	}
	if old == nil {
		b.mu.Lock()
		b.idle++ // whoever waits counted rows that have been written since
		b.moved.Broadcast()
		b.mu.Unlock()
		return
	}
	err := ofState(b.file.write(old, func() { progress(nil, 1) }))
	if err == nil {
		s.over.retire()
		err = s.startOver()
	}
	progress(failure(err), 1)
}

// startOver brings the state file's log into the file, most of it beside the
// readers. Then it takes every reader for a moment, so that none holds the log
// when the next generation is written and the log starts over: its size stays
// that of one generation.
func (s *Store) startOver() error {
	conn := s.behind.file.conn
	if _, err := number(conn, "PRAGMA wal_checkpoint(PASSIVE)"); err != nil {
		return ofState(err)
	}
	var errs []error
	taken := make([]*reader, 0, readers)
	for range readers {
		r := <-s.readers
		errs = append(errs, ofState(r.rest()))
		taken = append(taken, r)
	}
	_, err := number(conn, "PRAGMA wal_checkpoint(PASSIVE)") // what a reader kept from the first one
	for _, r := range taken {
		s.readers <- r
	}
	return errors.Join(append(errs, err)...)
}

// keep checkpoints the journal's log when told to: most of it beside the writer,
// the rest while no write is under way, so that the log starts over.
func (s *Store) keep() {
	defer close(s.keeper.done)
	for range s.keeper.wake {
		s.checkpoint()
	}
}

func (s *Store) checkpoint() {
	// A checkpoint that fails is tried again after the next events; until then
	// the log only grows.
	_ = sqlitex.ExecuteTransient(s.keeper.conn, "PRAGMA wal_checkpoint(PASSIVE)", nil)
	s.writer.Lock()
	defer s.writer.Unlock()
	_ = sqlitex.ExecuteTransient(s.keeper.conn, "PRAGMA wal_checkpoint(PASSIVE)", nil)
	if s.wipe {
		s.wiped()
	}
}

// Close implements [store.Store]. It writes everything behind, so that the next
// start has nothing to replay.
func (s *Store) Close() error {
	s.writer.Lock()
	defer s.writer.Unlock()
	if s.closed {
		return nil
	}
	s.closed = true
	close(s.behind.wake)
	<-s.behind.done
	close(s.keeper.wake)
	s.writer.Unlock() // the keeper may be waiting for it
	<-s.keeper.done
	s.writer.Lock()
	return errors.Join(s.behind.err, s.closeFiles(), s.owner.release())
}

func (s *Store) closeFiles() error {
	var errs []error
	for range s.opened { // those that are lent come back first
		errs = append(errs, (<-s.readers).close())
	}
	close(s.readers)
	for _, conn := range []*sqlite.Conn{s.keeper.conn, s.conn} {
		if conn != nil {
			errs = append(errs, conn.Close())
		}
	}
	if s.behind.file != nil {
		errs = append(errs, s.behind.file.conn.Close())
	}
	if s.mark != nil {
		errs = append(errs, s.mark.Close())
	}
	return failure(errors.Join(errs...))
}
