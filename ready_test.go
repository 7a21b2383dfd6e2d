package main

import (
	"testing"
	"time"
)

func TestKeepingUp(t *testing.T) {
	began := time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC)
	type look struct {
		after    time.Duration
		held, at int64
		ready    bool
	}
	tests := map[string][]look{
		"level":             {{0, 5, 5, true}, {time.Hour, 5, 5, true}},
		"always a bit late": {{0, 5, 5, true}, {40 * time.Second, 9, 5, true}, {60 * time.Second, 12, 9, true}, {80 * time.Second, 15, 12, true}, {3 * time.Minute, 20, 18, true}},
		"stuck, then not":   {{0, 9, 5, true}, {30 * time.Second, 9, 8, true}, {31 * time.Second, 9, 8, false}, {32 * time.Second, 20, 9, true}},
		"seldom looked at":  {{0, 5, 5, true}, {time.Hour, 9, 5, true}, {time.Hour + 31*time.Second, 9, 5, false}},
	}
	for name, looks := range tests {
		t.Run(name, func(t *testing.T) {
			k := new(keepingUp)
			for _, l := range looks {
				if late := k.judge(l.held, l.at, began.Add(l.after)); (late <= behind) != l.ready {
					t.Errorf("after %v, at %d of %d: behind for %v", l.after, l.at, l.held, late)
				}
			}
		})
	}
}
