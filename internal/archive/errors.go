package archive

import "errors"

// What a store can come up against. The errors that wrap them name the file or
// server and say what to do; what was acknowledged before is kept in every case.
var (
	// ErrFull says that there is no room left to write. Nothing was filed; the
	// same call works again when there is.
	ErrFull = errors.New("no space left")

	// ErrReadOnly says that the program may not write where the archive is.
	ErrReadOnly = errors.New("no permission to write")

	// ErrBusy says that another process held the archive for longer than the
	// store waits. The same call may be made again.
	ErrBusy = errors.New("held by another process")

	// ErrDamaged says that what is stored is not what was written, or is no
	// archive at all.
	ErrDamaged = errors.New("damaged, or no archive")

	// ErrNewer says that a newer version of the program made the archive.
	ErrNewer = errors.New("made by a newer version of the program")
)
