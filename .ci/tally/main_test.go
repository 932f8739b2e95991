package main

import (
	"strings"
	"testing"
)

const (
	start = `{"Action":"start","Package":"p"}` + "\n"
	runA  = `{"Action":"run","Package":"p","Test":"A"}` + "\n"
	sayA  = `{"Action":"output","Package":"p","Test":"A","Output":"why A\n"}` + "\n"
	passA = `{"Action":"pass","Package":"p","Test":"A"}` + "\n"
	failA = `{"Action":"fail","Package":"p","Test":"A"}` + "\n"
	skipA = `{"Action":"skip","Package":"p","Test":"A"}` + "\n"
	okP   = `{"Action":"output","Package":"p","Output":"PASS\n"}` + "\n" + `{"Action":"output","Package":"p","Output":"ok  \tp\t0.1s\n"}` + "\n"
	badP  = `{"Action":"output","Package":"p","Output":"FAIL\tp\t0.1s\n"}` + "\n"
	passP = `{"Action":"pass","Package":"p"}` + "\n"
	failP = `{"Action":"fail","Package":"p"}` + "\n"
)

func TestRun(t *testing.T) {
	tests := map[string]struct {
		in   string
		code int
		out  string
	}{
		"passed":              {start + runA + sayA + passA + okP + passP, 0, "ok  \tp\t0.1s\n1 passed, 0 failed\n"},
		"failed":              {start + runA + sayA + failA + badP + failP, 1, "why A\nFAIL\tp\t0.1s\n0 passed, 1 failed\n"},
		"skipped and passed":  {start + runA + skipA + runA + passA + okP + passP, 0, "ok  \tp\t0.1s\n1 passed, 0 failed, 1 skipped\n"},
		"only skipped":        {start + runA + sayA + skipA + passP, 1, "why A\nno test ran\n0 passed, 1 failed, 1 skipped\n"},
		"package alone fails": {start + runA + passA + badP + failP, 1, "FAIL\tp\t0.1s\n1 passed, 1 failed\n"},
		"cut off in a test":   {start + runA, 1, "did not end: p\ndid not end: p A\n0 passed, 2 failed\n"},
		"cut off in packages": {start + runA + passA, 1, "did not end: p\n1 passed, 1 failed\n"},
		"nothing":             {"", 1, "no test ran\n0 passed, 1 failed\n"},
		"not an event":        {"go: no such module\n" + start + runA + passA + passP, 1, "go: no such module\n1 passed, 1 failed\n"},
		"build fails": {`{"Action":"build-output","ImportPath":"p","Output":"a.go:1: bad\n"}` + "\n" + `{"Action":"build-fail","ImportPath":"p"}` + "\n",
			1, "a.go:1: bad\n0 passed, 1 failed\n"},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			var out strings.Builder
			if code := run(strings.NewReader(tt.in), &out); code != tt.code || out.String() != tt.out {
				t.Errorf("run = %d, %q; want %d, %q", code, out.String(), tt.code, tt.out)
			}
		})
	}
}
