package index

import (
	"os"
	"unsafe"

	"golang.org/x/sys/unix"
)

var pageSize = uintptr(os.Getpagesize())

// ahead asks the system to fetch bytes that will be read. It doesn't wait.
func ahead(b []byte) {
	if len(b) < aheadFrom {
		return
	}
	first := uintptr(unsafe.Pointer(unsafe.SliceData(b)))
	page := first / pageSize * pageSize
	_, _, _ = unix.Syscall(unix.SYS_MADVISE, page, first-page+uintptr(len(b)), unix.MADV_WILLNEED)
}
