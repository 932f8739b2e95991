package counter

import (
	"github.com/unspent-dev/unspent"
	"github.com/unspent-dev/unspent/api"
	"github.com/unspent-dev/unspent/internal/book"
)

func (x *Errand) check(in *api.CodeRequest) (*api.CardStatus, error) {
	code, err := x.code(in.Code)
	if err != nil {
		return nil, err
	}
	seen, err := x.lookAndSee(func() (book.Sighting, error) { return x.c.Book.Check(x.ctx, code) })
	if err != nil {
		return nil, err
	}
	v := viewCard(seen)
	return &v, nil
}

func (x *Errand) checks(in *[]api.CodeRequest) (*api.ChecksAnswer, error) {
	if len(*in) == 0 {
		return nil, unspent.Errorf(unspent.Invalid, "the list of codes is empty")
	}
	out := &api.ChecksAnswer{Checks: make([]api.CheckedCard, len(*in))}
	for i := range *in {
		card, err := x.check(&(*in)[i])
		switch reason := unspent.ReasonOf(err); reason {
		case "":
			out.Checks[i].CardStatus = card
		case unspent.MistypedCode, unspent.NotFound, unspent.TooManyMisses:
			refused := x.c.refuse(x.ctx, err)
			out.Checks[i].Problem = &api.Problem{Reason: refused.Err.Reason, Detail: refused.Err.Detail, Faults: api.Faults(refused.Err)}
		default:
			return nil, err
		}
	}
	return out, nil
}
