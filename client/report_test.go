package client_test

import (
	"testing"
	"time"

	"github.com/unspent-dev/unspent"
	"github.com/unspent-dev/unspent/api"
	"github.com/unspent-dev/unspent/internal/gate"
)

func TestReports(t *testing.T) {
	admin, holder := start(t, gate.Limits{})
	ctx := t.Context()
	cards := issue(t, admin, 3, true)
	_, err := admin.Claim(ctx, "claim", unspent.Claim{Code: cards[0].Code, Account: "taro"})
	want(t, "claim", err)
	_, err = admin.Spend(ctx, "spend", unspent.Spend{Code: cards[1].Code, Merchant: "m1", Amount: yen(t, 1500), Reference: "order-9"})
	want(t, "spend", err)

	line := api.ProgramValue{Program: "gift-jpy", Total: yen(t, 13500), Cards: yen(t, 8500), Accounts: yen(t, 5000), UnspentCards: 1, PartUsedCards: 1, Holders: 1}
	now, err := admin.UnspentValue(ctx, time.Time{})
	if err != nil || len(now.Programs) != 1 || now.Programs[0] != line {
		t.Errorf("UnspentValue = %+v, %v; want %+v", now, err, line)
	}
	if then, err := admin.UnspentValue(ctx, now.At.Add(-time.Hour)); err != nil || len(then.Programs) != 0 || !then.At.Equal(now.At.Add(-time.Hour)) {
		t.Errorf("an hour ago: %+v, %v", then, err)
	}
	japan := time.FixedZone("JST", 9*60*60)
	yesterday := now.At.In(japan).AddDate(0, 0, -1).Format(time.DateOnly)
	series, err := admin.UnspentSeries(ctx, yesterday, "")
	if err != nil || len(series) < 3 || len(series[0].Programs) != 0 || series[len(series)-1].Programs[0] != line {
		t.Errorf("UnspentSeries = %+v, %v", series, err)
	}
	daily, err := admin.Daily(ctx, yesterday, "")
	want(t, "daily", err)
	var claimed, change int64
	for _, d := range daily { // two if midnight has just passed
		claimed, change = claimed+d.Claimed.Count, change+d.Change.Units()
	}
	if claimed != 1 || change != 13500 || daily[len(daily)-1].Spent != (api.Flow{Count: 1, Value: yen(t, 1500)}) {
		t.Errorf("Daily = %+v", daily)
	}
	over, err := admin.BaseDates(ctx)
	dates, threshold := over.BaseDates, over.Threshold
	if err != nil || threshold != yen(t, 10_000_000) || len(dates) != 4 || dates[0].Over || dates[0].Yen != yen(t, 0) || dates[0].Date <= dates[1].Date ||
		dates[0].Due <= dates[0].Date {
		t.Errorf("BaseDates = %+v, %v, %v", dates, threshold, err)
	}
	if _, err := admin.Daily(ctx, "tomorrow", ""); unspent.ReasonOf(err) != unspent.Invalid {
		t.Errorf("a report from a day that is none: %v", err)
	}

	_, err = holder.Check(ctx, cards[2].Code)
	want(t, "check", err)
	unknown, err := unspent.ParseCode("00000-00000-00000-00000")
	want(t, "code", err)
	if _, err := holder.Check(ctx, unknown); unspent.ReasonOf(err) != unspent.NotFound {
		t.Errorf("an unknown code: %v", err)
	}
	if g, err := admin.Gate(ctx); err != nil || g.Misses != 1 || g.Hits < 1 || g.WorkFrom != 600 || g.WorkOfAll || g.Since.IsZero() {
		t.Errorf("Gate = %+v, %v", g, err)
	}
	if _, err := holder.Gate(ctx); unspent.ReasonOf(err) != unspent.Unauthenticated {
		t.Errorf("without a key: %v", err)
	}
}
