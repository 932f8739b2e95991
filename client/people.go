package client

import (
	"context"
	"net/http"
	"net/url"
	"time"

	"github.com/unspent-dev/unspent"
)

// StaffPerson is somebody who works at the desk, as an admin sees them.
type StaffPerson struct {
	ID         string
	Name       string // that they sign in with
	Role       unspent.Role
	CreatedAt  time.Time
	DisabledAt time.Time // zero: they work here
	Ends       time.Time // when they will no longer work here; zero: that is not known
	EnrolledAt time.Time // for the first time; zero: not yet
	LinkEnds   time.Time // of the link that they can enrol by; zero: there is none
}

type wireStaffPerson struct {
	ID         string       `json:"id"`
	Name       string       `json:"name"`
	Role       unspent.Role `json:"role"`
	CreatedAt  time.Time    `json:"createdAt"`
	DisabledAt time.Time    `json:"disabledAt"`
	Ends       time.Time    `json:"ends"`
	EnrolledAt time.Time    `json:"enrolledAt"`
	LinkEnds   time.Time    `json:"linkEnds"`
}

type wireLinkedPerson struct {
	wireStaffPerson
	Link string `json:"link"`
}

// Staff lists the people who work at the desk, and those who did.
func (c *Client) Staff(ctx context.Context) ([]StaffPerson, error) {
	var w struct {
		People []wireStaffPerson `json:"people"`
	}
	if err := c.do(ctx, call{method: http.MethodGet, path: "/v1/staff"}, &w); err != nil {
		return nil, err
	}
	people := make([]StaffPerson, len(w.People))
	for i, p := range w.People {
		people[i] = StaffPerson(p)
	}
	return people, nil
}

// AddPerson adds somebody who works at the desk, and returns them with the link that
// they enrol by, which is shown this once. ends is when they will no longer work here;
// the zero time if that is not known.
func (c *Client) AddPerson(ctx context.Context, id, name string, role unspent.Role, ends time.Time) (StaffPerson, string, error) {
	body := struct {
		Name string       `json:"name"`
		Role unspent.Role `json:"role"`
		Ends string       `json:"ends,omitempty"`
	}{name, role, ""}
	if !ends.IsZero() {
		body.Ends = ends.UTC().Format(time.RFC3339)
	}
	var w wireLinkedPerson
	err := c.do(ctx, call{method: http.MethodPost, path: "/v1/staff", id: id, body: body}, &w)
	return StaffPerson(w.wireStaffPerson), w.Link, err
}

// ResetPerson gives somebody who lost their phone or their link a new link, and signs
// them out.
func (c *Client) ResetPerson(ctx context.Context, id, person string) (StaffPerson, string, error) {
	var w wireLinkedPerson
	err := c.do(ctx, call{method: http.MethodPost, path: "/v1/staff/" + url.PathEscape(person) + "/link", id: id}, &w)
	return StaffPerson(w.wireStaffPerson), w.Link, err
}

// DisablePerson ends somebody's work at the desk at once, and for good.
func (c *Client) DisablePerson(ctx context.Context, id, person string) error {
	return c.do(ctx, call{method: http.MethodDelete, path: "/v1/staff/" + url.PathEscape(person), id: id}, nil)
}
