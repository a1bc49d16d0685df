package main

import (
	"net/url"
	"os"
	"path/filepath"
	"strings"
)

// login is a name and password for a host. It never leaves this file but for
// the request to that host.
type login struct{ user, password string }

// logins are the logins of hosts, from the configuration and ~/.netrc; the
// configuration comes first.
type logins map[string]login

func (p *program) logins(c *config) logins {
	all := logins{}
	if home, err := p.home(); err == nil {
		path := p.getenv("NETRC")
		if path == "" {
			path = filepath.Join(home, ".netrc")
		}
		if text, err := os.ReadFile(path); err == nil {
			all.netrc(string(text))
		}
	}
	for host, l := range c.Logins {
		all[strings.ToLower(host)] = login{l.User, l.Password}
	}
	return all
}

// forURL returns the login for the host of a URL. One for "host:port" comes
// before one for the host.
func (l logins) forURL(u *url.URL) (user, password string, ok bool) {
	for _, host := range []string{u.Host, u.Hostname()} {
		if found, ok := l[strings.ToLower(host)]; ok {
			return found.user, found.password, true
		}
	}
	return "", "", false
}

// netrc reads the words of a .netrc file: "machine HOST login USER password
// PASS". Its default entry is not used: it would send a password to hosts that
// a feed names. Macros are passed over.
func (l logins) netrc(text string) {
	host := ""
	var now login
	keep := func() {
		if host != "" && now != (login{}) {
			l[strings.ToLower(host)] = now
		}
		host, now = "", login{}
	}
	lines := strings.Split(text, "\n")
	for i := 0; i < len(lines); i++ {
		words := strings.Fields(lines[i])
		for j := 0; j < len(words); j++ {
			value := func() string {
				if j++; j < len(words) {
					return words[j]
				}
				return ""
			}
			switch words[j] {
			case "machine":
				keep()
				host = value()
			case "default":
				keep()
			case "login":
				now.user = value()
			case "password":
				now.password = value()
			case "account":
				value()
			case "macdef": // up to the next empty line
				for i++; i < len(lines) && strings.TrimSpace(lines[i]) != ""; i++ {
				}
				j = len(words)
			}
		}
	}
	keep()
}
