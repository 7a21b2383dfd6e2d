package terminal

import (
	"context"
	"errors"
	"fmt"

	"cuttings/internal/archive"
	"cuttings/internal/desk"
)

// consult opens the library, asks its desk, and closes it.
func consult[Q any, R desk.Reply](s *session, open func() (*Library, error), ask func(*desk.Desk, context.Context, Q) (R, error), question Q) (reply R, err error) {
	library, err := open()
	if err != nil {
		return reply, err
	}
	defer library.Close()
	return ask(library.Desk, s.ctx, question)
}

// reply consults the desk and shows what it replies.
func reply[Q any, R desk.Reply, O any](
	s *session, open func() (*Library, error), ask func(*desk.Desk, context.Context, Q) (R, error), question Q, asJSON bool, object func(R) O,
) error {
	r, err := consult(s, open, ask, question)
	if err != nil {
		return err
	}
	return showReply(s, r, asJSON, object)
}

// showReply shows a reply of the desk.
func showReply[R desk.Reply, O any](s *session, r R, asJSON bool, object func(R) O) error {
	return show(s, r, asJSON, object, func(r R) error { return s.page.print(r) })
}

// show prints a thing as a JSON object, or for people.
func show[T, O any](s *session, thing T, asJSON bool, object func(T) O, print func(T) error) error {
	if asJSON {
		return printJSON(s.out, object(thing))
	}
	return print(thing)
}

// list shows one thing after the other; people are told when there is none.
func list[T, O any](s *session, things []T, asJSON bool, object func(T) O, print func(T) error, none string) error {
	for _, one := range things {
		if err := show(s, one, asJSON, object, print); err != nil {
			return err
		}
	}
	if len(things) == 0 && !asJSON {
		fmt.Fprintln(s.out, none)
	}
	return nil
}

// openTold opens the library as open does, with its articles placed among the
// stories.
func (s *session) openTold() (*Library, error) {
	library, err := s.open()
	if err != nil {
		return nil, err
	}
	if err := s.placeStories(library); err != nil {
		return nil, errors.Join(err, library.Close())
	}
	return library, nil
}

// settle closes the library after work on it that ended with that error: where it
// ended well, with what is derived from the store up to date.
func (s *session) settle(library *Library, err error) error {
	if err == nil {
		err = archive.Listen(s.ctx, library.Store, nil)
	}
	if err == nil {
		err = s.index(library)
	}
	return errors.Join(err, library.Close())
}

// failure is errFailed when something failed that has been said.
func failure(failed bool) error {
	if failed {
		return errFailed
	}
	return nil
}
