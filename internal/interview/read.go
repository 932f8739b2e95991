package interview

import (
	"strconv"
	"strings"
	"time"

	"golang.org/x/text/unicode/norm"

	"github.com/unspent-dev/unspent"
	"github.com/unspent-dev/unspent/brand"
	"github.com/unspent-dev/unspent/internal/casefile"
	"github.com/unspent-dev/unspent/internal/texts"
)

// wrong is what is told to whoever typed it.
func wrong(word string, pairs ...any) error { return about("", word, pairs...) }

func about(flag, word string, pairs ...any) error {
	return texts.Refuse(nil, unspent.Invalid, unspent.Wrong(flag, word, pairs...))
}

// at names the flag that err is about.
func at(flag string, err error) error {
	faults := unspent.FaultsOf(err)
	for i := range faults {
		faults[i].Field = flag
	}
	return texts.Refuse(nil, unspent.Invalid, faults...)
}

// some accepts nothing, and what parse accepts.
func some(parse func(string) error) func(string) error {
	return func(typed string) error {
		if typed == "" {
			return nil
		}
		return parse(typed)
	}
}

func fourOnly(typed string) error {
	switch n := brand.Normalise(typed); {
	case len(n) > 4:
		return wrong("question.fourOnly")
	case n != "" && (len(n) < 4 || strings.Trim(n, "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789") != ""):
		return wrong("question.four")
	}
	return nil
}

func (i *Interview) filesExist(typed string) error {
	for _, path := range lines(typed) {
		if !i.Exists(unquoted(path)) {
			return wrong("question.noFile", "Path", unquoted(path))
		}
	}
	return nil
}

// past accepts nothing, and a time that is not to come.
func (i *Interview) past(typed string) error {
	return some(func(s string) error {
		at, err := moment(s)
		if err == nil && at.After(i.Now()) {
			err = wrong("question.later")
		}
		return err
	})(typed)
}

// handedOver accepts nothing, and a time since the card was got.
func (i *Interview) handedOver(typed string) error {
	err := i.past(typed)
	if err != nil || typed == "" || i.got == "" {
		return err
	}
	at, err := moment(typed)
	if got, unread := moment(i.got); err == nil && unread == nil && at.Add(24*time.Hour).Before(got) {
		return wrong("question.handedEarly")
	}
	return err
}

// Amount reads an amount as people write it, in the currency cur unless it names
// another.
func Amount(typed string, cur unspent.Currency) (unspent.Money, error) {
	s := strings.ToUpper(norm.NFKC.String(typed))
	for symbol, code := range map[string]string{"¥": "JPY", "円": "JPY", "$": "USD", "JPY": "JPY", "USD": "USD", "EUR": "EUR", "€": "EUR", "£": "GBP",
		"GBP": "GBP"} {
		if cut := strings.ReplaceAll(s, symbol, ""); cut != s {
			named, err := unspent.ParseCurrency(code)
			if err != nil {
				return unspent.Money{}, err
			}
			s, cur = cut, named
		}
	}
	m, err := unspent.ParseMoney(strings.TrimSpace(strings.ReplaceAll(s, ",", "")), cur)
	if err != nil || !m.IsPositive() {
		return m, wrong("question.noAmount", "Typed", typed)
	}
	return m, nil
}

// moment reads a day or a minute, in Japan's time if it names no zone.
func moment(typed string) (time.Time, error) {
	s := strings.NewReplacer("年", "-", "月", "-", "日", "", "/", "-").Replace(strings.TrimSpace(norm.NFKC.String(typed)))
	for _, layout := range []string{time.RFC3339, "2006-1-2 15:04", "2006-1-2T15:04", "2006-1-2"} {
		if t, err := time.ParseInLocation(layout, s, brand.Japan()); err == nil {
			return t.UTC(), nil
		}
	}
	return time.Time{}, wrong("question.noTime", "Typed", typed)
}

// issued reads a day, a month or a year.
func issued(typed string) (time.Time, error) {
	t, ok := casefile.ParseIssued(norm.NFKC.String(typed))
	if !ok {
		return t, wrong("question.noIssued", "Typed", typed)
	}
	return t, nil
}

// window reads minutes, hours or days.
func window(typed string) (time.Duration, error) {
	s := strings.TrimSpace(norm.NFKC.String(typed))
	for unit, length := range map[string]time.Duration{"m": time.Minute, "h": time.Hour, "d": 24 * time.Hour, "分": time.Minute, "時間": time.Hour,
		"日": 24 * time.Hour} {
		if digits, ok := strings.CutSuffix(s, unit); ok {
			if n, err := strconv.ParseUint(strings.TrimSpace(digits), 10, 16); err == nil && n > 0 {
				return time.Duration(n) * length, nil
			}
		}
	}
	return 0, wrong("question.noWindow", "Typed", typed)
}
