package unpack

import (
	"compress/gzip"
	"context"
	_ "embed" // the decoder
	"encoding/binary"
	"image"
	"io"
	"strings"

	"github.com/tetratelabs/wazero"
	"github.com/tetratelabs/wazero/api"
	"github.com/tetratelabs/wazero/imports/wasi_snapshot_preview1"
)

// heifDecoder is libheif with libde265 for a machine that has nothing but its own
// memory; heif/README.md says whence.
//
//go:embed heif/heif.wasm.gz
var heifDecoder string

// DecodePhoto reads a HEIC photograph and writes its pixels, for [Papers.Photo] of
// another process. It is the whole business of a process whose processor time and
// memory are limited, for a decoder that a foreign file has led astray is stopped
// by that alone: a machine that can be stopped from within is five times as slow.
func DecodePhoto(ctx context.Context, from io.Reader, to io.Writer) error {
	content, err := io.ReadAll(io.LimitReader(from, maxMember+1))
	if err != nil || len(content) > maxMember {
		return errPhoto()
	}
	if _, err := PhotoSize(content); err != nil {
		return err
	}
	m, err := newHeif(ctx)
	if err != nil {
		return err
	}
	defer m.runtime.Close(ctx)
	photo, err := m.decode(ctx, content)
	if err != nil {
		return err
	}
	return encodedPhoto(to, photo)
}

// heif is the decoder in its machine.
type heif struct {
	runtime wazero.Runtime
	module  api.Module
}

func newHeif(ctx context.Context) (*heif, error) {
	packed, err := gzip.NewReader(strings.NewReader(heifDecoder))
	if err != nil {
		return nil, err
	}
	program, err := io.ReadAll(packed)
	if err != nil {
		return nil, err
	}
	m := &heif{runtime: wazero.NewRuntimeWithConfig(ctx, wazero.NewRuntimeConfig().WithMemoryLimitPages(maxPhotoMemory>>16))}
	if _, err := wasi_snapshot_preview1.Instantiate(ctx, m.runtime); err != nil {
		return nil, err
	}
	m.module, err = m.runtime.InstantiateWithConfig(ctx, program, wazero.NewModuleConfig().WithStdout(io.Discard).WithStderr(io.Discard))
	return m, err
}

// room asks the machine for memory.
func (m *heif) room(ctx context.Context, n int) (uint32, error) {
	at, err := m.module.ExportedFunction("malloc").Call(ctx, uint64(n))
	if err != nil || at[0] == 0 {
		return 0, errPhoto()
	}
	return uint32(at[0]), nil
}

// decode decodes a photograph. The decoder is asked twice: for the size, and then
// for the pixels, whose rows begin at multiples of sixteen bytes.
func (m *heif) decode(ctx context.Context, content []byte) (image.Image, error) {
	in, err := m.room(ctx, len(content))
	if err != nil || !m.module.Memory().Write(in, content) {
		return nil, errPhoto()
	}
	const answers = 5
	says, err := m.room(ctx, 4*answers)
	if err != nil {
		return nil, err
	}
	ask := func(sizeOnly, out uint32) ([]uint32, error) {
		args := []uint64{uint64(in), uint64(len(content)), uint64(sizeOnly)}
		for i := range uint32(answers) {
			args = append(args, uint64(says+4*i))
		}
		ok, err := m.module.ExportedFunction("decode").Call(ctx, append(args, uint64(out))...)
		if err != nil || ok[0] == 0 {
			return nil, errPhoto()
		}
		raw, is := m.module.Memory().Read(says, 4*answers)
		if !is {
			return nil, errPhoto()
		}
		all := make([]uint32, answers)
		_, err = binary.Decode(raw, binary.LittleEndian, all)
		return all, err
	}
	head, err := ask(1, 0)
	if err != nil {
		return nil, err
	}
	l, err := layoutOf(head)
	if err != nil {
		return nil, err
	}
	out, err := m.room(ctx, l.bytes)
	if err != nil {
		return nil, err
	}
	if again, err := ask(0, out); err != nil || again[0] != head[0] || again[1] != head[1] {
		return nil, errPhoto()
	}
	pix, ok := m.module.Memory().Read(out, uint32(l.bytes))
	if !ok {
		return nil, errPhoto()
	}
	return l.picture(pix), nil
}

// layout is how the decoder lays the pixels of a picture out.
type layout struct {
	rect      image.Rectangle
	bytes     int
	stride    int
	cstride   int
	luma      int // bytes of the first plane
	chroma    int // of each further one
	ratio     image.YCbCrSubsampleRatio
	grey, rgb bool
}

// layoutOf is the layout of what the decoder says: width, height, how colours are
// kept, and how much of them.
func layoutOf(head []uint32) (l layout, err error) {
	const inPlanes, inRGB, none = 0, 1, 2
	const of420, of422, of444 = 1, 2, 3
	w, h := head[0], head[1]
	if w < 1 || h < 1 || w > maxPhotoSide || h > maxPhotoSide || uint64(w)*uint64(h) > maxPhotoPixels {
		return l, errPhoto()
	}
	row := func(n int) int { return (n + 15) &^ 15 }
	l.rect = image.Rect(0, 0, int(w), int(h))
	l.stride = row(int(w))
	cw, ch := int(w), int(h)
	switch {
	case head[2] == none:
		l.grey = true
	case head[2] == inRGB:
		l.rgb, l.stride = true, row(4*int(w))
	case head[2] == inPlanes && head[3] == of420:
		l.ratio, cw, ch = image.YCbCrSubsampleRatio420, (cw+1)/2, (ch+1)/2
	case head[2] == inPlanes && head[3] == of422:
		l.ratio, cw = image.YCbCrSubsampleRatio422, (cw+1)/2
	case head[2] == inPlanes && head[3] == of444:
		l.ratio = image.YCbCrSubsampleRatio444
	default:
		return l, errPhoto()
	}
	l.luma = l.stride * int(h)
	if !l.grey && !l.rgb {
		l.cstride = row(cw)
		l.chroma = l.cstride * ch
	}
	l.bytes = l.luma + 2*l.chroma
	return l, nil
}

func (l layout) picture(pix []byte) image.Image {
	switch {
	case l.grey:
		return &image.Gray{Pix: pix, Stride: l.stride, Rect: l.rect}
	case l.rgb:
		return &image.NRGBA{Pix: pix, Stride: l.stride, Rect: l.rect}
	}
	return &image.YCbCr{Y: pix[:l.luma], Cb: pix[l.luma : l.luma+l.chroma], Cr: pix[l.luma+l.chroma:],
		YStride: l.stride, CStride: l.cstride, SubsampleRatio: l.ratio, Rect: l.rect}
}
