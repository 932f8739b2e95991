package assess

import (
	"go/ast"
	"go/parser"
	"go/token"
	"maps"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/unspent-dev/unspent/brand"
)

// ruled is a case in which a rule decides on the evidence "e".
type ruled struct {
	c      Case
	e      Evidence
	more   []Evidence
	p      *brand.Profile
	state  State      // of the verdict
	sure   Confidence // of the verdict
	weight Weight     // of the finding
}

// theRules has a case for each rule.
func theRules() map[string]ruled {
	mine, giver, seller, buyer := Mine, Givers, Sellers, Buyers
	sold := received()
	sold.Asker, sold.HandedOver = Seller, ago(5*days)
	topUp := received()
	topUp.Form, topUp.Channel = brand.FormTopUp, FromIssuer
	unclear := received()
	unclear.Got = time.Time{}
	own := shopped()
	blank := func(k Kind, o Owner, says brand.Meaning) Evidence { return of(about("e", k, o, says), Card{}) }
	successorTo := gift()
	successorTo.Last4 = "N3W4"
	nameless := gift()
	nameless.Last4 = ""
	book := func(says brand.Meaning) Evidence { return verified(about("e", Book, Issuers, says)) }
	return map[string]ruled{
		"shop-no-notice":     {c: own, e: blank(Statement, giver, brand.NoNotice)},
		"shop-no-order":      {c: own, e: of(about("e", OrderPage, giver, brand.OrderSent), Card{Amount: yen(5000)})},
		"notice":             {c: received(), e: verified(about("e", Mail, giver, brand.MailOpened)), state: Used, sure: Proven, weight: Proof},
		"delivered":          {c: received(), e: verified(about("e", Mail, mine, brand.MailDelivered))},
		"sent":               {c: received(), e: verified(about("e", Mail, giver, brand.MailSent))},
		"ordered":            {c: received(), e: verified(about("e", Mail, giver, brand.MailOrdered))},
		"resent-before":      {c: received(), e: at(of(verified(about("e", Mail, giver, brand.MailResent)), successorTo), ago(20*days))},
		"resent":             {c: received(), e: of(verified(about("e", Mail, giver, brand.MailResent)), successorTo), state: Replaced, sure: Proven, weight: Proof},
		"resent-unclear":     {c: unclear, e: of(about("e", OrderPage, giver, brand.OrderResent), nameless), state: Replaced, sure: Possible, weight: Fair},
		"cancelled":          {c: received(), e: verified(about("e", Mail, giver, brand.MailRefunded)), state: Blocked, sure: Likely, weight: Strong},
		"row-claimed":        {c: received(), e: about("e", History, mine, brand.RowClaimed), state: Used, sure: Likely, weight: Strong},
		"row-claimed-theirs": {c: received(), e: about("e", History, giver, brand.RowClaimed), state: Used, sure: Likely, weight: Strong},
		"row-reloaded":       {c: topUp, e: about("e", History, mine, brand.RowReloaded), state: Used, sure: Likely, weight: Strong},
		"row-reloaded-other": {c: received(), e: about("e", History, mine, brand.RowReloaded)},
		"row-spent":          {c: received(), e: about("e", History, mine, brand.RowSpent)},
		"row-reversed":       {c: received(), e: about("e", History, mine, brand.RowReversed), state: Blocked, sure: Likely, weight: Strong},
		"row-absent-part":    {c: received(), e: remarked(blank(History, mine, brand.RowAbsent), Truncated)},
		"row-absent-stored":  {c: received(), e: blank(History, mine, brand.RowAbsent), p: &brand.Profile{Redeem: brand.Redeem{Kind: brand.StoredValue}}},
		"row-absent":         {c: received(), e: blank(History, mine, brand.RowAbsent), weight: Hint},
		"order-redeemed":     {c: received(), e: about("e", OrderPage, giver, brand.OrderRedeemed), state: Used, sure: Likely, weight: Strong},
		"order-sent":         {c: received(), e: about("e", OrderPage, giver, brand.OrderSent), state: Unused, sure: Likely, weight: Strong},
		"order-sent-theirs":  {c: received(), e: about("e", OrderPage, seller, brand.OrderSent), state: Unused, sure: Possible, weight: Fair},

		"redeemed-now":             {c: own, e: blank(Message, mine, brand.RedeemedNow), state: Used, sure: Likely, weight: Strong},
		"redeemed-now-theirs":      {c: received(), e: about("e", Message, giver, brand.RedeemedNow), state: Used, sure: Likely, weight: Strong},
		"already-here":             {c: own, e: blank(Message, mine, brand.AlreadyHere), state: Used, sure: Likely, weight: Strong},
		"already-here-theirs":      {c: received(), e: about("e", Message, giver, brand.AlreadyHere), state: Used, sure: Likely, weight: Strong},
		"already-elsewhere-theirs": {c: sold, e: about("e", Message, buyer, brand.AlreadyElsewhere), state: Used, sure: Possible, weight: Fair},
		"already-elsewhere":        {c: own, e: blank(Message, mine, brand.AlreadyElsewhere), state: Used, sure: Likely, weight: Strong},
		"already-redeemed":         {c: own, e: blank(Message, mine, brand.AlreadyRedeemed), state: Used, sure: Likely, weight: Strong},
		"blocked-theirs":           {c: sold, e: about("e", Message, buyer, brand.Blocked), state: Blocked, sure: Possible, weight: Fair},
		"not-activated-theirs":     {c: sold, e: about("e", Message, buyer, brand.NotActivated), state: Inactive, sure: Possible, weight: Fair},
		"blocked":                  {c: own, e: blank(Message, mine, brand.Blocked), state: Blocked, sure: Likely, weight: Strong},
		"not-activated":            {c: own, e: blank(Message, mine, brand.NotActivated), state: Inactive, sure: Likely, weight: Strong},
		"invalid":                  {c: own, e: blank(Message, mine, brand.Invalid)},
		"unclear":                  {c: own, e: blank(Message, mine, brand.Unclear)},
		"expired-theirs":           {c: sold, e: about("e", Message, buyer, brand.Expired), state: Blocked, sure: Possible, weight: Fair},
		"expired":                  {c: own, e: blank(Message, mine, brand.Expired), state: Blocked, sure: Likely, weight: Strong},
		"other-region":             {c: own, e: blank(Message, mine, brand.OtherRegion)},
		"check-failed":             {c: own, e: blank(Message, mine, brand.CheckFailed)},

		"balance-full-theirs": {c: received(), e: about("e", Balance, seller, brand.BalanceFull), state: Unused, sure: Possible, weight: Fair},
		"balance-used-theirs": {c: sold, e: about("e", Balance, buyer, brand.BalanceZero), state: Used, sure: Possible, weight: Fair},
		"balance-full":        {c: own, e: blank(Balance, mine, brand.BalanceFull), state: Unused, sure: Likely, weight: Strong},
		"balance-part":        {c: own, e: blank(Balance, mine, brand.BalancePart), state: Used, sure: Likely, weight: Strong},
		"balance-zero":        {c: own, e: blank(Balance, mine, brand.BalanceZero), state: Used, sure: Likely, weight: Strong},
		"seal-none":           {c: received(), e: blank(Seal, mine, brand.SealIntact)},
		"seal-opened":         {c: handedOver(own), e: blank(Seal, mine, brand.SealBroken)},
		"seal-tried": {c: own, e: blank(Seal, mine, brand.SealBroken), more: []Evidence{at(of(about("f", Message, mine, brand.Invalid), Card{}), ago(days))},
			weight: Hint},
		"seal-own":       {c: with(own, func(c *Case) { c.Opened = OpenedByMe }), e: blank(Seal, mine, brand.SealBroken)},
		"seal-exposed":   {c: with(own, func(c *Case) { c.Opened, c.SeenBy = OpenedByMe, SeenByAll }), e: blank(Seal, mine, brand.SealBroken), weight: Hint},
		"seal-broken":    {c: own, e: blank(Seal, mine, brand.SealBroken), state: Used, sure: Possible, weight: Fair},
		"seal-tampered":  {c: own, e: blank(Seal, mine, brand.SealTampered), state: Used, sure: Possible, weight: Fair},
		"seal-intact":    {c: own, e: blank(Seal, mine, brand.SealIntact), state: Unused, sure: Possible, weight: Fair},
		"till-activated": {c: own, e: blank(Till, mine, brand.TillActivated)},
		"till-invalid": {c: own, e: blank(Till, mine, brand.TillOnly), more: []Evidence{about("f", Message, mine, brand.Invalid)},
			state: Inactive, sure: Possible, weight: Fair},
		"till-only": {c: own, e: blank(Till, mine, brand.TillOnly), weight: Hint},

		"said-used-issuer":   {c: received(), e: blank(Statement, Issuers, brand.SaidUsed), state: Used, sure: Possible, weight: Fair},
		"said-used-against":  {c: received(), e: blank(Statement, giver, brand.SaidUsed), state: Used, sure: Possible, weight: Fair},
		"said-used-own":      {c: sold, e: blank(Statement, seller, brand.SaidUsed), state: Used, sure: Possible, weight: Fair},
		"said-used":          {c: sold, e: blank(Statement, buyer, brand.SaidUsed), weight: Hint},
		"said-unused-issuer": {c: received(), e: blank(Statement, Issuers, brand.SaidUnused), state: Unused, sure: Possible, weight: Fair},
		"said-unused":        {c: received(), e: blank(Statement, seller, brand.SaidUnused), weight: Hint},
		"no-notice-sent":     {c: topUp, e: blank(Statement, giver, brand.NoNotice)},
		"no-notice":          {c: received(), e: blank(Statement, giver, brand.NoNotice), weight: Hint},

		"book-unspent":  {c: received(), e: book(brand.BookUnspent), state: Unused, sure: Proven, weight: Proof},
		"book-spent":    {c: received(), e: book(brand.BookSpent), state: Used, sure: Proven, weight: Proof},
		"book-replaced": {c: received(), e: book(brand.BookReplaced), state: Replaced, sure: Proven, weight: Proof},
		"book-frozen":   {c: received(), e: book(brand.BookFrozen), state: Blocked, sure: Proven, weight: Proof},
		"book-inactive": {c: received(), e: book(brand.BookInactive), state: Inactive, sure: Proven, weight: Proof},
		"book-expired":  {c: received(), e: book(brand.BookExpired), state: Blocked, sure: Proven, weight: Proof},
		"nothing":       {c: received(), e: blank(Picture, mine, brand.NothingToTell)},
	}
}

func handedOver(c Case) Case {
	c.HandedOver = ago(5 * days)
	return c
}

func TestRules(t *testing.T) {
	tests := theRules()
	for _, r := range Rules() {
		if _, ok := tests[r.ID]; !ok && r.ID != "ended" { // which is of no evidence: TestEnded
			t.Errorf("rule %s has no test", r.ID)
		}
	}
	for _, id := range slices.Sorted(maps.Keys(tests)) {
		tt := tests[id]
		t.Run(id, func(t *testing.T) {
			p := tt.p
			if p == nil {
				p = issuerA()
			}
			v := Judge(tt.c, append([]Evidence{tt.e}, tt.more...), p, noon)
			f := find(t, v, "e")
			if tt.state == "" {
				tt.state = Unknown
			}
			if f.Rule != id || f.Weight != tt.weight || v.State != tt.state || v.Confidence != tt.sure {
				t.Errorf("rule %s weighs %d (%v): %s %s; want %s, %d: %s %s",
					f.Rule, f.Weight, f.Because, v.State, v.Confidence, id, tt.weight, tt.state, tt.sure)
			}
			whole(t, "finding", f.Text)
			whole(t, "summary", v.Summary)
			for _, why := range f.Because {
				whole(t, "because", why)
			}
		})
	}
}

// whole fails unless a text is there in both languages, without a placeholder.
func whole(t *testing.T, what string, text brand.Text) {
	t.Helper()
	for _, s := range []string{text.JA, text.EN} {
		if s == "" || strings.ContainsAny(s, "{}|") || strings.Contains(s, "  ") || strings.Contains(s, "（）") {
			t.Errorf("%s is not whole: %q", what, s)
		}
	}
	if last := []rune(text.JA); len(last) > 0 && last[len(last)-1] != '。' && last[len(last)-1] != '）' {
		t.Errorf("%s ends without a full stop: %q", what, text.JA)
	}
}

func TestRulesTable(t *testing.T) {
	seen := map[string]bool{}
	rows := map[int]bool{}
	all := Rules()
	for i, r := range all {
		if r.ID == "" || seen[r.ID] || r.Source == "" || r.Text.JA == "" || r.Text.EN == "" {
			t.Errorf("rule %d, %q: needs an id of its own, a source and a text", i, r.ID)
		}
		if (r.State == Unknown) != (r.Weight == None) {
			t.Errorf("rule %s says %s and weighs %d", r.ID, r.State, r.Weight)
		}
		seen[r.ID] = true
		for _, row := range r.Rows {
			rows[row] = true
		}
	}
	for _, row := range []int{1, 2, 3, 4, 5, 6, 9, 10, 11, 13, 16, 18} {
		if !rows[row] {
			t.Errorf("no rule is for row %d of the procedure", row)
		}
	}
	all[0].When.Says[0] = "changed"
	if Rules()[0].When.Says[0] == "changed" {
		t.Error("Rules hands out the table itself")
	}
}

// Every meaning that an importer can give has a rule of its own.
func TestRulesCoverMeanings(t *testing.T) {
	for _, m := range []brand.Meaning{brand.MailOpened, brand.MailDelivered, brand.MailOrdered, brand.MailResent, brand.MailRefunded,
		brand.RowClaimed, brand.RowSpent, brand.RowReloaded, brand.RowReversed, brand.RowAbsent,
		brand.OrderSent, brand.OrderRedeemed, brand.OrderResent, brand.OrderCancelled,
		brand.RedeemedNow, brand.AlreadyHere, brand.AlreadyElsewhere, brand.AlreadyRedeemed, brand.Invalid, brand.Blocked,
		brand.NotActivated, brand.CheckFailed, brand.Expired, brand.OtherRegion, brand.Unclear, brand.BalanceFull, brand.BalancePart, brand.BalanceZero,
		brand.SealIntact, brand.SealBroken, brand.SealTampered, brand.TillActivated, brand.TillOnly,
		brand.SaidUnused, brand.SaidUsed, brand.NoNotice,
		brand.BookUnspent, brand.BookSpent, brand.BookReplaced, brand.BookFrozen, brand.BookInactive, brand.BookExpired} {
		if !slices.ContainsFunc(Rules(), func(r Rule) bool { return slices.Contains(r.When.Says, m) }) {
			t.Errorf("no rule for %s", m)
		}
	}
}

// Every note that evidence can have is in the table.
func TestNotesAreAll(t *testing.T) {
	file, err := parser.ParseFile(token.NewFileSet(), "evidence.go", nil, 0)
	if err != nil {
		t.Fatal(err)
	}
	found := 0
	ast.Inspect(file, func(n ast.Node) bool {
		spec, ok := n.(*ast.ValueSpec)
		if !ok {
			return true
		}
		if kind, ok := spec.Type.(*ast.Ident); !ok || kind.Name != "NoteID" {
			return true
		}
		found++
		id, err := strconv.Unquote(spec.Values[0].(*ast.BasicLit).Value)
		if _, known := note(NoteID(id)); err != nil || !known {
			t.Errorf("note %s has no text: %v", spec.Names[0].Name, err)
		}
		return true
	})
	if found != len(notes) {
		t.Errorf("found %d notes, and %d texts", found, len(notes))
	}
}

func TestNoteText(t *testing.T) {
	for _, n := range notes {
		whole(t, string(n.id), NoteText(Note{ID: n.id}))
		got := NoteText(Note{ID: n.id, Detail: "x {card}\n\u202e" + strings.Repeat("y", 200)})
		whole(t, string(n.id), got)
		if strings.ContainsAny(got.EN, "\n\u202e") || len(got.EN) > 400 {
			t.Errorf("NoteText repeats foreign text as it is: %q", got.EN)
		}
	}
	if got := NoteText(Note{ID: "no such"}); got != (brand.Text{}) {
		t.Errorf("NoteText of an unknown note = %q", got)
	}
}
