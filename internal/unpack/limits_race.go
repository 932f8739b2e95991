//go:build race

package unpack

// The race detector keeps its book in an address space of terabytes.
const (
	maxPhotoData  = "unlimited"
	maxPhotoSpace = "unlimited"
)
