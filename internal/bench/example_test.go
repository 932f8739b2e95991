package bench_test

import (
	"context"
	"fmt"
	"strings"

	"github.com/unspent-dev/unspent/internal/bench"
)

// A figure that does not exist is refused before anything is measured.
func Example() {
	_, err := bench.Run(context.Background(), bench.Options{Scale: bench.Quick(), Only: []string{"warp"}})
	fmt.Println(strings.ReplaceAll(err.Error(), ", ", "\n"))
	// Output:
	// there is no figure "warp"; there are check_http
	// spend_http
	// book_batch
	// spend_hot
	// claim_hot
	// check_10m
	// spend_10m
	// issue_1m
	// issue_memory
	// spend_p50
	// spend_p99
	// spend_longest
	// page_check
	// assess_case
	// assess_batch
	// read_clean
	// read_photo
	// read_last4
	// read_wrong
	// read_clean_held
	// read_photo_held
	// read_last4_held
	// read_wrong_held
	// read_codes
	// read_time
	// read_memory
	// assess_memory
}
