package intake

import (
	"regexp"
	"strings"
)

// head says which column of a table of rows is what; -1: none is.
type head struct {
	amount, in, out, left int // money that came or went, came in, went out; what was left
}

var (
	dateHeader    = regexp.MustCompile(`(?i)^(?:(?:ご?利用|お?取引|ご?登録|お?支払い?|ご?購入|処理|計上|発生)?(?:日付|日時|年月日|日$)|date|(?:transaction|posting|posted) date|(?:posted|when|day)(?: on)?$)`)
	amountHeader  = regexp.MustCompile(`(?i)^(?:金額|ご?利用額|ご?利用金額|お?取引額|お?取引金額|お?支払い?金額|入出金額?|(?:増減|変更|変動)額?$|ウォレットの(?:変化|増減)|amount|wallet change|(?:value|change|sum|total|\+ ?/ ?-)$)`)
	balanceHeader = regexp.MustCompile(`(?i)^(?:(?:ギフト(?:券|カード)|ウォレットの?|差引|ご?利用後の?|お?取引後の?)?残(?:高|額|り)|(?:(?:closing |gift card |running |wallet |new |remaining )?balance|remaining|left)(?: after)?$)`)
	inHeader      = regexp.MustCompile(`(?i)^(?:お?預(?:け|かり)(?:入れ)?(?:金)?|預入|ご?入金|加算|チャージ|追加|受入|credits?|deposits?|(?:money |paid )?in|added|\+)(?:金?額)?$`)
	outHeader     = regexp.MustCompile(`(?i)^(?:お?引き?出し|出金|お?支払い?|払出し?|引き?落と?し|減算|ご?利用|debits?|withdrawals?|(?:money |paid )?out|used|spent|[-−–])(?:金?額)?$`)
)

// columns reads the head of a table of rows.
func columns(cells []string) (h head, ok bool) {
	h = head{-1, -1, -1, -1}
	date := false
	if len(cells) == 1 && len(cells[0]) <= longestPart {
		cells = strings.Fields(cells[0]) // pasted, with single spaces
	}
	for i, c := range cells {
		switch {
		case strings.ContainsAny(c, "0123456789"):
			return head{}, false
		case dateHeader.MatchString(c):
			date = true
		case amountHeader.MatchString(c):
			h.amount = i
		case balanceHeader.MatchString(c):
			h.left = i
		case inHeader.MatchString(c):
			h.in = i
		case outHeader.MatchString(c):
			h.out = i
		}
	}
	if h.in < 0 || h.out < 0 {
		h.in, h.out = -1, -1
	} else {
		h.amount = -1
	}
	return h, date && (h.amount >= 0 || h.in >= 0)
}

// read takes the amount and the balance of a row from its cells. It reports whether
// the row has its cells where the head has them.
func (h head) read(a amounts, cells []string, e *entry) bool {
	if h.amount < 0 && h.in < 0 || len(cells) <= max(2, h.amount, h.in, h.out, h.left) {
		return false
	}
	if h.in >= 0 {
		came, in := a.in(cells[h.in], true)
		went, out := a.in(cells[h.out], true)
		switch {
		case in && came.IsPositive() && !(out && size(went).IsPositive()):
			e.amount, e.priced, e.signed = came, true, true
		case out && size(went).IsPositive() && !(in && came.IsPositive()):
			e.amount, e.priced, e.signed = size(went).Neg(), true, true
		default:
			return false
		}
	} else {
		money, ok := a.in(cells[h.amount], true)
		if !ok {
			return strings.Trim(cells[h.amount], "¥$ -−–円") == "" // masked, or nothing
		}
		e.amount, e.priced, e.signed = money, true, money.Units() < 0 || strings.ContainsAny(cells[h.amount], "+-")
	}
	if h.left >= 0 {
		e.balance, e.balanced = a.in(cells[h.left], true)
	}
	return true
}

// stepBack is the way from a row to the one before it in time: down, where the newest
// stands first, or up.
func stepBack(rows []entry) int {
	down := 0
	for i := 1; i < len(rows); i++ {
		switch a, b := rows[i-1].at, rows[i].at; {
		case a.IsZero() || b.IsZero():
		case a.After(b):
			down++
		case b.After(a):
			down--
		}
	}
	if down < 0 {
		return -1
	}
	return 1
}

// directed gives rows whose amount has no sign the one that their running balances
// show: what was left before, and what after.
func directed(rows []entry) {
	step := stepBack(rows)
	for i := range rows {
		e := &rows[i]
		before := i + step
		if !e.priced || e.signed || !e.balanced || before < 0 || before >= len(rows) || !rows[before].balanced {
			continue
		}
		switch change := e.balance.Units() - rows[before].balance.Units(); {
		case change == e.amount.Units():
			e.signed = true
		case change == -e.amount.Units():
			e.amount, e.signed = e.amount.Neg(), true
		}
	}
}
