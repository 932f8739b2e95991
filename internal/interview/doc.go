// Package interview is what assess asks people, and what their answers mean: which
// questions there are, in which order, when each is asked, what there is to choose,
// and the case that comes of it.
//
// It asks nobody. A terminal puts a [Question] after the other ([Interview.First],
// [Interview.Rest], [Interview.Messages]), flags describe a case in the same words
// ([Described]), and the page offers the same choices ([Choices]). The sentences are
// in internal/texts. A whole code is never asked for, and refused where it is typed.
package interview
