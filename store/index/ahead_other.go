//go:build !linux

package index

// ahead would ask the system to fetch bytes that will be read.
func ahead([]byte) {}
