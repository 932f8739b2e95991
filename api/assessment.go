package api

import (
	"strconv"
	"time"

	"github.com/unspent-dev/unspent"
	"github.com/unspent-dev/unspent/assess"
	"github.com/unspent-dev/unspent/brand"
)

// Assessment is the result of a case as other programs read it: what the API
// answers, what --json prints and what verdict.json in a bundle holds.
// docs/reference/case-file.md specifies it. Members are added, never renamed.
type Assessment struct {
	Brand          string            `json:"brand"`
	JudgedAt       time.Time         `json:"judgedAt"`
	State          assess.State      `json:"state"`
	Confidence     assess.Confidence `json:"confidence,omitempty"`
	Own            bool              `json:"ownAccount,omitempty" doc:"It is used in the account of whoever asks, who has its value."`
	AsOf           *time.Time        `json:"asOf,omitempty"`
	Summary        brand.Text        `json:"summary"`
	Findings       []Finding         `json:"findings"`
	Contradictions []Contradiction   `json:"contradictions"`
	Next           *NextAct          `json:"next,omitempty"`
	Advice         []Advice          `json:"advice"`
	Missing        []MissingEvidence `json:"missing"`
	Remedies       []Remedy          `json:"remedies"`
	Evidence       []Evidence        `json:"evidence"`
	Read           []PictureReading  `json:"read"`
	Faults         []UnreadFile      `json:"faults"`
	Timeline       []Moment          `json:"timeline"`
	Copies         []PictureCopy     `json:"copies,omitempty" doc:"Small copies of the pictures in which a code, if one stands there, is black: only if they were asked for."`
}

// Finding is what one rule says of one piece of evidence.
type Finding struct {
	Rule     string         `json:"rule"`
	Evidence string         `json:"evidence"`
	State    assess.State   `json:"state"`
	Weight   string         `json:"weight"`
	Binding  assess.Binding `json:"binding"`
	At       *time.Time     `json:"at,omitempty"`
	Text     brand.Text     `json:"text"`
	Because  []brand.Text   `json:"because,omitempty"`
}

// Contradiction names two pieces of evidence that cannot both be true.
type Contradiction struct {
	Evidence [2]string  `json:"evidence"`
	Text     brand.Text `json:"text"`
}

// NextAct is the one act to begin with.
type NextAct struct {
	ID    string       `json:"id"`
	Whom  assess.Owner `json:"whom"`
	Text  brand.Text   `json:"text"`
	Steps []brand.Text `json:"steps"`
	Parts []ActPart    `json:"parts,omitempty" doc:"The same steps under headings, the most urgent first, if they are of several kinds."`
}

// ActPart is some of the steps of an act, under a heading.
type ActPart struct {
	Head  brand.Text   `json:"head"`
	Steps []brand.Text `json:"steps"`
}

// Advice is something to know or to do.
type Advice struct {
	ID   string     `json:"id"`
	Text brand.Text `json:"text"`
}

// MissingEvidence is evidence that would change the verdict.
type MissingEvidence struct {
	ID      string         `json:"id"`
	Whom    assess.Owner   `json:"whom"`
	Text    brand.Text     `json:"text"`
	Message *brand.Text    `json:"message,omitempty"`
	Could   []assess.State `json:"could"`
	Gain    string         `json:"gain"`

	Evidence string   `json:"evidence,omitempty" doc:"Which piece it asks about, if it asks about one that is there."`
	Choices  []Choice `json:"choices,omitempty" doc:"What to choose from: send the case once more with the item's field like."`
}

// Choice is what a message that could not be read may mean.
type Choice struct {
	Like   brand.Meaning `json:"like" doc:"What the item's field like takes."`
	Sample string        `json:"sample,omitempty" doc:"As the brand shows it, letter for letter."`
	Text   brand.Text    `json:"text"`
}

// Remedy is what to do about a card that is not good.
type Remedy struct {
	ID     string      `json:"id"`
	Text   brand.Text  `json:"text"`
	Needs  *brand.Text `json:"needs,omitempty"`
	URL    string      `json:"url,omitempty"`
	Until  *time.Time  `json:"until,omitempty"`
	Letter *brand.Text `json:"letter,omitempty"`
}

// Evidence is one piece of evidence. With [EvidenceCard] it has all that a
// judgement needs.
type Evidence struct {
	ID    string        `json:"id"`
	File  string        `json:"file,omitempty"`
	Kind  assess.Kind   `json:"kind"`
	Owner assess.Owner  `json:"owner"`
	Says  brand.Meaning `json:"says"`
	Card  EvidenceCard  `json:"card"`
	At    *time.Time    `json:"at,omitempty"`
	Seen  *time.Time    `json:"seen,omitempty"`
	Shown string        `json:"shown,omitempty"`
	Grade assess.Grade  `json:"grade"`
	Notes []Note        `json:"notes,omitempty"`
}

// EvidenceCard tells a card from others.
type EvidenceCard struct {
	Last4     string         `json:"last4,omitempty"`
	Amount    *unspent.Money `json:"amount,omitempty"`
	Order     string         `json:"order,omitempty"`
	Serial    string         `json:"serial,omitempty"`
	Recipient string         `json:"recipient,omitempty"`
	Giver     string         `json:"giver,omitempty"`
}

// Note is what an importer noticed.
type Note struct {
	ID     assess.NoteID `json:"id"`
	Detail string        `json:"detail,omitempty"`
	Text   brand.Text    `json:"text"`
}

// UnreadFile is a file that could not be read, and why. It does not end a case.
type UnreadFile struct {
	File   string         `json:"file"`
	Reason unspent.Reason `json:"reason"`
	Detail string         `json:"detail"`
	Text   brand.Text     `json:"text,omitzero" doc:"Detail in both languages, with the way out."`
	ID     string         `json:"id,omitempty" doc:"What kind of file it is, such as video, or which limit it is over."`
}

func (f UnreadFile) Error() string { return strconv.Quote(f.File) + ": " + f.Detail }

// Unwrap gives the reason.
func (f UnreadFile) Unwrap() error { return f.Reason }

// Moment is what happened at a time.
type Moment struct {
	At       time.Time  `json:"at"`
	Evidence string     `json:"evidence,omitempty"`
	Text     brand.Text `json:"text"`
}

// PictureCopy is a small copy of a picture, to be shown beside what was read in it.
type PictureCopy struct {
	File string `json:"file"`
	JPEG []byte `json:"jpeg" doc:"Every code in it is black."`
	Of   [2]int `json:"of" doc:"Width and height of the upright picture, in whose pixels the boxes of what was read are."`

	Looked  bool     `json:"looked,omitempty" doc:"Somebody has looked for what is private."`
	Private [][4]int `json:"private,omitempty" doc:"Where addresses of mail and order numbers stand: left, top, right, bottom. Black them out before you show the picture to somebody else."`
}

// PictureReading is a field that was read in a picture. Whoever confirms or corrects it
// sends the case once more with its name and value in the item's member read.
type PictureReading struct {
	File     string   `json:"file"`
	Evidence string   `json:"evidence,omitempty"` // of which it is a field; the picture's own, such as its clock, have none
	Name     string   `json:"name"`
	Field    string   `json:"field"`
	Value    string   `json:"value"`
	Others   []string `json:"others,omitempty"` // what it may be as well
	Picture  int      `json:"picture"`          // of several of one page, from 0
	Box      [4]int   `json:"box"`              // left, top, right, bottom in pixels of the upright picture
	Score    int      `json:"score"`            // how surely, in hundredths
	Certain  bool     `json:"certain"`
	Open     bool     `json:"open"` // nobody has confirmed it yet
}
