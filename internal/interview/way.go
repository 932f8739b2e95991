package interview

import (
	"maps"
	"slices"

	"github.com/unspent-dev/unspent/assess"
	"github.com/unspent-dev/unspent/brand"
)

// A Way is what brings somebody to the pages, in their own words: what follows from
// it for the case, and what is left to ask, one screen after the other.
type Way struct {
	ID   string
	said map[string]string
	asks []string
}

// A Screen asks one thing. Without choices it asks for what only the page knows how
// to: a message of the brand (like), or a time (handed).
type Screen struct {
	ID      string
	Field   string   // of the case that it fills in, as [Choices] name questions
	Choices []string // words of the case file, or such as [Way.Said] turns into them
}

// Fields are those of the questions that have choices.
func Fields() []string {
	return []string{"channel", "form", "till", "intent", "asked", "seal", "arrived"}
}

// Answers reports whether a word answers one of the questions of the ways.
func Answers(field, word string) bool {
	switch field {
	case "seal":
		return slices.Contains([]string{"intact", sealMine, sealFound, "tampered"}, word)
	case "arrived":
		return slices.Contains(Choices("yesno"), word)
	case "channel", "form", "till", "intent", "asked":
		return slices.Contains(Choices(field), word)
	}
	return false
}

// A seal that is open means little if the asker opened it, and much if they did not:
// so both are one question.
const (
	sealMine  = "mine"
	sealFound = "found"
)

// MostScreens is how many questions stand before a first answer.
const MostScreens = 3

// Ways are the situations, the most frequent first; the last is the one that cannot
// wait.
func Ways() []Way {
	return []Way{
		{"got", map[string]string{"asker": "holder"}, []string{"channel", "form", "seal"}},
		{"message", map[string]string{"asker": "holder"}, []string{"like", "channel", "till"}},
		{"show", map[string]string{"asker": "seller"}, []string{"intent", "channel", "form"}},
		{"accused", map[string]string{"asker": "seller", "intent": "sell", "claimed": "1", "messageOwner": "buyer"}, []string{"handed", "theirs", "channel"}},
		{"shop", map[string]string{"asker": "holder", "channel": "shop"}, []string{"till", "like", "seal"}},
		{"gave", map[string]string{"asker": "giver", "intent": "give"}, []string{"bought", "form", "arrived"}},
		{"told", map[string]string{"asker": "holder"}, []string{"asked", "channel"}},
	}
}

// FindWay returns the way with an id.
func FindWay(id string) (Way, bool) {
	i := slices.IndexFunc(Ways(), func(w Way) bool { return w.ID == id })
	if i < 0 {
		return Way{}, false
	}
	return Ways()[i], true
}

// Said returns the answers of a case, with what follows from the way.
func (w Way) Said(answers map[string]string) map[string]string {
	all := maps.Clone(answers)
	for field, word := range w.said {
		all[field] = word
	}
	switch answers["seal"] {
	case sealMine:
		all["seal"], all["opened"] = "broken", "by-me"
	case sealFound:
		all["seal"], all["opened"] = "broken", "found-open"
	}
	if w.ID == "show" && answers["intent"] == "give" {
		all["asker"] = "giver"
	}
	if all["channel"] == "" {
		all["channel"] = "person" // as the terminal takes it
	}
	return all
}

// Screens are the questions of the way about a card of a brand, in their order. What
// was answered decides which there are; a field that is there without an answer was
// left open.
func (w Way) Screens(answers map[string]string, p *brand.Profile) (all []Screen) {
	said := w.Said(answers)
	for _, id := range w.asks {
		s, asked := screenOf(id, said, p)
		if _, given := w.said[s.Field]; asked && !given && len(all) < MostScreens {
			all = append(all, s)
		}
	}
	return all
}

// Most is how many screens there can still be, whatever is answered next: a number that
// never grows from one screen to the next.
func (w Way) Most(answers map[string]string, p *brand.Profile) int {
	screens := w.Screens(answers, p)
	most := len(screens)
	at := slices.IndexFunc(screens, func(s Screen) bool { _, is := answers[s.Field]; return !is })
	if at < 0 {
		return most
	}
	for _, word := range append([]string{""}, screens[at].Choices...) {
		next := maps.Clone(answers)
		next[screens[at].Field] = word
		most = max(most, w.Most(next, p))
	}
	return most
}

func screenOf(id string, said map[string]string, p *brand.Profile) (s Screen, asked bool) {
	s = Screen{ID: id, Field: id}
	switch id {
	case "bought":
		s.Field, s.Choices = "channel", []string{"issuer", "shop"}
	case "like", "theirs":
		s.Field = "like"
	case "handed":
	case "form":
		s.Choices = formsOf(said["channel"], p)
		return s, len(s.Choices) > 1
	case "seal":
		s.Choices = []string{"intact", sealMine, sealFound, "tampered"}
		return s, covered(said["form"], said["channel"], p)
	case "till":
		s.Choices = Choices(id)
		return s, said["channel"] == string(assess.FromShop)
	case "arrived":
		s.Choices = Choices("yesno")
	case "intent":
		s.Choices = []string{"sell", "give"}
	default:
		s.Choices = Choices(id)
	}
	return s, true
}

// formsOf are the forms in which a card of a brand can have come that was got in a way.
func formsOf(channel string, p *brand.Profile) (all []string) {
	inShops := []brand.FormKind{brand.FormShop, brand.FormSheet}
	for _, word := range Choices("form") {
		kind := brand.FormKind(word)
		if !slices.ContainsFunc(p.Forms, func(f brand.Form) bool { return f.Kind == kind }) {
			continue
		}
		if channel == string(assess.FromShop) && !slices.Contains(inShops, kind) || channel == string(assess.FromIssuer) && slices.Contains(inShops, kind) {
			continue
		}
		all = append(all, word)
	}
	return all
}

// covered reports whether the code of the card may be under a seal.
func covered(form, channel string, p *brand.Profile) bool {
	return slices.ContainsFunc(p.Forms, func(f brand.Form) bool {
		is := form == string(f.Kind) || form == "" && slices.Contains(formsOf(channel, p), string(f.Kind))
		return is && f.Cover != brand.CoverNone
	})
}
