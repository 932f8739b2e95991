package bench

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"strconv"
)

// crew are the connections of one contestant, and what they ask.
type crew struct {
	*contestant
	clients []*client
}

// call is what one connection asks for again and again.
type call struct {
	head  string // of the request, up to the fields that change
	write bool   // with an Idempotency-Key
	// body appends the next request to b; errDry if there is none.
	body func(b []byte) ([]byte, error)
	// look refuses an answer that is not right.
	look func(status int, body []byte) error
}

// hire makes n workers with a connection to addr each, opened at the first call:
// a server does not wait long for that. next makes what the worker k asks.
func (w *world) hire(ctx context.Context, name, addr string, n int, next func(k int) call) *crew {
	c := &crew{contestant: &contestant{name: name}, clients: make([]*client, n)}
	for k := range n {
		asks, id := next(k), w.block()
		var buf []byte
		c.workers = append(c.workers, func() (err error) {
			if c.clients[k] == nil {
				if c.clients[k], err = dial(ctx, addr); err != nil {
					return err
				}
			}
			if buf, err = asks.body(buf[:0]); err != nil {
				return err
			}
			id++
			key := int64(0)
			if asks.write {
				key = id
			}
			status, body, err := c.clients[k].post(asks.head, key, buf)
			if err != nil {
				return err
			}
			return asks.look(status, body)
		})
	}
	return c
}

func (c *crew) close() error {
	var err error
	for _, conn := range c.clients {
		if conn != nil {
			err = errors.Join(err, conn.close())
		}
	}
	return err
}

func head(path, key string) string {
	h := "POST " + path + " HTTP/1.1\r\nHost: bench.example\r\nContent-Type: application/json\r\n"
	if key != "" {
		h += "Authorization: Bearer " + key + "\r\n"
	}
	return h
}

// part is the cards that belong to worker k of n among those from first up to
// end, so that each card is asked for by one worker, in an order that is known.
type part struct{ next, first, end, step, lap int }

func partOf(first, end, k, n int) *part {
	return &part{next: first + k, first: first + k, end: end, step: n}
}

// take returns the next card, from the first on again after the last.
func (p *part) take() int {
	if p.next >= p.end {
		p.next, p.lap = p.first, p.lap+1
	}
	i := p.next
	p.next += p.step
	return i
}

// check reads cards of the range, which are unspent.
func (w *world) check(first, end, n int) func(k int) call {
	return func(k int) call {
		mine, card := partOf(first, end, k, n), 0
		return call{head: head("/v1/check", ""),
			body: func(b []byte) ([]byte, error) {
				card = mine.take()
				return w.codeBody(b, card, ""), nil
			},
			look: func(status int, body []byte) error {
				rest, ok := bytes.CutPrefix(body, []byte(`{"serial":"`))
				if status != 200 || !ok || !bytes.HasPrefix(rest, w.cards.serialAt(card)) || !bytes.Contains(rest, []byte(`"unspent":true`)) {
					return wrong(status, body, "the card, unspent")
				}
				return nil
			}}
	}
}

// page asks the same of the front page, as a browser sends its form.
func (w *world) page(first, end, n int) func(k int) call {
	const head = "POST /check HTTP/1.1\r\nHost: bench.example\r\nAccept-Language: ja\r\nContent-Type: application/x-www-form-urlencoded\r\n"
	return func(k int) call {
		mine, card := partOf(first, end, k, n), 0
		return call{head: head,
			body: func(b []byte) ([]byte, error) {
				card = mine.take()
				return append(append(b, "code="...), w.cards.codeAt(card)...), nil
			},
			look: func(status int, body []byte) error {
				if status != 200 || !bytes.Contains(body, w.cards.serialAt(card)) || !bytes.Contains(body, []byte("未使用です")) {
					return wrong(status, body, "the page of the card, unspent")
				}
				return nil
			}}
	}
}

func (w *world) codeBody(b []byte, card int, rest string) []byte {
	b = append(b, `{"code":"`...)
	b = append(b, w.cards.codeAt(card)...)
	return append(append(append(b, '"'), rest...), '}')
}

// wrong is the error of an answer that was not what it had to be. Nothing of a
// bench is secret.
func wrong(status int, body []byte, want string) error {
	return fmt.Errorf("the answer is %d %s; want %s", status, body, want)
}

const payment = `,"amount":{"amount":1,"currency":"JPY"},"merchant":"` + merchant + `","reference":"order-9"`

// spend pays 1 from cards of the range, one after the other.
func (w *world) spend(first, end, n int) func(k int) call {
	return func(k int) call {
		mine, card := partOf(first, end, k, n), 0
		var want []byte
		return call{head: head("/v1/spend", w.key), write: true,
			body: func(b []byte) ([]byte, error) {
				card = mine.take()
				return w.codeBody(b, card, payment), nil
			},
			look: func(status int, body []byte) error {
				want = strconv.AppendInt(append(want[:0], `,"balance":{"amount":`...), int64(w.left[card]-1), 10)
				want = append(want, `,"currency":"JPY"}}`...)
				if status != 201 || !bytes.HasSuffix(bytes.TrimRight(body, "\n"), want) {
					return wrong(status, body, string(want))
				}
				w.left[card]--
				return nil
			}}
	}
}

// bare asks as next does, and accepts the answers of a bare handler.
func asBare(next func(k int) call, status int, want string) func(k int) call {
	return func(k int) call {
		c := next(k)
		c.look = func(got int, body []byte) error {
			if got != status || !bytes.Contains(body, []byte(want)) {
				return wrong(got, body, want)
			}
			return nil
		}
		return c
	}
}

// spendHot pays 1 from one account.
func (w *world) spendHot(k int) call {
	return call{head: head("/v1/spend", w.key), write: true,
		body: func(b []byte) ([]byte, error) {
			return append(append(b, `{"account":"`+hot+`"`+payment...), '}'), nil
		},
		look: func(status int, body []byte) error {
			if status != 201 || !bytes.Contains(body, []byte(`"debit":"account:`+hot+`"`)) {
				return wrong(status, body, "a payment from the account")
			}
			return nil
		}}
}

// claimHot moves cards of the range into one account, each once.
func (w *world) claimHot(first, end, n int) func(k int) call {
	return func(k int) call {
		mine := partOf(first, end, k, n)
		return call{head: head("/v1/claim", w.key), write: true,
			body: func(b []byte) ([]byte, error) {
				card := mine.take()
				if mine.lap > 0 {
					return nil, errDry
				}
				return w.codeBody(b, card, `,"account":"`+filled+`"`), nil
			},
			look: func(status int, body []byte) error {
				if status != 201 || !bytes.Contains(body, []byte(`"amount":{"amount":`+strconv.Itoa(face)+`,`)) {
					return wrong(status, body, "a claim of the whole card")
				}
				return nil
			}}
	}
}
