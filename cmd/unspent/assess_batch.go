package main

import "context"

// many judges every case of a folder.
func (c *assessCmd) many(_ context.Context, _ *shell) error {
	return usage("batches come with the next commit")
}
