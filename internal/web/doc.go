// Package web serves the pages: what a person does with a card in a browser, in
// Japanese and English.
//
// A page asks the JSON API of the same process, with the address of whoever
// opened it. So there is one way to every look-up and every command, with one
// gate before it, and a page can do nothing that a program could not.
//
// Invariants:
//
//   - A GET changes nothing. Whoever fetches a link in advance uses nothing up.
//   - Every page works without script; script only saves steps.
//   - No page asks anything of another host, and none runs script that is not a
//     file of this package: the Content-Security-Policy allows nothing else.
//   - A code is shown once, where its new owner asked for it. Elsewhere a page
//     carries it sealed, for a while, so that it need not be typed again.
//   - Nothing secret stands in an address, a title or a log.
//
// It refuses forms that another site sends, and bodies that are larger than any
// of its forms.
package web
