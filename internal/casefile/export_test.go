package casefile

// Cheap makes a passphrase cost nothing, so that tests are fast.
func (o Options) Cheap() Options {
	o.work = 4
	return o
}
