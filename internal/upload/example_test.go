package upload_test

import (
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"time"

	"github.com/unspent-dev/unspent/internal/gate"
	"github.com/unspent-dev/unspent/internal/upload"
)

// An edge takes a body within the client's share, and gives the share back.
func Example() {
	shares := upload.New(upload.Limits{Each: 1, Network: 4, All: 100, Memory: 1 << 20, Grace: 10 * time.Second, Rate: 8 << 10, Time: time.Minute})
	take := func(w http.ResponseWriter, r *http.Request) {
		share, err := shares.Enter(gate.Remote(r.RemoteAddr))
		if err != nil {
			http.Error(w, err.Error(), http.StatusTooManyRequests)
			return
		}
		defer share.Leave()
		body, err := io.ReadAll(share.Body(w, r.Body))
		share.Came()
		fmt.Println(len(body), err)
	}
	take(httptest.NewRecorder(), httptest.NewRequest(http.MethodPost, "/", strings.NewReader("a picture")))
	// Output: 9 <nil>
}
