package memory_test

import (
	"testing"

	"github.com/unspent-dev/unspent/internal/store"
	"github.com/unspent-dev/unspent/internal/store/memory"
	"github.com/unspent-dev/unspent/internal/store/storetest"
)

func TestStore(t *testing.T) {
	storetest.Exercise(t, func(*testing.T) store.Store { return memory.New() })
}
