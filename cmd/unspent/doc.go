// Command unspent issues gift cards whose state can be checked without spending
// them: the server, the tools of its operator, and a client for holders,
// merchants and staff.
//
// Invariants:
//
//   - There is one path. A command that opens a database itself calls the same
//     counter as a server does, in this process.
//   - Secrets (codes, secrets of holds, API keys) come from files and standard
//     input and never from arguments; a result that is a secret is alone on
//     standard output.
//   - Results go to standard output, everything else to standard error. Exit
//     codes: 0 done, 1 the answer is "no", 2 wrong use, 3 cannot tell.
//   - A flag holds over the environment over the file of --config.
//
// It refuses to guess: a setting that is unknown or contradicts another is an
// error that says so.
package main
