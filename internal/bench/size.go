package bench

import (
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"runtime/debug"
	"strconv"
	"strings"
)

// resident is how many bytes of the process are in memory, what the garbage
// collector could give back left out; mapped files count as far as they were
// read. It is 0 where the system has no /proc.
func resident() int64 {
	runtime.GC()
	debug.FreeOSMemory()
	b, err := os.ReadFile("/proc/self/statm") // proc(5): size, resident … in pages
	if err != nil {
		return 0
	}
	fields := strings.Fields(string(b))
	if len(fields) < 2 {
		return 0
	}
	pages, err := strconv.ParseInt(fields[1], 10, 64)
	if err != nil {
		return 0
	}
	return pages * int64(os.Getpagesize())
}

// heap is how many bytes Go's heap has in use, as the last collection left it
// and what came since.
func heap() int64 {
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return int64(m.HeapAlloc)
}

// growth is what the process grew by, nil where it can't be told.
func growth(before, after int64) *int64 {
	if before == 0 || after == 0 {
		return nil
	}
	grown := max(0, after-before)
	return &grown
}

// diskUse is how many bytes the files below a folder have; 0 where there is
// none.
func diskUse(folder string) (int64, error) {
	var sum int64
	err := filepath.WalkDir(folder, func(_ string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		info, err := d.Info()
		if err == nil {
			sum += info.Size()
		}
		return err
	})
	if os.IsNotExist(err) {
		return 0, nil
	}
	return sum, err
}
