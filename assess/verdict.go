package assess

import (
	"time"

	"github.com/unspent-dev/unspent/brand"
)

// State is what a verdict says of a card.
type State string

const (
	Used     State = "used"
	Unused   State = "unused"
	Replaced State = "replaced" // sent again under a new code: this one is dead
	Blocked  State = "blocked"  // by the issuer, or taken back after it was claimed
	Inactive State = "inactive" // never switched on at the till
	Unknown  State = "unknown"
)

// Confidence is how sure a verdict is. It is empty for Unknown.
type Confidence string

const (
	Proven   Confidence = "proven"
	Likely   Confidence = "likely"
	Possible Confidence = "possible"
)

// Verdict is the judgement of a case, with all that explains it.
type Verdict struct {
	State      State
	Confidence Confidence
	Own        bool      // it is used in the asker's own account, and was given to nobody: they have its value
	AsOf       time.Time // the time that the state is known for; zero: none
	Summary    brand.Text

	Findings       []Finding       // the weightiest first
	Contradictions []Contradiction // pieces that cannot both be true
	Advice         []Advice        // what to know and to do first, in order
	Missing        []Ask           // what would change the verdict most, first
	Remedies       []Remedy        // what to do now if it is not good
	Next           Next            // the one act to begin with
}

// Next is what to do first: of all advice, asks and remedies the one act from
// which most can be expected, step by step. It is there whenever something is to
// be done, and always if the state is unknown.
type Next struct {
	ID    string // of the advice, the ask or the remedy that it begins; empty: nothing is to be done
	Whom  Owner  // who does it, or is asked
	Text  brand.Text
	Steps []brand.Text
	Parts []Part // the same steps under headings, the most urgent first; empty: they are of one kind
}

// Part is some of the steps of an act, under a heading.
type Part struct {
	Head  brand.Text
	Steps []brand.Text
}

// Finding is what one rule says of one piece of evidence.
type Finding struct {
	Rule     string // its id
	Evidence string // the piece's id
	State    State
	Weight   Weight // after authenticity, binding and age
	Binding  Binding
	At       time.Time // the time it speaks of
	Text     brand.Text
	Because  []brand.Text // why it does not weigh more, or counts for nothing
}

// Weight is how much a finding counts.
type Weight int

// Weights, from nothing up. Only verified evidence of exactly this card reaches
// Proof.
const (
	None   Weight = iota
	Hint          // alone it leaves the state unknown
	Fair          // possible
	Strong        // likely
	Proof         // proven
)

// Binding is how surely evidence is about the card of the case.
type Binding string

const (
	Exact   Binding = "exact"
	Partial Binding = "partial" // it fits, but would fit other cards too
	Unbound Binding = "none"    // it says nothing of which card, or speaks of another
)

// Contradiction names two pieces of evidence that cannot both be true.
type Contradiction struct {
	A, B string // ids of evidence; B is empty if it is the case itself that A denies
	Text brand.Text
}

// Advice is something to know or to do that the situation calls for.
type Advice struct {
	ID   string
	Text brand.Text
}

// Ask is a piece of evidence that the case lacks, and what it could change.
type Ask struct {
	ID      string
	Whom    Owner      // who has it
	Act     brand.Text // what to do for it, in one sentence
	Text    brand.Text
	Message brand.Text // ready to send to them; empty if the asker has it
	Could   []State    // what the verdict could become
	Gain    Weight     // how strong it could become

	Evidence string   // the piece that it asks about; empty if it asks for another one
	Choices  []Choice // what to choose from; empty if it asks for something to bring
}

// Remedy is what to do about a card that is not good.
type Remedy struct {
	ID     string
	Text   brand.Text
	Needs  brand.Text // what to have at hand
	URL    string     // of the issuer, if there is one
	Until  time.Time  // when it must be done; zero: no deadline is known
	Letter brand.Text // ready to send; empty if there is nobody to write to
}
