package intake

// wrongSum returns the text of the first row whose running balance does not
// follow from its neighbour's: rows are missing between them, or something was
// altered. It is empty if all add up, or the page shows no balance. Pages list
// the newest row first or last.
func (h *ledger) wrongSum() string {
	rows := make([]entry, 0, len(h.known)+len(h.strange))
	k, s := 0, 0 // both are in the order of the page
	for k < len(h.known) || s < len(h.strange) {
		if s == len(h.strange) || k < len(h.known) && h.known[k].from < h.strange[s].from {
			rows, k = append(rows, h.known[k]), k+1
		} else {
			rows, s = append(rows, h.strange[s]), s+1
		}
	}
	newestFirst, oldestFirst := 0, 0
	for i := range rows[:max(0, len(rows)-1)] {
		switch a, b := rows[i].at, rows[i+1].at; {
		case a.After(b):
			newestFirst++
		case b.After(a):
			oldestFirst++
		}
	}
	down, downBad := wrongPairs(rows, func(i int) (later, earlier entry) { return rows[i], rows[i+1] })
	up, upBad := wrongPairs(rows, func(i int) (later, earlier entry) { return rows[i+1], rows[i] })
	switch {
	case newestFirst > oldestFirst, newestFirst == oldestFirst && downBad <= upBad:
		return down
	}
	return up
}

// wrongPairs counts the neighbours that do not add up, and returns the text of
// the first.
func wrongPairs(rows []entry, pair func(int) (later, earlier entry)) (first string, wrong int) {
	for i := range rows[:max(0, len(rows)-1)] {
		later, earlier := pair(i)
		if !later.balanced || !earlier.balanced || !later.priced {
			continue
		}
		change := later.balance.Units() - earlier.balance.Units()
		if sum := later.amount.Units(); change == sum || !later.signed && change == -sum {
			continue
		}
		if wrong++; wrong == 1 {
			first = later.text
		}
	}
	return first, wrong
}
