// Package discordtest is a server that stands in for Discord in tests.
//
// It speaks the REST API (v9 and v10) and the gateway over a real WebSocket on
// loopback, keeps commands, channels and messages in memory, and plays the
// person in the chat: it invokes a command, clicks a button, types into an
// autocompleted option, and hands back what that person would see. Interactions go
// by the gateway, or signed to an endpoint by HTTP: see [Server.SetEndpoint]. What a
// client does against Discord's published document, against the rules that the
// document doesn't encode, or against a deadline, is refused as Discord would
// refuse it and also written down: see [Server.Violations].
//
// Faults are scripted: lost connections, refused sessions, rate limits, server
// errors, answers that are slow or cut short.
//
// Sections named in comments and in violations ("docs: Gateway, Resuming") are
// those of Discord's developer documentation, https://docs.discord.com/developers.
package discordtest
