package brand

// What one folder of brands may hold.
const (
	MaxFiles     = 200       // brands of one folder
	MaxFileBytes = 256 << 10 // bytes of one brand's file
	MaxFacts     = 500       // facts of one brand
	MaxPattern   = 1000      // bytes of one regular expression
	MaxSymbols   = 64        // letters and digits of one code
	MaxSteps     = 12        // acts of one way to do a thing
	MaxSentence  = 2000      // bytes of one sentence, sample or address
)
