package assess

import (
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"github.com/bojanz/currency"
	"github.com/unspent-dev/unspent"
	"github.com/unspent-dev/unspent/brand"
)

// words are what the placeholders of a text stand for: "card" for {card}.
type words map[string]brand.Text

// fill puts words into a text. An English sentence begins with a capital.
func fill(t brand.Text, w words) brand.Text {
	var ja, en []string
	for name, word := range w {
		ja, en = append(ja, "{"+name+"}", word.JA), append(en, "{"+name+"}", word.EN)
	}
	t.JA = strings.NewReplacer(ja...).Replace(t.JA)
	t.EN = strings.NewReplacer(en...).Replace(t.EN)
	if r, size := utf8.DecodeRuneInString(t.EN); size > 0 {
		t.EN = string(unicode.ToUpper(r)) + t.EN[size:]
	}
	return t
}

// spellTime writes a time for a holder in Japan. Midnight there is a day
// without a time: that is how histories tell it.
func spellTime(at time.Time) brand.Text {
	if at.IsZero() {
		return brand.Text{JA: "日時不明", EN: "a time that is not known"}
	}
	at = at.In(time.FixedZone("JST", 9*60*60))
	if at.Hour() == 0 && at.Minute() == 0 && at.Second() == 0 {
		return brand.Text{JA: at.Format("2006年1月2日"), EN: at.Format("2 Jan 2006")}
	}
	return brand.Text{JA: at.Format("2006年1月2日 15:04") + "（日本時間）", EN: at.Format("2 Jan 2006 15:04") + " JST"}
}

// spellMoney writes an amount: ￥5,000 and ¥5,000.
func spellMoney(m unspent.Money) brand.Text {
	a, err := currency.NewAmount(m.Decimal(), m.Currency().String())
	if err != nil {
		return brand.Text{JA: m.String(), EN: m.String()}
	}
	in := func(locale string) string { return currency.NewFormatter(currency.NewLocale(locale)).Format(a) }
	return brand.Text{JA: in("ja"), EN: in("en")}
}
