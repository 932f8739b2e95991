package client

import (
	"context"
	"net/url"
	"time"

	"github.com/unspent-dev/unspent/api"
)

// UnspentValue reads the unspent value at an instant, now if at is zero.
func (c *Client) UnspentValue(ctx context.Context, at time.Time) (api.UnspentReport, error) {
	query := url.Values{}
	if !at.IsZero() {
		query.Set("at", at.UTC().Format(time.RFC3339Nano))
	}
	return ask[api.UnspentReport](ctx, c, api.Ask{Call: api.Calls().UnspentValue, Query: query})
}

// days are the parameters of a report about days of Japan time, such as
// 2027-03-31; "" is the server's default.
func days(from, to string) url.Values {
	query := url.Values{}
	if from != "" {
		query.Set("from", from)
	}
	if to != "" {
		query.Set("to", to)
	}
	return query
}

// UnspentSeries reads the unspent value before the day from, and at the end of
// each day until to, of Japan time; "" is today, or 29 days before to.
func (c *Client) UnspentSeries(ctx context.Context, from, to string) ([]api.UnspentReport, error) {
	series, err := ask[api.SeriesReport](ctx, c, api.Ask{Call: api.Calls().UnspentSeries, Query: days(from, to)})
	return series.Points, err
}

// Daily reads what happened on each day from from to to, as [Client.UnspentSeries]
// takes them. Days on which nothing happened to a program are left out.
func (c *Client) Daily(ctx context.Context, from, to string) ([]api.DayReport, error) {
	daily, err := ask[api.DailyReport](ctx, c, api.Ask{Call: api.Calls().Daily, Query: days(from, to)})
	return daily.Days, err
}

// BaseDates reads the last base dates (基準日) that are over, the newest first, and
// the threshold above which an issuer notifies.
func (c *Client) BaseDates(ctx context.Context) (api.BaseDateReport, error) {
	return ask[api.BaseDateReport](ctx, c, api.Ask{Call: api.Calls().BaseDates})
}

// Gate reads how the look-up gate stands: counts, and of nobody.
func (c *Client) Gate(ctx context.Context) (api.GateState, error) {
	return ask[api.GateState](ctx, c, api.Ask{Call: api.Calls().Gate})
}
