package audit

import (
	"hash/maphash"
	"strings"
	"time"

	"github.com/unspent-dev/unspent"
)

// head is where a card's or an account's chain stands.
type head struct {
	seq     unspent.Seq
	balance int64
	hash    unspent.Digest
}

// state is the state of a card in one byte.
type state uint8

const (
	unissued state = iota // the events before are missing: only its chain is followed
	inactive
	active
	claimed
	spent
	void
	replaced
	expired
)

var stateNames = [...]unspent.State{"", unspent.StateInactive, unspent.StateActive, unspent.StateClaimed,
	unspent.StateSpent, unspent.StateVoid, unspent.StateReplaced, unspent.StateExpired}

// card is what is kept of each card: 152 bytes. Texts are numbers of a wordbook
// or, where they rarely repeat, keyed hashes.
type card struct {
	head
	number    int64 // first 18 digits of the serial
	face      int64
	expires   int64 // µs since 1970, 0: never
	order     uint64
	recipient uint64
	sale      uint64 // who sold it and when
	made      int64  // µs since 1970
	began     int64  // when its value was sold, 0: it is not
	key       unspent.CardKey
	program   uint32
	frozen    uint32
	successor uint32 // its place among the cards; the first card is nobody's
	state     state
	last4     [4]byte // of the code; zero if it was not kept
	rare      bool    // there is more in ledger.rare
}

// lapsed reports whether c's validity has ended at now, in µs.
func (c *card) lapsed(now int64) bool { return c.expires != 0 && c.expires <= now }

// rare is what only some cards have.
type rare struct {
	hold     unspent.Seq
	until    int64
	party    string
	secret   unspent.Digest
	released bool
	month    int32 // of the hand-overs that moved sums up
	moved    int64
}

// account is a holder's, a merchant's, or a program's world or breakage.
type account struct {
	head
	ref      unspent.Ref
	program  string
	currency unspent.Currency
	month    int32 // of the claims that loaded sums up
	loaded   int64
	frozen   uint32 // the word why, 0 if it is not
	closed   bool
	lots     lots // what of the balance ends
}

// payment is a spend that may be refunded, or a claim that may be undone.
type payment struct {
	seq      unspent.Seq
	units    int64
	payer    uint32 // place of the card × 2 + 1, or of the account × 2
	merchant uint32 // place of the account that got it
	at       int64  // µs
}

// claim is where a claim moved the value, and when that ends there.
type claim struct {
	account uint32
	ends    int64 // 0: never
}

// refund is what was put back of a payment.
type refund struct {
	units int64
	last  unspent.Seq
}

// request is what answered one request.
type request struct {
	first, last unspent.Seq
	print       unspent.Print
}

// ledger is everything that the journal says, folded.
type ledger struct {
	cards    list[card]
	numbers  index
	rare     map[uint32]rare
	accounts list[account]
	refs     map[unspent.Ref]uint32
	payments list[payment]
	refunds  map[uint32]refund // by the payment's place
	ending   map[uint32]lots   // what of a payment or claim ends, by its place
	claims   map[uint32]claim  // the account that a card was claimed to last, by their places
	requests map[unspent.RequestID]request
	words    words
	seed     maphash.Seed
}

func newLedger() *ledger {
	l := &ledger{rare: map[uint32]rare{}, refs: map[unspent.Ref]uint32{},
		refunds: map[uint32]refund{}, ending: map[uint32]lots{}, claims: map[uint32]claim{},
		requests: map[unspent.RequestID]request{}, words: words{place: map[string]uint32{}},
		seed: maphash.MakeSeed()}
	l.words.of("")
	l.cards.push(card{}) // so that place 0 is no card
	return l
}

// label returns a number for a text that rarely repeats: its hash under a key
// that lives as long as the run, 0 for none.
func (l *ledger) label(text string) uint64 {
	if text == "" {
		return 0
	}
	return maphash.String(l.seed, text) | 1
}

// saleLabel is the label of a sale, 0 of none.
func (l *ledger) saleLabel(by string, at time.Time) uint64 {
	if by == "" && at.IsZero() {
		return 0
	}
	return (l.label(by) ^ uint64(micros(at))) | 1
}

// card returns the place of a card, 0 if no event has named it.
func (l *ledger) card(number int64) uint32 {
	if l.numbers.slots == nil {
		return 0
	}
	return l.numbers.slots[l.slot(number)]
}

func (l *ledger) addCard(c card) uint32 {
	if l.numbers.full() {
		l.grow()
	}
	at := l.cards.push(c)
	l.numbers.slots[l.slot(c.number)] = at
	l.numbers.used++
	return at
}

// index finds cards by number: a hash table of their places, where 0 is free. A
// map of the language costs five times as much.
type index struct {
	slots []uint32 // a power of two of them
	used  int
}

// full reports whether another card would make the table slow: four of five
// slots are in use.
func (x *index) full() bool { return 5*(x.used+1) > 4*len(x.slots) }

// slot returns where number is, or the free slot where it belongs.
func (l *ledger) slot(number int64) uint64 {
	mask := uint64(len(l.numbers.slots) - 1)
	i := maphash.Comparable(l.seed, number) & mask
	for at := l.numbers.slots[i]; at != 0 && l.cards.at(at).number != number; at = l.numbers.slots[i] {
		i = (i + 1) & mask
	}
	return i
}

// grow doubles the table.
func (l *ledger) grow() {
	old := l.numbers.slots
	l.numbers.slots = make([]uint32, max(2*len(old), chunkSize))
	for _, at := range old {
		if at != 0 {
			l.numbers.slots[l.slot(l.cards.at(at).number)] = at
		}
	}
}

// account returns the place of an account, a new one if no event has named it.
func (l *ledger) account(ref unspent.Ref, program string, cur unspent.Currency) uint32 {
	if at, ok := l.refs[ref]; ok {
		return at
	}
	ref = unspent.Ref(strings.Clone(string(ref)))
	program = l.words.text(l.words.of(program))
	at := l.accounts.push(account{ref: ref, program: program, currency: cur})
	l.refs[ref] = at
	return at
}

// payment returns the place of the spend at seq.
func (l *ledger) payment(seq unspent.Seq) (uint32, bool) {
	low, high := 0, l.payments.len()
	for low < high {
		if mid := (low + high) / 2; l.payments.at(uint32(mid)).seq < seq {
			low = mid + 1
		} else {
			high = mid
		}
	}
	return uint32(low), low < l.payments.len() && l.payments.at(uint32(low)).seq == seq
}

// words numbers texts that repeat.
type words struct {
	place map[string]uint32
	texts []string
}

func (w *words) of(text string) uint32 {
	if at, ok := w.place[text]; ok {
		return at
	}
	text = strings.Clone(text)
	at := uint32(len(w.texts))
	w.texts = append(w.texts, text)
	w.place[text] = at
	return at
}

func (w *words) text(at uint32) string { return w.texts[at] }

// list is a slice that grows without being copied, so that its peak is its size
// and pointers into it stay good.
type list[T any] struct {
	chunks [][]T
	n      int
}

func (l *list[T]) push(v T) uint32 {
	if l.n%chunkSize == 0 {
		l.chunks = append(l.chunks, make([]T, 0, chunkSize))
	}
	last := &l.chunks[len(l.chunks)-1]
	*last = append(*last, v)
	l.n++
	return uint32(l.n - 1)
}

func (l *list[T]) at(i uint32) *T { return &l.chunks[i/chunkSize][i%chunkSize] }

func (l *list[T]) len() int { return l.n }

// month numbers the calendar months, UTC.
func month(t time.Time) int32 {
	y, m, _ := t.UTC().Date()
	return int32(y*12 + int(m))
}

// cardNumber returns the first 18 digits of a card's ref, and whether the ref is
// spelled as it must be, check digit included.
func cardNumber(ref unspent.Ref) (int64, bool) {
	const prefix, digits = "card:", 19
	if len(ref) != len(prefix)+digits || ref[len(prefix)] == '0' {
		return 0, false
	}
	var number int64
	sum := 0
	for i := range digits {
		d := int(ref[len(prefix)+i]) - '0'
		if d < 0 || d > 9 {
			return 0, false
		}
		if i < digits-1 {
			number = number*10 + int64(d)
		}
		if i%2 == 1 { // every second one from the right, the check digit not counted
			d *= 2
			d = d/10 + d%10
		}
		sum += d
	}
	return number, sum%10 == 0
}
