package unspent

import (
	"encoding/binary"
	"time"
)

// subject names a card or an account: a serial has digits only.
func subject(s Serial, account string) string {
	if account == "" {
		return s.String()
	}
	return s.String() + string(AccountRef(account))
}

// printer appends the fields of a command, each with its length.
func printer(b []byte, k Kind, fields ...string) []byte {
	b = append(b, k...)
	for _, f := range fields {
		b = binary.AppendUvarint(b, uint64(len(f)))
		b = append(b, f...)
	}
	return b
}

// AppendPrint implements [Command].
func (c Issue) AppendPrint(b []byte) []byte {
	b = binary.BigEndian.AppendUint64(b, uint64(c.Count))
	if c.Activate {
		b = append(b, 1)
	}
	return printer(b, Issued, c.Program, c.Value.String(), c.Order, c.Recipient)
}

// AppendPrint implements [Command].
func (c Activate) AppendPrint(b []byte) []byte { return printer(b, Activated, c.Serial.String()) }

// AppendPrint implements [Command].
func (c Deactivate) AppendPrint(b []byte) []byte { return printer(b, Deactivated, c.Serial.String()) }

// AppendPrint implements [Command].
func (c Claim) AppendPrint(b []byte) []byte { return printer(b, Claimed, c.Code.Reveal(), c.Account) }

// AppendPrint implements [Command].
func (c Spend) AppendPrint(b []byte) []byte {
	b = binary.BigEndian.AppendUint64(b, uint64(c.Amount.units))
	return printer(b, Spent, c.Code.Reveal(), c.Account, c.Amount.cur.code, c.Merchant, c.Reference)
}

// AppendPrint implements [Command].
func (c Refund) AppendPrint(b []byte) []byte {
	return printer(b, Refunded, c.Event.EventID(), c.Amount.String(), c.Reference)
}

// AppendPrint implements [Command].
func (c PlaceHold) AppendPrint(b []byte) []byte {
	return printer(b, Held, c.Code.Reveal(), c.For, c.Until.UTC().Format(time.RFC3339Nano), c.SecretDigest.String())
}

// AppendPrint implements [Command].
func (c Release) AppendPrint(b []byte) []byte {
	return printer(b, Released, c.Hold.HoldID(), c.Code.Reveal())
}

// AppendPrint implements [Command].
func (c CancelHold) AppendPrint(b []byte) []byte {
	return printer(b, Unheld, c.Hold.HoldID(), c.Secret.Reveal())
}

// AppendPrint implements [Command].
func (c Take) AppendPrint(b []byte) []byte {
	return printer(b, Taken, c.Hold.HoldID(), c.Secret.Reveal())
}

// AppendPrint implements [Command].
func (c Transfer) AppendPrint(b []byte) []byte { return printer(b, Transferred, c.Code.Reveal()) }

// AppendPrint implements [Command].
func (c Reissue) AppendPrint(b []byte) []byte {
	return printer(b, Reissued, c.Serial.String(), c.Note)
}

// AppendPrint implements [Command].
func (c Freeze) AppendPrint(b []byte) []byte {
	return printer(b, Frozen, subject(c.Serial, c.Account), string(c.Reason), c.Note)
}

// AppendPrint implements [Command].
func (c Unfreeze) AppendPrint(b []byte) []byte {
	return printer(b, Unfrozen, subject(c.Serial, c.Account), string(c.Reason), c.Note)
}

// AppendPrint implements [Command].
func (c Void) AppendPrint(b []byte) []byte {
	return printer(b, Voided, c.Serial.String(), string(c.Reason), c.Note)
}

// AppendPrint implements [Command].
func (c Adjust) AppendPrint(b []byte) []byte {
	return printer(b, Adjusted, subject(c.Serial, c.Account), c.Delta.String(), string(c.Reason), c.Note)
}

// AppendPrint implements [Command].
func (c Close) AppendPrint(b []byte) []byte {
	return printer(b, Closed, c.Account, string(c.Reason), c.Note)
}

// AppendPrint implements [Command].
func (c Unclaim) AppendPrint(b []byte) []byte {
	return printer(b, Unclaimed, c.Event.EventID(), string(c.Reason), c.Note)
}

// AppendPrint implements [Command].
func (c Expire) AppendPrint(b []byte) []byte {
	return printer(b, Expired, subject(c.Serial, c.Account))
}
