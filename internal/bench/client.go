package bench

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"net"
	"strconv"
)

// client is one keep-alive connection of HTTP/1.1 that costs the machine little:
// it writes a request whole and reads an answer with a Content-Length.
type client struct {
	conn net.Conn
	stop func() bool // no longer wait for the context to end
	in   []byte
	out  []byte
}

// dial connects. The connection ends with ctx, so that nobody waits for an answer
// that is not wanted any more.
func dial(ctx context.Context, addr string) (*client, error) {
	conn, err := new(net.Dialer).DialContext(ctx, "tcp", addr)
	if err != nil {
		return nil, err
	}
	stop := context.AfterFunc(ctx, func() { _ = conn.Close() }) // whoever waits sees it
	return &client{conn: conn, stop: stop, in: make([]byte, maxReply), out: make([]byte, 0, 1024)}, nil
}

func (c *client) close() error {
	if !c.stop() {
		return nil // closed already
	}
	return c.conn.Close()
}

// post sends head, the length of the body and the body, and returns the answer's
// status and body, which hold until the next call.
func (c *client) post(head string, id int64, body []byte) (int, []byte, error) {
	b := append(c.out[:0], head...)
	if id > 0 {
		b = append(b, "Idempotency-Key: bench-"...)
		b = append(strconv.AppendInt(b, id, 10), "\r\n"...)
	}
	b = append(b, "Content-Length: "...)
	b = append(strconv.AppendInt(b, int64(len(body)), 10), "\r\n\r\n"...)
	c.out = append(b, body...)
	if _, err := c.conn.Write(c.out); err != nil {
		return 0, nil, err
	}
	return c.read()
}

func (c *client) read() (int, []byte, error) {
	n := 0
	for {
		got, err := c.conn.Read(c.in[n:])
		if err != nil {
			return 0, nil, err
		}
		n += got
		if end := bytes.Index(c.in[:n], []byte("\r\n\r\n")); end >= 0 {
			return c.body(c.in[:end+2], end+4, n)
		}
		if n == len(c.in) {
			return 0, nil, errors.New("the head of an answer is too long")
		}
	}
}

// body reads on until the whole answer is there.
func (c *client) body(head []byte, start, n int) (int, []byte, error) {
	if len(head) < len("HTTP/1.1 200") {
		return 0, nil, fmt.Errorf("not an answer: %q", head)
	}
	status, err := strconv.Atoi(string(head[9:12]))
	if err != nil {
		return 0, nil, fmt.Errorf("not a status: %q", head[:12])
	}
	const field = "\r\nContent-Length: "
	at := bytes.Index(head, []byte(field))
	if at < 0 {
		return 0, nil, fmt.Errorf("an answer without a length: %q", head)
	}
	digits, _, _ := bytes.Cut(head[at+len(field):], []byte("\r"))
	length, err := strconv.Atoi(string(digits))
	if err != nil || start+length > len(c.in) {
		return 0, nil, fmt.Errorf("an answer of length %q", digits)
	}
	for n < start+length {
		got, err := c.conn.Read(c.in[n : start+length])
		if err != nil {
			return 0, nil, err
		}
		n += got
	}
	if n > start+length {
		return 0, nil, errors.New("more than one answer")
	}
	return status, c.in[start : start+length], nil
}
