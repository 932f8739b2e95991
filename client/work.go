package client

import (
	"context"
	"crypto/sha256"
	"encoding/binary"
	"math/bits"
	"strconv"

	"github.com/unspent-dev/unspent"
	"github.com/unspent-dev/unspent/api"
)

const workHeader = "Unspent-Work"

// solve finds the number of a puzzle by trying: the SHA-256 of the puzzle's text, a
// full stop and the number begins with as many zero bits as it asks for
// (docs/reference/gate.md). It stops with ctx, and refuses what would keep a caller
// busy for longer than a human waits.
func solve(ctx context.Context, c *api.Challenge) (string, error) {
	if c.Bits > maxWorkBits || len(c.Text) > maxWorkText {
		return "", unspent.Errorf(unspent.WorkRequired, "the server asks for a proof of work that is too large: %d bits, at most %d are done", c.Bits, maxWorkBits)
	}
	text := append([]byte(c.Text), '.')
	prefix := len(text)
	for n := uint64(0); ; n++ {
		const between = 1 << 12 // hashes from one look at ctx to the next
		if n%between == 0 && ctx.Err() != nil {
			return "", broken(ctx.Err())
		}
		text = strconv.AppendUint(text[:prefix], n, 10)
		sum := sha256.Sum256(text)
		if bits.LeadingZeros64(binary.BigEndian.Uint64(sum[:8])) >= c.Bits {
			return string(text), nil
		}
	}
}
