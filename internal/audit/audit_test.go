package audit

import (
	"maps"
	"reflect"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/unspent-dev/unspent"
	"github.com/unspent-dev/unspent/internal/store"
	"pgregory.net/rapid"
)

func run(t testing.TB, b *book) Result {
	t.Helper()
	got, err := Run(t.Context(), b, Options{})
	if err != nil {
		t.Fatal(err)
	}
	return got
}

func TestCleanBook(t *testing.T) {
	h := full(t)
	kinds := map[unspent.Kind]bool{}
	for _, e := range h.state.Journal {
		kinds[e.Kind] = true
	}
	for _, k := range unspent.Kinds() {
		if !kinds[k] {
			t.Errorf("the history has no event of kind %s", k)
		}
	}
	var done, total int64
	got, err := Run(t.Context(), h.book(), Options{Progress: func(d, n int64) { done, total = d, n }})
	if err != nil {
		t.Fatal(err)
	}
	if first, found := got.First(); found {
		t.Fatalf("First() = %+v; want nothing", first)
	}
	if done != total || total == 0 {
		t.Errorf("progress ended at %d of %d", done, total)
	}
	if got.Last != h.state.Seq || got.Events != int64(h.state.Seq) || got.Cards != int64(len(h.state.Cards)) ||
		got.Accounts != int64(len(h.state.Accounts)) || got.Requests != int64(len(h.state.Answers)) {
		t.Errorf("counts %+v do not match the book", got)
	}
	var want []Sum
	for _, program := range []string{"euro", "gift"} {
		cur := h.programs[program].Currency
		s := Sum{Currency: cur, World: h.state.Accounts[unspent.WorldRef(program)].Balance.Units(),
			Breakage:  h.state.Accounts[unspent.BreakageRef(program)].Balance.Units(),
			Merchants: h.state.Accounts[unspent.MerchantRef(program, "shop")].Balance.Units()}
		for _, c := range h.state.Cards {
			if c.Program == program {
				s.Cards += c.Balance.Units()
			}
		}
		for ref, a := range h.state.Accounts {
			if ref.IsAccount() && a.Program == program {
				s.Accounts += a.Balance.Units()
			}
		}
		if s.World+s.Cards+s.Accounts+s.Merchants+s.Breakage != 0 {
			t.Errorf("%+v does not sum to nothing", s)
		}
		want = append(want, s)
	}
	if diff := cmp.Diff(want, got.Sums, cmp.AllowUnexported(unspent.Currency{})); diff != "" {
		t.Errorf("sums (-want +got):\n%s", diff)
	}
}

// Every prefix of a journal is the journal of an earlier day.
func TestCleanPrefixes(t *testing.T) {
	h := full(t)
	kept := store.NewState()
	for i, e := range h.state.Journal {
		if err := kept.Apply(e); err != nil {
			t.Fatal(err)
		}
		b := &book{programs: h.programs, journal: h.state.Journal[:i+1], kept: kept}
		if first, found := run(t, b).First(); found {
			t.Fatalf("after event %d: %+v; want nothing", e.Seq, first)
		}
	}
}

func TestCardSize(t *testing.T) {
	if got := reflect.TypeFor[card]().Size(); got > 152 {
		t.Errorf("a card takes %d bytes; doc.go promises 152", got)
	}
}

// fields changes every field of an event, one at a time.
func fields(t testing.TB) map[string]func(*unspent.Event) {
	usd := mustCurrency(t, "USD")
	add := func(m unspent.Money) unspent.Money {
		return unspent.NewMoney(m.Units()+1, m.Currency())
	}
	return map[string]func(*unspent.Event){
		"Seq":     func(e *unspent.Event) { e.Seq++ },
		"At":      func(e *unspent.Event) { e.At = e.At.Add(time.Microsecond) },
		"At back": func(e *unspent.Event) { e.At = e.At.Add(-time.Hour) },
		"At nano": func(e *unspent.Event) { e.At = e.At.Add(time.Nanosecond) },
		"Kind": func(e *unspent.Event) {
			if e.Kind == unspent.Held {
				e.Kind = unspent.Frozen
			} else {
				e.Kind = unspent.Held
			}
		},
		"Kind odd":        func(e *unspent.Event) { e.Kind = "lent" },
		"Program":         func(e *unspent.Event) { e.Program += "x" },
		"Debit":           func(e *unspent.Event) { e.Debit = unspent.AccountRef("mallory") },
		"Debit digit":     func(e *unspent.Event) { e.Debit = e.Debit[:len(e.Debit)-1] + "x" },
		"Credit":          func(e *unspent.Event) { e.Credit = unspent.AccountRef("mallory") },
		"Amount":          func(e *unspent.Event) { e.Amount = add(e.Amount) },
		"Amount less":     func(e *unspent.Event) { e.Amount = unspent.NewMoney(e.Amount.Units()-1, e.Amount.Currency()) },
		"Amount currency": func(e *unspent.Event) { e.Amount = unspent.NewMoney(e.Amount.Units(), usd) },
		"DebitPrev":       func(e *unspent.Event) { e.DebitPrev++ },
		"CreditPrev":      func(e *unspent.Event) { e.CreditPrev++ },
		"DebitAfter":      func(e *unspent.Event) { e.DebitAfter++ },
		"CreditAfter":     func(e *unspent.Event) { e.CreditAfter++ },
		"Reason":          func(e *unspent.Event) { e.Reason += "x" },
		"Request":         func(e *unspent.Event) { e.Request[15]++ },
		"Print":           func(e *unspent.Event) { e.Print[0]++ },
		"By":              func(e *unspent.Event) { e.By += "x" },
		"Key":             func(e *unspent.Event) { e.Key[15]++ },
		"Face":            func(e *unspent.Event) { e.Face = add(e.Face) },
		"Face currency": func(e *unspent.Event) {
			e.Face = unspent.NewMoney(max(e.Face.Units(), 1), usd)
		},
		"Until":      func(e *unspent.Event) { e.Until = e.At.Add(time.Minute) },
		"Until nano": func(e *unspent.Event) { e.Until = e.Until.Add(time.Nanosecond) },
		"Party":      func(e *unspent.Event) { e.Party += "x" },
		"Secret":     func(e *unspent.Event) { e.Secret[31]++ },
		"Of":         func(e *unspent.Event) { e.Of++ },
		"Asked":      func(e *unspent.Event) { e.Asked += "x" },
		"Wanted":     func(e *unspent.Event) { e.Wanted++ },
		"Note":       func(e *unspent.Event) { e.Note += "x" },
		"Last4":      func(e *unspent.Event) { e.Last4 += "x" },
		"Lots":       func(e *unspent.Event) { e.Lots = e.Lots.Plus(unspent.OneLot(time.Unix(1, 0), 1)) },
		"Format":     func(e *unspent.Event) { e.Format = 0 },
		"Hash":       func(e *unspent.Event) { e.Hash[0]++ },
	}
}

// rehash gives the event at i the hash that fits what it now says.
func rehash(journal []unspent.Event, i int) {
	var prev [2]unspent.Digest
	for side, seq := range []unspent.Seq{journal[i].DebitPrev, journal[i].CreditPrev} {
		if seq > 0 && int(seq) <= len(journal) {
			prev[side] = journal[seq-1].Hash
		}
	}
	journal[i].Hash = journal[i].Digest(prev[0], prev[1])
}

// Every field of every event, changed as it stands and with a new hash.
func TestFindsEveryChangedField(t *testing.T) {
	h := full(t)
	changes := fields(t)
	for _, f := range reflect.VisibleFields(reflect.TypeFor[unspent.Event]()) {
		if changes[f.Name] == nil {
			t.Errorf("no mutation of field %s", f.Name)
		}
	}
	for name, change := range changes {
		for i := range h.state.Journal {
			for _, again := range []bool{false, true} {
				if again && name == "Hash" {
					continue
				}
				b := h.book()
				change(&b.journal[i])
				if again {
					rehash(b.journal, i)
				}
				if run(t, b).Clean() {
					t.Errorf("event %d (%s): change of %s (new hash: %v) was not found", i+1, b.journal[i].Kind, name, again)
				}
			}
		}
	}
}

func TestFindsEveryStructuralChange(t *testing.T) {
	h := full(t)
	renumber := func(j []unspent.Event) []unspent.Event {
		for i := range j {
			j[i].Seq = unspent.Seq(i + 1)
		}
		return j
	}
	changes := map[string]func(j []unspent.Event, i int) []unspent.Event{
		"drop":              func(j []unspent.Event, i int) []unspent.Event { return slices.Delete(j, i, i+1) },
		"drop and renumber": func(j []unspent.Event, i int) []unspent.Event { return renumber(slices.Delete(j, i, i+1)) },
		"cut":               func(j []unspent.Event, i int) []unspent.Event { return j[:i] },
		"repeat":            func(j []unspent.Event, i int) []unspent.Event { return slices.Insert(j, i+1, j[i]) },
		"repeat at the end": func(j []unspent.Event, i int) []unspent.Event { return renumber(append(j, j[i])) },
		"swap": func(j []unspent.Event, i int) []unspent.Event {
			k := (i + 1) % len(j)
			j[i], j[k] = j[k], j[i]
			return j
		},
		"swap and renumber": func(j []unspent.Event, i int) []unspent.Event {
			k := (i + 1) % len(j)
			j[i], j[k] = j[k], j[i]
			return renumber(j)
		},
		"insert": func(j []unspent.Event, i int) []unspent.Event {
			return slices.Insert(j, i, invent(t, h, i))
		},
		"insert and renumber": func(j []unspent.Event, i int) []unspent.Event {
			return renumber(slices.Insert(j, i, invent(t, h, i)))
		},
		"append": func(j []unspent.Event, _ int) []unspent.Event {
			return append(j, invent(t, h, len(j)))
		},
		"replace": func(j []unspent.Event, i int) []unspent.Event {
			j[i] = invent(t, h, i)
			return j
		},
		"link to the event before": func(j []unspent.Event, i int) []unspent.Event {
			j[i].DebitPrev = unspent.Seq(i)
			if j[i].DebitPrev == h.state.Journal[i].DebitPrev {
				j[i].DebitPrev++
			}
			rehash(j, i)
			return j
		},
	}
	for name, change := range changes {
		for i := range h.state.Journal {
			b := h.book()
			b.journal = change(b.journal, i)
			if run(t, b).Clean() {
				t.Errorf("%s at event %d was not found", name, i+1)
			}
		}
	}
}

// invent returns a lawful event that could stand after the first n: a new card,
// linked and hashed as the book would.
func invent(t testing.TB, h *history, n int) unspent.Event {
	t.Helper()
	s := store.NewState()
	for _, e := range h.state.Journal[:n] {
		if err := s.Apply(e); err != nil {
			t.Fatal(err)
		}
	}
	serial, err := unspent.NewSerial(600100, 999)
	if err != nil {
		t.Fatal(err)
	}
	e, err := s.Record(unspent.Event{Kind: unspent.Issued, Program: "euro", Debit: unspent.WorldRef("euro"), Credit: unspent.CardRef(serial),
		Amount: h.money("euro", 100), Face: h.money("euro", 100), Key: unspent.CardKey{9}, By: "key_1", Request: unspent.RequestID{9}},
		h.state.Journal[max(n-1, 0)].At)
	if err != nil {
		t.Fatal(err)
	}
	return e
}

// Every field of every stored record, changed.
func TestFindsEveryChangedProjection(t *testing.T) {
	h := full(t)
	usd := mustCurrency(t, "USD")
	cards := map[string]func(*unspent.Card){
		"Serial":    func(c *unspent.Card) { c.Serial = unspent.Serial{} },
		"Key":       func(c *unspent.Card) { c.Key[0]++ },
		"Program":   func(c *unspent.Card) { c.Program = "euro2" },
		"State":     func(c *unspent.Card) { c.State += "x" },
		"Face":      func(c *unspent.Card) { c.Face = unspent.NewMoney(1, c.Face.Currency()) },
		"Face cur":  func(c *unspent.Card) { c.Face = unspent.NewMoney(c.Face.Units(), usd) },
		"Balance":   func(c *unspent.Card) { c.Balance = unspent.NewMoney(c.Balance.Units()+1, c.Balance.Currency()) },
		"Bal cur":   func(c *unspent.Card) { c.Balance = unspent.NewMoney(c.Balance.Units(), usd) },
		"ExpiresAt": func(c *unspent.Card) { c.ExpiresAt = c.ExpiresAt.Add(time.Second) },
		"Hold":      func(c *unspent.Card) { c.Hold.Released = !c.Hold.Released },
		"Hold.ID":   func(c *unspent.Card) { c.Hold.ID++ },
		"Hold.For":  func(c *unspent.Card) { c.Hold.For += "x" },
		"Hold.Til":  func(c *unspent.Card) { c.Hold.Until = c.Hold.Until.Add(time.Hour) },
		"Hold.Sec":  func(c *unspent.Card) { c.Hold.Secret[0]++ },
		"Frozen":    func(c *unspent.Card) { c.Frozen += "x" },
		"Successor": func(c *unspent.Card) { c.Successor = next(c.Serial) },
		"Order":     func(c *unspent.Card) { c.Order += "x" },
		"Last4":     func(c *unspent.Card) { c.Last4 = "ZZZ" },
		"Recipient": func(c *unspent.Card) { c.Recipient += "x" },
		"Moved":     func(c *unspent.Card) { c.Moved.Units++ },
		"Sold":      func(c *unspent.Card) { c.Sold.By += "x" },
		"When":      func(c *unspent.Card) { c.Sold = unspent.Sale{By: c.Sold.By, At: c.Sold.At.Add(time.Second)} },
		"Made":      func(c *unspent.Card) { c.Made = c.Made.Add(time.Second) },
		"Began":     func(c *unspent.Card) { c.Began = c.Began.Add(time.Second) },
		"Month":     func(c *unspent.Card) { c.Moved.Month++ },
		"Head":      func(c *unspent.Card) { c.Head.Seq-- },
		"Ahead":     func(c *unspent.Card) { c.Head.Seq += 1000 },
		"Head.Hash": func(c *unspent.Card) { c.Head.Hash[0]++ },
	}
	for _, f := range reflect.VisibleFields(reflect.TypeFor[unspent.Card]()) {
		if cards[f.Name] == nil {
			t.Errorf("no mutation of a card's %s", f.Name)
		}
	}
	accounts := map[string]func(*unspent.Account){
		"Ref":     func(a *unspent.Account) { a.Ref += "x" },
		"Program": func(a *unspent.Account) { a.Program += "x" },
		"Balance": func(a *unspent.Account) { a.Balance = unspent.NewMoney(a.Balance.Units()-1, a.Balance.Currency()) },
		"Bal cur": func(a *unspent.Account) { a.Balance = unspent.NewMoney(a.Balance.Units(), usd) },
		"Frozen":  func(a *unspent.Account) { a.Frozen += "x" },
		"Closed":  func(a *unspent.Account) { a.Closed = !a.Closed },
		"Loaded":  func(a *unspent.Account) { a.Loaded.Units++ },
		"Lots":    func(a *unspent.Account) { a.Lots = a.Lots.Plus(unspent.OneLot(time.Unix(1, 0), 1)) },
		"Head":    func(a *unspent.Account) { a.Head.Hash[5]++ },
	}
	for _, f := range reflect.VisibleFields(reflect.TypeFor[unspent.Account]()) {
		if accounts[f.Name] == nil {
			t.Errorf("no mutation of an account's %s", f.Name)
		}
	}
	try := func(name string, change func(*store.State)) {
		t.Helper()
		b := h.book()
		kept := *h.state
		kept.Cards, kept.Codes, kept.Accounts = maps.Clone(kept.Cards), maps.Clone(kept.Codes), maps.Clone(kept.Accounts)
		kept.Answers, kept.Refunded = maps.Clone(kept.Answers), maps.Clone(kept.Refunded)
		b.kept = &kept
		change(&kept)
		if run(t, b).Clean() {
			t.Errorf("%s was not found", name)
		}
	}
	for serial, c := range h.state.Cards {
		for name, change := range cards {
			try("change of a card's "+name, func(s *store.State) { changed := c; change(&changed); s.Cards[serial] = changed })
		}
		try("loss of a card", func(s *store.State) { delete(s.Cards, serial) })
		try("loss of a code", func(s *store.State) { delete(s.Codes, c.Key) })
	}
	for ref, acct := range h.state.Accounts {
		for name, change := range accounts {
			try("change of an account's "+name, func(s *store.State) { changed := acct; change(&changed); s.Accounts[ref] = changed })
		}
		try("loss of an account", func(s *store.State) { delete(s.Accounts, ref) })
	}
	for id, answer := range h.state.Answers {
		try("change of an answer", func(s *store.State) { answer.Last++; s.Answers[id] = answer })
		try("loss of an answer", func(s *store.State) { delete(s.Answers, id) })
	}
	for _, e := range h.state.Journal {
		if e.Kind == unspent.Spent {
			try("change of a refund", func(s *store.State) { s.Refunded[e.Seq] = store.Refunds{Units: 7, Last: e.Seq} })
		}
	}
	try("an invented card", func(s *store.State) {
		serial, _ := unspent.NewSerial(600100, 31)
		s.PutCard(unspent.Card{Serial: serial, Key: unspent.CardKey{7}, State: unspent.StateActive, ExpiresAt: h.now, Head: unspent.Head{Seq: 3}})
	})
}

func next(s unspent.Serial) unspent.Serial {
	n, _ := unspent.SerialOf(s.Number() + 1)
	return n
}

// A server that goes on writing is no difference.
func TestBesideAServer(t *testing.T) {
	h := full(t)
	b := h.book()
	b.grow = func(b *book) {
		c := h.issue("gift", 100, 1, true)
		h.spend(c[0], 40)
		h.record(h.account("hanako", "euro").Spend(h.programs["euro"], h.money("euro", 5), "shop", "", h.now))
		h.refund(h.spend(c[0], 30), 10)
		b.journal = slices.Clone(h.state.Journal)
	}
	got := run(t, b)
	if first, found := got.First(); found {
		t.Fatalf("First() = %+v; want nothing", first)
	}
	if got.Last != h.state.Seq {
		t.Errorf("read to %d; want %d, where the stored records come from", got.Last, h.state.Seq)
	}

	// A program that was made after the programs were read.
	b = h.book()
	b.programs, b.later = map[string]unspent.Program{"gift": h.programs["gift"]}, h.programs
	if first, found := run(t, b).First(); found {
		t.Errorf("First() = %+v; want nothing", first)
	}

	// The same, but an event that a stored record comes from is not there.
	h = full(t)
	b = h.book()
	b.grow = func(b *book) { h.issue("gift", 100, 1, true) }
	if first, found := run(t, b).First(); !found || first.Seq != h.state.Seq {
		t.Errorf("First() = %+v, %v; want event %d", first, found, h.state.Seq)
	}
}

func TestStopAtFirst(t *testing.T) {
	h := full(t)
	b := h.book()
	b.journal[4].Hash[0]++
	b.journal[9].Hash[0]++
	got, err := Run(t.Context(), b, Options{StopAtFirst: true})
	if err != nil || got.Last != 5 || len(got.Findings) != 1 || got.Findings[0].Seq != 5 {
		t.Errorf("Run() = %+v, %v; want one finding, at event 5", got, err)
	}
}

// A refusal is in the currency of what it is about, whatever was asked for and
// whatever else was wrong: an account believes the currency of its newest event.
func TestRefusalKeepsTheCurrency(t *testing.T) {
	h := newHistory(t)
	usd := unspent.NewMoney(1, mustCurrency(t, "USD"))
	c := h.issue("gift", 5000, 2, true)
	h.claim(c[0], "taro")
	paid := h.spend(c[1], 100)
	h.claim(c[1], "taro")
	unspendable := h.programs["gift"]
	unspendable.Spendable = false
	h.record(h.account("taro", "gift").Spend(unspendable, usd, "shop", "", h.now))
	h.record(h.card(c[0]).Spend(unspendable, usd, "shop", "", h.now))
	h.record(h.card(c[1]).Refund(paid, 0, usd, "", h.now))
	h.record(h.card(c[1]).Adjust(usd, "complimentary", "", h.now))
	if first, found := run(t, h.book()).First(); found {
		t.Errorf("First() = %+v; want nothing", first)
	}
}

// Whatever the rules yield is clean, and any one byte of it that is not is found.
func TestAnyHistory(t *testing.T) {
	changes := fields(t)
	names := slices.Sorted(maps.Keys(changes))
	rapid.Check(t, func(rt *rapid.T) {
		h := newHistory(t)
		random(rt, h)
		if first, found := run(t, h.book()).First(); found {
			rt.Fatalf("First() = %+v; want nothing", first)
		}
		b := h.book()
		i := rapid.IntRange(0, len(b.journal)-1).Draw(rt, "event")
		name := rapid.SampledFrom(names).Draw(rt, "field")
		changes[name](&b.journal[i])
		if name != "Hash" && rapid.Bool().Draw(rt, "new hash") {
			rehash(b.journal, i)
		}
		if run(t, b).Clean() {
			rt.Fatalf("change of %s in event %d was not found", name, i+1)
		}
	})
}

// random does anything to a few cards and accounts.
func random(rt *rapid.T, h *history) {
	h.issue("gift", 40_000, 3, true)
	h.issue("euro", 900, 2, true)
	var spends []unspent.Event
	card := func() unspent.Serial { return rapid.SampledFrom(h.serials).Draw(rt, "card") }
	units := func() int64 { return rapid.SampledFrom([]int64{1, 300, 900, 20_000, 40_000}).Draw(rt, "units") }
	who := func() string { return rapid.SampledFrom([]string{"a", "b"}).Draw(rt, "account") }
	actions := []func(){
		func() {
			h.issue("gift", units(), rapid.IntRange(1, 3).Draw(rt, "count"), rapid.Bool().Draw(rt, "sold"))
		},
		func() { s := card(); h.record(h.card(s).Activate(h.terms(s), h.now)) },
		func() { h.record(h.card(card()).Deactivate(h.now)) },
		func() { h.claim(card(), who()) },
		func() { spends = append(spends, h.spend(card(), units())) },
		func() {
			if a, ok := h.state.Accounts[unspent.AccountRef(who())]; ok {
				spends = append(spends, h.record(a.Spend(h.programs[a.Program], h.money(a.Program, units()), "shop", "", h.now)))
			}
		},
		func() {
			if paid := slices.DeleteFunc(slices.Clone(spends), func(e unspent.Event) bool { return e.Kind != unspent.Spent }); len(paid) > 0 {
				h.refund(rapid.SampledFrom(paid).Draw(rt, "payment"), units())
			}
		},
		func() { h.hold(card(), time.Duration(rapid.IntRange(1, 72*60).Draw(rt, "minutes"))*time.Minute) },
		func() { s := card(); h.record(h.card(s).Release(h.card(s).Hold.ID, h.now)) },
		func() { s := card(); h.record(h.card(s).CancelHold(h.card(s).Hold.ID, h.now)) },
		func() { s := card(); h.replace(h.take(s, h.card(s).Hold.ID)) },
		func() { h.replace(h.transfer(card())) },
		func() {
			s := card()
			next, key := h.fresh()
			h.record(h.card(s).Reissue(next, key, "", h.now))
			h.replace(next)
		},
		func() { h.record(h.card(card()).Freeze("support_issue", "", h.now)) },
		func() { h.record(h.card(card()).Unfreeze("cleared", "")) },
		func() { h.record(h.card(card()).Void("chargeback", "", h.now)) },
		func() {
			s := card()
			h.record(h.card(s).Adjust(h.money(h.card(s).Program, units()), "complimentary", "", h.now))
		},
		func() {
			s := card()
			h.record(h.card(s).Adjust(h.money(h.card(s).Program, -units()), "support_issue", "", h.now))
		},
		func() { h.record(h.card(card()).Expire(h.now)) },
		func() { h.now = h.now.AddDate(0, rapid.IntRange(0, 3).Draw(rt, "months"), 0) },
	}
	for range rapid.IntRange(0, 40).Draw(rt, "steps") {
		rapid.SampledFrom(actions).Draw(rt, "action")()
	}
}

// replace forgets a card that was asked for and refused.
func (h *history) replace(s unspent.Serial) {
	if _, made := h.state.Cards[s]; !made {
		h.serials = slices.DeleteFunc(h.serials, func(x unspent.Serial) bool { return x == s })
	}
}
