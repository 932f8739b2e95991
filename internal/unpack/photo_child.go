package unpack

import (
	"bytes"
	"context"
	"image"
	"image/draw"
	"io"

	"github.com/gen2brain/avif"
	"github.com/gen2brain/heic"
)

// DecodePhoto reads a HEIC or AVIF picture and writes its pixels, for [Papers.Photo]
// of another process. It is the whole business of a process whose processor time and
// memory are limited, for a decoder that a foreign file has led astray is stopped
// by that alone.
func DecodePhoto(_ context.Context, from io.Reader, to io.Writer) error {
	content, err := io.ReadAll(io.LimitReader(from, maxMember+1))
	if err != nil || len(content) > maxMember {
		return errPhoto()
	}
	if _, err := PhotoSize(content); err != nil {
		return err
	}
	decode := heic.Decode
	if KindOf(content) == AVIF {
		decode = avif.Decode
	}
	m, err := decode(bytes.NewReader(content))
	if err != nil {
		return errPhoto()
	}
	return encodedPhoto(to, simple(m))
}

// simple returns m as one of the kinds of picture that are passed on.
func simple(m image.Image) image.Image {
	switch of := m.(type) {
	case *image.Gray, *image.NRGBA:
		return m
	case *image.YCbCr:
		switch of.SubsampleRatio {
		case image.YCbCrSubsampleRatio444, image.YCbCrSubsampleRatio422, image.YCbCrSubsampleRatio420:
			return m
		case image.YCbCrSubsampleRatio440, image.YCbCrSubsampleRatio411, image.YCbCrSubsampleRatio410:
		}
	}
	plain := image.NewNRGBA(image.Rect(0, 0, m.Bounds().Dx(), m.Bounds().Dy()))
	draw.Draw(plain, plain.Bounds(), m, m.Bounds().Min, draw.Src)
	return plain
}

// Photo reports whether a picture of this kind is decoded by a program of its own.
func (k Kind) Photo() bool { return k == HEIC || k == AVIF }
