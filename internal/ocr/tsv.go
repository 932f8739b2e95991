package ocr

import (
	"image"
	"strconv"
	"strings"

	"github.com/unspent-dev/unspent/internal/sight"
)

// parseTSV reads the words of an answer: rows of level, page, block, paragraph,
// line, word, left, top, width, height, score and text. What is no such row is
// passed over, and what lies outside of the picture is cut to it.
func parseTSV(answer []byte, size image.Point) ([]sight.Word, error) {
	var words []sight.Word
	rows := 0
	whole := image.Rectangle{Max: size}
	for line := range strings.Lines(string(answer)) {
		if rows++; rows > maxBoxes {
			return nil, errMany()
		}
		cells := strings.SplitN(strings.TrimRight(line, "\r\n"), "\t", 12)
		if len(cells) < 12 || cells[0] != "5" {
			continue
		}
		text := strings.TrimSpace(strings.ToValidUTF8(cells[11], "\uFFFD"))
		if text == "" || len(text) > maxText {
			continue
		}
		var at [4]int
		ok := true
		for i := range at {
			n, err := strconv.Atoi(cells[6+i])
			at[i], ok = n, ok && err == nil && n >= 0 && n <= maxSide*maxEnlarge
		}
		score, err := strconv.ParseFloat(cells[10], 64)
		if !ok || err != nil || !(score >= 0 && score <= 100) {
			continue
		}
		box := image.Rect(at[0], at[1], at[0]+at[2], at[1]+at[3]).Intersect(whole)
		if box.Empty() {
			continue
		}
		words = append(words, sight.Word{Text: text, Box: box, Score: int(score)})
	}
	return words, nil
}
