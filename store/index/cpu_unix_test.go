//go:build unix

package index

import (
	"syscall"
	"testing"
)

// reportCPU reports the processor's time that all goroutines of a benchmark
// took, each of n things an operation does; on a busy machine that tells more
// than the clock. Call what it returns after the loop.
func reportCPU(b *testing.B, n int) (done func()) {
	start := cpuTime()
	return func() {
		b.ReportMetric(float64(cpuTime()-start)/float64(b.N)/float64(n), "cpu-ns")
	}
}

func cpuTime() int64 {
	var u syscall.Rusage
	if syscall.Getrusage(syscall.RUSAGE_SELF, &u) != nil {
		return 0
	}
	return u.Utime.Nano() + u.Stime.Nano()
}
