package main

import (
	"errors"
	"fmt"
	"net/url"
	"os/exec"
	"runtime"
	"strings"
)

// openInBrowser shows a web page in the person's browser and doesn't wait
// for it. The address comes from a feed, so it may try anything: it is handed
// over as one argument of its own, no shell sees it, and only web addresses
// pass (a file: or a javascript: address does more than show a page).
func (p *program) openInBrowser(address string) error {
	if err := webAddress(address); err != nil {
		return err
	}
	var tried []string
	for _, argv := range p.browsers() {
		argv = withAddress(argv, address)
		if _, err := exec.LookPath(argv[0]); err != nil {
			tried = append(tried, argv[0])
			continue
		}
		return start(argv)
	}
	return fmt.Errorf("no browser found (tried %s): set $BROWSER or browser in the configuration", strings.Join(tried, ", "))
}

// webAddress refuses what is not a plain address of a web page.
func webAddress(address string) error {
	u, err := url.Parse(address)
	if err != nil || u.Host == "" || (u.Scheme != "http" && u.Scheme != "https") {
		return errors.New("not the address of a web page: " + oneLine(address))
	}
	return nil
}

// browsers lists the commands to try: those of $BROWSER, which holds several
// divided by colons, else the configured one, else the system's opener.
func (p *program) browsers() [][]string {
	var commands [][]string
	for command := range strings.SplitSeq(p.getenv("BROWSER"), ":") {
		if argv := strings.Fields(command); len(argv) > 0 {
			commands = append(commands, argv)
		}
	}
	if len(commands) > 0 {
		return commands
	}
	if c, err := p.config(); err == nil && len(c.Browser) > 0 {
		return [][]string{c.Browser}
	}
	if runtime.GOOS == "darwin" {
		return [][]string{{"open"}}
	}
	return [][]string{{"xdg-open"}, {"wslview"}, {"sensible-browser"}}
}

// withAddress puts the address where the command says %s, else at its end.
func withAddress(argv []string, address string) []string {
	out := make([]string, 0, len(argv)+1)
	placed := false
	for _, arg := range argv {
		if strings.Contains(arg, "%s") && len(out) > 0 {
			arg, placed = strings.ReplaceAll(arg, "%s", address), true
		}
		out = append(out, arg)
	}
	if !placed {
		out = append(out, address)
	}
	return out
}

// start runs a command beside us: with none of our streams, so that it can't
// write over the screen, and in a session of its own, so that ctrl+c here
// doesn't end it.
func start(argv []string) error {
	command := exec.Command(argv[0], argv[1:]...)
	detach(command)
	if err := command.Start(); err != nil {
		return fmt.Errorf("starting %s: %w", argv[0], err)
	}
	go func() { _ = command.Wait() }() // or it stays as a zombie
	return nil
}
