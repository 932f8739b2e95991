package client

// What the client accepts and spends, whatever a server says.
const (
	maxAnswer   = 16 << 20 // bytes of one answer
	maxProblem  = 64 << 10 // bytes of a problem document
	maxDetail   = 500      // bytes of a problem's detail that are passed on
	maxWorkBits = 28       // leading zero bits of a proof of work: a minute of one core
	maxWorkText = 512      // bytes of a puzzle
)

// MaxChecks is how many codes one call of [Client.Checks] may name.
const MaxChecks = 1000
