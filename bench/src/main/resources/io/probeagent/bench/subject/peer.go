// The least that answers a probe in Go.
package main

import (
	"io"
	"net/http"
	"os"
)

func main() {
	http.HandleFunc("/ready", func(w http.ResponseWriter, _ *http.Request) {
		io.WriteString(w, "ok\n")
	})
	panic(http.ListenAndServe(os.Args[1], nil))
}
