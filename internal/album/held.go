package album

// Held returns the pages that no reader was written with: like those of Dev in what they
// are taken from, and in nothing else.
func Held() []Page { return screens(sixthPages, sixthThemes) }

// HeldLooks are theirs.
func HeldLooks() []Look { return sixthLooks() }

// The sixth set is being written by somebody who does not know the readers.
const (
	sixthPages  = ""
	sixthThemes = ""
)

func sixthLooks() []Look {
	return []Look{
		{Name: "2x-jpeg75", Scale: 2, Quality: 75},
		{Name: "3x-dark-jpeg85", Scale: 3, Dark: true, Quality: 85},
		{Name: "photo-near-level", Scale: 3, Quality: 88, Photo: true, Tilt: 0.7},
		{Name: "3x", Scale: 3},
		{Name: "3x-parts-jpeg80", Scale: 3, Quality: 80, Parts: true},
		{Name: "2x-dark-cropped", Scale: 2, Dark: true, Cropped: true},
		{Name: "3x-tilted-left", Scale: 3, Quality: 85, Tilt: -1.8},
		{Name: "1x-jpeg90", Scale: 1, Quality: 90},
		{Name: "photo-left", Scale: 3, Quality: 72, Photo: true, Tilt: -2.4},
		{Name: "2x-dark-parts", Scale: 2, Dark: true, Quality: 90, Parts: true},
		{Name: "photo-dark-right", Scale: 3, Quality: 82, Photo: true, Dark: true, Tilt: 1.3},
	}
}
