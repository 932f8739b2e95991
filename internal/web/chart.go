package web

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/unspent-dev/unspent"
	"github.com/unspent-dev/unspent/api"
	"github.com/unspent-dev/unspent/brand"
)

// A chart is drawn here as SVG without texts and stretched to the width there is:
// what is written beside it stays readable on a phone. It is so many units wide
// and high; y runs down.
const (
	chartWidth  = 1000
	chartHeight = 100
	widestBar   = 40
)

// valueChart is the unspent value of a program over time.
type valueChart struct {
	Points      []point
	First, Last point
	Most        unspent.Money
	Top, Middle unspent.Money // of the scale; it begins with nothing
	Line, Area  string        // points of the SVG
}

// point is the value at the end of a day, or of today so far.
type point struct {
	At time.Time
	api.ProgramValue
}

func drawValue(p unspent.Program, series []api.UnspentReport) *valueChart {
	c := &valueChart{}
	var units []int64
	for _, one := range series {
		v := valueOf(p, one)
		c.Points, units = append(c.Points, point{one.At, v}), append(units, v.Total.Units())
	}
	c.First, c.Last = c.Points[0], c.Points[len(c.Points)-1]
	highest := slices.Max(units)
	top := roundUp(highest)
	c.Most, c.Top, c.Middle = unspent.NewMoney(highest, p.Currency), unspent.NewMoney(top, p.Currency), unspent.NewMoney(top/2, p.Currency)
	var line []string
	for i, n := range units {
		line = append(line, fmt.Sprintf("%d,%.1f", i*chartWidth/(len(units)-1), heightOf(top-n, top)))
	}
	c.Line = strings.Join(line, " ")
	c.Area = fmt.Sprintf("0,%d %s %d,%d", chartHeight, c.Line, chartWidth, chartHeight)
	return c
}

// claimChart is how many cards were claimed on each day.
type claimChart struct {
	Days        []claimDay // on which some were
	First, Last time.Time
	Total       int
	Value       unspent.Money // of all of them
	Most        int           // of one day
	Top, Middle int           // of the scale; it begins with nothing
	Bars        []bar
}

// claimDay is a day on which cards were claimed.
type claimDay struct {
	Day    time.Time // when it ended
	Claims int
	Value  unspent.Money
}

// bar is a rectangle that stands on the ground.
type bar struct{ X, Y, Width, Height string }

// drawClaims draws a bar for each day that ends with a point of the series.
func drawClaims(p unspent.Program, series []api.UnspentReport, daily []api.DayReport) *claimChart {
	c := &claimChart{First: series[0].At, Last: series[len(series)-1].At}
	claimed := map[string]api.Flow{}
	for _, d := range daily {
		if d.Change.Currency() == p.Currency {
			claimed[d.Date] = d.Claimed
			c.Most = max(c.Most, int(d.Claimed.Count))
		}
	}
	top, value := roundUp(int64(c.Most)), int64(0)
	slot := float64(chartWidth) / float64(len(series))
	width := min(slot*.7, widestBar)
	for i, one := range series {
		f := claimed[one.At.In(brand.Japan()).Format(time.DateOnly)]
		if f.Count == 0 {
			continue
		}
		c.Days = append(c.Days, claimDay{one.At, int(f.Count), f.Value})
		c.Total, value = c.Total+int(f.Count), value+f.Value.Units()
		high := heightOf(f.Count, top)
		c.Bars = append(c.Bars, bar{decimal((float64(i)+.5)*slot - width/2), decimal(chartHeight - high), decimal(width), decimal(high)})
	}
	c.Top, c.Middle, c.Value = int(top), int(top/2), unspent.NewMoney(value, p.Currency)
	return c
}

func decimal(f float64) string { return fmt.Sprintf("%.2f", f) }

// heightOf returns how high n stands in a chart whose scale ends at top.
func heightOf(n, top int64) float64 { return float64(n) / float64(top) * chartHeight }

// roundUp returns the end of a scale for numbers up to most, which is at most the
// 1<<62 that a program may have given out. Its half is whole and round too.
func roundUp(most int64) int64 {
	for power := int64(1); ; power *= 10 {
		for _, digit := range []int64{2, 4, 6, 8, 10, 12, 16} {
			if digit*power >= most {
				return digit * power
			}
		}
	}
}
