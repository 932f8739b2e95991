package storetest

import (
	"testing"

	"github.com/unspent-dev/unspent/internal/store"
)

// Exercise runs the suite. open returns a new, empty store each time; the suite
// closes it.
func Exercise(t *testing.T, open func(t *testing.T) store.Store) {
	cases := map[string]func(*testing.T, store.Store){
		"empty":                 testEmpty,
		"append":                testAppend,
		"event fields":          testEventFields,
		"big load":              testBigLoad,
		"load adds":             testLoadAdds,
		"answers":               testAnswers,
		"refunds":               testRefunds,
		"links":                 testLinks,
		"journal":               testJournal,
		"journal is a snapshot": testJournalSnapshot,
		"history":               testHistory,
		"lapsed":                testLapsed,
		"lapsed accounts":       testLapsedAccounts,
		"search":                testSearch,
		"cards":                 testCards,
		"cards beside writes":   testCardsBesideWrites,
		"parties by text":       testPartiesNamed,
		"seals":                 testSeals,
		"refresh":               testRefresh,
		"parties":               testParties,
		"programs":              testPrograms,
		"keys":                  testKeys,
		"documents":             testDocuments,
		"documents by key":      testDocumentsByKey,
		"actions":               testActions,
		"nothing is shared":     testNothingShared,
		"failed update":         testFailedUpdate,
		"serial updates":        testSerialUpdates,
		"views beside updates":  testViewsBesideUpdates,
		"closed":                testClosed,
	}
	for name, test := range cases {
		t.Run(name, func(t *testing.T) {
			s := open(t)
			defer s.Close()
			test(t, s)
		})
	}
	t.Run("model", func(t *testing.T) { testModel(t, open) })
}

// ExerciseReopen runs what only a durable driver must pass. open opens the store
// kept in dir, which is empty the first time; the suite closes it before it
// opens dir again.
func ExerciseReopen(t *testing.T, open func(t *testing.T, dir string) store.Store) {
	cases := map[string]func(*testing.T, func() store.Store){
		"empty":           reopenEmpty,
		"everything":      reopenEverything,
		"erased":          reopenErased,
		"failed update":   reopenFailedUpdate,
		"close under way": reopenUnderWay,
	}
	for name, test := range cases {
		t.Run(name, func(t *testing.T) {
			dir := t.TempDir()
			test(t, func() store.Store { return open(t, dir) })
		})
	}
	t.Run("model", func(t *testing.T) { testReopenModel(t, open) })
}
