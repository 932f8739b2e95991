package wording

// What is read of one text.
const (
	MaxText      = 16 << 10 // bytes; the rest is not looked at
	maxSentences = 200
	maxActs      = 40 // verbs of one sentence
)
