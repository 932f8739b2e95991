package main

import (
	"context"
	"time"

	"github.com/unspent-dev/unspent"
	"github.com/unspent-dev/unspent/api"
)

// staffCmd manages the people who work at the desk.
type staffCmd struct {
	Add     staffAddCmd     `cmd:""`
	List    staffListCmd    `cmd:""`
	Disable staffDisableCmd `cmd:""`
	Reset   staffResetCmd   `cmd:""`
}

type staffAddCmd struct {
	writeFlag
	outFlag
	Name string `required:"" placeholder:"TEXT"`
	Role string `required:"" placeholder:"ROLE"`
	Ends string `placeholder:"TIME"`
}

// Run writes the link to its file, or prints it alone.
func (c *staffAddCmd) Run(ctx context.Context, sh *shell) error {
	var ends time.Time
	if c.Ends != "" {
		var err error
		if ends, err = time.Parse(time.RFC3339, c.Ends); err != nil {
			return wrong("use.ends")
		}
	}
	return sh.link(ctx, c.writeFlag, c.outFlag, func(s *connection, id string) (api.LinkedPerson, error) {
		return s.AddPerson(ctx, id, api.PersonRequest{Name: c.Name, Role: unspent.Role(c.Role), Ends: api.TimeOf(ends)})
	})
}

type staffResetCmd struct {
	writeFlag
	outFlag
	Person string `arg:""`
}

// Run writes the link to its file, or prints it alone.
func (c *staffResetCmd) Run(ctx context.Context, sh *shell) error {
	return sh.link(ctx, c.writeFlag, c.outFlag, func(s *connection, id string) (api.LinkedPerson, error) {
		return s.ResetPerson(ctx, id, c.Person)
	})
}

// link makes a link for a person and hands it out as a new key is.
func (sh *shell) link(ctx context.Context, w writeFlag, o outFlag, do func(s *connection, id string) (api.LinkedPerson, error)) (err error) {
	return sh.handOut(ctx, w, o, func(s *connection, id string) (handedOut, error) {
		p, err := do(s, id)
		return handedOut{p.ID, p.Role, p.Link, func(where string) {
			sh.note("%s, %s, is %s; the link is %s, and good once until %s", p.Name, p.Role, p.ID, where, stamp(p.LinkEnds.Time))
		}}, err
	})
}

type staffListCmd struct{}

func (c *staffListCmd) Run(ctx context.Context, sh *shell) error {
	return ask(ctx, sh, func(s *connection) ([]api.StaffPerson, error) { return s.Staff(ctx) }, func(all []api.StaffPerson) {
		var rows [][]string
		for _, p := range all {
			rows = append(rows, []string{p.ID, string(p.Role), stamp(p.CreatedAt), standOf(p, sh.now()), p.Name})
		}
		sh.rows("PERSON ROLE ADDED STATE NAME", rows)
	})
}

// standOf says how far a person has come.
func standOf(p api.StaffPerson, now time.Time) string {
	switch {
	case !p.DisabledAt.IsZero():
		return "disabled " + stamp(p.DisabledAt.Time)
	case !p.Ends.IsZero() && !now.Before(p.Ends.Time):
		return "over since " + stamp(p.Ends.Time)
	case now.Before(p.LinkEnds.Time):
		return "has a link until " + stamp(p.LinkEnds.Time)
	case !p.LinkEnds.IsZero() || p.EnrolledAt.IsZero():
		return "needs a new link"
	case !p.Ends.IsZero():
		return "works until " + stamp(p.Ends.Time)
	}
	return "works"
}

type staffDisableCmd struct {
	writeFlag
	Person string `arg:""`
}

func (c *staffDisableCmd) Run(ctx context.Context, sh *shell) error {
	return sh.write(ctx, c.ID, func(s *connection, id string) error {
		if err := s.DisablePerson(ctx, id, c.Person); err != nil {
			return err
		}
		if sh.json {
			return sh.encode(map[string]string{"disabled": c.Person})
		}
		sh.print("%s disabled", c.Person)
		return nil
	})
}
