package web

import (
	"encoding/csv"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"time"

	"github.com/unspent-dev/unspent"
	"github.com/unspent-dev/unspent/api"
	"github.com/unspent-dev/unspent/brand"
	"github.com/unspent-dev/unspent/client"
)

// accountPage is what a holder has and did: balance, usage history, the cards
// that they got and gave.
type accountPage struct {
	Me       api.Personal
	Trouble  trouble
	Saved    bool
	Balance  *unspent.Money // nil: nothing was ever claimed
	Lots     []api.Lot      // what of it ends
	Filter   filter
	Kinds    []option
	Events   []api.Event
	More     string // address of the next page; "" at the end
	CSV      string // address of the whole list as a file
	Received []api.ReceivedCard
	Given    []api.OrderRecord
}

// filter chooses from a usage history: a kind of event, and days of Japan.
type filter struct {
	Kind     string
	From, To string // such as 2027-03-31; "" is no bound
}

// historyKinds are the kinds that a history can be narrowed to.
func historyKinds() []string {
	return []string{string(unspent.Claimed), string(unspent.Spent), string(unspent.Refunded), string(unspent.Expired)}
}

// filterOf reads a filter from the address. What cannot be read is left out.
func filterOf(q url.Values) filter {
	f := filter{Kind: q.Get("kind"), From: q.Get("from"), To: q.Get("to")}
	if !slices.Contains(historyKinds(), f.Kind) {
		f.Kind = ""
	}
	for _, day := range []*string{&f.From, &f.To} {
		if _, err := time.Parse(time.DateOnly, *day); err != nil {
			*day = ""
		}
	}
	return f
}

func (f filter) query() url.Values {
	q := url.Values{}
	for name, value := range map[string]string{"kind": f.Kind, "from": f.From, "to": f.To} {
		if value != "" {
			q.Set(name, value)
		}
	}
	return q
}

// takes reports whether an event is in the choice, and whether everything older
// is out of it.
func (f filter) takes(e api.Event) (in, over bool) {
	day := e.At.In(brand.Japan()).Format(time.DateOnly)
	if f.From != "" && day < f.From {
		return false, true
	}
	return (f.Kind == "" || f.Kind == string(e.Kind)) && (f.To == "" || day <= f.To), false
}

// history reads the events of the choice, at most limit, from a cursor on, and
// where to go on. It reads at most maxHistory events to find them.
func (v *visit) history(server *client.Client, account string, f filter, cursor api.Cursor, limit int) (found []api.Event, next api.Cursor, err error) {
	for read := 0; read < maxHistory; {
		page, err := server.History(v.r.Context(), account, cursor, historyPage)
		if err != nil {
			return nil, "", err
		}
		read += len(page.Events)
		for _, e := range page.Events {
			in, over := f.takes(e)
			if over {
				return found, "", nil
			}
			if in {
				found = append(found, e)
			}
		}
		if cursor = page.Next; cursor == "" || len(found) >= limit {
			return found, cursor, nil
		}
	}
	return found, cursor, nil
}

// cursor is where the list of a page goes on.
func (v *visit) cursor() api.Cursor { return api.Cursor(v.r.URL.Query().Get("cursor")) }

func (v *visit) account() error {
	p, server, _, ok, err := v.holder()
	if !ok {
		return v.unsigned(err, "/account")
	}
	return v.showAccount(p, server, nil)
}

// unsigned asks whoever is not signed in to do so, or tells what went wrong.
func (v *visit) unsigned(err error, next string) error {
	if err != nil {
		return err
	}
	return v.askToSignIn(next, http.StatusOK)
}

func (v *visit) showAccount(p api.Personal, server *client.Client, wrong error) error {
	ctx := v.r.Context()
	page := accountPage{Me: p, Trouble: v.trouble(wrong, nil), Filter: filterOf(v.r.URL.Query()), Saved: v.r.URL.Query().Get("saved") != ""}
	for _, kind := range historyKinds() {
		page.Kinds = append(page.Kinds, option{ID: kind})
	}
	a, err := server.Account(ctx, p.Account)
	switch {
	case err == nil:
		page.Balance, page.Lots = &a.Balance, a.Lots
		var next api.Cursor
		if page.Events, next, err = v.history(server, p.Account, page.Filter, v.cursor(), historyRows); err != nil {
			return err
		}
		q := page.Filter.query()
		if page.CSV = "/account/history.csv"; len(q) > 0 {
			page.CSV += "?" + q.Encode()
		}
		if next != "" {
			q.Set("cursor", string(next))
			page.More = "/account?" + q.Encode()
		}
	case unspent.ReasonOf(err) != unspent.NotFound:
		return err
	}
	received, err := server.Received(ctx, "")
	if err != nil && unspent.ReasonOf(err) != unspent.Unavailable {
		return err
	}
	given, err := server.Orders(ctx, "")
	if err != nil && unspent.ReasonOf(err) != unspent.Unavailable {
		return err
	}
	page.Received, page.Given = received.Cards, given.Orders
	return v.show("account", statusOf(wrong), "account.title", page)
}

// historyFile answers the whole usage history of the choice as CSV.
func (v *visit) historyFile() error {
	p, server, _, ok, err := v.holder()
	if !ok {
		return v.unsigned(err, "/account")
	}
	events, _, err := v.history(server, p.Account, filterOf(v.r.URL.Query()), "", maxHistory)
	if err != nil {
		return err
	}
	var b strings.Builder
	b.WriteString("\ufeff") // spreadsheets take it for UTF-8 only with this
	w := csv.NewWriter(&b)
	rows := [][]string{{"time", "event", "kind", "amount", "balance", "currency", "with", "reference", "ends"}}
	for _, e := range events {
		with := e.Credit
		if with == unspent.AccountRef(p.Account) {
			with = e.Debit
		}
		rows = append(rows, []string{e.At.In(brand.Japan()).Format(time.RFC3339), e.Seq.EventID(), string(e.Kind), e.Amount.Decimal(), e.Balance.Decimal(),
			e.Amount.Currency().String(), plainCell(string(with)), plainCell(e.Reference), endsOf(e)})
	}
	if err := w.WriteAll(rows); err != nil {
		return err
	}
	h := v.w.Header()
	h.Set("Content-Type", "text/csv; charset=utf-8")
	h.Set("Content-Disposition", `attachment; filename="history.csv"`)
	v.w.WriteHeader(http.StatusOK)
	_, _ = v.w.Write([]byte(b.String())) // an error means that the visitor is gone
	return nil
}

// endsOf spells when what of an event's amount ends.
func endsOf(e api.Event) string {
	var ends []string
	for _, l := range e.Lots {
		ends = append(ends, l.Amount.Decimal()+" "+l.EndsAt.In(brand.Japan()).Format(time.RFC3339))
	}
	return strings.Join(ends, "; ")
}

// happened says what an event of an account was.
func (w *words) happened(e api.Event) (string, error) {
	if e.PaysOrder() {
		return w.text("event.ordered", "Number", e.Reference)
	}
	return w.text("event." + string(e.Kind))
}

// plainCell keeps a spreadsheet from taking somebody's text for a formula.
func plainCell(text string) string {
	if text != "" && strings.ContainsRune("=+-@\t\r", rune(text[0])) {
		return "'" + text
	}
	return text
}

// changeMe keeps what a person wishes.
func (v *visit) changeMe() error {
	p, server, _, ok, err := v.holder()
	if !ok {
		return v.unsigned(err, "/account")
	}
	if _, err := server.ChangeMe(v.r.Context(), v.field("lang"), v.field("notices") != ""); err != nil {
		return v.showAccount(p, server, err)
	}
	return v.to("/account?saved=1")
}

// forgetMe erases what is known of a person, if they have said so twice.
func (v *visit) forgetMe() error {
	p, server, _, ok, err := v.holder()
	if !ok {
		return v.unsigned(err, "/account")
	}
	if v.field("sure") == "" {
		return v.showAccount(p, server, unspent.Errorf(unspent.Invalid, "tick the box first"))
	}
	if err := server.ForgetMe(v.r.Context()); err != nil {
		return v.showAccount(p, server, err)
	}
	v.keepHolder("")
	return v.to("/")
}
