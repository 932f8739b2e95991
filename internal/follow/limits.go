package follow

// Every limit of a follower.
const (
	maxHanded = 500    // events that are handed on at once
	maxPassed = 20_000 // events that are passed over at once, looking for those
)
