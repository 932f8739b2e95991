package wording

// act is a verb of a sentence that tells what was done with a card.
type act struct {
	at, end int
	from    int // where what is said of it may begin: behind the verb before it that is denied
	does    deed
	form    form
	other   bool // of another thing than a card, or of another card
}

// deed is what the verb is about.
type deed int

const (
	adds    deed = iota // 登録, 追加, added, applied: with a balance or an account
	uses                // 使用, 引き換え, redeemed, used
	wakes               // 有効化, activated: by the till, or on some brands by the holder
	sends               // 発送, sent
	resends             // 再送, sent again
	cancels             // 取り消し, cancelled
	repays              // 返金, refunded
)

// form is how it is said.
type form int

const (
	bare    form = iota // a name, a wish, an order: 登録, 登録する, to redeem
	state               // it is so: 登録済み, has been redeemed
	now                 // it has happened: 登録されました, was added
	denied              // it is not so: 未登録, まだ登録されていません, has not been redeemed
	failed              // it did not work: 登録できませんでした, could not be applied
	open                // it may be so: 登録済みの場合, 登録済みかどうか, may have been used, if it is
	general             // of all such cards: 登録済みのカードは返金できません, redeemed cards cannot be refunded
)

func (a act) done() bool { return a.form == state || a.form == now }
