// Package scan reads the QR code in a picture: a photo, a screenshot, a frame of
// a camera.
//
// Invariants:
//
//   - It says what a QR code holds and nothing about it: whoever asked decides
//     whether it is theirs.
//   - A picture is bounded before it is decoded: in bytes by [MaxPicture], in
//     pixels by what its header says and what its kind costs. Only so many are
//     decoded at once, and only for so long.
//   - Nothing of a picture is kept, logged, or repeated in an error.
//   - A turned picture needs no turning, whatever its EXIF block says: QR codes are
//     found in every direction, and mirrored ones too.
//
// It refuses everything but PNG, JPEG and the first frame of a GIF. Of several QR
// codes in one picture it reads one.
package scan
