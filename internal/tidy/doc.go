// Package tidy is the style as tests: what DESIGN calls the house is checked
// here, so that a rule which matters is not only prose.
//
// Which room may import which, what a room must have, how files and names look,
// and that nothing hides state, reads a clock of its own or skips a test. What a
// linter checks as well is left to .golangci.yml: imports of packages that no room
// may use, init functions, the length of functions and lines.
//
// Every rule looks at syntax alone, and has a bad sample that it must catch. An
// exception says why it stands, and fails once nothing needs it. All of that is
// tests; the package itself only reads the module's files, which the tests of the
// documentation do too. No program is linked with it.
package tidy
