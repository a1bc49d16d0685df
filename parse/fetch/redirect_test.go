package fetch

import (
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"testing"
)

func TestRedirects(t *testing.T) {
	other := serve(t, func(w http.ResponseWriter, _ *http.Request) { _, _ = io.WriteString(w, "other") })
	s := serve(t, func(w http.ResponseWriter, r *http.Request) {
		// /301/302/end redirects by 301 to /302/end and by 302 to /end.
		code, rest, more := strings.Cut(strings.TrimPrefix(r.URL.Path, "/"), "/")
		status, err := strconv.Atoi(code)
		if err != nil || !more {
			_, _ = io.WriteString(w, "here")
			return
		}
		to := "/" + rest
		switch rest {
		case "other":
			to = other.URL + "/x"
		case "back":
			to = r.URL.Path
		case "nowhere":
			to = ""
		case "ftp":
			to = "ftp://example.org/"
		case "garbage":
			to = "http://[\x80"
		case "space":
			to = "/end?a b\xff"
		}
		w.Header().Set("Location", to)
		w.WriteHeader(status)
		_, _ = io.WriteString(w, "moved")
	})
	f := newFetcher(t, options())
	for _, c := range []struct{ path, body, at, moved, text string }{
		{"/end", "here", s.URL + "/end", "", ""},
		{"/301/end", "here", s.URL + "/end", s.URL + "/end", ""},
		{"/308/301/end", "here", s.URL + "/end", s.URL + "/end", ""},
		{"/302/end", "here", s.URL + "/end", "", ""},
		{"/301/303/end", "here", s.URL + "/end", "", ""},
		{"/307/308/end", "here", s.URL + "/end", "", ""},
		{"/301/other", "other", other.URL + "/x", other.URL + "/x", ""},
		{"/302/space", "here", s.URL + "/end?a%20b%FF", "", ""},
		{strings.Repeat("/302", 10) + "/end", "here", s.URL + "/end", "", ""},
		{strings.Repeat("/302", 11) + "/end", "", "", "", "more than 10 times"},
		{"/302/back", "", "", "", "in a circle"},
		{"/301/nowhere", "", "", "", "cannot be followed"},
		{"/301/ftp", "", "", "", "cannot be followed"},
		{"/301/garbage", "", "", "", "cannot be followed"},
	} {
		res, body, err := get(f, Request{URL: s.URL + c.path})
		if c.text != "" {
			wantError(t, err, ErrRedirect, c.text)
			continue
		}
		if err != nil || body != c.body || res.URL != c.at || res.Moved != c.moved {
			t.Errorf("%s: %q, %+v, %v", c.path, body, res, err)
		}
	}
}

// noSecrets checks every way in which an error could be printed.
func noSecrets(t testing.TB, err error, secrets ...string) {
	t.Helper()
	said := ""
	for e := err; e != nil; e = errors.Unwrap(e) {
		js, _ := json.Marshal(e) // some kinds have no JSON
		said += fmt.Sprintf("%v\n%+v\n%#v\n%s\n", e, e, e, js)
	}
	for _, s := range append(secrets, base64.StdEncoding.EncodeToString([]byte("me:secret"))) {
		if strings.Contains(said, s) {
			t.Errorf("an error tells the secret: %s", said)
		}
	}
}

func TestPasswordsStayAtTheirHost(t *testing.T) {
	other := serve(t, func(_ http.ResponseWriter, r *http.Request) {
		if a := r.Header.Get("Authorization"); a != "" {
			t.Errorf("another host got %q", a)
		}
	})
	s := serve(t, func(w http.ResponseWriter, r *http.Request) {
		user, password, _ := r.BasicAuth()
		switch {
		case user != "me" || password != "secret":
			w.WriteHeader(http.StatusUnauthorized)
		case r.URL.Path == "/self":
			http.Redirect(w, r, "/end", http.StatusMovedPermanently)
		case r.URL.Path == "/other":
			http.Redirect(w, r, strings.Replace(other.URL, "http://", "http://me:secret@", 1), http.StatusMovedPermanently)
		}
	})
	typed := strings.Replace(s.URL, "http://", "http://me:secret@", 1)
	o := options()
	o.Auth = func(u *url.URL) (string, string, bool) {
		if "http://"+u.Host != s.URL {
			t.Errorf("asked for the password of %s", u)
		}
		return "me", "secret", true
	}
	for _, c := range []struct {
		f    *Fetcher
		base string
	}{{newFetcher(t, options()), typed}, {newFetcher(t, o), s.URL}} {
		for _, path := range []string{"/", "/self", "/other"} {
			res, _, err := get(c.f, Request{URL: c.base + path})
			if err != nil {
				t.Fatal(path, err)
			}
			if strings.Contains(res.URL+res.Moved, "secret") {
				t.Errorf("%+v", res)
			}
		}
	}
	_, _, err := get(newFetcher(t, options()), Request{URL: strings.Replace(typed, "secret", "wrong", 1)})
	wantError(t, err, ErrStatus, "does not accept the user name and password")
	noSecrets(t, err, "wrong")
}

func TestPasswordsStayEncrypted(t *testing.T) {
	open := serve(t, func(http.ResponseWriter, *http.Request) {})
	closed := serveTLS(t, http.RedirectHandler(open.URL, http.StatusFound).ServeHTTP)
	o := options()
	o.Roots = roots(closed)
	f := newFetcher(t, o)
	if _, _, err := get(f, Request{URL: closed.URL}); err != nil {
		t.Error("without a password:", err)
	}
	_, _, err := get(f, Request{URL: strings.Replace(closed.URL, "https://", "https://me:secret@", 1)})
	wantError(t, err, ErrInsecure, "not encrypted")
	noSecrets(t, err, "secret")
}

func TestUpgrade(t *testing.T) {
	for _, c := range []struct {
		from, to string
		want     bool
	}{
		{"http://a.example/", "https://a.example/x", true},
		{"http://a.example/", "https://b.a.example/", false},
		{"http://a.example:8080/", "https://a.example/", false},
		{"http://a.example/", "https://a.example:8443/", false},
		{"https://a.example/", "http://a.example/", false},
	} {
		from, _ := url.Parse(c.from)
		to, _ := url.Parse(c.to)
		if got := upgrade(from, to); got != c.want {
			t.Errorf("%s to %s: %v", from, to, got)
		}
	}
}

// A server knows the password and can try to have it printed.
func TestServersCannotEchoPasswords(t *testing.T) {
	auth := "Basic " + base64.StdEncoding.EncodeToString([]byte("me:secret")) + " me:secret"
	for _, answer := range []string{
		auth, "HTTP/1.1 " + auth + "\r\n\r\n", "HTTP/1.1 404 " + auth + "\r\n\r\n", "HTTP/1.1 200 OK\r\n " + auth + "\r\n\r\n",
		"HTTP/1.1 200 OK\r\nContent-Length: " + auth + "\r\n\r\n", "HTTP/1.1 200 OK\r\nTransfer-Encoding: " + auth + "\r\n\r\n",
		"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n" + auth + "\r\n", "HTTP/1.1 302 Found\r\nLocation: ftp://me:secret@x/\r\n\r\n",
		"HTTP/1.1 302 Found\r\nLocation: http://me:secret@[/\r\n\r\n", "HTTP/1.1 200 OK\r\nContent-Encoding: " + auth + "\r\n\r\n",
	} {
		u := strings.Replace(raw(t, answer), "http://", "http://me:secret@", 1)
		_, _, err := get(newFetcher(t, options()), Request{URL: u})
		wantError(t, err, nil, "127.0.0.1")
		noSecrets(t, err, "secret")
	}
}
