// Package scan reads the QR codes and the barcodes (Code 128) in a picture: a photo,
// a screenshot, a frame of a camera.
//
// Invariants:
//
//   - It says what a code holds and where it is, and nothing about it: whoever
//     asked decides whether it is theirs.
//   - A picture is bounded before it is decoded: in bytes by [MaxPicture], in
//     pixels by what its header says and what its kind costs. Only so many are
//     decoded at once, and only for so long.
//   - Nothing of a picture is kept, logged, or repeated in an error.
//   - Codes that were not looked for are told: [Codes] says whether it came to its end.
//   - A turned picture needs no turning, whatever its EXIF block says: QR codes are
//     found in every direction, and mirrored ones too; barcodes if they lie level,
//     stand upright, or nearly so.
//
// [Reader.Read] reads one QR code of a file, [Codes] all codes of a picture that is
// decoded. It refuses what is no PNG, JPEG, first frame of a GIF, WebP or BMP.
package scan
