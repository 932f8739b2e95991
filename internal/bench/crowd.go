package bench

import (
	"os"
	"runtime"
	"strconv"
	"strings"
	"syscall"
	"time"
)

// crowd tells how much of the machine others used while it was watched.
type crowd struct {
	all, own time.Duration // processor time at the start
	begin    time.Time
	known    bool
}

func watch() crowd {
	all, known := machineBusy()
	return crowd{all, busy() + children(), time.Now(), known}
}

// share returns the part of the processors' time that went to other processes
// since watch, from 0 to 1; 0 where the system does not tell.
func (c crowd) share() float64 {
	all, known := machineBusy()
	if !known || !c.known {
		return 0
	}
	others := (all - c.all) - (busy() + children() - c.own)
	return max(0, others.Seconds()/(time.Since(c.begin).Seconds()*float64(runtime.NumCPU())))
}

// children returns the processor time of child processes that have ended.
func children() time.Duration {
	var u syscall.Rusage
	if syscall.Getrusage(syscall.RUSAGE_CHILDREN, &u) != nil {
		return 0
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}

// machineBusy returns the processor time that all processes have used, where the
// system tells.
func machineBusy() (time.Duration, bool) {
	text, err := os.ReadFile("/proc/stat")
	if err != nil {
		return 0, false
	}
	line, _, _ := strings.Cut(string(text), "\n")
	fields := strings.Fields(line) // cpu user nice system idle iowait irq softirq steal …
	if len(fields) < 9 {
		return 0, false
	}
	var ticks int64
	for _, i := range []int{1, 2, 3, 8} { // interrupts are left out: nobody knows whose they are
		n, err := strconv.ParseInt(fields[i], 10, 64)
		if err != nil {
			return 0, false
		}
		ticks += n
	}
	return time.Duration(ticks) * (time.Second / 100), true
}
