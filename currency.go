package unspent

import "strings"

// Currency is an ISO 4217 currency. The zero value is no currency.
type Currency struct{ code string }

// The active codes of ISO 4217 (list one) by their number of minor-unit digits.
// Codes of funds, precious metals and testing are left out: no card holds them.
const (
	noMinorUnits    = "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX VND VUV XAF XOF XPF"
	threeMinorUnits = "BHD IQD JOD KWD LYD OMR TND"
	twoMinorUnits   = "AED AFN ALL AMD AOA ARS AUD AWG AZN BAM BBD BDT BMD BND BOB BRL BSD BTN BWP BYN BZD CAD " +
		"CDF CHF CNY COP CRC CUP CVE CZK DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GTQ GYD HKD HNL " +
		"HTG HUF IDR ILS INR IRR JMD KES KGS KHR KPW KYD KZT LAK LBP LKR LRD LSL MAD MDL MGA MKD MMK MNT MOP MRU " +
		"MUR MVR MWK MXN MYR MZN NAD NGN NIO NOK NPR NZD PAB PEN PGK PHP PKR PLN QAR RON RSD RUB SAR SBD SCR SDG " +
		"SEK SGD SHP SLE SOS SRD SSP STN SVC SYP SZL THB TJS TMT TOP TRY TTD TWD TZS UAH USD UYU UZS VED VES WST " +
		"XCD XCG YER ZAR ZMW ZWG"
)

// ParseCurrency reads an ISO 4217 code in capitals.
func ParseCurrency(text string) (Currency, error) {
	if len(text) == 3 && !strings.Contains(text, " ") {
		for _, list := range [...]string{twoMinorUnits, noMinorUnits, threeMinorUnits} {
			if i := strings.Index(list, text); i >= 0 {
				return Currency{list[i : i+3]}, nil
			}
		}
	}
	return Currency{}, Errorf(Invalid, "%q is not an ISO 4217 currency code such as JPY", clip(text))
}

// String returns the code, such as JPY.
func (c Currency) String() string { return c.code }

// Digits returns how many decimal digits the minor unit has: 0 for JPY, 2 for EUR.
func (c Currency) Digits() int {
	switch {
	case strings.Contains(noMinorUnits, c.code):
		return 0
	case strings.Contains(threeMinorUnits, c.code):
		return 3
	default:
		return 2
	}
}

// clip shortens foreign text before it goes into an error: so much that a code,
// a hold's secret or an API key that was put in the wrong place is not repeated.
func clip(text string) string {
	const most, shown = 14, 8
	if r := []rune(text); len(r) > most {
		return string(r[:shown]) + "…"
	}
	return text
}
