package intake

import (
	"cmp"
	"regexp"
	"slices"
	"strings"
	"time"

	"github.com/unspent-dev/unspent"
	"github.com/unspent-dev/unspent/assess"
	"github.com/unspent-dev/unspent/brand"
)

// fieldName is how a person names a field of a piece of evidence.
var fieldName = regexp.MustCompile(`^(kind|state|date|last4|serial|amount|order|recipient|message|clock|challenge)(?:-([2-9]|[1-4][0-9]|50))?$`)

// kindOf returns the kind of evidence that can say a thing in a picture, or "".
func kindOf(m brand.Meaning) assess.Kind {
	for _, k := range [...]struct {
		kind assess.Kind
		all  []brand.Meaning
	}{
		{assess.History, []brand.Meaning{brand.RowClaimed, brand.RowSpent, brand.RowReloaded, brand.RowReversed, brand.RowAbsent}},
		{assess.OrderPage, []brand.Meaning{brand.OrderSent, brand.OrderRedeemed, brand.OrderResent, brand.OrderCancelled}},
		{assess.Message, []brand.Meaning{brand.RedeemedNow, brand.AlreadyHere, brand.AlreadyElsewhere, brand.AlreadyRedeemed, brand.Unclear, brand.Invalid,
			brand.Blocked, brand.NotActivated, brand.OtherRegion, brand.Expired, brand.CheckFailed}},
		{assess.Balance, []brand.Meaning{brand.BalanceFull, brand.BalancePart, brand.BalanceZero}},
		{assess.Till, []brand.Meaning{brand.TillActivated, brand.TillOnly}},
		{assess.Seal, []brand.Meaning{brand.SealIntact, brand.SealBroken, brand.SealTampered}},
		{assess.Mail, []brand.Meaning{brand.MailOpened, brand.MailDelivered, brand.MailOrdered, brand.MailRefunded}},
	} {
		if slices.Contains(k.all, m) {
			return k.kind
		}
	}
	return ""
}

// confirm settles what a person has confirmed of the readings, and notes on each
// piece of evidence how far it is theirs. Plain is what it is without any reading.
func confirm(in *Import, plain assess.Evidence, o Options) error {
	for name := range o.Confirm.Values {
		if !fieldName.MatchString(name) {
			return unspent.Errorf(unspent.Invalid, "read: %q is no field of a picture: give kind, state, date, last4, serial, amount, order, recipient or message",
				clip(name))
		}
	}
	if typed := typedIn(in, o); typed {
		e := plain
		if len(in.Evidence) > 0 {
			e.Notes, e.Card = in.Evidence[0].Notes, in.Evidence[0].Card
		}
		e.Notes = slices.DeleteFunc(slices.Clone(e.Notes), func(n assess.Note) bool {
			return slices.Contains([]assess.NoteID{assess.PictureOnly, assess.PageNotUnderstood, assess.PicturesUnread}, n.ID)
		})
		in.Evidence, in.Rows = []assess.Evidence{e}, nil
	}
	for i := range in.Evidence {
		s := settling{o: o, in: in, i: i, e: &in.Evidence[i]}
		if err := s.settle(); err != nil {
			return err
		}
	}
	return nil
}

// typedIn reports whether a person says what stands in a picture in which nothing
// was read.
func typedIn(in *Import, o Options) bool {
	fields := []string{"state", "message"}
	return !slices.ContainsFunc(in.Readings, func(r Reading) bool { return r.Evidence >= 0 && slices.Contains(fields, r.Field) }) &&
		slices.ContainsFunc(fields, func(f string) bool { return strings.TrimSpace(o.Confirm.Values[f]) != "" })
}

// settling settles one piece of evidence.
type settling struct {
	o         Options
	in        *Import
	i         int
	e         *assess.Evidence
	corrected []string
	open      []string
	read      bool
}

func (s *settling) settle() error {
	order := []string{"kind", "state", "message", "date", "last4", "serial", "amount", "order", "recipient"}
	for _, field := range order {
		name := Reading{Evidence: s.i, Field: field}.Name()
		k := slices.IndexFunc(s.in.Readings, func(r Reading) bool { return r.Evidence == s.i && r.Field == field })
		given, is := s.o.Confirm.Values[name]
		given = strings.TrimSpace(given)
		if k < 0 {
			if is && given != "" {
				if err := s.set(field, given); err != nil {
					return err
				}
				s.corrected = append(s.corrected, field)
			}
			continue
		}
		s.read = true
		r := &s.in.Readings[k]
		switch {
		case is:
			canonical, err := s.canonical(field, given)
			if err != nil {
				return err
			}
			if err := s.set(field, given); err != nil {
				return err
			}
			if canonical != r.Value && !slices.Contains(r.Others, canonical) {
				s.corrected = append(s.corrected, field+": "+r.Value)
			}
		case s.o.Confirm.Certain && r.Certain:
		case !s.o.Confirm.none() && s.spare(field):
			r.Open = true
			s.clear(field)
		default:
			r.Open = true
			s.open = append(s.open, field)
		}
	}
	s.note()
	return nil
}

// note says on the evidence how far it is read, confirmed, or the person's word.
func (s *settling) note() {
	if !s.read && len(s.corrected) == 0 {
		return
	}
	if told := assess.MailTold; s.e.Kind == assess.Mail && !slices.ContainsFunc(s.e.Notes, func(n assess.Note) bool { return n.ID == told }) {
		s.e.Notes = append(s.e.Notes, assess.Note{ID: told}) // a picture of a mail is none
	}
	id, detail := assess.ReadFromPicture, ""
	switch {
	case len(s.corrected) > 0:
		id, detail = assess.ReadingCorrected, strings.Join(s.corrected, ", ")
	case len(s.open) > 0:
		id, detail = assess.ReadingOpen, strings.Join(s.open, ", ")
	}
	detail, _ = RedactAll(s.o.All, detail)
	s.e.Notes = slices.DeleteFunc(s.e.Notes, func(n assess.Note) bool { return n.ID == assess.PageEditable })
	s.e.Notes = append([]assess.Note{{ID: id, Detail: clip(detail)}}, s.e.Notes...)
	if len(s.corrected) > 0 && len(s.open) > 0 {
		s.e.Notes = append(s.e.Notes, assess.Note{ID: assess.ReadingOpen, Detail: strings.Join(s.open, ", ")})
	}
}

// spare reports whether the evidence can do without a field that nobody has
// confirmed: it says of which card and what without it.
func (s *settling) spare(field string) bool {
	c := s.e.Card
	named := c.Last4 != "" || c.Serial != ""
	switch field {
	case "date":
		return true
	case "amount":
		return named || c.Order != ""
	case "order":
		return named || c.Recipient != ""
	case "recipient":
		return named || c.Order != ""
	case "serial": // a receipt is told by its day and its amount too
		return s.receipt()
	case "last4":
		switch s.e.Kind {
		case assess.History: // a row whose end was only offered
			return !named
		case assess.Message: // of the code that was typed in
			return true
		case assess.OrderPage: // told by its number
			return c.Order != ""
		default:
			return s.receipt()
		}
	}
	return false
}

// receipt reports whether a receipt's day and amount are sure.
func (s *settling) receipt() bool {
	return s.e.Kind == assess.Till && s.sure("date") && s.sure("amount")
}

// sure reports whether a field was read with certainty, or is a person's.
func (s *settling) sure(field string) bool {
	return slices.ContainsFunc(s.in.Readings, func(r Reading) bool {
		_, given := s.o.Confirm.Values[r.Name()]
		return r.Evidence == s.i && r.Field == field && (r.Certain && s.o.Confirm.Certain || given)
	})
}

func (s *settling) clear(field string) {
	switch field {
	case "date":
		s.e.At = time.Time{}
	case "amount":
		s.e.Card.Amount = unspent.Money{}
	case "serial":
		s.e.Card.Serial = ""
	case "last4":
		s.e.Card.Last4 = ""
	case "order":
		s.e.Card.Order = ""
	case "recipient":
		s.e.Card.Recipient = ""
	}
}

// canonical returns a person's value as readings write it.
func (s *settling) canonical(field, given string) (string, error) {
	switch field {
	case "date":
		at, err := s.day(given)
		return dayText(at, zone(s.o.Brand)), err
	case "amount":
		money, err := s.money(given)
		return money.String(), err
	case "last4":
		return brand.Normalise(given), nil
	case "recipient":
		return strings.ToLower(given), nil
	case "serial", "order":
		return given, nil
	}
	return given, nil
}

func (s *settling) day(given string) (time.Time, error) {
	if given == "" {
		return time.Time{}, nil
	}
	for _, layout := range [...]string{time.RFC3339, "2006-01-02 15:04", "2006-01-02"} {
		if at, err := time.ParseInLocation(layout, given, zone(s.o.Brand)); err == nil {
			return at.UTC(), nil
		}
	}
	if at, _, _ := dateIn(s.o.Brand, brand.NormaliseText(given)); !at.IsZero() {
		return at, nil
	}
	return time.Time{}, unspent.Errorf(unspent.Invalid, "read: the date is written as 2026-11-22 or 2026-11-22 14:05")
}

func (s *settling) money(given string) (unspent.Money, error) {
	a := amountsOf(s.o.Brand)
	if given == "" {
		return unspent.Money{}, nil
	}
	if money, ok := a.in(brand.NormaliseText(given), true); ok {
		return size(money), nil
	}
	return unspent.Money{}, unspent.Errorf(unspent.Invalid, "read: the amount is a number in %s", cmp.Or(s.o.Brand.Currency, "a currency"))
}

// set takes a person's value. An empty one says that there is none.
func (s *settling) set(field, given string) (err error) {
	clean, _ := RedactAll(s.o.All, clip(given))
	switch field {
	case "kind":
		if given == string(assess.Mail) && s.e.Kind == assess.Mail {
			return nil
		}
		s.e.Kind = assess.Kind(given)
		return s.kind()
	case "state":
		m := brand.Meaning(given)
		kind := kindOf(m)
		if kind == "" || kind == assess.Mail && s.e.Kind != assess.Mail { // whose text is of a mail was read, not typed in
			return unspent.Errorf(unspent.Invalid, "read: %q is no state that a picture can show", clean)
		}
		s.e.Kind, s.e.Says = kind, m
	case "message":
		r := newReader(s.o)
		if err := r.split(clean, true); err != nil {
			return err
		}
		found, _ := r.message()
		if len(found) == 0 {
			return unspent.Errorf(unspent.Invalid, "read: the message is not one that is known of this brand: say which state it means")
		}
		s.e.Kind, s.e.Says = assess.Message, found[0].Says
	case "date":
		s.e.At, err = s.day(given)
	case "amount":
		s.e.Card.Amount, err = s.money(given)
	case "last4":
		four := brand.Normalise(given)
		if !fourOrNone.MatchString(four) {
			return unspent.Errorf(unspent.Invalid, "read: of the card's code only the last four letters and digits are taken")
		}
		s.e.Card.Last4 = four
	case "serial":
		s.e.Card.Serial = clean
	case "order":
		s.e.Card.Order = clean
	case "recipient":
		s.e.Card.Recipient = strings.ToLower(clean)
	}
	return err
}

// kind refuses a kind that no picture shows.
func (s *settling) kind() error {
	switch s.e.Kind {
	case assess.History, assess.OrderPage, assess.Message, assess.Till, assess.Balance, assess.Seal, assess.Statement, assess.Picture:
		return nil
	default:
		return unspent.Errorf(unspent.Invalid, "read: a picture shows a history, order_page, message, till, balance or seal")
	}
}
