package main

import (
	"errors"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"
)

// TestMain makes the test binary double as newsreader, so that the scripts
// run the real program as processes of their own.
func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){"newsreader": main})
}

// newsreader is the program as a process; TestMain makes the test binary act
// as it by its name.
func newsreader(t *testing.T, home string, args ...string) *exec.Cmd {
	t.Helper()
	binary, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	c := exec.CommandContext(t.Context(), binary, args...)
	c.Args[0] = "newsreader"
	c.Env = []string{"HOME=" + home, "PATH=" + os.Getenv("PATH"), "LANG=C.UTF-8", "TZ=UTC", noRaceWait}
	return c
}

// noRaceWait keeps a program built with the race detector from waiting a second
// before it ends, for races that show late; what a command does is over by then.
const noRaceWait = "GORACE=atexit_sleep_ms=0"

func TestScripts(t *testing.T) {
	testscript.Run(t, testscript.Params{
		Dir: filepath.Join("testdata", "script"),
		Setup: func(e *testscript.Env) error {
			e.Setenv("HOME", filepath.Join(e.WorkDir, "home"))
			e.Setenv("TZ", "UTC")
			e.Vars = append(e.Vars, noRaceWait)
			e.Setenv("ESC", "\x1b")
			for _, unset := range []string{
				"XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_STATE_HOME", "NEWSREADER_STORE",
				"NEWSREADER_CONFIG", "BROWSER", "NO_COLOR", "LC_ALL", "LC_CTYPE", "LANG",
			} {
				e.Setenv(unset, "")
			}
			return os.Mkdir(filepath.Join(e.WorkDir, "home"), 0o700)
		},
		Condition: func(condition string) (bool, error) {
			if condition == "root" { // whom no permission stops
				return os.Geteuid() == 0, nil
			}
			return false, errors.New("unknown condition " + condition)
		},
		Cmds: map[string]func(*testscript.TestScript, bool, []string){
			"status": status,
			"fifo":   fifo,
			"sparse": sparse,
			"bytes":  writeBytes,
			"serve":  serve,
		},
	})
}

// status N COMMAND ARGS… runs a command that has to exit with status N.
func status(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) < 2 {
		ts.Fatalf("usage: status N command args...")
	}
	want, err := strconv.Atoi(args[0])
	ts.Check(err)
	err = ts.Exec(args[1], args[2:]...)
	got := 0
	if failed := (*exec.ExitError)(nil); errors.As(err, &failed) {
		got = failed.ExitCode()
	} else {
		ts.Check(err)
	}
	if got != want {
		ts.Fatalf("exit status %d, want %d", got, want)
	}
}

// serve VARIABLE FOLDER serves the files of a folder at the address that it
// puts into the variable. For a file a there may be a.headers, one on each
// line, of which "Status: 301" sets the status.
func serve(ts *testscript.TestScript, _ bool, args []string) {
	folder := ts.MkAbs(args[1])
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		name := filepath.Join(folder, filepath.Base(r.URL.Path))
		status := http.StatusOK
		headers, _ := os.ReadFile(name + ".headers")
		for line := range strings.Lines(string(headers)) {
			switch key, value, _ := strings.Cut(strings.TrimSpace(line), ": "); key {
			case "Status":
				status, _ = strconv.Atoi(value)
			default:
				w.Header().Set(key, value)
			}
		}
		body, err := os.ReadFile(name)
		if err != nil {
			status = http.StatusNotFound
		}
		w.WriteHeader(status)
		_, _ = w.Write(body)
	}))
	ts.Defer(s.Close)
	ts.Setenv(args[0], s.URL)
}

// fifo PATH makes a named pipe.
func fifo(ts *testscript.TestScript, _ bool, args []string) {
	ts.Check(syscall.Mkfifo(ts.MkAbs(args[0]), 0o600))
}

// sparse PATH MIB makes a file of zeros that takes no room.
func sparse(ts *testscript.TestScript, _ bool, args []string) {
	mib, err := strconv.ParseInt(args[1], 10, 64)
	ts.Check(err)
	path := ts.MkAbs(args[0])
	ts.Check(os.WriteFile(path, nil, 0o600))
	ts.Check(os.Truncate(path, mib<<20))
}

// bytes PATH GO-STRING writes a file that a script can't hold, and makes
// files whose names it can't hold: both are Go strings without their quotes.
func writeBytes(ts *testscript.TestScript, _ bool, args []string) {
	name, err := strconv.Unquote(`"` + args[0] + `"`)
	ts.Check(err)
	content, err := strconv.Unquote(`"` + args[1] + `"`)
	ts.Check(err)
	path := ts.MkAbs(name)
	ts.Check(os.MkdirAll(filepath.Dir(path), 0o700))
	ts.Check(os.WriteFile(path, []byte(content), 0o600))
}
