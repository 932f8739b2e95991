//go:build !race

package unpack

// The limits of the process that decodes a photograph, beside those of the machine
// in it: KiB of memory, and of address space, of which Go takes much and uses little.
const (
	maxPhotoData  = "1048576"
	maxPhotoSpace = "8388608"
)
