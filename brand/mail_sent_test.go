package brand_test

import (
	"testing"

	"github.com/unspent-dev/unspent/brand"
)

// kindOf is what a mail of a sender means by the first profile's kind that it
// fits, "" if by none.
func kindOf(p *brand.Profile, subject, text string) brand.Meaning {
	for i := range p.Mails {
		if p.Mails[i].Fits(subject, text) {
			return p.Mails[i].Means
		}
	}
	return ""
}

// A mail that the card was sent off is never one that it arrived or was used,
// whatever it promises to tell later.
func TestMailSent(t *testing.T) {
	tests := map[string]struct {
		brand, subject, text string
		want                 brand.Meaning
	}{
		"to a telephone": {"amazon-com", "Your gift card was sent to +13105550123",
			"Hello.\nYour gift card was sent to +13105550123.\n1 Amazon eGift Card $25.00 each.\nWe'll let you know once it's been delivered.", brand.MailSent},
		"to an address": {"amazon-com", "Your Amazon gift cards were sent to taro@example.com",
			"Your gift cards were sent to taro@example.com. We will let you know when they have been opened.", brand.MailSent},
		"delivered to": {"amazon-com", "Your gift card has been delivered to taro@example.com",
			"Your gift card has been delivered to taro@example.com.", brand.MailSent},
		"promises more": {"amazon-com", "Your gift card was sent to Taro",
			"Your gift card was sent to Taro. You'll hear from us once your gift has been redeemed.", brand.MailSent},
		"in Japanese":          {"amazon-jp", "Amazonギフトカードを送信しました", "ご注文のAmazonギフトカードを送信しました。登録されましたらお知らせします。金額：￥3,000", brand.MailSent},
		"in Japanese, passive": {"amazon-jp", "ギフトカードが taro@example.jp に送信されました", "ギフトカードが送信されました。受け取られましたらお知らせします。", brand.MailSent},
		"is here for you":      {"amazon-com", "A $50.00 Amazon gift card is here for you", "Hi Taro, here is your gift card. $50.00", brand.MailDelivered},
		"your gift is here":    {"amazon-com", "Your gift from Hanako is here!", "Here is your Amazon gift card. $50.00", brand.MailDelivered},
		"redeemed":             {"amazon-com", "Your gift card was redeemed", "The gift card you sent was redeemed.", brand.MailOpened},
		"sent again":           {"amazon-com", "Your gift card was re-sent to taro@example.com", "It was re-sent with a new claim code.", brand.MailResent},
		"an order for one": {"amazon-com", `Ordered: "Amazon eGift Card"`,
			"Order # 111-1234567-1234567 Total: $50.00. It will be sent to taro@example.com.", brand.MailOrdered},
		"for a person":     {"apple-jp", "Your Apple Gift Card has been sent", "Your Apple Gift Card has been sent to the recipient. ￥5,000", brand.MailSent},
		"an Apple receipt": {"apple-us", "Your receipt from Apple.", "iCloud+ $2.99", brand.MailOther},
		"a code in a receipt": {"google-play-jp", "Google Play のご注文明細（ご注文: 2026/11/22）", "注文番号: GPA.3301-1234-5678-90123 ギフトコード ￥3,000 合計: ￥3,000",
			brand.MailOrdered},
		"an app in a receipt":  {"google-play-jp", "Google Play のご注文明細（ご注文: 2026/11/22）", "注文番号: GPA.3301-1234-5678-90123 280水晶 ￥490", brand.MailOther},
		"a Steam purchase":     {"steam", "Thank you for your Steam purchase!", "Hades II", brand.MailOther},
		"funds by credit card": {"nintendo-eshop-jp", "Nintendo Receipt: Funds Added", "¥1,000", brand.MailOther},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			if got := kindOf(one(t, tt.brand), tt.subject, tt.text); got != tt.want {
				t.Errorf("it is %q; want %q", got, tt.want)
			}
		})
	}
}

// Whatever advice needs is there: every brand says how to keep a message or to
// look a balance up, and each step has both languages and no code.
func TestStepsOfAll(t *testing.T) {
	for _, p := range builtin().All() {
		if p.ID == "unspent" {
			continue // its own pages say it
		}
		wanted := brand.ToMessage
		if p.Lookup.Kind != brand.LookupNone {
			wanted = brand.ToBalance
		}
		for _, device := range []brand.Device{brand.OnPhone, brand.OnComputer, brand.OnAnyDevice} {
			if _, ok := p.StepsFor(wanted, device); !ok && p.ID != "line-gift" {
				t.Errorf("%s: no steps for %s on %s", p.ID, wanted, device)
			}
		}
		for _, s := range p.Steps {
			for _, step := range s.Steps {
				if got, n := builtin().Redact(step.JA + "\n" + step.EN); n > 0 {
					t.Errorf("%s: %s would be cut to %s", p.ID, step.EN, got)
				}
			}
		}
	}
	for _, id := range []string{"amazon-jp", "amazon-com"} {
		for _, what := range brand.Tasks() {
			if _, ok := one(t, id).StepsFor(what, brand.OnPhone); !ok && what != brand.ToBalance {
				t.Errorf("%s: no steps for %s on a phone", id, what)
			}
		}
	}
}
