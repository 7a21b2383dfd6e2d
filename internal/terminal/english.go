package terminal

import "cuttings/internal/words"

// english is the language of the terminal.
var english words.Language
