// Package guides has the guides for holders as pages: files of this folder, which people
// read as they stand, in Japanese and then in English.
//
// A guide is a title, a paragraph that says what it is about, parts under headings, and
// in the end one link to where somebody goes on. A heading that asks is a question, and
// its part the answer. Links to https://cards.example lead to the pages of the server
// that shows them; links to other guides, to their pages.
//
// [Read] refuses a guide that is not so, or that links to what is no page.
package guides
