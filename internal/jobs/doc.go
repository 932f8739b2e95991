// Package jobs keeps work that is due, and sees that it is done: mails, orders,
// batches, the sweep.
//
// A job is a document: what it is about, when it is tried next, how often it was,
// and what went wrong. Jobs of one kind are a [Queue], which a [Worker] works off.
//
// Invariants:
//
//   - A job is marked before it is tried, and nobody else tries it for as long as a
//     try can take. So any number of workers may be at work, in any number of
//     processes; a job whose worker was killed is taken up when its lease has ended.
//   - What comes of a try is written down by whoever has the job then, and by nobody
//     whose lease another one has taken over, unless it stands whatever happens.
//   - A job that fails is tried again, later each time, and in the end it is dead: it
//     is kept, and somebody is told of it. So is one whose tries are cut short one after
//     the other, such as by a process that dies of it, unless its queue never gives up.
//   - A try may come twice, after a kill. What must not happen twice is the job's own
//     business: it asks under ids that follow from the job's.
//
// It refuses to keep what cannot be found again after a crash: neither keys nor codes
// belong into a job, and what whoever asked for it may do is looked at when it is tried.
package jobs
