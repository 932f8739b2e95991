// Package ocr reads the text of pictures by running Debian's tesseract as a
// program of its own.
//
// [Find] looks for the program once, at the start. A [Program] that was not found
// can be held and asked like any other: it answers that nothing can be read here,
// and how to install what is missing.
//
// Invariants:
//
//   - A run has its own temporary directory, which is gone when the run is; an
//     environment of nothing but what tesseract needs; a closed standard input; no
//     other file of this process; no terminal.
//   - Memory, processor time and files of a run are limited before its first
//     instruction. Its whole process group is killed when its time is over or its
//     caller has gone.
//   - What a run answers is as hostile as the picture: bytes, lines and boxes are
//     bounded, and a box outside of the picture is cut to it.
//   - Only so many pictures are held, and so many programs run, at one time; who
//     waits too long for a turn is told so with reason busy.
//   - Words stand at their places in the picture as it was given, however it was
//     turned, cut or scaled for reading.
//
// It decodes no file: it is given an [image.Image] whose pixels somebody has
// counted. It never reads the network.
package ocr
