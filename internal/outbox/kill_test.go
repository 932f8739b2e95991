package outbox_test

import (
	"context"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/unspent-dev/unspent"
	"github.com/unspent-dev/unspent/internal/notify"
	"github.com/unspent-dev/unspent/internal/outbox"
	"github.com/unspent-dev/unspent/internal/store"
	"github.com/unspent-dev/unspent/internal/store/sqlite"
)

// mortal is a store of a process that can be killed: from then on nothing is written.
type mortal struct {
	store.Store
	killed atomic.Bool
}

func (m *mortal) Update(ctx context.Context, f func(store.Tx) error) error {
	if m.killed.Load() {
		return unspent.Errorf(unspent.Unavailable, "killed")
	}
	return m.Store.Update(ctx, f)
}

// The process is killed again and again just when the mail server has taken a mail.
// No mail comes more than twice for it, none is lost in silence, and the code in a
// gift's mail is the one that is in force.
func TestRow11_KillsInMail(t *testing.T) {
	kills := 20
	if n, err := strconv.Atoi(os.Getenv("UNSPENT_KILLS")); err == nil {
		kills = n
	}
	kept, err := sqlite.Open(filepath.Join(t.TempDir(), "unspent.db"), sqlite.Options{})
	must(t, err)
	m := &mortal{Store: kept}
	f := newOffice(t, m)
	codes := map[string]string{} // by recipient of A-1, the code that was mailed last
	var mu sync.Mutex
	f.handing = func(l notify.Letter, e notify.Envelope) {
		g, ok := l.(notify.Gift)
		if !ok || g.Order != "A-1" {
			return
		}
		mu.Lock()
		defer mu.Unlock()
		seen, err := f.book.Check(t.Context(), g.Code)
		before := codes[e.To.String()]
		if err != nil || seen.Card.State != unspent.StateActive || before != "" && before != g.Code.Reveal() && !g.Again {
			t.Errorf("a mail to %s has a code that is %v, %v; of another code before it says %t", e.To, seen.Card.State, err, g.Again)
		}
		codes[e.To.String()] = g.Code.Reveal()
	}
	x, random := &exchanger{}, rand.New(rand.NewPCG(11, 0))
	server := x.start(t)
	f.send = notify.NewSender(server).Send
	people := []string{"a@example.jp", "b@example.jp", "c@example.jp"}
	o := f.order("A-1", people...)
	for kill := range kills {
		var left atomic.Int64
		left.Store(random.Int64N(3))
		f.send = func(ctx context.Context, mail notify.Mail) error {
			err := notify.NewSender(server).Send(ctx, mail)
			if left.Add(-1) < 0 {
				m.killed.Store(true)
			}
			return err
		}
		_ = f.box.Step(t.Context())
		if m.killed.Swap(false) {
			f.wait(outbox.HandingOver) // until then nobody touches what was being handed over
		}
		f.open()
		if kill%5 == 4 && kill < 50 { // more to mail, and a card that is sent again
			f.order(fmt.Sprintf("B-%d", kill), "d@example.jp")
			f.wait(time.Hour)
			_, err := f.shop.Resend(t.Context(), o.Number, 0, fmt.Sprintf("again-%d", kill))
			must(t, err)
		}
	}
	f.send = notify.NewSender(server).Send
	f.wait(outbox.HandingOver)
	f.step()
	copies := map[string]int{}
	for mail, n := range x.copies() {
		if copies[mail.id] += n; n > 2 {
			t.Errorf("one mail came %d times over %d kills", n, kills)
		}
	}
	s, err := f.box.State(t.Context())
	must(t, err)
	if len(s.Waiting) != 0 || s.Behind != 0 {
		t.Errorf("at the end state %+v", s)
	}
	for _, d := range s.Dead {
		if !strings.Contains(d.Said, "it may have arrived") {
			t.Errorf("dead: %+v", d)
		}
	}
	if len(copies)+len(s.Dead) < len(people)+1+2*min(kills/5, 10) {
		t.Errorf("%d mails and %d dead ones for %d cards", len(copies), len(s.Dead), len(people))
	}
}
