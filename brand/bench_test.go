package brand_test

import (
	"strings"
	"testing"

	"github.com/unspent-dev/unspent/brand"
)

func BenchmarkBuiltin(b *testing.B) {
	for b.Loop() {
		brand.Builtin()
	}
}

func BenchmarkRedact(b *testing.B) {
	all := brand.Builtin()
	text := strings.Repeat("2026年1月18日 ギフトカードが追加されました ギフトカード番号: xxxx-xxxxxx-W9CT; シリアル番号:2755412458412522 ￥754 ￥8,600\nThe quick brown fox jumps over the lazy dog, and order 250-1234567-1234567 was sent\n", 1000)
	b.SetBytes(int64(len(text)))
	for b.Loop() {
		all.Redact(text)
	}
}
