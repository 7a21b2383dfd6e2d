package sqlite

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"cuttings/internal/archive"
	"cuttings/internal/wallclock"
)

func backedUp(t *testing.T, s *Store, to string) Copied {
	t.Helper()
	c, err := s.BackUp(t.Context(), to, false)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// ready has nothing to see to.
func ready() error { return nil }

// sameArchive fails when the archive at path isn't sound or hasn't so many articles
// and that ID.
func sameArchive(t *testing.T, path, id string, want int) {
	t.Helper()
	s := opened(t, path)
	defer s.Close()
	if err := s.Check(t.Context()); err != nil {
		t.Error(err)
	}
	if got := articles(t, s); got != want || s.mustID(t) != id {
		t.Errorf("%s holds %d articles of %s, want %d of %s", path, got, s.mustID(t), want, id)
	}
}

// only fails when the folder of path has other files than these beside it.
func only(t *testing.T, path string, names ...string) {
	t.Helper()
	got, err := filepath.Glob(filepath.Join(filepath.Dir(path), "*"))
	if err != nil || len(got) != len(names) {
		t.Errorf("the folder holds %v, want %v, %v", got, names, err)
	}
}

// While another process writes, each copy is one state of the archive: whole
// batches, and all that was acknowledged before.
func TestBackUpWhileOthersWrite(t *testing.T) {
	path, folder := newPath(t), t.TempDir()
	s := opened(t, path)
	cmd, out := start(t, path, "child")
	acknowledged := map[string]bool{}
	for i := range 4 {
		for range 20 * batch {
			if !out.Scan() {
				t.Fatal("the child doesn't write")
			}
			acknowledged[strings.TrimSuffix(out.Text(), " added")] = true
		}
		file := filepath.Join(folder, fmt.Sprint(i))
		c := backedUp(t, s, file)
		if info, err := os.Stat(file); err != nil || c.Bytes != info.Size() || c.Articles < len(acknowledged) || c.Articles%batch != 0 {
			t.Errorf("backup %d: %+v of %d acknowledged, %v", i, c, len(acknowledged), err)
		}
		only(t, file, make([]string, i+1)...)
		copied := opened(t, file)
		for id := range acknowledged {
			if _, err := copied.Current(t.Context(), id); err != nil {
				t.Errorf("backup %d: %v", i, err)
			}
		}
		if err := copied.Close(); err != nil {
			t.Error(err)
		}
	}
	if err := cmd.Process.Kill(); err != nil {
		t.Fatal(err)
	}
	_ = cmd.Wait() // it was killed
}

func TestWhereABackupMayGo(t *testing.T) {
	path := newPath(t)
	s := opened(t, path)
	put(t, s, some("a", 100))
	file := filepath.Join(t.TempDir(), "copy?#%é.db")
	backedUp(t, s, file)
	put(t, s, some("b", 100))
	if _, err := s.BackUp(t.Context(), file, false); !errors.Is(err, fs.ErrExist) {
		t.Errorf("a file that is there: %v", err)
	}
	sameArchive(t, file, s.mustID(t), 1)
	if c, err := s.BackUp(t.Context(), file, true); c.Articles != 2 || err != nil {
		t.Errorf("replaced: %+v, %v", c, err)
	}
	sameArchive(t, file, s.mustID(t), 2)
	link := filepath.Join(filepath.Dir(path), "link.db")
	if err := os.Symlink(path, link); err != nil {
		t.Fatal(err)
	}
	for to, says := range map[string]string{
		path:               "the archive itself",
		link:               "the archive itself",
		filepath.Dir(file): "that is a folder",
		file + "/x":        "there is no folder",
	} {
		if _, err := s.BackUp(t.Context(), to, true); err == nil || !strings.Contains(err.Error(), says) || !strings.Contains(err.Error(), to) {
			t.Errorf("%s: %v", to, err)
		}
	}
	ended, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := s.BackUp(ended, file+"2", false); !errors.Is(err, context.Canceled) {
		t.Errorf("of a canceled context: %v", err)
	}
	only(t, file, "the backup")
}

// What was removed is in no backup, nor what is damaged in one that counts.
func TestWhatABackupHolds(t *testing.T) {
	s := opened(t, newPath(t))
	put(t, s, some("kept", 100), some("unspeakable", 50_000))
	if err := s.Remove(t.Context(), "unspeakable", "asked for"); err != nil {
		t.Fatal(err)
	}
	file := filepath.Join(t.TempDir(), "copy.db")
	backedUp(t, s, file)
	content, err := os.ReadFile(file)
	if err != nil || bytes.Contains(content, []byte("Words of unspeakable")) {
		t.Errorf("what was removed is in the backup, %v", err)
	}
	if _, err := s.db.ExecContext(t.Context(), "UPDATE versions SET text = 'x'"); err != nil {
		t.Fatal(err)
	}
	if _, err := s.BackUp(t.Context(), file, true); !errors.Is(err, archive.ErrDamaged) {
		t.Errorf("of a damaged archive: %v", err)
	}
	if now, err := os.ReadFile(file); !bytes.Equal(now, content) || err != nil {
		t.Errorf("the good backup is gone, %v", err)
	}
	only(t, file, "the backup")
}

// What was due before a restore, and was perhaps posted since the backup, isn't due
// again.
func TestRestoredDigestsBeginNow(t *testing.T) {
	s := opened(t, newPath(t))
	sub := archive.Subscription{
		Channel: "2", Schedule: wallclock.Schedule{Zone: "UTC", Days: wallclock.Weekend}, Max: 1, After: 7,
		Layout: archive.Headlines, Quiet: archive.QuietSkip, State: archive.Active, Since: time.Unix(1_000, 0).UTC(),
	}
	paused := sub
	paused.State = archive.Paused
	for _, sub := range []archive.Subscription{sub, paused, sub} {
		if _, err := s.AddSubscription(t.Context(), sub); err != nil {
			t.Fatal(err)
		}
	}
	for id, state := range map[int64]archive.DeliveryState{1: archive.Claimed, 3: archive.Sending} {
		if _, done, err := s.Begin(t.Context(), archive.Delivery{Subscription: id, Slot: "1970-01-01", State: state}); !done || err != nil {
			t.Fatal(done, err)
		}
	}
	file, to := filepath.Join(t.TempDir(), "copy.db"), newPath(t)
	backedUp(t, s, file)
	now := time.Unix(9_000, 0).UTC()
	if _, err := RestoreBackup(t.Context(), file, to, false, ready, Clock(func() time.Time { return now })); err != nil {
		t.Fatal(err)
	}
	restored := opened(t, to)
	list, err := restored.Subscriptions(t.Context())
	if err != nil || len(list) != 3 || !list[0].Since.Equal(now) || list[0].After != 7 || !list[1].Since.Equal(paused.Since) {
		t.Errorf("%+v, %v", list, err)
	}
	// One that was begun may have been posted since; one that was being sent is looked for.
	for id, want := range map[int64]archive.DeliveryState{1: archive.Missed, 3: archive.Sending} {
		begun, err := restored.Deliveries(t.Context(), id, 9)
		if err != nil || len(begun) != 1 || begun[0].State != want || (want == archive.Missed) != begun[0].Ended.Equal(now) {
			t.Errorf("%+v, %v; want it %s", begun, err, want)
		}
	}
}

func TestRestore(t *testing.T) {
	s := opened(t, newPath(t))
	put(t, s, some("a", 100), some("b", 100))
	file := filepath.Join(t.TempDir(), "copy.db")
	c := backedUp(t, s, file)
	if err := os.Chmod(file, 0o400); err != nil {
		t.Fatal(err)
	}
	to := newPath(t)
	calls := 0
	got, err := RestoreBackup(t.Context(), file, to, false, func() error { calls++; return nil })
	if got.Articles != c.Articles || got.Aside != "" || calls != 1 || err != nil {
		t.Errorf("%+v, %d calls, %v", got, calls, err)
	}
	sameArchive(t, to, s.mustID(t), 2)
	only(t, to, "the archive")

	grown := opened(t, to)
	put(t, grown, some("c", 100))
	if _, err := RestoreBackup(t.Context(), file, to, false, ready); !errors.Is(err, fs.ErrExist) {
		t.Errorf("over an archive: %v", err)
	}
	if _, err := RestoreBackup(t.Context(), file, to, true, ready); !errors.Is(err, archive.ErrBusy) {
		t.Errorf("over one that is open: %v", err)
	}
	put(t, grown, some("d", 100))
	if err := grown.Close(); err != nil {
		t.Fatal(err)
	}
	refused := errors.New("not now")
	if _, err := RestoreBackup(t.Context(), file, to, true, func() error { return refused }); !errors.Is(err, refused) {
		t.Errorf("when not ready: %v", err)
	}
	sameArchive(t, to, s.mustID(t), 4)
	only(t, to, "the archive")
	for n, want := range []int{4, 2} {
		got, err := RestoreBackup(t.Context(), file, to, true, ready)
		if err != nil {
			t.Fatal(err)
		}
		sameArchive(t, to, s.mustID(t), 2)
		sameArchive(t, got.Aside, s.mustID(t), want)
		if len(got.Aside) != len(to+".before-restore")+n*len("-2") {
			t.Errorf("the old one is kept as %s", got.Aside)
		}
	}
}

// An archive in its first form is restored in the newest; one that is damaged beyond
// opening is set aside with what lies beside it.
func TestRestoreOldOverDamaged(t *testing.T) {
	to := newPath(t)
	for _, tail := range []string{"", "-wal"} {
		if err := os.WriteFile(to+tail, []byte("noise"), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	c, err := RestoreBackup(t.Context(), firstForm(t), to, true, ready)
	if c.Articles != 1 || err != nil {
		t.Fatalf("%+v, %v", c, err)
	}
	sameArchive(t, to, "first", 1)
	for _, tail := range []string{"", "-wal"} {
		if content, err := os.ReadFile(c.Aside + tail); string(content) != "noise" || err != nil {
			t.Errorf("aside%s: %q, %v", tail, content, err)
		}
	}
	lone := newPath(t) // a log without its archive would spoil the next
	if err := os.WriteFile(lone+"-wal", []byte("noise"), 0o644); err != nil {
		t.Fatal(err)
	}
	if _, err := RestoreBackup(t.Context(), firstForm(t), lone, false, ready); !errors.Is(err, fs.ErrExist) {
		t.Errorf("over a log: %v", err)
	}
	if _, err := RestoreBackup(t.Context(), firstForm(t), lone, true, ready); err != nil {
		t.Error(err)
	}
	sameArchive(t, lone, "first", 1)
}

// What can't be restored leaves everything as it was.
func TestRefusedBackups(t *testing.T) {
	sound, err := os.ReadFile(closedArchive(t))
	if err != nil {
		t.Fatal(err)
	}
	edited := func(at int, with ...byte) []byte {
		b := bytes.Clone(sound)
		copy(b[at:], with)
		return b
	}
	to := newPath(t)
	put(t, opened(t, to), some("a", 100))
	id := opened(t, to).mustID(t)
	for name, tt := range map[string]struct {
		content []byte
		is      error
		says    string
	}{
		"nothing":            {nil, archive.ErrDamaged, "no SQLite database"},
		"a text":             {bytes.Repeat([]byte("Six hundred. "), 100), archive.ErrDamaged, "no SQLite database"},
		"another program's":  {edited(68, 0, 0, 0, 7), archive.ErrDamaged, "another program"},
		"a newer program's":  {edited(60, 0, 0, 9, 9), archive.ErrNewer, "update the program"},
		"half of it":         {sound[:len(sound)/2/4096*4096], archive.ErrDamaged, ""},
		"zeros":              {edited(8192, make([]byte, 4096)...), archive.ErrDamaged, ""},
		"a letter of a text": {bytes.Replace(sound, []byte("The last words of iii."), []byte("The last werds of iii."), 1), archive.ErrDamaged, "not the one that was stored"},
	} {
		file := filepath.Join(t.TempDir(), "copy.db")
		if err := os.WriteFile(file, tt.content, 0o644); err != nil {
			t.Fatal(err)
		}
		for _, at := range []string{to, filepath.Join(t.TempDir(), "archive.db")} {
			_, err := RestoreBackup(t.Context(), file, at, true, func() error { t.Errorf("%s is taken for a backup", name); return nil })
			if !errors.Is(err, tt.is) || !strings.Contains(err.Error(), tt.says) || !strings.Contains(err.Error(), file) || strings.Contains(err.Error(), "partial") {
				t.Errorf("%s: %v", name, err)
			}
			if left, err := filepath.Glob(filepath.Join(filepath.Dir(at), "*partial*")); len(left) > 0 || err != nil {
				t.Errorf("%s: %v is left, %v", name, left, err)
			}
		}
	}
	sameArchive(t, to, id, 1)
	if _, err := RestoreBackup(t.Context(), to, filepath.Join(t.TempDir(), "a.db"), false, ready); err == nil || !strings.Contains(err.Error(), "in use") {
		t.Errorf("of an archive that is open: %v", err)
	}
	if _, err := RestoreBackup(t.Context(), to+"x", filepath.Join(t.TempDir(), "a.db"), false, ready); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("of no file: %v", err)
	}
}

// copies backs the archive at path up and restores it, until it is killed.
func copies(path, folder string) error {
	ctx := context.Background()
	s, err := Open(ctx, path)
	if err != nil {
		return err
	}
	fmt.Println("begun")
	file, to := filepath.Join(folder, "copy.db"), filepath.Join(folder, "archive.db")
	for {
		if _, err := s.BackUp(ctx, file, true); err != nil {
			return err
		}
		if _, err := RestoreBackup(ctx, file, to, true, ready); err != nil {
			return err
		}
	}
}

// A process is killed while it makes and restores backups, twenty times, and on until
// it was seen with each file; on a busy machine it is given longer. Each file is there
// whole or not at all, and once there, stays.
func TestKilledWhileCopying(t *testing.T) {
	path, folder := closedArchive(t), t.TempDir()
	id := opened(t, path).mustID(t)
	seen := map[string]int{}
	for n := 0; n < 20 || len(seen) < 3 && n < 80; n++ {
		cmd := exec.CommandContext(t.Context(), os.Args[0])
		cmd.Env = append(os.Environ(), childEnv+"="+path, copyEnv+"="+folder)
		cmd.Stderr = os.Stderr
		out, err := cmd.StdoutPipe()
		if err != nil {
			t.Fatal(err)
		}
		if err := cmd.Start(); err != nil {
			t.Fatal(err)
		}
		if _, err := out.Read(make([]byte, 5)); err != nil {
			t.Fatal(err)
		}
		time.Sleep(time.Duration(rand.IntN(int(100 * time.Millisecond << (n / 20))))) // the moment taken at random
		if err := cmd.Process.Kill(); err != nil {
			t.Fatal(err)
		}
		_ = cmd.Wait() // it was killed
		for _, name := range []string{"copy.db", "archive.db", "archive.db.before-restore"} {
			_, err := os.Stat(filepath.Join(folder, name))
			switch {
			case err == nil:
				seen[name]++
				sameArchive(t, filepath.Join(folder, name), id, 30)
			case seen[name] > 0:
				t.Errorf("%s is gone: %v", name, err)
			}
		}
	}
	if len(seen) < 3 {
		t.Errorf("the child made only %v", seen)
	}
	t.Log(seen)
}
