package brand

import (
	"time"

	"github.com/bojanz/currency"

	"github.com/unspent-dev/unspent"
)

// Japan is the time zone of times that name none, and of base dates. It has had no
// summer time since 1951.
func Japan() *time.Location { return time.FixedZone("JST", 9*60*60) }

// MoneyText writes an amount as readers expect it, ￥5,000 and ¥5,000; nothing for no
// amount.
func MoneyText(m unspent.Money) Text {
	if m == (unspent.Money{}) {
		return Text{}
	}
	a, err := currency.NewAmount(m.Decimal(), m.Currency().String())
	if err != nil {
		return Text{JA: m.String(), EN: m.String()}
	}
	in := func(language string) string { return currency.NewFormatter(currency.NewLocale(language)).Format(a) }
	return Text{JA: in("ja"), EN: in("en")}
}

// MomentText writes an instant in Japan's time, and says that it is.
func MomentText(t time.Time) Text {
	t = t.In(Japan())
	return Text{JA: t.Format("2006年1月2日 15:04（日本時間）"), EN: t.Format("2 Jan 2006 15:04 JST")}
}

// DayText writes the day of t, in its own zone.
func DayText(t time.Time) Text {
	return Text{JA: t.Format("2006年1月2日"), EN: t.Format("2 Jan 2006")}
}

// TimeText writes when something was, of which often only the day is known: midnight
// in Japan is a day without a time. It is nothing for no time.
func TimeText(t time.Time) Text {
	switch local := t.In(Japan()); {
	case t.IsZero():
		return Text{}
	case local.Hour()+local.Minute()+local.Second() == 0:
		return DayText(local)
	}
	return MomentText(t)
}
