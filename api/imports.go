package api

import "github.com/unspent-dev/unspent"

// CodeFormat is how codes look that are not made here.
type CodeFormat struct {
	Alphabet string `json:"alphabet" doc:"Each symbol once: capital letters and digits." example:"0123456789" maxLength:"36"`
	Length   int    `json:"length" doc:"Symbols, check digit included: 6 to 40." example:"16"`
	Check    string `json:"check,omitempty" enum:"luhn,ean" doc:"The last symbol is a check digit. Left out: none is." example:"luhn"`
	PIN      int    `json:"pin,omitempty" doc:"Digits of the PIN beside the code, at most 12; it is typed behind it. 0 or left out: none." example:"4"`
}

// Format returns f for the book; nil is none.
func (f *CodeFormat) Format() unspent.CodeFormat {
	if f == nil {
		return unspent.CodeFormat{}
	}
	return unspent.CodeFormat(*f)
}

// FormatOf is the inverse of Format.
func FormatOf(f unspent.CodeFormat) *CodeFormat {
	if f.IsZero() {
		return nil
	}
	return new(CodeFormat(f))
}

// ImportRequest is a number of cards from elsewhere.
type ImportRequest struct {
	Program string         `json:"program"`
	DryRun  bool           `json:"dryRun,omitempty" doc:"Say what would come of each card, and change nothing."`
	Cards   []ImportedCard `json:"cards" doc:"1 to 1,000; bring more in several requests."`
}

// ImportedCard is one card as it stands where it comes from.
type ImportedCard struct {
	Code      string         `json:"code" doc:"In the program's format, with its PIN behind it if it has one. Only keyed hashes of it are kept." example:"4000123412341230"`
	PIN       string         `json:"pin,omitempty" doc:"The PIN, if it does not stand behind the code."`
	Face      unspent.Money  `json:"face" doc:"Value when it was sold."`
	Balance   *unspent.Money `json:"balance,omitempty" doc:"What is left; left out: face of an active card, nothing of any other."`
	State     unspent.State  `json:"state,omitempty" enum:"inactive,active,spent,void,expired" doc:"active if left out."`
	Frozen    unspent.Reason `json:"frozen,omitempty" doc:"Why it is frozen, one of the reasons of a freeze; left out: it is not."`
	ExpiresAt Time           `json:"expiresAt,omitzero" doc:"End of its validity; left out: none."`
	Order     string         `json:"order,omitempty" maxLength:"200"`
	Recipient string         `json:"recipient,omitempty" doc:"A mail address or a name; kept apart and erasable." maxLength:"320"`
	FirstSeen Time           `json:"firstSeen,omitzero" doc:"When it was first sold; left out: not known."`
}

// ImportAnswer is what came of the cards of an import.
type ImportAnswer struct {
	DryRun   bool        `json:"dryRun"`
	Imported int         `json:"imported" doc:"Of a dry run: that would be."`
	Known    int         `json:"known" doc:"In the book already, from a request before: nothing was done again."`
	Refused  int         `json:"refused"`
	Rows     []ImportRow `json:"rows" doc:"One for each card, in their order."`
	Event    EventID     `json:"-"`
}

// ImportRow is what came of one card.
type ImportRow struct {
	Row     int            `json:"row" doc:"From 1 on."`
	Outcome string         `json:"outcome" enum:"imported,known,refused"`
	Serial  unspent.Serial `json:"serial,omitzero" doc:"Its public number from now on; absent if it was refused, and in a dry run."`
	Reason  unspent.Reason `json:"reason,omitempty" doc:"Why it was refused."`
	Detail  string         `json:"detail,omitempty"`
}
