// Package house holds the rules of the house as tests: who may enter whose
// room, what every room says of itself, that the examples are complete and that
// no secret lies about. It has no code of its own.
package house
