package sim

import "github.com/unspent-dev/unspent"

// Spoil turns an outcome into one that cannot be, and says how: what was
// accepted is refused and the other way round, what was seen is off by one.
func Spoil(input, output any) (changed any, what string) {
	in, out := input.(asked), output.(answered)
	switch {
	case !out.known:
		return out, ""
	case in.kind == looked && in.serial.IsZero():
		out.units++
	case in.kind == looked:
		out.sight.units++
	case out.reason == "":
		out.reason = unspent.Insufficient
		if in.kind == unspent.Refunded {
			out.reason = unspent.RefundExceeded
		}
	default:
		out.reason = ""
	}
	return out, string(in.kind) + " " + string(output.(answered).reason)
}
