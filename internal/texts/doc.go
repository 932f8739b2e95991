// Package texts is the catalogue of sentences: what people read, in Japanese and in
// English, each by its id.
//
// A line of ja.yaml or en.yaml is an id, a colon and a text, in quotes where YAML
// wants them, without escapes. In a text {{.Name}} stands for a
// value, which whoever says it gives by that name. Nothing else is understood: no
// text decides anything, so that both languages say the same.
//
// The room knows no page, no terminal and no rule. Whoever finds a fault hands on
// its word and its values ([unspent.Fault]), and whoever tells a person looks the
// sentence up here. What only one language of readers ever sees, such as the log
// and what the staff is told of a running server, has no id.
package texts
