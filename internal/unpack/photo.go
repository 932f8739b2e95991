package unpack

import (
	"bytes"
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"image"
	"io"
	"os/exec"
	"strconv"
	"syscall"
	"time"

	"github.com/unspent-dev/unspent"
)

// WithPhotos has photographs, which phones keep as HEIC or AVIF, decoded by a program: this
// one, with the argument by which it does what [DecodePhoto] does.
func (p *Papers) WithPhotos(program ...string) *Papers {
	p.photos = program
	return p
}

// Photos reports whether HEIC and AVIF are decoded.
func (p *Papers) Photos() bool { return p != nil && len(p.photos) > 0 }

// alone is the shell script that limits itself and then becomes the program, as it
// is with what reads pictures: no instruction of it runs without its limits.
const alone = `ulimit -c 0 && ulimit -t "$1" && ulimit -d "$2" && ulimit -v "$3" && ulimit -f 0 && ulimit -n 16 && shift 3 && exec "$@"`

// Photo decodes a HEIC or AVIF picture, upright as its file says that it is to be shown.
// Its pixels are counted before: its error has the reason too_large if they are too
// many, invalid if it is damaged.
func (p *Papers) Photo(ctx context.Context, content []byte) (image.Image, error) {
	size, err := PhotoSize(content)
	if err != nil {
		return nil, err
	}
	done, err := p.take(ctx)
	if err != nil {
		return nil, err
	}
	defer done()
	limited, stop := context.WithTimeout(ctx, maxPhotoTime)
	defer stop()
	c := exec.CommandContext(limited, "/bin/sh", append([]string{"-c", alone, "sh", strconv.Itoa(maxPhotoCPU), maxPhotoData, maxPhotoSpace}, p.photos...)...)
	c.Dir, c.Env = "/", []string{} // none of this process
	c.Stdin = bytes.NewReader(content)
	answer := &bounded{most: photoHead + 4*size.X*size.Y + 4*(size.X+size.Y) + 4}
	c.Stdout = answer
	c.SysProcAttr = &syscall.SysProcAttr{Setpgid: true}
	c.Cancel = func() error { return syscall.Kill(-c.Process.Pid, syscall.SIGKILL) }
	c.WaitDelay = time.Second
	err = c.Run()
	switch {
	case ctx.Err() != nil:
		return nil, ctx.Err()
	case limited.Err() != nil, ended(c):
		return nil, Over("maxPhotoTime", int(maxPhotoTime.Seconds()))
	case err != nil:
		return nil, errPhoto()
	}
	m, err := decodedPhoto(answer.b.Bytes())
	if err != nil {
		return nil, errPhoto()
	}
	return m, nil
}

// ended reports whether a program was ended by a signal, as by a limit.
func ended(c *exec.Cmd) bool {
	if c.ProcessState == nil {
		return false
	}
	status, ok := c.ProcessState.Sys().(syscall.WaitStatus)
	return ok && status.Signaled()
}

func errPhoto() error {
	return unspent.Errorf(unspent.Invalid, "this photograph cannot be decoded: bring it as JPEG or PNG, or as a screenshot")
}

// bounded keeps so many bytes, and refuses more.
type bounded struct {
	b    bytes.Buffer
	most int
}

func (w *bounded) Write(p []byte) (int, error) {
	if w.b.Len()+len(p) > w.most {
		return 0, io.ErrShortWrite
	}
	return w.b.Write(p)
}

// A decoded photograph goes from one program to the other as a head and planes: how
// colours are kept, width, height, and the pixels without anything between rows.
const photoHead = 12

const (
	photoGrey  = 0
	photo420   = 1
	photo422   = 2
	photo444   = 3
	photoColor = 4
)

// encodedPhoto writes a picture of one of the five kinds that a decoder gives.
func encodedPhoto(w io.Writer, m image.Image) error {
	size := m.Bounds().Size()
	head := func(kind uint32) error {
		return binary.Write(w, binary.BigEndian, [3]uint32{kind, uint32(size.X), uint32(size.Y)})
	}
	plane := func(pix []byte, stride, width, rows int) (err error) {
		for y := 0; y < rows && err == nil; y++ {
			_, err = w.Write(pix[y*stride : y*stride+width])
		}
		return err
	}
	switch m := m.(type) {
	case *image.Gray:
		return errors.Join(head(photoGrey), plane(m.Pix, m.Stride, size.X, size.Y))
	case *image.NRGBA:
		return errors.Join(head(photoColor), plane(m.Pix, m.Stride, 4*size.X, size.Y))
	case *image.YCbCr:
		kind, across, down := uint32(photo444), 1, 1
		switch m.SubsampleRatio {
		case image.YCbCrSubsampleRatio420:
			kind, across, down = photo420, 2, 2
		case image.YCbCrSubsampleRatio422:
			kind, across = photo422, 2
		default:
		}
		w, h := (size.X+across-1)/across, (size.Y+down-1)/down
		return errors.Join(head(kind), plane(m.Y, m.YStride, size.X, size.Y), plane(m.Cb, m.CStride, w, h), plane(m.Cr, m.CStride, w, h))
	}
	return fmt.Errorf("no kind of picture that is passed on: %T", m)
}

// decodedPhoto reads what encodedPhoto wrote.
func decodedPhoto(b []byte) (image.Image, error) {
	if len(b) < photoHead {
		return nil, io.ErrUnexpectedEOF
	}
	kind, w, h := binary.BigEndian.Uint32(b), int64(binary.BigEndian.Uint32(b[4:])), int64(binary.BigEndian.Uint32(b[8:]))
	if w < 1 || h < 1 || w > maxPhotoSide || h > maxPhotoSide || w*h > maxPhotoPixels {
		return nil, io.ErrUnexpectedEOF
	}
	pix := b[photoHead:]
	rect := image.Rect(0, 0, int(w), int(h))
	whole := func(n int) bool { return len(pix) == n }
	switch kind {
	case photoGrey:
		if whole(int(w * h)) {
			return &image.Gray{Pix: pix, Stride: int(w), Rect: rect}, nil
		}
	case photoColor:
		if whole(int(4 * w * h)) {
			return &image.NRGBA{Pix: pix, Stride: int(4 * w), Rect: rect}, nil
		}
	case photo420, photo422, photo444:
		ratio, cw, ch := image.YCbCrSubsampleRatio444, int(w), int(h)
		switch kind {
		case photo420:
			ratio, cw, ch = image.YCbCrSubsampleRatio420, (cw+1)/2, (ch+1)/2
		case photo422:
			ratio, cw = image.YCbCrSubsampleRatio422, (cw+1)/2
		}
		y, c := int(w*h), cw*ch
		if whole(y + 2*c) {
			return &image.YCbCr{Y: pix[:y:y], Cb: pix[y : y+c : y+c], Cr: pix[y+c:], YStride: int(w), CStride: cw, SubsampleRatio: ratio, Rect: rect}, nil
		}
	}
	return nil, io.ErrUnexpectedEOF
}
