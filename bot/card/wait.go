package card

import (
	"fmt"
	"time"

	"cuttings/internal/words"
)

// Wait asks somebody to wait, because they, or all in their server together, ask too
// often: until the second that Discord shows counting down.
func Wait(in words.Language, until time.Time, server bool) Message {
	key := "bot.wait"
	if server {
		key = "bot.wait-server"
	}
	d := &draft{words: in}
	second := until.Add(time.Second - 1).Unix() // none too early
	d.add(container(colourNote, display(d.around(key, "moment", fmt.Sprintf("<t:%d:R>", second)))))
	return Message{Components: d.parts}
}
