// Package storetest is the conformance suite of package store: what every driver
// must pass, and the memory driver as the model that others are compared with.
//
// A driver's test calls [Exercise], and [ExerciseReopen] too if it is durable:
//
//	func TestStore(t *testing.T) {
//		storetest.Exercise(t, func(t *testing.T) store.Store {
//			return open(t, filepath.Join(t.TempDir(), "unspent.db"))
//		})
//	}
//
// Invariants:
//
//   - It goes through the contract only, so it knows nothing of any driver.
//   - It asserts no time and no order of concurrent calls, only what each may see.
//   - It closes every store that it has opened.
//
// It refuses to test the rules of package unspent: it takes their decisions as
// they come, declines included.
package storetest
