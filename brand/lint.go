package brand

// Fault is something wrong with a profile.
type Fault struct {
	Where string // which fact, as "history[3].match"
	What  string
	Warn  bool // it can be used all the same
}

func (f Fault) String() string { return f.Where + ": " + f.What }

// Lint returns what is wrong with a profile that [Load] accepted.
func Lint(p *Profile) []Fault { return nil }
