package store

import (
	"context"
	"slices"
	"strings"
	"time"

	"github.com/unspent-dev/unspent"
)

// Store keeps one book.
type Store interface {
	// View runs f on a state that includes every Update that returned before
	// View was called. Each record that f's Reader gives is at least as new as
	// that; two records may be of different instants. Journal sees one snapshot.
	View(ctx context.Context, f func(Reader) error) error
	// Update runs f serially with every other Update and commits durably if f
	// returns nil. A driver may run f again on conflict, so f touches nothing
	// but its Tx and assigns its results. An error of reason Unavailable means
	// that the outcome is not known: ask again with the same request ids.
	Update(ctx context.Context, f func(Tx) error) error
	// Close waits for what is under way and gives the store up.
	Close() error
}

// Reader reads.
type Reader interface {
	Loader
	Programs
	Keys
	Parties
	Documents
	// Journal calls f with every event from seq on, in order, until f fails,
	// the journal ends or ctx is done. It sees one snapshot.
	Journal(ctx context.Context, from unspent.Seq, f func(unspent.Event) error) error
	// History returns at most limit events of a card or an account, the newest
	// first, from the one at from on, 0 for the newest of all, and where to go on:
	// 0 at the end. Invalid if from is none of ref's.
	History(ctx context.Context, ref unspent.Ref, from unspent.Seq, limit int) ([]unspent.Event, unspent.Seq, error)
	// Lapsed returns at most limit cards that are active and whose validity
	// has ended at now, in the order of their keys, and where to go on: pass the
	// zero key first. The zero key comes back when no more are left.
	Lapsed(ctx context.Context, now time.Time, after unspent.CardKey, limit int) ([]unspent.Card, unspent.CardKey, error)
	// LapsedAccounts returns at most limit accounts with lots that have ended at now,
	// in the order of their refs, those behind after, and where to go on, as Lapsed does.
	LapsedAccounts(ctx context.Context, now time.Time, after unspent.Ref, limit int) ([]unspent.Account, unspent.Ref, error)
	// Search returns at most limit cards that a filter has, in the order of
	// their keys, and where to go on, as Lapsed does. It looks at every card.
	Search(ctx context.Context, f CardFilter, after unspent.CardKey, limit int) ([]unspent.Card, unspent.CardKey, error)
	// Cards returns at most limit cards in the order of their serials, those behind
	// after, and where to go on: pass the zero serial first, which comes back at the
	// end. A card that was there before the first page is on one page and no other,
	// whatever is written meanwhile. It reads a page, and not the book.
	Cards(ctx context.Context, after unspent.Serial, limit int) ([]unspent.Card, unspent.Serial, error)
	// Seal returns the sealed seed of the request whose first event is seq,
	// or nil if there is none or it has been erased.
	Seal(ctx context.Context, seq unspent.Seq) ([]byte, error)
}

// Tx reads and writes.
type Tx interface {
	Reader
	DocumentWriter
	// Refresh brings a state up to date that Loads in one or several Views
	// filled with what want names, and nothing else touched: it is then as if it
	// had been loaded here. So the slow part of a read can be done ahead of an
	// Update's turn.
	Refresh(ctx context.Context, want Want, s *State) error
	// Append writes s's new events and everything they changed, with the seals
	// and parties that belong to them. It is called at most once, and s was
	// loaded in this Tx. From then on s is the store's: its caller changes it no more.
	Append(ctx context.Context, s *State, seals []Seal, parties []Party) error
	// PutProgram adds a program; Conflict if its id is taken.
	PutProgram(ctx context.Context, p unspent.Program) error
	// PutKey adds an API key; Conflict if its id is taken.
	PutKey(ctx context.Context, k APIKey) error
	// RevokeKey ends an API key; NotFound if there is none.
	RevokeKey(ctx context.Context, id string, at time.Time) error
	// EraseParty forgets a party's text. Erasing twice is no error.
	EraseParty(ctx context.Context, id string) error
	// EraseSeals erases every seal whose window has ended at now, leaving no
	// trace in the file, and returns how many there were.
	EraseSeals(ctx context.Context, now time.Time) (int, error)
	// EraseSeal erases the seal of the request whose first event is seq.
	EraseSeal(ctx context.Context, seq unspent.Seq) error
}

// Loader loads the named records into a state. What does not exist is not there
// afterwards, and is not an error; what the state holds already stays as it is.
// The state's head is set to the newest event, unless the state has recorded
// events of its own.
type Loader interface {
	Load(ctx context.Context, want Want, into *State) error
}

// Want names records to load.
type Want struct {
	Requests []unspent.RequestID
	Codes    []unspent.CardKey
	Serials  []unspent.Serial
	Accounts []unspent.Ref
	Events   []unspent.Seq
	Refunded []unspent.Seq // spends and claims of which is wanted what was put back so far
}

// CardFilter says which cards are searched for: those that have everything which is
// not empty.
type CardFilter struct {
	Order      string   // the order number they were issued with
	Recipients []string // opaque ids, one of which the card's recipient is
	Last4      string   // of the code
}

// Names reports whether c is one of them. An empty filter has no card.
func (f CardFilter) Names(c unspent.Card) bool {
	if f.Order == "" && f.Last4 == "" && len(f.Recipients) == 0 {
		return false
	}
	return (f.Order == "" || c.Order == f.Order) && (f.Last4 == "" || c.Last4 == f.Last4) &&
		(len(f.Recipients) == 0 || c.Recipient != "" && slices.Contains(f.Recipients, c.Recipient))
}

// Add adds what other names.
func (w *Want) Add(other Want) {
	w.Requests = append(w.Requests, other.Requests...)
	w.Codes = append(w.Codes, other.Codes...)
	w.Serials = append(w.Serials, other.Serials...)
	w.Accounts = append(w.Accounts, other.Accounts...)
	w.Events = append(w.Events, other.Events...)
	w.Refunded = append(w.Refunded, other.Refunded...)
}

// Programs reads programs.
type Programs interface {
	// Programs returns every program, by id.
	Programs(ctx context.Context) (map[string]unspent.Program, error)
}

// Keys reads API keys.
type Keys interface {
	// Keys returns every API key, revoked ones too, in the order of their ids.
	Keys(ctx context.Context) ([]APIKey, error)
}

// Parties reads what is known of people, by opaque id.
type Parties interface {
	// Party returns a party's text: "" if it was erased or never known.
	Party(ctx context.Context, id string) (string, error)
	// PartiesNamed returns the ids, at most limit, of the parties whose text is
	// this one, whatever the case of its letters A to Z, in their order.
	PartiesNamed(ctx context.Context, text string, limit int) ([]string, error)
}

// APIKey is a client's key. Only its hash is stored: the key itself has 160
// random bits, so a plain SHA-256 cannot be turned back. A person of the staff stands
// among them, since events, approvals and the log name both alike, and the chain holds
// both; they have no key, and their hash is zero.
type APIKey struct {
	ID        string // public; events name it
	Name      string // what the staff calls it
	Role      unspent.Role
	Bound     string        // the one merchant a merchant's key may act as
	Scope     unspent.Scope // the accounts that it acts for
	Hash      [32]byte
	CreatedAt time.Time
	RevokedAt time.Time // zero: in force
}

// PersonPrefix is what the id of a person of the staff begins with.
const PersonPrefix = unspent.PersonPrefix

// Person reports whether k is a person of the staff.
func (k APIKey) Person() bool { return strings.HasPrefix(k.ID, PersonPrefix) }

// Seal is the encrypted seed of a request, from which its codes and secrets are
// derived again when it is retried inside the reveal window.
type Seal struct {
	Seq   unspent.Seq // the request's first event
	Until time.Time   // end of the reveal window
	Box   []byte      // never in clear
}

// Party is a person's name or address, beside the journal.
type Party struct {
	ID   string // opaque; events name it
	Text string
}

// Refunds is what has been put back of one spend.
type Refunds struct {
	Units int64
	Last  unspent.Seq // the newest refund
}

// Answer says which events answered a request.
type Answer struct {
	First, Last unspent.Seq
	Print       unspent.Print
}
