package index

import (
	"errors"
	"fmt"
	"hash/crc32"
	"io"
	"os"
	"path/filepath"
)

// sealName is the file that Close leaves beside the root with the root's length
// and CRC-32. The root changes all the time and bolt puts no checksum on its
// pages, so the seal is there only while the index is closed: one that is
// missing says that the last holder was killed, and nothing else.
const sealName = "seal"

// seal leaves the seal of a closed index.
func seal(dir string) error {
	size, sum, err := rootSum(dir)
	if err != nil {
		return err
	}
	return os.WriteFile(filepath.Join(dir, sealName), fmt.Appendf(nil, "%d %08x\n", size, sum), 0o600)
}

// unseal compares the root with its seal, if it has a whole one, and breaks it.
func unseal(dir string) error {
	path := filepath.Join(dir, sealName)
	b, err := os.ReadFile(path)
	if errors.Is(err, os.ErrNotExist) {
		return nil
	}
	if err != nil {
		return err
	}
	var wantSize int64
	var wantSum uint32
	if n, _ := fmt.Sscanf(string(b), "%d %08x\n", &wantSize, &wantSum); n == 2 {
		size, sum, err := rootSum(dir)
		if err != nil {
			return err
		}
		if size != wantSize || sum != wantSum {
			return fmt.Errorf("%w: %s isn't as it was left", ErrDamaged, rootName)
		}
	}
	return os.Remove(path)
}

// rootSum is the length and the CRC-32 of the root.
func rootSum(dir string) (int64, uint32, error) {
	f, err := os.Open(filepath.Join(dir, rootName))
	if err != nil {
		return 0, 0, err
	}
	defer f.Close()
	sum := crc32.NewIEEE()
	size, err := io.Copy(sum, f)
	return size, sum.Sum32(), err
}
