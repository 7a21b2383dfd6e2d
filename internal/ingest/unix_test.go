//go:build unix

package ingest

import (
	"os"
	"path/filepath"
	"syscall"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// Pipes and devices are never opened, links to folders never followed.
func TestReadStrangeFiles(t *testing.T) {
	root := tree(t, map[string]string{"a.md": "Text a.", "other/b.md": "Text b."})
	at := func(name string) string { return filepath.Join(root, name) }
	for _, err := range []error{
		syscall.Mkfifo(at("pipe.md"), 0o644),
		syscall.Mkfifo(at("pipe"), 0o644),
		os.Symlink("a.md", at("link.md")),
		os.Symlink("nowhere.md", at("broken.md")),
		os.Symlink("loop.md", at("loop.md")),
		os.Symlink(".", at("self")),
		os.Symlink("other", at("folder.md")),
	} {
		if err != nil {
			t.Fatal(err)
		}
	}
	const pipe = "it is not a file but a pipe, a socket or a device: save what it gives as a file first"
	const loop = "it can't be read (too many levels of symbolic links): check that it may be read, and the disk"
	want := []string{
		"a.md | a: Text a.",
		"broken.md | ERROR there is no such file or folder: check the path",
		"link.md | ERROR a.md has the same text, and neither has an address; this one isn't added: remove one of the two, or give them their url",
		"loop.md | ERROR " + loop,
		"other/b.md | b: Text b.",
		"pipe.md | ERROR " + pipe,
	}
	if diff := cmp.Diff(want, outcomes(root, ".")); diff != "" {
		t.Errorf("a folder, -want +got:\n%s", diff)
	}
	want = []string{"pipe | ERROR " + pipe, "loop.md | ERROR " + loop, "folder.md/b.md | b: Text b."}
	if diff := cmp.Diff(want, outcomes(root, "pipe", "loop.md", "folder.md")); diff != "" {
		t.Errorf("named, -want +got:\n%s", diff)
	}
	var got []string
	for item := range Read(t.Context(), []string{"/dev/zero"}) {
		got = append(got, outcome("", item))
	}
	if diff := cmp.Diff([]string{"/dev/zero | ERROR " + pipe}, got); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
}

func TestReadForbidden(t *testing.T) {
	if os.Getuid() == 0 {
		t.Skip("root may read everything")
	}
	root := tree(t, map[string]string{"a.md": "Text a.", "shut/b.md": "Text b.", "z.md": "Text z."})
	for _, name := range []string{"a.md", "shut"} {
		if err := os.Chmod(filepath.Join(root, name), 0); err != nil {
			t.Fatal(err)
		}
		defer os.Chmod(filepath.Join(root, name), 0o755)
	}
	const denied = "it can't be read (permission denied): check that it may be read, and the disk"
	want := []string{"a.md | ERROR " + denied, "shut | ERROR " + denied, "z.md | z: Text z."}
	if diff := cmp.Diff(want, outcomes(root, ".")); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
}
